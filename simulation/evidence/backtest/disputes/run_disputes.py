"""Plays disputes and says how each issue ends, with the log scores of what is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from simulation.arrays import FloatArray
from simulation.engine.batch import prepare
from simulation.evidence.backtest import grouped
from simulation.evidence.backtest.disputes import odds
from simulation.evidence.backtest.disputes.cases import DisputeCase, case_of_dispute, ordered
from simulation.evidence.backtest.score import plain_estimate
from simulation.evidence.counted import Counted, Progress
from simulation.evidence.validation.contest import Contest, contest
from simulation.forecast.compared_models import CONFERENCE, WEIGHTED_MEAN, Shown
from simulation.forecast.landed import Landed, joined, land
from simulation.protocols.positional import heard
from simulation.scenario.dispute_schema import NO_AGREEMENT, DisputeIssue
from simulation.scenario.disputes import Disputes
from simulation.scenario.load import scenario_hash
from simulation.state.tableau import Tableau
from simulation.stats.interval import Estimate, share
from simulation.version import version

__all__ = [
    "LAYERED",
    "MARKS",
    "MODELS",
    "PLAYED",
    "REPLICATIONS",
    "UNIFORM",
    "DisputeTest",
    "IssueOdds",
    "ModelLog",
    "run_disputes",
]


REPLICATIONS: Final = 200
"""Of each dispute, unless told otherwise."""
FORMAT: Final = "delegation-sim disputes 1"
"""The number grows when a field is renamed, removed or given another meaning, not when one is added."""
UNIFORM: Final = "uniform"
MARKS: Final = "marks"
"""The outcome layer around the weighted mean, `simulation.models.marks` with the coefficients for rooms elsewhere."""
PLAYED: Final = CONFERENCE.key
"""How often the replications of the conference end so."""
LAYERED: Final = "conference_layered"
"""The same outcome layer around the end of each replication."""
_MEDIAN: Final = Shown(key="median", protocol="median", family="centre")
MODELS: Final = (UNIFORM, WEIGHTED_MEAN.key, _MEDIAN.key, MARKS, PLAYED, LAYERED)
"""Names stand in the catalogue under `disputes.model.`; scored beside the first."""
_SIMPLE: Final = (UNIFORM, WEIGHTED_MEAN.key, _MEDIAN.key)
_CONTESTS: Final = {PLAYED: (*_SIMPLE, MARKS), LAYERED: (*_SIMPLE, MARKS), MARKS: _SIMPLE}
"""What ours is held against: what plays the conference against what does not, the outcome layer against lesser ones."""
_CHUNK: Final = 25


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class IssueOdds:
    """How one issue ends, as each model has it."""

    dispute: str
    issue: DisputeIssue
    probability: Mapping[str, FloatArray]
    """By model, `[K]`: options from 0 to 1, then no agreement; all alike where nobody's position is known."""
    played: tuple[Estimate, ...]
    """Share of the replications of the conference by what they end in, `[K]`; none where it is not played."""
    ended: int | None
    """What happened, a place among K; None: not known."""
    outcome: float | str | None
    """The same as the file has it; the nearest option counts."""

    @property
    def is_played(self) -> bool:
        """Whether anybody's position is known."""
        return bool(self.played)

    def log(self, model: str) -> float:
        """Return the log score of a model on what happened."""
        assert self.ended is not None  # noqa: S101 - whoever asks knows what happened
        return odds.log_score(self.probability[model], self.ended)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelLog:
    """The mean log score of a model over issues whose end is known; less is better."""

    model: str
    log: Estimate
    beyond_uniform: Estimate | None
    """Less that of uniform, paired; None for uniform itself."""
    hits: float
    """Expected share of issues on which a draw from the forecast is what happened."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DisputeTest:
    """What came out."""

    read: Disputes
    cases: tuple[DisputeCase, ...]
    issues: tuple[IssueOdds, ...]
    """Of all disputes, in the order of the file."""
    scores: tuple[ModelLog, ...]
    """In the order of `MODELS`; none where no end is known."""
    seed: int
    replications: int

    @property
    def scored(self) -> tuple[IssueOdds, ...]:
        """The issues that are played and whose end is known."""
        return _scored(self.issues)

    @property
    def contests(self) -> tuple[Contest, ...]:
        """Ours beside simple models, for the table of the page on validation; none where no end is known."""
        if not self.scored:
            return ()
        resampled, logs = _logs(self.scored, self.seed)
        found = (
            contest(
                f"dispute.log.{ours}",
                better="less",
                n=len(self.scored),
                ours=ours,
                models={name: logs[name] for name in (ours, *simple)},
                value=resampled.mean,
                beyond=lambda one, other: resampled.mean(one - other),
            )
            for ours, simple in _CONTESTS.items()
        )
        return tuple(one for one in found if one is not None)

    def of(self, dispute: str) -> tuple[IssueOdds, ...]:
        """Return the issues of one dispute."""
        return tuple(issue for issue in self.issues if issue.dispute == dispute)

    def as_data(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "format": FORMAT,
            "version": version(),
            "file_hash": self.read.file_hash,
            "seed": self.seed,
            "replications": self.replications,
            "parameters": "default",
            "level": grouped.LEVEL,
            "not_read": list(self.read.not_read),
            "scores": [_score_data(score) for score in self.scores],
            "contests": [one.as_data() for one in self.contests],
            "disputes": [self._dispute(case) for case in self.cases],
        }

    def _dispute(self, case: DisputeCase) -> dict[str, Any]:
        return {
            "id": case.dispute.id,
            "split": case.dispute.split,
            "rule": case.dispute.rule,
            "preset": case.scenario.forum.preset,
            "rule_is_read": case.rule_is_read,
            "scenario_hash": scenario_hash(case.scenario),
            "decide": list(case.deciders),
            "speak": list(case.speakers),
            "issues": [_issue_data(issue) for issue in self.of(case.dispute.id)],
        }


def run_disputes(
    read: Disputes,
    file: str,
    *,
    seed: int,
    replications: int = REPLICATIONS,
    progress: Progress | None = None,
) -> DisputeTest:
    """Return the endings of disputes in the conference. The same file, seed and replications give the same bytes.

    Args:
        read: The disputes.
        file: What their file is called.
        seed: Of all draws, and of the resamples behind intervals.
        replications: Of each dispute.
        progress: Told how many negotiations are over.

    Raises:
        ScenarioError: if a dispute cannot be played, such as one in which nobody decides.
    """
    cases = tuple(case_of_dispute(dispute, file) for dispute in read.disputes)
    note = Counted(progress, len(cases) * replications)
    note(0)
    found = [issue for case in cases for issue in _odds(case, seed, replications, note)]
    return DisputeTest(
        read=read,
        cases=cases,
        issues=tuple(found),
        scores=_scores(_scored(found), seed),
        seed=seed,
        replications=replications,
    )


def _odds(case: DisputeCase, seed: int, replications: int, note: Counted) -> list[IssueOdds]:
    """Return how each issue of a dispute ends, as each model has it."""
    landed: dict[str, Landed] = {}
    for model in (WEIGHTED_MEAN, _MEDIAN, CONFERENCE):
        parts = []
        for begin in range(0, replications, _CHUNK):
            rows = range(begin, min(begin + _CHUNK, replications))
            parts.append(land(case.scenario, model, seed=seed, replications=rows))
            if model == CONFERENCE:
                note(len(rows))
        landed[model.key] = joined(parts)
    tableau = prepare(case.scenario).blueprint.draw(seed, range(replications))
    places = {issue.key: place for place, issue in enumerate(case.scenario.issues)}
    return [
        _ends(case, issue, _shares(issue, landed, tableau, places[issue.id]), replications)
        if issue.id in places
        else _ends(case, issue, dict.fromkeys(MODELS, odds.uniform(len(issue.options))), 0)
        for issue in case.dispute.issues
    ]


def _shares(
    issue: DisputeIssue, landed: Mapping[str, Landed], tableau: Tableau, place: int
) -> dict[str, FloatArray]:
    """Return how likely each model takes each end of an issue to be."""
    values = [option.value for option in ordered(issue)]
    positions = np.where(heard(tableau)[:, place], tableau.ideal[:, :, place], np.nan)
    influence = tableau.capability * tableau.given_salience[:, :, place]
    return {
        **{model: odds.shares(each.option[:, place], len(values)) for model, each in landed.items()},
        UNIFORM: odds.uniform(len(values)),
        MARKS: odds.around(positions, influence, values),
        LAYERED: odds.around(positions, influence, values, option=landed[PLAYED].option[:, place]),
    }


def _ends(
    case: DisputeCase, issue: DisputeIssue, probability: Mapping[str, FloatArray], replications: int
) -> IssueOdds:
    """Return how an issue ends, played so often; 0: not at all."""
    counts = np.rint(probability[PLAYED] * replications).astype(int).tolist() if replications else ()
    outcome = case.dispute.outcomes.get(issue.id)
    return IssueOdds(
        dispute=case.dispute.id,
        issue=issue,
        probability={model: probability[model] for model in MODELS},
        played=tuple(share(count, replications, level=grouped.LEVEL) for count in counts),
        ended=_place(outcome, [option.value for option in ordered(issue)]),
        outcome=outcome,
    )


def _place(outcome: float | str | None, values: Sequence[float]) -> int | None:
    """Return the place of an outcome among what an issue can end in: of the option nearest to it."""
    if outcome is None:
        return None
    if isinstance(outcome, str):
        return len(values)
    return int(np.abs(np.asarray(values) - outcome).argmin())


def _scored(issues: Sequence[IssueOdds]) -> tuple[IssueOdds, ...]:
    return tuple(issue for issue in issues if issue.is_played and issue.ended is not None)


def _scores(issues: Sequence[IssueOdds], seed: int) -> tuple[ModelLog, ...]:
    """Return how good each model is, with intervals by resampled disputes."""
    if not issues:
        return ()
    resampled, logs = _logs(issues, seed)
    return tuple(
        ModelLog(
            model=model,
            log=resampled.mean(logs[model]),
            beyond_uniform=None if model == UNIFORM else resampled.mean(logs[model] - logs[UNIFORM]),
            hits=float(np.mean([issue.probability[model][issue.ended] for issue in issues])),
        )
        for model in MODELS
    )


def _logs(issues: Sequence[IssueOdds], seed: int) -> tuple[grouped.Resampled, dict[str, FloatArray]]:
    """Return what resamples whole disputes, and the log scores of each model, `[N]`."""
    resampled = grouped.Resampled(grouped.groups([issue.dispute for issue in issues]), seed)
    return resampled, {model: np.array([issue.log(model) for issue in issues]) for model in MODELS}


def _score_data(score: ModelLog) -> dict[str, Any]:
    return {
        "model": score.model,
        "log": plain_estimate(score.log),
        "log_beyond_uniform": plain_estimate(score.beyond_uniform),
        "hits": round(score.hits, 6),
    }


def _issue_data(issue: IssueOdds) -> dict[str, Any]:
    ends = [*(f"{option.value:g}" for option in ordered(issue.issue)), NO_AGREEMENT]
    intervals = dict(zip(ends, map(plain_estimate, issue.played), strict=False))
    return {
        "issue": issue.issue.id,
        "played": issue.is_played,
        "outcome": issue.outcome,
        "scored_at": None if issue.ended is None else ends[issue.ended],
        "options": {f"{option.value:g}": option.text for option in ordered(issue.issue)},
        "probability": {
            model: dict(zip(ends, np.round(issue.probability[model], 6).tolist(), strict=True))
            for model in MODELS
        },
        "conference": intervals,
        "log": {model: round(issue.log(model), 6) for model in MODELS} if issue.ended is not None else None,
    }
