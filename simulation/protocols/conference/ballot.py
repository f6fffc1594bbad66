"""The ballot: who is for a text, abstains or is against, from what it is worth to it beside no text.

A margin below 0 makes unwilling. Whoever falls short by no more than the price of standing alone does not stand against
the text: that price is the band of abstention. A red line is against whatever the margin. In the conference margins are
known; where they are known up to noise, the same three lines give chances (an ordered logit [McCullagh1980]_), and the
chances become certainties as the noise goes to 0.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray

__all__ = ["Chances", "chances", "openly", "short"]

_OPENLY: Final = 0.5
"""Share of the price from which on a delegation that falls short says so in a statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """How a text is taken; the four add up to 1, all of the shape of the margin."""

    willing: FloatArray
    silent: FloatArray
    """Unwilling, and neither says so nor stands against it."""
    statement: FloatArray
    objects: FloatArray

    @property
    def abstains(self) -> FloatArray:
        """The chance to be unwilling and not against: an abstention where there is a vote."""
        return self.silent + self.statement


def short(margin: FloatArray, by: FloatArray | float) -> BoolArray:
    """Return where a margin falls short of 0 by more than so much."""
    falls: BoolArray = margin < -(by + ATOL)
    return falls


def openly(margin: FloatArray, price: FloatArray) -> BoolArray:
    """Return where a margin falls short by enough of the price to say so in a statement."""
    return short(margin, _OPENLY * price)


def chances(margin: FloatArray, red: BoolArray, price: FloatArray | float, *, noise: float) -> Chances:
    """Return the chances of everybody to take a text so or so.

    Args:
        margin: What the text is worth to it beside no text, in lengths of the axis.
        red: Whether it crosses a red line.
        price: Of standing alone against it: the width of the band of abstention; not below 0.
        noise: Scale of the logistic noise of the margin, in lengths of the axis; next to 0: none, and all is certain.

    Raises:
        ValueError: if noise is below 0.
    """
    if noise < 0:
        raise ValueError(f"noise is a scale and not below 0: {noise}")

    def below(by: FloatArray | float) -> FloatArray:
        if noise <= ATOL:
            return np.where(red, 1.0, short(margin, by))
        # The logistic function, without an overflow far out.
        return np.where(red, 1.0, 0.5 + 0.5 * np.tanh(0.5 * (-margin - by) / noise))

    unwilling, in_words, objects = below(0.0), below(_OPENLY * price), below(price)
    return Chances(
        willing=1.0 - unwilling, silent=unwilling - in_words, statement=in_words - objects, objects=objects
    )
