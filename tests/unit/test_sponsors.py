"""Sponsors: whoever tabled the first draft does not agree to strike it, and nobody else is bound by that."""

import pytest

from dashboard.editor import adding_parts
from simulation.engine.batch import prepare
from simulation.scenario.load import load_scenario
from simulation.study.study import Change
from simulation.study.variants import variant_of
from tests.small_cases import Data, case, data, delegation, issue, options

LADDER = options(0.0, 1.0, delete=0.0, refer=0.5)


def strikes(option: str = "delete", *, acceptable: list[str] | None = None, **fields: object) -> list[bool]:
    """Return for which of two delegations an option is red; it strikes the draft unless said."""
    rows = [delegation(f"d{k}", 1.0, red_line=None) for k in range(2)]
    if acceptable is not None:
        rows[0]["mandate"]["q0"]["acceptable"] = acceptable
    opened = prepare(case(rows, issues=[issue(choices=LADDER) | fields])).open(1, [0])
    place = [choice["key"] for choice in LADDER].index(option)
    red: list[bool] = opened.state.is_red[0, :, 0, place].tolist()
    return red


def test_striking_the_draft_is_red_for_its_sponsor_and_for_nobody_else() -> None:
    assert strikes() == [False, False]
    assert strikes(sponsors=["d0"]) == [True, False]
    assert strikes(sponsors=["d0", "d1"]) == [True, True]


def test_a_sponsor_lets_its_draft_be_referred() -> None:
    assert strikes("refer", sponsors=["d0"]) == [False, False]


@pytest.mark.parametrize(("acceptable", "is_red"), [(["o1", "delete"], False), (["o1"], True)])
def test_a_list_of_what_is_acceptable_says_whether_a_sponsor_lets_its_draft_be_struck(
    acceptable: list[str], *, is_red: bool
) -> None:
    assert strikes(sponsors=["d0"], acceptable=acceptable) == [is_red, False]


def test_a_delegation_that_is_taken_out_sponsors_nothing_any_more() -> None:
    rows = [delegation(f"d{k}", 1.0) for k in range(3)]
    both: Data = data(rows, issues=[issue(sponsors=["d0", "d1"]), issue("q1", sponsors=["d0"])])
    left = adding_parts.remove_seat(both, 0)
    assert [topic.get("sponsors", []) for topic in left["issues"]] == [["d1"], []]


def held(lever: str, value: str, pen: Data | None = None) -> list[tuple[str, tuple[str, ...]]]:
    """Return draft and sponsors of three issues with a lever; `d0` wants their highest, lowest and deletion."""
    low = (0.0, 0.0, 0.0)
    rows = [delegation("d0", 1.0, 0.0, 0.5) | (pen or {}), delegation("d1", *low), delegation("d2", *low)]
    choices = options(0.0, 1.0, delete=0.5)
    drafts = [issue(f"q{k}", choices=choices, draft="o0", sponsors=["d1"]) for k in range(3)]
    levered = variant_of(
        case(rows, issues=drafts, drafting=False), [Change(lever=lever, value=value)]
    ).scenario
    return [(topic.draft, topic.sponsors) for topic in levered.issues]


def test_whoever_holds_the_pen_sponsors_what_it_wrote_anew_if_that_can_be_struck() -> None:
    assert held("penholder", "d0") == [("o1", ("d0",)), ("o0", ("d1",)), ("delete", ())]


def test_a_draft_that_somebody_else_chose_is_not_the_sponsors_any_more() -> None:
    assert held("draft", "highest") == [("o1", ())] * 3
    assert held("draft", "lowest") == [("o0", ("d1",))] * 3


def test_a_penholder_that_does_not_decide_sponsors_nothing() -> None:
    proposes = {"rights": {"speak": True, "propose": True}}
    assert held("penholder", "d0", proposes) == [("o1", ()), ("o0", ("d1",)), ("delete", ())]


def test_a_sponsor_can_be_put_where_it_does_not_decide_to_see_what_that_changes() -> None:
    for lever, value in (("rights.BRA", "none"), ("delegations.BRA.rights", "{speak: true}")):
        levered = variant_of(load_scenario("wtpf13"), [Change(lever=lever, value=value)]).scenario
        assert [topic.sponsors for topic in levered.issues if topic.sponsors] == [("BRA",)]
