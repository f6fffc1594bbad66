"""What the host does with tables: start, the clock, seats to agents and back, messages, the end."""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from simulation.classroom import table_phases
from simulation.classroom.actions import FACES
from simulation.classroom.class_state import ClassState, Message, MessageKind, Projector, Table
from simulation.classroom.errors import ClassroomError, StaleError
from simulation.classroom.events import CLOCK, Event
from simulation.classroom.who_sits_where import seat_at, table_of
from simulation.classroom.words_of_people import words
from simulation.words import Said

__all__ = [
    "answer_call",
    "check_open",
    "close_now",
    "close_table",
    "debrief",
    "end",
    "end_class",
    "extend",
    "give_back",
    "give_to_agent",
    "open_door",
    "pause",
    "resume",
    "reveal",
    "say",
    "set_clock",
    "show",
    "shut_door",
    "start",
    "tell",
    "unseen",
]

_LONGEST: Final = 60 * 24 * 31
"""Minutes by which a deadline can be moved at once."""


def _at(state: ClassState, event: Event, can: Callable[[Table], bool], key: str) -> list[Table]:
    """Return the tables that the event is about and for which it can be; refuse it if there is none."""
    named = [table_of(state, event.table)] if event.table else list(state.tables.values())
    found = [table for table in named if can(table)]
    if not found:
        raise ClassroomError(f"classroom.no_table.{key}")
    return found


def check_open(state: ClassState) -> None:
    """Refuse to let a table play once the class is over, or all that was private can be read.

    Raises:
        ClassroomError: if it is.
    """
    if state.is_ended or state.is_debriefed:
        raise ClassroomError("classroom.over" if state.is_ended else "classroom.debriefed")


def start(state: ClassState, event: Event) -> None:
    """Open the talks of the first session.

    Tables that were ended before they began start too, if they are named or there are no others.
    """
    check_open(state)
    is_all = all(not table.is_started and table.is_ended for table in state.tables.values())
    also = bool(event.table) or is_all
    for table in _at(state, event, lambda one: not one.is_started and (also or not one.is_ended), "start"):
        table.is_ended = False
        table_phases.begin(state, table, event.clock)
        table.changed(event.number)
    state.is_shut = state.is_shut or event.data.get("shuts", False)


def shut_door(state: ClassState, _: Event) -> None:
    """Have whoever joins watch until the host gives them a seat."""
    _set_door(state, is_shut=True)


def open_door(state: ClassState, _: Event) -> None:
    """Give seats to whoever joins again."""
    _set_door(state, is_shut=False)


def _set_door(state: ClassState, *, is_shut: bool) -> None:
    if state.is_ended:
        raise ClassroomError("classroom.over")
    if state.is_shut == is_shut:
        raise ClassroomError("classroom.door.shut" if is_shut else "classroom.door.open")
    state.is_shut = is_shut


def pause(state: ClassState, event: Event) -> None:
    """Stop the clock."""
    for table in _at(state, event, lambda one: one.is_on and one.deadline is not None, "pause"):
        table.left = max(0.0, (table.deadline or event.clock) - event.clock)
        table.deadline = None
        table.changed(event.number)


def resume(state: ClassState, event: Event) -> None:
    """Let the clock go on, and the table too if everybody was done meanwhile."""
    for table in _at(state, event, lambda one: one.is_on and one.left is not None, "resume"):
        table.deadline, table.left = event.clock + (table.left or 0.0), None
        table.changed(event.number)
        table_phases.go_on(state, table, event.clock)


def extend(state: ClassState, event: Event) -> None:
    """Move the deadline; it does not come to lie before now."""
    minutes = event.data["minutes"]
    is_number = isinstance(minutes, int | float) and math.isfinite(minutes)
    if not is_number or not 0 < abs(minutes) <= _LONGEST:
        raise ClassroomError("classroom.minutes", most=_LONGEST)
    for table in _at(state, event, lambda one: one.is_on, "on"):
        if table.left is not None:
            before, table.left = table.left, max(0.0, table.left + 60 * minutes)
            table.extended += table.left - before
        elif table.deadline is not None:
            before, table.deadline = table.deadline, max(event.clock, table.deadline + 60 * minutes)
            table.extended += table.deadline - before
        table.changed(event.number)


def unseen(state: ClassState, table: str, seen: int) -> tuple[str, ...]:
    """Return the tables whose phase is not closed because the host has not seen it yet.

    Args:
        state: The class.
        table: Key of a table; empty: all.
        seen: Number of the last event that the host saw.

    Raises:
        StaleError: if a phase has begun since at every table that is on.
    """
    named = [table_of(state, table)] if table else list(state.tables.values())
    on = [one for one in named if one.is_on] or named
    found = tuple(one.key for one in on if one.since > seen)
    if len(found) == len(on):
        raise StaleError("classroom.stale.closed", version=max(one.version for one in named))
    return found


