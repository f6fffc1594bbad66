"""What is asked of a seat, and what comes back when it moves."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulation.live.moves import Phase, SeatMove
from simulation.live.offers import Offer

__all__ = ["Made", "MoveRequest", "Reply", "Told"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRequest:
    """A seat in which a person sits and for which the negotiation waits."""

    seat: str
    session: int
    """Counted from 1."""
    phase: Phase
    asked: tuple[tuple[str, str], ...] = ()
    """Issue and option of each wording that the seat has not answered yet; on the floor only."""
    legal: tuple[str, ...] = ()
    """Moves that the seat could make now, by key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a delegation told a seat in a talk: what it could live with on that day, and what matters most to it."""

    by: str
    session: int
    accepts: Mapping[str, tuple[str, ...]]
    """Options that it could live with, by issue that was open then."""
    cares: str
    """Issue that matters most to it."""
    spares: str
    """Issue that matters least to it."""

    @property
    def alike(self) -> bool:
        """Whether no issue matters more to it than another."""
        return self.cares == self.spares


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The answer to a move. Whoever gives it, gives the reason that a diplomat would give in the room."""

    by: str = ""
    """Key of the delegation that answers; empty: the chair, or nobody."""
    granted: bool = True
    """Whether what was asked for, or offered, is accepted."""
    reason: str = ""
    told: Told | None = None
    counter: Offer | None = None
    """What it would accept instead."""
    warnings: tuple[str, ...] = field(default=())
    """What the seat's own brief says against the move: red lines, limits of the instructions, promises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A move that an agent of the user's own made, and the answer to it."""

    session: int
    """Counted from 1."""
    phase: Phase
    move: SeatMove
    reply: Reply
