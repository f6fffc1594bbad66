"""The state before the first session, the blank sheet of a session, and what is filed at its end."""

from typing import Final

import numpy as np

from simulation.arrays import FloatArray
from simulation.preferences import values
from simulation.protocols.conference.programme import ranks
from simulation.protocols.room import Room, Setting, Turn
from simulation.state.negotiation import NegotiationState
from simulation.state.tableau import Tableau

__all__ = ["blank_turn", "file_away", "opening_state"]

_INSTRUCTED: Final = ("ideal", "red_low", "red_high", "salience", "flexibility")
"""What everybody comes with, as the tableau says it."""


def opening_state(
    tableau: Tableau, setting: Setting, *, unknown: float, trust: float, mood: FloatArray
) -> NegotiationState:
    """Return the state before the first session: the draft on the table, nothing given, nothing known."""
    r, a, i = tableau.ideal.shape
    found = values.evaluate(tableau, setting.ladder, setting.refuses, tableau)
    return NegotiationState(
        deadline=np.full(r, tableau.scenario.sessions, dtype=np.int64),
        extended=np.zeros(r, dtype=bool),
        **{name: getattr(tableau, name) for name in _INSTRUCTED},
        opening=values.opening_of(tableau),
        gain=found.gain,
        is_red=found.is_red,
        hope=found.hope,
        limit=found.limit,
        short=found.short,
        guess=found.guess,
        rank=ranks(np.where(tableau.drafted, 0.0, found.guess), setting.decider),
        mood=mood,
        table=np.tile(tableau.draft, (r, 1)),
        is_clean=np.zeros((r, i), dtype=bool),
        called=np.zeros((r, i), dtype=bool),
        closed_at=np.full((r, i), -1, dtype=np.int64),
        readings=np.zeros((r, i), dtype=np.int64),
        written=np.tile(tableau.valid & ~tableau.drafted, (r, 1, 1)),
        give=np.zeros((r, a)),
        punctual=np.zeros((r, a)),
        ease=np.zeros((r, a, i)),
        traded=np.zeros((r, a, i)),
        reach=np.zeros((r, a, i)),
        earned=np.zeros((r, a)),
        unmet=np.ones((r, a, i)),
        unknown=np.tile(unknown * (1.0 - np.eye(a)), (r, 1, 1)),
        chair_unknown=np.full((r, a), unknown),
        trust=np.full((r, a, a), trust),
        platform=np.full((r, a, i), -1, dtype=np.int64),
        objects=np.zeros((r, a, i), dtype=bool),
        folded=np.zeros((r, a, i), dtype=bool),
        stated=np.zeros((r, a, i), dtype=bool),
        closing_signal=np.full((r, a, i), -1, dtype=np.int64),
        waited=np.zeros((r, i), dtype=np.int64),
    )


def blank_turn(room: Room, *, pressure: FloatArray, endgame: FloatArray, places: int, speakers: int) -> Turn:
    """Return a session in which nothing has happened yet."""
    tableau, state = room.tableau, room.state
    r, a, i = state.ideal.shape
    o, k = tableau.n_options, int(room.setting.talks.max(initial=0))
    nobody = np.full((r, a, k), -1, dtype=np.int64)
    floor = np.zeros((r, places, o), dtype=bool)
    return Turn(
        pressure=pressure,
        endgame=endgame,
        last=state.sessions_left == 1,
        called=np.ones((r, i), dtype=bool),
        opened=np.tile(np.arange(places), (r, 1)),
        is_opened=np.zeros((r, places), dtype=bool),
        limited=np.zeros((r, a), dtype=bool),
        due=np.zeros((r, a, i)),
        aspiration=state.hope,
        asked=np.broadcast_to(state.hope[..., None], state.gain.shape),
        premium=np.zeros_like(state.hope),
        credit=np.zeros((r, a)),
        own_margin=state.gain,
        is_red=state.is_red,
        could=~state.is_red,
        stance=~state.is_red,
        partner=nobody,
        trade_give=nobody.copy(),
        trade_get=nobody.copy(),
        admissible=state.written,
        believed=np.zeros((r, places, a, o)),
        on_floor=floor,
        protected=floor,
        drafted=np.full((r, i), -1, dtype=np.int64),
        speaker=np.full((r, places, speakers), -1, dtype=np.int64),
        speaker_option=np.full((r, places, speakers), -1, dtype=np.int64),
        chair_text=np.full((r, i), -1, dtype=np.int64),
        resented=np.zeros((r, a)),
        margin=np.zeros((r, places, a, o)),
        signal=np.full((r, places, a, o), -1, dtype=np.int64),
        closed_by=np.full((r, i), -1, dtype=np.int64),
        bridge_by=np.full(r, -1, dtype=np.int64),
    )


def file_away(room: Room, turn: Turn) -> None:
    """Count the readings of the session, and for how long called clauses have been waiting."""
    state = room.state
    rows = np.arange(len(turn.opened))[:, None]
    readings = state.readings.copy()
    readings[rows, turn.opened] += turn.is_opened
    state.readings = readings
    state.waited = np.where(turn.called & ~state.is_clean, state.waited + 1, 0)
