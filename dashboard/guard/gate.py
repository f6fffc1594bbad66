"""Lets a few pages be built at a time, in the order in which they were asked for.

Pages are built by threads of one interpreter, which gives each a slice in turn. When eighty are asked for at once, none
is done until nearly all are, and what sends the answers is one more among them. A few at a time are all done sooner.
"""

import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

__all__ = ["Gate", "building", "switch_often"]

_AT_A_TIME: Final = 3
"""One works; others may wait for the disk meanwhile."""
_SLICE: Final = 0.000_1
"""Seconds after which a thread that works lets another one go on, such as the one that sends answers."""


class Gate:
    """Lets so many through at a time, the first that came first."""

    def __init__(self, at_a_time: int) -> None:
        self._free = at_a_time
        self._lock = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._here = threading.local()

    @property
    def waits(self) -> int:
        """How many wait for their turn."""
        return len(self._waiting)

    @contextmanager
    def passed(self) -> Iterator[None]:
        """Wait for a turn, and hand it on at the end of the block; whoever is through need not wait again.

        So a part of a page can ask for a turn that runs with its page, which has one, and without it.
        """
        if getattr(self._here, "is_through", False):
            yield
            return
        self._enter()
        self._here.is_through = True
        try:
            yield
        finally:
            self._here.is_through = False
            self._leave()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Let others go on during the block, in which this one only waits; for whoever is through."""
        self._leave()
        try:
            yield
        finally:
            self._enter()

    def _enter(self) -> None:
        with self._lock:
            if self._free:
                self._free -= 1
                return
            turn = threading.Event()
            self._waiting.append(turn)
        turn.wait()

    def _leave(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._free += 1


_gate: Final = Gate(_AT_A_TIME)


def building() -> Gate:
    """Return the gate before the pages of this server."""
    return _gate


def switch_often() -> None:
    """Let threads take turns more often than the interpreter would."""
    sys.setswitchinterval(_SLICE)
