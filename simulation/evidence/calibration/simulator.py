"""Plays the conference at given parameters and returns the summaries: what every step of a calibration asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol

import numpy as np

from simulation.arrays import FloatArray
from simulation.engine.batch import simulate_batch
from simulation.evidence.backtest.council_cases import play_decisions
from simulation.evidence.backtest.decisions import Decisions
from simulation.evidence.calibration import candidates
from simulation.evidence.calibration.summaries import of_brackets, of_council
from simulation.protocols.parameter_sets.sets import by_mechanism
from simulation.scenario.load import load_scenario

__all__ = ["COURSE_CASES", "REPLICATIONS", "ConferenceSimulator", "Simulator"]

COURSE_CASES = ("wtpf13", "unga_cyber", "wtpf13_training")
"""Shipped cases whose brackets are followed."""
REPLICATIONS = 10
"""Of every proposal and case at a point: twice as many take a fifth more time, four of them nearly as much as ten."""


class Simulator(Protocol):
    """What is fitted: it plays at parameters and returns summaries. It travels to other processes."""

    def simulate(self, values: Mapping[str, float], seed: int) -> FloatArray:
        """Return the summaries by replication, `[S, R]`; the same for the same parameters and seed."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ConferenceSimulator:
    """The conference, on decisions of the Council and on shipped cases."""

    decisions: Decisions
    """What may be fitted to, and nothing else."""
    cases: tuple[str, ...] = COURSE_CASES
    """Keys of shipped cases; empty: no brackets are followed."""
    replications: int = REPLICATIONS

    def simulate(self, values: Mapping[str, float], seed: int) -> FloatArray:
        """Return the summaries by replication, `[S, R]`: those of the Council, then those of brackets.

        What is a property of the Council is left out of the other cases.
        """
        played = play_decisions(
            self.decisions,
            seed=seed,
            replications=self.replications,
            parameters=by_mechanism(values),
        )
        found = [of_council(self.decisions, played)]
        if self.cases:
            own = candidates.of_conferences(values)
            batches = [
                simulate_batch(
                    candidates.under(_shipped(case), own), seed=seed, replications=range(self.replications)
                )
                for case in self.cases
            ]
            found.append(of_brackets(batches))
        return np.vstack(found)


_shipped = cache(load_scenario)
