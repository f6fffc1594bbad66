"""The steps of a session, cut where whoever holds a seat is asked: the one driver of people and of agents in seats."""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from simulation.engine.case_events import apply_due
from simulation.engine.recorder import Recorder
from simulation.live import aftermath
from simulation.live.live_state import LiveState
from simulation.live.moves import Phase
from simulation.live.possible import legal_moves
from simulation.live.promises import after_session, at_the_end
from simulation.live.request import MoveRequest
from simulation.protocols.conference.conference import Conference
from simulation.protocols.people import People
from simulation.protocols.room import Room
from simulation.scenario.schema import Scenario

__all__ = ["advance", "begin", "go_on", "open_session", "request_of", "waited_for"]


def open_session(
    case: Scenario, *, protocol: Conference, level: str, room: Room, recorder: Recorder
) -> LiveState:
    """Return a negotiation in the talks of its next session, with agents in every seat."""
    tableau = room.tableau
    room.people = People.nobody(tableau.n_delegations, tableau.n_issues, tableau.n_options)
    room.people.waits = True
    apply_due(case, room)
    turn = protocol.begin(room)
    lost = np.zeros((tableau.n_delegations, tableau.n_delegations))
    return LiveState(
        case=case, protocol=protocol, level=level, room=room, turn=turn, recorder=recorder, lost=lost
    )


def begin(live: LiveState) -> None:
    """Open the talks of the next session: what is due happens, capitals answer, the agenda is set."""
    for sheet in (live.talks_used, live.met, live.used, live.offers, live.refused, live.speaking):
        sheet.clear()
    live.extra_talks = live.counted = 0
    apply_due(live.case, live.room)
    asked = np.flatnonzero(live.people.asked_capital).tolist()
    live.cabled = {row: float(live.room.state.give[0, row]) for row in asked}
    live.turn = live.protocol.begin(live.room)
    live.people.taken_up()


def advance(live: LiveState) -> Phase:
    """Go on to the next phase in which somebody is asked, and return it.

    `talks` says that the session is held: `begin` opens the next one. `over` says that no other follows.
    """
    _STEPS[live.phase](live)
    return live.phase


def go_on(live: LiveState) -> Phase:
    """Go on to the next phase, in a new session too, whose talks begin with the offers of agents; return it."""
    if advance(live) == "talks":
        begin(live)
        aftermath.come_with_offers(live)
    return live.phase


def waited_for(live: LiveState) -> list[int]:
    """Return the rows of those whose move the phase waits for, in the order of the case."""
    rows = [row for row in np.flatnonzero(live.held).tolist() if row not in live.done]
    if live.phase == "over":
        return []
    if live.phase == "talks":
        return rows
    author = -1 if live.turn.waiting is None else live.turn.waiting.author
    return [row for row in rows if live.room.tableau.decide[row] and row != author]


def request_of(live: LiveState, row: int) -> MoveRequest:
    """Return the request to a seat."""
    seat = live.room.tableau.delegations[row]
    asked = tuple(
        (live.topic(issue).key, live.wording(issue, option).key)
        for issue, option in (live.on_floor() if live.phase == "floor" else ())
        if live.people.answer[row, issue, option] < 0
    )
    return MoveRequest(
        seat=seat, session=live.session, phase=live.phase, asked=asked, legal=legal_moves(live, seat)
    )


def _meet(live: LiveState) -> None:
    live.seat(live.speaking)
    live.protocol.meet(live.room, live.turn)
    live.seat(live.spoken)
    live.done.clear()
    live.phase = "floor"
    if not waited_for(live) or not live.on_floor():
        _hear(live)


def _hear(live: LiveState) -> None:
    for issue, option in live.on_floor():
        live.people.heard(issue, option)
    live.protocol.hear(live.room, live.turn)
    _conclude(live)


def _conclude(live: LiveState) -> None:
    live.done.clear()
    live.phase = "floor"
    live.protocol.conclude(live.room, live.turn)
    if live.turn.waiting is not None:
        live.phase = "package"
        return
    live.recorder.note(live.room, live.turn)
    session = live.room.state.session
    live.ledger = after_session(live.room, live.turn, live.ledger, session, lost=live.lost)
    aftermath.note_failed_packages(live, session)
    aftermath.remember_visits(live)
    live.people.next_session()
    _next(live)


def _next(live: LiveState) -> None:
    if not live.room.state.is_over[0]:
        live.phase = "talks"
        return
    live.phase = "adoption"
    if not waited_for(live) or not _can_be_adopted(live):
        _adopt(live)


def _can_be_adopted(live: LiveState) -> bool:
    """Return whether a document can follow: something is clean, or what is on the table may be put to a vote."""
    forum = live.room.setting.forum
    on_table = forum.leftover == "fail" and forum.call_vote is not None
    return on_table or bool(live.room.state.is_clean.any())


def _adopt(live: LiveState) -> None:
    live.offers.clear()
    live.done.clear()
    live.result = live.protocol.close(live.room)
    live.phase = "signing"
    there = bool((live.result.option >= 0).any())
    if not live.room.setting.forum.signing or not there or not waited_for(live):
        _end(live)


def _end(live: LiveState) -> None:
    live.result = live.protocol.close(live.room)
    is_adopted = bool((live.result.option >= 0).any())
    live.ledger = at_the_end(live.ledger, live.room.state.session, is_adopted=is_adopted)
    live.phase = "over"


_STEPS: Final[Mapping[Phase, Callable[[LiveState], None]]] = {
    "talks": _meet,
    "floor": _hear,
    "package": _conclude,
    "adoption": _adopt,
    "signing": _end,
}
