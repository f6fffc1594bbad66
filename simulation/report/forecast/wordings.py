"""The wordings of an issue above its axis: each in words, with a line from there to its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from simulation.drawing.rows import wrapped
from simulation.drawing.svg import tag, text
from simulation.drawing.widest import lines_at_widest, widest
from simulation.scenario.schema import Issue
from simulation.words import decimal, listed, say

__all__ = ["Place", "places_of", "wordings"]

_SIZE: Final = 12.0
_LINE: Final = 14.5
_GAP: Final = 12.0
_NARROWEST: Final = 92.0
"""A column of words cannot be narrower; where there is no room for all, they are listed."""
_FALL: Final = 20.0
"""Height of the lines that lead from the columns to the axis."""
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


def wordings(places: Sequence[Place], at: Sequence[float], *, width: float) -> tuple[list[Markup], float]:
    """Return the words of all places, from the top of the drawing on, and the height at which the axis below begins.

    Args:
        places: From left to right.
        at: Where each is on the drawing.
        width: Of the drawing, all of which the words may take.
    """
    column = (width + _GAP) / len(places) - _GAP
    if column < _NARROWEST:
        return _list(places, at, width=width)
    told = [[decimal(place.position), *wrapped(place.label, column, size=_SIZE, most=6)] for place in places]
    foot = _LINE * max(map(len, told)) + 4
    parts: list[Markup] = []
    for number, (place, lines, x) in enumerate(zip(places, told, at, strict=True)):
        middle = number * (column + _GAP) + column / 2
        top = foot - _LINE * len(lines)
        parts += _lines(lines, middle, top + _LINE - 4, label=place.label)
        parts.append(
            tag("path", d=f"M{middle:.1f},{foot:.1f}L{x:.1f},{foot + _FALL:.1f}", class_="lead-line")
        )
    return parts, foot + _FALL


def _lines(lines: Sequence[str], x: float, top: float, *, label: str) -> Iterator[Markup]:
    for number, line in enumerate(lines):
        whole = [tag("title", label)] if line.endswith("…") else []
        look = "tick place" if number == 0 else "tick"
        yield tag("text", line, *whole, x=x, y=top + _LINE * number, text_anchor="middle", class_=look)


def _list(places: Sequence[Place], at: Sequence[float], *, width: float) -> tuple[list[Markup], float]:
    """Return a line for each wording, and below them places in figures above the axis as far as there is room."""
    parts: list[Markup] = []
    y = _LINE
    for place in places:
        told = say("forecast.chart.place", place=decimal(place.position), label=place.label)
        for line in lines_at_widest(told, width, _SIZE, most=4):
            parts.append(text(0.0, y, line, class_="tick"))
            y += _LINE
        y += 3
    free = float("-inf")
    for place, x in zip(places, at, strict=True):
        if x - _NUMBER / 2 >= free:
            told = decimal(place.position)
            half = widest(told, _SIZE) / 2
            middle = min(max(x, half), width - half)
            parts.append(text(middle, y + 4, told, text_anchor="middle", class_="tick"))
            free = x + _NUMBER / 2 + 2
    return parts, y + 9
