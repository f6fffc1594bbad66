"""What would have followed: a branch of one session against the session as it was played, in the same futures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.protocols.result import OUTCOME_CLASSES
from simulation.stats import interval
from simulation.stats.interval import Estimate
from simulation.stats.unanimous import is_unanimous, tells
from simulation.training.branches import Branch, as_played, branches_at
from simulation.training.course_of_play import Course
from simulation.training.futures import Chance, Futures, futures
from simulation.training.progress import Told, within
from simulation.training.worths import POINTS, amount, change, got, points_of, step
from simulation.words import Said, said

__all__ = [
    "FUTURES",
    "SCREENED",
    "Comparison",
    "Ending",
    "Findings",
    "Step",
    "compare",
    "compare_all",
    "find",
]

FUTURES: Final = 200
"""Of a branch, and of the session as it was played."""
SCREENED: Final = 40
"""Futures by which branches are chosen. Others than those that are told of, so that the choice does not flatter."""
_FIRST: Final = 1001
_FIRST_SCREENED: Final = 1501
_STEPS: Final = 3
_ENOUGH: Final = 36
"""Branches from which on no further session is looked at."""
_CHOSEN: Final = 4
"""Branches that are played again in others."""
_SEEN: Final = 0.05
"""Change of the chance of a wording that is worth a word."""
_SEEN_WORTH: Final = 0.005
"""The same of the own value by one clause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How often it ends in one way."""

    outcome_class: str
    """One of `OUTCOME_CLASSES`."""
    base: Estimate
    """Share of the futures as played."""
    branch: Estimate
    change: Estimate
    """In the same futures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One clause on the way: how often it is agreed on a wording, and when."""

    issue: str
    option: str
    """Names, as the case has them. Empty: the clause falls away, or there is no document."""
    base: float
    branch: float
    """Share of the futures."""
    branch_session: int
    """Session in which it closes most often in those of the branch, counted from 1; 0: it does not."""
    worth: float
    """What the whole change on this clause adds to the own value, in lengths of the axis."""

    @property
    def sentence(self) -> Said:
        """What becomes of the clause, in words."""
        shares = {"base": round(100 * self.base), "branch": round(100 * self.branch)}
        told = step(self.worth)
        if not self.option:
            return said("debrief.step.falls", issue=self.issue, worth=told, **shares)
        key = "debrief.step" if self.branch_session else "debrief.step.never"
        return said(key, issue=self.issue, option=self.option, s=self.branch_session, worth=told, **shares)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A branch and the session as it was played, each played on by agents in the same futures."""

    branch: Branch
    own: float
    """What the seat got in the game, in lengths of the axis: no part of the comparison."""
    is_handed_over: bool
    """An agent held the seat in a part of that game."""
    base: Estimate
    """What an agent got on average that went on in the seat from the session as it was played."""
    value: Estimate
    """What it got in the branch."""
    change: Estimate
    """Future by future, with its 90 % interval."""
    endings: tuple[Ending, ...]
    """Ways to end that occur, in the order of `OUTCOME_CLASSES`."""
    path: tuple[Step, ...]
    """Clauses on which most changes for the seat, at most three, the largest first."""
    n: int

    @property
    def verdict(self) -> str:
        """`better`, `worse`, or `none`: no clear difference, the interval covers zero."""
        if not tells(self.change):
            return "none"
        return "better" if self.change.value > 0 else "worse"

    @property
    def sentence(self) -> Said:
        """The result of the seat, and of an agent in it either way, in words, under the assumptions of the model."""
        base, more = points_of(self.base.value), points_of(self.change.value)
        kind = ".all" if is_unanimous(self.change) else "" if more else ".trifle"
        told = said(
            f"debrief.compare.{self.verdict}{kind}",
            n=self.n,
            s=self.branch.session,
            base=amount(self.base.value),
            value=amount((base + more) / POINTS),  # what is told adds up
            change=step(self.change.value),
            span=_span(self.change),
        )
        return Said.joined(got(self.own, is_handed_over=self.is_handed_over), told)

    @property
    def reasons(self) -> tuple[Said, ...]:
        """What follows from the branch, in words."""
        return tuple(step.sentence for step in self.path) or (said("debrief.step.same"),)


