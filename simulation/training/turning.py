"""Turning points: the sessions in which the chances of a seat changed most, found by playing on from each of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.arrays import ATOL, FloatArray
from simulation.experiments import interval
from simulation.experiments.interval import Estimate
from simulation.reasons.moves import Log
from simulation.training.course import Course
from simulation.training.futures import Chance, futures
from simulation.training.progress import Told, within
from simulation.training.worths import amount, change, worth
from simulation.words import numbered, percent, say

__all__ = ["FUTURES", "POINTS", "ClauseChance", "Fact", "Turning", "TurningPoint", "turning_points"]

FUTURES: Final = 60
"""Played from the beginning of every session."""
POINTS: Final = 3
_FIRST: Final = 2001
"""Replication from which on they are taken: no others are played with it, neither runs nor branches."""
_EVENT: Final = 0.02
"""What a thing that happened adds to the weight of a session, so that of two quiet ones the eventful is told
(judgement)."""
_MOST_EVENTS: Final = 3
_OWN_MOVES: Final = (
    "lift_brackets",
    "request_brackets",
    "join_coalition",
    "leave_coalition",
    "found_coalition",
)
_BRACKETS: Final = ("lift_brackets", "request_brackets")
"""Of them, those that instructions make where a person says nothing to a wording."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that happened in a session and that concerns the seat."""

    kind: str
    """`closed_for`, `closed_even`, `closed_against`, `chair_text`, `broke`, `was_let_down`, or a move of the seat."""
    issue: str
    option: str
    """Names, as the case has them; empty where there is none."""
    other: str = ""
    clauses: int = 1
    """Of a chair's text: on how many it speaks; then `issue` and `option` are of none."""

    @property
    def sentence(self) -> str:
        """What happened, in words."""
        if self.kind == "chair_text":
            return numbered("debrief.fact.chair_text", self.clauses)
        return say(f"debrief.fact.{self.kind}", issue=self.issue, option=self.option, other=self.other)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseChance:
    """How the chance of a clause to be in the document changed in a session; shares of the futures."""

    issue: str
    before: float
    after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TurningPoint:
    """A session in which much changed for the seat."""

    session: int
    """Counted from 1."""
    before: float
    after: float
    """Mean own value of the futures from its beginning and from its end, in lengths of the axis; after the last
    session the value as it is."""
    change: Estimate
    """Of the own value, in the same futures."""
    clause: ClauseChance
    """The clause whose chance changed most, by what it matters to the seat."""
    facts: tuple[Fact, ...]
    weight: float
    """By which sessions are put in order: see `turning_points`."""
    n: int
    """Futures from each side."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """What happened, and how the chances of the seat changed, in words."""
        told = [fact.sentence for fact in self.facts] or [say("debrief.fact.none")]
        worths = {
            "before": worth(self.before, 1),
            "after": amount(self.after, 1),
            "change": change(self.change.value),
            "low": change(self.change.low),
            "high": change(self.change.high),
        }
        way = "clear" if self.change.is_clear else "unclear"
        told.append(
            say(f"debrief.turn.{way}{'.all' if self.change.is_unanimous else ''}", n=self.n, **worths)
        )
        if abs(self.clause.after - self.clause.before) > ATOL:
            shares = {"before": percent(self.clause.before), "after": percent(self.clause.after)}
            told.append(say("debrief.turn.clause", issue=self.clause.issue, **shares))
        return tuple(told)

    @property
    def heading(self) -> str:
        """Which session, and which way it went."""
        way = "none" if not self.change.is_clear else "up" if self.change.value > 0 else "down"
        return say(f"debrief.turn.{way}", s=self.session)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turning:
    """How the chances of a seat went, and the sessions in which they changed most."""

    points: tuple[TurningPoint, ...]
    """In order of time; where none of them is a turning point, sessions in which something happened to the seat."""
    order: tuple[int, ...]
    """All sessions, counted from 1, the heaviest first."""
    chances: tuple[Estimate, ...]
    """Mean own value of the futures from the beginning of each session, and at last the value as it is, `T + 1`."""

    @property
    def turned(self) -> bool:
        """Whether what the seat could expect clearly changed in any session."""
        return any(point.change.is_clear for point in self.points)

    @property
    def heading(self) -> str:
        """What the points are, in words."""
        return say("debrief.page.turning" if self.turned else "debrief.page.turning.none")

    @property
    def sentence(self) -> str:
        """That no session turned anything, in words; empty where one did."""
        if self.turned:
            return ""
        alike = all(chance.is_unanimous for chance in self.chances)
        return say("debrief.turning.alike" if alike else "debrief.turning.none")


def turning_points(
    course: Course, seat: str, log: Log, *, n: int = FUTURES, most: int = POINTS
) -> Told[Turning]:
    """Return the sessions in which most changed for a seat, in order of time; yield futures played, and in all.

    From the true state at the beginning of every session `n` futures are played in which agents sit in every seat,
    with the same chance from each. Sessions with a clear change come first, then those in which something happened; no
    others are told of. The weight of a session is the change of the mean own value as a share of the
    width of the values that occur, plus the largest change of the chance of a clause times the share that it matters
    to the seat, plus 0.02 for each thing that happened, three at most (judgement).
    """
    chance = Chance(course=course, first=_FIRST, n=n)
    total = n * len(course.stages)
    values, closes = [], []
    for stage in course.stages:
        found = yield from within(futures(course, stage, seat, chance), n * (stage.session - 1), total)
        values.append(found.value)
        closes.append((found.option >= 0).mean(axis=0))
    option = course.final
    end = float(course.worth[course.row(seat)])
    values.append(np.full(n, end))
    closes.append((option >= 0).astype(np.float64))
    points = _points(course, seat, log, np.stack(values), np.stack(closes))
    heaviest = sorted(points, key=lambda point: (-round(point.weight, 9), point.session))
    clear = [point for point in heaviest if point.change.is_clear]
    eventful = [point for point in heaviest if point.facts and not point.change.is_clear]
    return Turning(
        points=tuple(sorted((clear + eventful)[:most], key=lambda point: point.session)),
        order=tuple(point.session for point in heaviest),
        chances=tuple(interval.mean(value) for value in values),
    )


def _points(
    course: Course, seat: str, log: Log, values: FloatArray, closes: FloatArray
) -> Iterator[TurningPoint]:
    row = course.row(seat)
    salience = course.record.salience[-1, row]
    matters = salience / max(float(salience.sum()), ATOL)
    width = float(values.max() - values.min())
    for at in range(len(values) - 1):
        change = interval.paired_mean(values[at], values[at + 1])
        moved = np.abs(closes[at + 1] - closes[at]) * matters
        issue = int(moved.argmax())
        facts = tuple(_facts(course, seat, row, log, at))
        weight = abs(change.value) / width if width > ATOL else 0.0
        yield TurningPoint(
            session=at + 1,
            before=float(values[at].mean()),
            after=float(values[at + 1].mean()),
            change=change,
            clause=ClauseChance(
                issue=course.case.issues[issue].name,
                before=float(closes[at][issue]),
                after=float(closes[at + 1][issue]),
            ),
            facts=facts,
            weight=weight + float(moved[issue]) + _EVENT * min(len(facts), _MOST_EVENTS),
            n=len(values[0]),
        )


def _facts(course: Course, seat: str, row: int, log: Log, at: int) -> Iterator[Fact]:
    """Yield what happened in a session, counted from 0: closings, promises, a chair's text, own brackets and groups.

    What an agent did in the seat after a hand-over is not told as the person's.
    """
    record, issues = course.record, course.case.issues
    for issue in np.flatnonzero(record.closed_by[at] >= 0).tolist():
        option = int(record.table[at + 1, issue])
        gain = float(record.gain[at, row, issue, option])
        against = gain < -ATOL or bool(record.is_red[at, row, issue, option])
        yield Fact(
            kind="closed_against" if against else "closed_for" if gain > ATOL else "closed_even",
            issue=issues[issue].name,
            option=issues[issue].options[option].label,
        )
    names = log.roster
    is_own = seat not in course.log.seats or at + 1 in course.sat(seat)
    for promise in course.ending.ledger:
        if promise.state == "broken" and promise.settled == at + 1 and seat in (promise.by, promise.to):
            mine = promise.by == seat
            if mine and not is_own:
                continue
            yield Fact(
                kind="broke" if mine else "was_let_down",
                issue=names.issues[promise.issue],
                option=names.option(promise.issue, promise.option),
                other=names.name(promise.to if mine else promise.by),
            )
    if clauses := int((record.chair_text[at] >= 0).sum()):
        yield Fact(kind="chair_text", issue="", option="", clauses=clauses)
    for move in log.by(seat, at + 1) if is_own else ():
        if move.move in _OWN_MOVES:
            told = course.is_instructed(seat, at + 1, move.issue) and move.move in _BRACKETS
            yield Fact(
                kind=f"{move.move}.instructed" if told else move.move,
                issue=names.issues[move.issue],
                option=names.option(move.issue, move.option) if move.option else "",
            )
