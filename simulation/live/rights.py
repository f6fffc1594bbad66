"""What the forum lets a seat do, and how much of it: asked by whoever checks a move, or names those that there are."""

from typing import Final

from simulation.live.moves import MoveKind
from simulation.live.state import LiveState

__all__ = ["MOST_STATEMENTS", "has_right"]

MOST_STATEMENTS: Final = 2_000
"""Texts that people may put beside their moves in one negotiation."""


def has_right(live: LiveState, kind: MoveKind, row: int) -> bool:
    """Return whether the forum lets a seat, a row, make such a move."""
    tableau = live.room.tableau
    match kind.right:
        case "propose":
            return bool(tableau.propose[row])
        case "object":
            return bool(tableau.decide[row])
        case "speak":
            delegation = next(d for d in live.case.delegations if d.key == tableau.delegations[row])
            return live.room.setting.forum.rights_of(delegation).speak
        case _:
            return True
