"""Who would challenge whom, with what chance and what to gain, each in its own eyes."""

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.models.spatial.choices import Commitment, SpatialOptions
from simulation.models.spatial.views import Table, seen_attitudes, worth
from simulation.models.spatial.votes import support

__all__ = ["best_targets", "challenges"]

_NOBODY = 1e-10
"""Strength of a side that nobody backs."""
_WORTHWHILE = 1e-5
"""Gains up to this are not worth a challenge."""
_SAME = 1e-12
"""Gains this near to the best are as good."""
_BLOCK = 2**19
"""Numbers in an array of targets, challengers and third parties at once."""


def challenges(
    table: Table, distance: FloatArray, attitude: FloatArray, options: SpatialOptions
) -> tuple[FloatArray, FloatArray]:
    """Return the chance that i sees to beat j, and what i expects to gain by trying, both `[A, A]`.

    0 on the diagonal.
    """
    n = len(distance)
    chance, gain = np.zeros((n, n)), np.zeros((n, n))
    step = max(1, _BLOCK // max(1, n * n))
    for start in range(0, n, step):
        targets = np.arange(start, min(n, start + step))
        chance[:, targets], gain[:, targets] = _against(table, distance, attitude, options, targets)
    np.fill_diagonal(chance, 0.0)
    np.fill_diagonal(gain, 0.0)
    return chance, gain


def _against(
    table: Table, distance: FloatArray, attitude: FloatArray, options: SpatialOptions, targets: IntArray
) -> tuple[FloatArray, FloatArray]:
    """Return chances and gains of all against some targets, `[A, T]`. Axes inside: challenger, target, third party."""
    n = len(distance)
    everyone = np.arange(n)
    strength = table.capability * table.care
    seen = seen_attitudes(attitude, options.own_view)
    mine = worth(distance.T, seen)[:, None, :]  # to k, of i's position, as i sees it
    theirs = worth(distance.T[None, targets, :], seen[:, None, :])  # to k, of j's position, as i sees it
    of_theirs = worth(distance[:, targets], attitude[:, None])  # to i, of j's position
    of_mine = worth(distance.T[:, targets], seen[:, targets])  # to j, of i's position, as i sees it
    one = np.ones(1)
    pro = _NOBODY + support(options.voting, strength[:, None], one - of_theirs)
    contra = _NOBODY - support(options.voting, strength[targets], of_mine - one)
    third = (everyone != everyone[:, None])[:, None, :] & (everyone != targets[:, None])[None, :, :]
    pro, contra = _joined(pro, contra, mine, theirs, strength=strength, third=third, options=options)
    chance = pro / (pro + contra)
    care = table.care[targets]
    gain = (1.0 - care) * 2.0 + care * (chance * 2.0 + (1.0 - chance) * 2.0 * of_theirs) - (1.0 + of_theirs)
    return chance, gain


def _joined(
    pro: FloatArray,
    contra: FloatArray,
    mine: FloatArray,
    theirs: FloatArray,
    *,
    strength: FloatArray,
    third: BoolArray,
    options: SpatialOptions,
) -> tuple[FloatArray, FloatArray]:
    """Return the strengths of both sides, `[A, T]`, once third parties have taken sides.

    Each looks at the contest as if it were the only one to join: at the chances with its own support, and at the three
    positions that follow from winning and from losing.
    """
    leaning = support(options.voting, strength, mine - theirs)
    joined_pro = pro[:, :, None] + np.maximum(leaning, 0.0)
    win = joined_pro / (joined_pro + contra[:, :, None] + np.maximum(-leaning, 0.0))
    for_one = win * _after(mine, options.commitment, won=True)
    for_one = for_one + (1.0 - win) * _after(theirs, options.commitment, won=False)
    for_other = win * _after(mine, options.commitment, won=False)
    for_other = for_other + (1.0 - win) * _after(theirs, options.commitment, won=True)
    given = np.where(third, support(options.voting, strength, for_one - for_other), 0.0)
    return pro + np.maximum(given, 0.0).sum(axis=2), contra + np.maximum(-given, 0.0).sum(axis=2)


def _after(winner: FloatArray, commitment: Commitment, *, won: bool) -> FloatArray:
    """Return what the positions of both contestants and a third party are worth to it, when it `won` or lost.

    `winner` is what the winner's position is worth to it; its own is worth 1.
    """
    keeps = commitment == "none" or (commitment == "semi" and won)
    return 2.0 * winner + (1.0 if keeps else winner)


def best_targets(gain: FloatArray) -> IntArray:
    """Return whom each delegation challenges, `[A]`; -1 for nobody, the first of equally good ones."""
    if not gain.size:
        return np.zeros(0, dtype=np.int64)
    open_to = np.where(np.eye(len(gain), dtype=np.bool_), -np.inf, gain)
    best = open_to.max(axis=1, keepdims=True)
    first = (open_to >= best - _SAME).argmax(axis=1)
    return np.where(best[:, 0] > _WORTHWHILE, first, -1)
