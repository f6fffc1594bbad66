"""Events of the case: instructions from capital and moved deadlines, at the start of a session."""

from collections.abc import Iterable

import numpy as np

from simulation.arrays import FloatArray
from simulation.protocols.conference.persuade import revalue
from simulation.protocols.room import Room
from simulation.scenario.schema import Event, Scenario
from simulation.state.compile import relative

__all__ = ["apply_due"]


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
    """Put new instructions in place of old ones, on one issue or on all."""
    state = room.state
    row = room.tableau.delegations.index(str(event.delegation))
    issues = list(_issues(scenario, event))
    new = {
        "ideal": event.position,
        "flexibility": event.flexibility,
        "red_low": None if event.red_line is None else event.red_line[0],
        "red_high": None if event.red_line is None else event.red_line[1],
    }
    for name, value in new.items():
        if value is not None:
            changed = getattr(state, name).copy()
            changed[:, row, issues] = value
            setattr(state, name, changed)
    if event.salience is not None:
        changed = state.salience.copy()
        changed[:, row] = relative(_given_salience(scenario, room, row))
        state.salience = changed


def _issues(scenario: Scenario, event: Event) -> Iterable[int]:
    keys = [issue.key for issue in scenario.issues]
    return range(len(keys)) if event.issue is None else (keys.index(event.issue),)


def _given_salience(scenario: Scenario, room: Room, row: int) -> FloatArray:
    """Return what matters how much to a delegation by all instructions so far, `[R, I]`, as given in the case."""
    given = room.tableau.given_salience[:, row].copy()
    for event in sorted(scenario.events, key=lambda event: event.session):
        is_mine = event.kind == "instruction" and event.delegation == room.tableau.delegations[row]
        if is_mine and event.salience is not None and event.session <= room.state.session + 1:
            given[:, list(_issues(scenario, event))] = event.salience
    return given
