"""Forecast by the mean or the median of the positions, weighted: the compromise model, the winner of all votes."""

import numpy as np
from numpy.typing import ArrayLike

from simulation.arrays import ATOL, FloatArray
from simulation.models.inputs import as_batch

__all__ = ["weighted_mean", "weighted_median"]


def weighted_mean(position: ArrayLike, capability: ArrayLike, salience: ArrayLike) -> FloatArray:
    """Return the mean weighted by capability times salience, `[...]`, of positions `[..., A]`.

    `O = sum c s x / sum c s`: the compromise model [VandenBos1991]_, which more elaborate models hardly beat
    [Achen2006]_. It is the plain mean where everybody's capability times salience is 0, and NaN where nobody has a
    position. A delegation whose position is NaN does not count.
    """
    where, capable, salient = as_batch(position, capability, salience)
    share = _influence(where, capable * salient)
    counts = share > 0
    total = share.sum(axis=-1)
    mean = (np.where(counts, where, 0.0) * share).sum(axis=-1) / np.where(total > 0, total, 1.0)
    low = np.where(counts, where, np.inf).min(axis=-1)
    high = np.where(counts, where, -np.inf).max(axis=-1)
    # Rounding must not carry the mean of equal positions beyond them.
    return np.where(total > 0, np.clip(mean, low, np.maximum(low, high)), np.nan)


def weighted_median(position: ArrayLike, capability: ArrayLike, salience: ArrayLike) -> FloatArray:
    """Return the weighted median, `[...]`, of positions `[..., A]`.

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
    lowest = np.argmax(share >= half - slack, axis=-1, keepdims=True)
    median: FloatArray = np.take_along_axis(at, lowest, axis=-1)[..., 0]
    return median


def _influence(position: FloatArray, influence: FloatArray) -> FloatArray:
    """Return the influence, or 1 for everybody who has a position where all have none; 0 without a position."""
    return np.where((influence > 0).any(axis=-1, keepdims=True), influence, ~np.isnan(position))
