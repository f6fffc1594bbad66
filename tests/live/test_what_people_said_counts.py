"""A person in a seat: the room repays what it said, and at the end it stands as it said."""

from collections.abc import Iterator

import pytest

from simulation.live import IllegalMoveError, LiveNegotiation, SeatMove
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


def test_who_objects_to_everything_is_not_repaid_and_who_can_live_with_it_does_not_hold_out() -> None:
    objects = [earned_by(live) for live in answering("object_formally")]
    lives = [earned_by(live) for live in answering("can_live_with")]
    # The first clause is called in session 3 and answered then: what was said of it counts from the next.
    assert set(objects[3:]) == {-1.0}
    assert lives[-1] > 0.0


def passing(*, seed: int = 1, case: str = "wtpf13_training", seat: str = SEAT) -> Iterator[LiveNegotiation]:
    """Yield a game with one seat in the talks of each session; it answers nothing on the floor."""
    live = LiveNegotiation(case, seed=seed, seats=(seat,))
    while live.phase != "over":
        if live.phase == "talks":
            yield live
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()


def earned_by(live: LiveNegotiation, seat: str = SEAT) -> float:
    """Return what a seat has earned, with what the numbers cannot tell from nothing left out."""
    return round(float(live.live.room.state.earned[0, live.live.row(seat)]), 9)


def test_who_says_nothing_goes_with_the_clock() -> None:
    assert {earned_by(live) for live in passing()} == {0.0}


def test_who_asks_capital_and_says_nothing_goes_with_the_clock() -> None:
    found = set()
    for live in passing():
        found.add(earned_by(live))
        _made_if_possible(live, SeatMove(seat=SEAT, move="consult_capital"))
    assert live.live.room.state.give[0, live.live.row(SEAT)] > 0.9
    assert found == {0.0}


def test_talk_of_the_worst_wordings_that_the_floor_never_hears_earns_nothing() -> None:
    live, found, said = LiveNegotiation("wtpf13_training", seats=(SEAT,)), set(), 0
    row = live.live.row(SEAT)
    while live.phase != "over":
        found.add(earned_by(live))
        for request in live.pending:
            for issue, option in request.asked:  # it takes back what it said once somebody puts the wording
                live.submit(SeatMove(seat=SEAT, move="keep_silent", issue=issue, option=option))
            for at, topic in enumerate(live.case.issues if live.phase == "talks" else ()):
                gain, is_red = (
                    getattr(live.live.room.state, name)[0, row, at] for name in ("gain", "is_red")
                )
                heard = live.live.people.answered[row, at] >= 0
                left = [
                    option for option in range(len(topic.options)) if not (is_red[option] or heard[option])
                ]
                if left:
                    worst = topic.options[min(left, key=gain.__getitem__)].key
                    move = SeatMove(seat=SEAT, move="can_live_with", issue=topic.key, option=worst)
                    said += _made_if_possible(live, move)
            live.submit(SeatMove(seat=SEAT, move="done"))
        live.advance()
    assert said > 10
    assert found == {0.0}


def _made_if_possible(live: LiveNegotiation, move: SeatMove) -> bool:
    try:
        live.submit(move)
    except IllegalMoveError:
        return False
    return True


def test_trades_earn_nothing_neither_while_they_bind_nor_once_they_are_kept() -> None:
    found, states = set(), set()
    for live in passing(case="first_hour", seat="NOR", seed=4):
        found.add(earned_by(live, "NOR"))
        for offer in list(live.live.offers.values()):
            live.submit(SeatMove(seat="NOR", move="accept_trade", offer=offer.id))
        states |= {promise.state for promise in live.live.ledger if promise.by == "NOR"}
    assert {"open", "kept"} <= states
    assert found == {0.0}


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
    seats = (SEAT, "SAB", "COR", "MON")  # a chair goes along with each of them twice
    live, asked = LiveNegotiation("wtpf13_training", seats=seats), 0
    while live.phase != "over":
        if live.phase == "talks":
            who = next(request.seat for request in live.pending if "ask_for_chair_text" in request.legal)
            granted = live.submit(SeatMove(seat=who, move="ask_for_chair_text")).granted
            fresh = live.live.room.state.waited[0] == 0
            last = bool(live.live.turn.last[0])
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        if live.phase == "floor" and granted and not last:
            texts = live.live.turn.chair_text[0] >= 0
            assert not (texts & fresh).any()
            asked += int(texts.any())
        live.advance()
    assert asked > 0
