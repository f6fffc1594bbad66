"""What everybody expects of every contest in a round of the challenge model, of one case in the order given."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from simulation.arrays import FloatArray
from simulation.models.challenge_rules import ChallengeRules
from simulation.models.contest_of_positions import Block, weigh
from simulation.models.means import weighted_median


@dataclass(frozen=True)
class Seen:
    """Chance, own and incoming are `[A, A]`; risk and security `[A]`: as `Weighed` in contest_of_positions."""

    chance: FloatArray
    own: FloatArray
    incoming: FloatArray
    risk: FloatArray
    security: FloatArray


def seen(
    position: ArrayLike,
    capability: ArrayLike,
    salience: ArrayLike,
    rules: ChallengeRules,
    span: float | None = None,
) -> Seen:
    """Return what is seen of every contest, by those who have a position."""
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
    found, back = weigh(block, rules), np.argsort(order)
    around = np.ix_(back, back)
    return Seen(
        chance=found.chance[..., 0][around],
        own=found.own[..., 0][around],
        incoming=found.incoming[..., 0][around],
        risk=found.risk[back, 0],
        security=found.security[back, 0],
    )
