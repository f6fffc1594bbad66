"""The salience-weighted mean: the baseline that every other protocol is shown next to."""

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from simulation.arrays import FloatArray
from simulation.protocols.positional import Positional, gathered, weighted_mean
from simulation.protocols.room import Room
from simulation.registry import ComponentInfo

__all__ = ["Compromise"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compromise(Positional):
    """Everybody moves at once to the mean weighted by capability times salience.

    Known as: compromise model, salience-weighted mean [VandenBos1991]_; the baseline that no peer beats on point
    error [Achen2006]_. It knows neither rules nor red lines, so it says nothing about who joins.
    """

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="compromise",
        label="Weighted mean",
        summary="The mean position weighted by capability and salience, and the wording nearest to it.",
        references=("VandenBos1991", "Achen2006"),
        promises=frozenset({"deterministic", "ends_in_text", "in_hull"}),
        cost="AI",
    )

    counting: Literal["both", "capability", "salience", "heads"] = "both"
    """By what a position counts; all but the first are null models: what the rest adds shows in the difference."""

    @property
    def rounds(self) -> int:
        """One: nobody has anything left to move for."""
        return 1

    def moved(self, room: Room, now: int) -> FloatArray:
        """Return everybody at the mean, `[R, A, I]`."""
        tableau = room.tableau
        capability = tableau.capability[..., None] if self.counting in ("both", "capability") else 1.0
        salience = tableau.given_salience if self.counting in ("both", "salience") else 1.0
        influence = np.broadcast_to(capability * salience, room.state.ideal.shape)
        return gathered(room, weighted_mean(room, influence))
