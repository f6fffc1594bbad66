"""Runs of agents to hold groups against, played by the workers of the server while pages go on."""

from concurrent.futures import Executor
from functools import partial
from typing import Final

from dashboard.work.parts import Parts, PartsJobs
from simulation.arrays import IntArray
from simulation.scenario import Scenario, scenario_hash
from simulation.training.group import RUNS, AgentRuns, join, parts_of, play_part

__all__ = ["Agents", "Playing", "key_of"]

_KEPT: Final = 16


class Playing(Parts[IntArray, AgentRuns]):
    """The runs of one case under way, for one visitor or for several who asked for the same."""


def key_of(case: Scenario, seed: int) -> str:
    """Return what tells runs apart."""
    return f"{scenario_hash(case)}:{seed}"


class Agents(PartsJobs[Playing]):
    """The runs of a server, by case and seed."""

    def __init__(self, executor: Executor) -> None:
        super().__init__(executor, kept=_KEPT)

    def start(self, case: Scenario, *, visitor: str, seed: int) -> Playing:
        """Return the runs of a case: those there are, else new ones.

        Raises:
            TooManyAtOnceError: if too many are under way.
        """

        def begin(executor: Executor) -> Playing:
            parts = [(len(ids), executor.submit(play_part, case, seed, ids)) for ids in parts_of(RUNS)]
            return Playing(parts, partial(join, case, seed))

        return self.take(key_of(case, seed), visitor, begin)
