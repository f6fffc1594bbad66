"""What came of a round of position exchange."""

from dataclasses import dataclass

from simulation.arrays import FloatArray

__all__ = ["Concession", "Exchange", "ExchangeRound"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Concession:
    """The concession of one side in an exchange."""

    delegation: int
    """Row of the delegation that gives way."""
    issue: int
    """Column of the issue on which it does."""
    start: float
    """Where it stood on the issue before, on the scale of the issue."""
    end: float
    """Where it votes afterwards."""
    gain: float
    """What the whole exchange is worth to it: per cent of the scale times salience."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Two concessions on two issues, one for the other."""

    first: Concession
    second: Concession

    @property
    def gain(self) -> float:
        """The mean gain of both sides; with equal gain, the gain of each."""
        return (self.first.gain + self.second.gain) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeRound:
    """One round of exchange; positions are on the scales of the issues, NaN where a cell is missing."""

    start: FloatArray
    """Positions at the start, `[A, I]`."""
    outcome_before: FloatArray
    """Means of the start positions by capability times salience, `[I]`; NaN where nobody has any."""
    candidates: int
    """Exchanges that were possible before the first was realised."""
    exchanges: tuple[Exchange, ...]
    """Those that were realised, in this order."""
    voting: FloatArray
    """Positions that the delegations vote for, `[A, I]`."""
    outcome_after: FloatArray
    """Means of the voting positions by capability times salience, `[I]`."""
    next_start: FloatArray
    """Positions that the delegations take into the next round, `[A, I]`."""
