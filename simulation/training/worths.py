"""Worths in words: points, 100 to the length of an axis, with the decimal mark of the language, no minus before 0."""

import numpy as np

from simulation.engine.score_sheet import POINTS, whole
from simulation.live.seen import IssueSeen, OptionSeen, SeatView
from simulation.words import Said, said

__all__ = [
    "POINTS",
    "amount",
    "apart",
    "change",
    "fallbacks_of",
    "for_you",
    "got",
    "in_document",
    "in_points",
    "points_of",
    "reach",
    "signed",
    "step",
    "wanted",
    "worth",
]


def worth(value: float) -> Said:
    """Return a worth, given in lengths of the axis, in whole points.

    >>> str(worth(0.1234)), str(worth(-0.001))
    ('12', '0')
    """
    return Said.decimal(points_of(value), ".0f")


def points_of(value: float) -> int:
    """Return the whole points of one worth, given in lengths of the axis; those of a document are a sum of these.

    >>> points_of(0.126), points_of(-0.004)
    (13, 0)
    """
    return round(POINTS * float(whole(np.array(value))))


def amount(value: float) -> Said:
    """Return a worth with its unit.

    >>> str(amount(0.1234)), str(amount(-0.01))
    ('12 points', '−1 point')
    """
    return _counted(worth(value))


def apart(one: float, other: float) -> Said:
    """Return how far two worths lie apart as a person reads them: the difference of their whole points.

    >>> str(apart(0.244, 0.276)), str(apart(0.12, 0.118)), str(apart(-0.01, 0.0))
    ('4 points', 'less than a point', '1 point')
    """
    return _some(abs(points_of(one) - points_of(other)))


def step(value: float) -> Said:
    """Return a change of a worth, or of a mean worth, in whole points with the sign, or that it is less than a point.

    >>> str(step(0.053)), str(step(-0.01)), str(step(0.002))
    ('+5 points', '−1 point', 'less than a point')
    """
    points = points_of(value)
    return _counted(signed(points, 0)) if points else said("worth.trifle")


def in_document(view: SeatView, gain: float) -> float:
    """Return the part of a gain on one clause in the document's worth, in lengths: its share of the mean."""
    return gain / len(view.issues)


def for_you(view: SeatView, option: OptionSeen) -> Said:
    """Return the words for a wording's worth to a seat against a clause left open, or that it crosses a red line.

    What crosses a red line has no points, as on paper: no points buy it.
    """
    if option.is_red:
        return said("worth.red")
    value = in_document(view, option.gain)
    if not points_of(value):
        return said("worth.even" if view.may_drop else "worth.nothing")
    return said("worth.gives" if value > 0 else "worth.takes", n=amount(abs(value)))


def got(value: float, *, is_handed_over: bool) -> Said:
    """Return what a seat got in the game, in a sentence: *you* only where nobody else sat in it.

    >>> str(got(0.12, is_handed_over=False)), str(got(0.12, is_handed_over=True))
    ('You got 12 points.', 'Your seat got 12 points.')
    """
    return said("debrief.turn.got.seat" if is_handed_over else "debrief.turn.got", own=amount(value))


def in_points(view: SeatView, option: OptionSeen) -> Said:
    """Return the points of a wording in a row of them; of a red line, that it is one."""
    return said("worth.red") if option.is_red else amount(in_document(view, option.gain))


def wanted(view: SeatView, option: OptionSeen) -> Said:
    """Return the points of the favourite of a seat; a sentence if it gains no more than a clause left open."""
    is_none = not option.is_red and not points_of(in_document(view, option.gain))
    return for_you(view, option) if is_none else in_points(view, option)


def fallbacks_of(view: SeatView, issue: IssueSeen) -> tuple[str, ...]:
    """Return the list of fallbacks of a seat on an issue; one that names only what it wants most anyway is none."""
    listed = view.own.fallbacks.get(issue.key, ())
    return () if listed == (issue.aim.key,) else listed


def reach(view: SeatView, issue: str, option: OptionSeen) -> Said:
    """Return the reach of a wording for a seat: acceptable today, later or never; and its fallback number, if any."""
    if option.strikes_own:
        return said("reach.sponsor")
    if option.is_red:
        return said("worth.red")
    when = "today" if option.is_within else "later"
    fallbacks = fallbacks_of(view, next(one for one in view.issues if one.key == issue))
    if option.key in fallbacks:
        return said(f"reach.fallback.{when}", n=fallbacks.index(option.key) + 1)
    return said(f"reach.{when}")


def change(value: float) -> Said:
    """Return an end of the interval of a change, given in lengths of the axis, in whole points, with its sign.

    >>> str(change(0.1234)), str(change(-0.0001)), str(change(-0.02))
    ('+12', '0', '−2')
    """
    return signed(points_of(value), 0)


def signed(value: float, places: int) -> Said:
    """Return a number with its sign, if there is any, as the language writes it.

    >>> str(signed(12.0, 1)), str(signed(-0.01, 1))
    ('+12.0', '0.0')
    """
    return Said.decimal(value, f"+.{places}f" if round(value, places) else f".{places}f")


def _some(points: int) -> Said:
    return _counted(points) if points else said("worth.trifle")


def _counted(told: Said | int) -> Said:
    return said("worth", n=told)
