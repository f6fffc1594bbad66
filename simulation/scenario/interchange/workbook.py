"""Reads the sheets of a workbook (.xlsx): values only, within limits, whatever else the file holds."""

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final, NoReturn

from simulation.extras import is_there, missing
from simulation.scenario.interchange.looks import note_looks
from simulation.scenario.interchange.table_rows import ROWS_READ, Sheet, take_rows
from simulation.scenario.problems import Mark, Problems
from simulation.scenario.strict_yaml import UnreadableError
from simulation.words import say

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

__all__ = ["is_packed", "read_workbook"]

MAX_UNPACKED: Final = 60_000_000
"""Bytes of all parts of a workbook together, and characters of all its cells: many may point to one text."""
_MAX_CELL: Final = 32_767
"""Characters of a cell, as spreadsheets have it."""
_MAX_PARTS: Final = 1_000
_MAX_SHEETS: Final = 100
_PACKED: Final = b"PK\x03\x04"
_OLD: Final = b"\xd0\xcf\x11\xe0"
"""How a workbook of before 2007 begins, and one with a password."""
_BOOK: Final = "xl/workbook.xml"
_DECLARED: Final = ("<!DOCTYPE", "<!ENTITY")
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s>/]")


def is_packed(data: bytes) -> bool:
    """Return whether a file is a workbook, or something else that no text is."""
    return data.startswith((_PACKED, _OLD))


def read_workbook(data: bytes, file: str, problems: Problems) -> list[Sheet]:
    """Return the sheets that can be seen and are not blank; say in `problems` what cannot be read.

    Formulas count by the value that stands for them in the file. Macros, links and pictures are not looked at.

    Raises:
        UnreadableError: if it is no workbook, or one beyond the limits; the reason is added to `problems`.
    """
    if not is_there("openpyxl"):
        problems.add(Mark(file), missing("openpyxl", say("extras.workbook")))
        raise UnreadableError
    if data.startswith(_OLD):
        _refuse(problems, file, "problem.workbook.old")
    try:
        has_formulas = _check_parts(data, file, problems)
        with warnings.catch_warnings(action="ignore"):  # of what it leaves aside: we ask for values only
            sheets = list(_sheets(data, file, problems))
            note_looks(sheets, data, _parts(data))
            if has_formulas:
                _check_formulas(data, file, problems)
    except UnreadableError:
        raise
    except Exception:  # noqa: BLE001 - a file that somebody made up can fail in any way; all mean the same
        _refuse(problems, file, "problem.workbook.damaged")
    return sheets


def _refuse(problems: Problems, file: str, key: str) -> NoReturn:
    problems.add(Mark(file), say(key))
    raise UnreadableError


def _check_parts(data: bytes, file: str, problems: Problems) -> bool:
    """Refuse what is no workbook or would fill the memory; return whether there are formulas."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = packed.infolist()
        if _BOOK not in {part.filename for part in parts}:
            _refuse(problems, file, "problem.workbook.other")
        # No more than this is unpacked of a part, whatever it holds.
        if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            _refuse_size(problems, Mark(file))
        has_formulas = False
        for part in parts:
            text = packed.read(part)  # whatever it is called: another part may name it as a sheet
            if any(word.encode(code) in text for word in _DECLARED for code in ("utf-8", "utf-16-le")):
                _refuse(problems, file, "problem.workbook.damaged")
            has_formulas |= bool(_FORMULA.search(text))
        return has_formulas


def _sheets(data: bytes, file: str, problems: Problems) -> Iterator[Sheet]:
    size = 0

    def texts(rows: Iterable[tuple[int, tuple[object, ...]]]) -> Iterator[tuple[int, list[str]]]:
        nonlocal size
        for line, values in rows:
            cells = [_text(value) for value in values]
            sizes = [len(cell) for cell in cells]
            size += sum(sizes)
            if size > MAX_UNPACKED or max(sizes, default=0) > _MAX_CELL:
                _refuse_size(problems, Mark(file, line, sizes.index(max(sizes)) + 1, title))
            yield line, cells

    for title, rows in _cells(_open(data, values=True)):
        sheet = Sheet(title=title)
        take_rows(sheet, texts(rows), file, problems)
        if sheet.rows:
            yield sheet


def _refuse_size(problems: Problems, mark: Mark) -> NoReturn:
    problems.add(mark, say("problem.workbook.large", most=MAX_UNPACKED // 10**6, longest=_MAX_CELL))
    raise UnreadableError


def _open(data: bytes, *, values: bool) -> "Workbook":
    from openpyxl import load_workbook

    return load_workbook(io.BytesIO(data), read_only=True, data_only=values, keep_links=False)


def _parts(data: bytes) -> dict[str, str]:
    """Return where each sheet stands in a workbook, by its title."""
    sheets = _open(data, values=True).worksheets
    return {
        _title(sheet.title): str(vars(sheet)["_worksheet_path"]) for sheet in sheets
    }  # it is said nowhere else


def _cells(book: "Workbook") -> Iterator[tuple[str, Iterator[tuple[int, tuple[object, ...]]]]]:
    """Yield the title of each sheet that can be seen, and its rows with their numbers."""
    for sheet in book.worksheets[:_MAX_SHEETS]:
        if sheet.sheet_state == "visible":
            sheet.reset_dimensions()  # what it says of itself may be wrong
            rows = sheet.iter_rows(max_row=ROWS_READ, values_only=True)
            yield _title(sheet.title), enumerate(islice(rows, ROWS_READ), start=1)


def _title(title: str) -> str:
    return " ".join(title.split())[:31] or "1"


def _check_formulas(data: bytes, file: str, problems: Problems) -> None:
    """Say where a formula stands of which the file does not hold the value."""
    for (title, rows), (_, formulas) in zip(
        _cells(_open(data, values=True)), _cells(_open(data, values=False)), strict=True
    ):
        for (line, values), (_, written) in zip(rows, formulas, strict=True):
            for place, (value, text) in enumerate(zip(values, written, strict=False), start=1):
                if value is None and text is not None:
                    problems.add(Mark(file, line, place, title), say("problem.workbook.formula"))


def _text(value: object) -> str:
    """Return what stands in a cell as a CSV file would have it, decimals behind a point.

    >>> [_text(value) for value in (None, 4.0, 0.5, True, "Alba", dt.date(2026, 5, 1))]
    ['', '4', '0.5', 'TRUE', 'Alba', '2026-05-01']
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004 - whole numbers are exact up to there
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)
