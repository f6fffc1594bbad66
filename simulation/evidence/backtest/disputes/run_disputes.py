"""Plays disputes and says how each issue ends, with the log scores of what is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from simulation.arrays import FloatArray, IntArray
from simulation.engine.batch import prepare
from simulation.evidence.backtest import grouped
from simulation.evidence.backtest.disputes import odds
from simulation.evidence.backtest.disputes.dispute_cases import DisputeCase, case_of_dispute, ordered
from simulation.evidence.backtest.forecast_score import plain_estimate
from simulation.evidence.backtest.foreign_sheet import by_name
from simulation.evidence.validation.contest import Contest, contest
from simulation.evidence.work_counted import Counted, Progress
from simulation.forecast.compared_models import CONFERENCE, WEIGHTED_MEAN, Shown
from simulation.forecast.landed import Landed, joined, land
from simulation.protocols.parameter_sets.asked_parameters import DRAWN, MEDIAN
from simulation.protocols.parameter_sets.sets_table import sets_for
from simulation.protocols.positional import heard
from simulation.scenario.dispute_schema import NO_AGREEMENT, DisputeIssue
from simulation.scenario.disputes import Disputes
from simulation.scenario.load import scenario_hash
from simulation.scenario.schema import Scenario
from simulation.state.tableau import Tableau
from simulation.stats.interval import Estimate, share
from simulation.study.among import among
from simulation.study.codings import DRAWN_TOGETHER, codings_of, draw
from simulation.version import version

__all__ = [
    "AT_MEDIANS",
    "AT_MEDIANS_LAYERED",
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
FORMAT: Final = "delegation-sim disputes 2"
"""The number grows when a field is renamed, removed or given another meaning, not when one is added."""
UNIFORM: Final = "uniform"
MARKS: Final = "marks"
"""The outcome layer (`simulation.models.outcome_layer`) around the weighted mean, with the coefficients for rooms
elsewhere."""
PLAYED: Final = CONFERENCE.key
"""How often the replications of the conference end so, each with parameters drawn from the shipped table, and with a
status quo drawn where the file names none: as an ensemble with codings plays a case."""
LAYERED: Final = "conference_layered"
"""The same outcome layer around the end of each replication."""
AT_MEDIANS: Final = "conference_median"
"""The same with the medians of all parameters and the status quo in the middle."""
AT_MEDIANS_LAYERED: Final = "conference_median_layered"
_MEDIAN: Final = Shown(key="median", protocol="median", family="centre")
MODELS: Final = (
    UNIFORM,
    WEIGHTED_MEAN.key,
    _MEDIAN.key,
    MARKS,
    PLAYED,
    LAYERED,
    AT_MEDIANS,
    AT_MEDIANS_LAYERED,
)
"""Names stand in the catalogue under `disputes.model.`; scored beside the first."""
_SIMPLE: Final = (UNIFORM, WEIGHTED_MEAN.key, _MEDIAN.key)
_CONTESTS: Final = {
    **dict.fromkeys((PLAYED, LAYERED, AT_MEDIANS, AT_MEDIANS_LAYERED), (*_SIMPLE, MARKS)),
    MARKS: _SIMPLE,
}
"""What ours is held against: what plays the conference against what does not, the outcome layer against lesser ones."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class IssueOdds:
    """How one issue ends, as each model has it."""

    dispute: str
    issue: DisputeIssue
    probability: Mapping[str, FloatArray]
    """By model, `[K]`: options from 0 to 1, then no agreement; all alike where nobody's position is known."""
    played: tuple[Estimate, ...]
    """Share of the replications of the conference by what they end in, `[K]`, with intervals that hold chance and what
    is drawn; none where it is not played."""
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
        """The issues that are played and whose end is known, by dispute and issue."""
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
            "parameters": DRAWN,
            "status_quo": "drawn where the file names none",
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
    note = Counted(progress, 2 * len(cases) * replications)
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
    rows = range(replications)
    landed = {
        model.key: land(case.scenario, model, seed=seed, replications=rows)
        for model in (WEIGHTED_MEAN, _MEDIAN)
    }
    landed |= {
        PLAYED: _conference(case.scenario, seed, rows, note, drawn=True),
        AT_MEDIANS: _conference(case.scenario, seed, rows, note, drawn=False),
    }
    tableau = prepare(case.scenario).blueprint.draw(seed, rows)
    places = {issue.key: place for place, issue in enumerate(case.scenario.issues)}
    return [
        _ends(case, issue, _shares(issue, landed, tableau, place), landed[PLAYED].option[:, place])
        if (place := places.get(issue.id)) is not None
        else _ends(case, issue, dict.fromkeys(MODELS, odds.uniform(len(issue.options))), None)
        for issue in case.dispute.issues
    ]


def _conference(scenario: Scenario, seed: int, rows: Sequence[int], note: Counted, *, drawn: bool) -> Landed:
    """Return how these replications of the conference end: with what is not known drawn, or at the medians."""
    codings = codings_of(scenario) if drawn and scenario.judgement and scenario.judgement.issues else None
    sets = sets_for(DRAWN if drawn else MEDIAN)
    parts = []
    for begin in range(0, len(rows), DRAWN_TOGETHER):
        some = rows[begin : begin + DRAWN_TOGETHER]
        coded = scenario if codings is None else codings.coded(scenario, draw(codings.judgement, seed, begin))
        parts.append(land(coded, CONFERENCE, seed=seed, replications=some, sets=sets))
        note(len(some))
    return joined(parts)


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
        **{
            layered: odds.around(positions, influence, values, option=landed[bare].option[:, place])
            for layered, bare in ((LAYERED, PLAYED), (AT_MEDIANS_LAYERED, AT_MEDIANS))
        },
    }


def _ends(
    case: DisputeCase, issue: DisputeIssue, probability: Mapping[str, FloatArray], option: IntArray | None
) -> IssueOdds:
    """Return how an issue ends; `option` is what each replication ended in, `[R]`; None: it is not played."""
    outcome = case.dispute.outcomes.get(issue.id)
    return IssueOdds(
        dispute=case.dispute.id,
        issue=issue,
        probability={model: probability[model] for model in MODELS},
        played=() if option is None else _played(option, len(issue.options)),
        ended=_place(outcome, [one.value for one in ordered(issue)]),
        outcome=outcome,
    )


def _played(option: IntArray, options: int) -> tuple[Estimate, ...]:
    """Return the shares of replications `[R]` by what they end in, with intervals that hold what they draw."""
    n = len(option)
    ended = np.where(option < 0, options, option)[:, None] == np.arange(options + 1)
    group = np.arange(n) // DRAWN_TOGETHER
    return tuple(
        among(one.astype(np.float64), group, share(int(one.sum()), n, level=grouped.LEVEL), ends=(0.0, 1.0))
        for one in ended.T
    )


def _place(outcome: float | str | None, values: Sequence[float]) -> int | None:
    """Return the place of an outcome among what an issue can end in: of the option nearest to it."""
    if outcome is None:
        return None
    if isinstance(outcome, str):
        return len(values)
    return int(np.abs(np.asarray(values) - outcome).argmin())


def _scored(issues: Sequence[IssueOdds]) -> tuple[IssueOdds, ...]:
    """Return what can be scored, in the order of its names: the order of a file moves no interval."""
    found = (issue for issue in issues if issue.is_played and issue.ended is not None)
    return tuple(sorted(found, key=lambda one: (by_name(one.dispute), by_name(one.issue.id))))


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
