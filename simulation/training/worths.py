"""Worths in words: lengths of the axis with the decimal mark of the language, and never a minus before nought."""

from simulation.words import decimal

__all__ = ["change", "worth"]


def worth(value: float, places: int = 2) -> str:
    """Return a worth.

    >>> worth(0.1234), worth(-0.001)
    ('0.12', '0.00')
    """
    return decimal(round(value, places) + 0.0, f".{places}f")


def change(value: float, places: int = 3) -> str:
    """Return a change of a worth, with its sign if there is any.

    >>> change(0.1234), change(-0.0001), change(-0.02)
    ('+0.123', '0.000', '-0.020')
    """
    rounded = round(value, places)
    return decimal(rounded, f"+.{places}f") if rounded else worth(0.0, places)
