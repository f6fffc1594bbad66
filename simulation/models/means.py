"""Forecast by a mean or a median of the positions: the compromise model, its null models, the weighted median."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from simulation.arrays import ATOL, BoolArray, FloatArray
from simulation.models.inputs import as_batch, as_positions

__all__ = [
    "Means",
    "Median",
    "capability_mean",
    "counts_nobody",
    "means",
    "plain_mean",
    "salience_mean",
    "weighted_mean",
    "weighted_median",
]


@dataclass(frozen=True, slots=True)
class Median:
    """The weighted median; `lower` is the forecast, and between the two every point is as good."""

    lower: FloatArray
    """`[...]`, in the unit of the positions."""
    upper: FloatArray
    """`[...]`; equal to `lower` unless exactly half of the capability times salience lies on either side."""


@dataclass(frozen=True, slots=True)
class Means:
    """The weighted mean beside its null models and the median; each `[...]`, in the unit of the positions."""

    weighted: FloatArray
    capability_only: FloatArray
    salience_only: FloatArray
    plain: FloatArray
    median: Median
    counts_nobody: BoolArray
    """Nobody has capability times salience, so `weighted` is the plain mean and the median counts heads."""


def weighted_mean(position: ArrayLike, capability: ArrayLike, salience: ArrayLike) -> FloatArray:
    """Return the mean weighted by capability times salience, `[...]`, of positions `[..., A]`.

    `O = sum c s x / sum c s`: the compromise model [VandenBos1991]_, which more elaborate models hardly beat
    [Achen2006]_. It is the plain mean where everybody's capability times salience is 0 (`counts_nobody` says where),
    and NaN where nobody has a position. A delegation whose position is NaN does not count.
    """
    where, capable, salient = as_batch(position, capability, salience)
    return _mean(where, capable * salient)


def capability_mean(position: ArrayLike, capability: ArrayLike) -> FloatArray:
    """Return the mean weighted by capability alone, `[...]`: a null model. Falls back as `weighted_mean` does."""
    return weighted_mean(position, capability, 1.0)


def salience_mean(position: ArrayLike, salience: ArrayLike) -> FloatArray:
    """Return the mean weighted by salience alone, `[...]`: a null model. Falls back as `weighted_mean` does."""
    return weighted_mean(position, 1.0, salience)


def plain_mean(position: ArrayLike) -> FloatArray:
    """Return the mean in which everybody counts alike, `[...]`: a null model."""
    return weighted_mean(position, 1.0, 1.0)


def counts_nobody(position: ArrayLike, capability: ArrayLike, salience: ArrayLike) -> BoolArray:
    """Return where everybody's capability times salience is 0, `[...]`, so that heads are counted instead."""
    _, capable, salient = as_batch(position, capability, salience)
    return np.asarray(~(capable * salient > 0).any(axis=-1))


def weighted_median(position: ArrayLike, capability: ArrayLike, salience: ArrayLike) -> Median:
    """Return the weighted median of positions `[..., A]`.

    It minimises `D(y) = sum c s |x - y|`. As every vote between two positions counts by the distance it saves, `a`
    beats `b` exactly if `D(a) < D(b)`: the winner of all votes by pairs [Scholz2011]_ is this median, and no
    tournament is needed. Of equally good positions the forecast is the lowest. Heads are counted where everybody's
    capability times salience is 0; NaN where nobody has a position.
    """
    where, capable, salient = as_batch(position, capability, salience)
    influence = _influence(where, capable * salient)
    order = np.argsort(where, axis=-1, kind="stable")  # NaN comes last, and weighs nothing
    at = np.take_along_axis(where, order, axis=-1)
    share = np.take_along_axis(influence, order, axis=-1).cumsum(axis=-1)
    half, slack = share[..., -1:] / 2, ATOL * share[..., -1:]
    lower = np.argmax(share >= half - slack, axis=-1, keepdims=True)
    upper = np.argmax(share > half + slack, axis=-1, keepdims=True)
    return Median(*(np.take_along_axis(at, place, axis=-1)[..., 0] for place in (lower, upper)))


def means(position: ArrayLike, capability: ArrayLike, salience: ArrayLike) -> Means:
    """Return the weighted mean, its null models and the median of positions `[..., A]` side by side."""
    where = as_positions(position)
    return Means(
        weighted=weighted_mean(where, capability, salience),
        capability_only=capability_mean(where, capability),
        salience_only=salience_mean(where, salience),
        plain=plain_mean(where),
        median=weighted_median(where, capability, salience),
        counts_nobody=counts_nobody(where, capability, salience),
    )


def _influence(position: FloatArray, influence: FloatArray) -> FloatArray:
    """Return the influence, or 1 for everybody who has a position where all have none; 0 without a position."""
    return np.where((influence > 0).any(axis=-1, keepdims=True), influence, ~np.isnan(position))


def _mean(position: FloatArray, influence: FloatArray) -> FloatArray:
    share = _influence(position, influence)
    counts = share > 0
    total = share.sum(axis=-1)
    mean = (np.where(counts, position, 0.0) * share).sum(axis=-1) / np.where(total > 0, total, 1.0)
    low = np.where(counts, position, np.inf).min(axis=-1)
    high = np.where(counts, position, -np.inf).max(axis=-1)
    # Rounding must not carry the mean of equal positions beyond them.
    return np.where(total > 0, np.clip(mean, low, np.maximum(low, high)), np.nan)
