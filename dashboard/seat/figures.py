"""Figures as a seat reads them, in the language of this session."""

from collections.abc import Mapping

from dashboard.frame.session_state import words
from dashboard.seat import amounts
from simulation.live import OptionSeen, SeatView

__all__ = ["figure", "for_you", "in_points", "of_whole", "points", "reach", "worth_of"]


def figure(value: float) -> str:
    """Return a place on an axis as it is written."""
    return amounts.figure(words(), value)


def points(value: float) -> str:
    """Return a worth, given in lengths of the axis, as it is written in points, with the unit."""
    return amounts.points(words(), value)


def worth_of(value: float) -> str:
    """Return a worth as `points` does, without the unit."""
    return amounts.worth_of(words(), value)


def for_you(view: SeatView, option: OptionSeen) -> str:
    """Return what a wording gives the seat or costs it, in points; of a red line, that it is one."""
    return amounts.for_you(words(), view, option)


def in_points(view: SeatView, option: OptionSeen) -> str:
    """Return the points of a wording in a row of them; of a red line, that it is one."""
    return amounts.in_points(words(), view, option)


def of_whole(view: SeatView, package: Mapping[str, str]) -> str:
    """Return what the document is worth to the seat with a package; of one that crosses a red line, no points."""
    return amounts.of_whole(words(), view, package)


def reach(view: SeatView, issue: str, option: OptionSeen) -> str:
    """Return how far a wording lies from the seat: to be had today, later, or never."""
    return amounts.reach(words(), view, issue, option)
