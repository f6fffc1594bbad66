"""What may be chosen in the Spatial Model of Politics, and the settings that its program starts with."""

from dataclasses import dataclass
from typing import Literal, get_args

__all__ = ["SMP", "Commitment", "Interpolation", "RiskRange", "SpatialOptions", "VictoryModel", "VotingRule"]

type VotingRule = Literal[
    "binary", "proportional_binary", "proportional", "proportional_cubic", "cubic", "asymmetric"
]
type VictoryModel = Literal["linear", "square", "quartic", "octic", "binary"]
type RiskRange = Literal["min", "mid", "max"]
type Commitment = Literal["none", "semi", "full"]
type Interpolation = Literal["s1p1", "s2p2", "s2pmax"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpatialOptions:
    """The sub-models; the defaults are those of the program, see `SMP`."""

    voting: VotingRule = "proportional"
    """How a difference of worth becomes support, see `votes.support`."""
    victory: VictoryModel = "linear"
    """How the strengths of two coalitions become a chance, see `votes.chances`."""
    risk_range: RiskRange = "mid"
    """Attitudes to risk run from 0 to 1 (min), -1/2 to 1 (mid) or -1 to 1 (max)."""
    own_view: float = 2 / 3
    """How much of its own attitude to risk a delegation sees in the others; 0 is seeing theirs as it is."""
    commitment: Commitment = "semi"
    """Where third parties end up: they keep their position always (none), adopt that of the winner if they backed the
    loser (semi), or adopt that of the winner (full). With none and full they have no reason to take sides."""
    interpolation: Interpolation = "s2p2"
    """What is offered between two positions: by salience and chance (s1p1), by their squares (s2p2), or by the lead
    in chance and squared salience (s2pmax)."""
    least_turns: int = 2
    most_turns: int = 100
    quiet: float = 0.02
    """A run ends after a turn that moves less than this share of what the first turn moved."""

    def __post_init__(self) -> None:
        """Check the choices; raise `ValueError` naming all that are wrong."""
        closed = {
            "voting": get_args(VotingRule.__value__),
            "victory": get_args(VictoryModel.__value__),
            "risk_range": get_args(RiskRange.__value__),
            "commitment": get_args(Commitment.__value__),
            "interpolation": get_args(Interpolation.__value__),
        }
        wrong = [
            f"{name} is {getattr(self, name)!r}, valid: {', '.join(valid)}"
            for name, valid in closed.items()
            if getattr(self, name) not in valid
        ]
        if not 0.0 <= self.own_view <= 1.0:
            wrong.append(f"own_view is {self.own_view}, valid: 0 to 1")
        if not 1 <= self.least_turns <= self.most_turns:
            wrong.append(f"turns run from {self.least_turns} to {self.most_turns}, valid: from 1 up")
        if not self.quiet >= 0.0:
            wrong.append(f"quiet is {self.quiet}, valid: 0 or more")
        if wrong:
            raise ValueError("; ".join(wrong))


SMP = SpatialOptions()
"""The settings that the program starts with."""
