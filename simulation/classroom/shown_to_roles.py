"""What the room service shows: each role what it may see, and files for whoever keeps a class."""

import math
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from simulation.classroom import role_views, seat_actions, so_far, who_sits_where
from simulation.classroom.actions import Submit
from simulation.classroom.changes import Changes
from simulation.classroom.class_state import HOST, ClassState, Person
from simulation.classroom.debrief.gathered import Gathered, gather
from simulation.classroom.errors import NotAllowedError, UnknownClassError
from simulation.classroom.events import Event, in_files
from simulation.classroom.once import Once
from simulation.classroom.projector import ProjectorView, projector_of
from simulation.classroom.rooms_in_memory import AWAY_AFTER, Room, Rooms
from simulation.classroom.store import Draft, Store
from simulation.classroom.tokens import digest
from simulation.classroom.tries import Tries
from simulation.engine.record import Record
from simulation.live import SeatView
from simulation.scenario.schema import Scenario
from simulation.words import Said, language

__all__ = ["QUIET", "Caller", "ClassViews", "Logged", "logged", "there"]

_KEPT: Final = 64
"""Tables of which it is kept how they came to where they are, each in one language."""
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
    seats: tuple[str, ...]
    """Names of the delegations that it is about, or of the one whose brief was read by who left."""


def logged(state: ClassState, events: Iterable[Event]) -> tuple[Logged, ...]:
    """Return what is told of events, the last first."""
    names = {delegation.key: delegation.name for delegation in state.case.delegations}
    found = [_logged_event(state, event, names) for event in events]
    return tuple(reversed(found))


