"""What all routes of a class share: the service, where its pages are, and who may ask how often."""

import asyncio
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from starlette.concurrency import run_in_threadpool

from dashboard.classroom.cookies import HOST, SEAT, Pass
from dashboard.classroom.requests_read import Refused
from dashboard.classroom.streams import Streams
from simulation.classroom import Caller, ClassService, NotAllowedError
from simulation.words import told_in

__all__ = ["Desk", "Pace", "Paths"]

_THREADS: Final = 8
"""That work for requests at a time. The rest wait, and what is pushed does not wait behind them."""
_ACTS: Final = (100, 10.0)
"""What one person, or a host, may send in so many seconds: much more than a hand can."""
_ASKS: Final = (400, 10.0)
"""What one person may ask for, with what they send."""
_JOINS: Final = (150, 60.0)
"""People that come in from one address, as a whole class does."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """Where people are led."""

    seat: str = "/class/seat"
    """Page of whoever has joined."""
    host: str = "/class/console"
    """Page of the host."""
    cookies: str = "/class"
    """To what below it the cookies are sent."""


class Desk:
    """A class as the web sees it.

    Args:
        service: Keeps the classes; whoever opened it closes it.
        paths: Where the pages are.
        outside: Address under which students reach the server, without a path, such as `https://class.example.org`;
            empty: under that of this machine in its network.
    """

    def __init__(self, service: ClassService, paths: Paths | None = None, *, outside: str = "") -> None:
        self.service, self.paths, self.outside = service, paths or Paths(), outside
        self.streams = Streams(service)
        self._threads = asyncio.Semaphore(_THREADS)
        self._asks, self._acts, self._joins = Pace(*_ASKS), Pace(*_ACTS), Pace(*_JOINS)

    async def run[Found](self, language: str, work: Callable[[], Found]) -> Found:
        """Do something with the service, which may take a while, in a thread; what it says is in this language."""

        def told() -> Found:
            with told_in(language):
                return work()

        async with self._threads:
            return await run_in_threadpool(told)

    def caller(self, name: str, holds: Pass | None, *, opens: bool = True) -> Caller:
        """Return who a cookie belongs to, and note that they are there; in a thread.

        Args:
            name: Of the cookie.
            holds: What it says.
            opens: Whether a page of their seat asks, and not the one that let them in.

        Raises:
            NotAllowedError: if it is nobody's, or of another role.
            Refused: if there is no such cookie, or they ask without end.
        """
        if holds is None:
            raise Refused(403, f"class.no_pass.{name.rpartition('_')[2]}", kind="token")
        found = self.service.enter(holds.room, holds.token)
        if bool(found.person) != (name == SEAT):
            raise NotAllowedError("classroom.token")
        _paced(self._asks, f"{found.room} {found.author}")
        if name != HOST:
            self.service.present(found, opens=opens)
        return found

    def may_act(self, caller: Caller) -> None:
        """Count something sent.

        Raises:
            Refused: if it was too much.
        """
        _paced(self._acts, f"{caller.room} {caller.author}")

    def may_join(self, address: str) -> None:
        """Count somebody who comes in from an address.

        Raises:
            Refused: if it were too many.
        """
        _paced(self._joins, address)


def _paced(pace: Pace, who: str) -> None:
    if wait := pace.wait(who):
        raise Refused(429, "class.pace", kind="tries", wait=wait, seconds=max(1, round(wait)))
