"""Brings tables as people have them into the tidy layout: what is said of a delegation on an issue becomes one row."""

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from simulation.scenario.interchange.decimals import is_number
from simulation.scenario.interchange.headings import (
    COLUMNS,
    Column,
    Role,
    columns_of,
    heading_row,
    plain_heading,
    said_by,
)
from simulation.scenario.interchange.positions import MAX_POSITIONS
from simulation.scenario.interchange.stacked_headings import unstacked
from simulation.scenario.interchange.table_rows import Row, Sheet
from simulation.scenario.problems import Mark, Problems
from simulation.scenario.strict_yaml import UnreadableError
from simulation.words import names_joined, say

__all__ = ["Part", "Tidied", "tidied"]

_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?|\d{1,2}([./-])\d{1,2}\1(?:\d\d){1,2}")
"""A date as workbooks hold it, or as people write one."""
_NAMED: Final = 20
"""Headings that are told to somebody who named another."""
_FULL: Final = "1"
"""What stands for a salience or a capability where the table says nothing of any."""
_UNTITLED: Final = ("", "sheet", "feuil", "feuille", "tabelle", "hoja", "foglio", "table")
"""How spreadsheets call a sheet that nobody gave a title."""
_WIDE: Final[frozenset[Role]] = frozenset({"on_issue", "salience_on", "of_actor", "salience_of"})


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet whose columns are known; its first row holds the headings."""

    sheet: Sheet
    columns: tuple[Column, ...]
    above: int
    """Rows that stand above the headings."""
    issue: str
    """What the issue is called if no column says so: as the sheet, else as the file."""

    def has(self, *roles: Role) -> bool:
        """Return whether a column is one of these."""
        return any(column.role in roles for column in self.columns)

    @property
    def is_exact(self) -> bool:
        """Whether it is a tidy table by its headings."""
        return {column.role for column in self.columns if column.is_exact} >= set(COLUMNS)

    @property
    def is_table(self) -> bool:
        """Whether it says who stands where."""
        stands = self.has("actor") and self.has("position", "on_issue")
        return stands or (self.has("issue") and self.has("of_actor"))

    @property
    def is_of_saliences(self) -> bool:
        """Whether the numbers of its issues are saliences, by the title of the sheet."""
        return said_by(self.sheet.title) == "salience" and not self.has("position")

    @property
    def names_issues(self) -> bool:
        """Whether it says which issue each position is about."""
        return self.has("issue", "on_issue")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidied:
    """A table in the tidy layout."""

    rows: list[Row]
    """Without headings; the cells in the order of `COLUMNS`."""
    parts: tuple[Part, ...]
    """The sheets that were used."""
    left: tuple[str, ...]
    """Titles of the sheets that were not."""
    has_capabilities: bool
    """Whether a column holds them; else all have the same."""
    scales: dict[str | None, tuple[float, float]]
    """Scales of positions that headings say: by issue, and under None for all others."""
    saliences: dict[str | None, tuple[float, float]]
    """Likewise of saliences."""
    uncared: tuple[str, ...]
    """Issues on which no column holds saliences, so that all care fully."""


@dataclass(slots=True)
class _Record:
    """A row in the making: what stands in its cells, and where."""

    mark: Mark
    cells: dict[Role, str] = field(default_factory=dict)
    marks: dict[Role, Mark] = field(default_factory=dict)
    spaced: set[Role] = field(default_factory=set)

    def put(self, role: Role, row: Row, place: int) -> None:
        """Take what stands in a cell."""
        self.cells[role], self.marks[role] = row.cell(place), row.at(place)
        if place in row.spaced:
            self.spaced.add(role)

    def copy(self) -> "_Record":
        """Return another that says the same."""
        return _Record(self.mark, dict(self.cells), dict(self.marks), set(self.spaced))

    def add(self, other: "_Record") -> None:
        """Take what only the other one says."""
        self.cells |= {role: text for role, text in other.cells.items() if role not in self.cells}
        self.marks |= {role: mark for role, mark in other.marks.items() if role not in self.marks}


def tidied(
    sheets: Sequence[Sheet], wanted: Mapping[str, Role], file: str, problems: Problems
) -> Tidied | None:
    """Return the table that sheets hold; None if none does, which is a problem.

    Args:
        sheets: of a workbook, or the one of a text; none is empty.
        wanted: what columns are, by their headings, if whoever reads it says so.
        file: what the file is called.
        problems: collects what is wrong.
    """
    torn = Problems()
    parts = [_part(sheet, wanted, file, torn) for sheet in sheets]
    if _say_torn(parts, torn, problems) or _say_unknown(parts, wanted, problems):
        return None
    used = [part for part in parts if part.is_exact] or [part for part in parts if part.is_table]
    if not used:
        _say_why(parts[0], problems)
        return None
    if not any(part.has("capability") for part in used):
        used += [part for part in parts if part not in used and part.has("actor") and part.has("capability")]
    wide = _columns(used, "on_issue", "of_actor")
    if wide and all(is_number(column.heading) for column in wide) and any("." in one.heading for one in wide):
        problems.add(used[0].sheet.rows[0].mark, say("problem.import.headless"))
        return None
    for part in used:  # now what stands there twice is said
        columns_of(part.sheet, wanted, problems)
    records = _merged([record for part in used for record in _records(part, problems)])
    has_capabilities = any(part.has("capability") for part in used)
    cared = {record.cells.get("issue", "") for record in records if "salience" in record.cells}
    for record in records:
        if "salience" not in record.cells and record.cells.get("issue", "") not in cared:
            record.cells["salience"] = _FULL if record.cells.get("position") else ""
        if not has_capabilities:
            record.cells["capability"] = _FULL
    issues = dict.fromkeys(record.cells.get("issue", "") for record in records)
    return Tidied(
        rows=list(map(_row, records)),
        parts=tuple(used),
        left=tuple(part.sheet.title for part in parts if part not in used),
        has_capabilities=has_capabilities,
        scales=_scales(used),
        saliences=_scales_of_saliences(used),
        uncared=tuple(issue for issue in issues if issue not in cared),
    )


def _columns(parts: Sequence[Part], *roles: Role) -> list[Column]:
    return [column for part in parts for column in part.columns if column.role in roles]


def _scales(parts: Sequence[Part]) -> dict[str | None, tuple[float, float]]:
    named: list[tuple[str | None, Column]] = [(None, one) for one in _columns(parts, "position", "of_actor")]
    stands = [part for part in parts if not part.is_of_saliences]
    named += [(column.about, column) for column in _columns(stands, "on_issue")]
    return {name: column.scale for name, column in named if column.scale}


def _scales_of_saliences(parts: Sequence[Part]) -> dict[str | None, tuple[float, float]]:
    named: list[tuple[str | None, Column]] = [
        (None, one) for one in _columns(parts, "salience", "salience_of")
    ]
    named += [(column.about, column) for column in _columns(parts, "salience_on")]
    cares = [part for part in parts if part.is_of_saliences]
    named += [(column.about, column) for column in _columns(cares, "on_issue")]
    return {name: column.scale for name, column in named if column.scale}


def _part(sheet: Sheet, wanted: Mapping[str, Role], file: str, torn: Problems) -> Part:
    """Return a sheet with its columns; without any if it has two rows of headings that cannot be read together."""
    try:
        stacked = unstacked(sheet, torn)
    except UnreadableError:
        return Part(sheet, (), 0, sheet.title)
    if stacked:
        above, sheet = stacked
    else:
        above = heading_row(sheet)
        sheet = replace(sheet, rows=sheet.rows[above:])
    is_untitled = sheet.title.casefold().rstrip("0123456789 ()") in _UNTITLED
    name = Path(file).stem if is_untitled else sheet.title
    return Part(sheet, tuple(columns_of(sheet, wanted, Problems())), above, name)


def _say_torn(parts: Sequence[Part], torn: Problems, problems: Problems) -> bool:
    """Say which headings cannot be read together, unless another sheet says all by itself; return whether so."""
    if any(part.is_exact for part in parts):
        return False
    for one in torn.sorted():
        problems.add(Mark(one.file, one.line, one.column, one.sheet), one.message)
    return bool(torn)


def _say_unknown(parts: Sequence[Part], wanted: Mapping[str, Role], problems: Problems) -> bool:
    """Say which headings somebody named that no sheet has; return whether there are any."""
    headings = {column.heading: plain_heading(column.heading) for part in parts for column in part.columns}
    unknown = [name for name in wanted if plain_heading(name) not in headings.values()]
    valid = names_joined([name for name in headings if name], _NAMED)
    for name in unknown:
        told = say("problem.import.no_heading", heading=name, valid=valid)
        problems.add(parts[0].sheet.rows[0].mark, told)
    return bool(unknown)


def _say_why(part: Part, problems: Problems) -> None:
    """Say what is missing from a table that says in part what it is, or that it is none that we know."""
    mark = part.sheet.rows[0].mark
    missing = [name for name, is_there in _needed(part).items() if not is_there]
    if "position" in missing and (dated := list(_dated(part))):
        for column in dated:
            typed = shlex.quote(f"{column.heading}=aside")
            problems.add(column.mark, say("problem.import.dates", heading=column.heading, typed=typed))
    elif len(missing) == 1:
        problems.add(mark, say("problem.import.missing", column=repr(missing[0]), near=""))
    else:
        problems.add(mark, say("problem.import.layout"))


def _dated(part: Part) -> Iterator[Column]:
    """Yield the columns that hold dates and nothing else, of which nobody has said what they are."""
    for column in part.columns:
        cells = [row.cell(column.place) for row in part.sheet.rows[1:] if row.cell(column.place)]
        if column.heading and not column.is_exact and cells and all(map(_DATE.fullmatch, cells)):
            yield column


def _needed(part: Part) -> dict[str, bool]:
    return {"actor": part.has("actor"), "position": part.has("position", "on_issue")}


def _records(part: Part, problems: Problems) -> Iterator[_Record]:
    """Yield what each row says, a record for each issue or delegation where these are columns."""
    heading, *rows = part.sheet.rows
    wide = [column for column in part.columns if column.role in _WIDE]
    if (n := len(wide) * len(rows)) > 4 * MAX_POSITIONS:
        problems.add(heading.mark, say("problem.import.many.position", n=n, most=MAX_POSITIONS))
        return
    width = len(heading.cells)
    for row in rows:
        if any(row.cells[width:]):
            problems.add(row.at(width), say("problem.table.cells", n=len(row.cells), valid=width))
            continue
        base = _Record(row.mark)
        for column in part.columns:
            if column.role in COLUMNS:
                base.put(column.role, row, column.place)
        if not part.names_issues and "position" in base.cells:
            base.cells["issue"] = part.issue
        yield from ([_on(base, row, column, part) for column in wide] if wide else [base])


def _on(base: _Record, row: Row, column: Column, part: Part) -> _Record:
    """Return what a cell of a wide table says, with what its row says of all."""
    record = base.copy()
    named: Role = "actor" if column.role in {"of_actor", "salience_of"} else "issue"
    record.cells[named], record.marks[named] = column.about, column.mark
    is_salience = column.role in {"salience_on", "salience_of"} or part.is_of_saliences
    record.put("salience" if is_salience else "position", row, column.place)
    if "salience" in base.cells and not row.cell(column.place):
        record.cells["salience"] = ""  # it is that of the row, and the row says nothing of this issue
    return record


def _merged(records: Sequence[_Record]) -> list[_Record]:
    """Return records, position and salience of one pair made one, with capabilities that stand on another sheet."""
    halves: dict[tuple[str, str], _Record] = {}
    powers = {record.cells.get("actor", ""): record for record in records if not _stands(record)}
    found = []
    for record in records:
        has = _stands(record)
        if not has:
            continue
        if power := powers.get(record.cells.get("actor", "")):
            record.add(power)
        pair = record.cells.get("actor", ""), record.cells.get("issue", "")
        other = halves.get(pair)
        if len(has) == 1 and other is not None and has[0] not in other.cells:
            other.add(record)
            continue
        if len(has) == 1:
            halves.setdefault(pair, record)
        found.append(record)
    return found


def _stands(record: _Record) -> list[Role]:
    halves: tuple[Role, ...] = ("position", "salience")
    return [role for role in halves if role in record.cells]


def _row(record: _Record) -> Row:
    return Row(
        cells=tuple(record.cells.get(role, "") for role in COLUMNS),
        mark=record.mark,
        marks=tuple(record.marks.get(role, record.mark) for role in COLUMNS),
        spaced=frozenset(place for place, role in enumerate(COLUMNS) if role in record.spaced),
    )
