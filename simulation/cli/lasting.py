"""Says how long something takes."""

__all__ = ["lasting"]


def lasting(seconds: float) -> str:
    """Return a length of time for a reader.

    >>> lasting(3.2), lasting(200), lasting(9000)
    ('4 s', '3 min 20 s', '2 h 30 min')
    """
    if seconds == float("inf"):
        return "a while"
    whole = int(-(-seconds // 1))
    if whole < 60:  # noqa: PLR2004 - seconds in a minute
        return f"{whole} s"
    if whole < 3600:  # noqa: PLR2004 - seconds in an hour
        return f"{whole // 60} min {whole % 60} s" if whole % 60 else f"{whole // 60} min"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
