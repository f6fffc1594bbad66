"""An axis over several issues is called by poles that more than half of them share, and by no others."""

import pytest

from simulation.words.poles import ends_over

CUT, TIME, FUND = ("deep cut", "no cut"), ("now", "never"), ("none", "all")
EACH = ("pole 0 of each issue", "pole 1 of each issue")


@pytest.mark.parametrize(
    ("poles", "called", "apart"),
    [
        ([CUT], CUT, ()),
        ([CUT, TIME, CUT], CUT, (1,)),
        ([CUT, TIME], EACH, ()),
        ([CUT, CUT, TIME, FUND], EACH, ()),
    ],
)
def test_half_of_the_issues_do_not_name_an_axis_for_all(
    poles: list[tuple[str, str]], called: tuple[str, str], apart: tuple[int, ...]
) -> None:
    ends = ends_over(poles)
    assert (ends.low, ends.high) == called
    assert ends.apart == apart
    assert ends.is_shared == (len(set(poles)) == 1)
