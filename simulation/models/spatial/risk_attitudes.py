"""What positions are worth to delegations, their attitudes to risk, and how they see each other."""

from dataclasses import dataclass

import numpy as np

from simulation.arrays import FloatArray
from simulation.models.spatial.votes import chances, prevailing, strengths

__all__ = ["OWN_VIEW", "Table", "attitudes", "bends", "distances", "seen_attitudes", "worth"]

OWN_VIEW = 2 / 3
"""How much of its own attitude to risk a delegation sees in the others."""
_LEAST_RISK = -0.5
"""Attitudes to risk run from here to 1."""
_EVEN = 1e-9
"""Chances that differ by less than this share of the largest are taken to be the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The state of a turn, on scales of 0 to 1."""

    position: FloatArray
    """`[A, I]`, NaN where missing."""
    salience: FloatArray
    """`[A, I]`, 0 where missing; a delegation's saliences sum to at most 1."""
    capability: FloatArray
    """`[A]`"""

    @property
    def care(self) -> FloatArray:
        """How much a delegation cares at all, `[A]`."""
        return self.salience.sum(axis=1)


def distances(table: Table, there: FloatArray) -> FloatArray:
    """Return how far positions `there`, `[B, I]`, are from delegations in their own eyes, `[A, B]`.

    The root mean square over the issues, by squared salience; 0 to those who care for nothing. An issue on which
    either has no position adds nothing.
    """
    squares = np.zeros((len(table.position), len(there)))
    for issue in range(table.position.shape[1]):
        apart = np.nan_to_num(table.position[:, issue, None] - there[None, :, issue])
        squares += (table.salience[:, issue, None] * apart) ** 2
    scale = (table.salience**2).sum(axis=1)
    return np.sqrt(squares / np.where(scale > 0.0, scale, 1.0)[:, None])


def worth(distance: FloatArray, attitude: FloatArray) -> FloatArray:
    """Return what a position at a distance is worth under an attitude to risk: (1 - d)(1 + d R)."""
    return 1.0 - distance + bends(distance) * attitude


def bends(distance: FloatArray) -> FloatArray:
    """Return how much more a position at a distance is worth by each unit of attitude to risk: (1 - d) d."""
    return (1.0 - distance) * np.minimum(distance, 1.0)


def attitudes(table: Table, distance: FloatArray) -> FloatArray:
    """Return attitudes to risk, `[A]`: high for those whose position is the most likely to prevail.

    0 for all if all positions are as likely.
    """
    neutral = worth(distance, np.zeros(1))
    chance = chances(strengths(table.capability, neutral))
    likely = prevailing(chance, np.ones(len(chance)))
    low, high = likely.min(initial=1.0), likely.max(initial=0.0)
    if high - low <= _EVEN * high:
        return np.zeros_like(likely)
    attitude: FloatArray = _LEAST_RISK + (1.0 - _LEAST_RISK) * (likely - low) / (high - low)
    return attitude


def seen_attitudes(attitude: FloatArray) -> FloatArray:
    """Return the attitude to risk that h sees in i, `[A, A]`: partly h's own."""
    return OWN_VIEW * attitude[:, None] + (1.0 - OWN_VIEW) * attitude[None, :]
