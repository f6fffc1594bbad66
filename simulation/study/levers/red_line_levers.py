"""The lever on how tight mandates are: red lines a factor as wide, round the positions they protect."""

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np

from simulation.scenario.schema import Delegation, Event, Issue, Mandate, Scenario
from simulation.scenario.tree import is_plain
from simulation.state.instructions import centre
from simulation.study.changes_told import by_factor
from simulation.study.levers.instructed import full_mandate, half_width
from simulation.study.levers.lever import Number, Pull, Pulled, lever
from simulation.study.levers.scaled_numbers import clipped, scaled
from simulation.study.levers.whose import change_delegations, group_of, of_whom
from simulation.words import Said

__all__ = ["RED_LINE_LEVERS", "widened"]

_MOST: Final = 10.0
type _Interval = tuple[float, float]


@lever("delegations", Number(0, _MOST, kind="factor"), example="red_lines=0.5", aim="some")
def _red_lines(pull: Pull[float]) -> Pulled:
    case, factor = pull.case, pull.value
    group = group_of(case, pull.whose)
    new = case
    if factor != 1.0:
        new = change_delegations(case, group, lambda one: _narrowed(case, one, factor))
        new = _with_events(new, case, factor, group)
    what = of_whom(Said("lever.red_lines"), case, pull.whose)
    return Pulled(new, by_factor(what, factor, "half_width", _mean(new, group), _mean(case, group)))


def widened(case: Scenario, group: frozenset[str], factor: float) -> Scenario:
    """Return a case with the red lines that it gives these delegations so many times as wide; nobody gets a new one."""
    if factor == 1.0:
        return case
    new = change_delegations(case, group, lambda one: _widened(case, one, factor))
    return _with_events(new, case, factor, group)


def _widened(case: Scenario, delegation: Delegation, factor: float) -> Delegation:
    mandate = dict(delegation.mandate)
    for issue in case.issues:
        found = mandate.get(issue.key)
        if found is not None and found.red_line is not None and found.acceptable is None:
            line = _scaled(case, delegation, issue, found, factor)
            mandate[issue.key] = found.model_copy(update={"red_line": line})
    return delegation.model_copy(update={"mandate": mandate})


def _with_events(new: Scenario, case: Scenario, factor: float, group: frozenset[str]) -> Scenario:
    events = tuple(_narrowed_event(case, event, factor, group) for event in case.events)
    return new.model_copy(update={"events": events})


def _narrowed(case: Scenario, delegation: Delegation, factor: float) -> Delegation:
    """Return a delegation with all of its red lines scaled; what is acceptable by name stays acceptable."""
    mandate = dict(delegation.mandate)
    for issue in case.issues:
        found = full_mandate(case, delegation, issue)
        if found.acceptable is None:
            line = _scaled(case, delegation, issue, found, factor)
            mandate[issue.key] = found.model_copy(update={"red_line": line})
    return delegation.model_copy(update={"mandate": mandate})


def _scaled(case: Scenario, delegation: Delegation, issue: Issue, mandate: Mandate, factor: float) -> object:
    line = half_width(case, delegation, mandate)
    if not isinstance(line, tuple):
        return scaled(line, factor)
    places = _places(case, delegation.key, issue.key)
    return _contracted(line, centre(mandate.position), factor, places)


def _narrowed_event(case: Scenario, event: Event, factor: float, group: frozenset[str]) -> Event:
    if event.red_line is None or event.delegation not in group:
        return event
    places = list(_places(case, event.delegation, event.issue))
    middle = places[0] if event.position is None and places else event.position
    line = event.red_line
    round_what = sum(line) / 2 if middle is None else middle
    return event.model_copy(update={"red_line": _contracted(line, round_what, factor, places)})


def _contracted(line: _Interval, middle: float, factor: float, places: Iterable[float]) -> _Interval:
    """Return an interval scaled round a place in it; positions that it held, now or later, it goes on holding."""
    low, high = line
    middle = min(max(middle, low), high)
    held = [place for place in places if low <= place <= high]
    ends = (clipped(middle - factor * (middle - low)), clipped(middle + factor * (high - middle)))
    return min(ends[0], *held, ends[0]), max(ends[1], *held, ends[1])


def _places(case: Scenario, key: str | None, issue: str | None) -> Iterator[float]:
    """Yield the plain positions of a delegation on an issue, or on all: by its mandate, then by instructions."""
    for delegation in case.delegations:
        if delegation.key == key:
            for name, mandate in delegation.mandate.items():
                if issue in (None, name) and is_plain(mandate.position):
                    yield mandate.position
    for event in case.events:
        if (
            event.delegation == key
            and event.position is not None
            and (issue is None or event.issue in (None, issue))
        ):
            yield event.position


def _mean(case: Scenario, group: frozenset[str]) -> float:
    widths: list[float] = []
    for delegation in case.delegations:
        if delegation.key in group:
            for issue in case.issues:
                mandate = full_mandate(case, delegation, issue)
                if mandate.acceptable is None:
                    line = half_width(case, delegation, mandate)
                    widths.append((line[1] - line[0]) / 2 if isinstance(line, tuple) else centre(line))
    return float(np.mean(widths)) if widths else 0.0


RED_LINE_LEVERS: Final = (_red_lines,)
