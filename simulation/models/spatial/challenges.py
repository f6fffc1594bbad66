"""Who would challenge whom, with what chance and what to gain, each in its own eyes."""

import numpy as np

from simulation.arrays import FloatArray, IntArray
from simulation.models.spatial.risk_attitudes import OWN_VIEW, Table, bends, seen_attitudes, worth

__all__ = ["best_targets", "challenges"]

_NOBODY = 1e-10
"""Strength of a side that nobody backs."""
_WORTHWHILE = 1e-5
"""Gains up to this are not worth a challenge."""
_SAME = 1e-12
"""Gains this near to the best are as good."""
_BLOCK = 2**14
"""Numbers in an array of challengers and targets that are worked on at once: what a core keeps close at hand."""


def challenges(table: Table, distance: FloatArray, attitude: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the chance that i sees to beat j, and what i expects to gain by trying, both `[A, A]`.

    0 on the diagonal. Costs `A^3` in time, as third parties take sides, and `A^2` in memory.
    """
    strength = table.capability * table.care
    # What j's position is worth to i, and i's position to j as i sees it.
    of_theirs = worth(distance, attitude[:, None])
    of_mine = worth(distance.T, seen_attitudes(attitude))
    pro = _NOBODY + strength[:, None] * (1.0 - of_theirs)
    contra = _NOBODY - strength * (of_mine - 1.0)
    joined = _third_parties(distance, attitude, strength, lead=pro - contra, both=pro + contra)
    pro, contra = pro + joined[0], contra + joined[1]
    chance = pro / (pro + contra)
    # (1 - s_j) 2 + s_j (p 2 + (1 - p) 2 U_ij) - (1 + U_ij), where U_ij is `of_theirs`
    gain = (1.0 - of_theirs) * (1.0 - 2.0 * table.care * (1.0 - chance))
    np.fill_diagonal(chance, 0.0)
    np.fill_diagonal(gain, 0.0)
    return chance, gain


def _third_parties(
    distance: FloatArray,
    attitude: FloatArray,
    strength: FloatArray,
    *,
    lead: FloatArray,
    both: FloatArray,
) -> FloatArray:
    """Return the strength that third parties give to each side, `[2, A, A]`: of all challengers against all targets.

    Each looks at the contest as if it were the only one to join: at the chances with its own support, and at the three
    positions that follow from winning and from losing. It keeps its own position if it wins and adopts the winner's if
    it loses. With a and b for what it would lose by the positions of i and of j, as i sees it, it leans to i by its
    strength times `b - a`; i then wins with a chance p, and to join i is worth `p a - (1 - p) b` to it.

    Args:
        distance: `[A, A]`.
        attitude: `[A]`.
        strength: `[A]`.
        lead: What the side of i has more than that of j before anyone joins, `[A, A]`.
        both: What both have together, `[A, A]`.
    """
    n = len(distance)
    unit = strength[:, None]
    bend = bends(distance)
    # What k loses by a position, `[k, position]`, but for what i's own attitude adds in its eyes.
    loss = distance - (1.0 - OWN_VIEW) * attitude[:, None] * bend
    seen = np.broadcast_to(OWN_VIEW * attitude, (n, n))
    own = unit * (loss - seen * bend)  # a, `[k, i]`
    # b - a is the product of what i and what j add to it, `[k, i, 3]` and `[k, 3, j]`.
    by_i = np.stack([np.broadcast_to(unit, (n, n)), -unit * seen, -own], axis=2)
    by_j = np.stack([loss, bend, np.ones((n, n))], axis=1)
    net, gross = np.zeros((n, n)), np.zeros((n, n))
    step = max(1, _BLOCK // max(1, n))
    space = np.empty((3, min(step, n), n))
    for start in range(0, n, step):
        i = slice(start, min(n, start + step))
        apart, joining, scratch = space[:, : i.stop - start]
        for k in np.nonzero(strength)[0].tolist():
            np.matmul(by_i[k, i], by_j[k], out=apart)
            # 2 (p a - (1 - p) b) = (2 p - 1) (a + b) - (b - a), where 2 p - 1 = (lead + b - a) / (both + |b - a|)
            np.add(lead[i], apart, out=joining)
            np.abs(apart, out=scratch)
            scratch += both[i]
            joining /= scratch
            np.add(apart, 2.0 * own[k, i, None], out=scratch)
            joining *= scratch
            joining -= apart
            joining[:, k] = 0.0  # the two themselves are no third parties
            if start <= k < i.stop:
                joining[k - start] = 0.0
            net[i] += joining
            gross[i] += np.abs(joining, out=joining)
    return np.maximum(np.stack([gross + net, gross - net]) / 4.0, 0.0)


def best_targets(gain: FloatArray) -> IntArray:
    """Return whom each delegation challenges, `[A]`; -1 for nobody, the first of equally good ones."""
    if not gain.size:
        return np.zeros(0, dtype=np.int64)
    open_to = np.where(np.eye(len(gain), dtype=np.bool_), -np.inf, gain)
    best = open_to.max(axis=1, keepdims=True)
    first = (open_to >= best - _SAME).argmax(axis=1)
    return np.where(best[:, 0] > _WORTHWHILE, first, -1)
