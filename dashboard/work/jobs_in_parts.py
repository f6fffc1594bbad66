"""Jobs in parts that the workers of the server do side by side, and that are joined at the end."""

import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, wait
from dataclasses import replace
from typing import Any, Final

from dashboard.guard.presence import Presence
from dashboard.guard.shares import Room
from dashboard.work.jobs import Job, Jobs
from simulation.errors import DelegationSimError

__all__ = ["Parts", "PartsJobs"]

_ROOM: Final = Room(browser=2, plain=4, address=8, all=12)
"""Work of one kind at a time."""


class Parts[P, W](Job):
    """One job in parts: each a number of runs, or whatever they count, with the future of what comes of it."""

    def __init__(self, parts: list[tuple[int, Future[P]]], join: Callable[[list[P]], W]) -> None:
        super().__init__()
        self.asked = sum(n for n, _ in parts)
        self._parts = parts
        self._join = join
        self._lock = threading.Lock()
        self._joined: W | None = None

    @property
    def done(self) -> int:
        """How much of it is done."""
        parts = self._parts
        return sum(n for n, part in parts if part.done()) if parts else self.asked

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return all(part.done() for _, part in self._parts)

    @property
    def has_failed(self) -> bool:
        """Whether it is over without a result."""
        parts = self._parts
        return all(part.done() for _, part in parts) and any(
            part.cancelled() or part.exception() for _, part in parts
        )

    @property
    def problem(self) -> str:
        """Why nothing came, in words; empty: nothing went wrong, or no words were made for it."""
        ended = [part for _, part in self._parts if part.done() and not part.cancelled()]
        errors = (part.exception() for part in ended)
        return next((str(error) for error in errors if isinstance(error, DelegationSimError)), "")

    @property
    def whole(self) -> W | None:
        """What came of it, once all its parts are there; the parts go then."""
        with self._lock:
            if self._joined is None and self.is_over and not self.has_failed:
                self._joined = self._join([part.result() for _, part in self._parts])
                self._parts = []
            return self._joined

    def wait(self, seconds: float) -> bool:
        """Return whether it is over, at once or after so many seconds."""
        self.look()
        return not wait([part for _, part in self._parts], seconds).not_done

    @property
    def first(self) -> list[P]:
        """What came of the first parts, up to the first that is not done; nothing once all are joined."""
        found: list[P] = []
        for _, part in self._parts:
            if not part.done() or part.cancelled() or part.exception():
                break
            found.append(part.result())
        return found

    def cancel(self) -> None:
        """Call off what has not begun."""
        super().cancel()
        for _, part in self._parts:
            part.cancel()


class PartsJobs[J: Parts[Any, Any]](Jobs[J]):
    """All jobs in parts of one kind: each visitor has one under way at a time."""

    def __init__(
        self, executor: Executor, *, kept: int = 8, at_once: int = _ROOM.all, here: Presence | None = None
    ) -> None:
        super().__init__(executor, room=replace(_ROOM, all=at_once), kept=kept, here=here)
