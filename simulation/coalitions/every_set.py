"""Looks at every set of the members of a small voting body: right for any weights, whole numbers or not."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.coalitions.bodies import VotingBody

__all__ = ["MOST_MEMBERS", "EverySet", "every_set", "who_counts"]

MOST_MEMBERS: Final = 20
"""Most members that count for anything: a million sets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EverySet:
    """All sets of the M members of a body that count for anything: bit i of a place says whether row i is in it."""

    rows: IntArray
    """Those members, by row of the body, `[M]`."""
    wins: BoolArray
    """Which sets win, `[2^M]`."""

    @property
    def sizes(self) -> IntArray:
        """Number of members of each set, `[2^M]`."""
        return _sizes(len(self.rows))

    def swings(self) -> FloatArray:
        """Return how many sets without a member it turns, by their size, `[S, M]`; sizes 0 to M - 1."""
        n = len(self.rows)
        found = np.zeros((n, n))
        sizes = _sizes(n - 1) if n else np.zeros(0, dtype=np.int64)
        for member in range(n):
            # Sets in the order of the others' bits, without it and with it.
            halves = self.wins.reshape(-1, 2, 2**member)
            turned = (halves[:, 1] & ~halves[:, 0]).ravel()
            found[:, member] = np.bincount(sizes[turned], minlength=n)
        return found

    def fewest_that_win(self) -> int | None:
        """Return the size of the smallest set that wins; None if none does."""
        return int(self.sizes[self.wins].min()) if self.wins.any() else None

    def fewest_that_block(self) -> int | None:
        """Return the size of the smallest set that nothing passes without; None if no set can stop anything."""
        return None if self.wins.all() else len(self.rows) - int(self.sizes[~self.wins].max())


def who_counts(body: VotingBody) -> IntArray:
    """Return the members, by row, that have a weight in some majority, `[M]`."""
    weights = [majority.weights > 0 for way in body.ways for majority in way]
    return np.flatnonzero(np.any(weights, axis=0))


def every_set(body: VotingBody) -> EverySet | None:
    """Return all sets of the members that count; None if these are more than twenty."""
    rows = who_counts(body)
    if len(rows) > MOST_MEMBERS:
        return None
    wins = np.zeros(2 ** len(rows), dtype=np.bool_)
    for way in body.ways:
        met = np.ones(len(wins), dtype=np.bool_)
        for majority in way:
            met &= majority.reached(_sums(majority.weights[rows]))
        wins |= met
    return EverySet(rows=rows, wins=wins)


def _sums(weights: FloatArray) -> FloatArray:
    """Return what every set of members weighs, `[2^M]`."""
    sums = np.zeros(1)
    for weight in weights.tolist():
        sums = np.concatenate([sums, sums + weight])
    return sums


def _sizes(n: int) -> IntArray:
    return np.bitwise_count(np.arange(2**n)).astype(np.int64)
