"""Ensembles on demand: other runs of the case at hand, played by the workers of the server while pages go on."""

from concurrent.futures import Executor
from typing import Final

from dashboard.replay.ensemble import Ensemble, chunks, join, play_part
from dashboard.work.jobs import TooManyAtOnceError
from dashboard.work.jobs_in_parts import Parts, PartsJobs
from simulation.arrays import FloatArray
from simulation.engine import prepare
from simulation.scenario import Scenario

__all__ = ["RUNS", "Ensembles", "Playing", "TooManyAtOnceError"]

RUNS: Final = 200
"""Runs of an ensemble on demand."""


def _part(
    scenario: Scenario, seed: int, replications: list[int], sessions: int, weight: FloatArray
) -> Ensemble:
    """Return a part of an ensemble; called in a worker."""
    return play_part(
        prepare(scenario), seed=seed, replications=replications, sessions=sessions, weight=weight
    )


class Playing(Parts[Ensemble, Ensemble]):
    """One ensemble under way, for one visitor or for several who asked for the same."""

    @property
    def ensemble(self) -> Ensemble | None:
        """The ensemble, once all its parts are there."""
        return self.whole


class Ensembles(PartsJobs[Playing]):
    """The ensembles of a server, by the run that they stand beside; each visitor has one under way at a time."""

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
            TooManyAtOnceError: if too many are under way.
        """

        def begin(executor: Executor) -> Playing:
            parts = [
                (len(part), executor.submit(_part, scenario, seed, part, sessions, weight))
                for part in chunks(runs, scenario, sessions)
            ]
            return Playing(parts, join)

        return self.take(key, visitor, begin)
