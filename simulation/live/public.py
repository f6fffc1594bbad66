"""What anybody in the room can hear and see: moves with their public reasons, and what people say beside them."""

from dataclasses import dataclass
from typing import Final

from simulation.reasons.moves_logged import PUBLIC_MOVES, Move
from simulation.words import NOTHING, Said

__all__ = ["FAILED_PACKAGE", "PublicMove", "Statement", "heard_in"]

FAILED_PACKAGE: Final = "package_fails"
"""In place of a move: a package did not pass; `others` objected to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicMove:
    """A move as the room saw it: no private reason, no margin, nothing turned down."""

    session: int
    """Counted from 1."""
    delegation: str
    """Key; empty for the chair."""
    move: str
    issue: str = ""
    option: str = ""
    others: tuple[str, ...] = ()
    reason: Said = NOTHING
    """What was said with it; nothing where nothing was."""
    on_table: bool = False
    """The wording that is tabled was on the table already: it is support."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Free text that a person put beside a move."""

    session: int
    seat: str
    move: str
    text: str
    issue: str = ""
    to: str = ""
    """Key of the delegation that it is addressed to; empty: nobody in particular."""
    is_private: bool = False
    """Only the seat and whom it is addressed to may read it."""

    def is_for(self, seat: str) -> bool:
        """Return whether a seat may read it."""
        return not self.is_private or seat in (self.seat, self.to)


def heard_in(moves: tuple[Move, ...] | list[Move]) -> tuple[PublicMove, ...]:
    """Return the moves that were made in the open, as the room saw them."""
    return tuple(
        PublicMove(
            session=move.session,
            delegation=move.delegation,
            move=move.move,
            issue=move.issue,
            option=move.option,
            others=move.others,
            reason=move.public_reason,
        )
        for move in moves
        if move.move in PUBLIC_MOVES
    )
