"""The chances to win behind a round of the challenge model, of one case in the order in which it is given."""

import numpy as np
from numpy.typing import ArrayLike

from simulation.arrays import FloatArray
from simulation.models.challenge_rules import ChallengeRules
from simulation.models.contest import Block, weigh
from simulation.models.means import weighted_median


def chances(
    position: ArrayLike,
    capability: ArrayLike,
    salience: ArrayLike,
    rules: ChallengeRules,
    span: float | None = None,
) -> FloatArray:
    """Return the chance that the first wins against the second, `[A, A]`."""
    where = np.asarray(position, dtype=np.float64)
    care, capable = (
        np.broadcast_to(np.asarray(one, np.float64), where.shape) for one in (salience, capability)
    )
    order = np.argsort(where, kind="stable")
    x = ((where - where.min()) / (span or np.ptp(where) or 1.0))[order, None]
    influence = (capable * care)[order, None] / ((capable * care).max() or 1.0)
    block = Block(
        x=x,
        influence=influence,
        salience=care[order, None],
        is_there=np.ones(x.shape, dtype=np.bool_),
        median=np.atleast_1d(weighted_median(x[:, 0], influence[:, 0], 1.0)),
    )
    back = np.argsort(order)
    found: FloatArray = weigh(block, rules).chance[..., 0][np.ix_(back, back)]
    return found
