"""Reads a table row by row: finds its separator, cleans its cells, keeps where each stands.

In the marks of problems the column is the number of the cell in its row, counted from 1.
"""

import csv
import io
import re
from dataclasses import dataclass
from typing import Final

from simulation.scenario.problems import Mark, Problems
from simulation.words import say

__all__ = ["MAX_ROWS", "REMARK", "Row", "guarded", "is_marked", "read_rows"]

MAX_ROWS: Final = 30_000
"""Rows of a table, those that hold no position included."""
MAX_CELLS: Final = 500
"""Cells of a row; a table of 60 issues in the widest layout has 123."""
REMARK: Final = "#/"
"""What begins a remark in a marked text, and what is left of it."""
_SEPARATORS: Final = "\t;,"
_MARK: Final = re.compile(r"""(?:^|(?<=\r))\s*(['"]?)#[A-Z/]\1\s*([;,\t])""", re.MULTILINE)
"""A row of the marked text: what stands round its first cell, and what behind it."""
_REMARK: Final = re.compile(r"""(?:^|(?<=\r))[ \t]*['"]?#/[^\r\n]*""", re.MULTILINE)
"""A line that is a remark in such a text, whatever stands in it and however lines end."""
_STEERS: Final = re.compile(r"'*\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
"""How a cell begins that a spreadsheet may take for a formula, or that is guarded against that; also in full width."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not blank."""

    cells: tuple[str, ...]
    mark: Mark

    def cell(self, place: int) -> str:
        """Return the text of a cell, counted from 0; nothing where the row ends before it."""
        return self.cells[place] if 0 <= place < len(self.cells) else ""

    def at(self, place: int) -> Mark:
        """Return where a cell stands, counted from 0."""
        return Mark(self.mark.file, self.mark.line, place + 1)


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

    >>> guarded("=1+1"), guarded("'=1+1"), guarded("Alba")
    ("'=1+1", "''=1+1", 'Alba')
    """
    return f"'{text}" if _STEERS.match(text) else text


def _cleaned(cell: str) -> str:
    text = " ".join(cell.split())
    return text[1:] if text.startswith("'") and _STEERS.match(text) else text


def read_rows(text: str, file: str, problems: Problems) -> list[Row]:
    """Return the rows that are not blank, at most `MAX_ROWS`; say in `problems` what cannot be read.

    The separator is a comma, a semicolon or a tab: whichever stands behind the first mark of a marked text, else
    whichever is most frequent in the first row.
    """
    marked = None
    if is_marked(text):
        text = _REMARK.sub(REMARK, text)  # what stands in a remark is no cell, and may hold any sign
        marked = _MARK.search(text)
    quote = "'" if marked and marked[1] == "'" else '"'
    separator = marked[2] if marked else _most_frequent(text)
    rows: list[Row] = []
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=separator,
        quotechar=quote,
        skipinitialspace=True,
        strict=True,
    )
    line = 1
    try:
        for cells in reader:
            mark, line = Mark(file, line, 1), reader.line_num + 1
            if len(cells) > MAX_CELLS:
                problems.add(mark, say("problem.import.wide", n=len(cells), most=MAX_CELLS))
                break
            cleaned = tuple(map(_cleaned, cells))
            if not any(cleaned):
                continue
            if len(rows) == MAX_ROWS:
                problems.add(mark, say("problem.table.long", most=MAX_ROWS))
                break
            rows.append(Row(cleaned, mark))
    except csv.Error as error:
        problems.add(Mark(file, reader.line_num, 1), say("problem.import.row", why=error))
    return rows


def _most_frequent(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_SEPARATORS, key=lambda sign: (first.count(sign), sign == ","))
