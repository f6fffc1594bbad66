"""The delegations as a report names and marks them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from simulation.drawing import theme
from simulation.drawing.safe_text import clip
from simulation.drawing.svg import glyph, mark, tag
from simulation.storage import Run, rows_of
from simulation.words import say

__all__ = ["Group", "People", "Person", "group_of", "people_of"]

_LONGEST: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One delegation: its name, and its mark in the colour of its final group."""

    key: str
    name: str
    """Short enough for a list."""
    full: str
    glyph: Markup
    slot: int
    decides: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One coalition: letter, name and colour."""

    letter: str
    name: str
    short: str
    """Its name in pictures."""
    glyph: Markup
    tone: str


type People = Mapping[str, Person]


def people_of(run: Run) -> People:
    """Return the delegations by key, coloured by the coalition they were in after the last session."""
    last = run.history.label[-1].tolist()
    people = {}
    for row, label in zip(rows_of(run.tables["delegations"]), last, strict=True):
        slot = run.history.coalitions[label].slot if label >= 0 else -1
        people[row["delegation"]] = Person(
            key=row["delegation"],
            name=clip(row["short"], _LONGEST),
            full=row["name"],
            glyph=glyph(mark(0.0, 0.0, 5.2, kind=row["kind"], slot=slot, solid=row["decides"])),
            slot=slot,
            decides=row["decides"],
        )
    return people


def group_of(run: Run, coalition: int) -> Group:
    """Return a coalition; -1: those in none."""
    if coalition < 0:
        return Group(letter="", name=say("report.no_group"), short="", glyph=_swatch(-1), tone=theme.tone(-1))
    item = run.history.coalitions[coalition]
    return Group(
        letter=item.letter,
        name=str(item.name),
        short=str(item.short),
        glyph=_swatch(item.slot),
        tone=theme.tone(item.slot),
    )


def _swatch(slot: int) -> Markup:
    square = tag("rect", x=-5, y=-5, width=10, height=10, rx=2, style=f"fill:{theme.fill(slot)}")
    return glyph(square, reach=6.0, size=12)
