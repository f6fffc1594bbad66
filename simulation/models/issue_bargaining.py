"""Bargain over one issue: the point that Nash's product or Kalai and Smorodinsky's equal shares choose.

What a delegation at `x` gains from `y` is `u(y) - u(d)`, with `u(y) = 1 - |x - y| / span` (linear loss) or
`1 - ((x - y) / span)^2` (quadratic loss). The disagreement `d` is a reference point, such as the status quo; without
one, disagreement is worth 0. Gains are concave in `y`, so the best point is where the slope changes its sign, and
halving finds it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from simulation.arrays import ATOL, BoolArray, FloatArray
from simulation.models.inputs import Loss, as_batch, as_lead, is_squared

__all__ = ["Bargain", "kalai_smorodinsky", "nash_bargaining"]

type _Slope = Callable[[FloatArray, FloatArray], FloatArray]
"""From the gains and their slopes `[N, A]` to the sign of what is maximised, `[N]`."""

_HALVINGS: Final = 60
"""After so many halvings an interval is as small as a float can tell."""


@dataclass(frozen=True, slots=True)
class Bargain:
    """What the delegations settle on."""

    point: FloatArray
    """`[...]`, in the unit of the positions; the reference point where they cannot agree; NaN without delegations."""
    is_feasible: BoolArray
    """`[...]`: whether some point leaves everybody who takes part better off than no agreement."""
    takes_part: BoolArray
    """`[..., A]`: False for those who gain nowhere, as they stand at the reference point, and for those without a
    position, or, under weights, without one."""
    gain: FloatArray
    """`[..., A]`: `u(point) - u(d)`, negative for those it leaves worse off; NaN without a position."""


@dataclass(frozen=True, slots=True)
class _Cases:
    """Cases in a row."""

    position: FloatArray
    """`[N, A]`; NaN where there is none."""
    takes_part: BoolArray
    """`[N, A]`."""
    reference: FloatArray
    """`[N]`; NaN without a reference point."""
    span: FloatArray
    """`[N]`."""
    is_squared: bool


def nash_bargaining(
    position: ArrayLike,
    capability: ArrayLike = 1.0,
    salience: ArrayLike = 1.0,
    *,
    reference: ArrayLike | None = None,
    loss: Loss = "linear",
    span: ArrayLike | None = None,
) -> Bargain:
    """Return the point that maximises `sum c s log(u(y) - u(d))` [Nash1950]_; symmetric as long as all weigh 1.

    With quadratic loss and a disagreement much worse than every alternative it tends to the weighted mean.

    Args:
        position: `[..., A]` on any scale; NaN for a delegation without one.
        capability: Broadcastable to the positions, at least 0.
        salience: The same. Whoever has capability times salience 0 takes no part; if that is everybody, all weigh 1.
        reference: `[...]`, the point that holds without agreement; None, or NaN in a case, if disagreement is worth 0
            to everybody.
        loss: Whether losses grow with the distance or with its square.
        span: `[...]`, the length of the scale, at least the range of the positions and the reference; by default
            that range. It matters only without a reference point.

    Raises:
        DelegationSimError: the input has no common shape, or a number is out of its range.
    """
    where, capable, salient = as_batch(position, capability, salience)
    influence = (capable * salient).reshape(-1, where.shape[-1])
    influence = np.where(influence.any(axis=1, keepdims=True), influence, 1.0)

    def slope(gain: FloatArray, steepness: FloatArray) -> FloatArray:
        return np.asarray((influence * steepness / np.where(gain > 0, gain, np.inf)).sum(axis=1))

    return _bargain(_cases(where, influence > 0, reference, loss, span), slope, where.shape)


def kalai_smorodinsky(
    position: ArrayLike,
    *,
    reference: ArrayLike | None = None,
    loss: Loss = "linear",
    span: ArrayLike | None = None,
) -> Bargain:
    """Return the point at which the least share of what anybody could gain is largest [Kalai1975]_.

    It maximises `min (u(y) - u(d)) / (u(x) - u(d))`. The best a delegation could gain is taken to be at its own
    position; the paper takes the best point at which nobody loses, which is the same without a reference point.
    Capability and salience play no part. Arguments and errors are those of `nash_bargaining`.
    """
    where, _, _ = as_batch(position, 1.0, 1.0)
    cases = _cases(where, np.ones((1, 1), dtype=np.bool_), reference, loss, span)
    most = np.where(cases.takes_part, _gain(cases, cases.position), 1.0)

    def slope(gain: FloatArray, steepness: FloatArray) -> FloatArray:
        share = np.where(cases.takes_part, gain, np.inf) / most
        worst_off = share.argmin(axis=1)
        return np.asarray(np.take_along_axis(steepness, worst_off[:, None], axis=1)[:, 0])

    return _bargain(cases, slope, where.shape)


def _cases(
    position: FloatArray, counts: BoolArray, reference: ArrayLike | None, loss: Loss, span: ArrayLike | None
) -> _Cases:
    lead, rows = position.shape[:-1], position.reshape(-1, position.shape[-1])
    point = as_lead(reference, lead, name="reference").ravel()
    takes_part = ~np.isnan(rows) & counts
    low, high = _ends(rows, takes_part)
    extent = np.fmax(high, point) - np.fmin(low, point)
    takes_part &= ~(np.abs(rows - point[:, None]) <= ATOL * extent[:, None])
    extent = np.where(extent > 0, extent, 0.0)
    extent = np.fmax(extent, as_lead(span, lead, name="span").ravel())
    return _Cases(rows, takes_part, point, np.where(extent > 0, extent, 1.0), is_squared(loss))


def _ends(position: FloatArray, takes_part: BoolArray) -> tuple[FloatArray, FloatArray]:
    """Return the lowest and the highest position of those who take part, `[N]`; NaN if nobody does."""
    some = takes_part.any(axis=1)
    low = np.where(takes_part, position, np.inf).min(axis=1)
    high = np.where(takes_part, position, -np.inf).max(axis=1)
    return np.where(some, low, np.nan), np.where(some, high, np.nan)


def _loss(cases: _Cases, point: FloatArray) -> FloatArray:
    """Return `1 - u`, `[N, A]`, of a point `[N]` or of one for each delegation `[N, A]`."""
    away = np.abs(cases.position - (point if point.ndim > 1 else point[:, None])) / cases.span[:, None]
    return away**2 if cases.is_squared else away


def _gain(cases: _Cases, point: FloatArray) -> FloatArray:
    """Return `u(y) - u(d)`, `[N, A]`."""
    before = np.where(np.isnan(cases.reference)[:, None], 1.0, _loss(cases, cases.reference))
    return before - _loss(cases, point)


def _steepness(cases: _Cases, point: FloatArray) -> FloatArray:
    """Return how the gain changes with the point, `[N, A]`, up to a factor that all share; 0 for who takes no part."""
    towards = np.where(cases.takes_part, cases.position - point[:, None], 0.0)
    return towards if cases.is_squared else np.sign(towards)


def _bargain(cases: _Cases, slope: _Slope, shape: tuple[int, ...]) -> Bargain:
    """Return what the delegations settle on: halve the interval in which all gain by the sign of the slope."""
    left, right, feasible = _room_for_agreement(cases)
    for _ in range(_HALVINGS):
        middle = left + (right - left) / 2
        rises = slope(_gain(cases, middle), _steepness(cases, middle)) > 0
        left, right = np.where(rises, middle, left), np.where(rises, right, middle)
    point = np.where(feasible, _snapped(cases, left + (right - left) / 2), cases.reference)
    lead = shape[:-1]
    return Bargain(
        point=point.reshape(lead),
        is_feasible=feasible.reshape(lead),
        takes_part=cases.takes_part.reshape(shape),
        gain=_gain(cases, point).reshape(shape),
    )


def _room_for_agreement(cases: _Cases) -> tuple[FloatArray, FloatArray, BoolArray]:
    """Return the ends of the interval that can hold the point, and whether there is one, `[N]`.

    It is the range of those who take part, cut where the one next to the reference point no longer gains. Nobody on
    one side of the reference point gains from what those on the other side gain from.
    """
    low, high = _ends(cases.position, cases.takes_part)
    reference = cases.reference
    above, below = low > reference, high < reference  # both False without a reference point
    left = np.where(below, np.maximum(low, 2 * high - reference), low)
    right = np.where(above, np.minimum(high, 2 * low - reference), high)
    feasible = cases.takes_part.any(axis=1) & (np.isnan(reference) | above | below)
    return np.where(feasible, left, 0.0), np.where(feasible, right, 0.0), feasible


def _snapped(cases: _Cases, point: FloatArray) -> FloatArray:
    """Return the position of a delegation where the halving has come as near to it as floats allow."""
    away = np.where(cases.takes_part, np.abs(cases.position - point[:, None]), np.inf)
    nearest = away.argmin(axis=1)[:, None]
    at = np.take_along_axis(cases.position, nearest, axis=1)[:, 0]
    return np.where(np.take_along_axis(away, nearest, axis=1)[:, 0] <= ATOL * cases.span, at, point)
