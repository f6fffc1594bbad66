"""Games among few: what every set of delegations is worth, whether the whole can hold, and what each brings."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray

__all__ = ["Core", "all_sets", "core", "shapley"]

MOST_IN_CORE: Final = 14
MOST_EXACT: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Core:
    """Whether what all achieve together can be shared so that no set does better on its own."""

    exists: bool
    epsilon: float
    """What each set must be content to miss, at least, for a sharing to exist; 0 or less where the core does."""
    allocation: FloatArray
    """A sharing, `[A]`, at which no set misses more than epsilon; it need not be the only one."""


def all_sets(size: int) -> BoolArray:
    """Return every set of so many members, `[2^A, A]`; bit i of the number of a row says whether i is in it."""
    sets: BoolArray = (np.arange(2**size)[:, None] >> np.arange(size)) & 1 == 1
    return sets


def core(values: FloatArray) -> Core:
    """Return whether the core of a game is empty, and the least core [MaschlerPelegShapley1979]_.

    The linear programme is: the least epsilon such that `x(S) >= v(S) - epsilon` for every proper set S and
    `x(N) = v(N)`.

    Args:
        values: `[2^A]`, in the order of `all_sets`; up to 14 members.

    Raises:
        ValueError: if there are more members.
    """
    size = _members(values, MOST_IN_CORE)
    if size <= 1:
        return Core(exists=True, epsilon=0.0, allocation=values[1:].astype(np.float64))
    from scipy.optimize import linprog

    sets = all_sets(size)[1:-1].astype(np.float64)
    found = linprog(
        np.append(np.zeros(size), 1.0),
        A_ub=-np.column_stack([sets, np.ones(len(sets))]),
        b_ub=-values[1:-1],
        A_eq=np.append(np.ones(size), 0.0)[None],
        b_eq=values[-1:],
        bounds=(None, None),
        method="highs",
    )
    if found.x is None:  # it has a solution for any finite values
        raise ValueError(f"the values of the sets cannot be compared: {found.message}")
    epsilon = float(found.x[-1])
    slack = ATOL * max(1.0, float(np.abs(values).max()))
    return Core(
        exists=epsilon <= slack, epsilon=epsilon, allocation=np.asarray(found.x[:-1], dtype=np.float64)
    )


def shapley(values: FloatArray) -> FloatArray:
    """Return the mean contribution of each member over all orders of joining, `[A]` [Shapley1953]_.

    Args:
        values: `[2^A]`, in the order of `all_sets`; up to 20 members.

    Raises:
        ValueError: if there are more members.
    """
    size = _members(values, MOST_EXACT)
    number: IntArray = np.arange(2**size)
    members = np.bitwise_count(number).astype(np.int64)
    share = _order_shares(size)
    found = np.zeros(size)
    for member in range(size):
        without = number[(number >> member) & 1 == 0]
        found[member] = share[members[without]] @ (values[without | (1 << member)] - values[without])
    return found


def _order_shares(size: int) -> FloatArray:
    """Return the share of orders in which exactly a given set comes before a member, by the size of the set."""
    from math import comb

    return np.array([1.0 / (size * comb(size - 1, before)) for before in range(size)])


def _members(values: FloatArray, most: int) -> int:
    size = len(values).bit_length() - 1
    if len(values) != 2**size or size > most:
        raise ValueError(f"{len(values)} values: there is one for each set, of up to {most} members")
    return size
