"""Figures as a seat reads them: two decimals at most, the language's decimal mark, a true minus."""

from collections.abc import Mapping

from dashboard.frame.language import Words
from simulation.live import SeatView
from simulation.live.seen import OptionSeen
from simulation.training import worths
from simulation.training.weighed import crossed, points_given
from simulation.training.worths import amount, worth
from simulation.words import decimal, told_in

__all__ = ["figure", "for_you", "in_points", "of_whole", "points", "reach", "wanted", "worth_of"]


def figure(words: Words, value: float) -> str:
    """Return a place on an axis as it is written."""
    with told_in(words.language):
        return decimal(round(value, 2), "g")


def points(words: Words, value: float) -> str:
    """Return a worth, given in lengths of the axis, as it is written in points, with the unit."""
    with told_in(words.language):
        return str(amount(value))


def worth_of(words: Words, value: float) -> str:
    """Return a worth as `points` does, without the unit."""
    with told_in(words.language):
        return str(worth(value))


def for_you(words: Words, view: SeatView, option: OptionSeen) -> str:
    """Return what a wording gives the seat or costs it, in points; of a red line, that it is one."""
    with told_in(words.language):
        return str(worths.for_you(view, option))


def in_points(words: Words, view: SeatView, option: OptionSeen) -> str:
    """Return the points of a wording in a row of them; of a red line, that it is one."""
    with told_in(words.language):
        return str(worths.in_points(view, option))


def wanted(words: Words, view: SeatView, option: OptionSeen) -> str:
    """Return the points of what the seat wants most; of none, that it gains no more than by a clause left open."""
    with told_in(words.language):
        return str(worths.wanted(view, option))


def of_whole(words: Words, view: SeatView, package: Mapping[str, str]) -> str:
    """Return what the document is worth to the seat with a package; of one that crosses a red line, no points."""
    none = worth_of(words, view.own.no_deal)
    if crossed(view, package):
        return words.say("seat.end.crosses", none=none)
    return words.say("seat.end.worth", gain=points(words, points_given(view, package)), none=none)


def reach(words: Words, view: SeatView, issue: str, option: OptionSeen) -> str:
    """Return how far a wording lies from the seat: to be had today, later, or never."""
    with told_in(words.language):
        return str(worths.reach(view, issue, option))
