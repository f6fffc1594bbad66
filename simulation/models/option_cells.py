"""The outcome layer among options: worked out on the whole scale, told for each option and each gap between two.

The coefficients of `marks` belong to one mark for each whole number from 0 to 100. On a short list of options they
would put nearly all probability on options, since all the marks between two would count as one. So the forecast is made
mark by mark, and what lies nearest to an option, or to the point between two, is added up: that is its cell. Median and
bands are those of the scale.

What counts as held is the option nearest to a position: decisions land on what is on the table, and a position that is
not known for sure would otherwise hold another mark in every draw. The weighted mean is that of the positions as given.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from simulation.arrays import ATOL, FloatArray
from simulation.models.outcome_layer import (
    G3,
    GRID,
    Coefficients,
    MarkForecast,
    as_drawn,
    distribution,
    weighted_centre,
)

__all__ = ["CellForecast", "distribution_among", "option_marks"]

_EDGE: Final = 100 * ATOL
"""On 0 to 100, positions closer than this to the middle between two options are there."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CellForecast:
    """A forecast of one decision: a probability for each option and each gap between two."""

    marks: FloatArray
    """The options and the points half-way between neighbouring ones `[M]`, ascending, on 0 to 100."""
    probability: FloatArray
    """Of what lies nearer to a mark than to all others `[M]`; they sum to 1."""
    scale: MarkForecast
    """Mark by mark, from the lowest option to the highest."""

    @property
    def median(self) -> float:
        """The point on the scale with the least expected distance."""
        return self.scale.median

    @property
    def mode(self) -> float:
        """The likeliest option, or the likeliest point between two."""
        return self.likeliest(1)[0][0]

    def likeliest(self, number: int = 3) -> tuple[tuple[float, float], ...]:
        """Return the likeliest marks with the probabilities of their cells; of equals the lower one first."""
        order = np.argsort(-self.probability, kind="stable")[:number]
        return tuple((float(self.marks[place]), float(self.probability[place])) for place in order)

    def band(self, level: float) -> tuple[float, float]:
        """Return the ends on the scale of the central interval of a level, as `MarkForecast.band` does."""
        return self.scale.band(level)


def option_marks(options: Sequence[float]) -> FloatArray:
    """Return the marks that a list of options on 0 to 100 is told on: options, and the points between neighbours.

    Never only the options: four in ten decisions are nobody's position.

    >>> option_marks([0, 100, 40]).tolist()
    [0.0, 20.0, 40.0, 70.0, 100.0]
    """
    marks = np.unique(np.asarray(options, dtype=np.float64))
    return np.sort(np.concatenate([marks, (marks[1:] + marks[:-1]) / 2]))


def distribution_among(
    positions: ArrayLike,
    influence: ArrayLike,
    options: Sequence[float],
    centre: ArrayLike | None = None,
    *,
    coefficients: Coefficients = G3,
) -> CellForecast:
    """Return the forecast of a decision among options.

    A decision lies from the lowest option to the highest: of the decisions behind the coefficients, one in 247 lay
    beyond all positions. Otherwise as `marks.distribution`.

    Args:
        positions: `[A]` on 0 to 100, or draws `[D, A]` of uncertain ones; NaN for who takes no part.
        influence: Capability times salience, `[A]` or `[D, A]`, not negative. If nobody has any, all count alike.
        options: Where they lie on 0 to 100, in any order; two may be at one place.
        centre: What another model forecasts, a number or `[D]`; None: the mean of the positions by influence.
        coefficients: Fitted mark by mark.

    Raises:
        ValueError: as `marks.distribution` does.
    """
    place, power = as_drawn(positions, influence)
    middle = weighted_centre(place, power) if centre is None else centre
    listed = np.unique(np.asarray(options, dtype=np.float64))
    lowest, highest = np.rint(listed[[0, -1]]).astype(int).tolist()
    scale = distribution(
        _held(place, listed),
        np.concatenate([power, power], axis=-1) / 2,
        middle,
        coefficients=coefficients,
        grid=GRID[lowest : highest + 1],
    )
    told = option_marks(options)
    return CellForecast(
        marks=told, probability=scale.probability @ _cells(scale.grid, listed, told), scale=scale
    )


def _held(place: FloatArray, options: FloatArray) -> FloatArray:
    """Return the marks of the nearest option below and above each position, `[..., 2A]`.

    They are the same one, but for a position half-way between two options, which holds half of each.
    """
    edges, marks = (options[1:] + options[:-1]) / 2, np.rint(options)
    near = (np.searchsorted(edges, place - _EDGE, "left"), np.searchsorted(edges, place + _EDGE, "right"))
    return np.concatenate([marks[each] for each in near], axis=-1)


def _cells(grid: FloatArray, options: FloatArray, marks: FloatArray) -> FloatArray:
    """Return which share of each whole number `[G]` belongs to the cell of each mark `[M]`, `[G, M]`.

    A number belongs to the marks nearest to it, in equal shares; where options round to it, to these.
    """
    away = np.abs(grid[:, None] - marks)
    nearest = away <= away.min(axis=1, keepdims=True) + _EDGE
    here = (np.rint(marks) == grid[:, None]) & np.isin(marks, options)
    belongs = np.where(here.any(axis=1, keepdims=True), here, nearest)
    shares: FloatArray = belongs / belongs.sum(axis=1, keepdims=True)
    return shares
