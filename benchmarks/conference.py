"""What a replication of the conference costs in a batch on one core: `python -m benchmarks.conference`."""

import numpy as np

from benchmarks._cases import plenary
from benchmarks._timing import median_seconds, versions
from simulation.engine.batch import Batch, simulate_batch
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Scenario

__all__ = ["main"]


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


def main() -> None:
    """Time WTPF-13 and a conference of the size of the United Nations."""
    print(versions())
    measure("WTPF-13, 20 sessions", load_scenario("wtpf13"), replications=64, runs=7, target=5)
    name = "193 delegations x 20 issues x 50 sessions, six blocs"
    measure(name, plenary(), replications=16, runs=5, target=60)


if __name__ == "__main__":
    main()
