"""What leaves a class in files: the log of events, the logs of its tables, a sheet for the gradebook."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from simulation.classroom.events import Event, as_json
from simulation.classroom.plain import snapshot
from simulation.classroom.state import ClassState, Held, Table
from simulation.live import LiveNegotiation
from simulation.scenario.schema import Scenario
from simulation.words import say, told_in

__all__ = ["Exported", "Played", "exported", "played", "told"]

_OPENS: Final = frozenset({"token", "token_before", "code", "code_hash"})
"""Data of events that are hashes of what opens a class: nobody needs them in a file."""
_COLUMNS: Final = ("nickname", "table", "seat", "moves", "held", "left")
"""Of the gradebook, before what people wrote down: `classroom.sheet.*`."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""With what a cell begins that a spreadsheet would work out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """A table to be debriefed."""

    table: str
    case: Scenario
    """As it was played, with what the host threw in."""
    live: LiveNegotiation
    """A copy of its own."""
    people: dict[str, tuple[str, ...]]
    """Nicknames by seat."""
    written: dict[str, dict[str, dict[str, Any]]]
    """By seat and nickname, what people wrote down: predictions, surveys, answers."""
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A class in files."""

    events: list[dict[str, Any]]
    """One a line in `events.jsonl`."""
    whole: dict[str, Any]
    """Its state, with the log of every line of every table."""
    gradebook: str
    """CSV: a row a person, in the language of the class."""

    @property
    def event_lines(self) -> str:
        """Return the events as lines of JSON."""
        return "".join(f"{as_json(event)}\n" for event in self.events)


def exported(state: ClassState, events: Sequence[Event]) -> Exported:
    """Return a class for files."""
    with told_in(state.plan.language):
        gradebook = _gradebook(state, events)
    return Exported(events=told(events), whole=snapshot(state), gradebook=gradebook)


def told(events: Sequence[Event]) -> list[dict[str, Any]]:
    """Return events as plain data without what opens the class."""
    return [
        {
            "number": event.number,
            "at": event.at,
            "kind": event.kind,
            "author": event.author,
            "table": event.table,
            "data": {name: value for name, value in event.data.items() if name not in _OPENS},
        }
        for event in events
    ]


def played(state: ClassState, *, person: str = "") -> list[Played]:
    """Return all tables that were begun; for a person, of what people wrote down their own alone."""
    return [_played(state, table, person) for table in state.tables.values() if table.is_started]


def _played(state: ClassState, table: Table, person: str) -> Played:
    seats = {
        seat.key: [state.people[who] for who in seat.people] for seat in table.seats.values() if seat.people
    }
    live = table.live
    makers = dict(zip(live.log.seats_of_agents, table.makers, strict=False))
    return Played(
        table=table.key,
        case=table.case,
        live=LiveNegotiation.from_log(live.log, table.case, agents=makers),
        people={key: tuple(one.nickname for one in there) for key, there in seats.items()},
        written={
            key: {one.nickname: dict(one.notes) for one in there if person in ("", one.id)}
            for key, there in seats.items()
        },
        held=tuple(one for one in table.held if one.line == table.line),
    )


def _gradebook(state: ClassState, events: Sequence[Event]) -> str:
    moves = Counter(event.author for event in events if event.kind == "Submit")
    held = Counter(
        (table.key, one.seat)
        for table in state.tables.values()
        for one in table.held
        if one.line == table.line
    )
    names = sorted({name for person in state.people.values() for name in person.notes})
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\r\n")
    sheet.writerow([*(say(f"classroom.sheet.{name}") for name in _COLUMNS), *names])
    for person in state.people.values():
        cells = [
            person.nickname,
            person.table,
            person.seat,
            moves[person.id],
            held[person.table, person.seat] if person.seat else 0,
            say("classroom.sheet.yes" if person.is_removed else "classroom.sheet.no"),
            *(_cell(person.notes.get(name)) for name in names),
        ]
        sheet.writerow([_harmless(cell) for cell in cells])
    return out.getvalue()


def _cell(value: object) -> object:
    if value is None:
        return ""
    return value if isinstance(value, str | int | float) else as_json(value)


def _harmless(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
