"""Scores with their intervals: by leaving out groups, or by drawing them with replacement."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, Final

import numpy as np

from simulation.arrays import FloatArray
from simulation.evidence.validation.contest import plain
from simulation.stats.interval import Estimate
from simulation.stats.resample import percentiles

__all__ = ["LEVEL", "Sample", "Score", "bootstrap", "jackknife"]

LEVEL: Final = 0.95


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sample:
    """Values of some measures, and the same without, or in a resample of, part of what they rest on."""

    value: FloatArray
    """By measure, `[M]`."""
    drawn: FloatArray
    """`[G, M]`."""
    least: FloatArray | float = -np.inf
    most: FloatArray | float = np.inf
    """What a measure cannot be less or more than, `[M]`; of a difference nothing is known of that."""

    def less(self, other: "Sample") -> "Sample":
        """Return the differences to another model in the same draws."""
        return Sample(value=self.value - other.value, drawn=self.drawn - other.drawn)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Score:
    """How good a model is."""

    model: str
    measured: Mapping[str, Estimate]
    """By measure."""
    beyond: Mapping[str, Estimate] | None
    """Of ours: its difference to the simple model that it is held against; None of any other."""
    sample: Sample
    """What stands behind both."""

    def as_data(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        found: dict[str, Any] = {"model": self.model, "measures": _plain(self.measured)}
        if self.beyond is not None:
            found["beyond_simple"] = _plain(self.beyond)
        return found


def _plain(estimates: Mapping[str, Estimate]) -> dict[str, list[float | None]]:
    """Return value, low and high by measure; None where there is nothing to measure."""
    return {name: list(plain(one).values()) for name, one in estimates.items()}


def jackknife(sample: Sample) -> list[Estimate]:
    """Return estimates with the normal interval of the delete-a-group jackknife [Kott2001]_, within what can be."""
    groups = len(sample.drawn)
    spread = np.sqrt((groups - 1) / groups * ((sample.drawn - sample.drawn.mean(axis=0)) ** 2).sum(axis=0))
    half = NormalDist().inv_cdf((1 + LEVEL) / 2) * spread
    lows, highs = np.maximum(sample.value - half, sample.least), np.minimum(sample.value + half, sample.most)
    return [
        Estimate(value=float(value), low=float(low), high=float(high), n=groups, level=LEVEL)
        for value, low, high in zip(sample.value, lows, highs, strict=True)
    ]


def bootstrap(sample: Sample) -> list[Estimate]:
    """Return estimates with the percentile interval of resamples; those without a value are left out."""
    return [
        percentiles(float(value), drawn, n=len(drawn), level=LEVEL)
        for value, drawn in zip(sample.value, sample.drawn.T, strict=True)
    ]
