"""Work for a game that takes seconds: done by the workers of the server, with what is there so far, and an end.

A worker writes each answer into a folder of its own as a file, and looks there whether it is still wanted; so the page
sees how far it is, and the process need not be killed to be stopped.
"""

import pickle
import shutil
import tempfile
import time
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Executor, Future
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from dashboard.frame.closing import at_close
from dashboard.guard.presence import LEASE, Presence
from dashboard.guard.shares import Room
from dashboard.work.jobs import Jobs, TooManyAtOnceError
from dashboard.work.jobs_in_parts import Parts
from simulation.storage import temporary_folder

__all__ = ["Errand", "Errands"]

_ROOM: Final = Room(browser=4, plain=40, address=40, all=48)
"""Errands at a time: each of a class of forty asks at the end of a phase."""
_ANSWER: Final = "answer"
_STOP: Final = "stop"
_LOOKED: Final = "looked"


def run_errand(folder: str, work: Callable[..., Iterator[Any]], arguments: dict[str, Any]) -> int:
    """Do some work and write down each answer; called in a worker. Returns how many there were."""
    place = Path(folder)
    count = 0
    if not _is_wanted(place):
        return count
    for answer in work(**arguments):
        count += 1
        scratch = place / f"{_ANSWER}.part"
        scratch.write_bytes(pickle.dumps(answer))
        scratch.replace(place / _ANSWER)
        if not _is_wanted(place):
            break
    return count


def _is_wanted(place: Path) -> bool:
    """Return whether nobody called it off, and somebody looked at it not long ago."""
    try:
        return not (place / _STOP).exists() and time.time() - (place / _LOOKED).stat().st_mtime <= LEASE
    except OSError:
        return False  # the server has ended


class Errand(Parts[int, int]):
    """One piece of work under way, whose answers come one after the other."""

    def __init__(
        self, executor: Executor, work: Callable[..., Iterator[Any]], arguments: dict[str, Any], *, home: Path
    ) -> None:
        # Whoever tidies up may have taken the folder for left over.
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = Path(tempfile.mkdtemp(dir=home))
        self._latest: Any = None
        (self._folder / _LOOKED).touch()
        future = executor.submit(run_errand, str(self._folder), work, arguments)
        super().__init__([(1, future)], sum)
        future.add_done_callback(self._done)

    @property
    def latest(self) -> Any:  # noqa: ANN401 - whatever the work yields
        """The answer so far; None: there is none yet."""
        self.look()
        self._take()
        return self._latest

    def look(self, ahead: float = 0.0) -> None:
        """Take notice that somebody waits for it; its worker looks there too."""
        super().look(ahead)
        if self._folder.exists():
            with suppress(OSError):
                (self._folder / _LOOKED).touch()

    def cancel(self) -> None:
        """Call it off; it ends after the answer that it is at."""
        super().cancel()
        with suppress(OSError):
            (self._folder / _STOP).touch()

    def _done(self, _: Future[int]) -> None:
        self._take()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _take(self) -> None:
        with suppress(OSError, EOFError, pickle.UnpicklingError):
            self._latest = pickle.loads((self._folder / _ANSWER).read_bytes())  # noqa: S301 - from a worker of ours


class Errands(Jobs[Errand]):
    """The errands of a server: one of each kind for each visitor at a time, few enough in all."""

    beside = "many"

    def __init__(self, executor: Executor, *, most: int = _ROOM.all, here: Presence | None = None) -> None:
        super().__init__(executor, room=replace(_ROOM, all=most), kept=0, here=here)
        held = ExitStack()
        self._home = held.enter_context(temporary_folder())
        at_close(held.close)

    def start(
        self,
        work: Callable[..., Iterator[Any]],
        key: Hashable,
        visitor: str = "",
        /,
        **arguments: Any,  # noqa: ANN401
    ) -> Errand | None:
        """Return the errand under way; None: too many are.

        Args:
            work: Yields answers; called in a worker.
            key: Whose it is and of which kind; one under way with the same key is called off.
            visitor: Who waits for it; when that one leaves it is called off.
            arguments: Of the work.
        """

        def begin(executor: Executor) -> Errand:
            return Errand(executor, work, arguments, home=self._home)

        try:
            return self.take(key, visitor, begin, anew=True)
        except TooManyAtOnceError:
            return None
