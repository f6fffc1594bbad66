"""Tells whoever waits that a table has changed, once the change is kept; knows no web framework."""

import asyncio
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

__all__ = ["Change", "Changes"]

_LOG: Final = logging.getLogger(__name__)

type Listener = Callable[["Change"], object]
type _Waiter = tuple[asyncio.AbstractEventLoop, asyncio.Event]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A class has changed. It does not say how: a listener reads the class again."""

    room: str
    """Id of the class."""
    number: int
    """Of its last event."""
    versions: dict[str, int]
    """Of its tables, by key."""


class Changes:
    """Who listens to which class, and who waits for it in an event loop."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = dict[str, Change]()
        self._listeners = dict[str, list[Listener]]()
        self._waiters = dict[str, set[_Waiter]]()

    def listen(self, room: str, listener: Listener) -> Callable[[], None]:
        """Call a function after every change, in the thread that made it; returns what ends that."""
        with self._lock:
            self._listeners.setdefault(room, []).append(listener)

        def stop() -> None:
            with self._lock, suppress(ValueError):
                self._listeners.get(room, []).remove(listener)

        return stop

    def tell(self, change: Change) -> None:
        """Tell a change to all who wait for it; an older one than the last is none."""
        with self._lock:
            before = self._last.get(change.room)
            if before is not None and before.number >= change.number:
                return
            self._last[change.room] = change
            listeners = list(self._listeners.get(change.room, ()))
            waiters = list(self._waiters.get(change.room, ()))
        for loop, event in waiters:
            with suppress(RuntimeError):  # its loop is closed: nobody waits any more
                loop.call_soon_threadsafe(event.set)
        for listener in listeners:
            try:
                listener(change)
            except Exception:  # noqa: BLE001 - the change is kept, and whoever made it is not to blame
                _LOG.exception("A listener to a class failed.")

    def forget(self, room: str) -> None:
        """Forget a class that is deleted."""
        with self._lock:
            for known in (self._last, self._listeners, self._waiters):
                known.pop(room, None)

    async def next(self, room: str, seen: int, *, table: str = "", timeout: float) -> Change | None:  # noqa: ASYNC109 - None says so
        """Wait in an event loop for a class, or one of its tables, beyond a number; None: nothing came in time."""
        waiter = asyncio.get_running_loop(), asyncio.Event()
        with self._lock:
            self._waiters.setdefault(room, set()).add(waiter)
        try:
            async with asyncio.timeout(timeout):
                while (news := self._news(room, seen, table)) is None:
                    await waiter[1].wait()
                    waiter[1].clear()
                return news
        except TimeoutError:
            return None
        finally:
            with self._lock:
                self._waiters.get(room, set()).discard(waiter)

    def _news(self, room: str, seen: int, table: str) -> Change | None:
        change = self._last.get(room)
        if change is None:
            return None
        number = change.versions.get(table, 0) if table else change.number
        return change if number > seen else None
