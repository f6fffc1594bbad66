"""Counts how often each member turns a losing set into a winning one, by distributions over whole weights."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.coalitions.bodies import VotingBody
from simulation.coalitions.every_set import MOST_MEMBERS
from simulation.errors import VotingBodyError
from simulation.words import say

__all__ = ["Tally", "check_size", "expected_swings", "expected_wins", "swings_by_size", "tallies_of"]

MOST_STATES: Final = 20_000_000
"""Most states of a distribution that are kept at once: 160 MB."""
MOST_WORK: Final = 5e9
"""Most states times nodes times members: a minute or two on one core."""
AT_ONCE: Final = 1 << 16
"""States of a distribution, over all nodes, that are worked on at a time: what a core keeps close at hand."""
NOTHING: Final = 1e-200
"""Chances below this count as none: they never show, and numbers near the least that there is are slow."""
FLUSHED: Final = 8
"""After so many members such chances are taken out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Members whose weights count towards the same majorities, in whole numbers."""

    rows: IntArray
    """The members, by row of the body, `[M]`."""
    units: IntArray
    """`[M, D]`: of each member under each of the D majorities."""
    caps: tuple[int, ...]
    """`[D]`: what is above counts as this much."""
    ways: tuple[tuple[int, ...], ...]
    """What each way needs of each majority, 0 where it needs nothing."""

    def winning(self, low: IntArray, shape: Sequence[int]) -> BoolArray:
        """Return which states win, of a table that begins at a state."""
        grid = np.ogrid[
            tuple(slice(start, start + size) for start, size in zip(low.tolist(), shape, strict=True))
        ]
        wins = np.zeros(tuple(shape), dtype=np.bool_)
        for way in self.ways:
            met = np.ones(tuple(shape), dtype=np.bool_)
            for axis, needed in enumerate(way):
                met &= grid[axis] >= needed
            wins |= met
        return wins

    @property
    def heads(self) -> int | None:
        """The majority that counts every member once, if there is one."""
        counts = np.flatnonzero((self.units == 1).all(axis=0))
        return int(counts[0]) if len(counts) else None

    @property
    def n_states(self) -> int:
        """Number of states of one distribution."""
        return math.prod(cap + 1 for cap in self.caps)


def tallies_of(body: VotingBody) -> tuple[Tally, ...] | None:
    """Return the tallies of a body, none of whose members counts in two; a set wins if it wins in every one.

    Majorities that are always met fall away, as do ways that never win; equal weights are counted once. Returns
    None where nobody can change anything: every set wins, or none.
    """
    columns: list[tuple[int, ...]] = []
    ways = []
    for way in body.ways:
        needed: dict[int, int] = {}
        for majority in way:
            whole = majority.in_whole_numbers()
            units, quota = _plain(whole.units, whole.quota)
            if quota <= 0:
                continue
            key = tuple(units.tolist())
            place = columns.index(key) if key in columns else len(columns)
            columns += [key] if place == len(columns) else []
            needed[place] = max(quota, needed.get(place, 0))
        if not needed:
            return None
        if all(quota <= sum(columns[place]) for place, quota in needed.items()):
            ways.append(needed)
    if not ways:
        return None
    used = sorted({place for needed in ways for place in needed})
    units = np.array([columns[place] for place in used], dtype=np.int64).T
    table = [tuple(needed.get(place, 0) for place in used) for needed in ways]
    groups = [list(range(len(used)))] if len(ways) > 1 else _apart(units > 0)
    return tuple(
        _tally(units[:, group], [tuple(way[axis] for axis in group) for way in table]) for group in groups
    )


def _plain(units: IntArray, quota: int) -> tuple[IntArray, int]:
    """Return the same majority as heads where it takes every member that counts, or any one of them."""
    counting = units[units > 0]
    if not len(counting) or quota <= 0:
        return units, quota
    heads = (units > 0).astype(np.int64)
    if counting.sum() - counting.min() < quota <= counting.sum():
        return heads, len(counting)
    if quota <= counting.min():
        return heads, 1
    return units, quota


def _apart(counts: BoolArray) -> list[list[int]]:
    """Return majorities, `[A, D]`, in groups without a member in common."""
    groups: list[list[int]] = []
    for axis in range(counts.shape[1]):
        shared = [group for group in groups if (counts[:, group] & counts[:, [axis]]).any()]
        groups = [group for group in groups if group not in shared]
        groups.append(sorted([axis, *(place for group in shared for place in group)]))
    return sorted(groups)


def _tally(units: IntArray, ways: Sequence[tuple[int, ...]]) -> Tally:
    rows = np.flatnonzero((units > 0).any(axis=1))
    caps = tuple(max(needed) for needed in zip(*ways, strict=True))
    return Tally(rows=rows, units=units[rows], caps=caps, ways=tuple(ways))


def expected_swings(tally: Tally, chance: FloatArray) -> FloatArray:
    """Return how likely each member is to decide, `[N, M]`.

    Every other member joins a set by itself with a chance `t`, one for each of the N nodes. All is summed from terms
    that are not negative, so even an unlikely swing is right to the last digits.

    Raises:
        VotingBodyError: if the body has too many states.
    """
    found = [count.swings().sum(axis=1) for count in _counts(tally, chance)]
    return np.concatenate(found)


def expected_wins(tally: Tally, chance: FloatArray) -> FloatArray:
    """Return how likely a set is to win, `[N]`, that every member joins with a chance, `[N]`.

    Raises:
        VotingBodyError: if the body has too many states.
    """
    return np.concatenate([count.wins() for count in _counts(tally, chance)])


def _counts(tally: Tally, chance: FloatArray) -> Iterator["_Count"]:
    check_size(tally, len(chance))
    step = max(1, AT_ONCE // tally.n_states)
    for start in range(0, len(chance), step):
        yield _Count(tally, chance[start : start + step])


def swings_by_size(tally: Tally, heads: int) -> FloatArray:
    """Return the share of all sets without a member that it turns, by their size, `[S, M]`; sizes 0 to M - 1.

    Args:
        tally: The members.
        heads: The majority that counts heads, so that the state tells the size of the set.

    Raises:
        VotingBodyError: if the body has too many states.
    """
    caps = tuple(len(tally.rows) if axis == heads else cap for axis, cap in enumerate(tally.caps))
    whole = Tally(rows=tally.rows, units=tally.units, caps=caps, ways=tally.ways)
    check_size(whole, 1)
    share: FloatArray = _Count(whole, np.array([0.5]), along=heads).swings()[0]
    return share


def check_size(tally: Tally, n_nodes: int) -> None:
    """Refuse a tally with too many states for so many nodes.

    Raises:
        VotingBodyError: if it is too large.
    """
    work = float(tally.n_states) * n_nodes * len(tally.rows)
    if tally.n_states > MOST_STATES or work > MOST_WORK:
        raise VotingBodyError(
            say("problem.body.large", n=f"{tally.n_states:,}", most=f"{MOST_STATES:,}", members=MOST_MEMBERS)
        )


class _Count:
    """Distributions of the state of a random set without one member, for every kind of member.

    A table `[N, ...]` begins at a state `low`: what lies below can no longer win.
    """

    def __init__(self, tally: Tally, chance: FloatArray, along: int | None = None) -> None:
        self.tally, self.along = tally, along
        dims = len(tally.caps)
        self.join = chance.reshape(-1, *[1] * dims)
        capped = np.minimum(tally.units, np.array(tally.caps))
        self.kinds, self.kind = np.unique(capped, axis=0, return_inverse=True)
        self.kind = self.kind.reshape(-1)
        self.count: IntArray = np.bincount(self.kind)
        self.empty = np.ones((len(chance), *[1] * dims))
        self.least = np.array(tally.ways).min(axis=0)

    def swings(self) -> FloatArray:
        """Return how likely each member is to decide, `[N, S, M]`; S is 1, or the sizes of the set."""
        sizes = 1 if self.along is None else len(self.tally.rows)
        found = np.zeros((len(self.empty), sizes, len(self.kinds)))
        start = np.zeros(len(self.tally.caps), dtype=np.int64)
        for kind, table, low in self._without(self.empty, start, np.arange(len(self.kinds))):
            first = 0 if self.along is None else int(low[self.along])
            told = self._decided(table, low, self.kinds[kind])
            found[:, first : first + told.shape[1], kind] = told[:, : sizes - first]
        return found[:, :, self.kind]

    def wins(self) -> FloatArray:
        """Return how likely a random set of all members is to win, `[N]`."""
        low = np.zeros(len(self.tally.caps), dtype=np.int64)
        table = self._with(self.empty, low, np.arange(len(self.kinds)))
        wins = self.tally.winning(low, table.shape[1:])
        chance: FloatArray = table.reshape(len(table), -1) @ wins.ravel().astype(np.float64)
        return chance

    def _without(
        self, table: FloatArray, low: IntArray, kinds: IntArray
    ) -> Iterator[tuple[int, FloatArray, IntArray]]:
        """Yield the distribution without one member of each of these kinds; the table has all other kinds."""
        left = self.count[kinds] @ self.kinds[kinds]
        cut = np.clip(self.least - left - low, 0, np.array(table.shape[1:]) - 1)
        table, low = table[(slice(None), *(slice(start, None) for start in cut.tolist()))], low + cut
        if len(kinds) == 1:
            yield int(kinds[0]), self._with(table, low, kinds, less=1), low
            return
        first, second = np.split(kinds, [len(kinds) // 2])
        yield from self._without(self._with(table, low, second), low, first)
        yield from self._without(self._with(table, low, first), low, second)

    def _with(self, table: FloatArray, low: IntArray, kinds: IntArray, less: int = 0) -> FloatArray:
        last = (np.array(self.tally.caps) - low).tolist()
        for number, kind in enumerate(np.repeat(kinds, self.count[kinds] - less).tolist(), start=1):
            table = self._joined(table, self.kinds[kind].tolist(), last)
            if number % FLUSHED == 0:
                table[table < NOTHING] = 0.0
        return table

    def _joined(self, table: FloatArray, units: Sequence[int], last: Sequence[int]) -> FloatArray:
        """Return the distribution with one more member that joins with its chance; it grows up to the last states."""
        each = list(zip(table.shape[1:], units, last, strict=True))
        grown = np.zeros((len(table), *(min(length + more, most + 1) for length, more, most in each)))
        np.multiply(table, 1.0 - self.join, out=grown[(slice(None), *map(slice, table.shape[1:]))])
        moved = table * self.join
        for axis, (_, more, most) in enumerate(each, start=1):
            moved = _folded(moved, axis, max(most - more, 0))
        ends = [min(more, most) for _, more, most in each]
        place = [slice(start, start + length) for start, length in zip(ends, moved.shape[1:], strict=True)]
        grown[(slice(None), *place)] += moved
        return grown

    def _decided(self, table: FloatArray, low: IntArray, units: IntArray) -> FloatArray:
        """Return how likely a member decides, `[N, S]`: S is 1, or the sizes from the lowest on."""
        shape, caps = table.shape[1:], np.array(self.tally.caps)
        reached = [
            np.minimum(np.arange(length) + more, most)
            for length, more, most in zip(shape, units.tolist(), (caps - low).tolist(), strict=True)
        ]
        after = self.tally.winning(low, [int(place[-1]) + 1 for place in reached])[np.ix_(*reached)]
        turned = after & ~self.tally.winning(low, shape)
        if self.along is None:
            told: FloatArray = table.reshape(len(table), -1) @ turned.ravel().astype(np.float64)
            return told[:, None]
        others = tuple(axis for axis in range(1, table.ndim) if axis != self.along + 1)
        mass: FloatArray = (table * turned).sum(axis=others)
        return mass


def _folded(table: FloatArray, axis: int, last: int) -> FloatArray:
    """Return a table in which all that lies beyond a place of an axis is added to that place."""
    if table.shape[axis] <= last + 1:
        return table
    kept = np.moveaxis(table, axis, 0)
    kept[last] = kept[last:].sum(axis=0)
    return np.moveaxis(kept[: last + 1], 0, axis)
