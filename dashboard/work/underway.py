"""Work in parts that the workers of the server do beside the pages: shared by visitors, kept, called off.

This module knows no page and no kind of work: `ensembles_on_demand` and `forecasts_on_demand` say what is done.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Executor, Future, wait
from dataclasses import replace
from typing import Any, Final

from dashboard.guard.presence import LEASE, Presence, presence
from dashboard.guard.shares import NOBODY, Client, Room
from simulation.errors import DelegationSimError

__all__ = ["Parts", "TooManyAtOnceError", "Underway"]

_ROOM: Final = Room(browser=2, plain=4, address=8, all=12)
"""Work of one kind at a time."""


class TooManyAtOnceError(DelegationSimError):
    """Other visitors have as much under way as the server does at a time."""


class Parts[P, W]:
    """One piece of work under way, for one visitor or for several who asked for the same."""

    def __init__(self, parts: list[tuple[int, Future[P]]], join: Callable[[list[P]], W]) -> None:
        self.asked = sum(n for n, _ in parts)
        """Runs, or whatever the parts count, that were asked for."""
        self.visitors: set[str] = set()
        self.client: Client = NOBODY
        """Who asked first."""
        self._parts = parts
        self._join = join
        self._lock = threading.Lock()
        self._joined: W | None = None
        self._looked = time.monotonic()

    @property
    def done(self) -> int:
        """How much of it is done."""
        parts = self._parts
        return sum(n for n, part in parts if part.done()) if parts else self.asked

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return all(part.done() for _, part in self._parts)

    @property
    def has_failed(self) -> bool:
        """Whether it is over without a result."""
        parts = self._parts
        return all(part.done() for _, part in parts) and any(
            part.cancelled() or part.exception() for _, part in parts
        )

    @property
    def problem(self) -> str:
        """Why nothing came, in words; empty: nothing went wrong, or no words were made for it."""
        ended = [part for _, part in self._parts if part.done() and not part.cancelled()]
        errors = (part.exception() for part in ended)
        return next((str(error) for error in errors if isinstance(error, DelegationSimError)), "")

    @property
    def whole(self) -> W | None:
        """What came of it, once all its parts are there; the parts go then."""
        with self._lock:
            if self._joined is None and self.is_over and not self.has_failed:
                self._joined = self._join([part.result() for _, part in self._parts])
                self._parts = []
            return self._joined

    def wait(self, seconds: float) -> bool:
        """Return whether it is over, at once or after so many seconds."""
        self.look()
        return not wait([part for _, part in self._parts], seconds).not_done

    @property
    def first(self) -> list[P]:
        """What came of the first parts, up to the first that is not done; nothing once all are joined."""
        found: list[P] = []
        for _, part in self._parts:
            if not part.done() or part.cancelled() or part.exception():
                break
            found.append(part.result())
        return found

    @property
    def is_left(self) -> bool:
        """Whether nobody has looked at it for a while."""
        return time.monotonic() - self._looked > LEASE

    def look(self) -> None:
        """Take notice that somebody waits for it."""
        self._looked = time.monotonic()

    def cancel(self) -> None:
        """Call off what has not begun."""
        for _, part in self._parts:
            part.cancel()


class Underway[K: Parts[Any, Any]]:
    """All work of one kind on a server, by its key; each visitor has one under way at a time."""

    def __init__(
        self, executor: Executor, *, kept: int = 8, at_once: int = _ROOM.all, here: Presence | None = None
    ) -> None:
        self._executor = executor
        self._kept = kept
        self._room = replace(_ROOM, all=at_once)
        self._here = here or presence()
        self._lock = threading.Lock()
        self._known: OrderedDict[str, K] = OrderedDict()

    def take(self, key: str, visitor: str, begin: Callable[[Executor], K]) -> K:
        """Return the work with a key: what there is, else it begins, in place of other work of this visitor.

        Raises:
            TooManyAtOnceError: if too much is under way.
        """
        with self._lock:
            self._tidy()
            for other in [other for other in self._known if other != key]:
                self._leave(other, visitor)
            known = self._known.get(key)
            if known is None or known.has_failed:
                client = self._here.client(visitor)
                others = [each.client for each in self._known.values() if not each.is_over]
                if self._room.limit(client, others) is not None:
                    raise TooManyAtOnceError("Other visitors have their work done. Try again in a minute.")
                known = self._known[key] = begin(self._executor)
                known.client = client
            known.visitors.add(visitor)
            known.look()
            self._known.move_to_end(key)
            return known

    def of(self, key: str, visitor: str) -> K | None:
        """Return the work with a key, if it is over or this visitor waits for it."""
        with self._lock:
            self._tidy()
            known = self._known.get(key)
            if known is None or not (known.is_over or visitor in known.visitors):
                return None
            known.look()
            self._known.move_to_end(key)
            return known

    def known(self) -> list[K]:
        """Return what is under way or over, the one looked at last at the end."""
        with self._lock:
            return list(self._known.values())

    def cancel(self, key: str, visitor: str) -> None:
        """Call work off for a visitor; it goes on as long as somebody else waits for it."""
        with self._lock:
            self._leave(key, visitor)

    def _leave(self, key: str, visitor: str) -> None:
        known = self._known.get(key)
        if known is None or known.is_over or visitor not in known.visitors:
            return
        known.visitors.discard(visitor)
        if not known.visitors:
            known.cancel()
            del self._known[key]

    def _tidy(self) -> None:
        """Call off what nobody looks at any more, and forget the oldest of what is over."""
        for key in [key for key, each in self._known.items() if self._is_left(each) and not each.is_over]:
            self._known.pop(key).cancel()
        over = [key for key, each in self._known.items() if each.is_over]
        for key in over[: max(0, len(over) - self._kept)]:
            del self._known[key]

    def _is_left(self, each: K) -> bool:
        return each.is_left or bool(each.visitors and all(map(self._here.has_left, each.visitors)))
