"""Sentences on a class, for pages and records alike."""

from simulation.classroom.actions import NOT_YET
from simulation.classroom.class_plan import Plan
from simulation.classroom.class_state import Held
from simulation.words import decimal, numbered, say

__all__ = ["held_sentence", "length_sentence", "not_yet"]

_HOUR = 60.0
_DAY = 24 * _HOUR
_LONG = 3 * _HOUR
"""From so many minutes on hours are counted."""
_LONGEST = 3 * _DAY
"""From so many on days are."""


def held_sentence(held: Held, name: str) -> str:
    """Return the sentence that an agent held a seat, and why."""
    phase = say(f"phase.{held.phase}")
    return say(f"classroom.held.{held.why}", session=held.session, phase=phase, seat=name)


def not_yet() -> dict[str, str]:
    """Return sentences on the things that a host cannot throw in."""
    return {key: say(f"classroom.not_yet.{key}") for key in NOT_YET}


def length_sentence(plan: Plan, sessions: int) -> str:
    """Return the sentence on the length of a table if each phase takes all of its time.

    >>> length_sentence(Plan(), 6).partition(". ")[0]
    '6 sessions of 2 phases of 5 minutes: at most 60 minutes, then the adoption and the debriefing'
    """
    talks, floor, package = (plan.minutes[phase] for phase in ("talks", "floor", "package"))
    if talks == floor:
        phases = say("classroom.length.phases", each=_how_long(talks))
    else:
        phases = say("classroom.length.talks_and_floor", talks=_how_long(talks), floor=_how_long(floor))
    return say(
        "classroom.length",
        sessions=numbered("classroom.length.sessions", sessions),
        phases=phases,
        total=_how_long(sessions * (talks + floor)),
        package=_how_long(package),
    )


def _how_long(minutes: float) -> str:
    """Return a length of time in the largest unit of which it is a few."""
    unit, size = next(
        (name, size)
        for name, size, least in (("days", _DAY, _LONGEST), ("hours", _HOUR, _LONG), ("minutes", 1.0, 0.0))
        if minutes >= least
    )
    n = round(minutes / size, 1)
    return numbered(f"classroom.length.{unit}", n, n=decimal(n, "g"))
