"""Goodwill: everybody goes further for those who have gone further, and less far for those who have not moved."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np
from annotated_types import Interval

from simulation.arrays import FloatArray
from simulation.protocols.conference.mechanism import Mechanism
from simulation.protocols.room import Room, Turn

__all__ = ["Goodwill"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goodwill(Mechanism):
    """Repay who gives: ask less for a wording that the generous want, and more for one that those want who hold out.

    Generous is who has released more of the way to its limit than the room in the mean; everybody sees that. Off, or
    where all have given alike: nobody asks anything else.
    """

    worth: Annotated[float, Interval(ge=0, le=3)] = 1.0
    """What it is worth, in lengths of the axis, that all the others want a wording and have earned it in full."""
    earned: Annotated[float, Interval(gt=0, le=1)] = 0.1
    """Share of the way to its limit by which a delegation has to be ahead of the room to have earned it in full."""

    def apply(self, room: Room, turn: Turn) -> None:
        """Say what is asked for each wording: nobody is moved past its limit, and nobody asks more than its hope."""
        state = room.state
        plain = turn.aspiration[..., None]
        turn.asked = np.broadcast_to(plain, state.gain.shape)
        earned = self._earned(room)
        if not self.enabled or self.worth == 0 or not earned.any():
            return
        asked = self._favour(room, earned)
        asked *= (self.worth * state.salience)[..., None]
        np.subtract(plain, asked, out=asked)
        least, most = np.minimum(state.limit[..., None], plain), np.maximum(state.hope[..., None], plain)
        turn.asked = np.clip(asked, least, most, out=asked)

    @staticmethod
    def _favour(room: Room, earned: FloatArray) -> FloatArray:
        """Return how much more than the mean wording those want each who have earned it, `[R, A, I, O]`, -1..1.

        The others of each delegation count by capability and by how much they care about the clause. What they want is
        what their public positions show.
        """
        state, tableau = room.state, room.tableau
        weight = (tableau.capability * tableau.decide)[..., None] * state.salience
        favour = (weight * earned[..., None])[..., None] * state.guess
        np.subtract(favour.sum(axis=1, keepdims=True), favour, out=favour)
        favour /= np.maximum(weight.sum(axis=1, keepdims=True) - weight, np.finfo(float).tiny)[..., None]
        there = state.written[:, None].astype(np.float64)
        favour -= (favour * there).sum(axis=3, keepdims=True) / there.sum(axis=3, keepdims=True)
        return favour

    def _earned(self, room: Room) -> FloatArray:
        """Return what each delegation has earned by giving more than the room, `[R, A]`, -1..1."""
        state, decide = room.state, room.tableau.decide
        given = (state.salience * np.minimum(1.0, state.flexibility * state.ease + state.traded)).mean(axis=2)
        mean = (given @ room.setting.decider)[:, None]
        earned: FloatArray = np.clip((given - mean) / self.earned, -1.0, 1.0) * decide
        return earned
