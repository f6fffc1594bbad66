"""What a ladder of a lever says: whether a measure went where theory says that it goes, and how."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

import numpy as np

from simulation.arrays import ATOL, FloatArray
from simulation.stats.interval import paired_mean

__all__ = ["HOLDS", "LENGTH", "SHARE", "Asked", "Direction", "Scale", "Verdict", "judge", "judge_together"]

type Direction = Literal["up", "down", "same", "silent"]
"""Where theory says that a measure goes from the first rung to the last; silent: theory does not say."""
type Verdict = Literal[
    "holds", "wrong way", "drifts", "cliff", "empty", "moves nothing", "depends on order", "no direction"
]

HOLDS: Final[Verdict] = "holds"
_SURE: Final = 0.95
"""Confidence of the paired intervals beyond which a step is no noise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What is little and what is much of a measure."""

    slack: float
    """A step, or an end, the wrong way by no more than this is let pass."""
    moved: float
    """Least way from end to end of what must move."""
    level: float
    """Least mean that one rung at least must reach: below it there is nothing to judge."""
    step: float
    """Largest step from one rung to the next."""


SHARE: Final = Scale(slack=0.03, moved=0.01, level=0.1, step=0.4)
LENGTH: Final = Scale(slack=0.01, moved=0.002, level=-np.inf, step=np.inf)
"""Of places and gains, in lengths of the axis: they have no least level and no largest step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A measure of a ladder and what is expected of it."""

    measure: str
    """Key of an outcome; `a + b` is the sum of two, `place.*` the mean of all that begin so."""
    direction: Direction
    scale: Scale = SHARE


def judge(values: Sequence[FloatArray], asked: Asked, *, is_exact: bool = False) -> tuple[Verdict, ...]:
    """Return what is wrong with a measure by rung, `[K][R]`, or that it holds; replication r is the same on each rung.

    Args:
        values: The measure on each rung, by replication.
        asked: What is expected of it.
        is_exact: All rungs have to be the same bits; only where the direction is `same`.
    """
    if asked.direction == "silent":
        return ("no direction",)
    if asked.direction == "same":
        differs = any(_differs(values[0], other, asked.scale, is_exact) for other in values[1:])
        return ("depends on order",) if differs else (HOLDS,)
    sign = 1.0 if asked.direction == "up" else -1.0
    found: list[Verdict] = []
    if any(_goes_back(sign, low, high, asked.scale) for low, high in pairwise(values)):
        found.append("wrong way")
    mean = np.array([value.mean() for value in values])
    if sign * (mean[-1] - mean[0]) < -asked.scale.slack - ATOL:
        found.append("drifts")
    if np.abs(np.diff(mean)).max() > asked.scale.step + ATOL:
        found.append("cliff")
    if mean.max() < asked.scale.level:
        found.append("empty")
    return tuple(found) or (HOLDS,)


def judge_together(
    values: Sequence[Sequence[FloatArray]], asked: Sequence[Asked], *, must_move: bool, is_exact: bool = False
) -> list[tuple[Verdict, ...]]:
    """Return the verdicts on all measures of a ladder, `[M][K][R]`.

    Where a lever must move something, and none of the measures that have a direction went that way beyond noise from
    end to end, each of them that would hold moves nothing.
    """
    verdicts = [judge(each, one, is_exact=is_exact) for each, one in zip(values, asked, strict=True)]
    if must_move and not any(_moves(each, one) for each, one in zip(values, asked, strict=True)):
        verdicts = [("moves nothing",) if verdict == (HOLDS,) else verdict for verdict in verdicts]
    return verdicts


def _goes_back(sign: float, low: FloatArray, high: FloatArray, scale: Scale) -> bool:
    """Return whether a step goes the wrong way beyond noise and beyond the slack."""
    step = paired_mean(low, high, level=_SURE)
    return step.is_clear and sign * step.value < -scale.slack - ATOL


def _differs(first: FloatArray, other: FloatArray, scale: Scale, is_exact: bool) -> bool:  # noqa: FBT001 # of judge
    if is_exact:
        return not np.array_equal(first, other)
    step = paired_mean(first, other, level=_SURE)
    return step.is_clear and abs(step.value) > scale.slack + ATOL


def _moves(values: Sequence[FloatArray], asked: Asked) -> bool:
    if asked.direction not in {"up", "down"}:
        return False
    way = paired_mean(values[0], values[-1], level=_SURE)
    sign = 1.0 if asked.direction == "up" else -1.0
    return way.is_clear and sign * way.value >= asked.scale.moved
