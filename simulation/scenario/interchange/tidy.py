"""Reads a table in the tidy layout: one row for each delegation and issue."""

from collections.abc import Sequence

from simulation.scenario.interchange.headings import COLUMNS
from simulation.scenario.interchange.positions import Positions
from simulation.scenario.interchange.table_rows import Row

__all__ = ["read_tidy"]

_WHO, _WHAT, _POSITION, _SALIENCE, _CAPABILITY = range(len(COLUMNS))


def read_tidy(rows: Sequence[Row], positions: Positions) -> None:
    """Gather the positions of rows whose cells are in the order of `COLUMNS`."""
    for row in rows:
        _take(row, positions)


def _take(row: Row, positions: Positions) -> None:
    who = positions.name(row, _WHO, "actor")
    what = positions.name(row, _WHAT, "issue")
    seat = positions.seat(who, row.at(_WHO)) if who else None
    question = positions.question(what, row.at(_WHAT)) if what else None
    if seat is not None:
        positions.take_capability(seat, row, _CAPABILITY, "capability")
    if seat is not None and question is not None:
        positions.take_entry(row, who, what, cells=(_POSITION, _SALIENCE))
        return
    for place, column in (
        (_POSITION, "position"),
        (_SALIENCE, "salience"),
    ):  # what is wrong with them is said too
        if row.cell(place):
            positions.number(row, place, column)
