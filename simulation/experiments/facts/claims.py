"""Claims that most facts make: one kind of room against another, and differences between differences."""

from collections.abc import Callable

import numpy as np

from simulation.arrays import BoolArray
from simulation.experiments.facts.fact import Claim, Expects, Role, Rooms
from simulation.experiments.facts.measures import agreed, contrast, difference
from simulation.experiments.facts.play import Played
from simulation.experiments.interval import Estimate

__all__ = ["Of", "both_agreed", "compare", "interact"]

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
