"""Reads a table row by row: finds its separator, cleans its cells, keeps where each stands.

In the marks of problems the column is the number of the cell in its row, counted from 1.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

from simulation.scenario.problems import Mark, Problems
from simulation.words import say

if TYPE_CHECKING:
    from _csv import Reader

__all__ = [
    "MAX_CELLS",
    "MAX_ROWS",
    "REMARK",
    "ROWS_READ",
    "Looks",
    "Row",
    "Sheet",
    "Stacked",
    "guarded",
    "is_marked",
    "read_rows",
    "take_rows",
]

MAX_ROWS: Final = 30_000
"""Rows of a table, those that hold no position included."""
ROWS_READ: Final = 2 * MAX_ROWS
"""Rows of a sheet that are looked at, blank ones too."""
MAX_CELLS: Final = 500
"""Cells of a row; a table of 60 issues in the widest layout has 123."""
REMARK: Final = "#/"
"""What begins a remark in a marked text, and what is left of it."""
_SEPARATORS: Final = "\t;|,"
_LOOKED_AT: Final = 12
"""Lines from which the separator is taken."""
_QUOTED: Final = re.compile(r'"[^"]*"')
_SAID: Final = re.compile(r"\s*\"?sep=([\t;|,])\"?[ \t]*(?:\r\n|\r|\n)", re.IGNORECASE)
"""The line by which a spreadsheet is told the separator; it is no row."""
_MARK: Final = re.compile(r"""(?:^|(?<=\r))\s*(['"]?)#[A-Z/]\1\s*([;,\t])""", re.MULTILINE)
"""A row of the marked text: what stands round its first cell, and what behind it."""
_REMARK: Final = re.compile(r"""(?:^|(?<=\r))[ \t]*['"]?#/[^\r\n]*""", re.MULTILINE)
"""A line that is a remark in such a text, whatever stands in it and however lines end."""
_STEERS: Final = re.compile(r"'*(?:[\t\r]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""How a cell begins that a spreadsheet may take for a formula, or that is guarded against that; also in full width."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not blank."""

    cells: tuple[str, ...]
    mark: Mark
    marks: tuple[Mark, ...] = ()
    """Where each cell stands, if that is not one behind the other."""
    spaced: frozenset[int] = frozenset()
    """Places of cells that had spaces round their text, or two where one counts."""

    def cell(self, place: int) -> str:
        """Return the text of a cell, counted from 0; nothing where the row ends before it."""
        return self.cells[place] if 0 <= place < len(self.cells) else ""

    def at(self, place: int) -> Mark:
        """Return where a cell stands, counted from 0."""
        if self.marks:
            return self.marks[place]
        return Mark(self.mark.file, self.mark.line, place + 1, self.mark.sheet)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """How a sheet of a workbook looks beside its values."""

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    """First and last, counted from 1."""
    merged: int = 0
    """Cells merged over rows; what stands in each was taken for all of them."""
    last: int = 0
    """The last row that holds something; it may stand below those that are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stacked:
    """What two rows of headings say of a column."""

    name: str
    """Of an issue or a delegation."""
    holds: str
    """The word for what stands in the column."""
    role: Literal["position", "salience", "aside"]
    """What that is; aside: the name is that of no issue, or the column says again what another says."""


@dataclass(slots=True, kw_only=True)
class Sheet:
    """The rows of a text, or of one sheet of a workbook."""

    title: str = ""
    """Of the sheet; a text has none."""
    rows: list[Row] = field(default_factory=list)
    separator: str = ""
    """Of the cells of a text."""
    is_marked: bool = False
    """Whether it is a text of Decide."""
    looks: Looks = Looks()
    stacked: Mapping[int, Stacked] = MappingProxyType({})
    """Columns that two rows of headings name, by their place from 0; the two are the first row by now."""
    stacked_in: tuple[int, int] | None = None
    """The lines in which these two stand."""
    units_in: int | None = None
    """The line of a row of units below them."""


def is_marked(text: str) -> bool:
    r"""Return whether the first row of a text begins with `#A`, `#/` and so on, as in the marked layout.

    >>> is_marked("#P;tax;How high?"), is_marked("'#A'\t'Alba'"), is_marked("actor,issue")
    (True, True, False)
    >>> is_marked("#/ from the archive, 2011\n#A;A1;Alba")
    True
    """
    return _MARK.match(_REMARK.sub("", text)) is not None


def guarded(text: str) -> str:
    r"""Return a text that no spreadsheet takes for a formula; `read_rows` takes the guard off again.

    >>> guarded("=1+1"), guarded("'=1+1"), guarded("\tAlba"), guarded("Alba")
    ("'=1+1", "''=1+1", "'\tAlba", 'Alba')
    """
    return f"'{text}" if _STEERS.match(text) else text


def _cleaned(cell: str) -> str:
    text = " ".join(cell.split())
    is_guarded = text.startswith("'") and _STEERS.match(cell.strip(" "))
    return text[1:].lstrip() if is_guarded else text


def read_rows(text: str, file: str, problems: Problems) -> Sheet:
    """Return the rows of a text that are not blank, at most `MAX_ROWS`; say in `problems` what cannot be read.

    The separator is a comma, a semicolon, a tab or a bar: what the text says (`sep=;`), whichever stands behind the
    first mark of a marked text, else whichever stands in most of the first lines.
    """
    line, marked = 1, None
    if said := _SAID.match(text):
        line += text.count("\n", 0, said.end()) or 1
        text = text[said.end() :]
    if is_marked(text):
        text = _REMARK.sub(REMARK, text)  # what stands in a remark is no cell, and may hold any sign
        marked = _MARK.search(text)
    quote = "'" if marked and marked[1] == "'" else '"'
    separator = marked[2] if marked else said[1] if said else _in_most_lines(text)
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=separator,
        quotechar=quote,
        skipinitialspace=True,
        strict=True,
    )
    sheet = Sheet(separator=separator, is_marked=marked is not None)
    lines = _Lines(reader, line)
    try:
        take_rows(sheet, lines, file, problems)
    except csv.Error as error:
        problems.add(Mark(file, line - 1 + reader.line_num, 1), say("problem.import.row", why=error))
    return sheet


@dataclass(slots=True)
class _Lines:
    """Rows of a text with the number of the line on which each starts."""

    reader: "Reader"
    first: int

    def __iter__(self) -> Iterator[tuple[int, Sequence[str]]]:
        start = self.first
        for cells in self.reader:
            yield start, cells
            start = self.first + self.reader.line_num


def take_rows(sheet: Sheet, rows: Iterable[tuple[int, Sequence[str]]], file: str, problems: Problems) -> None:
    """Add the rows that are not blank to a sheet, as far as they are not too many or too wide.

    Args:
        sheet: takes them.
        rows: the number of each, and what stands in it.
        file: what the file is called.
        problems: collects what is wrong with them.
    """
    for line, cells in rows:
        mark = Mark(file, line, 1, sheet.title)
        if len(cells) > MAX_CELLS:
            problems.add(mark, say("problem.import.wide", n=len(cells), most=MAX_CELLS))
            return
        cleaned = tuple(map(_cleaned, cells))
        if not any(cleaned):
            continue
        if len(sheet.rows) == MAX_ROWS:
            problems.add(mark, say("problem.table.long", most=MAX_ROWS))
            return
        spaced = frozenset(
            place for place, cell in enumerate(cells) if cell != cleaned[place] and _is_spaced(cell)
        )
        sheet.rows.append(Row(cleaned, mark, spaced=spaced))


def _is_spaced(cell: str) -> bool:
    return " ".join(cell.split()) != cell


def _in_most_lines(text: str) -> str:
    r"""Return the sign that separates cells, whatever titles stand above the headings.

    >>> _in_most_lines("Fees, as of May\nCountry;Pos\nAlba;0,2"), _in_most_lines("Alba")
    (';', ',')
    """
    lines = [_QUOTED.sub("", line) for line in islice(filter(str.strip, text.splitlines()), _LOOKED_AT)]
    # Semicolons in as many lines as commas: the commas are those of decimals, or stand in words.
    found = {sign: sum(sign in line for line in lines) for sign in _SEPARATORS}
    return max(_SEPARATORS, key=found.__getitem__) if any(found.values()) else ","
