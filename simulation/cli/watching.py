"""Shows how far long work has come, and how much time is left, on a terminal that somebody watches."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from simulation.cli.lasting import lasting

__all__ = ["watching"]


@contextmanager
def watching(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """Give what notes how many of how many things are done, such as negotiations; None if nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    begun = time.monotonic()

    def note(done: int, total: int) -> None:
        left = f", about {lasting((time.monotonic() - begun) * (total - done) / done)} left" if done else ""
        sys.stderr.write(f"\r\x1b[K{done:,} of {total:,} {what}{left}")
        sys.stderr.flush()

    try:
        yield note
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
