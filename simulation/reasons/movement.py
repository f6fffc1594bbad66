"""How far a delegation moved on an issue in all, in which step most, and what its steps add up to by cause."""

from collections.abc import Sequence
from typing import Final

from simulation.reasons.moves_logged import Move
from simulation.words import Said, said

__all__ = ["largest_step", "tell_steps", "way_told"]

_LEAST_TOLD: Final = 0.01
"""Smallest share of a way that is told as a number."""


def largest_step(steps: Sequence[Move], way: float) -> Move:
    """Return the largest of some changes of position in a direction: towards 1 if `way` is not negative."""
    side = 1.0 if way >= 0 else -1.0
    return max(steps, key=lambda step: step.amount * side)


def way_told(amount: float) -> Said:
    """Return a distance on an issue, in lengths of its axis, as a share of the way between its extremes; unsigned.

    >>> str(way_told(-0.35)), str(way_told(0.003))
    ('35%', 'less than 1%')
    """
    share = Said.percent(abs(amount))
    return share if share["n"] else said("number.under", n=Said.percent(_LEAST_TOLD))


def tell_steps(steps: Sequence[Move], way: float) -> Said:
    """Return why a delegation went a way on one issue: the largest step, and the sums of all steps by cause.

    Steps the other way are told apart: they would make the sum of a cause smaller than one step of it.

    Args:
        steps: Its changes of position on the issue, at least one.
        way: What they come to, towards 1 if positive, in lengths of the axis.
    """
    side = 1.0 if way >= 0 else -1.0
    largest = largest_step(steps, way)
    if len(steps) == 1:
        return largest.private_reason
    sums: dict[str, float] = {}
    for step in steps:
        if step.amount * side > 0:
            sums[step.cause] = sums.get(step.cause, 0.0) + step.amount * side
    back = sum(max(-step.amount * side, 0.0) for step in steps)
    causes = Said.listed(
        said(f"cause.{cause}", amount=way_told(total))
        for cause, total in sorted(sums.items(), key=lambda item: -item[1])
    )
    return said(
        "moved.steps.back" if back > 0 else "moved.steps",
        step=way_told(largest.amount),
        s=largest.session,
        reason=largest.private_reason,
        causes=causes,
        back=way_told(back),
    )
