"""Reads a table of KTAB's spatial model: a row about the table, a heading, then one row for each delegation.

The first row holds name, description, how many delegations and how many dimensions; the heading three columns (name,
description, power) and then position and salience of each dimension; scales go from 0 to 100.
"""

import re
from collections.abc import Sequence
from typing import Final

from simulation.scenario.interchange.positions import MAX_NAME, Positions
from simulation.scenario.interchange.table_rows import Row
from simulation.words import say

__all__ = ["SCALE", "is_ktab", "read_ktab"]

SCALE: Final = (0.0, 100.0)
"""Ends of every position and salience."""
_BEFORE: Final = 3
"""Columns before those of the first dimension."""
_COUNTS: Final = (2, 3)
"""Cells of the first row that say how many delegations and dimensions there are."""
_COUNT: Final = re.compile(r"[0-9]{1,6}")
_KIND: Final = re.compile(r"\b(position|pstn|pos)(?=\b|\d)[ _]*", re.IGNORECASE)


def is_ktab(rows: Sequence[Row]) -> bool:
    """Return whether the first row counts delegations and dimensions, and at least one count is right."""
    if not all(_COUNT.fullmatch(rows[0].cell(place)) for place in _COUNTS):
        return False
    n_seats, n_dimensions = (int(rows[0].cell(place)) for place in _COUNTS)
    return len(rows) - 2 in {-1, n_seats} or _width(rows[1]) == _BEFORE + 2 * n_dimensions


def read_ktab(rows: Sequence[Row], positions: Positions) -> None:
    """Gather the positions of such a table."""
    first = rows[0]
    said = [_count(first, place, positions) for place in _COUNTS]
    positions.title = positions.text(first, 0, MAX_NAME)
    positions.about = positions.text(first, 1)
    if 0 in said or len(rows) == 1:
        positions.problems.add(first.mark, say("problem.import.ktab.heading"))
        return
    n_seats, n_dimensions = said
    names = _dimensions(rows[1], n_dimensions, positions)
    for name in names:
        positions.question(name, rows[1].mark)
    if len(rows) - 2 != n_seats:
        text = say("problem.import.ktab.delegations", said=n_seats, n=len(rows) - 2)
        positions.problems.add(first.at(_COUNTS[0]), text)
    for row in rows[2:]:
        _take(row, names, positions)


def _count(row: Row, place: int, positions: Positions) -> int:
    text = row.cell(place)
    if _COUNT.fullmatch(text):
        return int(text)
    positions.problems.add(row.at(place), say("problem.import.ktab.count", value=repr(text[:30])))
    return 0


def _width(heading: Row) -> int:
    return len(heading.cells) - (not heading.cells[-1])


def _dimensions(heading: Row, n: int, positions: Positions) -> list[str]:
    """Return a name for each dimension, from the heading of its positions."""
    width = _width(heading)
    if width != _BEFORE + 2 * n:
        text = say("problem.import.ktab.dimensions", said=n, valid=_BEFORE + 2 * n, n=width)
        positions.problems.add(heading.mark, text)
        n = max(0, min(n, (width - _BEFORE) // 2))
    names: list[str] = []
    for number in range(n):
        place = _BEFORE + 2 * number
        bare = _KIND.sub("", positions.text(heading, place, MAX_NAME)).strip(" _-:")
        fallback = say("import.dimension", n=number + 1)
        names.append(fallback if not bare or bare.isdigit() or bare in names else bare)
    return names


def _take(row: Row, names: Sequence[str], positions: Positions) -> None:
    width = _BEFORE + 2 * len(names)
    if any(row.cells[width:]):
        positions.problems.add(row.at(width), say("problem.table.cells", n=len(row.cells), valid=width))
        return
    who = positions.name(row, 0, "name")
    if not who:
        return
    if who in positions.seats:
        line = positions.seats[who].mark.line
        positions.problems.add(row.mark, say("problem.table.row_twice", row=who, line=line))
        return
    seat = positions.seat(who, row.mark)
    if seat is None:
        return
    seat.about = positions.text(row, 1)
    positions.take_capability(seat, row, 2, "power")
    for number, name in enumerate(names):
        place = _BEFORE + 2 * number
        positions.take_entry(row, who, name, cells=(place, place + 1))
