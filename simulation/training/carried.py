"""What would have carried a package: the texts that could have been put in its place, the smallest changes first."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

import numpy as np

from simulation.arrays import FloatArray, IntArray
from simulation.protocols.room import PutPackage

__all__ = ["PASSED", "Reworded", "carried_by"]

_MOST_TRIED: Final = 20_000
"""Texts that are tried of one package: the shipped trainings have under 3,000."""
_TOGETHER: Final = 2_000
"""Texts judged at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reworded:
    """The smallest change of wordings that would have carried a package, or the nearest miss."""

    fails: bool
    """Whether the package would fail by the instructions of all."""
    carries: bool
    """Whether the change would have carried it; else it is the smallest one after which fewest object."""
    changes: tuple[tuple[int, int], ...] = ()
    """Issue and option; empty: it needed none, or no other text meets fewer objections than the package itself."""
    against: tuple[int, ...] = ()
    """Rows of those who would still object by their instructions; empty where it carries."""
    tried: int = 1
    """Texts that were judged, the package among them."""
    most: int = 0
    """Clauses in which those differ from it at the most; 0: all that could have been put were judged."""


PASSED: Final = Reworded(fails=False, carries=True)
"""Of a package that passed."""


def carried_by(put: PutPackage, position: FloatArray) -> Reworded:
    """Return the smallest change of wordings that would have carried a package, or, without any, the nearest miss.

    Every other wording of every clause that it settles is tried, then of every two, and so on, for as long as there
    are not too many. Of those as small, one to which fewest object is taken, then the one that is moved least along
    the axes, then the first.

    Args:
        put: The package, while it is put.
        position: Where each wording lies on the ladder, `[I, O]`.
    """
    objects, passes = put.judged(put.package.option[None])
    if passes[0]:
        return PASSED
    others = {
        issue: [o for o in np.flatnonzero(put.admissible[issue]).tolist() if o != put.package.option[issue]]
        for issue in np.flatnonzero(put.is_open).tolist()
    }
    nearest = Reworded(fails=True, carries=False, against=tuple(np.flatnonzero(objects[0]).tolist()))
    tried = 1
    for size, number in enumerate(_numbers(others), start=1):
        if size > 1 and tried + number > _MOST_TRIED:
            return replace(nearest, tried=tried, most=size - 1)
        found = _best(put, position, _texts(put.package.option, others, size))
        tried += number
        if found is not None and found.carries:
            return replace(found, tried=tried, most=size)
        if found is not None and len(found.against) < len(nearest.against):
            nearest = found
    return replace(nearest, tried=tried)


def _numbers(others: dict[int, list[int]]) -> list[int]:
    """Return how many texts word one clause otherwise, how many two, and so on."""
    numbers = [1]
    for options in others.values():
        longer = [0, *(len(options) * number for number in numbers)]
        numbers = [one + more for one, more in zip([*numbers, 0], longer, strict=True)]
    return numbers[1:]


def _texts(option: IntArray, others: dict[int, list[int]], size: int) -> Iterator[IntArray]:
    """Yield all texts that word so many clauses otherwise, `[N, I]`, so many at a time as are judged together."""
    waiting: list[IntArray] = []
    for issues in combinations(others, size):
        grid = np.meshgrid(*(others[issue] for issue in issues), indexing="ij")
        worded = np.repeat(option[None], grid[0].size, axis=0)
        worded[:, issues] = np.stack([axis.ravel() for axis in grid], axis=1)
        waiting.append(worded)
        if sum(map(len, waiting)) >= _TOGETHER:
            yield np.concatenate(waiting)
            waiting = []
    if waiting:
        yield np.concatenate(waiting)


def _best(put: PutPackage, position: FloatArray, texts: Iterator[IntArray]) -> Reworded | None:
    """Return the best of several texts, one that carries before all others; None: there are no texts."""
    option, clauses = put.package.option, np.arange(len(put.package.option))
    found: list[tuple[tuple[bool, int, float, int], Reworded]] = []
    for part, some in enumerate(texts):
        if not len(some):
            continue
        objects, passes = put.judged(some)
        against = objects.sum(axis=1)
        way = np.abs(position[clauses, some] - position[clauses, option])
        moved = np.where(some != option, way, 0.0).sum(axis=1).round(9)
        at = int(np.lexsort((moved, against, ~passes))[0])
        best = Reworded(
            fails=True,
            carries=bool(passes[at]),
            changes=tuple(
                (issue, int(some[at, issue])) for issue in np.flatnonzero(some[at] != option).tolist()
            ),
            against=() if passes[at] else tuple(np.flatnonzero(objects[at]).tolist()),
        )
        found.append(((not passes[at], int(against[at]), float(moved[at]), part), best))
    return min(found)[1] if found else None
