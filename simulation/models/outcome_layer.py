"""The outcome layer: where on a scale a decision lands, as probabilities of every mark on it.

Letters, beside those of `simulation.arrays`: N decisions, D draws of uncertain inputs, G marks on the scale, K terms.
Scales run from 0 to 100; whoever has another one brings it there first, since coefficients are per 25 points of it.

Decisions sit on marks: on a position that somebody holds, on the ends, on the middle, on round numbers; and the
further from the weighted mean, the fewer. A conditional logit over the marks says so [McFadden1974]_::

    eta(g) = -a abs(g - M) / 25 + b 1[g is somebody's position] + d S(g)
             + e0 1[g = 0] + e100 1[g = 100] + h 1[g = 50] + k10 1[10 divides g] + k5 1[5 divides g]
    p(g) = exp eta(g) / sum exp eta

with M the mean of the positions and S(g) the share of the room that stands at g, both by influence (capability times
salience). Other models enter by another centre in place of M.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray

__all__ = [
    "BASIC",
    "G3",
    "G8",
    "GRID",
    "RIDGE",
    "SENSITIVITY",
    "TERMS",
    "Coefficients",
    "MarkForecast",
    "as_drawn",
    "distribution",
    "features",
    "fit",
    "fit_terms",
    "nearest_marks",
    "probabilities",
    "probabilities_of",
    "sensitivity",
    "weighted_centre",
]

GRID: Final[FloatArray] = np.arange(101.0)
"""The whole numbers from 0 to 100."""
GRID.setflags(write=False)
RIDGE: Final = 1.5
"""Times the squared length of the coefficients: what a fit pays for them. From 0.5 to 5 it makes no difference."""
SENSITIVITY: Final = (0.35, 1.05)
"""Slopes per 25 points, half and one and a half times the fitted one: the band to show where it is transferred."""
_REACH: Final = 25.0
_TOP: Final = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficients:
    """What a mark gains in log odds by each of its traits."""

    distance: float
    """a: lost per 25 points from the centre."""
    occupied: float
    """b: somebody with any influence holds this position."""
    share: float
    """d: times the share of the room, by influence, that holds it."""
    zero: float = 0.0
    hundred: float = 0.0
    fifty: float = 0.0
    tens: float = 0.0
    fives: float = 0.0
    """Also for every multiple of ten."""

    def as_array(self) -> FloatArray:
        """Return the numbers `[K]`, in the order of `TERMS`."""
        return np.array([getattr(self, name) for name in TERMS])


TERMS: Final = tuple(field.name for field in fields(Coefficients))
"""The names of the eight terms, in the order in which `features` returns them."""
BASIC: Final = TERMS[:3]
"""The terms that belong to no coding habit of one data set."""
G8: Final = Coefficients(
    distance=0.70,
    occupied=2.22,
    share=0.82,
    zero=0.20,
    hundred=-0.62,
    fifty=0.39,
    tens=1.00,
    fives=1.66,
)
"""Fitted to 247 decisions of the European Union with GDP as capability (`delegation-sim backtest fit`).

Multiples of five and the lopsided ends are habits of whoever coded that table: use them for it and for nothing else.
"""
G3: Final = Coefficients(distance=0.695, occupied=3.61, share=0.86)
"""Fitted to the same table, without its habits. Elsewhere these numbers are a judgement: transferred, not estimated."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MarkForecast:
    """A forecast of one decision: a probability for each mark."""

    grid: FloatArray
    """The marks `[G]`, ascending, on 0 to 100."""
    probability: FloatArray
    """Of each mark `[G]`; they sum to 1."""
    centre: float
    """What the distances are from; of draws, the mean."""

    def quantile(self, share: float) -> float:
        """Return the lowest mark at or below which so much of the probability lies."""
        return float(self.grid[_place_of(self.probability, share)])

    @property
    def median(self) -> float:
        """The point with the least expected distance; where two peaks are far apart, it is itself unlikely."""
        return self.quantile(0.5)

    def band(self, level: float) -> tuple[float, float]:
        """Return the ends of the central interval of a level, such as 0.8 for the 10 % to the 90 % quantile."""
        return self.quantile((1 - level) / 2), self.quantile((1 + level) / 2)


