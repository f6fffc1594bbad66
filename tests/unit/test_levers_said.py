"""What a lever says that it changed is data: told in every language, and read again from a folder in another."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from simulation.engine.simulate import load_scenario
from simulation.report.study.study_page import study_page
from simulation.scenario.schema import Scenario
from simulation.storage.study_folder import StudyFolder
from simulation.study.changes_told import before, in_words, title
from simulation.study.design import Design
from simulation.study.kept_findings import read, written
from simulation.study.levers.registry import LEVERS
from simulation.study.pulling import plain_of, pull_all
from simulation.study.study import Change
from simulation.study.study_design import design_of, with_names
from simulation.study.summarise import summarise
from simulation.study.variants import comparison_of
from simulation.words import Said, told_in
from tests.small_studies import conducted
from tests.spoken_for import BY_CASE
from tests.words_in_said import keys_in, texts_in, verbatim_in

MORE = {
    "rule": ("veto", "unanimity"),
    "protocol": ("nash_bargaining", "compromise"),
    "rights": ("none", "persuade"),
    "chair_powers": ("none", "all"),
    "draft": ("lowest", "highest", "0.4"),
    "call_vote": ("never",),
    "leftover": ("drop",),
    "extension": ("0", "1"),
    "strategy": ("reciprocal", "boulware"),
    "agenda": ("as_listed",),
}
PATHS = (
    ("delegations.WHO.mandate.ISSUE.position", "0.4"),
    ("delegations.WHO.mandate.ISSUE.salience", "{low: 0.2, high: 0.6}"),
    ("delegations.WHO.capability", "0.9"),
    ("chair.impartiality", "0.4"),
    ("forum.decision.rule", "unanimity"),
    ("sessions", "7"),
)
NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize("name", BY_CASE)
def test_nothing_that_a_lever_says_was_put_into_words_before_it_is_read(name: str) -> None:
    case = load_scenario(name)
    own = texts_in(plain_of(case))
    said = list(_pulled(case))
    assert len(said) > 1.5 * len(LEVERS)
    for told in said:
        assert set(verbatim_in(told)) <= own, told
        assert Said.from_plain(told.to_plain()) == told
        with told_in("fr"):
            french = (str(title(told)), str(before(told)))
        assert all(french)
        assert str(title(told)) != french[0] or set(keys_in(told)) <= {"lever.was", "lever.same", "as.text"}


@pytest.mark.parametrize(
    ("lever", "value"), [("rule", "consensos"), ("shock", "X"), ("sessions", "0,5"), ("nothing", "1")]
)
def test_why_a_lever_cannot_be_pulled_is_told_where_it_is_read(lever: str, value: str) -> None:
    (fault,) = pull_all(_case("worked_clock"), [Change(lever=lever, value=value)]).faults
    with told_in("fr"):
        assert "Admis" in str(fault.message)
    assert "Valid: " in str(fault.message)


def test_a_study_made_in_english_is_read_in_french_with_its_levers(tmp_path: Path) -> None:
    levers = ["rule=simple_majority", "short: sessions=5 + draft=lowest"]
    asked = comparison_of("worked_clock", levers, replications=20, parameters="median")
    conducted(asked, tmp_path / "study")
    summary = summarise(StudyFolder.open(tmp_path / "study"))
    assert summary.words == tuple(variant.words for variant in asked.variants)
    with told_in("fr"):
        page = study_page(summary)
        assert str(summary.words[1]) == f"Règle de décision{NBSP}: majorité simple (avant{NBSP}: consensus)"
    assert f"Séances{NBSP}: 5 (avant{NBSP}: 10)" in page
    assert "les libellés les plus bas de l’axe" in page
    assert "Decision rule" not in page


def test_what_a_sweep_moves_is_named_in_the_language_of_the_reader() -> None:
    case = load_scenario("worked_isolation")
    place = f"delegations.{case.delegations[0].key}.mandate.{case.issues[0].key}.position"
    layout = {"method": "grid", "levers": {"isolation": [0.0, 0.3], place: [0.2, 0.8]}}
    design = with_names(design_of(layout, 1), case)
    again = Design.from_plain(read(written(design.to_plain())))
    assert again.factors == design.factors
    assert [str(factor.name) for factor in again.factors] == [
        "price of blocking alone",
        "Northland on seats: position",
    ]
    with told_in("fr"):
        assert [str(factor.name) for factor in again.factors] == [
            "prix d’un blocage isolé",
            f"Northland, seats{NBSP}: position",
        ]


def _pulled(case: Scenario) -> Iterator[Said]:
    who, issue = case.delegations[0].key, case.issues[0].key
    for lever in LEVERS.values():
        example = next(part for part in lever.example.split(" + ") if part.startswith(lever.key))
        value = example.partition("=")[2].replace("BRA", who).replace("Q1", issue)
        if lever.key == "accepts":
            value = f"{who}:{issue}={case.issues[0].options[-1].key}"
        aims = ("",) if lever.aim in ("case", "bloc") else (f".{who}", f".{case.delegations[0].kind}")
        for one in (value, *MORE.get(lever.key, ())):
            for aim in aims:
                yield from pull_all(case, [Change(lever=f"{lever.key}{aim}", value=one)]).words
    for path, value in PATHS:
        lever_path = path.replace("WHO", who).replace("ISSUE", issue)
        yield from pull_all(case, [Change(lever=lever_path, value=value)]).words


@cache
def _case(name: str) -> Scenario:
    return load_scenario(name)


@pytest.mark.parametrize(
    "value", ["0.125", "0.1249", "0.6674", "0.9999999", "0.33333", "12.125", "−0.001", "0.50", "20.00"]
)
def test_a_number_that_was_written_is_told_as_it_is(value: str) -> None:
    assert str(in_words(float(value.replace("−", "-")))) == value


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (2 / 3, "0.667"),
        (1 / 7, "0.143"),
        (0.1 + 0.2, "0.30"),
        (1.1 * 1.1 * 100, "121.00"),
        (1 - 1 / 3e5, "0.999997"),
        (0.5 + 1 / 7e4, "0.50001"),
    ],
)
def test_a_number_that_was_worked_out_is_told_by_few_digits_and_as_no_rounder_one(
    value: float, told: str
) -> None:
    assert str(in_words(value)) == told
