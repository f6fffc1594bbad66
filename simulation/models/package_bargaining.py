"""Bargain over a package of issues at once: Nash's product, or Kalai and Smorodinsky's equal shares.

What a delegation gains from a package `y` is `u(y) - u(d)` with `u(y) = sum s (1 - |x - y| / span) / sum s` over the
issues (linear loss), or with the square of the distance (quadratic loss). The disagreement `d` is a reference point;
without one, disagreement is worth 0. Both aims are concave in `y`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from simulation.arrays import ATOL, BoolArray, FloatArray
from simulation.errors import DelegationSimError
from simulation.models.climb import AimOf, Cases, climb, gains, least_share, product
from simulation.models.inputs import Loss, as_batch, as_lead, is_squared
from simulation.words import say

__all__ = ["PackageBargain", "kalai_smorodinsky_package", "nash_package"]

_SNAP = 1e-8
"""Nearer than this share of the span to somebody's position, a point is there: kinks are rounded off by 1e-9."""


@dataclass(frozen=True, slots=True)
class PackageBargain:
    """What the delegations settle on."""

    point: FloatArray
    """`[..., I]`, in the units of the positions; the reference (NaN without one) where they cannot agree."""
    is_feasible: BoolArray
    """`[...]`: whether a package was found that leaves everybody who takes part better off than no agreement."""
    takes_part: BoolArray
    """`[..., A]`: False for those who gain nowhere, as the reference is their ideal, who care about no issue, or who
    weigh 0."""
    gain: FloatArray
    """`[..., A]`: `u(point) - u(d)`, negative for those it leaves worse off, 0 for those who care about no issue."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """How to get back to the units of the positions; all `[N, I]`."""

    lowest: FloatArray
    span: FloatArray
    reference: FloatArray
    """As a share of the span; NaN without a reference."""


def nash_package(
    position: ArrayLike,
    capability: ArrayLike = 1.0,
    salience: ArrayLike = 1.0,
    *,
    reference: ArrayLike | None = None,
    loss: Loss = "linear",
    span: ArrayLike | None = None,
) -> PackageBargain:
    """Return the package that maximises `sum c log(u(y) - u(d))` [Nash1950]_; symmetric as long as all weigh 1.

    Args:
        position: `[..., A, I]`, each issue on its own scale; NaN where a delegation has no position.
        capability: Broadcastable to `[..., A]`, at least 0. Whoever has 0 takes no part; if all have, all weigh 1.
        salience: Broadcastable to the positions, at least 0: how each delegation divides its attention.
        reference: Broadcastable to `[..., I]`, what holds without agreement; None, or NaN on an issue, if disagreement
            is worth 0 there.
        loss: Whether losses grow with the distance or with its square.
        span: Broadcastable to `[..., I]`, the length of each scale, at least the range of the positions and the
            reference; by default that range.

    Raises:
        DelegationSimError: the input has no common shape, or a number is out of its range.
    """
    shape, scale, cases = _read(
        position, capability=capability, salience=salience, reference=reference, loss=loss, span=span
    )
    start = _mean(cases)
    stuck = ((gains(cases, start) <= ATOL) & cases.takes_part).any(axis=1)
    if stuck.any():
        start[stuck] = climb(cases.at(stuck), start[stuck], least_share)
    return _told(shape, scale, cases, start, product)


def kalai_smorodinsky_package(
    position: ArrayLike,
    salience: ArrayLike = 1.0,
    *,
    reference: ArrayLike | None = None,
    loss: Loss = "linear",
    span: ArrayLike | None = None,
) -> PackageBargain:
    """Return the package at which the least share of what anybody could gain is largest [Kalai1975]_.

    As for one issue, the best a delegation could gain is taken to be at its own position on every issue. Arguments and
    errors are those of `nash_package`.
    """
    shape, scale, cases = _read(
        position, capability=1.0, salience=salience, reference=reference, loss=loss, span=span
    )
    return _told(shape, scale, cases, _mean(cases), least_share)


def _read(
    position: ArrayLike,
    *,
    capability: ArrayLike,
    salience: ArrayLike,
    reference: ArrayLike | None,
    loss: Loss,
    span: ArrayLike | None,
) -> tuple[tuple[int, ...], _Scale, Cases]:
    """Return the shape of the positions, their scales, and the cases with all leading axes made one."""
    square = is_squared(loss)
    where, _, salient = as_batch(position, 1.0, salience)
    if where.ndim < 2:  # noqa: PLR2004 - delegations and issues
        raise DelegationSimError(say("models.input.package", shape=where.shape))
    shape = where.shape
    flat, care = (array.reshape(-1, *shape[-2:]) for array in (where, salient))
    _, capable, _ = as_batch(np.zeros(shape[:-1]), capability, 1.0)
    scale = _scale(flat, (*shape[:-2], shape[-1]), reference, span)
    known = ~np.isnan(flat)
    total = care.sum(axis=2, keepdims=True)
    care /= np.where(total > 0, total, 1.0)
    scaled = np.where(known, (flat - scale.lowest[:, None]) / scale.span[:, None], 0.0)
    before = _before(scaled, care, scale.reference, square=square)
    influence = capable.reshape(flat.shape[:2])
    influence = np.where(influence.any(axis=1, keepdims=True), influence, 1.0)
    takes_part = (1.0 - before > ATOL) & (total[:, :, 0] > 0) & (influence > 0)
    return (
        shape,
        scale,
        Cases(
            position=scaled,
            care=care,
            before=before,
            takes_part=takes_part,
            most=np.where(takes_part, 1.0 - before, 1.0),
            influence=influence * takes_part / influence.max(axis=1, keepdims=True),
            is_squared=square,
        ),
    )


def _scale(
    position: FloatArray, lead: tuple[int, ...], reference: ArrayLike | None, span: ArrayLike | None
) -> _Scale:
    """Return the scale of each issue, from the positions `[N, A, I]`; it holds the reference, and is never 0 long."""
    point = as_lead(reference, lead, name="reference").reshape(-1, lead[-1])
    with_it = np.concatenate([position, point[:, None]], axis=1)
    known = ~np.isnan(with_it)
    some = known.any(axis=1)
    lowest = np.where(some, np.where(known, with_it, np.inf).min(axis=1), 0.0)
    extent = np.where(some, np.where(known, with_it, -np.inf).max(axis=1), 0.0) - lowest
    extent = np.fmax(extent, as_lead(span, lead, name="span").reshape(extent.shape))
    extent = np.where(extent > 0, extent, 1.0)
    return _Scale(lowest, extent, (point - lowest) / extent)


def _before(position: FloatArray, care: FloatArray, reference: FloatArray, *, square: bool) -> FloatArray:
    """Return what no agreement is worth, `[N, A]`."""
    away = np.abs(position - reference[:, None])
    worth = 1.0 - (away**2 if square else away)
    return np.asarray((care * np.where(np.isnan(worth), 0.0, worth)).sum(axis=2))


def _mean(cases: Cases) -> FloatArray:
    """Return the mean of those who take part, weighted by what they bring, `[N, I]`."""
    share = cases.care * cases.influence[:, :, None]
    total = share.sum(axis=1)
    return np.asarray((share * cases.position).sum(axis=1) / np.where(total > 0, total, 1.0))


def _told(
    shape: tuple[int, ...], scale: _Scale, cases: Cases, start: FloatArray, aim: AimOf
) -> PackageBargain:
    """Return the package reached from a start, in the units and the shape of the input."""
    point = _snapped(cases, climb(cases, start, aim))
    some = cases.takes_part.any(axis=1)
    feasible = some & ((gains(cases, point) > ATOL) | ~cases.takes_part).all(axis=1)
    point = np.where(feasible[:, None], point, scale.reference)
    gain = np.where(feasible[:, None], gains(cases, np.nan_to_num(point)), 0.0)
    lead = shape[:-2]
    return PackageBargain(
        point=(scale.lowest + point * scale.span).reshape(*lead, shape[-1]),
        is_feasible=feasible.reshape(lead),
        takes_part=cases.takes_part.reshape(shape[:-1]),
        gain=gain.reshape(shape[:-1]),
    )


def _snapped(cases: Cases, point: FloatArray) -> FloatArray:
    """Return the points moved onto positions that they have come as near to as the rounding-off lets them."""
    counts = (cases.care > 0) & cases.takes_part[:, :, None]
    away = np.where(counts, np.abs(cases.position - point[:, None]), np.inf)
    nearest = away.argmin(axis=1)[:, None]
    at = np.take_along_axis(cases.position, nearest, axis=1)[:, 0]
    return np.where(away.min(axis=1) <= _SNAP, at, point)
