"""Reads how a sheet of a workbook looks beside its values: what is hidden, what is merged, where its rows end."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from simulation.scenario.interchange.table_rows import MAX_CELLS, MAX_ROWS, Looks, Row, Sheet

__all__ = ["note_looks"]

_ROW: Final = re.compile(rb"<(?:\w+:)?row\b([^<>]*)>")
_COLUMN: Final = re.compile(rb"<(?:\w+:)?col\b([^<>]*)>")
_MERGED: Final = re.compile(
    rb"""<(?:\w+:)?mergeCell\b[^<>]*\bref=["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']"""
)
_HIDDEN: Final = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_NUMBER: Final = re.compile(rb"""\b(r|min|max)=["'](\d{1,7})["']""")
_VALUES: Final = (b"<v>", b"<t>", b":v>", b":t>")
_MOST: Final = 10 * MAX_ROWS
"""Rows of merged cells that are looked at."""


def note_looks(sheets: Sequence[Sheet], data: bytes, parts: Mapping[str, str]) -> None:
    """Note in sheets what is hidden in them and where they end; fill merged cells down.

    Args:
        sheets: as they were read.
        data: the workbook.
        parts: where each sheet stands in it, by its title.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for sheet in sheets:
            text = packed.read(parts[sheet.title].lstrip("/"))
            sheet.looks = replace(_looks(text), merged=_fill_down(sheet.rows, text))


def _looks(text: bytes) -> Looks:
    end = max(map(text.rfind, _VALUES))
    hidden, number, last = set(), 0, 0
    for row in _ROW.finditer(text):
        number = _numbers(row[1]).get(b"r", number + 1)
        if _HIDDEN.search(row[1]):
            hidden.add(number)
        if row.start() < end:
            last = number
    spans = [_numbers(column[1]) for column in _COLUMN.finditer(text) if _HIDDEN.search(column[1])]
    columns = tuple((span.get(b"min", 0), span.get(b"max", 0)) for span in spans)
    return Looks(hidden_rows=frozenset(hidden), hidden_columns=columns, last=last)


def _numbers(told: bytes) -> dict[bytes, int]:
    return {name: int(value) for name, value in _NUMBER.findall(told)}


def _fill_down(rows: list[Row], text: bytes) -> int:
    """Give each row of a cell that is merged over rows what stands in the first; return how many cells did."""
    places = {row.mark.line: place for place, row in enumerate(rows)}
    looked_at = merged = 0
    for column, first, last in _merged(text):
        looked_at += last - first
        if looked_at > _MOST:
            break
        value = rows[places[first]].cell(column) if first in places else ""
        below = [places[line] for line in range(first + 1, last + 1) if line in places]
        for place in below if value else ():
            cells = rows[place].cells + ("",) * (column + 1 - len(rows[place].cells))
            rows[place] = replace(rows[place], cells=(*cells[:column], value, *cells[column + 1 :]))
        merged += bool(value and below)
    return merged


def _merged(text: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield the column, from 0, and the first and last row of cells that are merged over rows of one column."""
    for cell in _MERGED.finditer(text):
        if cell[1] == cell[3] and int(cell[2]) < int(cell[4]):
            column = 0
            for letter in cell[1]:
                column = 26 * column + letter - ord("A") + 1
            if column <= MAX_CELLS:
                yield column - 1, int(cell[2]), int(cell[4])
