"""The studies of this server, which all its visitors share: one pool of workers for the process, whoever asks first."""

import threading
from functools import cache
from typing import Final

from dashboard.frame.closing import at_close
from dashboard.work.errands import Errands
from dashboard.work.studies import Studies
from simulation.study import Workers, cores

__all__ = ["desk", "errands", "jobs", "workers"]

_FIRST: Final = threading.Lock()
"""Held while the pool is made: pages of several visitors may ask at the same time."""


def workers() -> Workers:
    """Return the workers of this server: all cores but one, which pages are served from."""
    with _FIRST:
        return _workers()


def desk() -> Workers:
    """Return the one worker that does what pages wait for: it has no studies to play."""
    with _FIRST:
        return _desk()


def jobs() -> Studies:
    """Return the studies of this server."""
    with _FIRST:
        return _jobs()


def errands() -> Errands:
    """Return the errands of this server."""
    found = workers()
    with _FIRST:
        return _errands(found)


@cache
def _errands(its: Workers) -> Errands:
    return Errands(its)


@cache
def _workers() -> Workers:
    found = Workers(max(1, cores() - 1))
    at_close(found.end)
    return found


@cache
def _desk() -> Workers:
    found = Workers(1)
    at_close(found.end)
    return found


@cache
def _jobs() -> Studies:
    found = Studies(_workers())
    at_close(found.join)
    at_close(_workers().end)  # what studies wait for is over then
    at_close(found.call_all_off)
    return found
