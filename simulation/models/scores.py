"""How good forecasts of decisions were: proper scores, coverage, width.

Letters: N decisions, G = 101 marks from 0 to 100. Probabilities are `[N, G]`, outcomes `[N]` are places of marks.
Forecasts with mass on single marks cover more than they say when the ends of an interval count as inside; so coverage
is told twice, plain, and with the probability integral transform spread evenly over the jump at the outcome
[Czado2009]_, which a calibrated forecast meets exactly.
"""

from typing import Final

import numpy as np

from simulation.arrays import ATOL, FloatArray, IntArray

__all__ = [
    "MIXED_IN",
    "covers",
    "crps",
    "log_score",
    "log_score_of_bins",
    "pit_inside",
    "quantile_places",
    "width",
]

MIXED_IN: Final = 0.02
"""Share of a uniform forecast in every one that the logarithm scores, so that no single miss costs everything."""
_BIN: Final = (np.arange(101) + 5) // 10
"""The bin of each mark: 0-4, 5-14, ..., 95-100."""
_BINS: Final = 11


def crps(probability: FloatArray, outcome: IntArray) -> FloatArray:
    """Return the continuous ranked probability score `[N]`, in points of the scale; less is better.

    `sum over g of (F(g) - 1[y <= g])^2` [Gneiting2007]_; of a forecast that is sure of one mark, the plain distance.
    """
    below = np.cumsum(probability, axis=1)
    reached = np.arange(probability.shape[1]) >= outcome[:, None]
    score: FloatArray = ((below - reached) ** 2).sum(axis=1)
    return score


def log_score(probability: FloatArray, outcome: IntArray) -> FloatArray:
    """Return minus the log of the probability of the very mark `[N]`, with a little of a uniform forecast mixed in."""
    return _log_score(_at(probability, outcome), probability.shape[1])


def log_score_of_bins(probability: FloatArray, outcome: IntArray) -> FloatArray:
    """Return minus the log of the probability of the right one of eleven bins `[N]`, mixed likewise.

    The bins are 0-4, 5-14, ..., 95-100: whether a forecaster knows about round numbers is left out of it.
    """
    right = _BIN[outcome][:, None] == _BIN
    return _log_score((probability * right).sum(axis=1), _BINS)


def quantile_places(probability: FloatArray, share: float) -> IntArray:
    """Return the first place `[N]` at or below which so much of the probability lies, rounding aside."""
    places: IntArray = (np.cumsum(probability, axis=1) >= share - ATOL).argmax(axis=1)
    return places


def covers(probability: FloatArray, outcome: IntArray, level: float) -> FloatArray:
    """Return 1 `[N]` where the central interval of a level holds the outcome, its ends counted in, else 0."""
    low, high = (quantile_places(probability, share) for share in _ends(level))
    return ((low <= outcome) & (outcome <= high)).astype(np.float64)


def pit_inside(probability: FloatArray, outcome: IntArray, level: float) -> FloatArray:
    """Return how much of the transform at the outcome lies in the central interval of a level, `[N]` from 0 to 1.

    The transform is uniform on `[F(y - 1), F(y)]`; its mean over decisions is the level if the forecast is calibrated.
    """
    low, high = _ends(level)
    at = _at(probability, outcome)
    end = _at(np.cumsum(probability, axis=1), outcome)
    begin = end - at
    inside = np.clip(np.minimum(end, high) - np.maximum(begin, low), 0.0, None)
    is_point = at <= 0
    share: FloatArray = inside / np.where(is_point, 1.0, at)
    return np.where(is_point, (low <= begin) & (begin <= high), share).astype(np.float64)


def width(probability: FloatArray, level: float) -> FloatArray:
    """Return how many points wide the central interval of a level is, `[N]`."""
    low, high = (quantile_places(probability, share) for share in _ends(level))
    return (high - low).astype(np.float64)


def _at(values: FloatArray, outcome: IntArray) -> FloatArray:
    found: FloatArray = values[np.arange(len(values)), outcome]
    return found


def _ends(level: float) -> tuple[float, float]:
    return (1 - level) / 2, (1 + level) / 2


def _log_score(p: FloatArray, marks: int) -> FloatArray:
    score: FloatArray = -np.log((1 - MIXED_IN) * p + MIXED_IN / marks)
    return score
