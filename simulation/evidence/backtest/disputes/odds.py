"""Turns landings into probabilities of what an issue can end in: its options from 0 to 1, then no agreement."""

from collections.abc import Sequence

import numpy as np

from simulation.arrays import FloatArray, IntArray
from simulation.models.option_cells import CellForecast, distribution_among
from simulation.models.scores import MIXED_IN

__all__ = ["around", "log_score", "of_scale", "shares", "uniform"]

_SCALE = 100.0


def uniform(options: int) -> FloatArray:
    """Return the same probability for every option and for no agreement, `[K]`."""
    return np.full(options + 1, 1 / (options + 1))


def shares(option: IntArray, options: int) -> FloatArray:
    """Return how often each option is the end of draws `[R]`, and how often there is none (-1), `[K]`."""
    counts = np.bincount(np.where(option < 0, options, option), minlength=options + 1)
    return counts / len(option)


def of_scale(forecast: CellForecast, values: Sequence[float]) -> FloatArray:
    """Return the probability of what lies nearest to each option, halfway in equal shares, and none else, `[K]`.

    Args:
        forecast: On the scale from 0 to 100.
        values: Of the options, ascending, from 0 to 1.
    """
    away = np.abs(forecast.scale.grid[:, None] - _SCALE * np.asarray(values))
    nearest = away <= away.min(axis=1, keepdims=True) + 1e-6
    found = forecast.scale.probability @ (nearest / nearest.sum(axis=1, keepdims=True))
    return np.append(found, 0.0)


def around(
    positions: FloatArray,
    influence: FloatArray,
    values: Sequence[float],
    *,
    option: IntArray | None = None,
) -> FloatArray:
    """Return the outcome layer around the mean of the positions, or around what each draw ended in, `[K]`.

    Draws without an agreement stay what they are; of the others, each is the middle of a layer of its own.

    Args:
        positions: `[R, A]` from 0 to 1; NaN for who takes no part.
        influence: `[R, A]`, capability times salience.
        values: Of the options, ascending, from 0 to 1.
        option: What each draw ended in, `[R]`; None: the mean.
    """
    ended = np.ones(len(positions), dtype=bool) if option is None else option >= 0
    none = np.append(np.zeros(len(values)), 1.0)
    if not ended.any():
        return none
    centre = None if option is None else _SCALE * np.asarray(values)[option[ended]]
    layer = distribution_among(
        _SCALE * positions[ended], influence[ended], [_SCALE * value for value in values], centre
    )
    share = float(ended.mean())
    mixed: FloatArray = share * of_scale(layer, values) + (1 - share) * none
    return mixed


def log_score(probability: FloatArray, ended: int) -> float:
    """Return minus the log of the probability of what happened, with a little of a uniform forecast mixed in."""
    return float(-np.log((1 - MIXED_IN) * probability[ended] + MIXED_IN / len(probability)))
