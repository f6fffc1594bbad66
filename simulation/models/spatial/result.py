"""What a turn and a run of the Spatial Model of Politics tell."""

from dataclasses import dataclass
from typing import Literal

from simulation.arrays import FloatArray, IntArray

__all__ = ["Proposal", "SpatialRun", "SpatialTurn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One bargain, as its proposer sees it."""

    proposer: int
    target: int
    chance: float
    """The chance that the proposer sees to win if it came to a contest."""
    gain: float
    """What the proposer expects to gain by the challenge; the most that it could have is 1."""
    proposer_to: tuple[float, ...]
    """Where the proposer would go, by issue."""
    target_to: tuple[float, ...]
    """Where the target would go, by issue."""
    proposer_keeps: bool
    """Whether the proposer goes there: a bargain may bind one side only."""
    target_keeps: bool
    """Whether the target goes there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpatialTurn:
    """One turn; positions are on the scales of the issues, NaN where missing."""

    start: FloatArray
    """`[A, I]`"""
    attitude: FloatArray
    """Attitudes to risk, `[A]`: up to 1 for those whose position is the most likely to prevail."""
    chance: FloatArray
    """The chance that i sees to beat j, `[A, A]`; 0 on the diagonal."""
    gain: FloatArray
    """What i expects to gain by challenging j, `[A, A]`; 0 on the diagonal."""
    proposals: tuple[Proposal, ...]
    """In the order of the proposers; those whom no challenge profits propose nothing."""
    kept: IntArray
    """The place in `proposals` of the bargain that a delegation keeps, -1 if it stays where it is, `[A]`."""
    kept_chance: FloatArray
    """The chance of what it keeps against the other bargains that it is a side of, `[A]`."""
    end: FloatArray
    """`[A, I]`"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpatialRun:
    """Turns until positions settle, or the most turns are played."""

    turns: tuple[SpatialTurn, ...]
    stopped: Literal["settled", "most turns"]
    """Why it ended."""

    @property
    def end(self) -> FloatArray:
        """Positions at the end, `[A, I]`."""
        return self.turns[-1].end
