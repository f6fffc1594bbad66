"""Draws how a case is coded, of what whoever wrote it marks as judgement, and codes a case so."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from simulation.errors import StudyError
from simulation.rng import Streams
from simulation.scenario.drafting import with_drafts, without_drafts
from simulation.scenario.judgement import IssueJudgement, Judgement
from simulation.scenario.schema import Issue, Option, Scenario
from simulation.study.levers.red_line_levers import widened
from simulation.words import say

if TYPE_CHECKING:
    from simulation.study.study import Variant

__all__ = [
    "DRAWN_TOGETHER",
    "Coding",
    "Codings",
    "batches_of",
    "codings_of",
    "draw",
    "scenario_of",
]

DRAWN_TOGETHER: Final = 8
"""Replications in a row that share a coding: 0 to 7, 8 to 15, ... So they are played as one batch, and what codings do
can be told from chance."""
_DECIMALS: Final = 6
_EXAMPLE: Final = (
    "judgement: {issues: [{issue: Q1, reason: the sources differ, positions: {option: [0.3, 0.5]}}]}"
)

type Range = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """One way to code a case."""

    others: tuple[int, ...]
    """By issue marked: which of its other codings, counted from 1; 0 is what is written."""
    positions: tuple[tuple[float, ...], ...]
    """By issue marked: the places of its options with a range, in the order of their keys."""
    status_quo: tuple[float | None, ...]
    """By issue marked: its status quo; None: it has no range."""
    factors: tuple[float, ...]
    """By mark of red lines: how many times as wide they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Codings:
    """What can be coded otherwise in a case."""

    judgement: Judgement
    """The marks of the case, but for values that whoever plays it has set."""
    issues: tuple[Issue, ...]
    """Issues of the case. A value that differs in a variant was set there, and is not drawn."""

    def coded(self, case: Scenario, coding: Coding) -> Scenario:
        """Return the case, or a variant of it, coded so."""
        bare = without_drafts(case)
        known = {issue.key: issue for issue in self.issues}
        issues = {issue.key: issue for issue in bare.issues}
        for place, part in enumerate(self.judgement.issues):
            if part.issue in issues:
                written, issue = known[part.issue], issues[part.issue]
                issues[part.issue] = _coded(issue, written, part, coding, place)
        if issues != {issue.key: issue for issue in bare.issues}:
            bare = bare.model_copy(update={"issues": tuple(issues[issue.key] for issue in bare.issues)})
        everybody = [item.key for item in bare.delegations]
        for mark, factor in zip(self.judgement.red_lines, coding.factors, strict=True):
            bare = widened(bare, frozenset(mark.delegations or everybody), factor)
        return with_drafts(bare)

    def told(self, case: Scenario, coding: Coding) -> dict[str, object]:
        """Return the values that a coding changes in the case, or in a variant of it, by path."""
        found: dict[str, object] = {}
        written, issues = ({issue.key: issue for issue in some} for some in (self.issues, case.issues))
        for place, part in enumerate(self.judgement.issues):
            if part.issue in issues:
                issue = issues[part.issue]
                found |= _changed(issue, _coded(issue, written[part.issue], part, coding, place))
        for number, factor in enumerate(coding.factors, start=1):
            found[f"judgement.red_lines.{number}.factor"] = factor
        return found


def _changed(issue: Issue, new: Issue) -> dict[str, object]:
    found: dict[str, object] = {}
    if new.status_quo != issue.status_quo:
        found[f"issues.{issue.key}.status_quo"] = new.status_quo
    for option, was in zip(new.options, issue.options, strict=True):
        here = f"issues.{issue.key}.options.{option.key}"
        if option.kind != was.kind:
            found[f"{here}.kind"] = option.kind
        if option.position != was.position:
            found[f"{here}.position"] = option.position
    return found


def codings_of(case: Scenario, as_written: Scenario | None = None) -> Codings:
    """Return the codings of a case: the parts that it marks as judgement.

    Args:
        case: The case that is played.
        as_written: The case before whoever plays it set anything in it: what was set is not drawn.

    Raises:
        StudyError: if nothing in it is marked as judgement; says what to write.
    """
    judgement = case.judgement or Judgement()
    before = {issue.key: issue for issue in (as_written or case).issues}
    now = {issue.key: issue for issue in case.issues}
    parts = [
        _free(part, now[part.issue], before.get(part.issue, now[part.issue]))
        for part in judgement.issues
        if part.issue in now
    ]
    left = tuple(part for part in parts if part.others or part.positions or part.status_quo)
    if not left and not judgement.red_lines:
        key = "problem.codings.set" if judgement.issues else "problem.codings.none"
        raise StudyError(say(key, case=case.key, example=_EXAMPLE))
    return Codings(judgement=judgement.model_copy(update={"issues": left}), issues=case.issues)


