"""What power indices, stability and the best partition of a room cost: `python -m benchmarks.models_power`."""

from collections.abc import Callable

import numpy as np

from benchmarks._timing import median_seconds, versions
from simulation.arrays import FloatArray
from simulation.coalitions.bodies import Majority, VotingBody
from simulation.coalitions.detection import agreement
from simulation.coalitions.indices import power_indices
from simulation.coalitions.stability import stability, surplus_of
from simulation.coalitions.structures import best_structure, pair_bound, pair_worth, searched_structure
from simulation.rng import Streams

__all__ = ["main"]

VOTERS = 200
STATES = 193


def measure(name: str, task: Callable[[], object], *, runs: int, target: float) -> None:
    """Print the seconds that a task takes."""
    median, least, most = median_seconds(task, runs)
    print(f"{name}: {median:.3f} s ({least:.3f} to {most:.3f}; {runs} runs); target {target:.2f} s")


def body(heaviest: int) -> VotingBody:
    """Return 200 voters with weights 1, 2 and so on in turn, who pass a text by two thirds."""
    weights = np.array([1.0 + place % heaviest for place in range(VOTERS)])
    return VotingBody(ways=((Majority(weights=weights, quota=np.ceil(2 * weights.sum() / 3)),),))


def few(members: int) -> VotingBody:
    """Return a body with three rules whose weights have no common unit."""
    draw = Streams(1954).generator("uncertainty", 0)
    rules = draw.uniform(0.1, 1.0, (3, members))
    return VotingBody(ways=(tuple(Majority(weights=row, quota=0.6 * row.sum()) for row in rules),))


def surplus(size: int) -> FloatArray:
    """Return what standing together adds for delegations spread over two issues."""
    draw = Streams(2026).generator("uncertainty", 0)
    return surplus_of(agreement(draw.random((size, 2)), np.ones((size, 2))))


def main() -> None:
    """Time the indices of two bodies of 200, and what is asked of coalitions."""
    print(versions())
    for heaviest, runs, target in ((5, 9, 0.5), (50, 5, 8.0)):
        room = body(heaviest)
        name = f"both power indices, {VOTERS} voters, weights 1 to {heaviest}"
        measure(name, lambda room=room: power_indices(room), runs=runs, target=target)  # type: ignore[misc]
    for members, target in ((8, 0.001), (20, 0.2)):
        small = few(members)
        name = f"both power indices, {members} voters, three rules in real weights"
        measure(name, lambda small=small: power_indices(small), runs=9, target=target)  # type: ignore[misc]
    many, alone = surplus(STATES), np.full(STATES, -1)
    measure(f"stability of a partition of {STATES}", lambda: stability(many, alone), runs=9, target=0.5)
    values = Streams(16).generator("uncertainty", 0).random(2**16)
    measure("best partition of 16, exactly", lambda: best_structure(values), runs=3, target=5.0)
    search = f"best partition of {STATES}, by search and with a bound"
    measure(
        search,
        lambda: searched_structure(pair_worth(many), STATES, pair_bound(many)),
        runs=3,
        target=2.0,
    )


if __name__ == "__main__":
    main()
