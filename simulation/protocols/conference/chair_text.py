"""The chair's text: when the room is stuck, the wordings most likely to pass, as far as the chair knows."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np
from annotated_types import Interval

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray
from simulation.protocols.conference.mechanism import Mechanism
from simulation.protocols.conference.propose import pick_lexicographic
from simulation.protocols.room import Room, Turn

__all__ = ["ChairText", "distaste"]


def distaste(room: Room) -> FloatArray:
    """Return what a chair that is not impartial takes off an option for lying away from its own ideal, `[R, I, O]`.

    A chair without any powers takes off nothing.
    """
    bias = 1.0 - room.tableau.scenario.chair.impartiality if room.setting.powers else 0.0
    away = np.abs(room.setting.ladder.position - room.tableau.chair_ideal[..., None])
    return bias * np.where(np.isnan(away), 0.0, away)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairText(Mechanism):
    """Put a text of the chair's own on the table, for clauses that it has called. Off, or without the power: none."""

    patience: Annotated[int, Interval(ge=1, le=10)] = 2
    """Sessions that a clause which it has called stays open before the chair steps in, one where a seat asks for it; it
    always does in the last session."""
    exclusion: Annotated[float, Interval(ge=0, le=1)] = 0.0
    """Price, in lengths of the axis, of a text put together without hearing a delegation: resented as far as the
    chair does not know it."""
    must_gain: bool = True
    """Its text takes the place of what is on the table only where it believes that more will accept it; what it
    gives up for its own wish (`lean`) is taken off both."""
    lean: Annotated[float, Interval(ge=0, le=1)] = 0.02
    """Share of the room that a chair that is not impartial gives up, in its texts and packages, for a length of the
    axis nearer to its wish."""

    def issues(self, room: Room, turn: Turn) -> BoolArray:
        """Return on which clauses the chair puts a text in this session if it can think of one, `[R, I]`."""
        state = room.state
        if not self.enabled or "text" not in room.setting.powers:
            return np.zeros_like(state.is_clean)
        asked = room.people is not None and room.people.wants_text
        patience = 1 if asked else self.patience
        stuck = (state.waited >= patience) | turn.last[:, None]
        return turn.called & ~state.is_clean & stuck

    def apply(self, room: Room, turn: Turn) -> None:
        """Replace the text on the table of clauses that are stuck; the former wording stays on the floor."""
        steps_in = self.issues(room, turn)
        if not steps_in.any():
            return
        state = room.state
        support = self._support(room, turn)
        on_table = state.table[..., None] == np.arange(support.shape[2])
        r, i = np.arange(len(steps_in))[:, None], np.arange(state.table.shape[1])
        text = pick_lexicographic(turn.admissible, support, on_table, room.drawn("tie")[r, i])
        replaces = steps_in & (text >= 0)
        if self.must_gain:
            replaces = replaces & self._gains(support + room.setting.resistance, state.table, text)
        turn.chair_text = np.where(replaces, text, -1)
        state.table = np.where(replaces, text, state.table)
        if self.exclusion > 0:
            is_text = turn.chair_text[..., None] == np.arange(support.shape[2])
            turn.resented = self.exclusion * state.chair_unknown
            turn.own_margin = turn.own_margin - turn.resented[..., None, None] * is_text[:, None]
        new = state.table[r, turn.opened][..., None] == np.arange(support.shape[2])
        turn.on_floor = turn.on_floor | (new & turn.is_opened[..., None])

    @staticmethod
    def _gains(support: FloatArray, table: IntArray, text: IntArray) -> BoolArray:
        """Return where a text has more support than what is on the table, `[R, I]`."""
        r, i = np.arange(len(table))[:, None], np.arange(table.shape[1])
        gains: BoolArray = support[r, i, np.maximum(text, 0)] > support[r, i, table] + ATOL
        return gains

    def _support(self, room: Room, turn: Turn) -> FloatArray:
        """Return the support the chair believes each option to have, less its edits and its own taste, `[R, I, O]`."""
        state = room.state
        believed = state.guess - turn.stance
        believed *= state.chair_unknown[:, :, None, None]
        believed += turn.stance
        support = (room.setting.decider @ believed.reshape(*believed.shape[:2], -1)).reshape(
            turn.admissible.shape
        )
        return support - room.setting.resistance - self.lean * distaste(room)
