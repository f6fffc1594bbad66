"""The gavel: which wordings pass, which is taken, and what that does to the clause."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np
from annotated_types import Interval

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.protocols.conference.chair_text import distaste
from simulation.protocols.conference.mechanism import Mechanism
from simulation.protocols.conference.signal import FORMAL_OBJECT, SILENT, STATEMENT
from simulation.protocols.room import Room, Turn

__all__ = ["Decide", "close"]

FLOOR = 0


def close(room: Room, turn: Turn, *, closes: BoolArray, option: IntArray, signal: IntArray, by: int) -> None:
    """Agree ad referendum: `closes` and `option` `[R, I]`, and the signals given to that option, `[R, A, I]`."""
    state = room.state
    state.table = np.where(closes, option, state.table)
    state.is_clean = state.is_clean | closes
    state.closed_at = np.where(closes, state.session, state.closed_at)
    closes_for_all = closes[:, None]
    state.closing_signal = np.where(closes_for_all, signal, state.closing_signal)
    state.folded = np.where(closes_for_all, (signal == SILENT) | (signal == STATEMENT), state.folded)
    state.stated = np.where(closes_for_all, signal == STATEMENT, state.stated)
    state.objects = state.objects & ~closes_for_all
    turn.closed_by = np.where(closes, by, turn.closed_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide(Mechanism):
    """Take the wording that passes and is worth most to the room, less the price of its edits.

    Without `voice` it is the first in reading order: the table, the fewest edits, the most willing, the tie. A clause
    that has not been called closes only where nobody objects. Clauses of one session do not see each other's closing.
    Off: only packages close anything.
    """

    voice: Annotated[float, Interval(ge=0, le=10)] = 3.5
    """What a length of the axis counts, to the mean of the room by capability and salience, where several wordings
    pass: the weightiest room takes it, edits count their price and the chair leans to its wish. 0: the fewest edits
    come first and nobody's weight counts."""
    outvoted: Annotated[float, Interval(ge=0, le=1)] = 0.5
    """Share at which it counts there what a wording is worth to those who object to it: whoever is overruled is heard,
    but by half."""
    lean: Annotated[float, Interval(ge=0, le=10)] = 1.0
    """What a length between a wording that passes and the wish of a chair that is not impartial counts there."""

    def apply(self, room: Room, turn: Turn) -> None:
        """Close what passes; count the brackets on what does not."""
        r, m = np.arange(len(turn.opened))[:, None], np.arange(turn.opened.shape[1])
        objects = turn.signal == FORMAL_OBJECT
        unwilling = turn.signal >= SILENT
        passes = room.setting.conditions.passes(objects, unwilling) & turn.on_floor
        passes = passes & (turn.called[r, turn.opened][..., None] | ~objects.any(axis=2))
        score = (
            self._by_weight(room, turn, objects)
            if np.any(self._voice(room))
            else self._reading_order(room, turn, unwilling)
        )
        taken = np.where(passes, score, -np.inf).argmax(axis=2)
        self._bracket(room, turn, objects[r, m, :, room.state.table[r, turn.opened]])
        if not self.enabled or not passes.any():
            return
        shape = room.state.table.shape
        closes, option = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=np.int64)
        closes[r, turn.opened] = passes.any(axis=2)
        option[r, turn.opened] = taken
        signal = np.full(room.state.closing_signal.shape, -1, dtype=np.int64)
        signal[r, :, turn.opened] = turn.signal[r, m, :, taken]
        close(room, turn, closes=closes, option=option, signal=signal, by=FLOOR)

    @staticmethod
    def _bracket(room: Room, turn: Turn, held_against: BoolArray) -> None:
        """Put down who objects to the text on the table of the clauses that were opened."""
        r = np.arange(len(turn.opened))[:, None]
        objects = room.state.objects.copy()
        was = turn.on(objects)
        objects[r, :, turn.opened] = np.where(turn.is_opened[..., None], held_against, was)
        room.state.objects = objects

    def _voice(self, room: Room) -> FloatArray | float:
        return room.tableau.parameter("decide.voice", self.voice, axes=3)

    def _by_weight(self, room: Room, turn: Turn, objects: BoolArray) -> FloatArray:
        """Return how much speaks for each wording, `[R, m, O]`: what it is worth to the room, each by its weight."""
        r = np.arange(len(turn.opened))[:, None]
        voice = (room.tableau.capability * room.tableau.decide)[:, None, None]
        outvoted = room.tableau.parameter("decide.outvoted", self.outvoted, axes=4)
        heard = 1.0 - (1.0 - outvoted) * objects
        worth = (voice @ (turn.kept(room.state.gain) * heard))[:, :, 0]
        total = (voice @ turn.kept(room.state.salience)[..., None])[:, :, 0]
        mean = np.divide(worth, total, out=np.zeros_like(worth), where=total > 0)
        score: FloatArray = (
            self._voice(room) * mean
            - room.resistance(turn.opened)
            - self.lean * distaste(room)[r, turn.opened]
            + room.drawn("tie")[r, turn.opened]
        )
        return score

    @staticmethod
    def _reading_order(room: Room, turn: Turn, unwilling: BoolArray) -> np.ndarray:
        r = np.arange(len(turn.opened))[:, None]
        table = room.state.table[r, turn.opened]
        on_table = table[..., None] == np.arange(room.tableau.n_options)
        edits = np.where(on_table, -1, room.setting.edits[turn.opened])
        willing = 1.0 - room.setting.decider @ unwilling
        return -10.0 * edits + willing + room.drawn("tie")[r, turn.opened]
