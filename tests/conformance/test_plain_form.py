"""The engine plays what the same rules written out delegation by delegation play: two hands, one conference.

Compared are clauses that close in the same session on the same wording, out of how many, and replications that end in
the same document with the same statements. The cases tell the hands apart: with any form of the conference left out of
the plain one, at least one of them ends otherwise.
"""

import pytest

from benchmarks._cases import RUNGS, plenary
from benchmarks.plain_mesa import agreement
from simulation.engine.batch import play_batch, prepare
from simulation.scenario.drafting import with_drafts
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import ProtocolChoice, Scenario, StrategyChoice
from tests import small_cases
from tests.extent import at_a_desk
from tests.fingerprints import freeze

ROOMY = (0.0, 0.5, 1.0)
"""Rungs that leave room for drafting groups."""
FORMS = [
    {mechanism: given if isinstance(given, bool) else {name: given[name]}}
    for mechanism, given in small_cases.NEUTRAL.items()
    for name in ([mechanism] if isinstance(given, bool) else given)
]
"""Each form at its neutral value."""
OF_THE_CALL: tuple[dict[str, object], ...] = ({"programme": {"late": 1.0}}, {"programme": {"light": 0.0}})
"""Calls that come evenly, and calls at which nobody goes farther than by its own readiness."""


def _with_a_partial_chair(rungs: tuple[float, ...], size: tuple[int, int, int], **forms: object) -> Scenario:
    """Return a conference of two blocs in which the chair works for wordings of its own."""
    delegations, issues, sessions = size
    case = plenary(delegations=delegations, issues=issues, sessions=sessions, blocs=2, rungs=rungs)
    wish = {
        f"q{place}": ideal
        for place, ideal in zip(range(issues), (0.0, 0.25, 0.5, 0.2, 0.9, 0.6), strict=False)
    }
    chair = case.chair.model_copy(update={"impartiality": 0.0, "ideal": wish})
    protocol = ProtocolChoice.model_validate({"key": "conference", **forms})
    return with_drafts(case.model_copy(update={"chair": chair, "protocol": protocol}))


@pytest.mark.thorough  # with all forms at their neutral values, below
def test_wtpf13_closes_as_in_the_plain_form() -> None:
    assert agreement(load_scenario("wtpf13"), seed=5, replications=3) == (27, 27, 3)


@pytest.mark.parametrize(
    ("delegations", "issues", "sessions", "blocs"), [(12, 4, 12, 3), (9, 3, 5, 2), (16, 6, 20, 1)]
)
def test_a_generated_conference_closes_as_in_the_plain_form(
    delegations: int, issues: int, sessions: int, blocs: int
) -> None:
    case = plenary(delegations=delegations, issues=issues, sessions=sessions, blocs=blocs)
    assert agreement(case, seed=2, replications=3) == (3 * issues, 3 * issues, 3)


def test_what_drafting_groups_write_closes_as_in_the_plain_form() -> None:
    assert agreement(_with_a_partial_chair(ROOMY, (8, 3, 9)), seed=1, replications=4) == (12, 12, 4)


def test_texts_and_packages_by_a_chair_with_a_wish_of_its_own_close_as_in_the_plain_form() -> None:
    case = _with_a_partial_chair(RUNGS, (7, 4, 8), chair_text={"lean": 0.5})
    assert agreement(case, seed=2, replications=4) == (16, 16, 4)


@pytest.mark.parametrize("forms", [{}, {"goodwill": False}], ids=str)
def test_who_gives_early_or_late_is_repaid_or_waits_as_in_the_plain_form(forms: dict[str, object]) -> None:
    case = plenary(delegations=9, issues=4, sessions=10, blocs=2)
    strategies = ("conceder", "boulware", "linear")
    delegations = [
        each.model_copy(update={"strategy": StrategyChoice(key=strategies[row % 3])})
        for row, each in enumerate(case.delegations)
    ]
    protocol = ProtocolChoice.model_validate({"key": "conference", **forms})
    mixed = case.model_copy(update={"delegations": delegations, "protocol": protocol})
    assert agreement(mixed, seed=3, replications=6) == (24, 24, 6)


@pytest.mark.parametrize(("size", "loss"), [((8, 3, 9), -0.05), ((12, 5, 10), -0.07)])
def test_a_document_that_is_worth_less_than_its_clauses_ends_as_in_the_plain_form(
    size: tuple[int, int, int], loss: float
) -> None:
    # To have no document is worth something, and whoever stands alone is pressed hard: clauses of the first case are
    # given up, and on the documents of the second there are statements.
    forms = {"values": {"failure_cost": loss}, "signal": {"isolation": 0.3}}
    same = agreement(_with_a_partial_chair(RUNGS, size, **forms), seed=1, replications=4)
    assert same == (4 * size[1], 4 * size[1], 4)


def _all_hanging_on_the_first(case: Scenario) -> Scenario:
    """Return the case with every paragraph but the first hanging on the first."""
    first, *others = case.document.sections[0].clauses
    hanging = (first, *(each.model_copy(update={"depends_on": (first.key,)}) for each in others))
    section = case.document.sections[0].model_copy(update={"clauses": hanging})
    return case.model_copy(update={"document": case.document.model_copy(update={"sections": (section,)})})


def test_what_falls_with_another_clause_counts_nothing_as_in_the_plain_form() -> None:
    # To have no document costs nothing, so clauses are given up, and with the first all that hangs on it.
    plain = {"values": {"failure_cost": 0.0, "curve": 1.0}, "signal": {"isolation": 0.3, "fatigue": 0.0}}
    case = _with_a_partial_chair(RUNGS, (8, 3, 9), **plain)
    hanging = _all_hanging_on_the_first(case)
    assert agreement(hanging, seed=1, replications=6) == (18, 18, 6)
    ended, hung = (
        play_batch(prepare(each), seed=1, replications=range(6), chunk=6).result.option
        for each in (case, hanging)
    )
    assert (ended != hung).any()


@pytest.mark.thorough
def test_wtpf13_with_a_partial_chair_closes_as_in_the_plain_form() -> None:
    partial = {"chair.impartiality": "0.5", "chair.ideal": "{Q1: 0.2, Q3: 0.9}"}
    assert agreement(load_scenario("wtpf13", overrides=partial), seed=5, replications=3) == (27, 27, 3)


@pytest.mark.parametrize("neutral", at_a_desk([*FORMS[::5], *OF_THE_CALL], [*FORMS, *OF_THE_CALL]), ids=str)
def test_with_one_form_at_its_neutral_value_it_closes_as_in_the_plain_form(
    neutral: dict[str, object],
) -> None:
    assert agreement(_with_a_partial_chair(ROOMY, (8, 3, 9), **neutral), seed=1, replications=2) == (6, 6, 2)


def test_with_all_forms_at_their_neutral_values_it_closes_as_in_the_plain_form() -> None:
    neutral = {"drafting": "false"} | {
        f"protocol.{mechanism}": "false"
        for form in FORMS
        for mechanism, given in form.items()
        if given is False
    }
    neutral |= {
        f"protocol.{mechanism}.{name}": str(value).lower()
        for form in FORMS
        for mechanism, given in form.items()
        if isinstance(given, dict)
        for name, value in given.items()
    }
    case = load_scenario("wtpf13", overrides=neutral | freeze.NEUTRAL)
    assert agreement(case, seed=5, replications=3) == (27, 27, 3)
