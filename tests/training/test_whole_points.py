"""Trainees read whole points, and one figure for one thing; a mean over futures is whole too and says what it is."""

import re
from dataclasses import replace
from html import unescape

import pytest

from simulation.live import LiveNegotiation
from simulation.report.debrief import debrief_page
from simulation.training.branches import as_played
from simulation.training.counterfactual import Step, compare
from simulation.training.course_of_play import course_of
from simulation.training.debrief import Debrief, debriefing
from simulation.training.progress import finished
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


@pytest.mark.parametrize(
    ("change", "told"), [(0.0204, "+2 points"), (-0.0149, "−1 point"), (0.0004, "less than a point")]
)
def test_a_change_on_average_is_told_as_its_clauses_are(change: float, told: str) -> None:
    course = course_of(quiet(1))
    same = finished(compare(course, SEAT, as_played(course.stages[-1]), n=5))
    found = replace(same, change=replace(same.change, value=change, low=change - 0.004, high=change + 0.004))
    step = Step(issue="Start", option="At once", base=0.2, branch=0.4, branch_session=3, worth=change)
    said = (
        "the same to less than a point: no clear difference (over"
        if told.startswith("less")
        else f"({told} on average over"
    )
    assert f"{said} 5 futures each" in str(found.sentence)
    assert f"({told} for you on average)" in str(step.sentence)
    with told_in("fr"):
        for sentence in (str(found.sentence), str(step.sentence)):
            assert not _PARTS.findall(sentence)
