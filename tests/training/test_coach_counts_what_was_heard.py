"""The coach counts what the room has heard on the floor, whoever said it; and what it says of a price fits together."""

from simulation.live import LiveNegotiation, SeatMove, SeatView, view_of
from simulation.training.coach import fitting, hint


def _after_a_session() -> SeatView:
    """Return what a seat knows after a session on whose floor its instructions supported one wording on Start."""
    live = LiveNegotiation("first_hour", seats=("SAB",), seed=1)
    live.submit(SeatMove(seat="SAB", move="support", issue="support", option="fund"))
    while live.live.session == 1:
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    return view_of(live, "SAB")


def test_a_wording_that_the_instructions_supported_on_the_floor_is_not_advised_to_be_said() -> None:
    view = _after_a_session()
    option = next(o for i in view.issues for o in i.options if (i.key, o.key) == ("pace", "continue"))
    assert (option.said, option.on_record) == ("", "support")
    told = hint(view, "move")
    assert told.move is None or (told.move.issue, told.move.option) != ("pace", "continue")


def test_of_the_best_wording_the_coach_says_that_it_costs_no_hope_for_more() -> None:
    view = view_of(LiveNegotiation("first_hour", seats=("SAB",), seed=1), "SAB")
    matter = next(f"{one.key} {at}" for at, one in enumerate(fitting(view)) if one.key == "say_top")
    told = str(hint(view, "concept", about=matter).text)
    is_best = "No other wording of the clause that you may accept is worth more to you"
    assert f"{is_best} than “Continue under the Tunis Agenda”" in told
    assert "It costs you the hope for more" not in told
    assert told.endswith("If nobody would, say it early.")
