"""Instances of training cases: as hard as the case by every count, other texts close, and no paper contradicts it."""

import re
from collections.abc import Mapping

import numpy as np
import pytest

from simulation import load_scenario
from simulation.errors import DelegationSimError, ScenarioError
from simulation.scenario.drafting import without_drafts
from simulation.scenario.instances import (
    Moves,
    find_instance_conflicts,
    instance_of,
    moves_of,
    with_instances,
)
from simulation.scenario.load import find_problems, scenario_hash
from simulation.scenario.pack import load_pack
from simulation.scenario.pack_schema import Pack
from simulation.scenario.schema import Scenario
from simulation.scenario.translations.telling import in_language
from simulation.study.variants import comparison_of
from simulation.training.contradictions import find_contradictions, find_pack_contradictions
from simulation.training.counted import Counted, counted
from simulation.training.group.valued import stakes_of, text_of
from simulation.words import LANGUAGES, on_one_line
from tests.extent import at_a_desk

CASES = ("ai_oversight", "first_hour", "wtpf13_training")
NUMBERS = (1, 2, 3)


def instance(case: str, number: int) -> Scenario:
    return load_scenario(case, overrides={"instance": number})


def pack_of(case: str, scenario: Scenario) -> Pack:
    found = load_pack(case, scenario=scenario)
    assert found is not None
    return found


def moves(case: str, number: int) -> Moves:
    return moves_of(without_drafts(load_scenario(case)), number)


def counts(case: str, number: int) -> Counted:
    scenario = instance(case, number)
    return counted(scenario, pack_of(case, scenario).best_package.options)


def by_mandate(case: str, number: int, found: Counted) -> dict[str, list[float]]:
    """Return no deal, the least, the most and the package of each seat, under the seat whose mandate it has."""
    assert found.text is not None
    whose = moves(case, number).seat if number else {seat: seat for seat in found.seats}
    rows = np.stack([found.none, found.least, found.most, found.text], axis=1).round(9).tolist()
    return {whose[seat]: row for seat, row in zip(found.seats, rows, strict=True)}


def check_counts(case: str, number: int) -> None:
    before, now = counts(case, 0), counts(case, number)
    assert (now.documents, now.adoptable, now.efficient, now.is_exact) == (
        before.documents,
        before.adoptable,
        before.efficient,
        before.is_exact,
    )
    assert by_mandate(case, number, now) == by_mandate(case, 0, before)
    assert now.is_adoptable
    assert not now.better


def check_papers(case: str, number: int) -> None:
    scenario = instance(case, number)
    assert [*find_contradictions(scenario)] == []
    assert [*find_pack_contradictions(pack_of(case, scenario), scenario)] == []


@pytest.mark.parametrize("case", at_a_desk(["first_hour"], CASES))
@pytest.mark.parametrize("number", at_a_desk([2], NUMBERS))
def test_an_instance_has_the_counts_of_its_case(case: str, number: int) -> None:
    check_counts(case, number)


@pytest.mark.parametrize("case", at_a_desk(["first_hour"], CASES))
@pytest.mark.parametrize("number", at_a_desk([2], NUMBERS))
def test_no_paper_of_an_instance_contradicts_its_numbers(case: str, number: int) -> None:
    check_papers(case, number)


@pytest.mark.thorough
@pytest.mark.parametrize("case", at_a_desk(["first_hour"], CASES))
@pytest.mark.parametrize("number", range(4, 31))
def test_thirty_instances_have_the_counts_of_their_case_and_no_contradictions(case: str, number: int) -> None:
    check_counts(case, number)
    check_papers(case, number)


@pytest.mark.parametrize("case", at_a_desk(["first_hour"], CASES))
@pytest.mark.parametrize("number", at_a_desk((1, 6), range(1, 9)))
def test_the_package_of_a_case_does_not_fit_an_instance(case: str, number: int) -> None:
    old, new = load_scenario(case), instance(case, number)
    best, other = pack_of(case, old).best_package.options, pack_of(case, new).best_package.options
    assert sum(best[issue] != other[issue] for issue in best) >= 2
    assert fairness(new, best) < fairness(new, other) - 0.05


def fairness(case: Scenario, text: Mapping[str, str]) -> float:
    """Return the mean logarithm of what a text adds to no text, over those who decide."""
    stakes = stakes_of(case)
    over = (stakes.worth(text_of(case, text)) - stakes.no_deal)[stakes.decide]
    return float(np.log(np.maximum(over, 1e-9)).mean())


