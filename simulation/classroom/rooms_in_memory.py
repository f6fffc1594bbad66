"""Classes in memory: read from their log when they are first asked for, and never ahead of it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from simulation.classroom.apply import CLOSE, SET_CLOCK, apply, begun
from simulation.classroom.changes import Change, Changes
from simulation.classroom.class_state import Answer, ClassState
from simulation.classroom.errors import ClassroomError, UnknownClassError
from simulation.classroom.events import CLOCK, Event
from simulation.classroom.seat_views import SeatViews
from simulation.classroom.store import Store, Writing
from simulation.classroom.table_phases import seconds_of
from simulation.live import IllegalMoveError

__all__ = ["AWAY_AFTER", "Room", "Rooms", "Transaction"]

AWAY_AFTER = 15.0
"""Seconds without a sign of life after which somebody is away."""
_ROUNDED = 1.0
"""Seconds by which a deadline may be further off than its phase is long: what times kept as numbers lose."""
_IDLE = 600.0
"""Seconds for which a class that is over stays in memory."""


@dataclass(slots=True)
class Room:
    """A class in memory."""

    lock: threading.RLock = field(default_factory=threading.RLock)
    state: ClassState | None = None
    """None: to be read from the log."""
    seen: dict[str, float] = field(default_factory=dict)
    """When somebody last gave a sign of life, by id and a clock that nobody sets; forgotten with the process."""
    opened: set[str] = field(default_factory=set)
    """Ids of people who have asked for a page of their seat since they came in."""
    views: SeatViews = field(default_factory=SeatViews)
    """What its seats may know."""
    used: float = 0.0
    """When somebody last asked for it."""


class Transaction:
    """A transaction on a class, with the class as it is in it."""

    def __init__(self, state: ClassState, writing: Writing, now: float) -> None:
        self.state, self._writing, self._now = state, writing, now
        self.is_changed = False

    def add(
        self, kind: str, author: str, data: dict[str, object], *, table: str = "", key: str = ""
    ) -> Answer:
        """Apply an event, then write it: an event that cannot be applied is never written."""
        if (
            self._now < self.state.at
        ):  # a clock that was set back takes nothing back, and makes no phase longer
            data = {**data, "clock": self._now}
        event = Event(
            number=self.state.number + 1,
            at=max(self._now, self.state.at),
            kind=kind,
            author=author,
            data=data,
            table=table,
            key=key,
        )
        answer = apply(self.state, event)
        self.is_changed = True
        self._writing.add(event)
        return answer

    def free_code(self) -> None:
        """Let the join code be used by another class."""
        self._writing.free_code()


class Rooms:
    """All classes of a database."""

    def __init__(self, store: Store, changes: Changes, clock: Callable[[], float] = time.time) -> None:
        self._store, self._changes, self._clock = store, changes, clock
        self._rooms = dict[str, Room]()
        self._lock = threading.Lock()

    def known(self) -> list[str]:
        """Return the ids of the classes in memory."""
        with self._lock:
            return list(self._rooms)

    def forget(self, room: str) -> None:
        """Forget a class that is deleted."""
        with self._lock:
            self._rooms.pop(room, None)
        self._changes.forget(room)

    @contextmanager
    def reading(self, room: str) -> Iterator[tuple[ClassState, Room]]:
        """Give a class as it is now; nobody in this process changes it meanwhile.

        Raises:
            UnknownClassError: if there is none.
        """
        with self._locked(room) as here:
            last = self._store.last(room)
            if last is None:
                self.forget(room)
                raise UnknownClassError("classroom.no_class")
            if here.state is None or here.state.number < last:
                self._caught_up(room, here, self._store.after(room, here.state.number if here.state else 0))
            assert here.state is not None  # noqa: S101 - just read
            yield here.state, here

    @contextmanager
    def writing(self, room: str) -> Iterator[Transaction]:
        """Give a class to add events to: all are kept, or none is. Whoever waits is told once they are kept.

        Raises:
            UnknownClassError: if there is none.
        """
        with self._locked(room) as here:
            transaction = None
            try:
                with self._store.writing(room) as writing:
                    transaction = self._opened(room, here, writing)
                    yield transaction
            except BaseException as error:
                is_refused = isinstance(error, ClassroomError | IllegalMoveError)
                if not is_refused or (transaction is not None and transaction.is_changed):
                    here.state = None  # it may be ahead of the log, or half done
                raise
            self._told(room, transaction.state)

    def _opened(self, room: str, here: Room, writing: Writing | None) -> Transaction:
        if writing is None:
            self.forget(room)
            raise UnknownClassError("classroom.no_class")
        self._caught_up(room, here, writing.after(here.state.number if here.state else 0))
        assert here.state is not None  # noqa: S101 - just read
        return Transaction(here.state, writing, self._clock())

    def tick(self, room: str) -> None:
        """Close the phases of a class whose deadline has passed, each in a transaction of its own.

        A phase that began by a clock that was ahead and was set right gets its time anew: else it would hardly end.
        """
        while True:
            with self.reading(room) as (state, _):
                self._told(room, state)
                due = _due(state, self._clock())
            if due is None:
                return
            with self.writing(room) as transaction:
                if due in _all_due(transaction.state, self._clock()):  # nobody else saw to it meanwhile
                    kind, table = due
                    transaction.add(kind, CLOCK, {}, table=table)

    @contextmanager
    def _locked(self, room: str) -> Iterator[Room]:
        with self._lock:
            here = self._rooms.setdefault(room, Room())
        with here.lock:
            here.used = self._clock()
            yield here

    def drop_idle(self, now: float) -> None:
        """Take classes that are over out of memory when nobody has asked for them lately."""
        with self._lock:
            idle = [
                room
                for room, here in self._rooms.items()
                if here.used + _IDLE < now and (here.state is None or here.state.is_ended)
            ]
            for room in idle:
                del self._rooms[room]

    def _caught_up(self, room: str, here: Room, events: list[Event]) -> None:
        """Apply what was written since; if that fails, the class is read anew the next time."""
        state, here.state = here.state, None
        for event in events:
            if state is None:
                state = begun(room, event)
            else:
                apply(state, event)
        here.state = state

    def _told(self, room: str, state: ClassState) -> None:
        versions = {key: table.version for key, table in state.tables.items()}
        self._changes.tell(Change(room=room, number=state.number, versions=versions))


def _all_due(state: ClassState, now: float) -> list[tuple[str, str]]:
    """Return what is to be done with the clocks of tables: the kind of an event, and the table."""
    on = [table for table in state.tables.values() if table.is_on]
    running = [(table, table.deadline) for table in on if table.deadline is not None]
    closes = [(CLOSE, table.key) for table, end in running if end <= now]
    latest = now + _ROUNDED
    ahead = [(SET_CLOCK, table.key) for table, end in running if end > latest + seconds_of(state, table)]
    return closes + ahead


def _due(state: ClassState, now: float) -> tuple[str, str] | None:
    return next(iter(_all_due(state, now)), None)
