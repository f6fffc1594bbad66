"""Holds Ctrl-C back while work is out, so that what is finished is taken in before anything ends."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["InHaste", "interruption_held"]


class InHaste(KeyboardInterrupt):
    """Ctrl-C was pressed again: stop at once."""


@contextmanager
def interruption_held() -> Iterator[Callable[[], bool]]:
    """Give whether Ctrl-C was pressed; it interrupts nothing by itself until it is pressed again.

    Raised anywhere, as Python does it, it could get lost in a callback that lets nothing through.
    """
    heard: list[int] = []

    def hear(number: int, _: FrameType | None) -> None:
        if heard:
            raise InHaste
        heard.append(number)

    in_charge = threading.current_thread() is threading.main_thread()
    if not in_charge or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield lambda: False
        return
    signal.signal(signal.SIGINT, hear)
    try:
        yield lambda: bool(heard)
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
