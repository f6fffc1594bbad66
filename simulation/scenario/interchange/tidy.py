"""Reads a tidy table: a heading, then one row for each delegation and issue."""

from collections.abc import Sequence
from typing import Final

from simulation.scenario.interchange.positions import Positions
from simulation.scenario.interchange.rows import Row
from simulation.words import meant, say

__all__ = ["COLUMNS", "is_tidy", "read_tidy"]

COLUMNS: Final = ("actor", "issue", "position", "salience", "capability")
"""The columns of a tidy table in the order in which it is written; in any order when it is read."""
_COMPARED: Final = 30
"""Characters of a heading that may have been meant as another."""
_SPELT: Final = {"delegation": "actor", "power": "capability"}


def _headings(row: Row) -> list[str]:
    cells = [cell.casefold() for cell in row.cells]
    return [_SPELT.get(cell, cell) for cell in cells]


def is_tidy(rows: Sequence[Row]) -> bool:
    """Return whether the first row looks like the heading of a tidy table, if perhaps not a complete one."""
    found = set(_headings(rows[0]))
    return "position" in found and not found.isdisjoint({"actor", "issue"})


def read_tidy(rows: Sequence[Row], positions: Positions) -> None:
    """Gather the positions of a tidy table."""
    heading, headings = rows[0], _headings(rows[0])
    places: dict[str, int] = {}
    unused = []
    for place, column in enumerate(headings):
        if column in places:
            text = say("problem.table.column_twice", column=repr(heading.cell(place)))
            positions.problems.add(heading.at(place), text)
        elif column in COLUMNS:
            places[column] = place
        elif column:
            unused.append(positions.text(heading, place))
    for column in COLUMNS:
        if column not in places:
            near = meant(column, [other for other in unused if len(other) <= _COMPARED])
            positions.problems.add(
                heading.mark, say("problem.import.missing", column=repr(column), near=near)
            )
    if len(places) < len(COLUMNS):
        return
    if unused:
        positions.notes.append(say("import.unused", columns=", ".join(filter(None, unused[:20]))))
    for row in rows[1:]:
        _take(row, len(headings), places, positions)


def _take(row: Row, width: int, places: dict[str, int], positions: Positions) -> None:
    if any(row.cells[width:]):
        positions.problems.add(row.at(width), say("problem.table.cells", n=len(row.cells), valid=width))
        return
    who = positions.name(row, places["actor"], "actor")
    what = positions.name(row, places["issue"], "issue")
    seat = positions.seat(who, row.mark) if who else None
    question = positions.question(what, row.mark) if what else None
    if seat is not None:
        positions.take_capability(seat, row, places["capability"], "capability")
    cells = places["position"], places["salience"]
    if seat is not None and question is not None:
        positions.take_entry(row, who, what, cells=cells)
        return
    for column in ("position", "salience"):  # what is wrong with them is said too
        if row.cell(places[column]):
            positions.number(row, places[column], column)
