"""The strength of coalitions for one position against another, and the chances that follow."""

import numpy as np

from simulation.arrays import FloatArray

__all__ = ["chances", "prevailing", "strengths"]

_NOBODY = 1e-8
"""Strength of a coalition without members: keeps chances defined."""
_LOG_MOST = 700.0
"""Logarithms of odds above this are too large for a number."""
_TINY = np.finfo(np.float64).tiny


def strengths(capability: FloatArray, worth: FloatArray) -> FloatArray:
    """Return the strength of the coalition for option a against option b, `[B, B]`.

    Every delegation votes on every pair by capability `[A]` times the difference of what the options are worth to it,
    `[A, B]`.
    """
    from scipy.spatial.distance import pdist, squareform

    weighed = worth * capability[:, None]
    # What a has more than b, and all that moves either way: half of their sum is what moves to a.
    total = weighed.sum(axis=0)
    moved = squareform(pdist(np.ascontiguousarray(weighed.T), "cityblock"))
    return _NOBODY + np.maximum(moved + (total[:, None] - total), 0.0) / 2.0


def chances(strength: FloatArray) -> FloatArray:
    """Return the chance that option a beats option b, `[B, B]`, in proportion to the strengths of coalitions.

    1/2 on the diagonal.
    """
    odds = np.exp(np.minimum(np.log(strength.T / strength), _LOG_MOST))
    chance: FloatArray = 1.0 / (1.0 + odds)
    return chance


def prevailing(chance: FloatArray, options: FloatArray) -> FloatArray:
    """Return the chance of each option to beat all others if one does, `[..., B]`.

    `options` is `[..., B]`: 1 for the options that are there and 0 for the others, which get 0.
    """
    there = options > 0.0
    log = options @ np.log(np.maximum(chance, _TINY)).T
    log = np.where(there, log, -np.inf)
    top = log.max(axis=-1, keepdims=True, initial=-np.inf)
    likely = np.exp(log - np.where(np.isfinite(top), top, 0.0))
    share: FloatArray = likely / np.maximum(likely.sum(axis=-1, keepdims=True), 1.0)
    return share
