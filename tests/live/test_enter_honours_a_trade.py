"""What instructions say for a person honours the trades that the person struck: it lives with what it bought."""

from simulation.live import LiveNegotiation, SeatMove, view_of
from simulation.protocols.result import SIGNALS

BOUGHT = ("support", "training")


def _struck() -> LiveNegotiation:
    """Return a negotiation in the last talks, in which the seat has bought a wording that its instructions refuse."""
    live = LiveNegotiation("first_hour", seats=("SAB",), seed=1)
    while (live.live.session, live.phase) != (6, "talks"):
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    struck = SeatMove(seat="SAB", move="offer_trade", to="TAM", give=("pace", "at_once"), get=BOUGHT)
    assert live.submit(struck).granted
    return live


def test_the_instructions_live_with_what_a_person_bought() -> None:
    live = _struck()
    live.submit(SeatMove(seat="SAB", move="done"))
    live.advance()
    view = view_of(live, "SAB")
    (option,) = [o for i in view.issues for o in i.options if (i.key, o.key) == BOUGHT]
    assert (option.said, option.instructed) == ("", "can_live_with")
    assert view.promised_by(BOUGHT[0], option) == ("TAM",)
    live.submit(SeatMove(seat="SAB", move="done"))
    live.advance()
    place = (live.live.row("SAB"), *live.live.place(BOUGHT))
    assert SIGNALS[live.live.recorder.sheets["signal"][5][place]] == "can_live_with"


def test_what_a_person_bought_binds_no_agent_that_takes_over_the_seat() -> None:
    live = _struck()
    place = (live.live.row("SAB"), *live.live.place(BOUGHT))
    assert live.live.people.traded[place]
    live.submit(SeatMove(seat="SAB", move="hand_over"))
    assert not live.live.people.traded[place]
