"""How a delegation lets go: the share of the way from its aspiration to its limit that it aims to have released."""

from dataclasses import dataclass
from typing import ClassVar, Protocol

from simulation.arrays import FloatArray, IntArray
from simulation.registry import ComponentInfo

__all__ = ["Cohort", "Strategy"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """What the delegations of one strategy see when they decide how far to go."""

    rows: IntArray
    """Rows of the cohort, `[a]`."""
    session: int
    """Counted from 0."""
    pressure: FloatArray
    """`[R, 1]`: sessions that the open clauses need over sessions that remain, at most 1."""
    give: FloatArray
    """What everybody has released, `[R, A]`; a cohort may use of others only what it knows."""
    known: FloatArray
    """How well the cohort knows everybody, `[R, a, A]`; 1 of itself. All 0 for a strategy that does not watch."""
    mates: FloatArray
    """Weight of each bloc-mate by capability, `[R, a, A]`; rows sum to 1, or to 0 without mates.
    All 0 for a strategy that does not follow its bloc."""
    pace: FloatArray | float
    """Most that can be released in a session; `[R, 1]` where replications draw it."""


class Strategy(Protocol):
    """A component that sets the target of concession for its cohort."""

    info: ClassVar[ComponentInfo]
    holds: ClassVar[bool]
    """Never trades: it holds its line or obstructs."""
    firm: ClassVar[bool]
    """Releases what its own rule says and no more, also on an easy clause that is called."""
    refuses: ClassVar[bool]
    """Every committing option is red to it."""
    bridges: ClassVar[bool]
    """Tables what most could accept, and puts packages together."""
    follows: ClassVar[bool]
    """Its bloc's line counts in full."""
    watches: ClassVar[bool]
    """Goes by what it knows others to have given."""

    def target(self, cohort: Cohort) -> FloatArray:
        """Return the share of the way that it aims to have released by now, `[R, a]`, 0..1."""
        ...
