"""Says how long a class lasts at most: its sessions, their phases, and what comes after them."""

from simulation.classroom.plan import Plan
from simulation.words import decimal, numbered, say

__all__ = ["length_sentence"]

_HOUR = 60.0
_DAY = 24 * _HOUR
_LONG = 3 * _HOUR
"""From so many minutes on hours are counted."""
_LONGEST = 3 * _DAY
"""From so many on days are."""


def length_sentence(plan: Plan, sessions: int) -> str:
    """Return how long a table lasts if each phase takes all of its time.

    >>> length_sentence(Plan(), 6).partition(". ")[0]
    '6 sessions of 2 phases of 5 minutes: at most 60 minutes, then the adoption and the debriefing'
    """
    talks, floor, package = (plan.minutes[phase] for phase in ("talks", "floor", "package"))
    if talks == floor:
        phases = say("classroom.length.phases", each=_time(talks))
    else:
        phases = say("classroom.length.talks_and_floor", talks=_time(talks), floor=_time(floor))
    return say(
        "classroom.length",
        sessions=numbered("classroom.length.sessions", sessions),
        phases=phases,
        total=_time(sessions * (talks + floor)),
        package=_time(package),
    )


def _time(minutes: float) -> str:
    """Return a length of time in the largest unit of which it is a few."""
    unit, size = next(
        (name, size)
        for name, size, least in (("days", _DAY, _LONGEST), ("hours", _HOUR, _LONG), ("minutes", 1.0, 0.0))
        if minutes >= least
    )
    n = round(minutes / size, 1)
    return numbered(f"classroom.length.{unit}", n, n=decimal(n, "g"))
