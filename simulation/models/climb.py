"""Climb to the package that maximises a concave aim of what all gain; a batch of cases climbs together.

Linear losses have a kink at every position. Kinks are rounded off (`|z|` becomes `sqrt(z^2 + e^2) - e`) and Newton's
method climbs while `e` shrinks. The rounded loss is never above the true one, so what is within reach stays so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray

__all__ = ["Aim", "AimOf", "Cases", "climb", "gains", "least_share", "product"]

_STAGES: Final = tuple(0.3 * 0.2**step for step in range(13))
"""By how much of the span kinks are rounded off, from stage to stage, down to 1e-9."""
_STEPS: Final = 30
"""Newton steps a stage at most; most stages need less than five."""
_SHORTENINGS: Final = 40
_ARRIVED: Final = 1e-15
"""A case whose next step promises less than this has arrived."""


@dataclass(frozen=True, slots=True)
class Cases:
    """Cases in a row; positions as shares of the span of each issue."""

    position: FloatArray
    """`[N, A, I]`; 0 where there is none."""
    care: FloatArray
    """`[N, A, I]`: how a delegation divides its attention, with sum 1; 0 for who does not care at all."""
    before: FloatArray
    """`[N, A]`: what no agreement is worth, u(d)."""
    takes_part: BoolArray
    """`[N, A]`."""
    most: FloatArray
    """`[N, A]`: the most each could gain, at its own positions; 1 for who takes no part."""
    influence: FloatArray
    """`[N, A]`; 0 for who takes no part."""
    is_squared: bool
    """Losses grow with the square of the distance."""

    def at(self, rows: BoolArray | IntArray) -> "Cases":
        """Return some of the cases."""
        return Cases(
            position=self.position[rows],
            care=self.care[rows],
            before=self.before[rows],
            takes_part=self.takes_part[rows],
            most=self.most[rows],
            influence=self.influence[rows],
            is_squared=self.is_squared,
        )


@dataclass(frozen=True, slots=True)
class Aim:
    """What is maximised, a function of the shares (gain / most), with its derivatives at some shares."""

    value: FloatArray
    """`[N]`; minus infinity where somebody does not gain although all must."""
    slope: FloatArray
    """`[N, A]`: the first derivatives q."""
    bend: FloatArray
    """`[N, A]`: h, of the second derivatives `-diag(h)`, or `-diag(h) + q h'` if it is centred."""
    is_centred: bool


type AimOf = Callable[[Cases, FloatArray, float], Aim]
"""From cases, shares `[N, A]` and the rounding-off of the stage to the aim."""


def product(cases: Cases, share: FloatArray, _: float) -> Aim:
    """Return Nash's aim, the weighted sum of the logarithms of the gains."""
    agrees = ((share > 0) | ~cases.takes_part).all(axis=1)
    safe = np.where((share > 0) & cases.takes_part, share, 1.0)
    value = np.where(agrees, (cases.influence * np.log(safe)).sum(axis=1), -np.inf)
    return Aim(value, cases.influence / safe, cases.influence / safe**2, is_centred=False)


def least_share(cases: Cases, share: FloatArray, rounding: float) -> Aim:
    """Return Kalai and Smorodinsky's aim, the least share, itself rounded off."""
    counted = np.where(cases.takes_part, share, np.inf)
    least = counted.min(axis=1, keepdims=True)
    least = np.where(np.isfinite(least), least, 0.0)
    soft = np.exp(-(counted - least) / rounding)
    total = np.maximum(soft.sum(axis=1, keepdims=True), 1.0)
    slope = soft / total
    return Aim((least - rounding * np.log(total))[:, 0], slope, slope / rounding, is_centred=True)


def gains(cases: Cases, point: FloatArray, rounding: float = 0.0) -> FloatArray:
    """Return what each gains from a package `[N, I]` over no agreement, `[N, A]`; 0 for who does not care."""
    away = cases.position - point[:, None]
    loss = away**2 if cases.is_squared else np.sqrt(away**2 + rounding**2) - rounding
    return np.where(cases.care.any(axis=2), 1.0 - (cases.care * loss).sum(axis=2) - cases.before, 0.0)


def _aimed(cases: Cases, point: FloatArray, aim: AimOf, rounding: float) -> Aim:
    return aim(cases, gains(cases, point, rounding) / cases.most, rounding)


def climb(cases: Cases, start: FloatArray, aim: AimOf) -> FloatArray:
    """Return the package `[N, I]` that maximises the aim, from a start at which its value is finite.

    Cases at whose start it is not stay there.
    """
    point = start.copy()
    for rounding in _STAGES:
        point = _pulled(cases, point, start, aim, rounding)
        rows = np.arange(len(point))
        for _ in range(_STEPS):
            some = cases.at(rows)
            after, promise = _step(some, point[rows], aim, rounding)
            point[rows] = after
            rows = rows[promise > _ARRIVED]
            if not len(rows):
                break
    return point


def _pulled(cases: Cases, point: FloatArray, start: FloatArray, aim: AimOf, rounding: float) -> FloatArray:
    """Return the points, drawn back towards the start where less rounding has made them worth nothing."""
    for _ in range(_SHORTENINGS):
        lost = np.isinf(_aimed(cases, point, aim, rounding).value)
        if not lost.any():
            return point
        point = np.where(lost[:, None], (point + start) / 2, point)
    return np.where(lost[:, None], start, point)


def _step(cases: Cases, point: FloatArray, aim: AimOf, rounding: float) -> tuple[FloatArray, FloatArray]:
    """Take a Newton step, shortened until it climbs; return the points and what the full step promised, `[N]`."""
    here = _aimed(cases, point, aim, rounding)
    away = cases.position - point[:, None]
    if cases.is_squared:
        tilt, curve = 2 * cases.care * away, 2 * cases.care
    else:
        root = np.sqrt(away**2 + rounding**2)
        tilt, curve = cases.care * away / root, cases.care * rounding**2 / root**3
    tilt /= cases.most[:, :, None]
    uphill = np.einsum("na,nai->ni", here.slope, tilt)
    spread = tilt - uphill[:, None] if here.is_centred else tilt
    fall = np.matmul((spread * here.bend[:, :, None]).swapaxes(1, 2), spread)
    issue = np.arange(point.shape[1])
    fall[:, issue, issue] += np.einsum("na,nai->ni", here.slope / cases.most, curve)
    ridge = (
        1e-12 * np.trace(fall, axis1=1, axis2=2) + 1e-12
    )  # issues that nobody cares about have no curvature
    fall[:, issue, issue] += ridge[:, None]
    step = np.linalg.solve(fall, uphill[:, :, None])[:, :, 0]
    step /= np.maximum(1.0, 2 * np.abs(step).max(axis=1, keepdims=True))  # half the span at most
    promise = np.where(np.isfinite(here.value), (uphill * step).sum(axis=1), 0.0)
    length = np.where(promise > _ARRIVED, 1.0, 0.0)
    for _ in range(_SHORTENINGS):
        after = point + length[:, None] * step
        value = _aimed(cases, after, aim, rounding).value
        short = (length > 0) & ~(value >= here.value + 1e-4 * length * promise)
        if not short.any():
            return after, promise
        length = np.where(short, length / 2, length)
    return np.where(short[:, None], point, after), np.where(short, 0.0, promise)