def _free(part: IssueJudgement, issue: Issue, written: Issue) -> IssueJudgement:
    """Return what is marked of an issue and still has the value that is written."""
    places, were = _places(issue), _places(written)
    positions = {
        key: ends for key, ends in part.positions.items() if key in places and places[key] == were.get(key)
    }
    is_kept = issue.status_quo == written.status_quo
    return part.model_copy(
        update={
            "others": part.others if _is_as_written(part, issue, written) else (),
            "positions": positions,
            "status_quo": part.status_quo if is_kept else None,
        }
    )


def _places(issue: Issue) -> Mapping[str, float]:
    return {option.key: option.position for option in issue.options}


def _is_as_written(part: IssueJudgement, issue: Issue, written: Issue) -> bool:
    """Return whether all that other codings of an issue change has the value that is written."""
    kinds, were = ({option.key: option.kind for option in one.options} for one in (issue, written))
    named = {key for other in part.others for key in other.kinds}
    moves = any(other.status_quo is not None for other in part.others)
    return all(key in kinds and kinds[key] == were.get(key) for key in named) and (
        not moves or issue.status_quo == written.status_quo
    )


def draw(judgement: Judgement, seed: int, replication: int) -> Coding:
    """Return the coding of a replication: each other coding as often as any, each number evenly from its range."""
    rng = Streams(seed).generator("coding", replication // DRAWN_TOGETHER)

    def between(ends: Range) -> float:
        return round(ends[0] + (ends[1] - ends[0]) * float(rng.random()), _DECIMALS)

    others, positions, status_quo = [], [], []
    for part in judgement.issues:
        others.append(int(rng.integers(len(part.others) + 1)))
        positions.append(tuple(between(part.positions[key]) for key in sorted(part.positions)))
        status_quo.append(None if part.status_quo is None else between(part.status_quo))
    factors = tuple(between(mark.factor) for mark in judgement.red_lines)
    return Coding(
        others=tuple(others), positions=tuple(positions), status_quo=tuple(status_quo), factors=factors
    )


def _coded(issue: Issue, written: Issue, part: IssueJudgement, coding: Coding, place: int) -> Issue:
    """Return an issue coded so, but for what a variant has set."""
    kinds, status_quo = {}, coding.status_quo[place]
    is_kept = issue.status_quo == written.status_quo
    new: dict[str, object] = {}
    if coding.others[place] and _is_as_written(part, issue, written):
        other = part.others[coding.others[place] - 1]
        kinds = other.kinds
        if other.status_quo is not None:
            new["status_quo"] = other.status_quo
    if status_quo is not None and "status_quo" not in new and is_kept:
        new["status_quo"] = status_quo
    places = dict(zip(sorted(part.positions), coding.positions[place], strict=True))
    were = _places(written)

    def changed(option: Option) -> Option:
        update: dict[str, object] = {}
        if kinds.get(option.key, option.kind) != option.kind:
            update |= {"kind": kinds[option.key], "precision": None}
        if option.key in places and option.position == were[option.key] != places[option.key]:
            update["position"] = places[option.key]
        return option.model_copy(update=update) if update else option

    return issue.model_copy(update={"options": tuple(map(changed, issue.options)), **new})


def scenario_of(variant: "Variant", seed: int, replication: int) -> Scenario:
    """Return the case that a replication of a variant plays."""
    if variant.codings is None:
        return variant.scenario
    return variant.codings.coded(variant.scenario, draw(variant.codings.judgement, seed, replication))


def batches_of(
    variant: "Variant", seed: int, replications: Sequence[int]
) -> Iterator[tuple[Scenario, Sequence[int]]]:
    """Yield replications of a variant that play the same case, in order, with that case."""
    if variant.codings is None:
        yield variant.scenario, replications
        return
    for _, group in groupby(replications, lambda replication: replication // DRAWN_TOGETHER):
        rows = list(group)
        yield scenario_of(variant, seed, rows[0]), rows
