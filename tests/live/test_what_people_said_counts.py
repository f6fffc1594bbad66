"""A person in a seat: the room repays what it said, and at the end it stands as it said."""

from collections.abc import Iterator

import numpy as np
import pytest

from simulation.live import LiveNegotiation, SeatMove
from simulation.protocols.result import JOINS

SEAT = "LUM"


def answering(word: str, sessions: int = 7) -> Iterator[LiveNegotiation]:
    """Yield the training with one seat that answers everything on the floor alike, as each session begins."""
    live = LiveNegotiation("wtpf13_training", seats=(SEAT,))
    while live.phase != "over" and live.session <= sessions:
        if live.phase == "talks":
            yield live
        for request in live.pending:
            for issue, option in request.asked:
                live.submit(SeatMove(seat=SEAT, move=word, issue=issue, option=option))
            live.submit(SeatMove(seat=SEAT, move="done"))
        live.advance()


def earned(live: LiveNegotiation) -> float:
    return float(live.live.room.state.earned[0, live.live.row(SEAT)])


def test_who_objects_to_everything_is_not_repaid_and_who_can_live_with_it_does_not_hold_out() -> None:
    objects = [earned(live) for live in answering("object_formally")]
    lives = [earned(live) for live in answering("can_live_with")]
    # The first clause is called in session 3 and answered then: what was said of it counts from the next.
    assert set(objects[3:]) == {-1.0}
    assert lives[-1] > 0.0


def test_a_seat_that_has_said_nothing_counts_by_its_instructions() -> None:
    with_person = LiveNegotiation("wtpf13_training", seats=(SEAT,))
    without = LiveNegotiation("wtpf13_training")
    for live in (with_person, without):
        while live.session < 5:
            for request in live.pending:
                live.submit(SeatMove(seat=request.seat, move="done"))
            live.advance()
    one, other = (live.live.room.state.earned[0] for live in (with_person, without))
    assert np.sign(one[with_person.live.row(SEAT)]) == np.sign(other[without.live.row(SEAT)])


def ended(move: str | None) -> str:
    """Return how a seat stands at the end that put a statement on all that the floor asked."""
    live = LiveNegotiation("wtpf13_training", seats=(SEAT,))
    while live.phase != "adoption":
        for request in live.pending:
            for issue, option in request.asked:
                live.submit(SeatMove(seat=SEAT, move="make_statement", issue=issue, option=option))
            live.submit(SeatMove(seat=SEAT, move="done"))
        live.advance()
    if move is not None:
        live.submit(SeatMove(seat=SEAT, move=move))
    live.submit(SeatMove(seat=SEAT, move="done"))
    live.advance()
    record = live.play_out()
    assert not record.outcome.voted
    return JOINS[record.outcome.joins[live.live.row(SEAT)]]


@pytest.mark.parametrize(
    ("move", "stand"),
    [
        ("join_consensus", "joins"),
        ("join_consensus_with_statement", "joins_with_statement"),
        ("dissociate", "dissociates"),
    ],
)
def test_a_person_stands_to_the_document_as_it_said_whatever_its_statements_weigh(
    move: str, stand: str
) -> None:
    assert ended(move) == stand


def test_who_says_nothing_at_the_end_stands_as_its_statements_weigh() -> None:
    assert ended(None) == "dissociates"


def test_a_text_of_the_chair_that_a_seat_asks_for_comes_on_no_clause_called_in_that_session() -> None:
    live, asked = LiveNegotiation("wtpf13_training", seats=(SEAT,)), 0
    while live.phase != "over":
        if live.phase == "talks":
            granted = live.submit(SeatMove(seat=SEAT, move="ask_for_chair_text")).granted
            fresh = live.live.room.state.waited[0] == 0
            last = bool(live.live.turn.last[0])
        if live.pending:
            live.submit(SeatMove(seat=SEAT, move="done"))
        if live.phase == "floor" and granted and not last:
            texts = live.live.turn.chair_text[0] >= 0
            assert not (texts & fresh).any()
            asked += int(texts.any())
        live.advance()
    assert asked > 0
