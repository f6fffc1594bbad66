"""The smallest change of its wordings that would have carried a package: one clause, then two, all of them tried."""

from collections.abc import Iterator
from itertools import combinations, product
from typing import Final

import numpy as np

from simulation.arrays import FloatArray, IntArray
from simulation.protocols.room import PutPackage

__all__ = ["MOST_CHANGES", "carried_by"]

MOST_CHANGES: Final = 2
"""Clauses that may be worded otherwise."""
_TOGETHER: Final = 2_000
"""Packages judged at a time."""

type _Changes = tuple[tuple[int, int], ...]


def carried_by(put: PutPackage, position: FloatArray) -> tuple[bool, _Changes]:
    """Return whether a package would fail by the instructions of all, and the smallest change that would carry it.

    Every other wording of every clause that it settles is tried, then every two. Of those as small, one to which
    fewest object is taken, then the one that is moved least along the axes, then the first.

    Args:
        put: The package, while it is put.
        position: Where each wording lies on the ladder, `[I, O]`.
    """
    _, passes = put.judged(put.package.option[None])
    if passes[0]:
        return False, ()
    for size in range(1, MOST_CHANGES + 1):
        found = _best(put, position, list(_changes(put, size)))
        if found is not None:
            return True, found
    return True, ()


def _changes(put: PutPackage, size: int) -> Iterator[_Changes]:
    """Yield all ways to word so many clauses otherwise."""
    option = put.package.option
    others = {
        issue: [o for o in np.flatnonzero(put.admissible[issue]).tolist() if o != option[issue]]
        for issue in np.flatnonzero(put.is_open).tolist()
    }
    for issues in combinations(others, size):
        for options in product(*(others[issue] for issue in issues)):
            yield tuple(zip(issues, options, strict=True))


def _best(put: PutPackage, position: FloatArray, changes: list[_Changes]) -> _Changes | None:
    """Return the best of several changes that carry a package; None: none does."""
    found: list[tuple[int, float, int]] = []
    for start in range(0, len(changes), _TOGETHER):
        some = changes[start : start + _TOGETHER]
        objects, passes = put.judged(_worded(put.package.option, some))
        for at in np.flatnonzero(passes).tolist():
            moved = sum(
                abs(float(position[issue, option] - position[issue, put.package.option[issue]]))
                for issue, option in some[at]
            )
            found.append((int(objects[at].sum()), round(moved, 9), start + at))
    return changes[min(found)[-1]] if found else None


def _worded(option: IntArray, changes: list[_Changes]) -> IntArray:
    """Return packages worded otherwise, `[N, I]`."""
    worded = np.repeat(option[None], len(changes), axis=0)
    for at, change in enumerate(changes):
        for issue, other in change:
            worded[at, issue] = other
    return worded
