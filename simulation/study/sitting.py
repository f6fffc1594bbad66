"""Work that is out on an executor: it is handed out bit by bit, and what comes back is taken in one by one."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from typing import Any, Final

from simulation.study.first_back import first_back
from simulation.study.pool import slabs_out

__all__ = ["Sitting", "Task"]

_ASK_AGAIN: Final = 64
"""After so many tasks it is asked anew how many may be out: a cluster grows and shrinks."""

type Task[T] = tuple[int, Callable[..., T], tuple[Any, ...]]
"""A number by which it is known when it comes back, a function, and its arguments."""


class Sitting[T](ABC):
    """What is out, and what is done with what comes back."""

    def __init__(self) -> None:
        self.waiting: dict[Future[T], int] = {}
        """Tasks that are out, with their numbers."""

    def hand_out(
        self, tasks: Sequence[Task[T]], executor: Executor, is_interrupted: Callable[[], bool]
    ) -> None:
        """Play all tasks, never more at a time than the workers need: what is out bounds the memory.

        Raises:
            KeyboardInterrupt: if it was interrupted.
        """
        out = 1
        for place, (number, play, given) in enumerate(tasks):
            if place % _ASK_AGAIN == 0:
                out = slabs_out(executor)
            self.waiting[executor.submit(play, *given)] = number
            while len(self.waiting) >= out or is_interrupted():
                self._take_next(is_interrupted)
        while self.waiting:
            self._take_next(is_interrupted)
        if is_interrupted():
            raise KeyboardInterrupt

    def take_what_is_begun(self) -> None:
        """Wait for the parts that are being played and take them in; call off the parts that were not begun."""
        for future in list(self.waiting):
            if not future.cancel():
                self._take(future)

    def take_what_is_back(self) -> None:
        """Take in the parts that were finished before the rest was lost."""
        for future in list(self.waiting):
            if not future.cancel() and future.done() and future.exception() is None:
                self._take(future)

    def _take_next(self, is_interrupted: Callable[[], bool]) -> None:
        """Wait until something is back, and take it in.

        Raises:
            KeyboardInterrupt: if the work was interrupted meanwhile.
        """
        done: set[Future[T]] = set()
        while not done:
            if is_interrupted():
                raise KeyboardInterrupt
            done = first_back(self.waiting)
        for future in done:
            self._take(future)

    def _take(self, future: Future[T]) -> None:
        number, result = self.waiting[future], future.result()
        self.keep(number, result)
        # Only now: an interruption before this finds it among what is out, and keeps it again.
        del self.waiting[future]
        self.count(number, result)

    @abstractmethod
    def keep(self, number: int, result: T) -> None:
        """Keep the result of the part with this number. A part that comes twice is kept once."""

    @abstractmethod
    def count(self, number: int, result: T) -> None:
        """Count the result of a part, and report the progress."""