def _logged_event(state: ClassState, event: Event, names: dict[str, str]) -> Logged:
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
        seats=tuple(names[seat] for seat in seats if seat in names),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who asks, once a token has said so."""

    room: str
    """Id of the class."""
    person: str = ""
    """Empty: the host."""

    @property
    def author(self) -> str:
        """The name under which the log records this caller."""
        return self.person or HOST


class ClassViews:
    """The part of the service that changes nothing."""

    def __init__(self, store: Store, clock: Callable[[], float], steady: Callable[[], float]) -> None:
        self._clock, self._steady, self._store, self._tries = clock, steady, store, Tries(steady)
        self.changes = Changes()
        """Tells who waits for a table."""
        self._rooms = Rooms(store, self.changes, clock)
        self._so_far = Once[so_far.SoFar](_KEPT)
        """Of tables as they stood last: when a session closes all look at once."""

    def now(self) -> float:
        """Return what time it is by the clock of the deadlines, in seconds since 1970."""
        return self._clock()

    def check(self, caller: Caller, action: Submit) -> tuple[Said, ...]:
        """Return the warnings of the seat's own brief against a move, without making it.

        Raises:
            IllegalMoveError: if it would be refused.
            ClassroomError: if this person cannot submit now.
        """
        with self._rooms.reading(caller.room) as (state, _):
            table, seat = seat_actions.writing_table(state, there(state, caller))
            if action.move.seat != seat.key:
                raise NotAllowedError("classroom.other_seat", seat=seat.key)
            seat_actions.check_words(action.move)
            return table.live.check(action.move)

    def my_seat(self, caller: Caller) -> role_views.MySeat:
        """Return what a person sees."""
        drafts = self.drafts(caller)
        with self._rooms.reading(caller.room) as (state, here):
            person = there(state, caller)
            here.seen[person.id] = self._steady()
            return role_views.my_seat(state, person, drafts, here.views)

    def drafts(self, caller: Caller) -> tuple[Draft, ...]:
        """Return what a person is typing, the latest first; it is no sign of life of theirs."""
        return tuple(self._store.drafts(caller.room, caller.person))

    def was_done(self, caller: Caller, key: str) -> bool:
        """Return whether what somebody sends with a key has been done already, so that it is only answered again."""
        with self._rooms.reading(caller.room) as (state, _):
            return (caller.author, key) in state.answers

    def case_at(self, caller: Caller) -> Scenario:
        """Return the case of the table of a person, for what is public in it: nothing else of it leaves the server."""
        with self._rooms.reading(caller.room) as (state, _):
            return state.tables[there(state, caller).table].case

    def table_record(self, caller: Caller, table: str = "") -> role_views.TableRecord:
        """Return what the room of a table knows: to people at it and the host; to all once it is debriefed."""
        with self._rooms.reading(caller.room) as (state, _):
            asked = table
            if caller.person:
                person = there(state, caller)
                asked = table or person.table
                if not _may_look(state, person, asked):
                    raise NotAllowedError("classroom.other_table")
            return role_views.table_record(
                state, who_sits_where.table_of(state, asked or next(iter(state.tables)))
            )

    def may_look(self, caller: Caller, table: str) -> bool:
        """Return whether somebody may see the room of a table: people at it and the host; all once it is debriefed."""
        with self._rooms.reading(caller.room) as (state, _):
            return not caller.person or _may_look(state, there(state, caller), table)

    def place_of(self, caller: Caller) -> tuple[str, str]:
        """Return the table and the seat of a person; empty: they watch, or are the host."""
        if not caller.person:
            return "", ""
        with self._rooms.reading(caller.room) as (state, _):
            person = there(state, caller)
            return person.table, person.seat

    def let_in(self, room: str) -> frozenset[str]:
        """Return the hashes of the tokens that let people of a class in, and its host."""
        with self._rooms.reading(room) as (state, _):
            people_in = (token for person in state.here() for token in person.tokens)
            return frozenset((*state.host_tokens, *people_in))

    def host_view(self, caller: Caller) -> role_views.HostView:
        """Return what the host sees."""
        with self._hosting(caller) as (state, here):
            now, since = self._clock(), self._steady() - AWAY_AFTER
            away = frozenset(who for who in state.people if here.seen.get(who, -math.inf) < since)
            return role_views.host_view(
                state, now=now, away=away, opened=frozenset(here.opened), full=self._tries.full()
            )

    def look(self, caller: Caller, table: str, seat: str) -> SeatView:
        """Return what a seat may know, for the host."""
        with self._hosting(caller) as (state, here):
            who_sits_where.seat_at(state, table, seat)
            return here.views.of(state, state.tables[table], seat)

    def case(self, caller: Caller) -> Scenario:
        """Return the case that is played, with all that is private in it, for the host."""
        with self._hosting(caller) as (state, _):
            return state.case

    def log(self, caller: Caller, *, most: int) -> tuple[Logged, ...]:
        """Return what happened, for the host; the last first.

        Args:
            caller: The host.
            most: So many things are told.
        """
        with self._hosting(caller) as (state, _):
            return logged(state, self._store.after(caller.room, 0, without=QUIET, last=most))

    def projector(self, room: str) -> ProjectorView:
        """Return what everybody sees on the projector."""
        with self._rooms.reading(room) as (state, _):
            return projector_of(state)

    def so_far(self, room: str, table: str = "") -> so_far.SoFar:
        """Return how a table came to where it is, from what its room heard, in the current language.

        Raises:
            ClassroomError: if there is no such table.
        """
        with self._rooms.reading(room) as (state, _):
            found = who_sits_where.table_of(state, table or next(iter(state.tables)))
            material = so_far.material_of(found)
            key = (found.key, found.line, len(material.places), material.is_over, language())
        return self._so_far.get(room, key, lambda: so_far.told(material))

    def events(self, room: str, token: str) -> list[dict[str, Any]]:
        """Return the log of a class as plain data, whichever version began it.

        Raises:
            UnknownClassError: if there is no such class.
            NotAllowedError: if the token is not the host's.
        """
        return in_files(self._events(room, token))

    def gathered(self, caller: Caller, *, counts_moves: bool = False) -> Gathered:
        """Return what a debriefing begins with, quickly: to the host, and to all once the debriefing is open.

        What people wrote down, each sees of themselves alone; the host sees all of it.

        Args:
            caller: Who asks.
            counts_moves: Read the whole log, to count who moved how often.
        """
        events = self._store.after(caller.room, 0) if counts_moves else ()
        with self._debriefing(caller) as state:
            return gather(state, events, person=caller.person)

    def records(self, caller: Caller) -> dict[str, Record]:
        """Return the records of the tables that were played to their end, to whom `gathered` may be shown."""
        with self._debriefing(caller) as state:
            return {
                table.key: table.live.record
                for table in state.tables.values()
                if table.is_started and table.live.phase == "over"
            }

    @contextmanager
    def _debriefing(self, caller: Caller) -> Iterator[ClassState]:
        with self._rooms.reading(caller.room) as (state, _):
            if caller.person:
                there(state, caller)
                if not state.is_debriefed:
                    raise NotAllowedError("classroom.debrief.closed")
            yield state

    def _events(self, room: str, token: str) -> list[Event]:
        events = self._store.after(room, 0)
        if not events:
            raise UnknownClassError("classroom.no_class")
        if not secrets.compare_digest(events[0].data["token"], digest(token)):
            raise NotAllowedError("classroom.only.host")
        return events

    @contextmanager
    def _hosting(self, caller: Caller) -> Iterator[tuple[ClassState, Room]]:
        if caller.person:
            raise NotAllowedError("classroom.only.host")
        with self._rooms.reading(caller.room) as (state, here):
            yield state, here


def _may_look(state: ClassState, person: Person, table: str) -> bool:
    return table == person.table or state.is_debriefed


def there(state: ClassState, caller: Caller) -> Person:
    """Return the person who asks.

    Raises:
        NotAllowedError: if they are not in the class any more.
    """
    person = state.people.get(caller.person)
    if person is None or person.is_removed:
        raise NotAllowedError("classroom.token")
    return person
