"""Reads two rows of headings as one.

Names stand over merged, empty or repeated cells, and below them what each column holds; or the other way round.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from simulation.scenario.interchange.decimals import is_number
from simulation.scenario.interchange.headings import said_by
from simulation.scenario.interchange.rows import Row, Sheet, Stacked

__all__ = ["unstacked"]

_LOOKED_AT: Final = 12
"""Rows among which the headings are looked for: titles and remarks may stand above them."""
_HOLDS: Final = ("position", "salience")
_JOINED: Final = "{} / {}"


def unstacked(sheet: Sheet) -> tuple[int, Sheet] | None:
    """Return how many rows stand above two rows of headings, and the sheet with one for both; None: not so."""
    rows = sheet.rows
    for place in range(min(_LOOKED_AT, len(rows) - 2)):
        upper, lower = rows[place : place + 2]
        below = rows[place + 2 :]
        found = _of_numbers(below, _stacks(upper, lower) or _stacks(upper, lower, names_below=True))
        if not all(one.is_salience for one in found.values()):
            heading = _joined(upper, lower, found)
            lines = upper.mark.line or 0, lower.mark.line or 0
            return place, replace(sheet, rows=[heading, *below], stacked=found, stacked_in=lines)
    return None


def _stacks(upper: Row, lower: Row, *, names_below: bool = False) -> Mapping[int, Stacked]:
    """Return the columns that one row names and of which the other says what they hold; nothing if it is not so."""
    carried = _carried(upper, lower)
    found: dict[int, Stacked] = {}
    apart = set()
    for place in range(max(len(upper.cells), len(lower.cells))):
        above, below = carried.get(place, ""), lower.cell(place)
        name, holds = (below, above) if names_below else (above, below)
        role = said_by(holds)
        if name and role in _HOLDS and not said_by(name) and not is_number(name):
            found[place] = Stacked(name=name, holds=holds, is_salience=role == "salience")
        else:
            apart |= {said_by(cell) for cell in (upper.cell(place), below)}
    stands = [one.name for one in found.values() if not one.is_salience]
    is_tidy = {"actor", "issue"} <= apart or "position" in apart
    has_title = not names_below and len(set(stands)) == 1 and not _begins_there(upper, found)
    is_plain = len(stands) == len(found) == 1
    return {} if not stands or is_tidy or has_title or is_plain else found


def _carried(upper: Row, lower: Row) -> dict[int, str]:
    """Return what stands over each column: its own cell, else the one before it but for that over the delegations."""
    found = {}
    carried = ""
    for place in range(max(len(upper.cells), len(lower.cells))):
        if upper.cell(place):
            names_rows = place == 0 or said_by(lower.cell(place)) in {"actor", "issue"}
            carried = "" if names_rows else upper.cell(place)
        found[place] = carried
    return found


def _begins_there(upper: Row, found: Mapping[int, Stacked]) -> bool:
    """Return whether all that the upper row says stands over columns of numbers: else it is a title."""
    return {place for place, cell in enumerate(upper.cells) if cell} <= found.keys()


def _of_numbers(rows: Sequence[Row], found: Mapping[int, Stacked]) -> Mapping[int, Stacked]:
    """Return those of the columns of which half the cells at least are numbers."""
    cells = {place: [row.cell(place) for row in rows if row.cell(place)] for place in found}
    return {
        place: found[place]
        for place, own in cells.items()
        if own and sum(map(is_number, own)) * 2 >= len(own)
    }


def _joined(upper: Row, lower: Row, found: Mapping[int, Stacked]) -> Row:
    """Return one row of headings: a name with what the column holds, else what stands in the lower row or above it."""
    cells, marks = [], []
    for place in range(max(len(upper.cells), len(lower.cells))):
        one = found.get(place)
        cells.append(_JOINED.format(one.name, one.holds) if one else lower.cell(place) or upper.cell(place))
        marks.append((lower if lower.cell(place) else upper).at(place))
    return Row(tuple(cells), lower.mark, tuple(marks))
