"""How few members of a voting body are enough to carry, or to block, and who of them can block alone."""

from collections.abc import Sequence

import numpy as np

from simulation.arrays import BoolArray, FloatArray
from simulation.coalitions.bodies import VotingBody
from simulation.coalitions.swings import Tally, check_size, tallies_of

__all__ = ["fewest_that_block", "fewest_that_win", "who_blocks_alone"]


def who_blocks_alone(body: VotingBody) -> BoolArray:
    """Return which members, `[A]`, nothing passes without, though something may pass with them."""
    size = body.n_members
    everybody = bool(body.wins(np.ones(size, dtype=np.bool_)))
    alone: BoolArray = ~body.wins(~np.eye(size, dtype=np.bool_)) & everybody
    return alone


def fewest_that_win(body: VotingBody) -> int | None:
    """Return the size of the smallest set that wins; None if not even all of them do. Exact for every body.

    Raises:
        VotingBodyError: if the body has too many states to look through.
    """
    if not body.wins(np.ones(body.n_members, dtype=np.bool_)):
        return None
    return sum(int(_fewest(tally, joining=True)) for tally in tallies_of(body) or ())


def fewest_that_block(body: VotingBody) -> int | None:
    """Return the size of the smallest set that nothing passes without; None if no set can stop anything.

    0 where nothing can ever pass. Exact for every body.

    Raises:
        VotingBodyError: if the body has too many states to look through.
    """
    if body.wins(np.zeros(body.n_members, dtype=np.bool_)):
        return None
    if not body.wins(np.ones(body.n_members, dtype=np.bool_)):
        return 0
    return min((int(_fewest(tally, joining=False)) for tally in tallies_of(body) or ()), default=None)


def _fewest(tally: Tally, *, joining: bool) -> float:
    """Return how few have to join for the set to win, or to stay away for it to lose."""
    check_size(tally, 1)
    table = np.zeros([1] * len(tally.caps))
    for units in np.minimum(tally.units, np.array(tally.caps)):
        table = _with(table, units.tolist(), tally.caps, joins=float(joining), stays=float(not joining))
    wins = tally.winning(table.shape)
    return float(table[wins if joining else ~wins].min())


def _with(
    table: FloatArray, units: Sequence[int], caps: Sequence[int], *, joins: float, stays: float
) -> FloatArray:
    """Return the least price of each state with one more member, who has a price for joining and for staying away."""
    zipped = zip(table.shape, units, caps, strict=True)
    grown = np.full([min(length + more, cap + 1) for length, more, cap in zipped], np.inf)
    grown[tuple(map(slice, table.shape))] = table + stays
    moved = table + joins
    for axis, (more, cap) in enumerate(zip(units, caps, strict=True)):
        kept = np.moveaxis(moved, axis, 0)
        last = cap - more
        if len(kept) > last + 1:
            kept[last] = kept[last:].min(axis=0)
            moved = np.moveaxis(kept[: last + 1], 0, axis)
    place = tuple(slice(more, more + length) for more, length in zip(units, moved.shape, strict=True))
    np.minimum(grown[place], moved, out=grown[place])
    return grown
