"""Plays a case a few times, to see that it runs and roughly how it ends."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dashboard.work.jobs_in_parts import Parts, PartsJobs
from simulation.engine import simulate_batch
from simulation.protocols import OUTCOME_CLASSES
from simulation.scenario import Scenario, scenario_hash

__all__ = ["RUNS", "Trial", "Trials", "try_out"]

RUNS: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """How the runs ended."""

    endings: Mapping[str, int]
    """Runs by class of ending, the commonest first."""
    fewest: int
    """Clauses in brackets when they were most, in the run with the fewest."""
    most: int
    """The same in the run with the most."""
    seed: int


def try_out(scenario: Scenario, *, seed: int = 1) -> Trial:
    """Return how `RUNS` runs of the case end."""
    batch = simulate_batch(scenario, seed=seed, replications=range(RUNS))
    counted = Counter(OUTCOME_CLASSES[code] for code in batch.result.outcome_class.tolist())
    peak = batch.bracketed.max(axis=1)
    return Trial(endings=dict(counted.most_common()), fewest=int(peak.min()), most=int(peak.max()), seed=seed)


class Trials(PartsJobs[Parts[Trial, Trial]]):
    """The trials of a server, which a worker plays; each visitor waits for one at a time."""

    def start(self, scenario: Scenario, *, visitor: str) -> Parts[Trial, Trial]:
        """Return the trial of a case: the one there is, else a new one, in place of another of this visitor.

        Raises:
            TooManyAtOnceError: if too many are under way.
        """
        return self.take(
            scenario_hash(scenario),
            visitor,
            lambda executor: Parts([(RUNS, executor.submit(try_out, scenario))], lambda parts: parts[0]),
        )
