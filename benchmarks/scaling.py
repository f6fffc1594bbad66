"""What more replications and more delegations cost: `python -m benchmarks.scaling [--full]`.

Time against the number of replications and of delegations, with the exponent of each; the memory of `ensemble` against
the number of replications. `--svg FILE` draws the times.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks._cases import plenary
from benchmarks._cost import Exponent, exponent, run
from benchmarks._drawing import Line, draw
from benchmarks._timing import versions
from simulation.engine.batch import simulate_batch
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Scenario
from simulation.study.study import BASE, Study, Variant
from simulation.study.work import play_slab, slabs_of
from simulation.words import NOTHING

__all__ = ["main"]

REPLICATIONS: Final = (100, 400, 1_600, 6_400)
DELEGATIONS: Final = (24, 48, 96, 192)
FEW: Final = 16
"""Replications of each plenary."""
MEMORY: Final = (1_000, 10_000)
FULL: Final = 100_000
LIMIT: Final = 1_024.0
"""MiB that no study may need, however many replications it has."""


def least_seconds(task: Callable[[], object], runs: int) -> float:
    """Return the least of the seconds that a task takes: what others do on the machine only adds to it."""
    seconds = []
    for _ in range(runs):
        begun = time.perf_counter()
        task()
        seconds.append(time.perf_counter() - begun)
    return min(seconds)


def ensemble(scenario: Scenario, replications: int) -> None:
    """Play an ensemble slab by slab, as one worker does."""
    base = Variant(key=BASE, words=NOTHING, changes=(), scenario=scenario)
    study = Study(kind="ensemble", case="", title="", variants=(base,), replications=replications, seed=1)
    for slab in slabs_of(study):
        play_slab(slab)


def by_replications() -> Line:
    """Time WTPF-13 against the number of replications."""
    case = load_scenario("wtpf13")
    ensemble(case, 64)
    costs = [
        least_seconds(partial(ensemble, case, size), 3 if size < REPLICATIONS[2] else 1)
        for size in REPLICATIONS
    ]
    return told("replications of WTPF-13", REPLICATIONS, costs, "0.9 to 1.1")


def by_delegations() -> Line:
    """Time a generated plenary of 10 issues and six blocs against the number of delegations, session by session."""
    costs = []
    for delegations in DELEGATIONS:
        case = plenary(delegations=delegations, issues=10, sessions=40)
        sessions = int(simulate_batch(case, seed=1, replications=range(FEW)).sessions.sum())
        costs.append(
            least_seconds(partial(simulate_batch, case, seed=1, replications=range(FEW)), 5) / sessions
        )
    return told("delegations of a plenary, a session", DELEGATIONS, costs, "at most 2")


def told(what: str, sizes: Sequence[int], costs: Sequence[float], target: str) -> Line:
    """Print a table and its exponent."""
    found = exponent(sizes, costs)
    print(f"\n{what}\n")
    print("| size | ms | µs each |\n| ---: | ---: | ---: |")
    for size, cost in zip(sizes, costs, strict=True):
        print(f"| {size:,} | {1e3 * cost:.3f} | {1e6 * cost / size:.2f} |")
    print(f"\nGrows with the power {in_words(found)}; target {target}.")
    return Line(label=f"{what}: power {found.value:.2f}", sizes=tuple(sizes), costs=tuple(costs))


def in_words(found: Exponent) -> str:
    """Return an exponent with its interval."""
    return f"{found.value:.2f} ({found.low:.2f} to {found.high:.2f}, 90 %)"


def memory(sizes: Sequence[int]) -> None:
    """Print the most memory that `ensemble` needs, by the number of replications, with one worker."""
    print("\nMemory of delegation-sim ensemble wtpf13 with one worker, everything included\n")
    print("| replications | MiB at most | s |\n| ---: | ---: | ---: |")
    for size in sizes:
        with TemporaryDirectory() as folder:
            words = ("ensemble", "wtpf13", "-n", str(size), "--workers", "1", "--yes", "--out", "study")
            spent = run(*words, folder=Path(folder))
        print(f"| {size:,} | {spent.most_memory:.0f} | {spent.seconds:.1f} |")
        if spent.most_memory > LIMIT:
            print(f"More than the limit of {LIMIT:.0f} MiB.")


def main() -> None:
    """Measure time and memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help=f"memory at {FULL:,} replications too")
    parser.add_argument("--svg", type=Path, help="draw the times into this file")
    choice = parser.parse_args()
    print(versions())
    lines = (by_replications(), by_delegations())
    memory((*MEMORY, FULL) if choice.full else MEMORY)
    if choice.svg is not None:
        choice.svg.write_text(draw(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
