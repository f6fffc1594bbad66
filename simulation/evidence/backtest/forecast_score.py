"""How good forecasts were, with intervals by resampled proposals, and how far from the weighted mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray
from simulation.evidence.backtest.decisions import Decisions
from simulation.evidence.backtest.grouped import Resampled, is_for_fitting
from simulation.evidence.validation.contest import plain
from simulation.models import scores
from simulation.models.outcome_layer import GRID, nearest_marks
from simulation.stats.interval import Estimate

__all__ = [
    "HALVES",
    "SIZES",
    "Forecasts",
    "ModelScore",
    "halves",
    "plain_estimate",
    "procedures",
    "score",
    "sizes",
]

HALVES: Final = ("fit", "judge")
"""What may be fitted to, and what is for judging alone."""
SIZES: Final = (("3-10", 3, 10), ("11-17", 11, 17), ("18-", 18, 1000))
"""Ranges of the number of delegations; 17 are fifteen states, the Commission and the Parliament."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Forecasts:
    """What a model said of every decision; a distribution was learned from others than those."""

    model: str
    capability: str
    """Empty if it makes no difference."""
    point: FloatArray
    """`[N]`; of a distribution, its median."""
    probability: FloatArray | None = None
    """`[N, G]`"""

    @property
    def key(self) -> tuple[str, str]:
        """The model and its capability."""
        return self.model, self.capability


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelScore:
    """How good a model was; differences are paired and negative where it was better than what it is compared with."""

    model: str
    capability: str
    is_spread: bool
    error: Estimate
    """Mean absolute error of the point, in points of the scale."""
    beyond_mean: Estimate | None
    """Error less that of the weighted mean under the same capability, or an equal one; None for the mean itself."""
    proper: Mapping[str, Estimate] = field(default_factory=dict)
    """Of a distribution: what is told of it beyond the error of its median, in the order of tables."""
    beyond_scaled: Estimate | None = None
    """CRPS less that of the mean with scaled residuals under the same capability; None for itself and for points."""
    by_procedure: Mapping[str, Estimate] = field(default_factory=dict)
    """Error, by procedure."""
    by_size: Mapping[str, Estimate] = field(default_factory=dict)
    """Error, by the number of delegations, `SIZES`."""
    by_half: Mapping[str, Estimate] = field(default_factory=dict)
    """Error, by the half of the proposals, `HALVES`."""

    def as_data(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "model": self.model,
            "capability": self.capability,
            "kind": "distribution" if self.is_spread else "point",
            "error": plain_estimate(self.error),
            "error_beyond_mean": plain_estimate(self.beyond_mean),
            **{name: plain_estimate(value) for name, value in self.proper.items()},
            "crps_beyond_scaled": plain_estimate(self.beyond_scaled),
            "error_by_procedure": {name: plain_estimate(value) for name, value in self.by_procedure.items()},
            "error_by_half": {name: plain_estimate(value) for name, value in self.by_half.items()},
            "error_by_delegations": {name: plain_estimate(value) for name, value in self.by_size.items()},
        }


def score(
    found: Forecasts,
    decisions: Decisions,
    resampled: Resampled,
    *,
    mean: Forecasts,
    scaled: Forecasts | None,
) -> ModelScore:
    """Return how good forecasts were.

    Args:
        found: The forecasts.
        decisions: What was decided.
        resampled: Gives the intervals.
        mean: The weighted mean under the same capability.
        scaled: The mean with scaled residuals under the same capability; None if the forecasts are points.
    """
    error = np.abs(found.point - decisions.outcome)
    beyond = error - np.abs(mean.point - decisions.outcome)
    is_mean = found.key == mean.key
    proper = _proper(found, decisions)

    def among(kinds: Mapping[str, BoolArray]) -> dict[str, Estimate]:
        return {name: resampled.mean(error, chosen) for name, chosen in kinds.items() if chosen.any()}

    against = None if scaled is None or scaled.key == found.key else _proper(scaled, decisions)["crps"]
    return ModelScore(
        model=found.model,
        capability=found.capability,
        is_spread=found.probability is not None,
        error=resampled.mean(error),
        beyond_mean=None if is_mean else resampled.mean(beyond),
        proper={name: resampled.mean(values) for name, values in proper.items()},
        beyond_scaled=resampled.mean(proper["crps"] - against) if proper and against is not None else None,
        by_procedure=among(procedures(decisions)),
        by_size=among(sizes(decisions)),
        by_half=among(halves(decisions)),
    )


def procedures(decisions: Decisions) -> dict[str, BoolArray]:
    """Return which decisions `[N]` were taken by which procedure, where the table says."""
    names = np.array(decisions.procedure)
    return {name: names == name for name in sorted(set(decisions.procedure)) if name}


def halves(decisions: Decisions) -> dict[str, BoolArray]:
    """Return which decisions `[N]` are in which half, by `HALVES`."""
    fitted = is_for_fitting(decisions.proposal)
    return dict(zip(HALVES, (fitted, ~fitted), strict=True))


def sizes(decisions: Decisions) -> dict[str, BoolArray]:
    """Return which decisions `[N]` had how many delegations, by `SIZES`."""
    return {name: (low <= decisions.room) & (decisions.room <= high) for name, low, high in SIZES}


def _proper(found: Forecasts, decisions: Decisions) -> dict[str, FloatArray]:
    """Return the proper scores `[N]` of a distribution by their names; nothing of points."""
    if found.probability is None:
        return {}
    p, chosen = found.probability, nearest_marks(decisions.outcome, GRID)
    return {
        "crps": scores.crps(p, chosen),
        "log": scores.log_score(p, chosen),
        "log_bins": scores.log_score_of_bins(p, chosen),
        "pit_50": scores.pit_inside(p, chosen, 0.5),
        "pit_80": scores.pit_inside(p, chosen, 0.8),
        "plain_80": scores.covers(p, chosen, 0.8),
        "width_80": scores.width(p, 0.8),
    }


def plain_estimate(estimate: Estimate | None) -> dict[str, float | int | None] | None:
    """Return an estimate for JSON, where an interval without an end has null there."""
    return None if estimate is None else {**plain(estimate), "n": estimate.n}
