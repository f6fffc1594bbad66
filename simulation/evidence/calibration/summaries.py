"""What the conference is held to: a few figures of what happened, how well each is known, and how near is near enough.

The forms are pure functions of what was played and of what was decided, and none of them changes with a fit. What was
observed has a sampling error, from proposals drawn anew. The discrepancy is what even the best parameters are allowed
to miss by, as a standard deviation: the model is no copy of a council. Both were written down before any
calibration; that of the error after a look at the half to fit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np

from simulation.arrays import FloatArray
from simulation.engine.batch import Batch
from simulation.evidence.backtest import grouped, models
from simulation.evidence.backtest.council_cases import Played
from simulation.evidence.backtest.decision_ends import share_at
from simulation.evidence.backtest.decisions import EQUAL, Decisions
from simulation.evidence.calibration.brackets import PARIS, of_highest, session_at

__all__ = [
    "COMMISSION",
    "COUNCIL",
    "COURSE",
    "Target",
    "Targets",
    "of_brackets",
    "of_council",
    "targets_of_council",
    "targets_of_course",
]

COMMISSION: Final = "COM"
COUNCIL: Final = (
    "council.reference",
    "council.commission",
    "council.position",
    "council.unsettled",
    "council.error",
)
"""Shares of issues that end at a reference point that the table names (of those issues), at the position of the
Commission, at the position of anybody, and without agreement; and the mean error of the mean outcome, in points of 100.
"""
COURSE: Final = ("course.first_half", "course.late", "course.last_night")
"""Share of clauses that close in the first half of the sessions; brackets as a share of their highest count on 9
December and in the night to 11 December of Paris 2015, by the part of the time that was over. Means over the cases."""
_DISCREPANCY: Final[Mapping[str, float]] = {
    "council.reference": 0.04,
    "council.commission": 0.05,
    "council.position": 0.07,
    "council.unsettled": 0.04,
    "council.error": 1.0,
    "course.first_half": 0.1,
    "course.late": 0.15,
    "course.last_night": 0.15,
}
"""Standard deviations. Of the position more: experts gave round numbers for places and outcomes alike, wordings do not.
Brackets of Paris are pieces of one text with hundreds of them, and here a bracket is a clause of some other conference.
"""
_FIRST_HALF: Final = 0.4
"""The middle of .2 to .6, which two discrepancies reach: a conference that closes less in its first half has done
nothing there, and one that closes more needed no second. Judgement, for nobody counted."""
_LATE, _LAST_NIGHT = PARIS[1], PARIS[2]
_MOST: Final = max(count for *_, count in PARIS)
_DRAWS: Final = 1000
"""Resamples of proposals behind the sampling errors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What one summary should come near."""

    key: str
    observed: float
    error: float
    """Standard error of what was observed."""
    discrepancy: float
    """Standard deviation of what the model may miss it by."""
    is_most: bool = False
    """Whether less is no miss: of an error, that it is small."""

    @property
    def tolerance(self) -> float:
        """Both together, as a standard deviation."""
        return float(np.hypot(self.error, self.discrepancy))

    def to_plain(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """All of them, in the order of the summaries; S targets."""

    items: tuple[Target, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """What they are called."""
        return tuple(target.key for target in self.items)

    @property
    def tolerance(self) -> FloatArray:
        """Of each summary, `[S]`."""
        return np.array([target.tolerance for target in self.items])

    def misses(self, summary: FloatArray) -> FloatArray:
        """Return by how much summaries `[..., S]` miss, in their own units; 0 where less is no miss."""
        observed = np.array([target.observed for target in self.items])
        is_most = np.array([target.is_most for target in self.items])
        miss: FloatArray = summary - observed
        return np.where(is_most, np.maximum(miss, 0.0), miss)

    def distance(self, summary: FloatArray) -> FloatArray:
        """Return the distance of summaries `[..., S]`: the root of the mean square of misses in tolerances."""
        far: FloatArray = np.sqrt(((self.misses(summary) / self.tolerance) ** 2).mean(axis=-1))
        return far


def of_council(decisions: Decisions, played: Played) -> FloatArray:
    """Return the summaries of `COUNCIL` by replication, `[5, R]`, whose means are the summaries of all.

    Shares are those of each replication. The error is that of the mean outcome, for which the mean of all is needed:
    of it there are pseudo-values, R times the error of all less R - 1 times that without one (Quenouille 1956).
    """
    named = ~np.isnan(decisions.reference)
    column = decisions.delegations.index(COMMISSION)
    ends = played.outcome
    shares = [
        _by_replication(ends[named], decisions.reference[named, None]),
        _by_replication(ends, decisions.position[:, [column]]),
        _by_replication(ends, decisions.position),
        played.dropped.mean(axis=0),
        _pseudo_errors(ends, decisions.outcome),
    ]
    found: FloatArray = np.stack(shares)
    return found


def _by_replication(ends: FloatArray, places: FloatArray) -> FloatArray:
    """Return the share of ends `[N, R]` at one of places `[N, A]`, `[R]`."""
    return np.array([share_at(end[:, None], places).mean() for end in ends.T])


def _pseudo_errors(ends: FloatArray, outcome: FloatArray) -> FloatArray:
    number = ends.shape[1]
    error = np.abs(ends.mean(axis=1) - outcome).mean()
    if number == 1:
        return np.array([error])
    without = (ends.sum(axis=1, keepdims=True) - ends) / (number - 1)
    errors = np.abs(without - outcome[:, None]).mean(axis=0)
    pseudo: FloatArray = number * error - (number - 1) * errors
    return pseudo


def of_brackets(batches: Sequence[Batch]) -> FloatArray:
    """Return the summaries of `COURSE` by replication, `[3, R]`: means over some cases with R replications each."""
    found: FloatArray = np.mean([_course(batch) for batch in batches], axis=0)
    return found


def _course(batch: Batch) -> FloatArray:
    sessions = batch.bracketed.shape[1]
    early = (batch.closed_at >= 0) & (batch.closed_at + 1 <= sessions / 2)
    late, last = (session_at(part, sessions) - 1 for _, part, _ in (_LATE, _LAST_NIGHT))
    number = len(batch.replications)
    whole = of_highest(batch.bracketed)[[late, last]]
    without = np.array(
        [of_highest(np.delete(batch.bracketed, row, axis=0))[[late, last]] for row in range(number)]
    )
    pseudo = number * whole - (number - 1) * without if number > 1 else whole[None]
    found: FloatArray = np.vstack([early.mean(axis=1), pseudo.T])
    return found


def targets_of_council(decisions: Decisions, seed: int) -> tuple[Target, ...]:
    """Return what the summaries of `COUNCIL` should come near, with the sampling error of proposals drawn anew.

    All that the table holds was agreed on. What the error of the conference is held to is that of the weighted mean on
    the same proposals, without an error of its own: more is a miss.
    """
    named = ~np.isnan(decisions.reference)
    column = decisions.delegations.index(COMMISSION)
    ends = decisions.outcome[:, None]
    error = np.abs(_mean_of(decisions) - decisions.outcome)
    values = {
        "council.reference": share_at(ends, decisions.reference[:, None]),
        "council.commission": share_at(ends, decisions.position[:, [column]]),
        "council.position": share_at(ends, decisions.position),
        "council.unsettled": np.zeros(len(ends)),
        "council.error": error,
    }
    drawn = grouped.resampled_rows(grouped.groups(decisions.proposal), seed, _DRAWS)
    found = []
    for key in COUNCIL:
        among = named if key == "council.reference" else np.ones(len(ends), dtype=bool)
        value = values[key]
        means = [value[rows][among[rows]].mean() for rows in drawn if among[rows].any()]
        is_most = key == "council.error"  # the mean is off on the same proposals: chance in them is in both
        spread = 0.0 if is_most else float(np.std(means))
        found.append(_target(key, float(value[among].mean()), spread, is_most=is_most))
    return tuple(found)


def _mean_of(decisions: Decisions) -> FloatArray:
    mean = next(model for model in models.POINT_MODELS if model.key == models.MEAN)
    return models.points_of(mean, decisions, EQUAL)


def targets_of_course() -> tuple[Target, ...]:
    """Return what the summaries of `COURSE` should come near: counts in print, of one conference, without an error."""
    seen = (_FIRST_HALF, _LATE[2] / _MOST, _LAST_NIGHT[2] / _MOST)
    return tuple(_target(key, value, 0.0) for key, value in zip(COURSE, seen, strict=True))


def _target(key: str, observed: float, error: float, *, is_most: bool = False) -> Target:
    return Target(key=key, observed=observed, error=error, discrepancy=_DISCREPANCY[key], is_most=is_most)
