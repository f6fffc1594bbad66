"""What every shipped case promises, and what the training and the General Assembly case promise besides."""

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from simulation.arrays import ATOL
from simulation.engine.score_sheet import score_sheet
from simulation.scenario.assembly_case import is_assembly
from simulation.scenario.load import load_scenario, shipped_scenarios
from simulation.scenario.pack import SUFFIX
from simulation.scenario.schema import Scenario
from tests.extent import at_a_desk

SCENARIOS = Path(__file__).parents[2] / "scenarios"
CASES = tuple(
    sorted(
        path.stem
        for path in SCENARIOS.glob("*.yaml")
        if not path.name.endswith(SUFFIX) and not is_assembly(path)
    )
)
TRAININGS = ("ai_oversight", "first_hour", "wtpf13_training")


@pytest.fixture(scope="module")
def training() -> Scenario:
    return load_scenario(SCENARIOS / "wtpf13_training.yaml")


@pytest.fixture(scope="module")
def assembly() -> Scenario:
    return load_scenario(SCENARIOS / "unga_cyber.yaml")


def test_eight_cases_are_shipped_under_the_names_of_their_files() -> None:
    assert tuple(sorted(shipped_scenarios())) == CASES
    assert CASES == (
        "ai_oversight",
        "first_hour",
        "unga_cyber",
        "worked_clock",
        "worked_isolation",
        "worked_package",
        "wtpf13",
        "wtpf13_training",
    )


@pytest.mark.parametrize("name", CASES)
def test_a_shipped_case_loads_and_is_called_like_its_file(name: str) -> None:
    case = load_scenario(SCENARIOS / f"{name}.yaml")
    assert case.key == name
    assert all(d.seat == place for place, d in enumerate(case.delegations))
    assert {issue.key for issue in case.issues} == {
        clause.issue for section in case.document.sections for clause in section.clauses
    }


@pytest.mark.parametrize("name", CASES)
def test_only_a_real_case_claims_documented_positions(name: str) -> None:
    case = load_scenario(SCENARIOS / f"{name}.yaml")
    bases = {mandate.basis for d in case.delegations for mandate in d.mandate.values()}
    assert ("documented" in bases) == (case.nature == "real")
    if case.nature == "real":
        assert bases <= {"documented", "inferred", "judgement"}
        assert case.as_of


@pytest.mark.parametrize(
    ("name", "seats", "least"),
    [("ai_oversight", 8, 120), ("first_hour", 6, 100), ("wtpf13_training", 12, 120)],
)
def test_every_seat_of_a_training_has_a_brief_to_hand_out(name: str, seats: int, least: int) -> None:
    case = load_scenario(name)
    assert len(case.delegations) == seats
    for delegation in case.delegations:
        words = len(delegation.brief.confidential.split())
        assert least <= words <= 200, delegation.key
        assert 24 <= len(delegation.brief.public.split()) <= 60, delegation.key
        for label in (
            "Interest:",
            "Preferred text:",
            "Red line",
            "Fallbacks",
            "No deal is",
            "Call:",
            "Constraint:",
        ):
            assert label in delegation.brief.confidential, (delegation.key, label)


@pytest.mark.parametrize("name", at_a_desk(["first_hour"], TRAININGS))
def test_no_public_brief_of_a_training_names_a_fallback_in_the_words_of_the_secret_one(name: str) -> None:
    for delegation in load_scenario(name).delegations:
        secret = {part.strip() for part in delegation.brief.confidential.split(".") if len(part.split()) > 3}
        assert not any(sentence in delegation.brief.public for sentence in secret)


def test_every_seat_of_the_first_hour_has_a_number_for_every_issue() -> None:
    case = load_scenario("first_hour")
    assert (len(case.issues), case.sessions, len(case.document.sections)) == (4, 6, 2)
    for seat in case.delegations:
        assert seat.mandate.keys() == {issue.key for issue in case.issues}
        assert "Latitude:" in seat.brief.confidential
        assert seat.strategy is not None
        assert seat.reservation is not None
        saliences = {mandate.salience for mandate in seat.mandate.values()}
        assert len(saliences) > 1, seat.key
        for mandate in seat.mandate.values():
            assert mandate.acceptable is not None or isinstance(mandate.red_line, tuple)


