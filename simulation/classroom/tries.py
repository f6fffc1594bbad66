"""Counts codes that were tried in vain, by class and by who tries: short codes are only safe if few can be tried."""

import secrets
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final, Literal, get_args

from simulation.classroom.errors import TooManyTriesError

__all__ = ["KINDS", "Full", "Kind", "Tries", "Try"]

type Kind = Literal["finder", "caller", "class"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind.__value__)
"""Who looks for a class, who wants to come back as somebody, a class to which people come back."""

type _Place = tuple[Kind, str]

_WINDOW: Final = 60.0
"""Seconds for which a try counts."""
_MOST: Final[Mapping[Kind, int]] = {"finder": 60, "caller": 8, "class": 60}
"""Tries in vain in the window. Who looks for a class may be forty behind one address, all of whom mistype; who comes
back is one, whatever others behind the address try."""
_AT_ALL: Final = 600
"""Tries of a finder after which a right code is not taken either: one who mistypes on purpose is not to shut a whole
school out. With 31^6 and 31^8 codes a guesser at this pace needs years for a class, and centuries for a person."""
_MOST_KNOWN: Final = 10_000
"""Callers and classes that are kept in mind; the longest silent are forgotten first."""


@dataclass(frozen=True, slots=True)
class Try:
    """A try that was counted."""

    at: float
    wait: float
    """Seconds for which there were too many before it, so that only a right code counts; 0: there were not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Full:
    """Where too much was tried in vain lately."""

    kind: Kind
    who: str
    """By what whoever tries is known, or the id of the class."""
    handle: str
    """By what it can be spoken of without saying who it is; made anew by each process."""
    wait: float
    """Seconds until one more can be tried."""
    is_shut: bool
    """A right code is not taken either; else only wrong ones are not looked at."""


class Tries:
    """What was tried in vain lately.

    Args:
        clock: Seconds of any kind that nobody sets back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failed = OrderedDict[_Place, deque[float]]()
        self._key = secrets.token_bytes(32)

    def count(self, *, caller: str, room: str = "") -> Try:
        """Count a try before it is known whether it is in vain, so that many at once are not more than many in a row.

        Args:
            caller: By what whoever tries is known.
            room: The class of which somebody tries to be; empty: a class is looked for.

        Raises:
            TooManyTriesError: if there were too many, of this caller or of the class that is named.
        """
        now, wait = self._clock(), 0.0
        with self._lock:
            recent = {place: self._recent(place, now) for place in _places(caller, room)}
            for place, tries in recent.items():
                if len(tries) < _MOST[place[0]]:
                    continue
                wait = tries[0] + _WINDOW - now
                if room or len(tries) >= _AT_ALL:
                    raise TooManyTriesError(wait)
            for place, tries in recent.items():
                tries.append(now)
                self._failed.move_to_end(place)
            while len(self._failed) > _MOST_KNOWN:
                self._failed.popitem(last=False)
        return Try(now, wait)

    def take_back(self, tried: Try, *, caller: str, room: str = "") -> None:
        """Forget a try: it was not in vain."""
        with self._lock:
            for place in _places(caller, room):
                tries = self._failed.get(place)
                if tries is not None and tried.at in tries:
                    tries.remove(tried.at)

    def full(self) -> list[Full]:
        """Return where there were too many."""
        now = self._clock()
        with self._lock:
            there = [(place, self._recent(place, now)) for place in self._failed]
        return [
            Full(
                kind=kind,
                who=who,
                handle=self._handle(who),
                wait=tries[0] + _WINDOW - now,
                is_shut=kind != "finder" or len(tries) >= _AT_ALL,
            )
            for (kind, who), tries in there
            if len(tries) >= _MOST[kind]
        ]

    def empty(self, kind: Kind, handle: str) -> None:
        """Forget what was tried in a place of which `full` gave this handle."""
        with self._lock:
            for place in [one for one in self._failed if one[0] == kind and self._handle(one[1]) == handle]:
                del self._failed[place]

    def _handle(self, who: str) -> str:
        return blake2b(who.encode("utf-8", "surrogatepass"), key=self._key, digest_size=16).hexdigest()

    def _recent(self, place: _Place, now: float) -> deque[float]:
        recent = self._failed.setdefault(place, deque())
        while recent and recent[0] <= now - _WINDOW:
            recent.popleft()
        return recent


def _places(caller: str, room: str) -> list[_Place]:
    return [("caller", caller), ("class", room)] if room else [("finder", caller)]
