"""Landscape theory as a protocol: the room falls into two camps, and the heavier one has its way."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np
from annotated_types import Interval

from simulation.arrays import FloatArray, IntArray
from simulation.models.landscape import explore, propensity_of
from simulation.protocols.positional import Positional, gathered, weighted_mean
from simulation.protocols.room import Room
from simulation.registry import ComponentInfo
from simulation.rng import Streams

__all__ = ["Landscape"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Landscape(Positional):
    """Delegations side with those they agree with until nobody would change sides; the heavier camp's mean prevails.

    Known as: landscape theory of aggregation [Axelrod1993]_, with capability as size and agreement less `threshold` as
    propensity. The theory ends with the camps; that the heavier camp's mean becomes the text is our addition.
    """

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="landscape",
        label="Two camps",
        summary="The room falls into the two camps with the least friction, and the heavier one prevails.",
        references=("Axelrod1993",),
        promises=frozenset({"ends_in_text", "in_hull"}),
        cost="A2I",
    )
    threshold: Annotated[float, Interval(ge=0, le=1)] | None = None
    """Agreement, 0..1, from which two would rather be together; None: the mean of all pairs of the room."""
    starts: Annotated[int, Interval(ge=1, le=65_536)] = 512
    """Partitions that the search starts from where there are too many to start from each."""

    @property
    def rounds(self) -> int:
        """One: once the camps stand, nobody moves."""
        return 1

    def moved(self, room: Room, now: int) -> FloatArray:
        """Return everybody at the mean of the heavier camp, `[R, A, I]`; of two as heavy, of the first."""
        tableau, state = room.tableau, room.state
        streams = Streams(tableau.seed)
        camp = np.stack(
            [
                self._camps(
                    state.ideal[row],
                    tableau.given_salience[row],
                    tableau.capability[row],
                    streams.generator("model", replication),
                )
                for row, replication in enumerate(tableau.replications.tolist())
            ]
        )
        second = (camp * tableau.capability).sum(axis=1) > tableau.capability.sum(axis=1) / 2
        inside = (camp == second[:, None])[..., None]
        influence = tableau.capability[..., None] * tableau.given_salience
        # Who cares for nothing in the camp counts by presence alone, so that the other camp never decides.
        nobody = (influence * inside).sum(axis=1, keepdims=True) <= 0
        return gathered(room, weighted_mean(room, np.where(nobody, 1.0, influence) * inside))

    def _camps(
        self, position: FloatArray, salience: FloatArray, size: FloatArray, generator: np.random.Generator
    ) -> IntArray:
        """Return the camp, 0 or 1, of each delegation of one replication, `[A]`."""
        agreement = _agreement(position, salience)
        pairs = len(size) * (len(size) - 1)
        usual = agreement.sum() / pairs if pairs else 0.0
        threshold = usual if self.threshold is None else self.threshold
        propensity = propensity_of(agreement, threshold)
        deepest: IntArray = explore(size, propensity, generator=generator, starts=self.starts)[0]
        return deepest


def _agreement(position: FloatArray, salience: FloatArray) -> FloatArray:
    """Return 1 less the mean distance of two over the issues, by the sum of their saliences, `[A, A]`, diagonal 0."""
    apart, total = np.zeros((2, len(position), len(position)))
    for issue in range(position.shape[1]):
        both = salience[:, None, issue] + salience[None, :, issue]
        apart += both * np.abs(position[:, None, issue] - position[None, :, issue])
        total += both
    agreement = 1.0 - np.divide(apart, total, out=np.zeros_like(apart), where=total > 0)
    np.fill_diagonal(agreement, 0.0)
    return agreement
