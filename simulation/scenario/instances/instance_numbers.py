"""The numbers of an instance: profiles on other clauses, mandates in other seats."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from simulation.arrays import ATOL
from simulation.scenario.instances.instance_moves import Moves, rungs_of
from simulation.scenario.schema import Bloc, Delegation, Issue, Mandate, Option, Scenario

__all__ = ["Place", "is_red", "places_of_moves", "with_numbers"]

_TRAVELS = (
    *("blocs", "capability", "attention", "stance", "strategy"),
    *("salience", "flexibility", "reservation"),
)
"""What belongs to a mandate, besides what is wanted on each issue."""


class Place:
    """An issue of the case, and the one in the instance that has its profile: rung for rung, with its places."""

    def __init__(self, was: Issue, now: Issue) -> None:
        self.was, self.now = was, now
        old, new = [one.key for one in rungs_of(was)], [one.key for one in rungs_of(now)]
        self.key = dict(zip(old, new, strict=True))
        """The wording that has the place of a wording."""

    def keys(self, options: tuple[str, ...]) -> tuple[str, ...]:
        """Return the wordings that have the places of these; what has none now is left out."""
        return tuple(self.key[option] for option in options if option in self.key)

    @property
    def issue(self) -> Issue:
        """The issue as it is in the instance: its own wordings, with the places of the others."""
        position = {option.key: option.position for option in self.was.options}
        place = {self.key[one.key]: one.position for one in rungs_of(self.was)}
        quo = self.was.status_quo
        held = position[quo] if isinstance(quo, str) else quo
        options = tuple(
            one.model_copy(update={"position": place.get(one.key, held)}) for one in self.now.options
        )
        now = self.key.get(quo, held) if isinstance(quo, str) else held
        draft = self.key.get(self.was.draft, self.now.draft)
        return self.now.model_copy(update={"status_quo": now, "draft": draft, "options": options})


def places_of_moves(case: Scenario, moves: Moves) -> dict[str, Place]:
    """Return where the profile of each issue of a case lies, by the key of the issue whose it was; all that moved."""
    issues = {issue.key: issue for issue in case.issues}
    return {was: Place(issues[was], issues[now]) for now, was in moves.issue.items() if was != now}


def with_numbers(case: Scenario, moves: Moves) -> Scenario:
    """Return a case with the numbers of an instance; its words are those of the case."""
    places = places_of_moves(case, moves)
    there = {place.now.key: place.issue for place in places.values()}
    issues = tuple(there.get(issue.key, issue) for issue in case.issues)
    seats = {seat.key: seat for seat in case.delegations}
    chair = case.chair.model_copy(update={"ideal": _moved(case.chair.ideal, places)})
    delegations = tuple(
        _seat(seat, seats[moves.seat[seat.key]], places) if seat.key in moves.seat else _kept(seat, places)
        for seat in case.delegations
    )
    return case.model_copy(
        update={
            "issues": issues,
            "chair": chair,
            "delegations": delegations,
            "blocs": tuple(_bloc(bloc, places, moves) for bloc in case.blocs),
        }
    )


def _moved[T](by_issue: Mapping[str, T], places: Mapping[str, Place]) -> dict[str, T]:
    """Return what stands by issue under the issue that has its profile."""
    return {places[key].now.key if key in places else key: value for key, value in by_issue.items()}


def _seat(seat: Delegation, source: Delegation, places: Mapping[str, Place]) -> Delegation:
    """Return a seat with the mandate of another, or its own, from clause to clause."""
    travels = {name: getattr(source, name) for name in _TRAVELS}
    mandate = dict[str, Mandate]()
    for key, own in source.mandate.items():
        place = places.get(key)
        if place is None:
            mandate[key] = own
        else:
            mandate[place.now.key] = _mandate(place, own, source.mandate.get(place.now.key))
    return seat.model_copy(update={**travels, "mandate": mandate})


def _mandate(place: Place, own: Mandate, here: Mandate | None) -> Mandate:
    """Return a mandate on the issue to which its profile moved.

    It may sign the wordings that have the places of those that it could sign. To strike or to refer the clause is no
    part of a profile: on that it stands as `here`, where it was before.
    """
    moved = own.model_copy(update={"fallbacks": place.keys(own.fallbacks)}) if own.fallbacks else own
    now = place.issue
    allowed = {place.key[one.key] for one in rungs_of(place.was) if not is_red(own, place.was, one)}
    allowed |= {
        one.key
        for one in now.written
        if one not in rungs_of(now) and (here is None or not is_red(here, place.now, one))
    }
    if own.acceptable is None and all(is_red(moved, now, one) != (one.key in allowed) for one in now.written):
        return moved
    acceptable = tuple(one.key for one in now.written if one.key in allowed)
    return moved.model_copy(update={"acceptable": acceptable})


def is_red(own: Mandate, issue: Issue, option: Option) -> bool:
    """Return whether a mandate rules a wording out, as instructions are read: agreed language only if it is not listed.

    It has an interval as red line, or none.
    """
    if own.acceptable is not None:
        return option.key not in own.acceptable
    if option not in rungs_of(issue) or option.kind != "text" or not isinstance(own.red_line, tuple):
        return False
    low, high = own.red_line
    return not low - ATOL <= option.position <= high + ATOL


def _kept(seat: Delegation, places: Mapping[str, Place]) -> Delegation:
    """Return a seat that wants what it wanted: the places of the wordings have moved a little under it."""
    mandate = dict(seat.mandate)
    for place in places.values():
        own = mandate.get(place.now.key)
        if own is None:
            continue
        at = [one.position for one in reversed(rungs_of(place.now))]
        now = [one.position for one in reversed(rungs_of(place.issue))]

        def lies(value: float, at: list[float] = at, now: list[float] = now) -> float:
            return round(float(np.interp(value, [-1.0, *at, 2.0], [-1.0, *now, 2.0]).clip(0.0, 1.0)), 6)

        changed: dict[str, Any] = {"position": lies(_plain(own.position))}
        if isinstance(own.red_line, tuple):
            changed["red_line"] = (lies(own.red_line[0]), lies(own.red_line[1]))
        mandate[place.now.key] = own.model_copy(update=changed)
    return seat.model_copy(update={"mandate": mandate})


def _bloc(bloc: Bloc, places: Mapping[str, Place], moves: Moves) -> Bloc:
    new = moves.new_seat
    line = _moved(bloc.line, places)
    speaks = bloc.spokesperson and new.get(bloc.spokesperson, bloc.spokesperson)
    members = tuple(new.get(key, key) for key in bloc.members)
    return bloc.model_copy(update={"line": line, "spokesperson": speaks, "members": members})


def _plain(value: object) -> float:
    """Return a number that is one: `check_instances` has seen to it."""
    assert isinstance(value, int | float)  # noqa: S101 - distributions do not move
    return float(value)
