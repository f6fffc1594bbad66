"""Plays a class on, with everybody silent."""

from simulation.classroom import actions
from simulation.live import SeatMove
from tests.classes import Meeting

__all__ = ["to_session"]


def to_session(here: Meeting, session: int, most: int = 200) -> None:
    """Let everybody be done until all tables are in a session, counted from 1."""
    for _ in range(most):
        view = here.service.host_view(here.host)
        behind = [one for one in view.tables if one.clock.session < session and one.waits_for]
        if not behind:
            return
        seat = behind[0].waits_for[0]
        who = here.at(seat, behind[0].clock.table)
        here.act(who, actions.Submit(move=SeatMove(seat=seat, move="done")))
    raise AssertionError(f"not in session {session}")
