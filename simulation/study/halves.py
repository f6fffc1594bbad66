"""Two halves of runs that have no point and no replication in common: one to find in, one to judge on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.rng import Streams
from simulation.stats.interval import Estimate, share

__all__ = ["Halves", "halve"]

_FOLDS: Final = 5
_RESAMPLES: Final = 400
_SPLIT, _DRAWN = 3, 5
"""Places in the stream `resample`."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Halves:
    """Which of n runs belong to which half; runs that share a group with both belong to neither."""

    first: BoolArray
    """`(n,)`"""
    second: BoolArray
    """`(n,)`"""
    folds: IntArray
    """Fifths of the first half, `(first,)`, 0 to 4; no group of the first kind lies in two."""
    groups: tuple[IntArray, ...]
    """Of the second half, each numbered from 0."""
    seed: int

    def fewest(self, among: BoolArray) -> int:
        """Return the number of groups among some runs of the second half, of the kind that has fewest."""
        return min((len(np.unique(group[among])) for group in self.groups), default=int(among.sum()))

    def share(self, hits: BoolArray, among: BoolArray, level: float) -> Estimate:
        """Return the share of hits among some runs of the second half; nothing is known of none.

        Wilson's interval takes runs as independent; where they come in groups, these are drawn anew as well, each kind
        by itself (Owen and Eckles 2012), and the wider interval counts.
        """
        n = int(among.sum())
        if n == 0:
            return Estimate(value=0.0, low=0.0, high=1.0, n=0, level=level)
        plain = share(int((hits & among).sum()), n, level=level)
        if not self.groups:
            return plain
        drawn = self._drawn(hits, among)
        low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2]) if len(drawn) else (0.0, 1.0)
        return Estimate(
            value=plain.value,
            low=min(plain.low, float(low)),
            high=max(plain.high, float(high)),
            n=n,
            level=level,
        )

    def _drawn(self, hits: BoolArray, among: BoolArray) -> FloatArray:
        """Return the share under draws of whole groups with replacement."""
        generator = Streams(self.seed).generator("resample", _DRAWN)
        numbers = [int(group.max()) + 1 for group in self.groups]
        within = [group[among] for group in self.groups]
        answers = hits[among].astype(np.float64)
        shares = []
        for _ in range(_RESAMPLES):
            counts = np.ones(len(answers))
            for number, group in zip(numbers, within, strict=True):
                counts *= generator.multinomial(number, np.full(number, 1 / number))[group]
            if counts.sum() > 0:
                shares.append(float(counts @ answers / counts.sum()))
        return np.array(shares)


def halve(groups: Sequence[IntArray], n: int, seed: int) -> Halves:
    """Return two random halves of n runs, whole groups together; of a single group there is no second half."""
    generator = Streams(seed).generator("resample", _SPLIT)
    kinds = [np.unique(group, return_inverse=True)[1].astype(np.int64) for group in groups]
    first = second = np.ones(n, dtype=np.bool_)
    orders = []
    # Without groups every run is one.
    for group in kinds or [np.arange(n, dtype=np.int64)]:
        number = int(group.max(initial=0)) + 1
        order = generator.permutation(number)[group]
        first = first & (order < (number + 1) // 2)
        second = second & (order >= (number + 1) // 2)
        orders.append(order)
    return Halves(
        first=first,
        second=second,
        folds=(orders[0][first] % _FOLDS).astype(np.int64),
        groups=tuple(np.unique(group[second], return_inverse=True)[1].astype(np.int64) for group in kinds),
        seed=seed,
    )
