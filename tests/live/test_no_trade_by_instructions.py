"""Whoever sits in a seat has agreed to no trade that its instructions would have made."""

from simulation.live import LiveNegotiation, SeatMove
from simulation.reasons.log import build_log


def test_the_log_puts_no_trade_into_the_mouth_of_who_only_listened() -> None:
    live = LiveNegotiation("first_hour", seats=("SAB",), seed=1)
    while live.phase != "over":
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    moves = build_log(live.record).moves
    assert not [move for move in moves if (move.delegation, move.move) == ("SAB", "accept_trade")]
    assert [move for move in moves if move.move == "accept_trade"]
    assert [move for move in moves if (move.others, move.move) == (("SAB",), "offer_trade")]
