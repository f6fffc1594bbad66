"""Medians of repeated runs, and what they were run on."""

import platform
import statistics
import time
from collections.abc import Callable
from importlib.metadata import version as installed

from simulation.version import version

__all__ = ["median_seconds", "versions"]


def median_seconds(task: Callable[[], object], runs: int) -> tuple[float, float, float]:
    """Return the median, the least and the most of the seconds that `task` takes, after one run to warm up."""
    task()
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        task()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), min(seconds), max(seconds)


def versions() -> str:
    """Return the versions that matter for speed."""
    packages = ", ".join(f"{name} {installed(name)}" for name in ("numpy", "mesa"))
    return f"delegation-sim {version()}, Python {platform.python_version()}, {packages}, one thread"
