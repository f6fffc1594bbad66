"""An axis over several issues is called by poles that more than half of them share, and by no others."""

import pytest

from simulation.scenario import load_scenario
from simulation.words import told_in
from simulation.words.poles import ends_over

CUT, TIME, FUND = ("deep cut", "no cut"), ("now", "never"), ("none", "all")
USUAL = ("multi-stakeholder", "intergovernmental")
EACH = ("“deep cut” and the like", "“no cut” and the like")


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


def test_an_axis_whose_issues_share_no_names_bears_those_of_the_first_and_says_so() -> None:
    ends = ends_over([USUAL, TIME])
    assert (ends.low, ends.high) == ("“multi-stakeholder” and the like", "“intergovernmental” and the like")
    assert ends.note(["Who pays", "Start"]).endswith("These are the names on “Who pays”, the first issue.")
    with told_in("fr"):
        assert ends_over([USUAL, TIME]).high == "«\u00a0intergouvernemental\u00a0» et autres"


def test_no_end_of_the_axis_of_the_shipped_case_on_security_is_a_number() -> None:
    issues = load_scenario("unga_cyber").issues
    ends = ends_over([(issue.low, issue.high) for issue in issues])
    assert (ends.low, ends.high) == ("“small expert group” and the like", "“all States” and the like")
