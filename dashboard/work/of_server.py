"""The studies of this server, which all its visitors share: one pool of workers for the process, whoever asks first."""

import threading
from collections.abc import Callable
from functools import cache, wraps
from typing import Final

from dashboard.frame.closing import at_close
from dashboard.work.errands import Errands
from dashboard.work.studies import Studies
from simulation.study import Workers, cores

__all__ = ["desk", "errands", "jobs", "workers"]

_FIRST: Final = threading.RLock()
"""Held while a pool is made: pages of several visitors may ask at the same time."""


def _once[T](make: Callable[[], T]) -> Callable[[], T]:
    """Return what gives one thing for the whole process, made by whoever asks first."""
    made = cache(make)

    @wraps(make)
    def give() -> T:
        with _FIRST:
            return made()

    return give


@_once
def workers() -> Workers:
    """Return the workers of this server: all cores but one, which pages are served from."""
    found = Workers(max(1, cores() - 1))
    at_close(found.end)
    return found


@_once
def desk() -> Workers:
    """Return the one worker that does what pages wait for: it has no studies to play."""
    found = Workers(1)
    at_close(found.end)
    return found


@_once
def jobs() -> Studies:
    """Return the studies of this server."""
    found = Studies(workers())
    at_close(found.join)
    at_close(workers().end)  # what studies wait for is over then
    at_close(found.call_all_off)
    return found


@_once
def errands() -> Errands:
    """Return the errands of this server."""
    return Errands(workers())
