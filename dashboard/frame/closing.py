"""What ends with the server: its processes, its studies, its temporary folders, in the order opposite to their making.

A signal to terminate ends Python without `atexit`; the server hears it in time and calls `close` itself.
"""

import atexit
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache

__all__ = ["at_close", "close"]


@cache
def _ends() -> ExitStack:
    found = ExitStack()
    atexit.register(found.close)
    return found


def at_close(end: Callable[[], object]) -> None:
    """Have something done when the server ends: on Ctrl-C, when it is told to terminate, or by itself."""
    _ends().callback(end)


def close() -> None:
    """Do what is to be done, the last first, and each thing once."""
    _ends().close()
