"""A clause that fell with another counts in nothing that a seat is told at the end."""

import numpy as np
import pytest

from simulation.cli.seat.ending import print_end
from simulation.cli.terminal import Page
from simulation.engine.batch import negotiate, play_batch, prepare
from simulation.live import LiveNegotiation, SeatMove, view_of
from simulation.reasons import build_log
from simulation.report.debrief import debrief_page
from simulation.state.falling import let_fall
from simulation.training.course_of_play import Course, course_of
from simulation.training.debrief import debriefing
from simulation.training.frontier import Stakes, documents
from simulation.training.futures import Chance, futures
from simulation.training.progress import finished
from simulation.training.score import score_of
from simulation.words import say, told_in
from tests.hanging_cases import hanging_case

SEAT = "SAB"


@pytest.fixture(scope="module")
def course(live: LiveNegotiation) -> Course:
    return course_of(live)


@pytest.fixture(scope="module")
def live() -> LiveNegotiation:
    """Agents drop the clause on when it begins, and adopt the two that hang on it."""
    case = hanging_case()
    for seed in range(1, 60):
        option = play_batch(prepare(case), seed=seed, replications=[0], chunk=1).result.option[0]
        if (option[1:] >= 0).all() and option[0] < 0:
            played = LiveNegotiation(case, seed=seed)
            played.play_out()
            return played
    raise AssertionError("no seed ends like that")


def test_what_fell_is_no_part_of_what_the_document_says_or_is_worth(course: Course) -> None:
    support = int(course.record.outcome.option[3])
    assert course.final.tolist() == [-1, -1, -1, support]
    row = course.row(SEAT)
    mandate = score_of(course, SEAT, build_log(course.record)).mandate
    assert mandate.value == pytest.approx(course.record.gain[-1, row, 3, support] / 4)
    assert course.record.outcome.gain[row] == pytest.approx(mandate.value)


def test_it_is_told_as_fallen_and_not_as_agreed(live: LiveNegotiation) -> None:
    told = next(iter(debriefing(live, SEAT)))
    ends = {item.issue: item for item in told.prediction.issues}
    fallen = view_of(live, SEAT).document.fallen
    names = {issue.key: issue.name for issue in live.case.issues}
    assert [names[key] for key in fallen] == ["Task", "Who takes part"]
    for key in fallen:
        assert (ends[names[key]].actual, ends[names[key]].own) == ("", 0.0)
        assert str(ends[names[key]].missing) == f"agreed, then fell with {fallen[key]}"
    assert str(ends["Start"].missing) == "no agreement: the clause fell away"
    assert sum(item.own for item in ends.values()) == pytest.approx(told.score.mandate.value)


def test_the_terminal_says_with_what_a_clause_fell(
    live: LiveNegotiation, capsys: pytest.CaptureFixture[str]
) -> None:
    print_end(Page(), live, SEAT)
    shown = " ".join(capsys.readouterr().out.split())
    assert shown.count("; agreed, then fell with is of the view a)") == 2


@pytest.fixture(scope="module")
def rejected() -> LiveNegotiation:
    """One seat objects to the document as a whole, in which clauses are agreed."""
    for seed in range(1, 20):
        played = LiveNegotiation("first_hour", seats=(SEAT,), seed=seed)
        while played.phase != "over":
            for _ in played.pending:
                for move in ("reject_document", "done") if played.phase == "adoption" else ("done",):
                    played.submit(SeatMove(seat=SEAT, move=move))
            played.advance()
        if view_of(played, SEAT).closed and (played.record.outcome.option < 0).all():
            return played
    raise AssertionError("no seed ends like that")


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "agreed, then fell with the text"), ("fr", "convenue, puis tombée avec le texte")],
)
def test_a_clause_that_was_agreed_and_fell_with_the_text_is_told_so(
    rejected: LiveNegotiation, language: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    agreed = len(view_of(rejected, SEAT).closed)
    with told_in(language):
        shown = debrief_page(next(iter(debriefing(rejected, SEAT))))
        print_end(Page(), rejected, SEAT)
        nothing = say("debrief.missing.open")
    assert shown.count(told) == agreed
    assert shown.count(f"<bdi>{nothing}</bdi>") == len(rejected.case.issues) - agreed
    assert " ".join(capsys.readouterr().out.replace("\u00a0", " ").split()).count(f"; {told}") == agreed


def test_futures_count_no_clause_that_fell(course: Course) -> None:
    found = finished(futures(course, course.stages[0], SEAT, Chance(course=course, first=2001, n=12)))
    assert (let_fall(course.case, found.option) == found.option).all()
    there = (found.option >= 0).any(axis=1)
    assert found.value[there] == pytest.approx(found.part[there].sum(axis=1))


def test_documents_that_all_could_adopt_hold_nothing_that_falls(course: Course) -> None:
    found = documents(Stakes.at_the_end(course.record))
    assert (let_fall(course.case, found.option) == found.option).all()
    assert len(np.unique(found.option, axis=0)) == len(found)


def test_runs_to_compare_with_count_nothing_that_fell() -> None:
    case, ids = hanging_case(), range(40)
    batch = play_batch(prepare(case), seed=1, replications=ids, chunk=len(ids))
    fell = (let_fall(case, batch.result.option) != batch.result.option).any(axis=1)
    assert fell.any()
    for number in np.flatnonzero(fell).tolist():
        record = negotiate(case, seed=1, replication=number)
        worth = Stakes.at_the_end(record).worth(record.outcome.option)
        assert batch.result.gain[number] == pytest.approx(worth)
