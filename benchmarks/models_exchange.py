"""What the published models of trades and of challenges cost: `python -m benchmarks.models_exchange`."""

from collections.abc import Callable

from benchmarks._timing import median_seconds, versions
from simulation.models.exchange import exchange_round
from simulation.models.spatial import spatial_turn
from simulation.rng import Streams

__all__ = ["main"]

TURNS = 20


def measure(name: str, task: Callable[[], object], *, runs: int, target: float) -> None:
    """Print the seconds that a task takes."""
    median, least, most = median_seconds(task, runs)
    print(f"{name}: {median:.3f} s ({least:.3f} to {most:.3f}; {runs} runs); target {target:.2f} s")


def exchange(delegations: int, issues: int) -> Callable[[], object]:
    """Return a round of exchange among delegations that care for every issue."""
    draw = Streams(1994).generator("uncertainty", 0)
    position = draw.random((delegations, issues))
    salience, capability = draw.uniform(0.05, 1.0, (delegations, issues)), draw.uniform(0.1, 1.0, delegations)
    return lambda: exchange_round(position, salience, capability)


def spatial(delegations: int, issues: int, turns: int = TURNS) -> Callable[[], object]:
    """Return turns of the Spatial Model of Politics, one after the other."""
    draw = Streams(2019).generator("uncertainty", 0)
    position = draw.random((delegations, issues))
    salience = draw.uniform(0.2, 1.0, (delegations, issues)) / issues
    capability = draw.uniform(0.1, 1.0, delegations)

    def play() -> None:
        end = position
        for _ in range(turns):
            end = spatial_turn(end, salience, capability)

    return play


def main() -> None:
    """Time a round of exchange and a run of challenges."""
    print(versions())
    measure("exchange, 20 delegations x 10 issues, one round", exchange(20, 10), runs=9, target=0.12)
    measure(f"spatial model, 40 delegations x {TURNS} turns", spatial(40, 1), runs=5, target=0.1)
    measure(
        "spatial model, 193 delegations x 3 issues, one turn", spatial(193, 3, turns=1), runs=5, target=0.07
    )


if __name__ == "__main__":
    main()
