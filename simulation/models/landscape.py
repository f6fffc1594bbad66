"""Landscape theory: which camps a room falls into when everybody avoids those it gets on badly with.

Sizes s, propensities p (positive: would rather stand together, negative: rather apart; symmetric) and a partition X
into camps give each delegation its frustration, and the room its energy. Delegations change sides one at a time, always
the one that lowers the energy most, until nobody would: the room then lies at the bottom of a valley. Which one depends
on where it began. Nothing is drawn at random but starts, where there are too many to try all.
"""

from typing import Final

import numpy as np

from simulation.arrays import FloatArray, IntArray

__all__ = [
    "MOST_STARTS",
    "descend",
    "energy",
    "explore",
    "frustration",
    "numbered",
    "propensity_of",
]

MOST_STARTS: Final = 2**16
"""Up to so many partitions, those of the 17 nations of the paper into two camps, every one is a start."""

_FLAT: Final = 1e-12
"""Of the sum of all |s_i s_j p_ij|: no smaller fall of the energy is worth a change of sides."""


def propensity_of(agreement: FloatArray, threshold: float) -> FloatArray:
    """Return agreement minus threshold, `[..., A, A]`, and 0 between a delegation and itself."""
    propensity: FloatArray = agreement - threshold
    propensity[..., np.arange(propensity.shape[-1]), np.arange(propensity.shape[-1])] = 0.0
    return propensity


def frustration(size: FloatArray, propensity: FloatArray, camp: IntArray) -> FloatArray:
    """Return F_i(X) = sum_{j != i} s_j p_ij d_ij(X), `[..., A]`, with d_ij 0 within a camp and 1 between camps.

    High for who is apart from those it would stand with, or together with those it would not. The measure of Axelrod
    and Bennett 1993; with two camps theirs, with more the same distance of 1 between any two.

    Args:
        size: s, `[..., A]`, not negative.
        propensity: p, `[..., A, A]`, symmetric; the diagonal does not count.
        camp: whose camp, `[..., A]`.

    Known as: landscape theory of aggregation [Axelrod1993]_.
    """
    apart = camp[..., :, None] != camp[..., None, :]
    felt: FloatArray = (propensity * apart * size[..., None, :]).sum(axis=-1)
    return felt


def energy(size: FloatArray, propensity: FloatArray, camp: IntArray) -> FloatArray:
    """Return E(X) = sum_i s_i F_i(X), `[...]`; every pair counts twice, as in Axelrod and Bennett 1993."""
    total: FloatArray = (size * frustration(size, propensity, camp)).sum(axis=-1)
    return total


def descend(size: FloatArray, propensity: FloatArray, camp: IntArray, *, camps: int = 2) -> IntArray:
    """Return where steepest descent ends from each start, `[S, A]`, one change of sides at a time.

    Of all changes the one that lowers the energy most is made; among equals that of the first delegation to the first
    camp. As propensities are symmetric, whoever changes sides to its own relief relieves the room (note 2 of the
    paper): going from camp b to c, i changes the energy by 2 s_i (sum of s_j p_ij over b - the same over c).

    Args:
        size: `[A]`, not negative.
        propensity: `[A, A]`, symmetric; of two that differ, the mean counts, as it does for the energy.
        camp: the starts, `[S, A]`, camps from 0.
        camps: how many camps there are.
    """
    pull = size[:, None] * size * (0.5 * (propensity + propensity.T))
    np.fill_diagonal(pull, 0.0)
    flat = _FLAT * float(np.abs(pull).sum())
    result = camp.copy()
    going = np.arange(len(camp))
    drawn = np.stack(
        [(camp == one) @ pull for one in range(camps)], axis=-1
    )  # [S, A, camps], kept up to date
    while going.size:
        own = np.take_along_axis(drawn, result[going][..., None], axis=-1)
        fall = (2.0 * (drawn - own)).reshape(len(going), -1)
        most = fall.max(axis=1, initial=0.0, keepdims=True)
        best = (fall >= most - flat).argmax(axis=1)  # the first, whatever the rounding
        falls = np.flatnonzero(most[:, 0] > flat)
        going, drawn = going[falls], drawn[falls]
        who, there = np.divmod(best[falls], camps)
        row = np.arange(len(going))
        drawn[row, :, result[going, who]] -= pull[who]
        drawn[row, :, there] += pull[who]
        result[going, who] = there
    return result


def numbered(camp: IntArray) -> IntArray:
    """Return camps numbered in the order in which they first occur, `[S, A]`: equal partitions become equal rows.

    >>> import numpy as np
    >>> numbered(np.array([[2, 0, 2, 1]])).tolist()
    [[0, 1, 0, 2]]
    """
    n = camp.shape[1]
    each = np.arange(camp.max(initial=-1) + 1)
    first = np.stack(
        [np.where((camp == one).any(axis=1), (camp == one).argmax(axis=1), n) for one in each], axis=1
    )
    rank = first.argsort(axis=1, kind="stable").argsort(axis=1, kind="stable")
    number: IntArray = np.take_along_axis(rank, camp, axis=1)
    return number


def explore(
    size: FloatArray,
    propensity: FloatArray,
    *,
    camps: int = 2,
    generator: np.random.Generator | None = None,
    starts: int = 4_096,
) -> IntArray:
    """Return the valleys of a room, `[M, A]`, deepest first; of two as deep, the one that more starts end in.

    They are the partitions from which nobody would change sides, camps numbered as in `numbered`, that steepest descent
    finds from every partition, which are all that there are, or from many drawn ones.

    Args:
        size: `[A]`, not negative.
        propensity: `[A, A]`, symmetric.
        camps: at most so many camps; some may stay empty.
        generator: draws the starts where there are more than `MOST_STARTS` partitions; else untouched.
        starts: how many to draw.

    Raises:
        ValueError: if there are too many partitions to try all and no generator was given.
    """
    n = len(size)
    if camps ** max(n - 1, 0) <= MOST_STARTS:
        begin = _every_start(n, camps)
    elif generator is None:
        raise ValueError(
            f"{n} delegations in {camps} camps: too many partitions to try all, give a generator"
        )
    else:
        begin = generator.integers(camps, size=(starts, n))
    end = numbered(descend(size, propensity, begin, camps=camps))
    found, count = np.unique(end, axis=0, return_counts=True)
    order = np.lexsort((-count, energy(size, propensity, found)))
    valleys: IntArray = found[order]
    return valleys


def _every_start(n: int, camps: int) -> IntArray:
    """Return every way to put delegations into named camps, `[S, A]`, the first always in camp 0."""
    number = np.arange(camps ** max(n - 1, 0))
    digit = camps ** np.arange(n - 1)[::-1] if n else np.empty(0, dtype=np.int64)
    rest = number[:, None] // digit % camps
    return np.concatenate((np.zeros((len(number), min(n, 1)), dtype=np.int64), rest), axis=1)
