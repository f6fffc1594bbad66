"""Ensembles on demand: other runs of the case at hand, played by the workers of the server while pages go on."""

import threading
import time
from collections import OrderedDict
from concurrent.futures import Executor, Future
from typing import Final

from dashboard.ensemble import Ensemble, chunks, join, play_part
from simulation.arrays import FloatArray
from simulation.engine.batch import prepare
from simulation.errors import DelegationSimError
from simulation.scenario.schema import Scenario

__all__ = ["LEASE", "RUNS", "Ensembles", "Playing", "TooManyEnsemblesError"]

RUNS: Final = 200
"""Runs of an ensemble on demand."""
LEASE: Final = 120.0
"""Seconds after which an ensemble is called off that nobody looks at; a page in the background looks once a minute."""


def _part(
    scenario: Scenario, seed: int, replications: list[int], sessions: int, weight: FloatArray
) -> Ensemble:
    """Return a part of an ensemble; called in a worker."""
    return play_part(
        prepare(scenario), seed=seed, replications=replications, sessions=sessions, weight=weight
    )


class TooManyEnsemblesError(DelegationSimError):
    """Other visitors have as many ensembles under way as the server plays at a time."""

    def __init__(self) -> None:
        super().__init__("Other visitors have their runs played. Try again in a minute.")


class Playing:
    """One ensemble under way, for one visitor or for several who asked for the same."""

    def __init__(self, parts: list[tuple[int, Future[Ensemble]]]) -> None:
        self.asked = sum(n for n, _ in parts)
        """Runs asked for."""
        self.visitors: set[str] = set()
        self._parts = parts
        self._lock = threading.Lock()
        self._joined: Ensemble | None = None
        self._looked = time.monotonic()

    @property
    def done(self) -> int:
        """Runs that are played."""
        parts = self._parts
        return sum(n for n, part in parts if part.done()) if parts else self.asked

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return all(part.done() for _, part in self._parts)

    @property
    def has_failed(self) -> bool:
        """Whether it is over without an ensemble."""
        parts = self._parts
        return all(part.done() for _, part in parts) and any(
            part.cancelled() or part.exception() for _, part in parts
        )

    @property
    def ensemble(self) -> Ensemble | None:
        """The ensemble, once all its parts are there; the parts go then."""
        with self._lock:
            if self._joined is None and self.is_over and not self.has_failed:
                self._joined = join([part.result() for _, part in self._parts])
                self._parts = []
            return self._joined

    @property
    def is_left(self) -> bool:
        """Whether nobody has looked at it for a while."""
        return time.monotonic() - self._looked > LEASE

    def look(self) -> None:
        """Take notice that somebody waits for it."""
        self._looked = time.monotonic()

    def cancel(self) -> None:
        """Call off what has not begun."""
        for _, part in self._parts:
            part.cancel()


class Ensembles:
    """The ensembles of a server, by the run that they stand beside; each visitor has one under way at a time."""

    def __init__(self, executor: Executor, *, kept: int = 8, at_once: int = 8) -> None:
        self._executor = executor
        self._kept = kept
        self._at_once = at_once
        self._lock = threading.Lock()
        self._known: OrderedDict[str, Playing] = OrderedDict()

    def start(
        self,
        key: str,
        scenario: Scenario,
        *,
        visitor: str,
        seed: int,
        sessions: int,
        weight: FloatArray,
        runs: int = RUNS,
    ) -> Playing:
        """Return the ensemble of a run: the one there is, else a new one, in place of another of this visitor.

        Raises:
            TooManyEnsemblesError: if too many are under way.
        """
        with self._lock:
            self._tidy()
            for other in [other for other in self._known if other != key]:
                self._leave(other, visitor)
            known = self._known.get(key)
            if known is None or known.has_failed:
                if sum(not playing.is_over for playing in self._known.values()) >= self._at_once:
                    raise TooManyEnsemblesError
                known = self._known[key] = Playing(
                    [
                        (len(part), self._executor.submit(_part, scenario, seed, part, sessions, weight))
                        for part in chunks(runs, scenario, sessions)
                    ]
                )
            known.visitors.add(visitor)
            known.look()
            self._known.move_to_end(key)
            return known

    def of(self, key: str, visitor: str) -> Playing | None:
        """Return the ensemble of a run, if it is there or this visitor waits for it."""
        with self._lock:
            self._tidy()
            known = self._known.get(key)
            if known is None or not (known.is_over or visitor in known.visitors):
                return None
            known.look()
            self._known.move_to_end(key)
            return known

    def cancel(self, key: str, visitor: str) -> None:
        """Call an ensemble off for a visitor; it goes on as long as somebody else waits for it."""
        with self._lock:
            self._leave(key, visitor)

    def _leave(self, key: str, visitor: str) -> None:
        known = self._known.get(key)
        if known is None or known.is_over or visitor not in known.visitors:
            return
        known.visitors.discard(visitor)
        if not known.visitors:
            known.cancel()
            del self._known[key]

    def _tidy(self) -> None:
        """Call off what nobody looks at any more, and forget the oldest of those that are over."""
        for key in [key for key, playing in self._known.items() if playing.is_left and not playing.is_over]:
            self._known.pop(key).cancel()
        over = [key for key, playing in self._known.items() if playing.is_over]
        for key in over[: max(0, len(over) - self._kept)]:
            del self._known[key]
