"""Work that the server does beside the pages: by key, shared by visitors, few enough at a time, and called off.

This module knows no page and no kind of work. A job says how far it is, what came of it and what went wrong; its kind
says how it is done: `parts` in pieces that are joined, `errands` as one generator of answers, `studies` slab by slab.
"""

import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable
from concurrent.futures import Executor
from typing import ClassVar, Literal

from dashboard.guard.presence import LEASE, Presence, presence
from dashboard.guard.shares import NOBODY, Client, Room
from simulation.errors import DelegationSimError

__all__ = ["Job", "Jobs", "TooManyAtOnceError"]


class TooManyAtOnceError(DelegationSimError):
    """No further job can be taken on now; `is_own` says whether the visitor has one of this kind under way already."""

    def __init__(self, *, is_own: bool = False) -> None:
        super().__init__(
            "You have one under way already."
            if is_own
            else "Other visitors have their work done. Try again in a minute."
        )
        self.is_own = is_own


class Job(ABC):
    """One piece of work under way, for one visitor or for several who asked for the same."""

    asked: int = 1
    """Runs, or whatever it counts, that were asked for."""

    def __init__(self, *, lease: float = LEASE) -> None:
        self.visitors: set[str] = set()
        self.client: Client = NOBODY
        """Who asked first."""
        self.is_called_off = False
        self.lease = lease
        self._looked = time.monotonic()

    @property
    def done(self) -> int:
        """How much of it is done."""
        return self.asked if self.is_over else 0

    @property
    def left(self) -> float | None:
        """Seconds left, going by the pace so far; None: nobody knows."""
        return None

    @property
    @abstractmethod
    def is_over(self) -> bool:
        """Whether nothing more will come."""

    @property
    @abstractmethod
    def has_failed(self) -> bool:
        """Whether it is over without a result."""

    @property
    @abstractmethod
    def problem(self) -> str:
        """Why nothing came, in words; empty: nothing went wrong, or no words were made for it."""

    @property
    def looked_at(self) -> float:
        """When somebody last looked at it, or will for sure, by a clock that only goes on."""
        return self._looked

    @property
    def is_left(self) -> bool:
        """Whether nobody has looked at it for longer than its lease."""
        return time.monotonic() - self._looked > self.lease

    def look(self, ahead: float = 0.0) -> None:
        """Take notice that somebody waits for it, and will for some seconds."""
        self._looked = max(self._looked, time.monotonic() + ahead)

    def cancel(self) -> None:
        """Call it off: what has not begun does not begin."""
        self.is_called_off = True


class Jobs[J: Job]:
    """All work of one kind on a server, by its key.

    Args:
        executor: Does it.
        room: How many there may be under way at a time.
        kept: How many that are over are remembered.
        here: Knows which visitors have left.
    """

    beside: ClassVar[Literal["instead", "one", "many"]] = "instead"
    """What becomes of other work of this kind that a visitor has: it is called off, or is in the way, or goes on."""

    def __init__(
        self, executor: Executor, *, room: Room, kept: int = 8, here: Presence | None = None
    ) -> None:
        self._executor = executor
        self._room = room
        self._kept = kept
        self._here = here or presence()
        self._lock = threading.Lock()
        self._known: dict[Hashable, J] = {}
        self._is_closed = False

    def take(self, key: Hashable, visitor: str, begin: Callable[[Executor], J], *, anew: bool = False) -> J:
        """Return the work with a key: what there is, else it begins.

        Args:
            key: What is the same of two pieces of work that come to the same.
            visitor: Who waits for it.
            begin: Begins it.
            anew: Whether it begins in any case, in place of what there is.

        Raises:
            TooManyAtOnceError: if too much is under way.
        """
        with self._lock:
            self._tidy()
            self._make_way(key, visitor)
            known = self._known.get(key)
            if known is not None and anew:
                known.cancel()
            if known is None or known.has_failed or known.is_called_off:
                client = self._here.client(visitor)
                self._check_room(client)
                known = self._known[key] = begin(self._executor)
                known.client = client
            known.visitors.add(visitor)
            known.look()
            return known

    def of(self, key: Hashable, visitor: str) -> J | None:
        """Return the work with a key, if it is over or this visitor waits for it."""
        with self._lock:
            self._tidy()
            known = self._known.get(key)
            if known is None or known.is_called_off or not (known.is_over or visitor in known.visitors):
                return None
            known.look()
            return known

    def known(self) -> list[J]:
        """Return what is under way or over, in the order in which it came."""
        with self._lock:
            return list(self._known.values())

    def cancel(self, key: Hashable, visitor: str) -> None:
        """Call work off for a visitor; it goes on as long as somebody else waits for it."""
        with self._lock:
            self._leave(key, visitor)

    def is_unwanted(self, job: J) -> bool:
        """Return whether work was called off; it is if whoever waited for it left."""
        with self._lock:
            self._look_after(job)
            return job.is_called_off

    def _make_way(self, key: Hashable, visitor: str) -> None:
        """Call off other work of a visitor, or refuse one that has some, as its kind has it."""
        if self.beside == "many":
            return
        for other, each in self._known.items():
            if other != key and visitor in each.visitors and not (each.is_over or each.is_called_off):
                if self.beside == "one":
                    raise TooManyAtOnceError(is_own=True)
                self._leave(other, visitor)

    def _check_room(self, client: Client) -> None:
        under_way = [each.client for each in self._known.values() if not (each.is_over or each.is_called_off)]
        limit = self._room.limit(client, under_way)
        if limit is not None or self._is_closed:
            raise TooManyAtOnceError(is_own=limit == "browser" and bool(client.browser))

    def _leave(self, key: Hashable, visitor: str) -> None:
        known = self._known.get(key)
        if known is None or known.is_over or visitor not in known.visitors:
            return
        known.visitors.discard(visitor)
        if not known.visitors:
            known.cancel()

    def _tidy(self) -> None:
        """Call off what nobody waits for; forget it once it is over, and of the rest what was looked at first."""
        for each in self._known.values():
            self._look_after(each)
        for key in [key for key, each in self._known.items() if each.is_over and each.is_called_off]:
            del self._known[key]
        over = [key for key, each in self._known.items() if each.is_over]
        over.sort(key=lambda key: self._known[key].looked_at)
        for key in over[: max(0, len(over) - self._kept)]:
            del self._known[key]

    def _look_after(self, job: J) -> None:
        if job.is_over or job.is_called_off:
            return
        if job.is_left or (job.visitors and all(map(self._here.has_left, job.visitors))):
            job.cancel()
