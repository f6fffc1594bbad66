"""Reads one CSV table: which columns it may have, and what its cells mean.

In the marks of problems the column is the number of the cell in its row, counted from 1.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from simulation.scenario.characters import acting, called, likeness
from simulation.scenario.check_names import alike
from simulation.scenario.problems import Mark, Problems
from simulation.scenario.strict_yaml import MAX_TEXT, scalar
from simulation.scenario.translations.translatable import CODES
from simulation.words import listed, meant, say

__all__ = ["DELEGATIONS", "MANDATES", "Row", "Table", "names_in", "number", "read_table"]

type Row = dict[str, tuple[Any, Mark]]
"""The filled cells of a row by column, and where each stands."""


_NORMAL: Final = re.compile(r"(.+?)(?:\+-|±)(.+)")


def number(text: str) -> object:
    """Return a number or a distribution; the text itself if it is neither.

    >>> number("0.4"), number("0.2..0.6")
    (0.4, {'low': 0.2, 'high': 0.6})
    >>> number("0.2..0.3..0.6"), number("0.4+-0.1")
    ({'low': 0.2, 'mode': 0.3, 'high': 0.6}, {'mean': 0.4, 'sd': 0.1})
    """
    parts = [scalar(part.strip()) for part in text.split("..")]
    names = {2: ("low", "high"), 3: ("low", "mode", "high")}.get(len(parts))
    if names is None and (spread := _NORMAL.fullmatch(text)):
        parts, names = [scalar(part.strip()) for part in spread.groups()], ("mean", "sd")
    if not all(isinstance(part, int | float) and not isinstance(part, bool) for part in parts):
        return text
    if names is None:
        return parts[0] if len(parts) == 1 else text
    return dict(zip(names, parts, strict=True))


def names_in(text: str) -> list[str]:
    """Return the names in a cell, which semicolons part."""
    return [word.strip() for word in text.split(";") if word.strip()]


def _text(text: str) -> str:
    return text


_DELEGATION_COLUMNS: Final[Mapping[str, Callable[[str], Any]]] = {
    "key": _text,
    "name": _text,
    "short": _text,
    "kind": _text,
    "region": _text,
    "adjectives": names_in,
    "seat": scalar,
    "standing": _text,
    "blocs": names_in,
    "capability": number,
    "attention": scalar,
    "stance": _text,
    "strategy": _text,
    "salience": number,
    "flexibility": number,
    "reservation": number,
    "rationale": _text,
    "source": _text,
    "basis": _text,
    "confidence": _text,
    "brief_public": _text,
    "brief_confidential": _text,
}
_MANDATE_COLUMNS: Final[Mapping[str, Callable[[str], Any]]] = {
    "delegation": _text,
    "issue": _text,
    "position": number,
    "salience": number,
    "salience_basis": _text,
    "salience_source": _text,
    "salience_confidence": _text,
    "red_low": scalar,
    "red_high": scalar,
    "red_line": number,
    "flexibility": number,
    "acceptable": names_in,
    "fallbacks": names_in,
    "reason": _text,
    "source": _text,
    "basis": _text,
    "confidence": _text,
}


_TRANSLATED: Final = frozenset(
    {
        "name",
        "short",
        "rationale",
        "source",
        "brief_public",
        "brief_confidential",
        "salience_source",
        "reason",
    }
)
"""Columns that may have one more for each language: `rationale.fr` is the `rationale` in French."""


@dataclass(frozen=True, slots=True)
class Table:
    """How one kind of table is read."""

    columns: Mapping[str, Callable[[str], Any]]
    identity: tuple[str, ...]
    """Columns that must be filled, and no two rows may share."""
    max_rows: int


DELEGATIONS: Final = Table(_DELEGATION_COLUMNS, ("key",), max_rows=1_000)
MANDATES: Final = Table(_MANDATE_COLUMNS, ("delegation", "issue"), max_rows=60_000)


def read_table(text: str, file: str, table: Table, problems: Problems) -> Iterator[tuple[Mark, Row]]:
    """Yield each row that can be used, and where it starts; say in `problems` why others cannot."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    seen: dict[tuple[str, ...], tuple[tuple[str, ...], Mark]] = {}
    try:
        header = [cell.strip() for cell in next(reader)]
        if not _check_header(header, file, table, problems):
            return
        line = reader.line_num + 1
        for count, cells in enumerate(reader, start=1):
            mark = Mark(file, line, 1)
            line = reader.line_num + 1
            if count > table.max_rows:
                problems.add(mark, say("problem.table.long", most=table.max_rows))
                return
            row = _row(cells, header, mark, table, problems)
            if row is not None and _is_new(row, mark, table, seen, problems):
                yield mark, row
    except csv.Error as error:
        problems.add(Mark(file, reader.line_num, 1), say("problem.table.row", why=error))


def _is_column(column: str, table: Table) -> bool:
    name, dot, code = column.partition(".")
    return name in table.columns and (not dot or (name in _TRANSLATED and code in CODES))


def _check_header(header: list[str], file: str, table: Table, problems: Problems) -> bool:
    """Return whether the rows can be read under this header."""
    valid = listed(table.columns)
    if len(header) == 1 and any(sign in header[0] for sign in ";\t"):
        problems.add(Mark(file, 1, 1), say("problem.table.commas"))
        return False
    for place, column in enumerate(header, start=1):
        if not _is_column(column, table):
            near = meant(column, table.columns)
            text = say("problem.table.no_column", column=repr(column), near=near, valid=valid)
            problems.add(Mark(file, 1, place), text)
        elif column in header[: place - 1]:
            problems.add(Mark(file, 1, place), say("problem.table.column_twice", column=repr(column)))
    missing = [column for column in table.identity if column not in header]
    for column in missing:
        problems.add(Mark(file, 1, 1), say("problem.table.missing", column=repr(column), valid=valid))
    return not missing


def _row(cells: list[str], header: list[str], mark: Mark, table: Table, problems: Problems) -> Row | None:
    """Return the filled cells of a row by column; None if it is blank or cannot be used."""
    if not any(cell.strip() for cell in cells):
        return None
    if len(cells) != len(header):
        problems.add(mark, say("problem.table.cells", n=len(cells), valid=len(header)))
        return None
    row = {}
    for place, (column, cell) in enumerate(zip(header, cells, strict=True), start=1):
        text = cell.strip()
        here = Mark(mark.file, mark.line, place)
        if len(text) > MAX_TEXT:
            problems.add(here, say("problem.table.long_cell", column=column, most=MAX_TEXT))
        elif character := acting(text):
            problems.add(here, say("problem.control", character=called(character)))
        elif text and _is_column(column, table):
            row[column] = (table.columns[column.partition(".")[0]](text), here)
    for column in table.identity:
        if column not in row:
            problems.add(mark, say("problem.table.empty", column=column))
            return None
    return row


def _is_new(
    row: Row,
    mark: Mark,
    table: Table,
    seen: dict[tuple[str, ...], tuple[tuple[str, ...], Mark]],
    problems: Problems,
) -> bool:
    identity = tuple(row[column][0] for column in table.identity)
    known = tuple(map(likeness, identity)) if len(identity) == 1 else identity
    other, earlier = seen.setdefault(known, (identity, mark))
    if earlier is mark:
        return True
    if other == identity:
        row_is = say("problem.table.on").join(identity)
        problems.add(mark, say("problem.table.row_twice", row=row_is, line=earlier.line))
    else:
        problems.add(mark, alike(identity[0], other[0], mark, earlier))
    return False
