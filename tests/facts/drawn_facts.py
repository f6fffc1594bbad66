"""Draws facts by their keys, and what a page tells of them."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor

from simulation.evidence.facts.battery import find_facts
from simulation.evidence.facts.fact import FactResult
from simulation.evidence.facts.facts_told import Drawn
from simulation.evidence.facts.families import FAMILIES, Family
from simulation.evidence.facts.run_battery import run_battery


def run_facts(
    keys: Sequence[str],
    *,
    seed: int,
    replications: int,
    families: Sequence[Family] = FAMILIES,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[FactResult, ...]:
    """Return the verdicts on these facts."""
    return run_battery(
        find_facts(keys),
        (),
        seed=seed,
        replications=replications,
        families=families,
        executor=executor,
        progress=progress,
    )[0]


def drawn(
    facts: tuple[FactResult, ...], *, seed: int, replications: int, version: str = "1.2", families: int = 1
) -> Drawn:
    """Return a run of the battery in the first few families."""
    return Drawn(
        seed=seed,
        replications=replications,
        version=version,
        definitions="abc",
        families=tuple(family.key for family in FAMILIES[:families]),
        facts=facts,
        controls=(),
    )
