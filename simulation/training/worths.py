"""Worths in words: points, 100 to the length of an axis, with the decimal mark of the language, no minus before 0."""

from simulation.engine.score_sheet import POINTS
from simulation.live.seen import OptionSeen, SeatView
from simulation.words import decimal, say

__all__ = [
    "POINTS",
    "amount",
    "change",
    "change_amount",
    "for_you",
    "in_document",
    "in_points",
    "signed",
    "worth",
]


def worth(value: float, places: int = 0) -> str:
    """Return a worth, given in lengths of the axis, in points.

    >>> worth(0.1234), worth(-0.001), worth(0.1234, 1)
    ('12', '0', '12.3')
    """
    return decimal(POINTS * value, f".{places}f")


def amount(value: float, places: int = 0) -> str:
    """Return a worth with its unit.

    >>> amount(0.1234), amount(-0.01), amount(0.123, 1)
    ('12 points', '−1 point', '12.3 points')
    """
    return _counted(worth(value, places), round(POINTS * value, places), places)


def in_document(view: SeatView, gain: float) -> float:
    """Return what a gain on one clause counts in the document, in lengths: its share of the mean over the issues."""
    return gain / len(view.issues)


def for_you(view: SeatView, option: OptionSeen) -> str:
    """Return what a wording gives a seat, or takes from it, against a clause left open; of a red line, that it is one.

    What crosses a red line has no points, as on paper: no points buy it.
    """
    if option.is_red:
        return say("worth.red")
    value = in_document(view, option.gain)
    if not round(POINTS * value):
        return say("worth.nothing")
    return say("worth.gives" if value > 0 else "worth.takes", n=amount(abs(value)))


def in_points(view: SeatView, option: OptionSeen) -> str:
    """Return the points of a wording in a row of them; of a red line, that it is one."""
    return say("worth.red") if option.is_red else amount(in_document(view, option.gain))


def change(value: float, places: int = 1) -> str:
    """Return a change of a worth, given in lengths of the axis, in points, with its sign if there is any.

    >>> change(0.1234), change(-0.0001), change(-0.02)
    ('+12.3', '0.0', '−2.0')
    """
    return signed(POINTS * value, places)


def change_amount(value: float, places: int = 1) -> str:
    """Return a change of a worth with its unit.

    >>> change_amount(-0.02)
    '−2.0 points'
    """
    return _counted(change(value, places), round(POINTS * value, places), places)


def signed(value: float, places: int) -> str:
    """Return a number with its sign, if there is any, as the language writes it.

    >>> signed(12.0, 1), signed(-0.01, 1)
    ('+12.0', '0.0')
    """
    return decimal(value, f"+.{places}f" if round(value, places) else f".{places}f")


def _counted(told: str, value: float, places: int) -> str:
    """Return a number of points; below two English and French count differently."""
    form = "other" if abs(value) >= 2 else "one" if abs(value) == 1 and not places else "small"  # noqa: PLR2004
    return say(f"worth.{form}", n=told)
