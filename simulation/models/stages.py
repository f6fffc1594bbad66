"""Whether a text survives stage after stage: how far it lies from the member whose vote decides.

A text stands where its sponsors stand on average. At each stage a member decides: the one at whom the votes that are
needed are complete. The further the text lies from that place on the first axis, beyond what its sponsors span (a mixed
coalition can bend its text further), and the further from the middle of the voters on the other axes, the likelier it
falls. What else speaks for a text is drawn once, and is the same at every stage: the chance to survive all stages is
that of the hardest.

Letters, beside those of `simulation.arrays`: here V voters, K axes, N texts, S stages.
"""

from dataclasses import dataclass
from math import ceil
from typing import Literal

import numpy as np

from simulation.arrays import ATOL, FloatArray, IntArray

__all__ = [
    "DEFAULT",
    "CountedFrom",
    "Hurdle",
    "fit_hurdle",
    "hardness",
    "mark",
    "needed",
    "scores",
    "stages_passed",
]

type CountedFrom = Literal["low", "high", "middle"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hurdle:
    """How hard a stage is: `P = 1 / (1 + exp(-(ease - gap * max(0, d1 - r) - aside * d2)))`.

    d1 is the distance to the place that decides, r the spread of the sponsors on the first axis, d2 the distance to the
    middle of the voters on the other axes.
    """

    ease: float
    gap: float
    """What one unit beyond the reach of the sponsors takes away."""
    aside: float
    """What one unit on the other axes takes away."""


DEFAULT = Hurdle(ease=-0.20, gap=3.85, aside=0.62)
"""Fitted to the 1,164 texts from initiatives in five commissions of Chile's Constitutional Convention (2022)."""
_HALF = 0.5
_ROUNDED = 5e-5
"""What four decimals leave out of a share at most."""
_STARTS = (0.0, 3.0, 0.5)


def needed(voters: int, share: float) -> int:
    """Return the number of all voters needed, absent ones counted: a share, or more than it if it is one half.

    A share may be written with four decimals: 0.6667 is two thirds.

    >>> needed(154, 0.6667), needed(6, 0.6667), needed(25, 0.5), needed(18, 0.5)
    (103, 4, 13, 10)
    """
    if abs(share - _HALF) <= ATOL:
        return voters // 2 + 1
    return ceil(voters * (share - _ROUNDED) - ATOL)


def mark(place: FloatArray, share: float, counted_from: CountedFrom) -> float:
    """Return where the voter stands who completes the votes that are needed, among voters `[V]` on the first axis.

    Counted from the middle it is the median, whatever the share: where nobody knows from which side majorities come.
    """
    if counted_from == "middle":
        return float(np.median(place))
    order = np.sort(place if counted_from == "low" else -place)
    found = float(order[needed(len(order), share) - 1])
    return found if counted_from == "low" else -found


def hardness(distance: FloatArray, reach: FloatArray) -> FloatArray:
    """Return what lies beyond the reach `[N]` of the sponsors, from distances to the marks `[N, S]`."""
    found: FloatArray = np.maximum(0.0, distance - reach[:, None])
    return found


def scores(beyond: FloatArray, aside: FloatArray, hurdle: Hurdle) -> FloatArray:
    """Return the log-odds of passing each stage, `[N, S]`, from what lies beyond reach and aside, both `[N, S]`."""
    return hurdle.ease - hurdle.gap * beyond - hurdle.aside * aside


def stages_passed(score: FloatArray, chance: FloatArray) -> IntArray:
    """Return how many stages in a row each text passes, `[..., N]`, by one uniform number each, `[..., N]`."""
    from scipy.special import expit  # a third of a second: what plays a conference passes no stage

    passes = chance[..., None] < expit(score)
    found: IntArray = np.cumprod(passes, axis=-1, dtype=np.int64).sum(axis=-1)
    return found


def fit_hurdle(beyond: FloatArray, aside: FloatArray, survived: FloatArray) -> Hurdle:
    """Return the hurdle under which what survived all stages, `[N]`, is likeliest.

    The minimum over stages has a kink, so that it is searched without slopes [NelderMead1965]_.
    """
    from scipy.optimize import minimize  # what plays an assembly fits nothing

    def loss(three: FloatArray) -> float:
        ease, gap, far = three.tolist()
        total = scores(beyond, aside, Hurdle(ease=ease, gap=gap, aside=far)).min(axis=1)
        return float((np.logaddexp(0.0, total) - survived * total).mean())

    best = minimize(
        loss,
        np.array(_STARTS),
        method="Nelder-Mead",
        options={"maxiter": 2000, "xatol": 1e-6, "fatol": 1e-10},
    )
    found: list[float] = best.x.tolist()
    return Hurdle(ease=found[0], gap=found[1], aside=found[2])
