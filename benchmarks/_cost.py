"""What growth costs: exponents fitted on logarithms, and the memory and time of commands."""

import math
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.special import stdtrit

__all__ = ["Exponent", "Spent", "exponent", "run"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exponent:
    """How a cost grows with a size: as its power `value`, with an interval of 90 %."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What a command took."""

    seconds: float
    most_memory: float
    """MiB in the largest of its processes."""


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> Exponent:
    """Return the slope of log cost on log size by least squares, with Student's interval."""
    x, y = np.log(sizes), np.log(costs)
    x -= x.mean()
    slope = float((x * y).sum() / (x * x).sum())
    left = y - y.mean() - slope * x
    freedom = len(sizes) - 2
    error = math.sqrt(float((left * left).sum()) / freedom / float((x * x).sum()))
    half = float(stdtrit(freedom, 0.95)) * error
    return Exponent(value=slope, low=slope - half, high=slope + half)


def run(*words: str, folder: Path) -> Spent:
    """Run our command in a folder and return what it took."""
    code = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
        "sys.exit(done.returncode)"
    )
    command = str(Path(sys.executable).with_name("delegation-sim"))
    begun = time.perf_counter()
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", code, command, *words], cwd=folder, check=True, capture_output=True, text=True
    )
    seconds = time.perf_counter() - begun
    unit = 1 if sys.platform == "darwin" else 1024
    return Spent(seconds=seconds, most_memory=int(done.stdout) * unit / 2**20)
