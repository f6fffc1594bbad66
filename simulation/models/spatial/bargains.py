"""What is offered in a challenge, and which of the bargains on the table each delegation keeps."""

from dataclasses import dataclass

import numpy as np

from simulation.arrays import FloatArray, IntArray
from simulation.models.spatial.choices import SpatialOptions
from simulation.models.spatial.views import Table, distances, worth
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


def offer(table: Table, target: IntArray, chance: FloatArray, options: SpatialOptions) -> Bargains:
    """Return the bargains that are proposed, from targets `[A]` and the chances that i sees to beat j, `[A, A]`."""
    i = np.nonzero(target >= 0)[0]
    j = target[i]
    p = chance[i, j][:, None]
    mine, theirs = table.position[i], table.position[j]
    power = 1 if options.interpolation == "s1p1" else 2
    care_i, care_j = table.salience[i] ** power, table.salience[j] ** power
    if options.interpolation == "s2pmax":
        yields_i, yields_j = np.maximum(1.0 - 2.0 * p, 0.0), np.maximum(2.0 * p - 1.0, 0.0)
        share_i = yields_i * care_j / (yields_i * care_j + _LEAST + (1.0 - yields_i) * care_i)
        share_j = yields_j * care_i / (yields_j * care_i + _LEAST + (1.0 - yields_j) * care_j)
        to_i, to_j = mine + share_i * (theirs - mine), theirs + share_j * (mine - theirs)
    else:
        pull_i, pull_j = care_i * p**power, care_j * (1.0 - p) ** power
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


def keep(
    table: Table,
    distance: FloatArray,
    attitude: FloatArray,
    bargains: Bargains,
    *,
    options: SpatialOptions,
    rng: np.random.Generator | None,
) -> tuple[IntArray, FloatArray]:
    """Return what each delegation keeps, `[A]`, and the chances that decided it, `[A, 1 + P]`.

    Option 0 is to stay, option 1 + b the bargain b. A delegation looks at those that it is a side of. All vote on them
    by what the positions would be worth to them on average; the most likely one is kept, the first of equally likely
    ones or, with a generator, one drawn by these chances.
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
    chance = chances(options.victory, strengths(options.voting, table.capability, mean))
    listed = np.zeros((n, 1 + len(bargains.proposer)))
    listed[:, 0] = 1.0
    number = 1 + np.arange(len(bargains.proposer))
    listed[bargains.proposer, number] = listed[bargains.target, number] = 1.0
    likely = prevailing(chance, listed)
    if rng is not None:
        level = np.cumsum(likely, axis=1)
        return (level < rng.random((n, 1)) * level[:, -1:]).sum(axis=1), likely
    best = likely.max(axis=1, keepdims=True)
    return (likely >= best - _SAME).argmax(axis=1), likely