def test_the_obstructor_of_the_training_is_seated_as_an_observer(training: Scenario) -> None:
    obstructors = [d for d in training.delegations if d.strategy and d.strategy.key == "obstructor"]
    assert [(d.key, d.standing) for d in obstructors] == [("OST", "observer")]
    assert Counter(d.standing for d in training.delegations) == {
        "member_state": 8,
        "sector_member": 3,
        "observer": 1,
    }


def test_only_the_two_sponsors_have_documented_positions_in_the_assembly(assembly: Scenario) -> None:
    documented = {
        d.key for d in assembly.delegations if any(m.basis == "documented" for m in d.mandate.values())
    }
    assert documented == {"RUS", "USA"}
    assert len(assembly.delegations) == 47
    assert assembly.forum.preset == "unga_committee"


def test_the_votes_beside_the_assembly_case_are_those_of_its_delegations(assembly: Scenario) -> None:
    with (SCENARIOS / "unga_cyber_votes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["delegation"] for row in rows] == [d.key for d in assembly.delegations]
    # Counted in the voting records of the UN Digital Library for these 47 members.
    assert Counter(row["A/RES/73/27"] for row in rows) == {"Y": 24, "N": 12, "A": 6, "X": 5}
    assert Counter(row["A/RES/73/266"] for row in rows) == {"Y": 34, "N": 4, "A": 5, "X": 4}


def test_the_tallies_beside_the_assembly_case_are_the_recorded_ones(assembly: Scenario) -> None:
    with (SCENARIOS / "unga_cyber_outcome.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    tallies = {row["resolution"]: (row["yes"], row["no"], row["abstain"], row["not_voting"]) for row in rows}
    assert tallies == {"A/RES/73/27": ("119", "46", "14", "14"), "A/RES/73/266": ("138", "12", "16", "27")}
    options = {issue.key: {option.key for option in issue.options} for issue in assembly.issues}
    assert all(row["option"] in options[row["issue"]] for row in rows)


@pytest.mark.parametrize("name", at_a_desk(["first_hour"], TRAININGS))
def test_no_clause_is_worth_more_open_than_with_the_wording_that_a_seat_wants_most(name: str) -> None:
    sheet = score_sheet(load_scenario(name))
    allowed = ~sheet.is_red & ~np.isnan(sheet.points)
    wanted = np.where(allowed, sheet.points, -np.inf).max(axis=2)
    issues, seats = sheet.scenario.issues, sheet.scenario.delegations
    # To whoever came for no outcome any text is a loss.
    comes_for_one = np.array([seat.strategy is None or seat.strategy.key != "obstructor" for seat in seats])
    short = allowed.any(axis=2) & (sheet.left_open > wanted + ATOL) & comes_for_one[:, None]
    better_open = [(seats[row].key, issues[issue].key) for row, issue in np.argwhere(short).tolist()]
    assert better_open == []


def test_what_the_first_hour_says_of_leaving_without_a_text_is_what_its_points_say() -> None:
    sheet = score_sheet(load_scenario("first_hour"))
    place = (sheet.no_deal - sheet.least.sum(axis=1)) / sheet.stake.sum(
        axis=1
    )  # 0 its worst text, 1 its best
    for seat, at in zip(sheet.scenario.delegations, place.tolist(), strict=True):
        brief = " ".join(seat.brief.confidential.split())
        assert ("No deal is of medium value" in brief) <= (0.25 <= at <= 0.75), seat.key
        assert ("No deal is fine" in brief) <= (at > 0.4), seat.key
        assert ("No deal is poor" in brief) <= (at < 0.1), seat.key
