"""Finds the partition of a room into coalitions that is worth most: exactly for few, by search for many."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray

__all__ = ["Structure", "best_structure", "pair_bound", "pair_worth", "searched_structure"]

MOST_EXACT: Final = 16
_FLAT: Final = 1 << 11
"""Sets whose splits are compared in one go; above, the halves are compared one after the other."""

type Worth = Callable[[BoolArray], FloatArray]
"""What sets `[K, A]` are worth, `[K]`; the empty set is worth 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """A partition of the room."""

    label: IntArray
    """Block of each delegation, `[A]`, numbered by first member."""
    worth: float
    """Sum over the blocks."""
    bound: float
    """No partition is worth more; equal to `worth` where this one was found exactly."""

    @property
    def gap(self) -> float:
        """How much more another partition could be worth at most, 0 or more."""
        return max(0.0, self.bound - self.worth)


def best_structure(values: FloatArray) -> Structure:
    r"""Return the partition of up to 16 members that is worth most; of several the first found, always the same.

    Dynamic programming over sets [Yeh1986]_: `f(S)` is the most over the blocks T of the last member of S of
    `v(T) + f(S \ T)`. Members are added one by one, and all sets with the same last member are treated together.

    Args:
        values: `[2^A]`, in the order of `games.all_sets`.

    Raises:
        ValueError: if there are more members.
    """
    size = len(values).bit_length() - 1
    if len(values) != 2**size or size > MOST_EXACT:
        raise ValueError(f"{len(values)} values: there is one for each set, of up to {MOST_EXACT} members")
    best = np.zeros(1)
    for member in range(size):
        with_it = values[1 << member : 2 << member]
        best = np.concatenate([best, _best_split(with_it[None], best[None])[0]])
    label = np.full(size, -1, dtype=np.int64)
    left = 2**size - 1
    while left:
        block = _block(values, best, left)
        label[[member for member in range(size) if block >> member & 1]] = block
        left &= ~block
    return Structure(label=_numbered(label), worth=float(best[-1]), bound=float(best[-1]))


def _best_split(first: FloatArray, second: FloatArray) -> FloatArray:
    """Return the most over all parts s of each set r of `first[s] + second[r without s]`, `[B, 2^k]` each."""
    half = first.shape[1] // 2
    if not half:
        return first + second
    low, high, low2, high2 = first[:, :half], first[:, half:], second[:, :half], second[:, half:]
    if half > _FLAT:
        without, one, other = _best_split(low, low2), _best_split(high, low2), _best_split(low, high2)
    else:
        stacked = _best_split(np.concatenate([low, high, low]), np.concatenate([low2, low2, high2]))
        without, one, other = np.split(stacked, 3)
    return np.concatenate([without, np.maximum(one, other)], axis=1)


def _block(values: FloatArray, best: FloatArray, whole: int) -> int:
    """Return the block of the last member of a set in its best partition."""
    last = 1 << (whole.bit_length() - 1)
    rest = whole ^ last
    parts = np.zeros(1, dtype=np.int64)
    for member in range(rest.bit_length()):
        if rest >> member & 1:
            parts = np.concatenate([parts, parts | 1 << member])
    return last | int(parts[np.argmax(values[last | parts] + best[rest ^ parts])])


def searched_structure(worth: Worth, size: int, bound: float) -> Structure:
    """Return a partition that no merger of two blocks and no move of one member makes worth more.

    From everybody alone, the two blocks are merged that gain most by it, until none do; then members move, one
    after the other, to where they add most, until none do. That need not be the best partition: `gap` says how
    much is possible at most.

    Args:
        worth: What sets are worth.
        size: Number of members.
        bound: What no partition is worth more than, such as `pair_bound`.
    """
    blocks = np.eye(size, dtype=np.bool_)
    improved = True
    while improved:
        blocks = _merged(worth, blocks)
        blocks, improved = _moved(worth, blocks)
    label = np.argmax(blocks, axis=0)
    return Structure(label=_numbered(label), worth=float(worth(blocks).sum()), bound=bound)


def _merged(worth: Worth, blocks: BoolArray) -> BoolArray:
    value = worth(blocks)
    gain = np.full((len(blocks), len(blocks)), -np.inf)
    for row in range(1, len(blocks)):
        gain[row, :row] = worth(blocks[:row] | blocks[row]) - value[:row] - value[row]
    while len(blocks) > 1 and gain.max() > ATOL:
        row, column = divmod(int(np.argmax(gain)), len(gain))
        union = blocks[row] | blocks[column]
        kept = np.delete(np.arange(len(blocks)), [row, column])
        blocks = np.concatenate([blocks[kept], union[None]])
        value = np.append(value[kept], worth(union[None]))
        grown = np.full((len(blocks), len(blocks)), -np.inf)
        grown[:-1, :-1] = gain[np.ix_(kept, kept)]
        grown[-1, :-1] = worth(blocks[:-1] | union) - value[:-1] - value[-1]
        gain = grown
    return blocks


def _moved(worth: Worth, blocks: BoolArray) -> tuple[BoolArray, bool]:
    """Return blocks after one turn in which each member may move, and whether any did."""
    moved = False
    for member in range(blocks.shape[1]):
        own = int(np.argmax(blocks[:, member]))
        only = np.zeros(blocks.shape[1], dtype=np.bool_)
        only[member] = True
        targets = np.concatenate([blocks, np.zeros_like(only)[None]])
        gain = worth(targets | only) - worth(targets & ~only)
        left = gain[own]  # what it adds where it is
        gain[own] = -np.inf
        target = int(np.argmax(gain))
        if gain[target] > left + ATOL:
            targets[own, member], targets[target, member] = False, True
            blocks = targets[targets.any(axis=1)]
            moved = True
    return blocks, moved


def pair_worth(surplus: FloatArray) -> Worth:
    """Return the worth of sets in which each pair adds what is in a symmetric matrix, `[A, A]`."""

    def worth(sets: BoolArray) -> FloatArray:
        inside = sets.astype(np.float64)
        total: FloatArray = ((inside @ surplus) * inside).sum(axis=1) / 2.0
        return total

    return worth


def pair_bound(surplus: FloatArray) -> float:
    """Return what no partition is worth more than, for symmetric surpluses of pairs, `[A, A]`.

    All pairs that gain, less what has to be given up: where j gains with i and with k but i and k lose together, one
    of the three gives. Such triangles are counted as long as what they give up can be told apart.
    """
    left = np.triu(np.maximum(surplus, 0.0), 1)
    left = left + left.T
    loss = np.maximum(-surplus, 0.0)
    np.fill_diagonal(loss, 0.0)
    given = 0.0
    rows, columns = np.nonzero(np.triu(loss > ATOL, 1))
    for i, k in zip(rows.tolist(), columns.tolist(), strict=True):
        while loss[i, k] > ATOL:
            shared = np.minimum(left[i], left[k])
            j = int(np.argmax(shared))
            amount = min(float(shared[j]), float(loss[i, k]))
            if amount <= ATOL:
                break
            for pair in ((i, j), (j, i), (k, j), (j, k)):
                left[pair] -= amount
            loss[i, k] -= amount
            given += amount
    return float(np.maximum(surplus, 0.0)[np.triu_indices(len(surplus), 1)].sum()) - given


def _numbered(label: IntArray) -> IntArray:
    """Return blocks numbered by their first member."""
    _, first, block = np.unique(label, return_index=True, return_inverse=True)
    number: IntArray = np.argsort(np.argsort(first))[block]
    return number
