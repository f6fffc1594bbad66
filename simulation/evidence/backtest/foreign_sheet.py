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
from simulation.scenario.strict_yaml import MAX_BYTES
from simulation.words import say

__all__ = ["Sheet", "SheetRow", "is_day", "number", "read_sheet", "refused", "stop_at"]

_SEPARATORS: Final = "\t;,"
_DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NOTHING: Final = frozenset({"", ".", "-", "na", "n/a", "n.a.", "#n/a", "nan", "null"})
"""How tables write that there is no value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One row under its header."""

    file: str
    line: int
    header: tuple[str, ...]
    cells: tuple[str, ...]

    def text(self, column: str) -> str:
        """Return what stands in a column, nothing if there is no such column or no value."""
        found = self.cell(column)
        return "" if found.lower() in _NOTHING else found

    def cell(self, column: str) -> str:
        """Return the same as it is written, `NaN` too."""
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


def read_sheet(path: Path, problems: Problems) -> Sheet:
    """Return a table whose cells are parted by tabs, semicolons or commas, whichever parts its header most.

    What cannot be read is said in `problems`.

    Raises:
        OSError: if there is no such file or it cannot be opened.
        StudyError: if it is larger than any file of ours may be.
    """
    file = str(path)
    with path.open("rb") as opened:
        raw = opened.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        too_large = say("backtest.problem.large", most=MAX_BYTES // 1_000_000)
        raise StudyError(f"{file}: {too_large}")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")  # never fails; accents are in names that nobody reads here
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[SheetRow] = []
    header: tuple[str, ...] = ()
    try:
        header = tuple(cell.strip() for cell in next(reader, []))
        line = reader.line_num + 1
        for cells in reader:
            here, line = line, reader.line_num + 1
            row = _row(cells, header, Mark(file, here, 1), problems)
            if row is not None:
                rows.append(row)
    except csv.Error as error:
        problems.add(Mark(file, reader.line_num, 1), say("backtest.problem.row", why=error))
    return Sheet(file=file, header=header, rows=rows)


def number(row: SheetRow, column: str, problems: Problems) -> float | None:
    """Return the number in a cell, with a decimal point or comma; None if there is none, or no number."""
    text = row.text(column)
    if not text:
        return None
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        problems.add(row.mark(column), say("backtest.problem.number", column=column, value=repr(text)))
        return None
    return value


def stop_at(problems: Problems) -> None:
    """Raise a `StudyError` that lists every problem with line and number of the cell, if there is one."""
    if problems:
        raise StudyError(as_text(problems.sorted()))


def refused(file: str | Path, why: str) -> StudyError:
    """Return what to raise of a table that can be read and yet is of no use."""
    return StudyError(str(Problem(str(file), None, None, why)))


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


def _row(cells: list[str], header: tuple[str, ...], mark: Mark, problems: Problems) -> SheetRow | None:
    """Return a row; None if it is blank or has not as many cells as the header, beyond blank ones at its end."""
    if not any(cell.strip() for cell in cells):
        return None
    beyond = cells[len(header) :]
    if len(cells) < len(header) or any(cell.strip() for cell in beyond):
        problems.add(mark, say("backtest.problem.cells", n=len(cells), valid=len(header)))
        return None
    assert mark.line is not None  # noqa: S101 - rows have one
    return SheetRow(file=mark.file, line=mark.line, header=header, cells=tuple(cells[: len(header)]))
