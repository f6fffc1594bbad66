"""Put a room of many futures where a seat sees it, before the session it is in."""

from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray
from simulation.live import SeatView
from simulation.live.informed import inform
from simulation.preferences.values import eased
from simulation.protocols.conference.conference import Conference
from simulation.protocols.conference.persuade import revalue
from simulation.protocols.room import Room

__all__ = ["folded_of", "put_at_level", "put_where_seen", "table_of"]

_FOLDED: Final = frozenset({"keep_silent", "make_statement"})
"""What is heard of whoever lets a wording pass that it does not want."""


def put_at_level(room: Room, view: SeatView) -> None:
    """Let simulated delegations know each other, hold out and bear standing alone as at the level of the game."""
    people = [view.own.key, *(other.key for other in view.others if other.is_person)]
    inform(room, level=view.level, seats=people)


def table_of(view: SeatView) -> list[int]:
    """Return which wording of each clause is on the table, or agreed."""
    return [next(o for o, option in enumerate(issue.options) if option.on_table) for issue in view.issues]


def folded_of(view: SeatView) -> BoolArray:
    """Return who let each clause close without wanting it, `[A, I]`: it kept silent or put a statement."""
    keys, folded = list(view.delegations), np.zeros((len(view.delegations), len(view.issues)), dtype=bool)
    for issue, (seen, option) in enumerate(zip(view.issues, table_of(view), strict=True)):
        session = view.closed.get(seen.key, 0)
        for move in view.heard[session - 1] if 0 < session <= len(view.heard) else ():
            if move.move in _FOLDED and (move.issue, move.option) == (seen.key, seen.options[option].key):
                folded[keys.index(move.delegation), issue] = True
    return folded


def put_where_seen(
    room: Room, view: SeatView, protocol: Conference, *, give: FloatArray, punctual: FloatArray
) -> None:
    """Put the room where the seat sees it: table, brackets, coalitions, sessions, and who folded where it closed.

    What the others have released, `give` and `punctual` (`[R, A]`), is what it believes; of itself it knows it.
    """
    state, keys = room.state, list(view.delegations)
    r = len(room.rows)
    options = [[option.key for option in issue.options] for issue in view.issues]
    state.session = view.session - 1
    state.deadline = np.full(r, view.sessions)
    state.table = np.tile(np.array(table_of(view)), (r, 1))
    state.is_clean = np.tile(np.array([not issue.is_open for issue in view.issues]), (r, 1))
    state.readings = np.tile(np.array([issue.readings for issue in view.issues]), (r, 1))
    closed = [view.closed.get(issue.key, 0) - 1 for issue in view.issues]
    state.closed_at = np.tile(np.array(closed), (r, 1))
    state.waited = np.tile(np.array([issue.waited for issue in view.issues]), (r, 1))
    platform, objects = state.platform.copy(), state.objects.copy()
    for place, issue in enumerate(view.issues):
        for option in issue.options:
            for holder in option.holders:
                platform[:, keys.index(holder), place] = options[place].index(option.key)
        for holder in issue.brackets:
            objects[:, keys.index(holder), place] = True
    state.platform, state.objects = platform, objects
    state.written = _written(room, view)
    own = keys.index(view.own.key)
    state.give, state.punctual = give.copy(), punctual.copy()
    state.give[:, own] = state.punctual[:, own] = view.own.released
    state.folded = folded_of(view) & state.is_clean[:, None]
    state.called = np.tile(np.array([issue.is_called for issue in view.issues]), (r, 1))
    ready = np.maximum(state.give[..., None], protocol.calendar.ready(room)[:, None])
    state.ease = eased(ready, state.salience, protocol.concede.priority) * state.called[:, None]
    trust = state.trust.copy()
    for other in view.others:
        trust[:, own, keys.index(other.key)] = other.trust
    state.trust = trust
    _acquaint(room, view, protocol)
    revalue(room)


def _written(room: Room, view: SeatView) -> BoolArray:
    """Return which wordings are there to be put, `[R, I, O]`: everybody sees what a drafting group has written."""
    written = room.state.written.copy()
    for place, issue in enumerate(view.issues):
        seen = [option.is_written for option in issue.options]
        written[:, place, : len(seen)] |= np.array(seen)
    return written


def _acquaint(room: Room, view: SeatView, protocol: Conference) -> None:
    """Let everybody know everybody as well as the level and the talks so far make likely."""
    put_at_level(room, view)
    consult = protocol.consult
    others = max(len(view.others), 1)
    a_session = consult.learn * min(1.0, 2.0 * consult.talks / others)
    left = (1.0 - a_session) ** (view.session - 1)
    room.state.unknown = room.state.unknown * left
    met = min(1.0, consult.chair_talks / (others + 1))
    room.state.chair_unknown = room.state.chair_unknown * (1.0 - consult.learn * met) ** (view.session - 1)
