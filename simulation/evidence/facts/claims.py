"""Claims that most facts make: one kind of room against another, and differences between differences."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from simulation.arrays import BoolArray
from simulation.evidence.facts.fact import LEVEL, Claim, Expects, Role, Rooms
from simulation.evidence.facts.measures import agreed, contrast, difference
from simulation.evidence.facts.play_rooms import Played
from simulation.stats.interval import Estimate

__all__ = ["CLIFF", "Of", "both_agreed", "climb", "compare", "interact", "no_cliff"]

CLIFF: Final = 0.6
"""Largest share of the way from end to end of a ladder that one step may take: beyond it the ends only show a cliff."""
_SLACK: Final = 0.05
"""How far a step of a share may lead back, interval and all."""

type Of = Callable[[Played], np.ndarray]
"""One value a room, `[R]`."""
type Pairing = Callable[[Played, Played], BoolArray]
"""Which pairs of rooms count, `[R]`."""


def both_agreed(base: Played, variant: Played) -> BoolArray:
    """Return in which pairs every clause was closed in both rooms, `[R]`."""
    return agreed(base) & agreed(variant)


def compare(
    words: str,
    of: Of,
    base: str,
    variant: str,
    *,
    expects: Expects = "more",
    where: Pairing | None = None,
    margin: float = 0.0,
    role: Role = "primary",
) -> Claim:
    """Return the claim that a variant has more (or less) of something than a base, pair by pair."""

    def measure(rooms: Rooms) -> Estimate:
        one, two = rooms[base], rooms[variant]
        return difference(of(one), of(two), None if where is None else where(one, two))

    return Claim(
        words=f"{words}: {variant} less {base}", measure=measure, expects=expects, margin=margin, role=role
    )


def interact(
    words: str,
    of: Of,
    first: tuple[str, str],
    second: tuple[str, str],
    *,
    expects: Expects = "more",
    where: Pairing | None = None,
    role: Role = "primary",
) -> Claim:
    """Return the claim that a lever does more (or less) in a second setting than in a first one.

    Both are pairs of base and variant; what is measured is (variant less base) of the second less that of the first.
    With `where`, only replications count in which both pairs do.
    """

    def measure(rooms: Rooms) -> Estimate:
        (a, b), (c, d) = [(rooms[base], rooms[variant]) for base, variant in (first, second)]
        change = [of(two).astype(np.float64) - of(one) for one, two in ((a, b), (c, d))]
        mask = None if where is None else where(a, b) & where(c, d)
        return contrast(change[1] - change[0], mask)

    return Claim(words=words, measure=measure, expects=expects, role=role)


def no_cliff(words: str, of: Of, rungs: Sequence[str]) -> Claim:
    """Return the claim that no step between neighbours makes up most of the way from the first rung to the last.

    It judges the largest share itself, not an interval: it says of an effect that other claims establish how it comes
    about. Steps that lead back make the others larger than they would be.
    """

    def measure(rooms: Rooms) -> Estimate:
        mean = np.array([of(rooms[rung]).mean() for rung in rungs])
        way = float(mean[-1] - mean[0])
        number = len(of(rooms[rungs[0]]))
        if way == 0.0:
            return Estimate(value=np.nan, low=-np.inf, high=np.inf, n=number, level=LEVEL)
        largest = float((np.diff(mean) / way).max())
        return Estimate(value=largest, low=largest, high=largest, n=number, level=LEVEL)

    return Claim(
        words=f"{words}: largest step as a share of the way from {rungs[0]} to {rungs[-1]}",
        measure=measure,
        expects="no more",
        margin=CLIFF,
        role="additional",
    )


def climb(words: str, of: Of, rungs: Sequence[str], *, expects: Expects = "more") -> tuple[Claim, ...]:
    """Return the claims that a share goes one way from the first rung to the last, never back, and over no cliff."""
    back: Expects = "no more" if expects == "less" else "no less"
    return (
        compare(words, of, rungs[0], rungs[-1], expects=expects),
        *(
            compare(words, of, low, high, expects=back, margin=_SLACK, role="additional")
            for low, high in pairwise(rungs)
        ),
        no_cliff(words, of, rungs),
    )