def close_now(state: ClassState, event: Event) -> None:
    """Close the phase."""
    stay = event.data.get("unseen", ())
    for table in _at(state, event, lambda one: one.is_on and one.key not in stay, "on"):
        _close(state, table, event)


def close_table(state: ClassState, event: Event) -> None:
    """Close the phase of a table whose deadline has passed."""
    _close(state, table_of(state, event.table), event)


def set_clock(state: ClassState, event: Event) -> None:
    """Give the phase of a table its time anew, as the clock that it was counted by was ahead and was set right."""
    table = table_of(state, event.table)
    table_phases.restart_clock(state, table, event.clock)
    known = table.published
    table.published = replace(known, at=min(known.at, event.clock), held_at=min(known.held_at, event.clock))


def _close(state: ClassState, table: Table, event: Event) -> None:
    table_phases.close(state, table, event.clock, "time" if event.author == CLOCK else "host")
    table_phases.go_on(state, table, event.clock)
    table.changed(event.number)


def give_to_agent(state: ClassState, event: Event) -> None:
    """Give a seat with people to an agent."""
    table, seat = table_of(state, event.table), seat_at(state, event.table, event.data["seat"])
    if not seat.people or seat.is_given:
        raise ClassroomError("classroom.seat.agents")
    seat.is_given = True
    table_phases.settle(table)
    table_phases.go_on(state, table, event.clock)


def give_back(state: ClassState, event: Event) -> None:
    """Give a seat back to its people, or from what the host had its agent do to the built-in agent."""
    table, seat = table_of(state, event.table), seat_at(state, event.table, event.data["seat"])
    if not seat.is_given and not seat.is_held and not seat.agent:
        raise ClassroomError("classroom.seat.not_given")
    seat.is_given = seat.is_held = False
    seat.agent = ""
    table_phases.settle(table)


def tell(state: ClassState, event: Event) -> None:
    """Say something to all, a table or a seat."""
    seat, text = event.data["seat"], words(event.data["text"])
    if event.table:
        table_of(state, event.table)
    if seat:
        seat_at(state, event.table, seat)
    say(state, event, text, seats=(seat,) if seat else ())


def say(
    state: ClassState,
    event: Event,
    text: str,
    kind: MessageKind = "message",
    *,
    seats: tuple[str, ...] = (),
    not_at: tuple[str, ...] = (),
) -> None:
    """Let all, a table, or some seats of it read something of the host; see `Message`."""
    number, at, table = event.number, event.clock, event.table
    state.messages.append(
        Message(number=number, at=at, text=text, table=table, seats=seats, kind=kind, not_at=not_at)
    )


def show(state: ClassState, event: Event) -> None:
    """Choose what is on the projector."""
    if event.table:
        table_of(state, event.table)
    face = next((one for one in FACES if one == event.data["face"]), None)
    if face is None:
        raise ClassroomError("classroom.face", valid=Said.listed(FACES))
    state.projector = Projector(face=face, table=event.table)


def answer_call(state: ClassState, event: Event) -> None:
    """Take a call off the list."""
    call = state.calls.pop(event.data["call"], None)
    if call is None:
        raise ClassroomError("classroom.no_call")
    state.people[call.person].number = event.number


def end(state: ClassState, event: Event) -> None:
    """End the negotiation of tables where it is."""
    for table in _at(state, event, lambda one: not one.is_ended, "end"):
        _end(table, event)


def _end(table: Table, event: Event) -> None:
    table.is_ended = True
    table.deadline = table.left = None
    if table.is_started:
        table.published = table_phases.publish(table.live, at=event.clock, before=table.published)
    table.changed(event.number)


def debrief(state: ClassState, _: Event) -> None:
    """Open what was kept from the others, once every table has come to its end: none plays after it."""
    if any(table.is_still_on for table in state.tables.values()):
        raise ClassroomError("classroom.debrief.on")
    state.is_debriefed = True


def reveal(state: ClassState, _: Event) -> None:
    """Let everybody read the real names, once the debriefing is open."""
    if not state.real_names:
        raise ClassroomError("classroom.names.real")
    if not state.is_debriefed or state.is_revealed:
        raise ClassroomError("classroom.names.open" if state.is_revealed else "classroom.names.debrief")
    state.is_revealed = True


def end_class(state: ClassState, event: Event) -> None:
    """End all tables, and let nobody in any more."""
    if state.is_ended:
        raise ClassroomError("classroom.ended")
    for table in state.tables.values():
        if not table.is_ended:
            _end(table, event)
    state.is_ended = True
