"""Says how long something takes."""

from simulation.words import say

__all__ = ["lasting"]


def lasting(seconds: float) -> str:
    """Return a length of time for a reader.

    >>> lasting(3.2), lasting(200), lasting(9000)
    ('4 s', '3 min 20 s', '2 h 30 min')
    """
    if seconds == float("inf"):
        return say("lasting.long")
    minutes, left = divmod(int(-(-seconds // 1)), 60)
    if not minutes:
        return say("lasting.seconds", s=left)
    if minutes < 60:  # noqa: PLR2004 - minutes in an hour
        return (
            say("lasting.minutes_seconds", m=minutes, s=left) if left else say("lasting.minutes", m=minutes)
        )
    return say("lasting.hours", h=minutes // 60, m=minutes % 60)
