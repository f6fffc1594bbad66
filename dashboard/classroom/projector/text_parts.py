"""Fits the text of a table on the projector: as large as it can be, else in parts that follow each other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import ceil
from typing import Final

from dashboard.classroom.table_text import ClauseShown

__all__ = ["Parts", "in_parts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """A size of type: how many letters go into a line, and how many lines into one of two columns."""

    name: str
    letters: int
    lines: float


_SCALES: Final = (
    _Scale(name="large", letters=49, lines=16.0),
    _Scale(name="medium", letters=59, lines=19.0),
    _Scale(name="small", letters=71, lines=23.5),
)
"""Largest first, for a projector of 16 to 9 and a title of two lines."""
_MESSAGE: Final = 2.8
"""Lines of the smallest type that a message of the host takes."""
_FINE: Final = 12
"""How often a smaller column is tried, so that both are about as long."""

type Column = tuple[ClauseShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The clauses that are shown, part by part, each in two columns."""

    scale: str
    parts: tuple[tuple[Column, Column], ...]


def in_parts(clauses: Sequence[ClauseShown], *, messages: int = 0) -> Parts:
    """Return the clauses in the largest type in which all fit, else in several parts.

    If not all of them fit with their words, what is settled stands there by its name alone
    as long as something else is open.

    Args:
        clauses: In the order of the text.
        messages: Of the host, that take some of the room.
    """
    short = [clause if clause.is_open else replace(clause, wordings=()) for clause in clauses]
    if not any(clause.is_open for clause in clauses):
        short = list(clauses)  # nothing is left to negotiate, so the words are what there is to see
    for shown, scale in product((clauses, short), _SCALES):
        found = _columns(shown, scale, _room(scale, messages))
        if len(found) <= 2:  # noqa: PLR2004 - columns of a part
            return Parts(scale=scale.name, parts=(_pair(_level(shown, scale, _room(scale, messages))),))
    scale = _SCALES[-1]
    found = _columns(short, scale, _room(scale, messages))
    return Parts(
        scale=scale.name,
        parts=tuple(_pair(found[place : place + 2]) for place in range(0, len(found), 2)),
    )


def _room(scale: _Scale, messages: int) -> float:
    return scale.lines - messages * _MESSAGE * scale.lines / _SCALES[-1].lines


def _level(clauses: Sequence[ClauseShown], scale: _Scale, room: float) -> list[Column]:
    """Return two columns that are about as long as each other."""
    half = sum(_lines(clause, scale) for clause in clauses) / 2
    for step in range(_FINE):
        found = _columns(clauses, scale, half + (room - half) * step / _FINE)
        if len(found) <= 2:  # noqa: PLR2004 - columns of a part
            return found
    return _columns(clauses, scale, room)


def _columns(clauses: Sequence[ClauseShown], scale: _Scale, room: float) -> list[Column]:
    """Return the clauses in columns of so many lines; one that is longer has a column of its own."""
    columns: list[list[ClauseShown]] = [[]]
    left = room
    for clause in clauses:
        high = _lines(clause, scale)
        if high > left and columns[-1]:
            columns.append([])
            left = room
        columns[-1].append(clause)
        left -= high
    return [tuple(column) for column in columns]


def _pair(columns: Sequence[Column]) -> tuple[Column, Column]:
    return columns[0], columns[1] if len(columns) > 1 else ()


def _lines(clause: ClauseShown, scale: _Scale) -> float:
    found = 0.7 + ceil(len(f"{clause.label} {clause.title} {clause.status}") / scale.letters)
    for wording in clause.wordings:
        found += ceil((len(wording.text) + 4) / scale.letters)
        found += ceil(sum(len(one.name) + 5 for one in wording.holders) / scale.letters)
    if clause.owners:
        found += ceil((18 + sum(len(one.name) + 5 for one in clause.owners)) / scale.letters)
    return found
