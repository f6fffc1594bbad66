"""Trainees read whole points, and one figure for one thing; a mean over futures has a decimal and says what it is."""

import re
from html import unescape

import pytest

from simulation.live import LiveNegotiation
from simulation.report.debrief import debrief_page
from simulation.training.counterfactual import Step
from simulation.training.debrief import Debrief, debriefing
from simulation.training.rounds import measured
from simulation.words import told_in
from tests.training.played import quiet

_PARTS = re.compile(r"\d[.,]\d+ points?\b")
SEAT = "NOR"


@pytest.fixture(scope="module", params=[1, 2])
def both(request: pytest.FixtureRequest) -> tuple[LiveNegotiation, Debrief]:
    live = quiet(request.param)
    return live, next(iter(debriefing(live, SEAT)))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_on_the_page_of_a_debriefing_has_parts_of_a_point(
    both: tuple[LiveNegotiation, Debrief], language: str
) -> None:
    _, told = both
    with told_in(language):
        page = unescape(debrief_page(told, has_branches=False))
    assert "points" in page
    assert not _PARTS.findall(page)


def test_trust_is_one_figure_in_the_profile_and_beside_the_first_game(
    both: tuple[LiveNegotiation, Debrief],
) -> None:
    _, told = both
    trust = told.score.relationship.trust_after
    assert trust is not None
    assert measured(told.score, hits=0, predicted=0)["trust"] == trust


def test_what_a_clause_adds_on_average_over_futures_says_so() -> None:
    step = Step(issue="Start", option="At once", base=0.2, branch=0.4, branch_session=3, worth=0.0304)
    assert str(step.sentence).endswith("(+3 points for you on average).")
    none = Step(issue="Start", option="", base=0.2, branch=0.4, branch_session=0, worth=0.0004)
    assert str(none.sentence).endswith("(less than a point for you on average).")
