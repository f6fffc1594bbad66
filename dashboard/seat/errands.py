"""Work for a game that takes seconds: done by the workers of the server, with what is there so far, and an end.

A worker writes each answer into a folder of its own as a file, and looks there whether it is still wanted; so the page
sees how far it is, and the process need not be killed to be stopped.
"""

import pickle
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from simulation.errors import DelegationSimError

__all__ = ["LEASE", "Errand", "Errands"]

LEASE: Final = 120.0
"""Seconds after which an errand is called off that nobody looks at."""
_MOST: Final = 24
_ANSWER: Final = "answer"
_STOP: Final = "stop"


def run_errand(folder: str, work: Callable[..., Iterator[Any]], arguments: dict[str, Any]) -> int:
    """Do some work and write down each answer; called in a worker. Returns how many there were."""
    place = Path(folder)
    count = 0
    for answer in work(**arguments):
        count += 1
        scratch = place / f"{_ANSWER}.part"
        scratch.write_bytes(pickle.dumps(answer))
        scratch.replace(place / _ANSWER)
        if (place / _STOP).exists():
            break
    return count


class Errand:
    """One piece of work under way."""

    def __init__(
        self, executor: Executor, work: Callable[..., Iterator[Any]], arguments: dict[str, Any]
    ) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="delegation-sim-seat-"))
        self._looked = time.monotonic()
        self._latest: Any = None
        self.was_cancelled = False
        self._future: Future[int] = executor.submit(run_errand, str(self._folder), work, arguments)
        self._future.add_done_callback(self._done)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self._future.done()

    @property
    def problem(self) -> str:
        """Why nothing came, in words; empty: nothing went wrong, or no words were made for it."""
        if not self._future.done() or self._future.cancelled():
            return ""
        error = self._future.exception()
        return str(error) if isinstance(error, DelegationSimError) else ""

    @property
    def has_failed(self) -> bool:
        """Whether it ended before its time."""
        return self._future.done() and (self._future.cancelled() or self._future.exception() is not None)

    @property
    def latest(self) -> Any:  # noqa: ANN401 - whatever the work yields
        """The answer so far; None: there is none yet."""
        self._looked = time.monotonic()
        with suppress(OSError, EOFError, pickle.UnpicklingError):
            self._latest = pickle.loads((self._folder / _ANSWER).read_bytes())  # noqa: S301 - from a worker of ours
        return self._latest

    @property
    def is_left(self) -> bool:
        """Whether nobody has looked at it for a while."""
        return time.monotonic() - self._looked > LEASE

    def cancel(self) -> None:
        """Call it off; it ends after the answer that it is at."""
        self.was_cancelled = True
        self._future.cancel()
        with suppress(OSError):
            (self._folder / _STOP).touch()

    def _done(self, _: Future[int]) -> None:
        with suppress(OSError):
            found = self._folder / _ANSWER
            if found.exists():
                self._latest = pickle.loads(found.read_bytes())  # noqa: S301 - from a worker of ours
        shutil.rmtree(self._folder, ignore_errors=True)


class Errands:
    """The errands of a server: one of each kind for each game at a time, few enough in all."""

    def __init__(self, executor: Executor, *, most: int = _MOST) -> None:
        self._executor = executor
        self._most = most
        self._lock = threading.Lock()
        self._under_way: list[Errand] = []

    def start(self, work: Callable[..., Iterator[Any]], **arguments: Any) -> Errand | None:  # noqa: ANN401
        """Return the errand under way; None: too many are."""
        with self._lock:
            self._under_way = [errand for errand in self._under_way if not errand.is_over]
            for errand in self._under_way:
                if errand.is_left:
                    errand.cancel()
            if len(self._under_way) >= self._most:
                return None
            errand = Errand(self._executor, work, arguments)
            self._under_way.append(errand)
            return errand
