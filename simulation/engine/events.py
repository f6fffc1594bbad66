"""Events of the case: instructions from capital and moved deadlines, at the start of a session."""

import numpy as np

from simulation.protocols.conference.persuade import revalue
from simulation.protocols.room import Room
from simulation.scenario.schema import Event, Scenario

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
    keys = [issue.key for issue in scenario.issues]
    issues = range(len(keys)) if event.issue is None else [keys.index(event.issue)]
    new = {
        "ideal": event.position,
        "salience": event.salience,
        "flexibility": event.flexibility,
        "red_low": None if event.red_line is None else event.red_line[0],
        "red_high": None if event.red_line is None else event.red_line[1],
    }
    for name, value in new.items():
        if value is not None:
            changed = getattr(state, name).copy()
            for issue in issues:
                changed[:, row, issue] = value
            setattr(state, name, changed)
