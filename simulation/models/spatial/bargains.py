"""What is offered in a challenge, and which of the bargains on the table each delegation keeps."""

from dataclasses import dataclass

import numpy as np

from simulation.arrays import FloatArray, IntArray
from simulation.models.spatial.risk_attitudes import Table, distances, worth
from simulation.models.spatial.votes import chances, prevailing, strengths

__all__ = ["Bargains", "keep", "offer"]

_LEAST = 1e-6
"""Keeps offers defined where neither side cares or neither can win."""
_DIGITS = 1e4
"""Offers have four decimals."""
_SAME = 1e-12
"""Chances this near to the best are as good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bargains:
    """P bargains, in the order of those who propose them."""

    proposer: IntArray
    """`[P]`"""
    target: IntArray
    """`[P]`"""
    proposer_to: FloatArray
    """Where the proposer would go, `[P, I]`."""
    target_to: FloatArray
    """Where its target would go, `[P, I]`."""


def offer(table: Table, target: IntArray, chance: FloatArray) -> Bargains:
    """Return the bargains that are proposed, from targets `[A]` and the chances that i sees to beat j, `[A, A]`.

    They lie between the two positions, by squares of salience and chance.
    """
    i = np.nonzero(target >= 0)[0]
    j = target[i]
    p = chance[i, j][:, None]
    mine, theirs = table.position[i], table.position[j]
    pull_i, pull_j = table.salience[i] ** 2 * p**2, table.salience[j] ** 2 * (1.0 - p) ** 2
    total = pull_i + pull_j + _LEAST
    to_i = _rounded(((pull_i + _LEAST) * mine + pull_j * theirs) / total)
    to_j = _rounded((pull_i * mine + (pull_j + _LEAST) * theirs) / total)
    alone = np.isnan(mine) | np.isnan(theirs)  # nothing to bargain about on this issue
    return Bargains(
        proposer=i, target=j, proposer_to=np.where(alone, mine, to_i), target_to=np.where(alone, theirs, to_j)
    )


def _rounded(position: FloatArray) -> FloatArray:
    """Return positions with four decimals, halves upwards."""
    return np.floor(0.5 + position * _DIGITS) / _DIGITS


def keep(table: Table, distance: FloatArray, attitude: FloatArray, bargains: Bargains) -> IntArray:
    """Return what each delegation keeps, `[A]`.

    Option 0 is to stay, option 1 + b the bargain b. A delegation looks at those that it is a side of. All vote on them
    by what the positions would be worth to them on average; the most likely one is kept, of equally likely ones the
    first.
    """
    n = len(distance)
    value = worth(distance, attitude[:, None])  # [A, A]
    total = value.sum(axis=1, keepdims=True)
    new = sum(
        worth(distances(table, there), attitude[:, None])
        for there in (bargains.proposer_to, bargains.target_to)
    )
    change = new - value[:, bargains.proposer] - value[:, bargains.target]
    mean = np.concatenate([total, total + change], axis=1) / max(n, 1)
    chance = chances(strengths(table.capability, mean))
    listed = np.zeros((n, 1 + len(bargains.proposer)))
    listed[:, 0] = 1.0
    number = 1 + np.arange(len(bargains.proposer))
    listed[bargains.proposer, number] = listed[bargains.target, number] = 1.0
    likely = prevailing(chance, listed)
    return (likely >= likely.max(axis=1, keepdims=True) - _SAME).argmax(axis=1)
