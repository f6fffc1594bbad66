"""Sponsors: whoever tabled the first draft does not agree to strike it, and nobody else is bound by that."""

import pytest

from dashboard.editing import parts
from simulation.engine.batch import prepare
from tests.small_cases import Data, case, data, delegation, issue, options

LADDER = options(0.0, 1.0, delete=0.0)


def strikes(*, acceptable: list[str] | None = None, **fields: object) -> list[bool]:
    """Return for which of two delegations striking the draft is red."""
    rows = [delegation(f"d{k}", 1.0, red_line=None) for k in range(2)]
    if acceptable is not None:
        rows[0]["mandate"]["q0"]["acceptable"] = acceptable
    opened = prepare(case(rows, issues=[issue(choices=LADDER) | fields])).open(1, [0])
    red: list[bool] = opened.state.is_red[0, :, 0, 2].tolist()
    return red


def test_striking_the_draft_is_red_for_its_sponsor_and_for_nobody_else() -> None:
    assert strikes() == [False, False]
    assert strikes(sponsors=["d0"]) == [True, False]
    assert strikes(sponsors=["d0", "d1"]) == [True, True]


@pytest.mark.parametrize(("acceptable", "is_red"), [(["o1", "delete"], False), (["o1"], True)])
def test_a_list_of_what_is_acceptable_says_whether_a_sponsor_lets_its_draft_be_struck(
    acceptable: list[str], *, is_red: bool
) -> None:
    assert strikes(sponsors=["d0"], acceptable=acceptable) == [is_red, False]


def test_a_delegation_that_is_taken_out_sponsors_nothing_any_more() -> None:
    rows = [delegation(f"d{k}", 1.0) for k in range(3)]
    both: Data = data(rows, issues=[issue(sponsors=["d0", "d1"]), issue("q1", sponsors=["d0"])])
    left = parts.remove_seat(both, 0)
    assert [topic.get("sponsors", []) for topic in left["issues"]] == [["d1"], []]
