"""Lets somebody who breaks off what serves pages do so once: what is left to do is not broken off again."""

import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

__all__ = ["broken_once", "heard_once"]

type _Handler = Callable[[int, FrameType | None], object]

_SERVER: Final = "uvicorn.error"
"""What a server reports under."""
_PATIENCE: Final = 5.0
"""Seconds after which another Ctrl-C ends the process as it is: something hangs."""


@contextmanager
def broken_once() -> Iterator[None]:
    """Let the first Ctrl-C break off what is under way, and no other one the ending."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    log = logging.getLogger(_SERVER)
    before = signal.signal(signal.SIGINT, _first_alone(signal.default_int_handler))
    log.addFilter(_is_no_break)
    try:
        yield
    finally:
        log.removeFilter(_is_no_break)
        signal.signal(signal.SIGINT, before)


def _is_no_break(record: logging.LogRecord) -> bool:
    """Return whether a server reports anything else than that it was broken off twice before it heard of the first."""
    return "CancelledError" not in record.getMessage()


def heard_once() -> None:
    """Pass only the first Ctrl-C on to whoever hears it now; a server puts back by itself what was before."""
    told = signal.getsignal(signal.SIGINT)
    if callable(told) and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, _first_alone(told))


def _first_alone(told: _Handler) -> _Handler:
    begun = list[float]()

    def hear(sig: int, frame: FrameType | None) -> None:
        if not begun:
            begun.append(time.monotonic())
            told(sig, frame)
        elif time.monotonic() - begun[0] > _PATIENCE:
            signal.signal(sig, signal.SIG_DFL)
            signal.raise_signal(sig)

    return hear
