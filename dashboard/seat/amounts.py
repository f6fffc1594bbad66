"""Figures as a seat reads them: two decimals at most, the language's decimal mark, a true minus."""

import re
from collections.abc import Mapping
from typing import Final

from dashboard.frame.language import Words
from simulation.live import SeatView
from simulation.live.seen import OptionSeen
from simulation.training import worths
from simulation.training.weighed import crossed, points_given
from simulation.training.worths import amount, worth
from simulation.words import told_in

__all__ = ["figure", "for_you", "in_points", "of_whole", "points", "reach", "signed", "wanted", "worth_of"]

_MINUS: Final = re.compile(r"(?<![\w-])-(?=\d)")


def figure(words: Words, value: float) -> str:
    """Return a place on an axis as it is written."""
    return signed(words.number(round(value, 2) + 0.0))


def points(words: Words, value: float) -> str:
    """Return a worth, given in lengths of the axis, as it is written in points, with the unit."""
    with told_in(words.language):
        return signed(amount(value))


def worth_of(words: Words, value: float) -> str:
    """Return a worth as `points` does, without the unit."""
    with told_in(words.language):
        return signed(worth(value))


def for_you(words: Words, view: SeatView, option: OptionSeen) -> str:
    """Return what a wording gives the seat or costs it, in points; of a red line, that it is one."""
    with told_in(words.language):
        return signed(worths.for_you(view, option))


def in_points(words: Words, view: SeatView, option: OptionSeen) -> str:
    """Return the points of a wording in a row of them; of a red line, that it is one."""
    with told_in(words.language):
        return signed(worths.in_points(view, option))


def wanted(words: Words, view: SeatView, option: OptionSeen) -> str:
    """Return the points of what the seat wants most; of none, that it gains no more than by a clause left open."""
    with told_in(words.language):
        return signed(worths.wanted(view, option))


def of_whole(words: Words, view: SeatView, package: Mapping[str, str]) -> str:
    """Return what the document is worth to the seat with a package; of one that crosses a red line, no points."""
    none = worth_of(words, view.own.no_deal)
    if crossed(view, package):
        return words.say("seat.end.crosses", none=none)
    return words.say("seat.end.worth", gain=points(words, points_given(view, package)), none=none)


def reach(words: Words, view: SeatView, issue: str, option: OptionSeen) -> str:
    """Return how far a wording lies from the seat: to be had today, later, or never."""
    with told_in(words.language):
        return worths.reach(view, issue, option)


def signed(text: str) -> str:
    """Return a sentence of the library with true minus signs before its figures; a hyphen stays one.

    >>> signed("worth -0.1 (-0,20), WTPF-13, 1-2")
    'worth −0.1 (−0,20), WTPF-13, 1-2'
    """
    return _MINUS.sub("\u2212", text)
