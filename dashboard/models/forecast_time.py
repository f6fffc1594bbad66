"""How long a forecast takes: a span before it begins, and what is left of it, by what each model took so far."""

import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from simulation.forecast import SHELF, Landed, Shown, land, pieces_of
from simulation.scenario import Scenario, scenario_hash

__all__ = ["ROUND", "Timed", "busy", "land_timed", "left_of", "rounded", "seconds_of", "span_of"]

_EACH: Final = 2e-3
"""Seconds that a draw of a model takes however small the case is, about."""
_SHARE: Final = 0.55
"""Part of what the pieces of a forecast are cut by, on the safe side, that they take."""
ROUND: Final = (5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 300, 420, 600, 900, 1_200, 1_800, 3_600)
"""Seconds that are told: more exactly nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """Where a model landed, and how many seconds it took the worker that played it."""

    landed: Landed
    seconds: float


def land_timed(case: Scenario, model: Shown, *, seed: int, replications: range) -> Timed:
    """Return where a model lands in these replications of a case, timed; see `land`."""
    begun = time.perf_counter()
    landed = land(case, model, seed=seed, replications=replications)
    return Timed(landed=landed, seconds=time.perf_counter() - begun)


def seconds_of(case: Scenario, draws: int) -> float:
    """Return how long a forecast takes one worker, about: nobody has played this case yet."""
    return _seconds(_Case(case), draws)


class _Case:
    """A case that is told from others by its hash."""

    def __init__(self, case: Scenario) -> None:
        self.case = case
        self._hash = scenario_hash(case)

    def __hash__(self) -> int:
        return hash(self._hash)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Case) and self._hash == other._hash


@lru_cache(maxsize=64)
def _seconds(of: _Case, draws: int) -> float:
    pieces = pieces_of(of.case, SHELF, draws)
    return _SHARE * sum(piece.seconds for piece in pieces) + _EACH * draws * len(SHELF)


def span_of(seconds: float, factor: float) -> tuple[int, int]:
    """Return from how many to how many seconds something takes that is known up to a factor, rounded outwards.

    >>> span_of(33.0, 1.5), span_of(1.0, 2.0)
    ((20, 60), (0, 5))
    """
    low = max((one for one in ROUND if one <= seconds / factor), default=0)
    high = min((one for one in ROUND if one >= seconds * factor), default=ROUND[-1])
    return low, high


def rounded(seconds: float) -> int:
    """Return the nearest of the seconds that are told.

    >>> rounded(3.0), rounded(290.0), rounded(25.0)
    (5, 300, 20)
    """
    return min(ROUND, key=lambda one: abs(one - seconds))


def busy() -> float:
    """Return how many want each core of this machine, at least 1; 1 on a system that does not say."""
    if not hasattr(os, "getloadavg"):
        return 1.0
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def left_of(
    done: Iterable[tuple[Shown, int, float]],
    left: Iterable[tuple[Shown, int]],
    *,
    passed: float,
    since: float,
) -> float | None:
    """Return the seconds that are left, by what each model took so far.

    Args:
        done: model, draws and seconds of each part that is done.
        left: model and draws of each that is not.
        passed: seconds from the begin of the first part to the end of the last that is done.
        since: seconds from then until now.

    Returns:
        None if a model that is still to be played has not been played yet: models differ a hundredfold.
    """
    draws: dict[Shown, int] = {}
    seconds: dict[Shown, float] = {}
    for model, n, took in done:
        draws[model] = draws.get(model, 0) + n
        seconds[model] = seconds.get(model, 0.0) + took
    parts = list(left)
    if not draws or any(model not in draws for model, _ in parts):
        return None
    # Wall-clock seconds for a second of work: less than 1 with several workers, more when others use them.
    pace = passed / max(sum(seconds.values()), 1e-9)
    works = [pace * seconds[model] / draws[model] * n for model, n in parts]
    return max(0.0, sum(works) - min(since, max(works, default=0.0)))
