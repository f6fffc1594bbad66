"""A table of somebody else's as rows of cells, each of which knows where it stands."""

import csv
import io
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from simulation.errors import StudyError
from simulation.scenario.problems import Mark, Problem, Problems, as_text
from simulation.scenario.strict_yaml import MAX_BYTES, is_ordinary
from simulation.words import listed, numbered, say

__all__ = [
    "Sheet",
    "SheetRow",
    "by_name",
    "is_day",
    "is_filled",
    "lacks",
    "note_once",
    "number",
    "parsed",
    "read_sheet",
    "refused",
    "stop_at",
]

_SEPARATORS: Final = "\t;,"
_DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AND_NUMBER: Final = re.compile("([^0-9]*)([0-9]*)")
_NUMBER: Final = re.compile("[+-]?([0-9]+[.,]?[0-9]*|[.,][0-9]+)([eE][+-]?[0-9]+)?")
_NOTHING: Final = frozenset({"", ".", "-", "na", "n/a", "n.a.", "#n/a", "null"})
"""How tables write that there is no value."""
_NAMELESS: Final = _NOTHING | {"nan"}
"""What is no word and no name. In a column of numbers `nan` is not nothing: it is left of a sum that went wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One row under its header."""

    file: str
    line: int
    header: tuple[str, ...]
    cells: tuple[str, ...]

    def text(self, column: str) -> str:
        """Return the word or name in a column, nothing if there is no such column or no value."""
        found = self.cell(column)
        return "" if found.lower() in _NAMELESS else found

    def is_empty(self, column: str) -> bool:
        """Return whether a column of numbers has no value here, or there is no such column; `nan` is a value."""
        return self.cell(column).lower() in _NOTHING

    def cell(self, column: str) -> str:
        """Return the same as it is written, `n/a` too."""
        return self.cells[self.header.index(column)].strip() if column in self.header else ""

    def mark(self, column: str) -> Mark:
        """Return where the cell stands; its column is its number in the row, from 1."""
        return Mark(self.file, self.line, self.header.index(column) + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A whole table."""

    file: str
    header: tuple[str, ...]
    rows: Sequence[SheetRow]
    torn: Sequence[tuple[Mark, str]]
    """What is wrong with rows that could not be read, each with its place: `lacks` says it."""


def read_sheet(path: Path) -> Sheet:
    """Return a table whose cells are parted by tabs, semicolons or commas, whichever parts its header most.

    Raises:
        OSError: if there is no such file or it cannot be opened.
        StudyError: if it is no ordinary file, larger than any file of ours may be, or no text.
    """
    file = str(path)
    if not is_ordinary(path):
        raise refused(file, say("problem.file.not_ordinary"))
    with path.open("rb") as opened:
        raw = opened.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        too_large = say("backtest.problem.large", most=MAX_BYTES // 1_000_000)
        raise StudyError(f"{file}: {too_large}")
    if b"\0" in raw:
        raise refused(file, say("backtest.problem.no_text"))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")  # never fails; accents are in names that nobody reads here
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[SheetRow] = []
    torn: list[tuple[Mark, str]] = []
    header: tuple[str, ...] = ()
    line = 1
    try:
        header = tuple(cell.strip() for cell in next(reader, []))
        line = reader.line_num + 1
        for cells in reader:
            here, line = line, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            # Blank cells beyond the header do no harm.
            if len(cells) < len(header) or any(cell.strip() for cell in cells[len(header) :]):
                wrong = say("backtest.problem.cells", n=len(cells), valid=len(header))
                torn.append((Mark(file, here, 1), wrong))
            else:
                rows.append(SheetRow(file=file, line=here, header=header, cells=tuple(cells[: len(header)])))
    except csv.Error as error:
        torn.append((Mark(file, line, 1), say("backtest.problem.row", why=error)))
    return Sheet(file=file, header=header, rows=rows, torn=torn)


def lacks(
    sheet: Sheet, needed: Sequence[str], problems: Problems, *, also: Sequence[str] = (), valid: str
) -> bool:
    """Return whether a table is none of its kind, for want of rows or columns; rows that are torn are said, too.

    Args:
        sheet: The table.
        needed: Columns that have to be there, each once.
        problems: Told what is wrong: with the header alone where that is of another table.
        also: Columns that may be there, once.
        valid: What to say is valid.
    """
    top = Mark(sheet.file, 1, 1)
    missing = [column for column in dict.fromkeys(needed) if column not in sheet.header]
    twice = [column for column in dict.fromkeys((*needed, *also)) if sheet.header.count(column) > 1]
    is_empty = not any(sheet.header) or not (missing or sheet.rows or sheet.torn)
    if is_empty:
        problems.add(top, say("backtest.problem.nothing", valid=valid))
        return True
    if missing:
        told = {"names": listed(missing), "valid": valid}
        problems.add(top, numbered("backtest.problem.columns", len(missing), **told))
    if twice:
        problems.add(top, say("backtest.problem.twice", names=listed(twice)))
    if missing or twice:
        return True
    for mark, message in sheet.torn:
        problems.add(mark, message)
    return False


def is_filled(row: SheetRow, columns: Sequence[str], problems: Problems) -> bool:
    """Return whether there is a name in all of these cells; those without one are said."""
    empty = [column for column in columns if not row.text(column)]
    for column in empty:
        written = row.cell(column)
        key = "backtest.problem.no_name" if written else "problem.table.empty"
        problems.add(row.mark(column), say(key, column=column, value=repr(written)))
    return not empty


def note_once(row: SheetRow, column: str, key: object, lines: dict[object, int], problems: Problems) -> None:
    """Note on which line a key stands; if it stands on another one already, that is said of this row."""
    first = lines.setdefault(key, row.line)
    if first != row.line:
        told = {"key": row.text(column), "line": first}
        problems.add(row.mark(column), say("backtest.problem.row_twice", **told))


def parsed(row: SheetRow, column: str) -> float | None:
    """Return the number in a cell, with a decimal point or comma; None if there is nothing, NaN if it is no number."""
    if row.is_empty(column):
        return None
    text = row.cell(column)
    value = float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else math.nan
    return value if math.isfinite(value) else math.nan


def number(row: SheetRow, column: str, problems: Problems) -> float | None:
    """Return the number in a cell; None if there is none, or something else, which is said."""
    value = parsed(row, column)
    if value is not None and math.isnan(value):
        told = {"column": column, "value": repr(row.cell(column))}
        problems.add(row.mark(column), say("backtest.problem.number", **told))
        return None
    return value


def stop_at(problems: Problems) -> None:
    """Raise a `StudyError` that lists every problem with line and number of the cell, if there is one."""
    if problems:
        raise StudyError(as_text(problems.sorted()))


def refused(file: str | Path, why: str) -> StudyError:
    """Return what to raise of a table that can be read and yet is of no use."""
    return StudyError(str(Problem(str(file), None, None, why)))


def by_name(name: str) -> tuple[tuple[tuple[str, int, str], ...], str]:
    """Return what names are sorted by before anything is drawn: the order of rows in a file moves no result.

    A number in a name counts as a number; no two names sort alike.

    >>> sorted(["R/10", "R/9b", "R/9", "R/09"], key=by_name)
    ['R/09', 'R/9', 'R/9b', 'R/10']
    """
    parts = [(text, digits.lstrip("0")) for text, digits in _AND_NUMBER.findall(name)]
    return tuple((text, len(digits), digits) for text, digits in parts), name


def is_day(text: str) -> bool:
    """Return whether this is a day of the calendar, such as 2018-12-05.

    >>> is_day("2018-12-05"), is_day("2018-13-05"), is_day("2018-12")
    (True, False, False)
    """
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
