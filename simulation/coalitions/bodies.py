"""Voting bodies: which sets of members win, as one or several ways of meeting up to a few weighted majorities."""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray
from simulation.errors import VotingBodyError
from simulation.words import listed, say

__all__ = ["Majority", "VotingBody", "WholeMajority", "whole_weights"]

LARGEST_UNIT: Final = 1_000_000
"""Largest denominator with which weights are looked at as fractions of the largest of them."""
MOST_UNITS: Final = 200_000
"""Most units in all that weights without a smaller common one may add up to."""
GRID: Final = 10_000
"""Units in all to which weights are rounded that have no common unit."""


@dataclass(frozen=True, slots=True)
class WholeMajority:
    """A majority in whole numbers: a set wins that has `quota` units or more."""

    units: IntArray
    """`[A]`, without a common divisor."""
    quota: int
    is_exact: bool
    """Whether the units stand in the ratio of the weights; else they were rounded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Majority:
    """Weights, and how much of them a set needs; weights of 1 count heads."""

    weights: FloatArray
    """`[A]`, not negative; whole or not."""
    quota: float
    """In the units of the weights."""
    is_strict: bool = False
    """The set needs more than the quota; else as much is enough."""

    def met(self, members: BoolArray) -> BoolArray:
        """Return a mask, `[...]`, of the sets `[..., A]` that have enough weight."""
        return self.reached(members @ self.weights)

    def reached(self, have: FloatArray) -> BoolArray:
        """Return a mask, `[...]`, of the weights in favour that are enough."""
        slack = ATOL * max(1.0, float(self.weights.sum()))
        met: BoolArray = have > self.quota + slack if self.is_strict else have >= self.quota - slack
        return met

    def in_whole_numbers(self) -> WholeMajority:
        """Return the same in whole numbers, the quota rounded up; see `whole_weights`."""
        units, is_exact = whole_weights(self.weights)
        total = float(self.weights.sum())
        if total <= 0:
            lost = self.quota > ATOL or (self.is_strict and self.quota >= -ATOL)
            return WholeMajority(units, int(lost), is_exact=True)
        needed = self.quota / total * float(units.sum())
        slack = ATOL * max(1.0, float(units.sum()))
        quota = int(np.floor(needed + slack)) + 1 if self.is_strict else int(np.ceil(needed - slack))
        return WholeMajority(units, quota, is_exact=is_exact)


@dataclass(frozen=True, slots=True, kw_only=True)
class VotingBody:
    """A set wins if in at least one of the ways it meets every majority.

    Raises:
        VotingBodyError: if majorities do not weigh the same members, or a weight is negative or no number.
    """

    ways: tuple[tuple[Majority, ...], ...]

    def __post_init__(self) -> None:
        majorities = [majority for way in self.ways for majority in way]
        sizes = {len(majority.weights) for majority in majorities}
        if len(sizes) != 1:
            raise VotingBodyError(say("problem.body.sizes", n=listed(map(str, sorted(sizes))) or "0"))
        for number, majority in enumerate(majorities, start=1):
            values = np.append(majority.weights, majority.quota)
            wrong = ~np.isfinite(values) | np.append(majority.weights < 0, False)
            if wrong.any():
                raise VotingBodyError(say("problem.body.weight", n=number, value=f"{values[wrong][0]:g}"))

    @property
    def n_members(self) -> int:
        """Number of members, A."""
        return len(self.ways[0][0].weights)

    @property
    def is_exact(self) -> bool:
        """Whether all weights have a common unit, so that counting in whole numbers changes nothing."""
        return all(majority.in_whole_numbers().is_exact for way in self.ways for majority in way)

    def wins(self, members: BoolArray) -> BoolArray:
        """Return a mask, `[...]`, of the sets `[..., A]` that win."""
        ways = [np.stack([majority.met(members) for majority in way]).all(axis=0) for way in self.ways]
        wins: BoolArray = np.stack(ways).any(axis=0)
        return wins

    def united(self, bloc: BoolArray) -> "VotingBody":
        """Return the body in which these members, `[A]`, vote as one: their first row has all their weight."""
        if not bloc.any():
            return self
        first = int(np.argmax(bloc))

        def gathered(majority: Majority) -> Majority:
            weights = np.where(bloc, 0.0, majority.weights)
            weights[first] = majority.weights[bloc].sum()
            return replace(majority, weights=weights)

        return VotingBody(ways=tuple(tuple(map(gathered, way)) for way in self.ways))


def whole_weights(weights: FloatArray) -> tuple[IntArray, bool]:
    """Return weights in whole units without a common divisor, `[A]`, and whether they stand in the same ratio.

    Weights that have no common unit, or only one that is smaller than a 200,000th of the total, are rounded to
    a 10,000th of the total; the flag is then false.
    """
    total = float(weights.sum())
    if total <= 0:
        return np.zeros(len(weights), dtype=np.int64), True
    units = _by_common_unit(weights)
    if units is not None:
        return units, True
    rounded = np.rint(weights * (GRID / total)).astype(np.int64)
    return _without_divisor(rounded), False


def _by_common_unit(weights: FloatArray) -> IntArray | None:
    if np.array_equal(weights, np.rint(weights)) and weights.max() < 1 / ATOL:
        units = _without_divisor(weights.astype(np.int64))
        return units if units.sum() <= MOST_UNITS else None
    largest = float(weights.max())
    share = weights / largest
    fractions = [Fraction(value).limit_denominator(LARGEST_UNIT) for value in share.tolist()]
    common = 1
    for fraction in fractions:
        common = int(np.lcm(common, fraction.denominator))
        if common > MOST_UNITS:
            return None
    units = np.array([int(fraction * common) for fraction in fractions], dtype=np.int64)
    same = np.abs(units / common - share).max() <= ATOL / len(weights)
    return _without_divisor(units) if same and units.sum() <= MOST_UNITS else None


def _without_divisor(units: IntArray) -> IntArray:
    divisor = int(np.gcd.reduce(units))
    return units // max(divisor, 1)
