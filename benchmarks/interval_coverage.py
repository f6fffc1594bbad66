"""How often an interval that holds what sets do holds the figure: `python -m benchmarks.interval_coverage`.

Shares of runs are drawn whose truth differs between sets of parameters by a known variance (beta distributions around
.48), and `simulation.study.among` gives the interval of 90 %. It should hold the share of one more set, drawn in the
same way, in 90 of 100 cases. Takes about half a minute.
"""

from typing import Final

import numpy as np

from simulation.rng import Streams
from simulation.stats import interval
from simulation.study.among import among

__all__ = ["main"]

TRIALS: Final = 600
LAYOUTS: Final = ((100, 2), (300, 4))
"""Sets, and replications of each: those of 200 runs, and of some 1,200."""
VARIANCES: Final = (0.0, 0.002, 0.008, 0.03, 0.1)
MIDDLE: Final = 0.48


def main() -> None:
    """Print a row for each layout and variance."""
    rng = Streams(1).generator("resample", 1)
    print("sets  runs a set  spread of the truth  held of 100  half-width (its spread)")
    for sets, runs in LAYOUTS:
        for variance in VARIANCES:
            found = [_trial(rng, sets, runs, variance) for _ in range(TRIALS)]
            held = 100 * np.mean([one[0] for one in found])
            halves = np.array([one[1] for one in found])
            wide = f"{halves.mean():.3f} ({halves.std():.3f})"
            print(f"{sets:4}  {runs:10}  {np.sqrt(variance):19.3f}  {held:11.0f}  {wide}")


def _trial(rng: np.random.Generator, sets: int, runs: int, variance: float) -> tuple[bool, float]:
    """Return whether an interval held the share of another set, and how wide it was, by half."""
    truth = np.full(sets + 1, MIDDLE)
    if variance:
        size = MIDDLE * (1 - MIDDLE) / variance - 1
        truth = rng.beta(MIDDLE * size, (1 - MIDDLE) * size, sets + 1)
    hit = rng.random((sets, runs)) < truth[:-1, None]
    chance = interval.share(int(hit.sum()), hit.size, level=0.9)
    number = np.repeat(np.arange(sets), runs)
    found = among(hit.ravel().astype(float), number, chance, ends=(0.0, 1.0))
    return bool(found.low <= truth[-1] <= found.high), (found.high - found.low) / 2


if __name__ == "__main__":
    main()
