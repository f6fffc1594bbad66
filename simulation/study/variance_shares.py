"""Shares of variance of Sobol, reckoned by SALib from the blocks of Saltelli's scheme.

Letters: T samples, K factors, N replications, B resamples.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.arrays import FloatArray, IntArray
from simulation.extras import needed
from simulation.words import say

__all__ = ["Blocks", "first_order", "second_order", "total_order"]

_FLAT: Final = 1e-12
"""Spread below which an outcome counts as the same everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Blocks:
    """An outcome at the points of Saltelli's scheme; its A, B, A with columns of B, and B with columns of A."""

    base: FloatArray
    """A, `(T, N)`."""
    other: FloatArray
    """B, `(T, N)`."""
    swapped: FloatArray
    """A with factor k from B, `(K, T, N)`."""
    back: FloatArray
    """B with factor k from A, `(K, T, N)`; `(0, T, N)` if the design tells no pairs."""

    @classmethod
    def of(cls, y: FloatArray, factors: int, *, second_order: bool) -> "Blocks":
        """Return the blocks of an outcome, `(V, N)`, in the order in which SALib lays its points out."""
        step = (2 if second_order else 1) * factors + 2
        by_place = y.reshape(-1, step, y.shape[1]).transpose(1, 0, 2)
        return cls(
            base=by_place[0],
            other=by_place[-1],
            swapped=by_place[1 : factors + 1],
            back=by_place[factors + 1 : -1],
        )

    def averaged(self, shares: FloatArray) -> "Blocks":
        """Return the blocks as means over replications, weighed by `shares`, `(N, B)`; centred, as estimators ask."""
        base, other = self.base @ shares, self.other @ shares
        middle = (base.mean(axis=0) + other.mean(axis=0)) / 2
        return Blocks(
            base=base - middle,
            other=other - middle,
            swapped=self.swapped @ shares - middle,
            back=self.back @ shares - middle,
        )

    def drawn(self, rows: IntArray) -> "Blocks":
        """Return the blocks with other samples in each column, `(T, B)`."""
        column = np.arange(rows.shape[1])
        return Blocks(
            base=self.base[rows, column],
            other=self.other[rows, column],
            swapped=self.swapped[:, rows, column],
            back=self.back[:, rows, column],
        )

    def variance(self) -> float:
        """Return the variance between the points of A and B together."""
        return float(np.var(np.concatenate([self.base, self.other])))


def first_order(blocks: Blocks, k: int) -> FloatArray:
    """Return the share of variance that a factor explains by itself, `(B,)`."""
    return _estimated("first_order", blocks, blocks.base, blocks.swapped[k], blocks.other)


def total_order(blocks: Blocks, k: int) -> FloatArray:
    """Return the share of variance that a factor has a part in, `(B,)`."""
    return _estimated("total_order", blocks, blocks.base, blocks.swapped[k], blocks.other)


def second_order(blocks: Blocks, j: int, k: int) -> FloatArray:
    """Return the share of variance that two factors explain together beyond each by itself, `(B,)`."""
    arrays = (blocks.base, blocks.swapped[j], blocks.swapped[k], blocks.back[j], blocks.other)
    return _estimated("second_order", blocks, *arrays)


def _estimated(estimator: str, blocks: Blocks, *arrays: FloatArray) -> FloatArray:
    """Return what an estimator of SALib makes of arrays `(T, B)`; nothing where the outcome is the same everywhere."""
    estimate: Callable[..., FloatArray] = getattr(
        needed("SALib.analyze.sobol", "SALib", say("extras.sensitivity")), estimator
    )
    if float(np.ptp(np.concatenate([blocks.base, blocks.other]))) <= _FLAT:
        return np.zeros(blocks.base.shape[1])  # SALib would warn of it
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.nan_to_num(estimate(*arrays), nan=0.0, posinf=0.0, neginf=0.0)
