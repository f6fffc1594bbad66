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

    def count(self, now: float, *, caller: str, room: str = "") -> None:
        """Count a try before it is known whether it is in vain, so that many at once are not more than many in a row.

        Args:
            now: Seconds since 1970.
            caller: By what whoever tries is known.
            room: The class of which somebody tries to be; empty: a class is looked for.

        Raises:
            TooManyTriesError: if there were too many, of this caller or of the class that is named.
        """
        with self._lock:
            recent = {place: self._recent(place, now) for place in _places(caller, room)}
            for place, tries in recent.items():
                if len(tries) >= _MOST[place[0]]:
                    raise TooManyTriesError(tries[0] + _WINDOW - now)
            for place, tries in recent.items():
                tries.append(now)
                self._failed.move_to_end(place)
            while len(self._failed) > _MOST_KNOWN:
                self._failed.popitem(last=False)

    def take_back(self, now: float, *, caller: str, room: str = "") -> None:
        """Forget the try that was counted at a moment: it was not in vain."""
        with self._lock:
            for place in _places(caller, room):
                tries = self._failed.get(place)
                if tries is not None and now in tries:
                    tries.remove(now)

    def _recent(self, place: tuple[str, str], now: float) -> deque[float]:
        recent = self._failed.setdefault(place, deque())
        while recent and recent[0] <= now - _WINDOW:
            recent.popleft()
        return recent


def _places(caller: str, room: str) -> list[tuple[str, str]]:
    return [("caller", caller), ("class", room)] if room else [("finder", caller)]
