"""Counts what happens in many replications of an assembly, slab by slab, whoever plays them.

A slab is a fixed range of replications. What slabs count is added in their order, so that the sums have the same bits
with one process or with many.
"""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass, fields
from typing import Final

import numpy as np

from simulation.arrays import FloatArray, IntArray
from simulation.engine.assembly import AssemblyRecord, House, expect_assembly, prepare_assembly
from simulation.scenario.assembly_schema import Assembly
from simulation.study.pool import slabs_out

__all__ = ["SLAB", "Counts", "count_slab", "count_slabs", "groups_of"]

SLAB: Final = 20
"""Replications in a slab."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Sums over replications; each pair of `x` and `x_squared` gives a mean and its spread.

    Letters: A members, L lists (those in none as one), n texts of the table, S stages, C committees.
    """

    replications: int
    passed: IntArray
    """How often each text of the table passed each stage, `[n, S]`."""
    through: FloatArray
    """Texts that found their sponsors and passed every stage, by committee, `[C]`."""
    through_squared: FloatArray
    together: FloatArray
    """Texts that two members are expected to sign together beside those of the table, `[A, A]`."""
    together_squared: FloatArray
    lists: FloatArray
    """The mean of that over the pairs of members of two lists, `[L, L]`; 0 where there is no pair."""
    lists_squared: FloatArray

    def plus(self, other: "Counts") -> "Counts":
        """Return both together."""
        return Counts(
            **{one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(self)}
        )


def groups_of(house: House) -> tuple[list[str], FloatArray]:
    """Return the names of the lists, an empty one for those in none, and who belongs to which, `[A, L]`."""
    names = list(dict.fromkeys(member.bloc for member in house.case.members if member.bloc))
    bloc = house.bloc.copy()
    if (bloc < 0).any():
        bloc[bloc < 0] = len(names)
        names = [*names, ""]
    return names, (bloc[:, None] == np.arange(len(names))).astype(np.float64)


def count_slabs(case: Assembly, *, seed: int, replications: int, executor: Executor) -> Iterator[Counts]:
    """Yield the counts so far after each slab, the last one for all replications.

    Args:
        case: The assembly.
        seed: Of all draws.
        replications: How many; they are numbered from 0.
        executor: Who plays them.
    """
    waiting: deque[Future[Counts]] = deque()
    starts = iter(range(0, replications, SLAB))
    total: Counts | None = None
    while True:
        while len(waiting) < slabs_out(executor) and (start := next(starts, None)) is not None:
            end = min(start + SLAB, replications)
            waiting.append(executor.submit(count_slab, case, seed, start, end))
        if not waiting:
            return
        found = waiting.popleft().result()
        total = found if total is None else total.plus(found)
        yield total


def count_slab(case: Assembly, seed: int, start: int, end: int) -> Counts:
    """Return the counts over the replications from `start` up to, but not including, `end`."""
    house = prepare_assembly(case)
    _, belongs = groups_of(house)
    size = belongs.sum(axis=0)
    pairs = np.outer(size, size) - np.diag(size)
    total: Counts | None = None
    for record, expected in expect_assembly(case, seed=seed, replications=range(start, end)):
        found = _counted(record, expected, belongs, pairs)
        total = found if total is None else total.plus(found)
    if total is None:
        raise ValueError("a slab needs at least one replication")
    return total


def _counted(record: AssemblyRecord, expected: FloatArray, belongs: FloatArray, pairs: FloatArray) -> Counts:
    """Return what one replication counts.

    Args:
        record: It.
        expected: Texts that two members are expected to sign together in it, `[A, A]`, 0 with themselves.
        belongs: Who is in which list, `[A, L]`.
        pairs: Ordered pairs of different members of two lists, `[L, L]`.
    """
    house = record.house
    stages = len(house.case.stages)
    given, new = record.passed[: house.n_given], record.passed[house.n_given :]
    committee = house.committee[house.n_given :]
    through = np.bincount(committee[new == stages], minlength=len(house.case.committees)).astype(np.float64)
    total = belongs.T @ expected @ belongs
    lists = np.divide(total, pairs, out=np.zeros_like(total), where=pairs > 0)
    return Counts(
        replications=1,
        passed=(given[:, None] > np.arange(stages)).astype(np.int64),
        through=through,
        through_squared=through**2,
        together=expected,
        together_squared=expected**2,
        lists=lists,
        lists_squared=lists**2,
    )
