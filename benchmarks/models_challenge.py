"""What the challenge model costs: `python -m benchmarks.models_challenge`.

One round of a large room, and a run of 10,000 draws of ten uncertain delegations, under each preset.
"""

from functools import partial
from typing import Final

import numpy as np

from benchmarks._timing import median_seconds, versions
from simulation.arrays import FloatArray
from simulation.models.challenge import challenge_round
from simulation.models.challenge_rules import PRESETS
from simulation.models.challenge_run import play_challenge

__all__ = ["main"]

LARGE: Final = 193
DRAWS: Final = (10_000, 10)
ROUNDS: Final = (6, 10)
ROUND_LIMIT: Final = 0.04
"""Seconds that a round of a large room may take."""
DRAWS_LIMIT: Final = 1.07
"""Seconds that all draws may take: a tenth of what a peer takes for ten delegations and 10,000 draws."""


def room(*shape: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return positions, capability and salience that look drawn at random and are the same every time."""
    count = int(np.prod(shape))
    drawn = np.modf(np.outer(np.sqrt([2.0, 3.0, 5.0]), np.arange(1, count + 1) ** 2))[0]
    position, capability, salience = (line.reshape(shape) for line in drawn)
    return position, capability, salience


def told(what: str, seconds: tuple[float, float, float], limit: float) -> None:
    """Print the median, the least and the most of some runs beside what they may take."""
    median, least, most = (1e3 * one for one in seconds)
    print(f"  {what:<52} {median:8.1f} ms ({least:.1f} to {most:.1f}); at most {1e3 * limit:.0f} ms")


def main() -> None:
    """Print the figures."""
    print(versions())
    large, draws = room(LARGE), room(*DRAWS)
    for name, rules in PRESETS.items():
        print(name)
        told(
            f"one round, {LARGE} delegations",
            median_seconds(partial(challenge_round, *large, rules), 9),
            ROUND_LIMIT,
        )
        for rounds in ROUNDS:
            task = partial(play_challenge, *draws, rules, max_rounds=rounds)
            told(f"{DRAWS[0]:,} draws of {DRAWS[1]}, {rounds} rounds", median_seconds(task, 3), DRAWS_LIMIT)


if __name__ == "__main__":
    main()
