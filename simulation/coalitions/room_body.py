"""The voting body of a room: what its decision rule amounts to when everybody is either for a text or against it."""

from typing import Final

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray
from simulation.coalitions.bodies import Majority, VotingBody, whole_weights
from simulation.rules.decision import Conditions

__all__ = ["body_of", "with_vote"]

_NEVER: Final = 2.0
"""More than any share of a weight."""


def body_of(conditions: Conditions) -> VotingBody:
    """Return the voting body of a rule: a set wins if a text passes that all others are against.

    To be against is to object, or under unanimity to be unwilling; in a vote it is to vote no. Abstentions are
    not modelled: a body knows two choices only. Every rule of the library can be told so, with chambers, vetoes,
    weights and tolerated objections; quotas are found by asking the rule itself how much is enough.
    """
    way = tuple(_majority(conditions, number) for number in range(len(conditions.weights)))
    return VotingBody(ways=(way,))


def _majority(conditions: Conditions, number: int) -> Majority:
    weights = conditions.weights[number]
    units, is_exact = whole_weights(weights)
    if not units.any():  # nobody counts, so nothing is ever taken away
        passes = _enough(conditions, number, np.ones(1))[0]
        return Majority(weights=units.astype(np.float64), quota=0.0 if passes else 1.0)
    if not is_exact:
        each = conditions.per_objection[number] + conditions.per_unwilling[number]
        quota = 1.0 - (1.0 - conditions.required[number]) / each
        return Majority(weights=weights, quota=float(quota), is_strict=bool(conditions.strict[number]))
    total = int(units.sum())
    enough = _enough(conditions, number, np.arange(total + 1) / total)
    quota = int(np.argmax(enough)) if enough.any() else total + 1
    return Majority(weights=units.astype(np.float64), quota=float(quota))


def _enough(conditions: Conditions, number: int, share: FloatArray) -> BoolArray:
    """Return whether such shares of a weight in favour, `[S]`, meet one of the conditions."""
    each = conditions.per_objection[number] + conditions.per_unwilling[number]
    left = np.full((len(conditions.weights), len(share)), _NEVER)
    left[number] = 1.0 - each * (1.0 - share)
    return conditions.reached(left)


def with_vote(body: VotingBody, decide: BoolArray, share: float) -> VotingBody:
    """Return the body in which a set also wins with more than a share of the decision-holders, `[A]`.

    That is how a forum adopts a document by vote that fails its rule (`call_vote`).
    """
    holders = int(decide.sum())
    vote = Majority(weights=decide.astype(np.float64), quota=(share + ATOL) * holders, is_strict=True)
    return VotingBody(ways=(*body.ways, (vote,)))
