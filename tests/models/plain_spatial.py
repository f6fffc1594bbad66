"""The Spatial Model of Politics as its formulas are written, one contest and one third party at a time: an oracle."""

from math import nan

import numpy as np

from simulation.arrays import FloatArray

NOBODY, COALITION = 1e-10, 1e-8
OWN_VIEW = 2 / 3


def challenge(
    i: int,
    j: int,
    *,
    distance: FloatArray,
    attitude: FloatArray,
    capability: FloatArray,
    care: FloatArray,
) -> tuple[float, float]:
    """Return the chance that i sees to beat j, and what it expects to gain by trying."""
    strength = capability * care

    def worth(who: int, where: int) -> float:
        """Return what the position of another is worth to one, as i sees it."""
        d = float(distance[who, where])
        risk = OWN_VIEW * attitude[i] + (1 - OWN_VIEW) * attitude[who]
        return float((1 - d) * (1 + min(d, 1.0) * risk))

    mine = float((1 - distance[i, j]) * (1 + min(float(distance[i, j]), 1.0) * attitude[i]))
    pro = NOBODY + strength[i] * (1 - mine)
    contra = NOBODY - strength[j] * (worth(j, i) - 1)
    begin, joined = (pro, contra), [0.0, 0.0]
    for k in range(len(distance)):
        if k in (i, j):
            continue
        leaning = strength[k] * (worth(k, i) - worth(k, j))
        for_i, for_j = begin[0] + max(leaning, 0.0), begin[1] + max(-leaning, 0.0)
        p = for_i / (for_i + for_j)

        def after(winner: float, *, won: bool) -> float:
            return 2 * winner + (1.0 if won else winner)

        with_i = p * after(worth(k, i), won=True) + (1 - p) * after(worth(k, j), won=False)
        with_j = p * after(worth(k, i), won=False) + (1 - p) * after(worth(k, j), won=True)
        vote = strength[k] * (with_i - with_j)
        joined[0 if vote > 0 else 1] += abs(vote)
    pro, contra = pro + joined[0], contra + joined[1]
    p = pro / (pro + contra)
    gain = (1 - care[j]) * 2 + care[j] * (2 * p + (1 - p) * 2 * mine) - (1 + mine)
    return p, gain


def strengths(capability: FloatArray, worth: FloatArray) -> FloatArray:
    """Return the strength of the coalition for option a against option b, `[B, B]`, one voter at a time."""
    n = worth.shape[1]
    found = np.full((n, n), nan)
    for a in range(n):
        for b in range(n):
            later, earlier = max(a, b), min(a, b)
            votes = [c * (mine[later] - mine[earlier]) for c, mine in zip(capability, worth, strict=True)]
            sign = 1.0 if a == later else -1.0
            found[a, b] = COALITION + sum(max(0.0, sign * vote) for vote in votes)
    return found