def distribution(
    positions: ArrayLike,
    influence: ArrayLike,
    centre: ArrayLike | None = None,
    *,
    coefficients: Coefficients = G3,
    grid: FloatArray = GRID,
) -> MarkForecast:
    """Return the forecast of one decision.

    Args:
        positions: `[A]` on 0 to 100, or draws `[D, A]` of uncertain ones; NaN for who takes no part.
        influence: Capability times salience, `[A]` or `[D, A]`, not negative. If nobody has any, all count alike.
        centre: What another model forecasts, a number or `[D]`; None: the mean of the positions by influence.
        coefficients: `G8` for the table that it was fitted to, `G3` for all else.
        grid: The marks `[G]`, ascending: a stretch of whole numbers, which the coefficients belong to; for a list of
            options see `option_cells`.

    With draws, the probabilities are averaged: noise is never added to the median.

    Raises:
        ValueError: if a position is off the scale, an influence is negative, or nobody takes part.
    """
    place, power = as_drawn(positions, influence)
    middle = weighted_centre(place, power) if centre is None else np.asarray(centre, dtype=np.float64)
    p = probabilities(place, power, middle, coefficients=coefficients, grid=grid)
    flat = p.reshape(-1, len(grid)).mean(axis=0)
    return MarkForecast(grid=grid, probability=flat, centre=float(middle.mean()))


def probabilities(
    positions: FloatArray,
    influence: FloatArray,
    centre: FloatArray | None = None,
    *,
    coefficients: Coefficients = G3,
    grid: FloatArray = GRID,
) -> FloatArray:
    """Return the probability of each mark, `[..., G]`, from `[..., A]` arrays; arguments as for `distribution`.

    Raises:
        ValueError: as `distribution` does.
    """
    return probabilities_of(features(positions, influence, centre, grid=grid), coefficients.as_array())


def probabilities_of(traits: FloatArray, theta: FloatArray) -> FloatArray:
    """Return the probability of each mark, `[..., G]`, from its traits `[..., G, K]` and coefficients `[K]`."""
    eta = traits @ theta
    raised = np.exp(eta - eta.max(axis=-1, keepdims=True))
    p: FloatArray = raised / raised.sum(axis=-1, keepdims=True)
    return p


def features(
    positions: FloatArray,
    influence: FloatArray,
    centre: FloatArray | None = None,
    *,
    grid: FloatArray = GRID,
) -> FloatArray:
    """Return the traits of every mark, `[..., G, K]`, from `[..., A]` arrays; arguments as for `distribution`.

    A position counts for the nearest mark. Distances are negative and in 25 points, so that all coefficients that
    help are positive.

    Raises:
        ValueError: as `distribution` does.
    """
    place, power = as_drawn(positions, influence)
    middle = weighted_centre(place, power) if centre is None else np.asarray(centre, dtype=np.float64)
    held, share = _held(place, power, grid)
    found = np.empty((*held.shape, len(TERMS)))
    found[..., 0] = -np.abs(grid - middle[..., None]) / _REACH
    found[..., 1] = held
    found[..., 2] = share
    found[..., 3] = grid == 0
    found[..., 4] = grid == _TOP
    found[..., 5] = grid == _TOP / 2
    found[..., 6] = grid % 10 == 0
    found[..., 7] = grid % 5 == 0
    return found


def weighted_centre(positions: FloatArray, influence: FloatArray) -> FloatArray:
    """Return the mean position by influence, `[...]`, from `[..., A]` arrays as `as_drawn` returns them."""
    taking_part = np.where(np.isnan(positions), 0.0, positions)
    mean: FloatArray = (taking_part * influence).sum(axis=-1) / influence.sum(axis=-1)
    return mean


