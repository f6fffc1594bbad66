"""Bars of 100 %: how the runs of each variant end, one bar below the other, its parts always in the same order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from simulation.drawing.rows import Paper, wrapped
from simulation.drawing.svg import drawing, ending_box, number, tag, text, width_of
from simulation.words import say

__all__ = ["Bar", "Part", "draw_bars"]

_TALL: Final = 30.0
_LINE: Final = 16.0
_HEAD: Final = 22.0
"""Height over a bar, for what is adopted and its bracket."""
_GAP: Final = 12.0
_NAMES: Final = 112.0
_SIZE: Final = 13.0
_INSIDE: Final = 7.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a bar."""

    ending: int
    """Class of endings: its fill."""
    share: float
    """0..1."""
    figure: str
    """The share in words."""
    label: str

    @property
    def words(self) -> str:
        """The share and what it is a share of."""
        return f"{self.figure} {self.label}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar."""

    name: str
    """Empty: there is one bar only."""
    parts: tuple[Part, ...]
    """Those that are there, from the left."""
    bracket: float = 0.0
    """How far the bracket above it reaches, 0..1."""
    bracket_words: str = ""
    strong: bool = False


def draw_bars(key: str, bars: Sequence[Bar], paper: Paper, *, title: str, description: str) -> Markup:
    """Return the bars, in their order."""
    above = paper.is_narrow and any(bar.name for bar in bars)
    left = 0.0 if paper.is_narrow or not any(bar.name for bar in bars) else _NAMES
    step = (_LINE if above else 0.0) + _HEAD + _TALL + _GAP
    parts = [
        part
        for place, bar in enumerate(bars)
        for part in _bar(bar, place * step, paper, left=left, above=above)
    ]
    height = step * len(bars) - _GAP + 2
    return drawing(
        key, paper.width, height, title=title, description=description, parts=parts, class_="chart"
    )


def _bar(bar: Bar, y: float, paper: Paper, *, left: float, above: bool) -> Iterator[Markup]:
    look = "strong" if bar.strong else None
    top = y + (_LINE if above else 0.0) + _HEAD
    if above:
        yield text(0.0, y + 12, bar.name, class_=look)
    elif left:
        lines = wrapped(bar.name, left - 10, most=2)
        for place, line in enumerate(lines):
            yield text(0.0, top + _TALL / 2 + 4.5 + _LINE * (place - (len(lines) - 1) / 2), line, class_=look)
    room = paper.width - left
    if bar.bracket > 0 and bar.bracket_words:
        yield from _bracket(bar, left, left + bar.bracket * room, top)
    x = left
    for part in bar.parts:
        yield _part(bar, part, x, top, part.share * room)
        x += part.share * room


def _bracket(bar: Bar, left: float, end: float, top: float) -> Iterator[Markup]:
    y = number(top - 5)
    path = f"M{number(left)},{number(top - 1)}V{y}H{number(end)}V{number(top - 1)}"
    yield tag("path", d=path, class_="bracket")
    at_end = width_of(bar.bracket_words, _SIZE, bold=True) < end - left
    anchor = "end" if at_end else "start"
    yield text(end if at_end else left, top - 9, bar.bracket_words, text_anchor=anchor, class_="strong")


def _part(bar: Bar, part: Part, x: float, top: float, width: float) -> Markup:
    """Return a part of a bar with its share, and with its name where there is room for both."""
    about = say("study.line", name=bar.name, words=part.words) if bar.name else part.words
    inside = [
        tag("title", about),
        ending_box(part.ending, x=x, y=top, width=width, height=_TALL),
    ]
    told = next(
        (
            each
            for each in (part.words, part.figure)
            if width_of(each, _SIZE, bold=True) + 2 * _INSIDE < width
        ),
        "",
    )
    if told:
        look = f"fill:var(--f{part.ending});stroke:var(--e{part.ending})"
        inside.append(text(x + _INSIDE, top + _TALL / 2 + 4.5, told, style=look, class_="strong halo"))
    return tag("g", *inside, class_="part")
