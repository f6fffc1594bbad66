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
    before = signal.signal(signal.SIGINT, _first_alone(signal.default_int_handler))
    told = [one for one in (logging.getLogger(_SERVER), logging.lastResort) if one is not None]
    for one in told:
        one.addFilter(_is_no_break)
    try:
        yield
    finally:
        for one in told:
            one.removeFilter(_is_no_break)
        signal.signal(signal.SIGINT, before)


def _is_no_break(record: logging.LogRecord) -> bool:
    """Return whether somebody reports anything else than a break.

    A server that is broken off twice before it heard of the first says so, and a library of data bases, which then
    lets it pass on.
    """
    raised = record.exc_info[0] if record.exc_info else None
    is_break = raised is not None and issubclass(raised, KeyboardInterrupt)
    return not is_break and "CancelledError" not in record.getMessage()


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
