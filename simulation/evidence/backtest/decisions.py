"""Decisions that were taken, as arrays: who stood where, how much it mattered to them, and what was decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray

__all__ = ["EQUAL", "GDP", "Decisions"]

EQUAL: Final = "equal"
"""Capability: everybody the same."""
GDP: Final = "gdp"
"""Capability: what the table says, gross domestic product."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Decisions:
    """Decisions with their outcomes, in the order of the names of their proposals and issues."""

    proposal: tuple[str, ...]
    """What each issue belongs to `[N]`."""
    issue: tuple[str, ...]
    """`[N]`"""
    procedure: tuple[str, ...]
    """`[N]`, such as COD; empty where the table does not say."""
    rule: tuple[str, ...]
    """How the Council decides, `[N]`, such as QMV or Unan; empty where the table does not say."""
    reference: FloatArray
    """What holds without a decision, `[N]` from 0 to 100; NaN where the table names none."""
    delegations: tuple[str, ...]
    """Codes `[A]`."""
    position: FloatArray
    """`[N, A]` from 0 to 100; NaN for who took no part."""
    salience: FloatArray
    """`[N, A]` from 0 to 1; 0 for who took no part."""
    outcome: FloatArray
    """`[N]` from 0 to 100."""
    capability: Mapping[str, FloatArray]
    """`[N, A]` by where it comes from, at most 1; `equal` is always there."""
    left_out: Mapping[str, int]
    """How many issues (`no_outcome`, `few`) or cells (`off_scale`) of the table were not used."""

    @property
    def takes_part(self) -> BoolArray:
        """Whether a delegation has a position `[N, A]`."""
        return ~np.isnan(self.position)

    @property
    def room(self) -> IntArray:
        """How many delegations took part in each decision `[N]`."""
        return self.takes_part.sum(axis=1)

    def influence(self, capability: str) -> FloatArray:
        """Return capability times salience, `[N, A]`."""
        return self.capability[capability] * self.salience

    def only(self, places: IntArray) -> "Decisions":
        """Return these decisions and no others; a place may stand there several times."""
        listed = places.tolist()
        return Decisions(
            proposal=tuple(self.proposal[place] for place in listed),
            issue=tuple(self.issue[place] for place in listed),
            procedure=tuple(self.procedure[place] for place in listed),
            rule=tuple(self.rule[place] for place in listed),
            reference=self.reference[places],
            delegations=self.delegations,
            position=self.position[places],
            salience=self.salience[places],
            outcome=self.outcome[places],
            capability={key: value[places] for key, value in self.capability.items()},
            left_out=self.left_out,
        )
