"""How well drawn instructions explain what was said: the sessions held, held again under each of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray
from simulation.live import SeatView
from simulation.live.moves import SIGNAL_OF
from simulation.protocols.conference.conference import Conference
from simulation.protocols.people import ACCEPTED
from simulation.protocols.result import SIGNALS
from simulation.protocols.room import Room, Turn
from simulation.training.placed import folded_of, table_of

__all__ = ["GRID", "Explained", "explain", "mood_at"]

GRID: Final = 15
"""Moods of a clause at which drawn instructions are compared with what delegations said."""
_BLUR: Final = 0.05
"""Lengths of the axis within which it is open whether instructions allow a wording: what favours, blocs and capitals do
beside them is not gone through again (judgement, like the two below it)."""
_SLIP: Final = 0.02
"""Chance of an answer that nothing of all this explains."""
_FOLD: Final = 0.2
"""Lengths of the axis by which whoever keeps silent or puts a statement falls short at the most."""
_OPENING: Final = 0.15
"""Lengths of the axis by which everybody has room for what it opened with: nobody objects to its own words."""
_MAYBE: Final = 0.5
"""How many signals a refusal in a talk weighs: near its limit a delegation may refuse what it could live with."""
_FAR: Final = 30.0
"""Blurs beyond which a wording is surely within instructions or surely not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """What became of each drawing of instructions, N of them, in the sessions held."""

    fit: FloatArray
    """How well they explain what each delegation said on each clause in each of `GRID` moods, as a logarithm,
    `[A, I, N, GRID]`."""
    give: FloatArray
    punctual: FloatArray
    """What each would have released by now, and in step with the clock, `[N, A]`."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What a delegation said of a wording on one day; rows and places as in the room."""

    delegation: int
    issue: int
    option: int
    signal: int
    """Code of `SIGNALS`."""
    weight: float = 1.0


def mood_at(top: float) -> FloatArray:
    """Return the moods of the grid, from one that makes everybody ask more to one in which all ask less."""
    return np.linspace(-top, top, GRID)


def explain(room: Room, view: SeatView, protocol: Conference, *, top: float) -> Explained:
    """Hold the sessions up to now again in a room of drawn instructions, and see what they would have said.

    Clauses close when they did, and calls, clock and pace follow from that; what the room looked like otherwise does
    not count. The session at hand begins too, since talks are held in it.

    Args:
        room: Of N drawings, before the first session.
        view: Of the seat.
        protocol: Of the room.
        top: The greatest mood that is looked at, in lengths of the axis.
    """
    state = room.state
    n, a, i = state.ideal.shape
    state.mood = np.zeros_like(state.mood)
    state.table, state.deadline = np.tile(np.array(table_of(view)), (n, 1)), np.full(n, view.sessions)
    fit, folded = np.zeros((a, i, n, GRID)), folded_of(view)
    never = view.sessions + 1
    closed = np.array([view.closed.get(issue.key, never) for issue in view.issues])
    give = punctual = np.zeros((n, a))
    for session in range(1, view.session + 1):
        is_clean = closed < session
        state.session = session - 1
        state.is_clean = np.tile(is_clean, (n, 1))
        state.closed_at = np.tile(np.where(is_clean, closed - 1, -1), (n, 1))
        state.folded = np.tile(folded & is_clean, (n, 1, 1))
        give, punctual = state.give, state.punctual
        turn = protocol.begin(room)
        for said in _said_in(view, session):
            place = said.delegation, said.issue
            fit[place] += said.weight * _explains(room, turn, said, mood_at(top))
    return Explained(fit=fit, give=give, punctual=punctual)


def _said_in(view: SeatView, session: int) -> Iterator[_Said]:
    """Yield what the others said on the floor of a session, and what they told the seat in its talks.

    Who tables a wording stands by it whatever it may accept, so its support for that says nothing.
    """
    keys = {key: row for row, key in enumerate(view.delegations)}
    places = {
        (issue.key, option.key): (at, wording)
        for at, issue in enumerate(view.issues)
        for wording, option in enumerate(issue.options)
    }
    heard = view.heard[session - 1] if session <= len(view.heard) else ()
    tabled = {(one.delegation, one.issue, one.option) for one in heard if one.move == "propose_option"}
    for one in heard:
        signal = SIGNAL_OF.get(one.move, -1)
        if signal < 0 or one.delegation == view.own.key or (one.issue, one.option) not in places:
            continue
        if signal > ACCEPTED or (one.delegation, one.issue, one.option) not in tabled:
            yield _Said(keys[one.delegation], *places[one.issue, one.option], signal)
    for other in view.others:
        for answer in () if other.told is None else other.told.answers:
            place = places.get((answer.issue, answer.option))
            if answer.session == session and answer.says != "evades" and place is not None:
                code = SIGNALS.index("can_live_with" if answer.says == "yes" else "formal_object")
                yield _Said(keys[other.key], *place, code, 1.0 if answer.says == "yes" else _MAYBE)


def _explains(room: Room, turn: Turn, said: _Said, moods: FloatArray) -> FloatArray:
    """Return the logarithm of the chance of what was said, under each drawing in each mood, `[N, GRID]`."""
    could, fold = _allowed(room, turn, said, moods)
    if said.signal <= ACCEPTED:
        chance = could
    elif SIGNALS[said.signal] == "formal_object":
        chance = 1.0 - could
    else:
        chance = (1.0 - could) * fold
    told: FloatArray = np.log(_SLIP + (1.0 - 2.0 * _SLIP) * chance)
    return told


def _allowed(room: Room, turn: Turn, said: _Said, moods: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return how likely instructions allow the wording, and all but allow it, `[N, GRID]` each.

    A mood moves what is asked, as `Concede` says, and nobody past its limit.
    """
    state, at = room.state, (slice(None), said.delegation, said.issue)
    option = (*at, said.option)
    asked = turn.aspiration[at][:, None]
    least, most = np.minimum(state.limit[at][:, None], asked), state.hope[at][:, None]
    shift = moods * np.minimum(state.salience[at], 1.0)[:, None]
    margin = turn.own_margin[option][:, None] + asked - np.clip(asked - shift, least, most)
    if said.signal <= ACCEPTED:
        opened = (state.opening[at] == said.option) & (state.gain[option] >= 0.0)
        margin = np.where(opened[:, None], np.maximum(margin, 0.0) + _OPENING, margin)
    is_fine: BoolArray = ~turn.is_red[option][:, None]
    return _soft(margin) * is_fine, _soft(margin + _FOLD) * is_fine


def _soft(margin: FloatArray) -> FloatArray:
    """Return the chance that a margin is above 0, as blurred as it is known."""
    chance: FloatArray = 1.0 / (1.0 + np.exp(-np.clip(margin / _BLUR, -_FAR, _FAR)))
    return chance
