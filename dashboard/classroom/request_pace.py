"""How often somebody may ask: more than people do, less than it takes to keep a class from working."""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Final

__all__ = ["Pace"]

_MOST_KNOWN: Final = 10_000
"""Askers that are kept in mind; the longest silent are forgotten first, and whoever was for as long as it counts."""


class Pace:
    """So many times in so many seconds, for each who asks.

    Args:
        most: Times.
        seconds: In which they count.
        clock: Seconds of any kind.
    """

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._lock = threading.Lock()
        self._asked = OrderedDict[str, deque[float]]()

    def __len__(self) -> int:
        return len(self._asked)

    def wait(self, who: str) -> float:
        """Count once more, unless that is too often; return how many seconds to wait then, else 0."""
        now = self._clock()
        with self._lock:
            asked = self._asked.setdefault(who, deque())
            self._asked.move_to_end(who)
            while asked and asked[0] <= now - self._seconds:
                asked.popleft()
            if len(asked) >= self._most:
                return asked[0] + self._seconds - now
            asked.append(now)
            while len(self._asked) > _MOST_KNOWN or self._is_silent(now):
                self._asked.popitem(last=False)
            return 0.0

    def _is_silent(self, now: float) -> bool:
        """Return whether nothing counts any more of whoever has been silent for longest."""
        asked = next(iter(self._asked.values()))
        return not asked or asked[-1] <= now - self._seconds
