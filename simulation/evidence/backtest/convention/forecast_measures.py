"""How good a forecast of pairs or of texts is: the measures of the back-test."""

from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray

__all__ = ["CERTAIN", "auc", "auc_within", "brier", "deviance_explained", "log_loss"]

CERTAIN: Final = 1e-6
"""Nearer than this to 0 or 1 no probability counts: one surprise would be all that a log score shows."""


def auc(score: FloatArray, happened: BoolArray, weight: FloatArray | None = None) -> float:
    """Return the chance that what happened has the higher score `[N]` than what did not; ties count half.

    NaN where only one of both is there. Weights `[N]` are those of a resample.
    """
    weights = np.ones(len(score)) if weight is None else weight
    values, place = np.unique(score, return_inverse=True)
    yes = np.bincount(place, weights * happened, len(values))
    no = np.bincount(place, weights * ~happened, len(values))
    pairs = yes.sum() * no.sum()
    if pairs <= 0:
        return float("nan")
    return float((yes * (no.cumsum() - no / 2)).sum() / pairs)


def auc_within(
    score: FloatArray, happened: BoolArray, group: IntArray, weight: FloatArray | None = None
) -> float:
    """Return the mean over groups `[N]` of the AUC inside each; those in which all happened, or nothing, are left out.

    Groups differ in how much happens in them: a pooled AUC would mix that with what is asked here.
    """
    found = []
    for one in range(int(group.max()) + 1):
        inside = group == one
        found.append(auc(score[inside], happened[inside], None if weight is None else weight[inside]))
    inside_each = np.array(found)
    there = ~np.isnan(inside_each)
    return float(inside_each[there].mean()) if there.any() else float("nan")


def brier(probability: FloatArray, happened: BoolArray, weight: FloatArray | None = None) -> float:
    """Return the mean squared error of probabilities `[N]`."""
    return float(np.average((probability - happened) ** 2, weights=weight))


def log_loss(probability: FloatArray, happened: BoolArray, weight: FloatArray | None = None) -> float:
    """Return the mean of minus the log of the probability `[N]` given to what came."""
    kept = np.clip(probability, CERTAIN, 1 - CERTAIN)
    return float(np.average(-np.log(np.where(happened, kept, 1 - kept)), weights=weight))


def deviance_explained(expected: FloatArray, count: FloatArray, plain: FloatArray) -> float:
    """Return the share of the Poisson deviance of counts `[P]` that expectations explain, beyond plain ones.

    NaN where plain ones are all right: there is nothing to explain.
    """
    left = _deviance(plain, count)
    return 1.0 - _deviance(expected, count) / left if left > 0 else float("nan")


def _deviance(expected: FloatArray, count: FloatArray) -> float:
    safe = np.maximum(expected, CERTAIN)
    logs = np.where(count > 0, count * np.log(np.maximum(count, 1.0) / safe), 0.0)
    return float(2.0 * (logs - (count - safe)).sum())
