"""Writes tables as a workbook (.xlsx): a sheet each, headings that stay in sight, nothing that acts as a formula."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from simulation.called import COMMAND
from simulation.errors import RecordError
from simulation.extras import is_there, missing
from simulation.scenario.interchange.table_rows import guarded
from simulation.words import say

__all__ = ["SheetTable", "workbook_of"]

MAX_SHEET_ROWS: Final = 1_048_575
"""Rows of a sheet below its headings."""
_WIDEST: Final = 60
_MEASURED: Final = 200
"""Rows from which the width of a column is taken."""
_LONGEST: Final = 32_000
"""Characters of a cell; a spreadsheet takes few more."""
_UNFIT: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PRECISE: Final = 2**53
_PROPERTIES: Final = "docProps/core.xml"
_WRITTEN: Final = re.compile(rb">\d{4}-\d\d-\d\dT[\d:]+Z<")
_ALWAYS: Final = b"2000-01-01T00:00:00Z"
"""In place of the time of writing."""


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A table that becomes a sheet."""

    title: str
    """At most 31 characters, none of them one of `:/?*[]` or a backslash."""
    heading: Sequence[str]
    rows: Sequence[Sequence[object]]


def workbook_of(tables: Iterable[SheetTable]) -> bytes:
    """Return a workbook with a sheet for each table: numbers as numbers, truth values as such, all else as text.

    Raises:
        RecordError: if what writes workbooks is not installed, or a table is longer than a sheet.
    """
    if not is_there("openpyxl"):
        raise RecordError(missing("openpyxl", say("extras.workbook")))
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for table in tables:
        if len(table.rows) > MAX_SHEET_ROWS:
            raise RecordError(say("problem.workbook.long", table=table.title, most=MAX_SHEET_ROWS))
        _write(book, table)
    book.properties.creator = COMMAND
    file = io.BytesIO()
    book.save(file)
    return _without_clock(file.getvalue())


def _without_clock(book: bytes) -> bytes:
    """Return a workbook that says nothing of when it was written: the same tables are the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            part = given.read(name)
            if name == _PROPERTIES:
                part = _WRITTEN.sub(b">" + _ALWAYS + b"<", part)
            made.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _write(book: Any, table: SheetTable) -> None:  # noqa: ANN401 - its types do not know sheets that are only written
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(table.title)
    sheet.freeze_panes = "A2"
    for place, width in enumerate(_widths(table), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width

    def cell(value: object) -> Any:  # noqa: ANN401 - as above
        fit = _fit(value)
        made = WriteOnlyCell(sheet, value=fit)
        if isinstance(fit, str):
            made.data_type = "s"  # else a text that begins with = became a formula
        return made

    heads = [cell(head) for head in table.heading]
    for head in heads:
        head.font = Font(bold=True)
        head.alignment = Alignment(vertical="top")
    sheet.append(heads)
    for row in table.rows:
        sheet.append([cell(value) for value in row])


def _fit(value: object) -> str | float | None:
    """Return what a cell takes: a text that steers a spreadsheet is guarded as it is in CSV.

    >>> _fit("=1+1"), _fit(0.5), _fit(True), _fit(("a", "b")), _fit(None), _fit(float("nan"))
    ("'=1+1", 0.5, True, 'a; b', None, None)
    """
    if hasattr(value, "item"):
        value = value.item()  # a number of NumPy
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        is_plain = value == value and abs(value) != float("inf")  # noqa: PLR0124 - it is not where it is no number
        return (value if abs(value) <= _PRECISE else str(value)) if is_plain else None
    text = "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return guarded(_UNFIT.sub("\ufffd", text[:_LONGEST])) or None


def _widths(table: SheetTable) -> list[int]:
    rows = [table.heading, *table.rows[:_MEASURED]]
    longest = [max(len(str(row[place])) for row in rows) for place in range(len(table.heading))]
    return [min(_WIDEST, width + 2) for width in longest]
