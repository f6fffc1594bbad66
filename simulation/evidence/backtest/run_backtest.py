"""Runs a back-test: points as they are, distributions learned from other proposals in each of ten folds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from simulation.errors import StudyError
from simulation.evidence.backtest import council_cases, grouped, models
from simulation.evidence.backtest.contests import contests
from simulation.evidence.backtest.council_cases import play_decisions
from simulation.evidence.backtest.decision_ends import EndShares, end_shares
from simulation.evidence.backtest.decisions import EQUAL, Decisions
from simulation.evidence.backtest.forecast_score import Forecasts, ModelScore, score
from simulation.evidence.validation.contest import Contest
from simulation.evidence.work_counted import Counted, Progress
from simulation.models.outcome_layer import GRID
from simulation.models.scores import quantile_places
from simulation.version import version
from simulation.words import say

__all__ = ["FOLDS", "Backtest", "run_backtest"]


FOLDS: Final = 10
CONFERENCE: Final = council_cases.KEY
LAYERED: Final = "marks_3_conference"
"""The outcome layer around where the conference ends."""
BESIDE: Final = ("mean", "median")
"""Points whose shares of ends are told beside those of the conference."""
FORMAT: Final = "delegation-sim backtest 1"
"""The number grows when a field is renamed, removed or given another meaning, not when one is added."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Backtest:
    """What came out."""

    decisions: Decisions
    forecasts: tuple[Forecasts, ...]
    scores: tuple[ModelScore, ...]
    """In the order of the forecasts."""
    seed: int
    ends: tuple[EndShares, ...] = ()
    """How often decisions end on something that is there beforehand; none unless the conference is played."""
    replications: int = 0
    """Of the conference, for each proposal; 0: it is not played."""
    contests: tuple[Contest, ...] = ()
    """Ours beside simple models, for the table of the page on validation."""

    @property
    def n_proposals(self) -> int:
        """How many proposals the decisions belong to."""
        return len(set(self.decisions.proposal))

    def of(self, model: str, capability: str) -> ModelScore | None:
        """Return how good a model was under a capability; None if it was not tested so."""
        return next((row for row in self.scores if (row.model, row.capability) == (model, capability)), None)

    def as_data(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        decisions = self.decisions
        return {
            "format": FORMAT,
            "version": version(),
            "seed": self.seed,
            "decisions": len(decisions.issue),
            "proposals": self.n_proposals,
            "left_out": dict(decisions.left_out),
            "folds": FOLDS,
            "level": grouped.LEVEL,
            "resamples": grouped.RESAMPLES,
            "replications": self.replications,
            "models": [row.as_data() for row in self.scores],
            "ends": [row.as_data() for row in self.ends],
            "contests": [one.as_data() for one in self.contests],
            "issues": [
                {
                    "proposal": decisions.proposal[row],
                    "issue": decisions.issue[row],
                    "delegations": int(decisions.room[row]),
                    "outcome": float(decisions.outcome[row]),
                    "forecasts": {
                        f"{made.model}.{made.capability}".rstrip("."): round(float(made.point[row]), 6)
                        for made in self.forecasts
                    },
                }
                for row in range(len(decisions.issue))
            ],
        }


def run_backtest(
    decisions: Decisions,
    *,
    seed: int,
    points: Sequence[models.PointModel | models.JointModel] = models.POINT_MODELS,
    spreads: Sequence[models.SpreadModel] = models.SPREAD_MODELS,
    replications: int = 0,
    progress: Progress | None = None,
) -> Backtest:
    """Return scores of models on decisions whose proposals they have not seen. The same seed gives the same bytes.

    Args:
        decisions: What was decided.
        seed: Of the folds and of the resamples behind intervals.
        points: Models of one number; the weighted mean has to be among them.
        spreads: Models of a distribution; the mean with scaled residuals has to be among them if there are any.
        replications: Of the conference, for each proposal; 0: it is not played.
        progress: Told how many forecasts are made, of how many: one for a point model, one a fold for distributions,
            one a proposal for the conference.

    Raises:
        StudyError: if there are fewer proposals than folds.
    """
    group = grouped.groups(decisions.proposal)
    if int(group.max()) + 1 < FOLDS:
        raise StudyError(say("backtest.problem.folds", n=int(group.max()) + 1, folds=FOLDS))
    wanted = _wanted(decisions, (*points, *spreads))
    total = sum(FOLDS if isinstance(model, models.SpreadModel) else 1 for model, _ in wanted)
    total += int(group.max()) + 1 + (FOLDS if spreads else 0) if replications else 0
    note = Counted(progress, total)
    note(0)
    played = None
    if replications:
        played = play_decisions(decisions, seed=seed, replications=replications, note=note)
        around = models.marks_around(LAYERED, decisions.proposal, decisions.issue, played.point)
        wanted += _wanted(decisions, (around,) if spreads else ())
    fold = grouped.folds(group, seed, FOLDS)
    made = []
    for model, capability in wanted:
        if isinstance(model, models.SpreadModel):
            made.append(_learned(model, capability, decisions, fold, note))
        else:
            point = models.points_of(model, decisions, capability or EQUAL)
            made.append(Forecasts(model=model.key, capability=capability, point=point))
            note()
    if played is not None:
        at = sum(one.probability is None for one in made)
        made.insert(at, Forecasts(model=CONFERENCE, capability="", point=played.point))
    resampled = grouped.Resampled(group, seed)
    beside = [one for one in made if one.model in BESIDE and one.capability == EQUAL]
    return Backtest(
        decisions=decisions,
        forecasts=tuple(made),
        scores=tuple(_scored(found, made, decisions, resampled) for found in made),
        seed=seed,
        ends=() if played is None else end_shares(decisions, resampled, beside, played),
        replications=replications,
        contests=contests(decisions, made, resampled, played),
    )


def _wanted[M: models.PointModel | models.JointModel | models.SpreadModel](
    decisions: Decisions, tested: Sequence[M]
) -> list[tuple[M, str]]:
    """Return each model with each capability under which it is tested."""
    return [(model, key) for model in tested for key in models.capabilities_of(model, decisions)]


def _learned(
    model: models.SpreadModel,
    capability: str,
    decisions: Decisions,
    fold: np.ndarray,
    note: Counted,
) -> Forecasts:
    """Return what a model says of the decisions of each fold, having learned from those of all others."""
    probability = np.empty((len(decisions.issue), len(GRID)))
    for number in range(FOLDS):
        known, asked = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        forecaster = model.learn(decisions.only(known), capability or EQUAL)
        probability[asked] = forecaster(decisions.only(asked), capability or EQUAL)
        note()
    median = GRID[quantile_places(probability, 0.5)]
    return Forecasts(model=model.key, capability=capability, point=median, probability=probability)


def _scored(
    found: Forecasts, made: Sequence[Forecasts], decisions: Decisions, resampled: grouped.Resampled
) -> ModelScore:
    by_key = {one.key: one for one in made}
    capability = found.capability or EQUAL
    scaled = by_key[models.SCALED, capability] if found.probability is not None else None
    mean = by_key[models.MEAN, capability]
    return score(found, decisions, resampled, mean=mean, scaled=scaled)
