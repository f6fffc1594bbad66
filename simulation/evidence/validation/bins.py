"""Forecasts beside what happened, bin by bin: how reliable chances are, and how a share goes with a distance."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np

from simulation.arrays import BoolArray, FloatArray
from simulation.evidence.validation.contest import plain
from simulation.stats.interval import Estimate, share

__all__ = ["FEWEST", "Bin", "Curve", "curve", "equal_bins", "tenths"]

FEWEST: Final = 10
"""Forecasts that a bin holds at least, where there are as many."""
_TENTHS: Final = 10

type Within = Callable[[BoolArray], Estimate]
"""Returns the share that happened of the chosen ones `[N]`, with the interval of what is resampled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Some forecasts that lie together."""

    at: float
    """Where they lie in the mean: a chance, or a distance."""
    forecast: float
    """The share that was expected to happen."""
    happened: Estimate
    """The share that did; the wider of Wilson's interval and that of what is resampled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Bins in ascending order."""

    bins: tuple[Bin, ...]

    @property
    def n(self) -> int:
        """How many forecasts there are in all."""
        return sum(one.happened.n for one in self.bins)

    def as_data(self) -> list[dict[str, Any]]:
        """Return plain data for JSON."""
        return [
            {
                "at": round(one.at, 4),
                "forecast": round(one.forecast, 4),
                "n": one.happened.n,
                "happened": plain(one.happened),
            }
            for one in self.bins
        ]

    @classmethod
    def of(cls, data: Sequence[Mapping[str, Any]], level: float) -> Self:
        """Return the curve in plain data, with intervals of this level."""
        return cls(
            bins=tuple(
                Bin(
                    at=row["at"],
                    forecast=row["forecast"],
                    happened=Estimate.of(row["happened"] | {"n": row["n"], "level": level}),
                )
                for row in data
            )
        )


def curve(
    at: FloatArray,
    forecast: FloatArray,
    happened: BoolArray,
    bins: Sequence[BoolArray],
    *,
    level: float,
    within: Within | None = None,
) -> Curve:
    """Return forecasts beside what happened.

    Args:
        at: Where each lies, `[N]`.
        forecast: The chance of each, `[N]`.
        happened: Whether it did, `[N]`.
        bins: Which of them are in each bin, `[N]`, in ascending order.
        level: Of the intervals.
        within: Gives intervals that know which forecasts are no independent evidence; None: all are.
    """
    found = []
    for inside in bins:
        told = share(int(happened[inside].sum()), int(inside.sum()), level=level)
        if within is not None:
            other = within(inside)
            told = Estimate(
                value=told.value,
                low=float(np.fmin(told.low, other.low)),
                high=float(np.fmax(told.high, other.high)),
                n=told.n,
                level=level,
            )
        found.append(Bin(at=float(at[inside].mean()), forecast=float(forecast[inside].mean()), happened=told))
    return Curve(bins=tuple(found))


def tenths(chance: FloatArray, fewest: int = FEWEST) -> list[BoolArray]:
    """Return which chances `[N]` are in which bin: tenths, joined with the next ones until a bin holds enough."""
    tenth = np.minimum((chance * _TENTHS).astype(np.int64), _TENTHS - 1)
    ends, held = [], 0
    for number, count in enumerate(np.bincount(tenth, minlength=_TENTHS).tolist()):
        held += count
        if held >= fewest:
            ends.append(number)
            held = 0
    if held and ends:
        ends.pop()  # too few are left over: they join those before
    begin = [0, *(end + 1 for end in ends)]
    stop = [*ends, _TENTHS - 1]
    found = [(low <= tenth) & (tenth <= high) for low, high in zip(begin, stop, strict=True)]
    return [one for one in found if one.any()]


def equal_bins(at: FloatArray, number: int) -> list[BoolArray]:
    """Return which values `[N]` are in which of so many bins with about as many in each; equal ones are together."""
    edge = np.quantile(at, np.linspace(0, 1, number + 1)[1:-1])
    place = np.searchsorted(edge, at, side="right")
    found = [place == one for one in range(number)]
    return [one for one in found if one.any()]
