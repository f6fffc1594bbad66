"""Figures as a seat reads them: two decimals at most, the language's decimal mark, a true minus."""

from collections.abc import Mapping

from dashboard.frame.language import Words
from simulation.live import OptionSeen, SeatView
from simulation.training import amount, crossed, points_given, worth
from simulation.training import for_you as worths_for_you
from simulation.training import in_points as worths_in_points
from simulation.training import reach as worths_reach
from simulation.training import wanted as worths_wanted
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
        return str(worths_for_you(view, option))


def in_points(words: Words, view: SeatView, option: OptionSeen) -> str:
    """Return the points of a wording in a row of them; of a red line, that it is one."""
    with told_in(words.language):
        return str(worths_in_points(view, option))


def wanted(words: Words, view: SeatView, option: OptionSeen) -> str:
    """Return the points of what the seat wants most; of none, that it gains no more than by a clause left open."""
    with told_in(words.language):
        return str(worths_wanted(view, option))


def of_whole(words: Words, view: SeatView, package: Mapping[str, str]) -> str:
    """Return what the document is worth to the seat with a package; of one that crosses a red line, no points."""
    none = worth_of(words, view.own.no_deal)
    if crossed(view, package):
        return words.say("seat.end.crosses", none=none)
    return words.say("seat.end.worth", gain=points(words, points_given(view, package)), none=none)


def reach(words: Words, view: SeatView, issue: str, option: OptionSeen) -> str:
    """Return how far a wording lies from the seat: to be had today, later, or never."""
    with told_in(words.language):
        return str(worths_reach(view, issue, option))
