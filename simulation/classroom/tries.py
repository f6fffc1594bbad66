"""Counts codes that were tried in vain, by class and by who tries: short codes are only safe if few can be tried."""

import threading
from collections import OrderedDict, deque
from typing import Final

from simulation.classroom.errors import TooManyTriesError

__all__ = ["Tries"]

_WINDOW: Final = 60.0
"""Seconds for which a try counts."""
_MOST: Final = {"caller": 8, "class": 60}
"""Tries in vain in the window. A class of forty mistypes less; with 31^8 codes a guesser needs thousands of years."""
_MOST_KNOWN: Final = 10_000
"""Callers and classes that are kept in mind; the longest silent are forgotten first."""


class Tries:
    """What was tried in vain lately."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failed = OrderedDict[tuple[str, str], deque[float]]()

    def check(self, now: float, *, caller: str, room: str = "") -> None:
        """Refuse another try where there were too many; by class, only if one is named.

        Raises:
            TooManyTriesError: if there were.
        """
        with self._lock:
            for place in self._places(caller, room):
                recent = self._recent(place, now)
                if len(recent) >= _MOST[place[0]]:
                    raise TooManyTriesError(recent[0] + _WINDOW - now)

    def failed(self, now: float, *, caller: str, room: str = "") -> None:
        """Count a try in vain."""
        with self._lock:
            for place in self._places(caller, room):
                self._recent(place, now).append(now)
                self._failed.move_to_end(place)
            while len(self._failed) > _MOST_KNOWN:
                self._failed.popitem(last=False)

    @staticmethod
    def _places(caller: str, room: str) -> list[tuple[str, str]]:
        return [("caller", caller), *([("class", room)] if room else [])]

    def _recent(self, place: tuple[str, str], now: float) -> deque[float]:
        recent = self._failed.setdefault(place, deque())
        while recent and recent[0] <= now - _WINDOW:
            recent.popleft()
        return recent
