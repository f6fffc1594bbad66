"""How few members of a voting body are enough to carry, or to block, and who of them can block alone."""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.coalitions.bodies import VotingBody
from simulation.coalitions.every_set import MOST_MEMBERS, every_set
from simulation.coalitions.swings import MOST_STATES
from simulation.errors import VotingBodyError
from simulation.words import say

__all__ = ["fewest_that_block", "fewest_that_win", "who_blocks_alone"]

type Needs = Mapping[tuple[int, ...], int]
"""How much is needed of each of some weights, in whole units of every member."""


def who_blocks_alone(body: VotingBody) -> BoolArray:
    """Return which members, `[A]`, nothing passes without, though something may pass with them."""
    size = body.n_members
    everybody = bool(body.wins(np.ones(size, dtype=np.bool_)))
    alone: BoolArray = ~body.wins(~np.eye(size, dtype=np.bool_)) & everybody
    return alone


def fewest_that_win(body: VotingBody) -> int | None:
    """Return the size of the smallest set that wins; None if not even all of them do.

    Exact for every body of up to twenty members, and for others whose weights have a common unit.

    Raises:
        VotingBodyError: if the body has too many members to look at every set, and too many states to look through.
    """
    if (sets := every_set(body)) is not None:
        return sets.fewest_that_win()
    ways = [_joined((units, quota) for units, quota, _ in way) for way in _in_whole_numbers(body)]
    return min((few for way in ways if (few := _fewest(way)) is not None), default=None)


def fewest_that_block(body: VotingBody) -> int | None:
    """Return the size of the smallest set that nothing passes without; None if no set can stop anything.

    One majority of each way has to be broken, so in a body of more than twenty every choice of one is looked at. 0
    where nothing can ever pass.

    Raises:
        VotingBodyError: if the body has too many members to look at every set, and too many states to look through.
    """
    if (sets := every_set(body)) is not None:
        return sets.fewest_that_block()
    choices = product(*_in_whole_numbers(body))
    broken = [_joined((units, total - quota + 1) for units, quota, total in choice) for choice in choices]
    return min((few for needs in broken if (few := _fewest(needs)) is not None), default=None)


def _in_whole_numbers(body: VotingBody) -> list[list[tuple[tuple[int, ...], int, int]]]:
    """Return units, quota and total of every majority of every way."""
    found = []
    for way in body.ways:
        whole = [majority.in_whole_numbers() for majority in way]
        found.append([(tuple(one.units.tolist()), one.quota, int(one.units.sum())) for one in whole])
    return found


def _joined(needs: Iterable[tuple[tuple[int, ...], int]]) -> Needs:
    joined: dict[tuple[int, ...], int] = {}
    for units, needed in needs:
        joined[units] = max(needed, joined.get(units, 0))
    return joined


def _fewest(needs: Needs) -> int | None:
    """Return the size of the smallest set that has all that is needed; None if not even everybody has."""
    if any(sum(units) < needed for units, needed in needs.items()):
        return None
    left = _without_dummies({units: needed for units, needed in needs.items() if needed > 0})
    heads = max((needed for units, needed in left.items() if set(units) == {1}), default=0)
    left = {units: needed for units, needed in left.items() if set(units) != {1}}
    if not left:
        return heads
    if len(left) == 1:
        ((units, needed),) = left.items()
        heaviest = np.cumsum(np.sort(np.array(units))[::-1])
        return max(heads, int(np.argmax(heaviest >= needed)) + 1)
    return max(heads, _fewest_of_all(np.array(list(left), dtype=np.int64).T, list(left.values())))


def _without_dummies(needs: Needs) -> Needs:
    """Return the same needs of those members that count for anything."""
    counting = [member for member in zip(*needs, strict=True) if any(member)]
    return dict(zip(zip(*counting, strict=True), needs.values(), strict=True))


def _fewest_of_all(units: IntArray, needed: Sequence[int]) -> int:
    """Return the size of the smallest set with what is needed of several weights, `[A, D]`; looks at every state."""
    states = math.prod(more + 1 for more in needed)
    if states > MOST_STATES:
        raise VotingBodyError(
            say("problem.body.large", n=f"{states:,}", most=f"{MOST_STATES:,}", members=MOST_MEMBERS)
        )
    table = np.zeros([1] * len(needed))
    for member in np.minimum(units, np.array(needed)).tolist():
        if any(member):
            table = _with(table, member, needed)
    return int(table[(-1,) * len(needed)])


def _with(table: FloatArray, units: Sequence[int], caps: Sequence[int]) -> FloatArray:
    """Return the size of the smallest set with each state, with one more member to choose from."""
    sizes = zip(table.shape, units, caps, strict=True)
    grown = np.full([min(length + more, cap + 1) for length, more, cap in sizes], np.inf)
    grown[tuple(map(slice, table.shape))] = table
    moved = table + 1.0
    for axis, (more, cap) in enumerate(zip(units, caps, strict=True)):
        kept = np.moveaxis(moved, axis, 0)
        last = cap - more
        if len(kept) > last + 1:
            kept[last] = kept[last:].min(axis=0)
            moved = np.moveaxis(kept[: last + 1], 0, axis)
    place = tuple(slice(more, more + length) for more, length in zip(units, moved.shape, strict=True))
    np.minimum(grown[place], moved, out=grown[place])
    return grown
