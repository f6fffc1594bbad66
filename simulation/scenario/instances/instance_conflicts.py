"""Checks how a case lets instances be drawn: that seats and clauses are there, and that what moves is of like shape."""

from collections.abc import Collection, Iterator, Sequence
from itertools import chain

from simulation.errors import ScenarioError
from simulation.scenario.instances.instance_moves import moves_of, rungs_of
from simulation.scenario.schema import Instances, Scenario
from simulation.scenario.tree import Finding, no_such
from simulation.words import listed, say

__all__ = ["find_instance_conflicts"]


def find_instance_conflicts(case: Scenario) -> Iterator[Finding]:
    """Yield the path of everything under `instances` that does not fit the case, and what to say about it."""
    spec = case.instances
    if spec is None:
        return
    for what in ("events", "judgement"):
        if getattr(case, what):
            yield ("instances",), say("problem.instance.moves", what=what)
    seats, issues = [seat.key for seat in case.delegations], [issue.key for issue in case.issues]
    wrong = [
        *_names(spec.seats, "seats", "delegation", seats),
        *_names(spec.clauses, "clauses", "issue", issues),
        *_ways(spec),
        *_calls(spec),
    ]
    yield from wrong
    if not wrong:
        unlike = [*_shapes(case, spec), *_numbers(case, spec)]
        yield from unlike or _moves(case)


def _moves(case: Scenario) -> Iterator[Finding]:
    """Whether there is an instance at all; what does not move far enough is told before anybody asks for one."""
    if not all(seat.mandate for seat in case.delegations):
        return
    try:
        moves_of(case, 1)
    except ScenarioError as error:
        yield ("instances",), str(error)


def _names(
    groups: Sequence[Sequence[str]], field: str, what: str, valid: Collection[str]
) -> Iterator[Finding]:
    seen = set[str]()
    for number, group in enumerate(groups):
        for place, key in enumerate(group):
            path = ("instances", field, number, place)
            if key not in valid:
                yield path, no_such(what, key, valid)
            elif key in seen:
                yield path, say("problem.instance.twice", key=repr(key))
            seen.add(key)


def _ways(spec: Instances) -> Iterator[Finding]:
    groups = {key: group for group in spec.clauses for key in group}
    for was, others in spec.goes_to.items():
        if was not in groups:
            yield ("instances", "goes_to", was), no_such("issue", was, groups)
            continue
        for place, key in enumerate(others):
            if key not in groups[was]:
                told = {"key": repr(key), "issue": repr(was), "valid": listed(groups[was])}
                yield ("instances", "goes_to", was, place), say("problem.instance.elsewhere", **told)


def _calls(spec: Instances) -> Iterator[Finding]:
    seats = list(chain.from_iterable(spec.seats))
    for key in spec.calls:
        if key not in seats:
            yield ("instances", "calls", key), no_such("delegation", key, seats)


def _shapes(case: Scenario, spec: Instances) -> Iterator[Finding]:
    rungs = {issue.key: len(rungs_of(issue)) for issue in case.issues}
    for number, group in enumerate(spec.clauses):
        for place, key in enumerate(group):
            if rungs[key] != rungs[group[0]]:
                told = {
                    "key": repr(key),
                    "n": rungs[key],
                    "first": repr(group[0]),
                    "first_n": rungs[group[0]],
                }
                yield ("instances", "clauses", number, place), say("problem.instance.shape", **told)


def _numbers(case: Scenario, spec: Instances) -> Iterator[Finding]:
    """What moves has plain numbers, and so has what stays where something moves under it."""
    moving = set(chain.from_iterable(spec.clauses))
    exchange = set(chain.from_iterable(spec.seats))
    for row, seat in enumerate(case.delegations):
        for key, own in seat.mandate.items():
            here = key in moving or seat.key in exchange
            lines_fit = own.red_line is None or isinstance(own.red_line, tuple)
            plain = all(value is None or isinstance(value, float) for value in (own.position, own.salience))
            if here and not (plain and lines_fit):
                told = {"key": repr(seat.key), "issue": repr(key)}
                yield ("delegations", row, "mandate", key), say("problem.instance.plain", **told)
