"""What a person is asked once more before a move is made: what its brief says against it, and what it would lose."""

from itertools import takewhile
from typing import Final

from simulation.cli.seat.commands import COMMANDS, is_possible
from simulation.live import TABLING, IllegalMoveError, LiveNegotiation, SeatMove, SeatView
from simulation.words import Said, listed, said, say

__all__ = ["against", "doubts"]

_TABLES: Final = frozenset({*TABLING, "propose_package"})
"""Moves that wait for the floor of their session."""


def against(live: LiveNegotiation, view: SeatView, move: SeatMove) -> tuple[Said, ...]:
    """Return what the brief says against a move.

    Raises:
        IllegalMoveError: if it is not possible here and now; it names what is.
    """
    try:
        return live.check(move)
    except IllegalMoveError as error:
        possible = listed(name for name, moves in COMMANDS.items() if moves and is_possible(name, view))
        told = say("play.illegal", problem=error, possible=possible)
        raise IllegalMoveError(told, error.legal) from error


def doubts(live: LiveNegotiation, view: SeatView, move: SeatMove, *, asks: bool) -> tuple[Said, ...]:
    """Return why a person is asked once more whether a move is to be made; nothing: it is made.

    Args:
        live: The negotiation.
        view: What the seat sees.
        move: The move.
        asks: Whether somebody sits before the page and can be asked; a file of moves says what it says.

    Raises:
        IllegalMoveError: if it is not possible here and now.
    """
    found = against(live, view, move)
    if move.move == "ask_for_recess" and _tabled_today(live):
        found = (*found, said("play.recess.tabled"))
    if move.move == "reject_document" and asks:
        found = (*found, said("play.last_word"))
    return found


def _tabled_today(live: LiveNegotiation) -> bool:
    """Return whether the person tabled something in the talks of this session."""
    talks = takewhile(lambda entry: isinstance(entry, SeatMove), reversed(live.log.entries))
    return any(isinstance(entry, SeatMove) and entry.move in _TABLES for entry in talks)
