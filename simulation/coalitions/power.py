"""Which sets of delegations can block and which can carry, under the rule in force."""

from dataclasses import dataclass

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.rules.decision import Conditions

__all__ = [
    "CoalitionPower",
    "any_can_block",
    "blocks_alone",
    "can_block",
    "can_carry",
    "coalition_power",
    "fewest_to_block",
    "fewest_to_carry",
]


def can_block(conditions: Conditions, members: BoolArray) -> bool:
    """Return whether a text fails if these delegations, `[A]`, and no others are against it."""
    return not bool(conditions.reached(conditions.left(members)[None, :, None])[0, 0])


def can_carry(conditions: Conditions, members: BoolArray) -> bool:
    """Return whether a text passes if all but these delegations, `[A]`, are against it."""
    return not can_block(conditions, ~members)


def fewest_to_block(conditions: Conditions) -> int | None:
    """Return the size of the smallest set that can block; None if nobody can.

    One condition that fails is enough, and the heaviest under it make it fail soonest.
    """
    sizes = []
    for condition, weights in enumerate(conditions.weights):
        reached = _withstands(conditions, condition, np.cumsum(np.sort(weights)[::-1]))
        if not reached.all():
            sizes.append(int(np.argmin(reached)) + 1)
    return min(sizes, default=None)


def blocks_alone(conditions: Conditions) -> BoolArray:
    """Return which delegations, `[A]`, can block alone."""
    return np.array(
        [can_block(conditions, one) for one in np.eye(conditions.weights.shape[1], dtype=np.bool_)]
    )


def any_can_block(conditions: Conditions, size: int) -> bool:
    """Return whether any so many who have a say can block: the lightest of them under some condition are enough.

    That is so for one condition; of several it may be that each set is stopped by another one, which is not seen.
    """
    voters = (conditions.weights > 0).any(axis=0)
    return any(
        not _withstands(conditions, condition, np.sort(weights[voters])[:size].sum(keepdims=True)).all()
        for condition, weights in enumerate(conditions.weights)
    )


def _withstands(conditions: Conditions, condition: int, against: FloatArray) -> BoolArray:
    """Return whether a text passes, `[K]`, with these weights against it under one condition, `[K]`."""
    each = conditions.per_objection[condition] + conditions.per_unwilling[condition]
    share = np.ones((len(conditions.required), len(against)))
    share[condition] -= each * against
    reached: BoolArray = conditions.reached(share[None])[0]
    return reached


def fewest_to_carry(conditions: Conditions) -> int | None:
    """Return the size of the smallest set that can carry a text against all others; None if not even all can.

    Members are dropped from the whole room, lightest first, while the rest still carries. That is the minimum
    for one condition, for chambers, for vetoes and for heads with weights; for other overlapping conditions
    it is an upper bound.
    """
    members = np.ones(conditions.weights.shape[1], dtype=np.bool_)
    if not can_carry(conditions, members):
        return None
    for row in np.argsort(conditions.weights.sum(axis=0), kind="stable"):
        members[row] = False
        members[row] = not can_carry(conditions, members)
    return int(members.sum())


@dataclass(frozen=True, slots=True, kw_only=True)
class CoalitionPower:
    """The power of one coalition in one session."""

    session: int
    """Counted from 1."""
    coalition: int
    """Index into the coalitions of the history."""
    members: tuple[str, ...]
    capability: float
    """Share of the capability of the whole room."""
    can_block: bool
    can_carry: bool


def coalition_power(
    label: IntArray, delegations: tuple[str, ...], capability: FloatArray, conditions: Conditions
) -> tuple[CoalitionPower, ...]:
    """Return the power of each coalition in each session: whether it could block or carry a text.

    Args:
        label: Coalition of each delegation in each session, `[T, A]`; -1: none.
        delegations: Keys of the rows.
        capability: `[A]`.
        conditions: Of the rule in force.
    """
    total = float(capability.sum()) or 1.0
    rows = []
    for session, now in enumerate(label, start=1):
        for coalition in np.unique(now[now >= 0]).tolist():
            inside = now == coalition
            rows.append(
                CoalitionPower(
                    session=session,
                    coalition=coalition,
                    members=tuple(delegations[row] for row in np.flatnonzero(inside)),
                    capability=float(capability[inside].sum()) / total,
                    can_block=can_block(conditions, inside),
                    can_carry=can_carry(conditions, inside),
                )
            )
    return tuple(rows)
