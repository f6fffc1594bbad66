"""Work that tells how far it is: generators that yield what is done and what there is in all, and return the result."""

from collections.abc import Callable, Generator

__all__ = ["Told", "finished", "retold", "within"]

type Told[T] = Generator[tuple[int, int], None, T]
"""Yields what is done and what there is in all. Whoever asks no more has cancelled: nothing is left half done."""


def finished[T](work: Told[T], tell: Callable[[int, int], object] | None = None) -> T:
    """Return the result of work; what it tells on the way is told on, if anybody listens."""
    while True:
        try:
            done, total = next(work)
        except StopIteration as ended:
            result: T = ended.value
            return result
        if tell is not None:
            tell(done, total)


def retold[T, Step](work: Told[T], tell: Callable[[int, int], Step]) -> Generator[Step, None, T]:
    """Do work, and yield `tell(done, total)` in place of each pair that it yields."""
    while True:
        try:
            done, total = next(work)
        except StopIteration as ended:
            result: T = ended.value
            return result
        yield tell(done, total)


def within[T](work: Told[T], before: int, total: int) -> Told[T]:
    """Do work as a part of more, of which `before` is done: tell `total` as what there is in all."""
    return retold(work, lambda done, _: (before + done, total))
