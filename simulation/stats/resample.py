"""What chance does to an analysis of many points: noise between replications, and draws behind intervals.

Letters: V points, N replications of each, B resamples. All points share their replications (common random numbers).
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.arrays import FloatArray, IntArray
from simulation.errors import StudyError
from simulation.rng import Streams
from simulation.stats.interval import Estimate
from simulation.words import NOTHING, Said, said, say

__all__ = [
    "FOLDS",
    "GROUPS",
    "MEMBERS",
    "RESAMPLES",
    "ROLL_CALLS",
    "ROUNDING",
    "Noise",
    "as_outcome",
    "fewest_replications",
    "floor",
    "noise",
    "percentiles",
    "resampled_replications",
    "resampled_rows",
    "signs",
    "spread_interval",
]

ROUNDING: Final = 1e-12
"""What is no larger is an error of arithmetic."""
RESAMPLES: Final = 200
"""Draws behind every interval of an index."""
_FLAT: Final = ROUNDING**2
"""Variance below which numbers differ by rounding only."""
_MUCH: Final = 0.1
"""Share of noise from which more replications are worth asking for."""
_ROWS, _SIGNS, _REPLICATIONS = 0, 1, 2
GROUPS, FOLDS, ROLL_CALLS, MEMBERS = 3, 4, 5, 6
"""Places in the stream `resample`, so that no draw depends on how many others there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """How much of what varies is chance between replications and not the factors; all indices are bounded by it."""

    of_means: float | None
    """Share of the variance between the means of points; None of one replication, which tells nothing of noise."""
    of_runs: float | None
    """Share of the variance between single runs."""
    replications: int
    """Of each point."""
    sentence: Said


def noise(y: FloatArray) -> Noise:
    """Return how much of the variance of an outcome, `(V, N)` or exact `(V,)`, is noise between replications.

    Of means, it is the variance within points over N, relative to the variance between their means. What a replication
    does to all points alike moves no point against another and is left out (two-way analysis of variance): common
    random numbers pay off here.
    """
    if y.ndim == 1:
        return Noise(of_means=0.0, of_runs=0.0, replications=1, sentence=said("noise.exact"))
    v, n = y.shape
    if n == 1:
        return Noise(of_means=None, of_runs=None, replications=1, sentence=said("noise.one"))
    means = y.mean(axis=1)
    between = float(means.var(ddof=1)) if v > 1 else 0.0
    rest = y - means[:, None] - y.mean(axis=0) + y.mean()
    residual = float((rest**2).sum() / (max(1, v - 1) * (n - 1)))
    within = float(y.var(axis=1, ddof=1).mean())
    of_means = min(1.0, residual / n / between) if between > _FLAT else 0.0
    systematic = max(0.0, between - residual / n)
    of_runs = within / (within + systematic) if within > _FLAT else 0.0
    told = said("noise.told", means=_percent(of_means), runs=_percent(of_runs), n=n)
    more = said("noise.more") if of_means > _MUCH else NOTHING
    return Noise(of_means=of_means, of_runs=of_runs, replications=n, sentence=Said.joined(told, more))


def as_outcome(y: FloatArray, points: int) -> FloatArray:
    """Return an outcome as numbers: `(V, N)` replications, or `(V,)` values that are exact.

    Raises:
        ValueError: if there are not as many rows as points.
        StudyError: if an outcome is no number somewhere.
    """
    outcome = np.asarray(y, dtype=np.float64)
    if outcome.ndim not in (1, 2) or len(outcome) != points or outcome.size < points:
        raise ValueError(
            f"an outcome of {points} points has so many rows: this one has shape {outcome.shape}"
        )
    missing = int((~np.isfinite(outcome.reshape(points, -1))).any(axis=1).sum())
    if missing:
        raise StudyError(say("study.problem.points_without_value", missing=missing, points=points))
    return outcome


def fewest_replications(level: float) -> int:
    """Return the fewest replications from which the signs of differences can tell an effect from noise.

    With n replications, all signs agree by chance with probability `2^(1-n)`.

    >>> fewest_replications(0.9)
    6
    """
    return math.floor(1 - math.log2((1 - level) / 2)) + 1


def floor(by_chance: FloatArray, level: float, *, replications: int, exact: bool) -> float | None:
    """Return what chance alone seldom passes, from `(B,)` values made by chance.

    As good as nought if the outcome is exact; None if there are too few replications to tell.
    """
    if exact:
        return ROUNDING
    if replications < fewest_replications(level):
        return None
    return max(ROUNDING, float(np.quantile(by_chance, (1 + level) / 2)))


def resampled_rows(n: int, seed: int) -> IntArray:
    """Return rows drawn with replacement, `(n, B)`: trajectories or samples that an interval rests on."""
    drawn: IntArray = Streams(seed).generator("resample", _ROWS).integers(n, size=(n, RESAMPLES))
    return drawn


def resampled_replications(n: int, seed: int) -> FloatArray:
    """Return the shares of replications drawn with replacement, `(N, B)`, each column with sum 1."""
    generator = Streams(seed).generator("resample", _REPLICATIONS)
    shares: FloatArray = generator.multinomial(n, np.full(n, 1 / n), size=RESAMPLES).T / n
    return shares


def signs(n: int, seed: int) -> FloatArray:
    """Return random signs over N, `(N, B)`: what a mean difference is made of if there is nothing but noise."""
    drawn = Streams(seed).generator("resample", _SIGNS).integers(2, size=(n, RESAMPLES))
    share: FloatArray = (2.0 * drawn - 1.0) / n
    return share


def percentiles(value: float, resampled: FloatArray, *, n: int, level: float) -> Estimate:
    """Return a value with the percentile interval of resamples `(B,)`; those without a value are left out."""
    low, high = np.nanquantile(resampled, [(1 - level) / 2, (1 + level) / 2])
    return Estimate(value=value, low=float(low), high=float(high), n=n, level=level)


def spread_interval(
    value: float, resampled: FloatArray, *, n: int, level: float, least: float = -math.inf
) -> Estimate:
    """Return a value with the normal interval of its resamples' spread, no end of it below `least`."""
    from scipy.special import ndtri  # a third of a second: only when there is a spread to tell

    half = float(ndtri((1 + level) / 2) * resampled.std(ddof=1))
    return Estimate(value=value, low=max(least, value - half), high=value + half, n=n, level=level)


def _percent(share: float) -> Said:
    if 0.0 < share < 0.01:  # noqa: PLR2004 - one in a hundred
        return said("noise.less", share=Said.percent(0.01))
    return Said.percent(share)
