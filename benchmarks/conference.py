"""What a replication of the conference costs in a batch on one core: `python -m benchmarks.conference`."""

import math
import time
from operator import attrgetter
from typing import Final

import numpy as np

from benchmarks._cases import plenary
from benchmarks._timing import median_seconds, versions
from simulation.engine.batch import Batch, play_batch, prepare, simulate_batch
from simulation.protocols.conference.conference import Conference
from simulation.protocols.parameter_sets.sets import DRAWABLE, ParameterSets
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Scenario

__all__ = ["main"]

DRAWN_AT_MOST: Final = 1.15
"""So many times as long may a batch take in which replications draw their parameters."""


def measure(name: str, case: Scenario, *, replications: int, runs: int, target: float) -> None:
    """Print the cost of a replication, all included: compiling the case, drawing, playing, adopting."""
    played: list[Batch] = []

    def play() -> None:
        played.append(simulate_batch(case, seed=1, replications=range(replications)))

    median, least, most = (1000 * s / replications for s in median_seconds(play, runs))
    sessions = np.median(played[0].sessions)
    print(
        f"{name}: {median:.2f} ms a replication ({least:.2f} to {most:.2f}; {runs} runs of {replications}), "
        f"{sessions:.0f} sessions held; target {target:.0f} ms"
    )


def measure_drawn(name: str, case: Scenario, *, replications: int, runs: int) -> None:
    """Print what it costs on top that replications draw their parameters, and fail where it is more than allowed.

    Every set holds what the protocol says anyway, so both play the same negotiations. Both take turns, and the least
    time of each counts: what else the machine does only adds.
    """
    given = Conference()
    row = tuple(float(attrgetter(parameter)(given)) for parameter in DRAWABLE)
    sets = ParameterSets(
        names=DRAWABLE, rows=(row, row), weights=(1.0, 1.0), provenance={}, source="defaults"
    )
    least = {None: math.inf, sets.source: math.inf}
    for _ in range(runs):
        for drawn in (None, sets):
            begun = time.process_time()
            play_batch(prepare(case, drawn), seed=1, replications=range(replications))
            key = None if drawn is None else drawn.source
            least[key] = min(least[key], time.process_time() - begun)
    times = least[sets.source] / least[None]
    print(
        f"{name}, parameters drawn: {times:.2f} times as long ({runs} runs of {replications}); at most {DRAWN_AT_MOST}"
    )
    if times > DRAWN_AT_MOST:
        raise SystemExit("Drawing parameters costs too much.")


def main() -> None:
    """Time WTPF-13 and a conference of the size of the United Nations."""
    print(versions())
    measure("WTPF-13, 20 sessions", load_scenario("wtpf13"), replications=64, runs=7, target=5)
    measure_drawn("WTPF-13", load_scenario("wtpf13"), replications=64, runs=9)
    name = "193 delegations x 20 issues x 50 sessions, six blocs"
    measure(name, plenary(), replications=16, runs=5, target=80)


if __name__ == "__main__":
    main()