@pytest.mark.parametrize("case", at_a_desk(["first_hour"], CASES))
@pytest.mark.parametrize("number", at_a_desk((1, 6), range(1, 9)))
def test_who_exchanges_came_for_another_clause(case: str, number: int) -> None:
    old, new = load_scenario(case), instance(case, number)
    assert old.instances is not None

    def dear(scenario: Scenario, key: str) -> str:
        seat = next(one for one in scenario.delegations if one.key == key)
        return max(seat.mandate, key=lambda issue: float(str(seat.mandate[issue].salience)))

    exchange = [key for group in old.instances.seats if len(group) > 1 for key in group]
    assert exchange
    assert all(dear(old, key) != dear(new, key) for key in exchange)


@pytest.mark.parametrize("case", at_a_desk(["first_hour"], CASES))
def test_keys_kinds_wordings_and_rules_stay(case: str) -> None:
    old, new = load_scenario(case), instance(case, 2)
    assert [(seat.key, seat.kind, seat.seat) for seat in old.delegations] == [
        (seat.key, seat.kind, seat.seat) for seat in new.delegations
    ]
    assert [[(one.key, one.label) for one in issue.written] for issue in old.issues] == [
        [(one.key, one.label) for one in issue.written] for issue in new.issues
    ]
    assert (old.key, old.forum, old.protocol, old.sessions) == (
        new.key,
        new.forum,
        new.protocol,
        new.sessions,
    )
    assert new.instance == 2
    assert "instance 2" in new.title


@pytest.mark.parametrize("case", at_a_desk(["first_hour"], CASES))
def test_instance_0_is_the_case_and_the_same_number_the_same_instance(case: str) -> None:
    assert instance(case, 0) == load_scenario(case)
    assert scenario_hash(instance(case, 0)) == scenario_hash(load_scenario(case))
    assert instance(case, 5) == instance(case, 5)
    assert len({scenario_hash(instance(case, number)) for number in range(4)}) == 4


@pytest.mark.parametrize("case", at_a_desk(["first_hour"], CASES))
def test_that_a_case_has_instances_is_left_out_of_its_hash(case: str) -> None:
    found = load_scenario(case)
    assert found.instances is not None
    assert scenario_hash(found) == scenario_hash(found.model_copy(update={"instances": None}))


@pytest.mark.parametrize("case", at_a_desk(["first_hour"], CASES))
@pytest.mark.parametrize("number", at_a_desk([2], NUMBERS))
def test_nothing_that_the_author_said_of_a_seat_is_said_of_another_mandate(case: str, number: int) -> None:
    old, new = load_scenario(case), instance(case, number)
    moved = set(moves(case, number).seat)
    names = {seat.short or seat.name for seat in old.delegations if seat.key in moved}
    for before, now in zip(old.delegations, new.delegations, strict=True):
        if now.key in moved:
            assert now.brief.public != before.brief.public
            assert "(" not in now.name or now.kind != "government"
            others = names - {now.short}
        else:
            others = names
        assert not [name for name in others if re.search(rf"\b{name}\b", now.brief.confidential)]


@pytest.mark.parametrize("case", at_a_desk(["first_hour"], CASES))
@pytest.mark.parametrize("number", at_a_desk((1, 6), range(1, 9)))
def test_a_seat_gives_its_own_reasons_and_nobody_else_s(case: str, number: int) -> None:
    old, new = load_scenario(case), instance(case, number)
    for before, now in zip(old.delegations, new.delegations, strict=True):
        for issue, own in now.mandate.items():
            theirs = before.mandate[issue].reason if issue in before.mandate else ""
            assert own.reason in ("", theirs)


def test_some_reasons_are_still_given_in_instances() -> None:
    for case in CASES:
        found = [instance(case, number) for number in range(1, 9)]
        assert any(own.reason for one in found for seat in one.delegations for own in seat.mandate.values())


@pytest.mark.parametrize("case", at_a_desk(["first_hour"], CASES))
def test_what_an_instance_changes_can_be_changed_further(case: str) -> None:
    changed = load_scenario(case, overrides={"instance": 1, "sessions": 3})
    assert (changed.instance, changed.sessions) == (1, 3)


def test_the_cases_with_instances_are_named_to_whoever_asks_another() -> None:
    assert with_instances() == CASES
    (problem,) = find_problems("wtpf13", overrides={"instance": 2})
    assert str(problem) == (
        "wtpf13.yaml --instance 2: wtpf13 has no instances. Valid: ai_oversight, first_hour, wtpf13_training. "
        "Leave out --instance, or take one of these."
    )


