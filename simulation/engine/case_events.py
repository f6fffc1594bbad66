"""Events of the case: instructions from capital and moved deadlines, at the start of a session."""

from collections.abc import Iterable

import numpy as np

from simulation.arrays import FloatArray
from simulation.protocols.conference.persuade import revalue
from simulation.protocols.room import Room
from simulation.scenario.schema import Event, Scenario
from simulation.state.compile import relative

__all__ = ["apply_due", "salience_given"]


def apply_due(scenario: Scenario, room: Room) -> None:
    """Apply every event of the coming session to the room."""
    due = [event for event in scenario.events if event.session == room.state.session + 1]
    instructed = False
    for event in due:
        if event.kind == "deadline" and event.sessions is not None:
            later = max(event.sessions, room.state.session + 1)
            room.state.deadline = np.full_like(room.state.deadline, later)
        elif event.kind == "instruction" and event.delegation in room.tableau.delegations:
            _instruct(scenario, room, event)
            instructed = True
    if instructed:
        revalue(room)


def _instruct(scenario: Scenario, room: Room, event: Event) -> None:
    """Put new instructions in place of old ones, on one issue or on all.

    A red line given as a distance goes along with the position. One given as an interval stays, and what is wished
    is kept inside it, as when it was drawn.
    """
    state = room.state
    row = room.tableau.delegations.index(str(event.delegation))
    issues = list(_issues(scenario, event))
    names = ("ideal", "red_low", "red_high", "flexibility", "salience")
    ideal, red_low, red_high, flexibility, salience = (getattr(state, name).copy() for name in names)
    for issue in issues:
        at = (slice(None), row, issue)
        before = ideal[at].copy()
        if event.position is not None:
            ideal[at] = event.position
        if event.red_line is not None:
            red_low[at], red_high[at] = event.red_line
        if _has_interval(scenario, event, scenario.issues[issue].key):
            ideal[at] = np.clip(ideal[at], red_low[at], red_high[at])
        else:
            red_low[at] += ideal[at] - before
            red_high[at] += ideal[at] - before
        if event.flexibility is not None:
            flexibility[at] = event.flexibility
    if event.salience is not None:
        first = room.tableau.given_salience[:, row]
        given = salience_given(scenario, room.tableau.delegations[row], first, room.state.session + 1)
        salience[:, row] = relative(given)
    state.ideal, state.red_low, state.red_high = ideal, red_low, red_high
    state.flexibility, state.salience = flexibility, salience


def _has_interval(scenario: Scenario, event: Event, issue: str) -> bool:
    """Return whether the red line on an issue is an interval, by mandate or by any instruction up to this one."""
    delegation = next(item for item in scenario.delegations if item.key == event.delegation)
    mandate = delegation.mandate.get(issue)
    if mandate is not None and isinstance(mandate.red_line, tuple):
        return True
    in_order = sorted(scenario.events, key=lambda other: other.session)
    return any(
        other.red_line is not None and other.delegation == event.delegation and other.issue in (None, issue)
        for other in in_order[: in_order.index(event) + 1]
    )


def _issues(scenario: Scenario, event: Event) -> Iterable[int]:
    keys = [issue.key for issue in scenario.issues]
    return range(len(keys)) if event.issue is None else (keys.index(event.issue),)


def salience_given(scenario: Scenario, delegation: str, first: FloatArray, session: int) -> FloatArray:
    """Return what matters how much to a delegation by all instructions up to a session, as given in the case.

    Args:
        scenario: The case.
        delegation: Key.
        first: What it came with, `[..., I]`, 0..1.
        session: Counted from 1.
    """
    given = first.copy()
    for event in sorted(scenario.events, key=lambda event: event.session):
        is_mine = event.kind == "instruction" and event.delegation == delegation
        if is_mine and event.salience is not None and event.session <= session:
            given[..., list(_issues(scenario, event))] = event.salience
    return given
