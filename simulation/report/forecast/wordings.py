"""The wordings of an issue under its axis: each in words, with a line from its place to where they stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from simulation.drawing.rows import wrapped
from simulation.drawing.svg import tag, text
from simulation.scenario.schema import Issue
from simulation.words import decimal, listed, say

__all__ = ["Place", "places_of", "wordings"]

_SIZE: Final = 12.0
_LINE: Final = 14.5
_GAP: Final = 12.0
_NARROWEST: Final = 92.0
"""A column of words cannot be narrower; where there is no room for all, they are listed."""
_FALL: Final = 20.0
"""Height of the lines that lead to the columns."""
_NUMBER: Final = 27.0
"""Width of a place in figures."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the axis that one or several wordings have."""

    position: float
    label: str


def places_of(issue: Issue) -> tuple[Place, ...]:
    """Return where the wordings stand that an issue begins with, from 0 to 1; those at one place together."""
    found: dict[float, list[str]] = {}
    for option in sorted(issue.written, key=lambda each: each.position):
        found.setdefault(option.position, []).append(option.label)
    return tuple(Place(position, listed(labels)) for position, labels in found.items())


def wordings(
    places: Sequence[Place], at: Sequence[float], *, width: float, top: float
) -> tuple[list[Markup], float]:
    """Return the words of all places and the height at which they end.

    Args:
        places: From left to right.
        at: Where each is on the drawing.
        width: Of the drawing, all of which the words may take.
        top: Where the axis ends.
    """
    column = (width + _GAP) / len(places) - _GAP
    if column < _NARROWEST:
        return _list(places, at, width=width, top=top)
    parts: list[Markup] = []
    foot = top
    for number, (place, x) in enumerate(zip(places, at, strict=True)):
        left = number * (column + _GAP)
        middle = left + column / 2
        lines = [decimal(place.position), *wrapped(place.label, column, size=_SIZE, most=6)]
        path = f"M{x:.1f},{top:.1f}L{middle:.1f},{top + _FALL:.1f}"
        parts.append(tag("path", d=path, class_="lead-line"))
        parts += _lines(lines, middle, top + _FALL + _LINE, anchor="middle", label=place.label)
        foot = max(foot, top + _FALL + _LINE * len(lines) + 4)
    return parts, foot


def _lines(lines: Sequence[str], x: float, top: float, *, anchor: str, label: str) -> Iterator[Markup]:
    for number, line in enumerate(lines):
        whole = [tag("title", label)] if line.endswith("…") else []
        look = "tick place" if number == 0 else "tick"
        yield tag("text", line, *whole, x=x, y=top + _LINE * number, text_anchor=anchor, class_=look)


def _list(
    places: Sequence[Place], at: Sequence[float], *, width: float, top: float
) -> tuple[list[Markup], float]:
    """Return places in figures under the axis as far as there is room, and below them a line for each wording."""
    parts: list[Markup] = []
    free = float("-inf")
    for place, x in zip(places, at, strict=True):
        if x - _NUMBER / 2 >= free:
            middle = min(max(x, _NUMBER / 2), width - _NUMBER / 2)
            parts.append(text(middle, top + 13, decimal(place.position), text_anchor="middle", class_="tick"))
            free = x + _NUMBER / 2 + 2
    y = top + 34
    for place in places:
        told = say("forecast.chart.place", place=decimal(place.position), label=place.label)
        for line in wrapped(told, width, size=_SIZE, most=4):
            parts.append(text(0.0, y, line, class_="tick"))
            y += _LINE
        y += 3
    return parts, y - _LINE + 4