@pytest.mark.parametrize("number", [-1, "x", 1.5, 1_000_000, "", "٣", "²", "9" * 5_000])
def test_what_is_no_number_of_an_instance_gets_one_message(number: object) -> None:
    (problem,) = find_problems("first_hour", overrides={"instance": number})
    assert problem.message.endswith("Valid: a whole number from 0 (the case as it is) to 999999. Correct it.")
    assert len(str(problem)) < 300


def test_where_nothing_can_move_far_enough_one_error_says_so() -> None:
    case = without_drafts(load_scenario("first_hour"))
    assert case.instances is not None
    spec = case.instances.model_copy(update={"seats": (("TAM", "NOR"),), "goes_to": {"pace": ("pace",)}})
    with pytest.raises(ScenarioError, match="none of 2000 draws differs enough"):
        moves_of(case.model_copy(update={"instances": spec}), 1)


def test_where_profiles_go_one_way_alone_every_number_has_an_instance() -> None:
    case = without_drafts(load_scenario("wtpf13_training"))
    assert case.instances is not None
    clauses = case.instances.clauses[0]
    ring = dict(zip(clauses, ((key,) for key in (*clauses[1:], clauses[0])), strict=True))
    spec = case.instances.model_copy(update={"goes_to": ring})
    for number in range(1, 6):
        found = moves_of(case.model_copy(update={"instances": spec}), number)
        assert {was: (found.new_issue[was],) for was in clauses} == ring
        assert sorted(found.seat.values()) == sorted(found.seat) == sorted(spec.seats[0])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_whom_a_seat_calls_in_an_instance_is_whom_it_calls_in_the_case(case: str, language: str) -> None:
    told = in_language(load_scenario(case), language)
    assert told.instances is not None
    briefs = {seat.key: on_one_line(seat.brief.confidential) for seat in told.delegations}
    assert set(told.instances.calls) == {key for group in told.instances.seats for key in group}
    assert {
        key for key, call in told.instances.calls.items() if on_one_line(call) not in briefs[key]
    } == set()


def test_a_seat_of_an_instance_calls_whom_its_case_names_however_its_brief_is_worded() -> None:
    case = load_scenario("first_hour")
    assert case.instances is not None
    seats = tuple(
        seat.model_copy(update={"brief": seat.brief.model_copy(update={"confidential": "Be brief."})})
        for seat in case.delegations
    )
    calls = {"TAM": "the envoy at home."}
    spec = case.instances.model_copy(update={"calls": calls})
    drawn = instance_of(case.model_copy(update={"delegations": seats, "instances": spec}), 1)
    said = {seat.key: seat.brief.confidential for seat in drawn.delegations}
    assert "Call: the envoy at home." in said["TAM"]
    assert "Call: your own office at home" in said["ALT"]


def test_what_somebody_changes_in_a_case_need_not_fit_its_instances() -> None:
    spread = {"delegations.TAM.mandate.pace.position": "{low: 0.5, high: 1.0}"}
    assert find_problems("first_hour", overrides=spread) == []
    assert find_problems("first_hour", overrides={"instance": 1, **spread}) == []


def test_an_instance_is_drawn_and_no_lever() -> None:
    with pytest.raises(DelegationSimError, match="instance"):
        comparison_of("first_hour", ["instance=2"], replications=2)


@pytest.mark.parametrize(
    ("spec", "told"),
    [
        (
            "{seats: [[TAM, XXX]], clauses: [[pace, participation]], background: x}",
            "No delegation is called 'XXX'",
        ),
        ("{seats: [[TAM], [TAM]], clauses: [[pace, participation]], background: x}", "'TAM' is named twice"),
        (
            "{seats: [[TAM, ALT]], clauses: [[pace, participation]], calls: {NOR: home}, background: x}",
            "No delegation is called 'NOR'",
        ),
        (
            "{seats: [[TAM, ALT]], clauses: [[pace, support]], background: x}",
            "'support' has 3 wordings of text or agreed language, and 'pace' has 4",
        ),
        (
            "{seats: [[TAM, ALT]], clauses: [[pace, participation]], goes_to: {pace: [support]}, background: x}",
            "'support' is not in the group of 'pace'",
        ),
        (
            "{seats: [[TAM, ALT]], clauses: [[pace, participation]], goes_to: {pace: [pace]}, background: x}",
            "No instance of first_hour can be drawn: none of 2000 draws differs enough.",
        ),
    ],
)
def test_a_bad_way_to_draw_instances_is_told_where_it_stands(spec: str, told: str) -> None:
    found = find_problems("first_hour", overrides={"instances": spec}, checks=(find_instance_conflicts,))
    assert told in str(found[0])
