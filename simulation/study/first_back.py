"""Waits for work that is out so that a break leaves no lock behind.

While `concurrent.futures.wait` takes the locks of all futures, a Ctrl-C that comes between two of them leaves the first
ones taken for ever, and whoever shuts the pool down then waits for them for ever.
"""

import signal
import threading
from collections.abc import Collection, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from types import FrameType
from typing import Final

__all__ = ["LISTEN", "breaks_held", "first_back"]

LISTEN: Final = 0.2
"""Seconds after which a break is heard."""


def first_back[T](out: Collection[Future[T]], seconds: float = LISTEN) -> set[Future[T]]:
    """Return what is done of the work that is out, as soon as anything is, and after so many seconds at the latest.

    Raises:
        KeyboardInterrupt: if somebody broke meanwhile, after the locks of all futures were given back.
    """
    with breaks_held():
        return wait(out, timeout=seconds, return_when=FIRST_COMPLETED).done


@contextmanager
def breaks_held() -> Iterator[None]:
    """Let a Ctrl-C wait until the block is over. Other threads hear none, and where nobody listens nothing is held."""
    listens = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(listens):
        yield
        return
    heard: list[tuple[int, FrameType | None]] = []
    signal.signal(signal.SIGINT, lambda number, frame: heard.append((number, frame)))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, listens)
        if heard:
            listens(*heard[0])
