"""What a second worker gains, and how long the usual studies take: `python -m benchmarks.parallel [--runs 3]`.

Commands with everything included: start, cases, files. The ratio means something only on a machine that does nothing
else; the load at the beginning is printed.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from concurrent.futures import Executor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks._cost import run
from benchmarks._timing import versions
from simulation.scenario.load import load_scenario
from simulation.study import pool
from simulation.study.study import BASE, Study, Variant
from simulation.study.work import play_slab, slabs_of
from simulation.words import NOTHING

__all__ = ["main"]

MANY: Final = 10_000
COMPARED: Final = 200
LEVER: Final = "rule=simple_majority"


def played(executor: Executor, replications: int) -> float:
    """Return the seconds that the slabs of an ensemble of WTPF-13 take, workers started and warm."""
    base = Variant(key=BASE, words=NOTHING, changes=(), scenario=load_scenario("wtpf13"))
    study = Study(kind="ensemble", case="", title="", variants=(base,), replications=replications, seed=1)
    slabs = list(slabs_of(study))
    for future in [executor.submit(play_slab, slab) for slab in slabs[:4]]:
        future.result()
    begun = time.perf_counter()
    for future in [executor.submit(play_slab, slab) for slab in slabs]:
        future.result()
    return time.perf_counter() - begun


def second_worker(replications: int, runs: int) -> None:
    """Print how much faster two workers are, turn by turn, so that both meet the same load."""
    ratios = []
    with pool.processes(1) as one, pool.processes(2) as two:
        for _ in range(runs):
            alone, both = played(one, replications), played(two, replications)
            ratios.append(alone / both)
            print(
                f"{replications:,} replications: 1 worker {alone:.2f} s, 2 workers {both:.2f} s, {ratios[-1]:.2f} times"
            )
    print(
        f"Two workers are {statistics.median(ratios):.2f} times as fast as one (median); target 1.7 on an idle machine."
    )


def first_figures(folder: Path, *words: str) -> tuple[float, float]:
    """Return the seconds until the first part is written, and until the end."""
    command = [str(Path(sys.executable).with_name("delegation-sim")), *words]
    begun, first = time.perf_counter(), 0.0
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) as process:  # noqa: S603 - our own command
        while process.poll() is None:
            if not first and any((folder / "study/replications").glob("part-*")):
                first = time.perf_counter() - begun
            time.sleep(0.005)
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed.")
    return first, time.perf_counter() - begun


def commands(runs: int) -> None:
    """Print what an ensemble of ten thousand and a comparison take."""
    compare = ("compare", "wtpf13", "--lever", LEVER, "-n", str(COMPARED), "--out", "study")
    found = []
    for _ in range(runs):
        with TemporaryDirectory() as folder:
            found.append(first_figures(Path(folder), *compare))
    first, whole = (statistics.median(part) for part in zip(*found, strict=True))
    told = f"compare wtpf13 --lever {LEVER} -n {COMPARED}: {whole:.2f} s, first figures after {first:.2f} s"
    print(f"{told} (median of {runs}); target 3 s and 2 s")
    with TemporaryDirectory() as folder:
        spent = run("ensemble", "wtpf13", "-n", str(MANY), "--yes", "--out", "study", folder=Path(folder))
    print(
        f"ensemble wtpf13 -n {MANY}: {spent.seconds:.1f} s, {spent.most_memory:.0f} MiB at most; target 40 s"
    )


def main() -> None:
    """Measure workers and commands."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--replications", type=int, default=1_024)
    choice = parser.parse_args()
    load = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load unknown"
    print(f"{versions()} each; {os.cpu_count()} cores, {load}")
    second_worker(choice.replications, choice.runs)
    commands(choice.runs)


if __name__ == "__main__":
    main()
