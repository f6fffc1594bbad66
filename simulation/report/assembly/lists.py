"""Lists of an assembly: what each is called, its colour, and how often their members sign together."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from markupsafe import Markup

from simulation.arrays import FloatArray, IntArray
from simulation.drawing import theme
from simulation.drawing.svg import glyph, mark
from simulation.engine.assembly import House
from simulation.study.assembly.counts import groups_of
from simulation.words import say

__all__ = ["Lists", "lists_of"]


@dataclass(frozen=True, kw_only=True)
class Lists:
    """The lists of an assembly, in the order of the case; those who are in none come last, as one."""

    names: tuple[str, ...]
    slots: tuple[int, ...]
    """Of each list, the slot of its colour; -1: no list, which is grey."""
    member: IntArray
    """Number of the list of each member, `[A]`."""

    @cached_property
    def slot(self) -> IntArray:
        """The slot of each member, `[A]`."""
        return np.array(self.slots, dtype=np.int64)[self.member]

    @property
    def sizes(self) -> list[int]:
        """Members of each list."""
        return np.bincount(self.member, minlength=len(self.names)).tolist()

    def glyph(self, number: int) -> Markup:
        """Return the mark of a list as a small drawing in a line of text."""
        return glyph(mark(0, 0, 6.0, kind="government", slot=self.slots[number], solid=True))

    def tone(self, number: int) -> str:
        """Return the CSS value of text in the colour of a list."""
        return theme.tone(self.slots[number])

    def between(self, together: FloatArray) -> FloatArray:
        """Return the mean of what two different members signed together, `[L, L]`, over pairs of two lists.

        Not a number where there is no such pair.

        Args:
            together: Texts that two members signed together, `[A, A]`.
        """
        belongs = (self.member[:, None] == np.arange(len(self.names))).astype(np.float64)
        apart = together * (1.0 - np.eye(len(together)))
        size = belongs.sum(axis=0)
        pairs = np.outer(size, size) - np.diag(size)
        total = belongs.T @ apart @ belongs
        found: FloatArray = np.divide(total, pairs, out=np.full_like(total, np.nan), where=pairs > 0)
        return found


def lists_of(house: House) -> Lists:
    """Return the lists of an assembly."""
    given, belongs = groups_of(house)
    names = tuple(name or say("assembly.no_list") for name in given)
    slots = tuple(min(theme.SLOTS, place) if name else -1 for place, name in enumerate(given))
    return Lists(names=names, slots=slots, member=belongs.argmax(axis=1))