def _span(estimate: Estimate) -> Said:
    """Return the interval of a change in whole points: one number where both ends are the same."""
    low, high = change(estimate.low), change(estimate.high)
    return (
        said("debrief.compare.at", low=low)
        if low == high
        else said("debrief.compare.between", low=low, high=high)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Branches found by themselves: one that does better, one worse, one that makes no difference."""

    better: Comparison | None
    worse: Comparison | None
    equal: Comparison | None
    """None: no branch that was tried came out so."""
    tried: int
    """Branches."""

    @property
    def told(self) -> tuple[Comparison, ...]:
        """Those there are."""
        return tuple(item for item in (self.better, self.worse, self.equal) if item is not None)


def compare(course: Course, seat: str, branch: Branch, *, n: int = FUTURES) -> Told[Comparison]:
    """Return the change that a branch makes for a seat, from `n` futures of it and of the session as it was played.

    All private values are the true ones. Only the chance of this session and of those ahead differs between futures;
    it is the same in both (common random numbers). From the next session on agents sit in every seat.
    """
    found = yield from compare_all(course, seat, [branch], n=n)
    return found[0]


def compare_all(
    course: Course, seat: str, branches: Sequence[Branch], *, n: int = FUTURES, first: int = _FIRST
) -> Told[tuple[Comparison, ...]]:
    """Return the change that each of several branches makes. Branches of one session share its futures as played."""
    chance = Chance(course=course, first=first, n=n)
    total = n * (len(branches) + len({branch.session for branch in branches}))
    bases: dict[int, Futures] = {}
    played = 0
    compared = []
    for branch in branches:
        stage = course.stages[branch.session - 1]
        if branch.session not in bases:
            actual = futures(course, stage, seat, chance, as_played(stage).script)
            bases[branch.session] = yield from within(actual, played, total)
            played += n
        variant = yield from within(futures(course, stage, seat, chance, branch.script), played, total)
        played += n
        compared.append(_compared(course, seat, branch, bases[branch.session], variant))
    return tuple(compared)


def find(course: Course, seat: str, sessions: Sequence[int], *, n: int = FUTURES) -> Told[Findings]:
    """Return one better, one worse and one equal branch of these sessions, counted from 1.

    Session by session all that was possible is tried in 40 futures, until some forty branches are. The best, the worst
    and the two nearest to no change are then played in `n` others, and told by what came out there.
    """
    branches: list[Branch] = []
    for session in sessions:
        if len(branches) < _ENOUGH:
            branches += branches_at(course.stages[session - 1], seat)
    if not branches:
        return Findings(better=None, worse=None, equal=None, tried=0)
    screening = SCREENED * (len(branches) + len({branch.session for branch in branches}))
    total = screening + n * 2 * min(_CHOSEN, len(branches))
    screened = yield from within(
        compare_all(course, seat, branches, n=SCREENED, first=_FIRST_SCREENED), 0, total
    )
    chosen = _chosen([item.change.value for item in screened])
    told = yield from within(
        compare_all(course, seat, [branches[at] for at in chosen], n=n), screening, total
    )
    yield total, total
    by_verdict = {
        verdict: [item for item in told if item.verdict == verdict] for verdict in ("better", "worse", "none")
    }
    return Findings(
        better=max(by_verdict["better"], key=lambda item: item.change.value, default=None),
        worse=min(by_verdict["worse"], key=lambda item: item.change.value, default=None),
        equal=min(by_verdict["none"], key=lambda item: abs(item.change.value), default=None),
        tried=len(branches),
    )


def _chosen(changes: Sequence[float]) -> list[int]:
    """Return which branches are worth telling: the best, the worst, and the two nearest to no change."""
    order = sorted(range(len(changes)), key=lambda at: (-changes[at], at))
    quiet = sorted(order[1:-1], key=lambda at: (abs(changes[at]), at))
    return list(dict.fromkeys([order[0], order[-1], *quiet]))[:_CHOSEN]


def _compared(course: Course, seat: str, branch: Branch, base: Futures, variant: Futures) -> Comparison:
    return Comparison(
        branch=branch,
        own=float(course.shown[course.row(seat)]),
        is_handed_over=course.is_handed_over(seat),
        base=interval.mean(base.shown),
        value=interval.mean(variant.shown),
        change=interval.paired_mean(base.shown, variant.shown),
        endings=_endings(base, variant),
        path=_path(course, base, variant),
        n=len(base.value),
    )


def _endings(base: Futures, variant: Futures) -> tuple[Ending, ...]:
    found = []
    for code, name in enumerate(OUTCOME_CLASSES):
        one, other = base.outcome_class == code, variant.outcome_class == code
        if one.any() or other.any():
            found.append(
                Ending(
                    outcome_class=name,
                    base=interval.share(int(one.sum()), len(one)),
                    branch=interval.share(int(other.sum()), len(other)),
                    change=interval.paired_share(one, other),
                )
            )
    return tuple(found)


def _path(course: Course, base: Futures, variant: Futures) -> tuple[Step, ...]:
    """Return the clauses on which most changes: by the own value, then by how often a wording is agreed."""
    parts = (variant.part - base.part).mean(axis=0)
    steps = []
    for issue, topic in enumerate(course.case.issues):
        options = range(-1, len(topic.options))
        shares = [
            (float((base.option[:, issue] == o).mean()), float((variant.option[:, issue] == o).mean()))
            for o in options
        ]
        at = max(options, key=lambda o: (round(shares[o + 1][1] - shares[o + 1][0], 9), -o))
        was, now = shares[at + 1]
        if now - was >= _SEEN or abs(parts[issue]) >= _SEEN_WORTH:
            step = Step(
                issue=topic.name,
                option="" if at < 0 else topic.options[at].label,
                base=was,
                branch=now,
                branch_session=_usual(variant, issue, at),
                worth=float(parts[issue]),
            )
            steps.append(step)
    steps.sort(key=lambda step: (-round(abs(step.worth), 9), -(step.branch - step.base)))
    return tuple(steps[:_STEPS])


def _usual(found: Futures, issue: int, option: int) -> int:
    sessions = found.closed_at[found.option[:, issue] == option, issue]
    sessions = sessions[sessions > 0]
    return int(np.bincount(sessions).argmax()) if len(sessions) else 0
