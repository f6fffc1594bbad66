"""What a seat sees of the order of work: clauses called, what groups bring back, and no wording before that."""

from collections.abc import Iterator

import numpy as np

from simulation.live import LiveNegotiation, SeatMove, view_of
from simulation.live.seen import SeatView
from tests.live.playing import finish_session
from tests.told_cases import with_forms

SEAT = "TAM"


def views(*, programme: bool = True) -> Iterator[tuple[LiveNegotiation, SeatView]]:
    """Play a negotiation in which the seat follows its instructions; yield the talks of every session."""
    case = with_forms()
    if not programme:
        protocol = case.protocol.model_copy(update={"programme": {"enabled": False}})
        case = case.model_copy(update={"protocol": protocol})
    live = LiveNegotiation(case, seats=(SEAT,))
    while live.phase == "talks":
        yield live, view_of(live, SEAT)
        finish_session(live)


def test_a_seat_sees_which_clauses_are_called_and_which_are_called_in_this_session() -> None:
    before: set[str] = set()
    for live, view in views():
        called = {issue.key for issue in view.issues if issue.is_called}
        assert view.has_programme
        assert called == {view.issues[k].key for k in np.flatnonzero(live.live.turn.called[0])}
        assert set(view.called_now) == {i.key for i in view.issues if i.is_called and i.is_open} - before
        assert view.takes_stock is (view.sessions - view.session < 3)
        before = called
    assert len(before) == 4


def test_without_a_programme_no_clause_is_called_in_any_session() -> None:
    for _, view in views(programme=False):
        assert not view.has_programme
        assert not view.takes_stock
        assert not view.called_now
        assert all(issue.is_called for issue in view.issues)


def test_a_wording_is_there_from_the_session_in_which_a_group_brings_it_back() -> None:
    brought: set[tuple[str, str]] = set()
    for live, view in views():
        brought |= set(view.drafted_now)
        there = {(issue.key, option.key) for issue in view.issues for option in issue.written}
        drafted = {(t.key, o.key) for t in live.case.issues for o in t.options if o.drafted}
        assert there & drafted == brought
        assert all(
            option.is_admissible
            for i in view.issues
            for option in i.written
            if (i.key, option.key) in brought
        )
    assert brought


def test_nobody_tells_in_a_talk_that_it_could_live_with_what_is_not_written() -> None:
    told = 0
    for live, view in views():
        for other in view.others:
            if other.decides:
                live.submit(SeatMove(seat=SEAT, move="consult_bilaterally", to=other.key))
                break
        now = view_of(live, SEAT)
        there = {(issue.key, option.key) for issue in now.issues for option in issue.written}
        for other in now.others:
            if other.told and other.told.session == now.session:
                told += 1
                named = {(issue, key) for issue, keys in other.told.accepts.items() for key in keys}
                assert named <= there
    assert told


def test_the_room_hears_the_chair_call_a_clause() -> None:
    last = [view for _, view in views()][-1]
    said = [(move.move, str(move.reason)) for moves in last.heard for move in moves]
    assert ("call_clause", "I call Support for decision.") in said
    assert any(move == "draft_wording" and "brings back" not in reason for move, reason in said)
