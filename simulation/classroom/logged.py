"""What happened in a class, for its host to read back: who did what and when, and nothing of what was written."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from simulation.classroom.events import Event
from simulation.classroom.state import ClassState

__all__ = ["QUIET", "Logged", "logged"]

QUIET: Final = frozenset({"open", "code", "Submit", "WriteDown", "SendNote", "Show"})
"""Kinds that are not told: there are many of them, only who did it is to know, or the projector itself shows it."""

_GOING: Final = ("Leave", "Remove")


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """One thing that happened."""

    number: int
    at: float
    kind: str
    """Of the event, such as `join`, `close`, or the name of an action."""
    table: str
    """Empty: all, or none."""
    who: str
    """Nickname of whom it is about; empty: of nobody, or the host."""
    seat: str
    """Name of the delegation, of several with commas, that it is about or that who left has read; empty: none."""


def logged(state: ClassState, events: Iterable[Event]) -> tuple[Logged, ...]:
    """Return what is told of events, the last first."""
    names = {delegation.key: delegation.name for delegation in state.case.delegations}
    found = [_told(state, event, names) for event in events]
    return tuple(reversed(found))


def _told(state: ClassState, event: Event, names: dict[str, str]) -> Logged:
    person = event.data.get("person", event.author)
    who = state.people.get(person)
    seats = [str(seat) for seat in event.data.get("seats", (event.data.get("seat", ""),))]
    if event.kind in _GOING and who is not None and who.has_read is not None:
        seats = [who.has_read[1]]
    return Logged(
        number=event.number,
        at=event.at,
        kind=event.kind,
        table=event.table,
        who="" if who is None else who.nickname,
        seat=", ".join(names[seat] for seat in seats if seat in names),
    )
