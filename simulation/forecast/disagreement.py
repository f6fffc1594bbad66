"""How far the models disagree: on each issue, and about which delegations gain from it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulation.arrays import FloatArray

__all__ = ["Standing", "apart", "standings"]


def apart(points: FloatArray) -> FloatArray:
    """Return the mean distance between two models drawn at random, on each issue, `[I]`, from points `[M, I]`.

    This is Gini's mean difference: 0 where all say the same, at most .5 (half at each end) times M / (M - 1).
    """
    models = len(points)
    if models < 2:  # noqa: PLR2004 - one model disagrees with nobody
        return np.zeros(points.shape[1])
    ordered = np.sort(points, axis=0)
    ranks = 2.0 * np.arange(1, models + 1) - models - 1
    difference: FloatArray = 2.0 * (ranks @ ordered) / (models * (models - 1))
    return difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How near a delegation comes to what it wants, by model: where models differ most, the choice of a model tells."""

    delegation: str
    loss: tuple[float, ...]
    """Mean distance of the outcome from its ideal, by salience, for each model, 0..1."""

    @property
    def spread(self) -> float:
        """Largest loss less smallest."""
        return max(self.loss) - min(self.loss)

    @property
    def best(self) -> int:
        """Place of the model under which it comes nearest to what it wants; the first of equals."""
        return int(np.argmin(self.loss))

    @property
    def worst(self) -> int:
        """Place of the model under which it stays farthest from it; the first of equals."""
        return int(np.argmax(self.loss))


def standings(
    keys: Sequence[str], ideal: FloatArray, salience: FloatArray, points: FloatArray
) -> tuple[Standing, ...]:
    """Return how each delegation fares under each model, those about whom the models differ most first.

    Args:
        keys: Of the delegations.
        ideal: `[A, I]`.
        salience: `[A, I]`; a delegation that cares for nothing counts all issues alike.
        points: Where each model lands, `[M, I]`.
    """
    total = salience.sum(axis=1, keepdims=True)
    share = np.where(total > 0, salience / np.where(total > 0, total, 1.0), 1.0 / ideal.shape[1])
    loss = np.stack([(share * np.abs(ideal - point)).sum(axis=1) for point in points], axis=1)
    found = [Standing(delegation=key, loss=tuple(row)) for key, row in zip(keys, loss.tolist(), strict=True)]
    return tuple(sorted(found, key=lambda each: -each.spread))
