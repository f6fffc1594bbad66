"""Where somebody sits in a seat its instructions make no trade, neither with whom it seeks out nor with who comes."""

from simulation.live import LiveNegotiation, SeatMove
from simulation.reasons.record_log import build_log


def test_the_log_puts_no_trade_into_the_mouth_of_who_only_listened() -> None:
    live = LiveNegotiation("first_hour", seats=("SAB",), seed=1)
    while live.phase != "over":
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    moves = build_log(live.record).moves
    trades = [move for move in moves if move.move in ("offer_trade", "accept_trade")]
    assert trades
    assert not [move for move in trades if "SAB" in (move.delegation, *move.others)]
