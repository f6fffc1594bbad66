"""Sentences on a class, for pages and records alike."""

from simulation.classroom.actions import NOT_YET
from simulation.classroom.state import Held
from simulation.words import say

__all__ = ["held_sentence", "not_yet"]


def held_sentence(held: Held, name: str) -> str:
    """Return that an agent held a seat, which is called so, and why."""
    phase = say(f"phase.{held.phase}")
    return say(f"classroom.held.{held.why}", session=held.session, phase=phase, seat=name)


def not_yet() -> dict[str, str]:
    """Return what a host cannot throw in, in words."""
    return {key: say(f"classroom.not_yet.{key}") for key in NOT_YET}
