"""Ensembles on demand: other runs of the case at hand, played by the workers of the server while pages go on."""

import threading
from collections import OrderedDict
from concurrent.futures import Executor, Future
from typing import Final

from dashboard.ensemble import Ensemble, chunks, join, play_part
from simulation.arrays import FloatArray
from simulation.engine.batch import prepare
from simulation.scenario.schema import Scenario

__all__ = ["RUNS", "Ensembles", "Playing"]

RUNS: Final = 200
"""Runs of an ensemble on demand."""
_KEPT: Final = 8


def _part(
    scenario: Scenario, seed: int, replications: list[int], sessions: int, weight: FloatArray
) -> Ensemble:
    """Return a part of an ensemble; called in a worker."""
    return play_part(
        prepare(scenario), seed=seed, replications=replications, sessions=sessions, weight=weight
    )


class Playing:
    """One ensemble under way."""

    def __init__(self, parts: list[tuple[int, Future[Ensemble]]]) -> None:
        self._parts = parts
        self._joined: Ensemble | None = None

    @property
    def asked(self) -> int:
        """Runs asked for."""
        return sum(n for n, _ in self._parts)

    @property
    def done(self) -> int:
        """Runs that are played."""
        return sum(n for n, part in self._parts if part.done())

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return all(part.done() for _, part in self._parts)

    @property
    def has_failed(self) -> bool:
        """Whether it is over without an ensemble."""
        return self.is_over and any(part.cancelled() or part.exception() for _, part in self._parts)

    @property
    def ensemble(self) -> Ensemble | None:
        """The ensemble, once all its parts are there."""
        if self._joined is None and self.is_over and not self.has_failed:
            self._joined = join([part.result() for _, part in self._parts])
        return self._joined

    def cancel(self) -> None:
        """Call off what has not begun."""
        for _, part in self._parts:
            part.cancel()


class Ensembles:
    """The ensembles of a server, by the run that they stand beside."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor
        self._lock = threading.Lock()
        self._known: OrderedDict[str, Playing] = OrderedDict()

    def start(
        self, key: str, scenario: Scenario, *, seed: int, sessions: int, weight: FloatArray, runs: int = RUNS
    ) -> Playing:
        """Return the ensemble of a run: the one there is, else a new one."""
        with self._lock:
            known = self._known.get(key)
            if known is not None and not known.has_failed:
                self._known.move_to_end(key)
                return known
            parts = [
                (len(part), self._executor.submit(_part, scenario, seed, part, sessions, weight))
                for part in chunks(runs, scenario, sessions)
            ]
            self._known[key] = Playing(parts)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)[1].cancel()
            return self._known[key]

    def of(self, key: str) -> Playing | None:
        """Return the ensemble of a run, if it was asked for and not called off."""
        with self._lock:
            return self._known.get(key)

    def cancel(self, key: str) -> None:
        """Call an ensemble off."""
        with self._lock:
            known = self._known.pop(key, None)
        if known is not None:
            known.cancel()
