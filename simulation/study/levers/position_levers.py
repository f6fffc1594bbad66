"""Levers on how far apart positions are: stretched away from a point, or drawn towards it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from simulation.scenario.schema import Bloc, Delegation, Event, Mandate, Scenario
from simulation.state.instructions import centre, mandate_on
from simulation.study.changes_told import by_factor
from simulation.study.levers.instructed import instructed_issues
from simulation.study.levers.lever import Number, Pull, Pulled, lever
from simulation.study.levers.scaled_numbers import clipped, moved
from simulation.study.levers.whose import with_a_say
from simulation.words import Said

__all__ = ["POSITION_LEVERS"]

_MOST: Final = 10.0
_MIDDLE: Final = 0.5


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Moves places on each axis away from a point, or towards it; order is kept, and what holds what."""

    factor: float
    point: Mapping[str, float]
    """By issue."""

    def place(self, issue: str, place: float) -> float:
        """Return where a place goes."""
        point = self.point[issue]
        return clipped(point + self.factor * (place - point))

    def mandate(self, issue: str, mandate: Mandate) -> Mandate:
        """Return instructions whose position has moved; a red line given as an interval goes along."""
        fields: dict[str, object] = {"position": moved(mandate.position, partial(self.place, issue))}
        if isinstance(mandate.red_line, tuple):
            fields["red_line"] = tuple(self.place(issue, end) for end in mandate.red_line)
        return mandate.model_copy(update=fields)

    def delegation(self, delegation: Delegation) -> Delegation:
        """Return a delegation with all of its positions moved."""
        mandate = {key: self.mandate(key, one) for key, one in delegation.mandate.items()}
        return delegation.model_copy(update={"mandate": mandate})

    def bloc(self, bloc: Bloc) -> Bloc:
        """Return a bloc with its line moved."""
        line = {
            key: one.model_copy(update={"position": moved(one.position, partial(self.place, key))})
            for key, one in bloc.line.items()
        }
        return bloc.model_copy(update={"line": line})

    def event(self, event: Event) -> list[Event]:
        """Return an instruction with its places moved: one for each issue if it names none."""
        if event.position is None and event.red_line is None:
            return [event]
        issues = self.point if event.issue is None else [event.issue]
        return [event.model_copy(update={"issue": issue, **self._places(issue, event)}) for issue in issues]

    def _places(self, issue: str, event: Event) -> dict[str, object]:
        fields: dict[str, object] = {}
        if event.position is not None:
            fields["position"] = self.place(issue, event.position)
        if event.red_line is not None:
            fields["red_line"] = tuple(self.place(issue, end) for end in event.red_line)
        return fields


@lever("delegations", Number(0, _MOST, kind="factor"), example="polarisation=1.5")
def _polarisation(pull: Pull[float]) -> Pulled:
    case = pull.case
    mean = {key: float(np.mean(places)) if places else _MIDDLE for key, places in _places(case).items()}
    return _stretched(pull, mean, "polarisation", "from_mean")


@lever("delegations", Number(0, _MOST, kind="factor"), example="extremity=1.5")
def _extremity(pull: Pull[float]) -> Pulled:
    middle = dict.fromkeys((issue.key for issue in pull.case.issues), _MIDDLE)
    return _stretched(pull, middle, "extremity", "from_middle")


def _stretched(pull: Pull[float], point: Mapping[str, float], lever: str, measure: str) -> Pulled:
    case, stretch = pull.case, _Stretch(pull.value, point)
    new = case
    if pull.value != 1.0:
        new = case.model_copy(
            update={
                "delegations": tuple(map(stretch.delegation, case.delegations)),
                "blocs": tuple(map(stretch.bloc, case.blocs)),
                "events": tuple(moved for event in case.events for moved in stretch.event(event)),
            }
        )
    far, before = _distance(new, point), _distance(case, point)
    return Pulled(new, by_factor(Said(f"lever.{lever}"), pull.value, measure, far, before))


def _places(case: Scenario) -> dict[str, list[float]]:
    """Return the most likely positions of those with a say and with instructions, by issue."""
    found: dict[str, list[float]] = {issue.key: [] for issue in case.issues}
    having = with_a_say(case)
    for delegation in case.delegations:
        if delegation.key in having:
            for issue in instructed_issues(case, delegation):
                found[issue.key].append(centre(mandate_on(case, delegation, issue).position))
    return found


def _distance(case: Scenario, point: Mapping[str, float]) -> float:
    away = [abs(place - point[key]) for key, places in _places(case).items() for place in places]
    return float(np.mean(away)) if away else 0.0


POSITION_LEVERS: Final = (_polarisation, _extremity)
