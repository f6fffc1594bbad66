"""Freezes the parameters that move nothing: elementary effects of Morris on every summary."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from simulation.arrays import FloatArray
from simulation.evidence.calibration.candidates import Candidate, default_of
from simulation.evidence.calibration.points import Bench, Point, Stage
from simulation.evidence.calibration.summaries import Targets
from simulation.study.sensitivity import morris_design, morris_indices
from simulation.study.sensitivity_indices import MorrisIndices

__all__ = ["MOST", "Screened", "Screening", "screen"]

MOST: Final = 10
"""Parameters that are fitted at most: what is known are about as many figures, and fewer of them are independent."""
_LEAST: Final = 0.5
"""Tolerances by which a parameter that is fitted moves some summary, from one end of its range to the other."""
STAGE: Final = Stage(name="screening", number=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """How much one parameter moves the summaries."""

    candidate: Candidate
    default: float
    effect: tuple[float, ...]
    """By summary: the mean absolute effect of its whole range, in tolerances; 0 where it is within noise."""
    is_fitted: bool

    @property
    def largest(self) -> float:
        """The effect on what it moves most."""
        return max(self.effect)

    def to_plain(self, keys: Sequence[str]) -> dict[str, Any]:
        """Return plain data for JSON; the effects by the keys of the summaries."""
        moves = {key: round(value, 3) for key, value in zip(keys, self.effect, strict=True)}
        return {
            **self.candidate.to_plain(),
            "default": self.default,
            "fitted": self.is_fitted,
            "effect": moves,
            "largest": round(self.largest, 3),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """All candidates, and how they were looked at."""

    items: tuple[Screened, ...]
    trajectories: int

    @property
    def fitted(self) -> tuple[Candidate, ...]:
        """Those that are fitted, in the order of their keys."""
        return tuple(item.candidate for item in self.items if item.is_fitted)

    @property
    def frozen(self) -> dict[str, float]:
        """Those that are not, each with its default."""
        return {item.candidate.key: item.default for item in self.items if not item.is_fitted}


def screen(
    candidates: Sequence[Candidate], targets: Targets, bench: Bench, *, trajectories: int, seed: int
) -> Screening:
    """Return which parameters move the summaries; all points are played with the same seed.

    At most `MOST` are fitted, those with the largest effect on any summary in its tolerance, of those that move one by
    half a tolerance, beyond noise.

    Args:
        candidates: What may be fitted.
        targets: The summaries and their tolerances.
        bench: Where points are played.
        trajectories: Of the design, each of one point more than there are candidates.
        seed: Of the design and of the points.
    """
    design = morris_design([one.factor for one in candidates], trajectories, seed)
    points = [
        Point(values={key: float(text) for key, text in point.items()}, seed=seed) for point in design.points
    ]
    played = bench.play(STAGE, points)
    effect = np.stack(
        [
            _effects(morris_indices(design, played[:, place], seed=seed)) / tolerance
            for place, tolerance in enumerate(targets.tolerance)
        ],
        axis=1,
    )
    largest = effect.max(axis=1)
    order = np.argsort(-largest, kind="stable")[:MOST]
    fitted = {int(place) for place in order if largest[place] >= _LEAST}
    items = [
        Screened(
            candidate=one,
            default=default_of(one.key) or 0.0,
            effect=tuple(effect[place].tolist()),
            is_fitted=place in fitted,
        )
        for place, one in enumerate(candidates)
    ]
    return Screening(items=tuple(items), trajectories=trajectories)


def _effects(found: MorrisIndices) -> FloatArray:
    """Return the effect of each factor on one summary, `[K]`; 0 where noise explains it."""
    return np.array([one.mu_star.value if one.is_clear else 0.0 for one in found.effects])
