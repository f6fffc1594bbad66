"""Shows how far long work has come, and how much time is left, on a terminal that somebody watches."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from simulation.cli.lasting import lasting
from simulation.words import say, whole

__all__ = ["watching"]


@contextmanager
def watching(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """Give what notes how much is done; None if nobody watches.

    Args:
        what: Key of the things that are counted, under `watching` in the catalogue.
    """
    if not sys.stderr.isatty():
        yield None
        return
    begun = time.monotonic()

    def note(done: int, total: int) -> None:
        told = say(f"watching.{what}", done=whole(done), total=whole(total))
        if done:
            told = say(
                "watching.left", told=told, time=lasting((time.monotonic() - begun) * (total - done) / done)
            )
        sys.stderr.write(f"\r\x1b[K{told}")
        sys.stderr.flush()

    try:
        yield note
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
