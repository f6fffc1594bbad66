"""What moves, clauses and wordings are called in sentences to people."""

from typing import Final

from simulation.coalitions.naming import short_label
from simulation.live.state import LiveState
from simulation.words import say

__all__ = ["move_name", "wording"]

_WORDS: Final = 12
"""Longest quotation of the label of an option."""


def move_name(move: str) -> str:
    """Return what a move is called."""
    return say(f"move.{move}")


def wording(live: LiveState, issue: int, option: int) -> str:
    """Return a wording with its clause: `“Facilitate dialogue” (Mechanism)`."""
    label = short_label(live.wording(issue, option).label, _WORDS)
    return say("live.wording", option=label, issue=live.topic(issue).name)
