"""What moves where in an instance of a case: who gets whose mandate, and which clause whose profile."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

import numpy as np

from simulation.arrays import ATOL
from simulation.errors import ScenarioError
from simulation.rng import Streams
from simulation.scenario.schema import Delegation, Instances, Issue, Option, Scenario
from simulation.words import say

__all__ = ["Moves", "dear_to", "holding", "moves_of", "rungs_of"]

_RUNGS: Final = ("text", "agreed_language")
_DRAWS: Final = 2_000
"""Draws after which none is looked for any more."""
_CLAUSES: Final = 2
"""On so many clauses at least something else holds without a text than in the case, so that other texts close."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """What an instance has from where, by key."""

    seat: Mapping[str, str]
    """Whose mandate a seat has, for the seats that exchange theirs or keep it from clause to clause."""
    issue: Mapping[str, str]
    """Whose profile an issue has, for all issues."""

    @property
    def new_seat(self) -> dict[str, str]:
        """The new holder of the mandate of each seat."""
        return {was: now for now, was in self.seat.items()}

    @property
    def new_issue(self) -> dict[str, str]:
        """Which issue has the profile of an issue now."""
        return {was: now for now, was in self.issue.items()}


def moves_of(case: Scenario, number: int) -> Moves:
    """Return the changes that make an instance of a case; the same number gives the same.

    It is drawn again until enough is otherwise than in the case: from all that moves, and, where that seldom fits, from
    what fits alone.

    Args:
        case: The case as it is written, with `instances`.
        number: From 1.

    Raises:
        ScenarioError: if no draw is other enough.
    """
    spec = case.instances
    if spec is None:
        raise ValueError(f"{case.key} has no instances")
    streams = Streams(crc32(case.key.encode()))
    for draw, first in ((_drawn, 0), (_drawn_within, _DRAWS)):
        for attempt in range(first, first + _DRAWS):
            moves = draw(case, spec, streams.generator("instance", number, attempt))
            if moves is not None and _is_other(case, spec, moves):
                return moves
    raise ScenarioError(say("problem.instance.none", case=case.key, draws=_DRAWS))


def _drawn(case: Scenario, spec: Instances, generator: np.random.Generator) -> Moves:
    seats, issues = dict[str, str](), {issue.key: issue.key for issue in case.issues}
    for group in spec.seats:
        seats |= dict(zip(group, (group[place] for place in generator.permutation(len(group))), strict=True))
    for group in spec.clauses:
        issues |= dict(zip(group, (group[place] for place in generator.permutation(len(group))), strict=True))
    return Moves(seat=seats, issue=issues)


def _drawn_within(case: Scenario, spec: Instances, generator: np.random.Generator) -> Moves | None:
    """Return a draw in which profiles go where they may and who exchanges needs another clause; None: this is none."""
    issues = {issue.key: issue.key for issue in case.issues}
    for group in spec.clauses:
        may = [[now in spec.goes_to.get(was, (now,)) for was in group] for now in group]
        issues |= dict(zip(group, _dealt(group, may, generator), strict=False))
    new_issue = {was: now for now, was in issues.items()}
    seats, dear = dict[str, str](), {seat.key: dear_to(seat) for seat in case.delegations if seat.mandate}
    for group in spec.seats:
        may = [[len(group) == 1 or new_issue[dear[was]] != dear[key] for was in group] for key in group]
        seats |= dict(zip(group, _dealt(group, may, generator), strict=False))
    return Moves(seat=seats, issue=issues) if len(seats) == sum(map(len, spec.seats)) else None


def _dealt(group: Sequence[str], may: list[list[bool]], generator: np.random.Generator) -> list[str]:
    """Return what each of a group is dealt of it, among what it may have (an assignment of least cost, costs by lot).

    Empty: there is no such deal.
    """
    from scipy.optimize import linear_sum_assignment

    allowed = np.array(may)
    cost = np.where(allowed, generator.random(allowed.shape), len(group) + 1.0)
    rows, places = linear_sum_assignment(cost)
    return [group[int(place)] for place in places] if allowed[rows, places].all() else []


def _is_other(case: Scenario, spec: Instances, moves: Moves) -> bool:
    """Return whether profiles are where they may be, other texts close, and who exchanges needs another clause."""
    for now, was in moves.issue.items():
        if now not in spec.goes_to.get(was, (now,)):
            return False
    issues = {issue.key: issue for issue in case.issues}
    changed = sum(
        holding(issues[was]) != holding(issues[now]) for now, was in moves.issue.items() if was != now
    )
    if changed < min(_CLAUSES, sum(map(len, spec.clauses))):
        return False
    seats = {seat.key: seat for seat in case.delegations}
    return all(
        moves.new_issue[dear_to(seats[moves.seat[key]])] != dear_to(seats[key])
        for group in spec.seats
        if len(group) > 1
        for key in group
    )


def holding(issue: Issue) -> int:
    """Return the rung of an issue that says what holds without a text; -1: none does."""
    rungs = rungs_of(issue)
    if isinstance(issue.status_quo, str):
        keys = [option.key for option in rungs]
        return keys.index(issue.status_quo) if issue.status_quo in keys else -1
    near = (
        place for place, option in enumerate(rungs) if abs(option.position - float(issue.status_quo)) <= ATOL
    )
    return next(near, -1)


def rungs_of(issue: Issue) -> tuple[Option, ...]:
    """Return the wordings of an issue that make its ladder, from the high end down."""
    return tuple(sorted(_rungs(issue), key=lambda option: -option.position))


def _rungs(issue: Issue) -> Iterator[Option]:
    return (option for option in issue.written if option.kind in _RUNGS and not option.drafted)


def dear_to(seat: Delegation) -> str:
    """Return the issue that matters most to a seat, the first of several; its mandates have plain numbers."""
    weights = {key: own.salience for key, own in seat.mandate.items()}
    return max(weights, key=lambda key: w if isinstance(w := weights[key], float) else 0.0)
