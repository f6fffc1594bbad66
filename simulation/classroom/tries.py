"""Counts codes that were tried in vain, by class and by who tries: short codes are only safe if few can be tried."""

import threading
from collections import OrderedDict, deque
from typing import Final

from simulation.classroom.errors import TooManyTriesError

__all__ = ["Tries"]

_WINDOW: Final = 60.0
"""Seconds for which a try counts."""
_MOST: Final = {"finder": 60, "caller": 8, "class": 60}
"""Tries in vain in the window. Who looks for a class may be forty behind one address, all of whom mistype; who comes
back is one. With 31^6 and 31^8 codes a guesser at this pace needs decades for a class, and longer for a person."""
_MOST_KNOWN: Final = 10_000
"""Callers and classes that are kept in mind; the longest silent are forgotten first."""


class Tries:
    """What was tried in vain lately."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failed = OrderedDict[tuple[str, str], deque[float]]()

    def check(self, now: float, *, caller: str, room: str = "") -> None:
        """Refuse another try where there were too many: of a class, or of somebody in the class that is named.

        Raises:
            TooManyTriesError: if there were.
        """
        with self._lock:
            for place in _places(caller, room):
                recent = self._recent(place, now)
                if len(recent) >= _MOST[place[0]]:
                    raise TooManyTriesError(recent[0] + _WINDOW - now)

    def failed(self, now: float, *, caller: str, room: str = "") -> None:
        """Count a try in vain."""
        with self._lock:
            for place in _places(caller, room):
                self._recent(place, now).append(now)
                self._failed.move_to_end(place)
            while len(self._failed) > _MOST_KNOWN:
                self._failed.popitem(last=False)

    def _recent(self, place: tuple[str, str], now: float) -> deque[float]:
        recent = self._failed.setdefault(place, deque())
        while recent and recent[0] <= now - _WINDOW:
            recent.popleft()
        return recent


def _places(caller: str, room: str) -> list[tuple[str, str]]:
    return [("caller", caller), ("class", room)] if room else [("finder", caller)]
