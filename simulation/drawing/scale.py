"""Scales of charts: from where to where, and at which round numbers a tick stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10
from typing import Final

from simulation.words import decimal

__all__ = ["Scale", "scale_of"]

_STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A linear scale with round ends, in the unit of the values."""

    low: float
    high: float
    ticks: tuple[float, ...]
    words: str
    """The unit in words, under the ticks."""
    factor: float = 1.0
    """What values are multiplied by to be told: 100 for shares."""
    signs: bool = False
    """Whether ticks carry a plus: a scale of differences."""
    decimals: int = 0

    def at(self, value: float, left: float, right: float) -> float:
        """Return where a value stands between two edges; beyond the scale, at its end."""
        share = (value - self.low) / (self.high - self.low)
        return left + min(1.0, max(0.0, share)) * (right - left)

    def label(self, tick: float) -> str:
        """Return a tick in words."""
        value = tick * self.factor
        plus = "+" if self.signs and round(value, self.decimals) > 0 else ""
        return decimal(value, f"{plus}.{self.decimals}f")


def scale_of(
    values: Iterable[float],
    *,
    words: str,
    factor: float = 1.0,
    signs: bool = False,
    with_zero: bool = True,
    most: int = 5,
) -> Scale:
    """Return a scale with round ends that holds all finite values.

    Args:
        values: In their own unit.
        words: That unit, as readers are told it.
        factor: See `Scale`.
        signs: See `Scale`.
        with_zero: Whether zero must be on it.
        most: Steps between ticks, at most.
    """
    found = [value * factor for value in values if isfinite(value)] + ([0.0] if with_zero else [])
    low, high = (min(found), max(found)) if found else (0.0, 1.0)
    if high - low < 1e-9:  # noqa: PLR2004 - nothing differs: room to both sides
        low, high = (low - 1.0, high + 1.0) if signs else (low, high + 1.0)
    step = _step((high - low) / most)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    while last - first > most:
        step = _step(step * 1.01)
        first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    ticks = tuple(place * step / factor for place in range(first, last + 1))
    power = floor(log10(step) + 1e-9)
    is_quarter = abs(step / 10.0**power - 2.5) < 1e-6  # noqa: PLR2004
    decimals = max(0, int(is_quarter) - power)
    return Scale(
        low=ticks[0],
        high=ticks[-1],
        ticks=ticks,
        words=words,
        factor=factor,
        signs=signs,
        decimals=decimals,
    )


def _step(least: float) -> float:
    """Return the round number from `least` up: 1, 2, 2.5, 5 times a power of ten."""
    power = 10.0 ** floor(log10(least))
    return next(step * power for step in _STEPS if step * power >= least * (1 - 1e-9))
