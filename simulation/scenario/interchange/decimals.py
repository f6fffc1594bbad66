"""Finds out whether a table writes decimals behind a comma, and writes them behind a point."""

import re
from collections.abc import Container, Sequence
from dataclasses import replace
from typing import Final

from simulation.scenario.interchange.table_rows import Row, Sheet

__all__ = ["is_number", "with_points"]

_GROUPS: Final = "[ .'\u2019\u00a0\u202f]"
_COMMA: Final = re.compile(
    rf"[-+\u2212]?(?:[0-9]*|[0-9]{{1,3}}(?:{_GROUPS}[0-9]{{3}})+),[0-9]+(?:[eE][-+]?[0-9]+)?(?: ?%)?"
)
"""A number with its decimals behind a comma; in front of it there may be groups of three digits."""
_UNSURE: Final = re.compile(r"[-+\u2212]?[1-9][0-9]{0,2},[0-9]{3}(?: ?%)?")
"""What may as well be a whole number with a comma between thousands."""
_POINT: Final = re.compile(r"[-+\u2212]?(?:[0-9]*\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?)(?: ?%)?")
"""A number with a point before its decimals, or with commas between thousands."""
_NUMBER: Final = re.compile(r"[-+\u2212]?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)(?:[eE][-+]?[0-9]+)?(?: ?%)?")


def is_number(text: str) -> bool:
    """Return whether a cell holds a number, wherever its decimals stand.

    >>> is_number("0,5"), is_number("80 %"), is_number("Alba")
    (True, True, False)
    """
    return _NUMBER.fullmatch(text) is not None


def with_points(sheet: Sheet, *, mixes: bool = False) -> tuple[Sheet, bool]:
    """Return a sheet with a point before decimals, and whether it had commas there.

    It had if some number can be read in no other way. A number with a point speaks against it: for its column, and
    for all where commas separate the cells.

    Args:
        sheet: as it stands in the file.
        mixes: whether numbers and text stand side by side, as in a workbook: then numbers with a point say nothing.
    """
    sure, pointed = set[int](), set[int]()
    for row in sheet.rows:
        for place, cell in enumerate(row.cells):
            if _UNSURE.fullmatch(cell):
                continue
            if _COMMA.fullmatch(cell):
                sure.add(place)
            elif not mixes and _POINT.fullmatch(cell):
                pointed.add(place)
    if not sure - pointed or (pointed and sheet.separator == ","):
        return sheet, False
    return replace(sheet, rows=_rewritten(sheet.rows, pointed)), True


def _rewritten(rows: Sequence[Row], pointed: Container[int]) -> list[Row]:
    return [
        replace(
            row,
            cells=tuple(
                cell if place in pointed else _with_point(cell) for place, cell in enumerate(row.cells)
            ),
        )
        for row in rows
    ]


def _with_point(cell: str) -> str:
    if not _COMMA.fullmatch(cell):
        return cell
    whole, _, rest = cell.partition(",")
    return re.sub(_GROUPS, "", whole) + "." + rest
