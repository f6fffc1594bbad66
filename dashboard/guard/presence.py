"""Who still has the dashboard open: what is done for somebody who left need not be finished."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from dashboard.guard.shares import NOBODY, Client

__all__ = ["GRACE", "LEASE", "Presence", "presence"]

GRACE: Final = 15.0
"""Seconds in which somebody may come back, as after a reload or a lost connection."""
LEASE: Final = 120.0
"""Seconds after which work is called off that nobody looks at; a page in the background looks once a minute."""
_REMEMBERED: Final = 2_000


class Presence:
    """By visitor, the open line on which the page was last shown; may be used from any thread."""

    def __init__(self, *, grace: float = GRACE, clock: Callable[[], float] = time.monotonic) -> None:
        self._grace = grace
        self._clock = clock
        self._lock = threading.Lock()
        self._seen: OrderedDict[str, tuple[str, Client]] = OrderedDict()
        self._closed: OrderedDict[str, float] = OrderedDict()

    def note(self, visitor: str, line: str, client: Client = NOBODY) -> None:
        """Take notice that a visitor looks at a page over a line."""
        if not line:
            return
        with self._lock:
            self._seen[visitor] = (line, client)
            self._seen.move_to_end(visitor)
            while len(self._seen) > _REMEMBERED:
                self._seen.popitem(last=False)

    def client(self, visitor: str) -> Client:
        """Return who the visitor is; `NOBODY`: nobody knows."""
        with self._lock:
            return self._seen.get(visitor, ("", NOBODY))[1]

    def close(self, line: str) -> None:
        """Take notice that a line was closed."""
        with self._lock:
            self._closed[line] = self._clock()
            while len(self._closed) > _REMEMBERED:
                self._closed.popitem(last=False)

    def has_left(self, visitor: str) -> bool:
        """Return whether the visitor closed the page and did not come back; of one never seen nobody knows."""
        with self._lock:
            closed = self._closed.get(self._seen.get(visitor, ("", NOBODY))[0])
        return closed is not None and self._clock() - closed > self._grace


_present: Final = Presence()


def presence() -> Presence:
    """Return who has the dashboard of this server open."""
    return _present
