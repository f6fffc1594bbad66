"""What people do in their seats: moves, letting an agent hold the seat, notes, calls, and what they write down."""

import json
from collections.abc import Mapping
from typing import Final

from simulation.classroom import table_phases
from simulation.classroom.class_state import Call, ClassState, Note, Person, Seat, Table
from simulation.classroom.errors import ClassroomError, NotAllowedError, StaleError
from simulation.classroom.events import Event
from simulation.classroom.who_sits_where import seat_at
from simulation.classroom.words_of_people import words
from simulation.live import Reply, SeatMove
from simulation.live.log import is_move, move_of
from simulation.live.request import Made
from simulation.scenario.characters import is_blank

__all__ = [
    "call_host",
    "check_fresh",
    "check_words",
    "let_agent",
    "send_note",
    "submit",
    "take_back",
    "write_down",
    "writing_table",
]

_OURS: Final = ("hand_over", "take_over")
"""Moves that the class makes for people: who sits where is its own affair."""
_TALK: Final = "consult_bilaterally"
_MOST_CALLS: Final = 3
"""Open calls of one person."""
_MOST_NOTES: Final = 500
"""Private notes of one table in one line."""
_LONGEST_NAME: Final = 40
_MOST_NAMES: Final = 60
_LARGEST_VALUE: Final = 8_000
"""Of what is written down: characters of its JSON, each letter one of them."""
_DEEPEST_VALUE: Final = 10
"""Of what is written down: lists in lists."""


def writing_table(state: ClassState, person: Person) -> tuple[Table, Seat]:
    """Return the table and the seat for which somebody may submit now.

    Raises:
        NotAllowedError: if they have no seat, not its pen, or an agent has it.
        ClassroomError: if the table is not on, or the seat is taken over in the next talks.
    """
    if not person.seat:
        raise NotAllowedError("classroom.watching")
    table, seat = state.tables[person.table], seat_at(state, person.table, person.seat)
    if not table.is_on:
        raise ClassroomError("classroom.not_on" if table.is_started else "classroom.lobby")
    if seat.pen != person.id:
        raise NotAllowedError("classroom.pen.not_yours", name=state.people[seat.pen].nickname)
    status = table.statuses()[seat.key]
    if status in ("given", "held", "coming"):
        raise NotAllowedError(f"classroom.seat.{status}")
    return table, seat


def check_fresh(state: ClassState, person: Person, seen: int | None) -> None:
    """Refuse a submission that answers something that has passed.

    Raises:
        StaleError: if since the version that was seen the phase has closed, or the pen has changed hands.
    """
    table, seat = state.tables[person.table], seat_at(state, person.table, person.seat)
    if seen is None or seen < table.since:
        raise StaleError("classroom.stale.phase", version=table.version)
    if seen < seat.since:
        raise StaleError("classroom.stale.pen", version=table.version)


def check_words(move: SeatMove) -> None:
    """Refuse a text of which nothing can be seen; classes that took one are rebuilt as they were.

    Raises:
        ClassroomError: if it is one.
    """
    if move.text and is_blank(move.text):
        raise ClassroomError("classroom.words.empty")


def submit(state: ClassState, event: Event) -> Reply:
    """Make a move of a seat; the table goes on if nobody else is asked."""
    table, seat = writing_table(state, state.people[event.author])
    move = event.data["move"]
    if not is_move(move):
        raise ClassroomError("classroom.move")
    made = move_of(move)
    if made.seat != seat.key:
        raise NotAllowedError("classroom.other_seat", seat=seat.key)
    if made.move in _OURS:
        raise ClassroomError("classroom.ours")
    session, phase = table.live.session, table.live.phase
    reply = table.live.submit(made)
    table.made.append(Made(session=session, phase=phase, move=made, reply=reply))
    if made.move == _TALK:
        table.questions[made.seat, made.to] = event.number
    table_phases.go_on(state, table, event.clock)
    return reply


def let_agent(state: ClassState, event: Event) -> None:
    """Let an agent hold a seat to the end of the phase."""
    table, seat = writing_table(state, state.people[event.author])
    seat.is_held = True
    table_phases.go_on(state, table, event.clock)


def take_back(state: ClassState, event: Event) -> None:
    """Take a seat back from the agent that holds it."""
    person = state.people[event.author]
    seat = seat_at(state, person.table, person.seat)
    if seat.is_given:
        raise NotAllowedError("classroom.seat.given")
    if not seat.is_held:
        raise ClassroomError("classroom.seat.not_held")
    seat.is_held = False


def send_note(state: ClassState, event: Event) -> None:
    """Send a private note to another delegation."""
    person, data = state.people[event.author], event.data
    table = state.tables[person.table]
    if not person.seat:
        raise NotAllowedError("classroom.watching")
    to = seat_at(state, person.table, data["to"])
    text = words(data["text"])
    if to.key == person.seat:
        raise ClassroomError("classroom.note.self")
    if not to.people:
        raise ClassroomError("classroom.note.agent")
    if len(table.notes) >= _MOST_NOTES:
        raise ClassroomError("classroom.note.full", most=_MOST_NOTES)
    table.notes.append(
        Note(number=event.number, at=event.clock, by=person.seat, to=to.key, person=person.id, text=text)
    )


def call_host(state: ClassState, event: Event) -> None:
    """Ask the host to come."""
    person = state.people[event.author]
    text = words(event.data["text"]) if event.data["text"] else ""
    if sum(call.person == person.id for call in state.calls.values()) >= _MOST_CALLS:
        raise ClassroomError("classroom.call.many")
    state.calls[event.number] = Call(
        number=event.number,
        at=event.clock,
        person=person.id,
        table=person.table,
        seat=person.seat,
        text=text,
    )


def write_down(state: ClassState, event: Event) -> None:
    """Keep what somebody wrote for themselves, over what they wrote under that name before."""
    person, name, value = state.people[event.author], event.data["name"], event.data["value"]
    is_name = isinstance(name, str) and name.isidentifier() and len(name) <= _LONGEST_NAME
    if not is_name or (name not in person.notes and len(person.notes) >= _MOST_NAMES):
        raise ClassroomError("classroom.written.name", most=_LONGEST_NAME, names=_MOST_NAMES)
    if not _is_plain(value):
        raise ClassroomError("classroom.written.value", most=_DEEPEST_VALUE)
    if len(json.dumps(value, ensure_ascii=False, separators=(",", ":"))) > _LARGEST_VALUE:
        raise ClassroomError("classroom.written.large", most=_LARGEST_VALUE)
    person.notes[name] = value


def _is_plain(value: object) -> bool:
    """Return whether every page and file can show a value: not too deep, and each character a whole one."""
    level = [value]
    for _ in range(_DEEPEST_VALUE + 1):
        texts = [one for one in level if isinstance(one, str)]
        texts += [name for one in level if isinstance(one, Mapping) for name in one]
        if any("\ud800" <= sign <= "\udfff" for text in texts for sign in text):
            return False
        level = [
            inner
            for one in level
            if isinstance(one, Mapping | list)
            for inner in (one.values() if isinstance(one, Mapping) else one)
        ]
        if not level:
            return True
    return False
