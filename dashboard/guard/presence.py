"""Who still has the dashboard open: what is done for somebody who left need not be finished."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

__all__ = ["GRACE", "Presence", "presence"]

GRACE: Final = 15.0
"""Seconds in which somebody may come back, as after a reload or a lost connection."""
_REMEMBERED: Final = 2_000


class Presence:
    """By visitor, the open line on which the page was last shown; may be used from any thread."""

    def __init__(self, *, grace: float = GRACE, clock: Callable[[], float] = time.monotonic) -> None:
        self._grace = grace
        self._clock = clock
        self._lock = threading.Lock()
        self._line: OrderedDict[str, str] = OrderedDict()
        self._closed: OrderedDict[str, float] = OrderedDict()

    def note(self, visitor: str, line: str) -> None:
        """Take notice that a visitor looks at a page over a line."""
        if not line:
            return
        with self._lock:
            self._line[visitor] = line
            self._line.move_to_end(visitor)
            while len(self._line) > _REMEMBERED:
                self._line.popitem(last=False)

    def close(self, line: str) -> None:
        """Take notice that a line was closed."""
        with self._lock:
            self._closed[line] = self._clock()
            while len(self._closed) > _REMEMBERED:
                self._closed.popitem(last=False)

    def has_left(self, visitor: str) -> bool:
        """Return whether the visitor closed the page and did not come back; of one never seen nobody knows."""
        with self._lock:
            closed = self._closed.get(self._line.get(visitor, ""))
        return closed is not None and self._clock() - closed > self._grace


_present: Final = Presence()


def presence() -> Presence:
    """Return who has the dashboard of this server open."""
    return _present