def as_drawn(positions: ArrayLike, influence: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Return positions and influence in one shape `[..., A]`, checked.

    Who takes no part has influence 0, and where nobody has any, all who take part have the same.

    Raises:
        ValueError: if a position is off the scale, an influence is negative, or nobody takes part.
    """
    place, power = np.broadcast_arrays(
        np.asarray(positions, dtype=np.float64), np.asarray(influence, dtype=np.float64)
    )
    absent = np.isnan(place)
    if ((place < -ATOL) | (place > _TOP + ATOL)).any():
        raise ValueError("a position is off the scale: valid is 0 to 100; bring other scales there first")
    power = np.where(absent, 0.0, power)
    if not ((power >= 0) & np.isfinite(power)).all():
        raise ValueError("an influence is negative or no number: valid is 0 and above")
    if not place.size or absent.all(axis=-1).any():
        raise ValueError("nobody takes part: there is no decision without a position")
    nobody = power.sum(axis=-1, keepdims=True) <= 0
    return place, np.where(nobody & ~absent, 1.0, power)


def nearest_marks(values: FloatArray, grid: FloatArray = GRID) -> IntArray:
    """Return the places of the nearest marks, in the shape of the values; of two as near, the lower one."""
    places: IntArray = np.searchsorted((grid[1:] + grid[:-1]) / 2, values, side="left")
    return places


def sensitivity(coefficients: Coefficients) -> tuple[Coefficients, Coefficients]:
    """Return the same coefficients with a flat and a steep fall from the centre.

    Show what both say wherever coefficients are used outside the table that they were fitted to.
    """
    flat, steep = (replace(coefficients, distance=slope) for slope in SENSITIVITY)
    return flat, steep


def fit(
    positions: FloatArray,
    influence: FloatArray,
    outcomes: FloatArray,
    *,
    terms: Sequence[str] = TERMS,
    ridge: float = RIDGE,
) -> Coefficients:
    """Return the coefficients under which decisions `[N]` that were taken are likeliest, but for the ridge.

    Args:
        positions: `[N, A]`, NaN for who takes no part.
        influence: `[N, A]`.
        outcomes: `[N]` on 0 to 100.
        terms: Which of `TERMS` to fit; the others stay 0. `distance`, `occupied` and `share` have to be among them.
        ridge: See `fit_terms`.
    """
    chosen = [TERMS.index(name) for name in terms]
    found = fit_terms(features(positions, influence)[..., chosen], nearest_marks(outcomes), ridge=ridge)
    return Coefficients(**dict(zip(terms, found.tolist(), strict=True)))


def fit_terms(traits: FloatArray, chosen: IntArray, *, ridge: float = RIDGE) -> FloatArray:
    """Return the coefficients `[K]` that maximise `sum ln p(chosen) - ridge |theta|^2`.

    Concave, so that the start does not matter: L-BFGS from 0 with the gradient `sum(phi(y) - E phi) - 2 ridge theta`.

    Args:
        traits: `[N, G, K]`.
        chosen: `[N]`, the place of the mark that was decided on.
        ridge: Price of the squared length.
    """
    from scipy.optimize import minimize  # a third of a second: only when there is something to fit

    of_chosen = traits[np.arange(len(traits)), chosen].sum(axis=0)
    flat = np.ascontiguousarray(traits).reshape(-1, traits.shape[-1])  # one matrix product is much faster

    def loss(theta: FloatArray) -> tuple[float, FloatArray]:
        eta = (flat @ theta).reshape(traits.shape[:2])
        top = eta.max(axis=1, keepdims=True)
        raised = np.exp(eta - top)
        total = raised.sum(axis=1, keepdims=True)
        likely = float(of_chosen @ theta) - float((top + np.log(total)).sum())
        expected = (raised / total).ravel() @ flat
        gradient: FloatArray = 2 * ridge * theta - (of_chosen - expected)
        return ridge * float(theta @ theta) - likely, gradient

    found = minimize(
        loss,
        np.zeros(traits.shape[-1]),
        jac=True,
        method="L-BFGS-B",
        options={"ftol": 1e-13, "gtol": 1e-7, "maxiter": 1000},
    )
    theta: FloatArray = found.x
    return theta


def _held(place: FloatArray, power: FloatArray, grid: FloatArray) -> tuple[BoolArray, FloatArray]:
    """Return whether somebody with influence holds each mark, and the share of influence there, both `[..., G]`."""
    rows = int(np.prod(place.shape[:-1], dtype=np.int64))
    at = nearest_marks(place, grid).reshape(rows, -1)
    of_row = len(grid) * np.arange(rows)[:, None]
    counted = np.bincount((at + of_row).ravel(), weights=power.ravel(), minlength=rows * len(grid))
    total: FloatArray = counted.reshape(*place.shape[:-1], len(grid)).astype(np.float64)
    return total > 0, total / power.sum(axis=-1, keepdims=True)


def _place_of(probability: FloatArray, share: float) -> int:
    """Return the first place with so much at or below it, rounding aside."""
    return int(np.argmax(np.cumsum(probability) >= share - ATOL))
