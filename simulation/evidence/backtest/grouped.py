"""Folds, halves and resamples that keep a proposal together: what was settled at one table is one piece of evidence."""

import hashlib
from collections.abc import Sequence
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.rng import Streams
from simulation.stats.interval import Estimate
from simulation.stats.resample import FOLDS, GROUPS, percentiles

__all__ = ["LEVEL", "RESAMPLES", "Resampled", "folds", "groups", "is_for_fitting", "resampled_rows"]

RESAMPLES: Final = 4000
"""Draws of proposals behind every interval."""
LEVEL: Final = 0.95
_FEWEST: Final = 2


def groups(labels: Sequence[str]) -> IntArray:
    """Return the number of the group of each label `[N]`, counted in the order of their first appearance."""
    number = {label: place for place, label in enumerate(dict.fromkeys(labels))}
    return np.array([number[label] for label in labels], dtype=np.int64)


def folds(group: IntArray, seed: int, number: int) -> IntArray:
    """Return the fold of each decision `[N]`, from 0; all of a group are in one, and no fold has two groups more."""
    order = Streams(seed).generator("resample", FOLDS).permutation(int(group.max()) + 1)
    fold_of_group = np.empty(len(order), dtype=np.int64)
    fold_of_group[order] = np.arange(len(order)) % number
    found: IntArray = fold_of_group[group]
    return found


def is_for_fitting(labels: Sequence[str]) -> BoolArray:
    """Return whether what belongs to each label `[N]` may be fitted to; the other half is for judging alone.

    The rule is fixed and knows nothing but the label, without blanks around it: a proposal is for fitting where the
    first byte of the SHA-256 of its label is even. So the halves are the same in every table, order and version.
    """
    even = [hashlib.sha256(label.strip().encode()).digest()[0] % 2 == 0 for label in labels]
    return np.array(even, dtype=bool)


def resampled_rows(group: IntArray, seed: int, number: int) -> list[IntArray]:
    """Return the places of the decisions of groups drawn with replacement, in so many draws."""
    members = [np.flatnonzero(group == one) for one in range(int(group.max()) + 1)]
    generator = Streams(seed).generator("resample", GROUPS)
    drawn = generator.integers(len(members), size=(number, len(members)))
    return [np.concatenate([members[one] for one in row]) for row in drawn.tolist()]


class Resampled:
    """Means over decisions with the percentile interval of resampled groups."""

    def __init__(self, group: IntArray, seed: int) -> None:
        self._group = group
        self._seed = seed
        self._drawn: dict[int, FloatArray] = {}

    def mean(self, values: FloatArray, chosen: BoolArray | None = None) -> Estimate:
        """Return the mean of values `[N]`, of chosen ones if so asked; without ends if they are of one group.

        All estimates share their draws, so that a difference of values gives a paired interval.
        """
        middle, drawn = self._means(values, chosen)
        return _between(middle, drawn, len(values) if chosen is None else int(chosen.sum()))

    def further(
        self, first: FloatArray, second: FloatArray, target: FloatArray, chosen: BoolArray | None = None
    ) -> Estimate:
        """Return how much further the mean of first values `[N]` is from that of a target than the mean of second ones.

        Args:
            first: Values.
            second: Others.
            target: What both are held against.
            chosen: The decisions that count, `[N]`; None: all.
        """
        (one, ones), (other, others), (there, theres) = (
            self._means(values, chosen) for values in (first, second, target)
        )
        drawn = None
        if ones is not None and others is not None and theres is not None:
            drawn = np.abs(ones - theres) - np.abs(others - theres)
        n = len(target) if chosen is None else int(chosen.sum())
        return _between(abs(one - there) - abs(other - there), drawn, n)

    def _means(self, values: FloatArray, chosen: BoolArray | None) -> tuple[float, FloatArray | None]:
        """Return the mean of values, and that of each draw `[B]`; None if they are of one group."""
        some = np.ones(len(values), dtype=bool) if chosen is None else chosen
        used = values[some]
        _, at = np.unique(self._group[some], return_inverse=True)
        number = int(at.max()) + 1
        middle = float(used.mean())
        if number < _FEWEST:
            return middle, None
        drawn = self._draws(number)
        return middle, (drawn @ np.bincount(at, weights=used)) / (drawn @ np.bincount(at))

    def _draws(self, number: int) -> FloatArray:
        """Return how often each of so many groups is drawn, `[B, P]`."""
        if number not in self._drawn:
            generator = Streams(self._seed).generator("resample", GROUPS)
            counts = generator.multinomial(number, np.full(number, 1 / number), size=RESAMPLES)
            self._drawn[number] = counts.astype(np.float64)
        return self._drawn[number]


def _between(middle: float, drawn: FloatArray | None, n: int) -> Estimate:
    """Return an estimate with the percentile interval of draws; without ends if there are none."""
    if drawn is None:
        return Estimate(value=middle, low=-np.inf, high=np.inf, n=n, level=LEVEL)
    return percentiles(middle, drawn, n=n, level=LEVEL)
