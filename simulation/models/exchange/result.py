"""What a round of position exchange is told to do, and what came of it."""

from dataclasses import dataclass

from simulation.arrays import FloatArray

__all__ = ["Concession", "Exchange", "ExchangeOptions", "ExchangeRound"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeOptions:
    """What may be chosen in the model; the constants are those of the published programs."""

    learning: float = 0.4
    """How much more of a concession is taken into the next round by those who care nothing for the issue."""
    learning_least: float = 0.1
    """The share of a concession that everyone takes into the next round, however much they care."""
    randomised: float = 0.0
    """How far luck may move a gain from equality, 0 to 1; see `exchange_round`."""
    as_published: bool = False
    """Whether to keep three slips of the published program, so that every exchange of it is reproduced.

    It stops a side where the outcome would pass the position of its partner, but not where the outcome stands on that
    position or beyond it already: there it pulls the outcome further past. A side that has given to its partner on the
    issue before stops by where that left it, not by where it stands by now, so that a vote can end beyond the partner.
    And an exchange is dropped if the moves considered for one side add up to more than the scale upwards (downwards
    they may). Without the slips votes and outcomes stay between the positions, and no exchange pulls an outcome past
    where the partner wants it, as the two see that outcome.
    """

    def __post_init__(self) -> None:
        """Check the ranges; raise `ValueError` naming all that are wrong."""
        wrong = [
            f"{name} is {value}"
            for name, value in (
                ("learning", self.learning),
                ("learning_least", self.learning_least),
                ("learning + learning_least", self.learning + self.learning_least),
                ("randomised", self.randomised),
            )
            if not 0.0 <= value <= 1.0
        ]
        if wrong:
            raise ValueError(f"{'; '.join(wrong)}: each must lie between 0 and 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Concession:
    """What one side gives in an exchange."""

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
        """The mean of what both sides gain; with equal gain, what each of them gains."""
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
