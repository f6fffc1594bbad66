"""Of a clause without a wording it is said whether it was ever agreed, and what took it away."""

from contextlib import suppress
from dataclasses import replace
from functools import cache

import pytest

from simulation import load_scenario
from simulation.errors import DelegationSimError
from simulation.live import LiveNegotiation, SeatMove
from simulation.training.course_of_play import Course, course_of
from simulation.training.prediction_check import IssueOutcome, how_it_ended

SEAT = "TAM"
OPEN = "mechanism"
"""The clause on which nothing is agreed in the game that is played here."""


@cache
def played(*, rejects: bool) -> LiveNegotiation:
    """Return a game that is over, with a document or with one that the seat rejected."""
    live = LiveNegotiation("first_hour", seats=(SEAT,), seed=2)
    while live.phase != "over":
        if rejects:
            with suppress(DelegationSimError):
                live.submit(SeatMove(seat=SEAT, move="reject_document"))
        for _ in live.pending:
            live.submit(SeatMove(seat=SEAT, move="done"))
        live.advance()
    return live


def told(course: Course) -> dict[str, IssueOutcome]:
    rows = how_it_ended(course, SEAT).issues
    return {issue.key: row for issue, row in zip(course.case.issues, rows, strict=True)}


@pytest.mark.parametrize(
    ("closed_at", "session", "missing"),
    [
        (0, 1, "agreed, then fell with the text"),
        (1, 2, "agreed, then fell with the text"),
        (-1, 0, "no agreement"),
    ],
)
def test_a_clause_agreed_in_the_first_session_was_agreed(closed_at: int, session: int, missing: str) -> None:
    course = course_of(played(rejects=True))
    assert (course.final < 0).all()
    course.ending.room.state.closed_at[0, :] = closed_at
    for row in told(course).values():
        assert (row.closed, str(row.missing), row.actual) == (session, missing, "")


def test_an_open_clause_falls_away_only_from_a_text_and_where_the_forum_lets_it() -> None:
    course = course_of(played(rejects=False))
    assert str(told(course)[OPEN].missing) == "no agreement: the clause fell away"
    assert [key for key, row in told(course).items() if row.missing] == [OPEN]
    sinks = load_scenario("first_hour", overrides={"forum.leftover": "fail"})
    assert str(told(replace(course, case=sinks))[OPEN].missing) == "no agreement"
    assert str(told(course_of(played(rejects=True)))[OPEN].missing) == "no agreement"
