"""Lists of fallbacks that are not known: each replication draws which wordings others may fall back on."""

from dataclasses import dataclass, fields
from typing import Final, Self

import numpy as np

from simulation.arrays import BoolArray
from simulation.state.tableau import Tableau

__all__ = ["ListedTableau"]

_LONGEST: Final = 2
"""Wordings on a list at the most (judgement): the next best ones after the favourite, one or two of them."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ListedTableau(Tableau):
    """A tableau in which `release` and `has_fallbacks` have the replications as their first axis."""

    PER_REPLICATION = Tableau.PER_REPLICATION | {"release", "has_fallbacks"}

    @classmethod
    def of(cls, tableau: Tableau) -> Self:
        """Return a tableau with the same lists in each replication."""
        same = {field.name: getattr(tableau, field.name) for field in fields(tableau)}
        n = len(tableau.replications)
        for name in ("release", "has_fallbacks"):
            if name not in tableau.PER_REPLICATION:
                same[name] = np.repeat(same[name][None], n, axis=0)
        return cls(**same)

    @classmethod
    def drawn(cls, tableau: Tableau, listed: BoolArray, chance: np.random.Generator) -> Self:
        """Return a tableau in which whoever is `listed`, `[R, A]`, has a list on every clause.

        It names the wordings that come next to its favourite by how far they lie from its ideal.
        """
        own = cls.of(tableau)
        apart = np.abs(tableau.option_position - tableau.ideal[..., None])
        place = np.where(tableau.valid, apart, np.inf).argsort(axis=3).argsort(axis=3)
        length = chance.integers(1, _LONGEST, size=tableau.ideal.shape, endpoint=True)[..., None]
        is_on = (place >= 1) & (place <= length) & tableau.valid
        new = np.where(is_on, place / (length + 1), np.inf)
        same = {field.name: getattr(own, field.name) for field in fields(own)}
        same["release"] = np.where(listed[..., None, None], new, own.release)
        same["has_fallbacks"] = listed[..., None] | own.has_fallbacks
        return cls(**same)
