"""Goodwill: everybody goes further for those who have gone further, and less far for those who have not moved."""

from dataclasses import dataclass
from typing import Annotated, Self

import numpy as np
from annotated_types import Interval

from simulation.arrays import BoolArray, FloatArray
from simulation.protocols.conference.mechanism import Mechanism
from simulation.protocols.room import Room, Turn
from simulation.state.tableau import Tableau

__all__ = ["Goodwill", "Standing", "owed_to"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What goodwill goes by: how far everybody has gone, and what it is seen to want."""

    salience: FloatArray
    flexibility: FloatArray
    ease: FloatArray
    traded: FloatArray
    hope: FloatArray
    limit: FloatArray
    """See the fields of the same names in `NegotiationState`, `[R, A, I]`."""
    guess: FloatArray
    """`[R, A, I, O]`."""
    written: BoolArray
    """`[R, I, O]`."""

    @classmethod
    def of(cls, room: Room) -> Self:
        """Return how things stand in a room now."""
        state = room.state
        return cls(
            salience=state.salience,
            flexibility=state.flexibility,
            ease=state.ease,
            traded=state.traded,
            hope=state.hope,
            limit=state.limit,
            guess=state.guess,
            written=state.written,
        )


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
        standing = Standing.of(room)
        earned = self.earned_by(room.tableau, room.setting.decider, standing)
        turn.asked = self.asked(room.tableau, standing, earned, turn.aspiration)

    def asked(
        self, tableau: Tableau, standing: Standing, earned: FloatArray, aspiration: FloatArray
    ) -> FloatArray:
        """Return what is asked for each wording, `[R, A, I, O]`, instead of the aspiration, `[R, A, I]`."""
        plain = aspiration[..., None]
        if not self.enabled or self.worth == 0 or not earned.any():
            return np.broadcast_to(plain, standing.guess.shape)
        asked = _favour(tableau, standing, earned)
        asked *= (self.worth * standing.salience)[..., None]
        np.subtract(plain, asked, out=asked)
        least = np.minimum(standing.limit[..., None], plain)
        most = np.maximum(standing.hope[..., None], plain)
        return np.clip(asked, least, most, out=asked)

    def earned_by(self, tableau: Tableau, decider: FloatArray, standing: Standing) -> FloatArray:
        """Return what each delegation has earned by giving more than the room, `[R, A]`, -1..1.

        Args:
            tableau: The case.
            decider: 1 / N for each of the N decision-holders, 0 for the others, `[A]`.
            standing: How far everybody has gone.
        """
        released = np.minimum(1.0, standing.flexibility * standing.ease + standing.traded)
        given = (standing.salience * released).mean(axis=2)
        mean = decider @ given[..., None]  # a product for each replication: the same bits in any company
        earned: FloatArray = np.clip((given - mean) / self.earned, -1.0, 1.0) * tableau.decide
        return earned


def owed_to(tableau: Tableau, standing: Standing, earned: FloatArray) -> FloatArray:
    """Return what each delegation's wishes count for with the others, wording by wording, `[R, A, I, O]`.

    It counts by capability and by how much it cares about the clause. What it wants is what its public positions show.
    """
    owed: FloatArray = (_weight(tableau, standing) * earned[..., None])[..., None] * standing.guess
    return owed


def _weight(tableau: Tableau, standing: Standing) -> FloatArray:
    weight: FloatArray = (tableau.capability * tableau.decide)[..., None] * standing.salience
    return weight


def _favour(tableau: Tableau, standing: Standing, earned: FloatArray) -> FloatArray:
    """Return how much more than the mean wording the others want each who have earned it, `[R, A, I, O]`, -1..1."""
    weight, favour = _weight(tableau, standing), owed_to(tableau, standing, earned)
    np.subtract(favour.sum(axis=1, keepdims=True), favour, out=favour)
    favour /= np.maximum(weight.sum(axis=1, keepdims=True) - weight, np.finfo(float).tiny)[..., None]
    there = standing.written[:, None].astype(np.float64)
    favour -= (favour * there).sum(axis=3, keepdims=True) / there.sum(axis=3, keepdims=True)
    return favour
