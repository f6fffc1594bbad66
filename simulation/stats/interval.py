"""Estimates with intervals: shares, means, and paired differences of both."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, Final

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray

__all__ = [
    "LEVEL",
    "Estimate",
    "mean",
    "paired_mean",
    "paired_share",
    "share",
    "smallest_clear_share",
    "student",
]

LEVEL: Final = 0.9
"""Confidence of intervals where nobody asks for another."""
_FEWEST: Final = 2
"""Below this number of values there is no spread to tell an interval from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A value with its interval; n values stand behind it."""

    value: float
    low: float
    high: float
    n: int
    level: float = LEVEL

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> "Estimate":
        """Return the estimate that plain data holds, in which an interval without an end has None there."""
        low, high = (plain[end] for end in ("low", "high"))
        return cls(
            value=plain["value"],
            low=-np.inf if low is None else low,
            high=np.inf if high is None else high,
            n=plain["n"],
            level=plain["level"],
        )

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out zero: of a difference, that there is one beyond noise."""
        return self.low > ATOL or self.high < -ATOL

    @property
    def is_unanimous(self) -> bool:
        """Whether all values behind it are the same: there is no spread to give an interval of."""
        return self.high - self.low <= ATOL


def share(hits: int, n: int, *, level: float = LEVEL) -> Estimate:
    """Return a share with the interval of Wilson (1927), which holds near 0 and 1 as well.

    Raises:
        ValueError: if there is nothing to take a share of.
    """
    if n < 1:
        raise ValueError("a share needs at least one value")
    p, z = hits / n, _z(level)
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    # At 0 and 1 the ends are exact, whatever the arithmetic leaves over.
    low = 0.0 if hits == 0 else max(0.0, float(middle - half))
    high = 1.0 if hits == n else min(1.0, float(middle + half))
    return Estimate(value=p, low=low, high=high, n=n, level=level)


def mean(values: FloatArray, *, level: float = LEVEL) -> Estimate:
    """Return a mean with Student's interval: a point where nothing differs, without ends (infinite) of one value.

    Raises:
        ValueError: if there are no values.
    """
    n = len(values)
    if n < 1:
        raise ValueError("a mean needs at least one value")
    middle = float(np.mean(values))
    if n < _FEWEST:
        return Estimate(value=middle, low=-np.inf, high=np.inf, n=n, level=level)
    half = student(n - 1, level) * float(np.std(values, ddof=1) / np.sqrt(n))
    return Estimate(value=middle, low=middle - half, high=middle + half, n=n, level=level)


def paired_mean(base: FloatArray, variant: FloatArray, *, level: float = LEVEL) -> Estimate:
    """Return the mean of variant less base, pair by pair: Student's interval on the differences.

    Raises:
        ValueError: if there are no pairs, or not as many of one as of the other.
    """
    if len(base) != len(variant):
        raise ValueError(f"pairs need equal numbers: {len(base)} and {len(variant)}")
    return mean(variant - base, level=level)


def paired_share(base: BoolArray, variant: BoolArray, *, level: float = LEVEL) -> Estimate:
    """Return the difference of two shares in the same pairs, variant less base (Agresti and Min 2005).

    Wald's interval after half a pair is added to each of the four cells: it does not shrink to a point where no pair
    differs, and it covers about what it says for small numbers too. The value is the plain difference.

    Raises:
        ValueError: if there are no pairs, or not as many of one as of the other.
    """
    n = len(base)
    if n != len(variant):
        raise ValueError(f"pairs need equal numbers: {n} and {len(variant)}")
    if n < 1:
        raise ValueError("a difference needs at least one pair")
    gained = int((~base & variant).sum())
    lost = int((base & ~variant).sum())
    m, b, c = n + 2, gained + 0.5, lost + 0.5
    middle = (b - c) / m
    half = float(_z(level) * np.sqrt((b + c) - (b - c) ** 2 / m) / m)
    return Estimate(
        value=(gained - lost) / n,
        low=max(-1.0, middle - half),
        high=min(1.0, middle + half),
        n=n,
        level=level,
    )


def smallest_clear_share(n: int, *, level: float = LEVEL) -> float:
    """Return the least difference of two paired shares that n pairs tell from none, where half of all pairs differ.

    A planning figure: fewer pairs differ as a rule, so that smaller differences come out clear too.

    >>> round(smallest_clear_share(200), 2)
    0.08
    """
    return float(_z(level) * np.sqrt(0.5 / n))


def student(freedom: int, level: float) -> float:
    """Return the half-width of an interval in standard errors, by degrees of freedom."""
    from scipy.special import stdtrit  # a third of a second: only when there is something to tell

    return float(stdtrit(freedom, (1 + level) / 2))


def _z(level: float) -> float:
    return NormalDist().inv_cdf((1 + level) / 2)
