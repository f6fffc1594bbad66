"""Reads the CSV tables that stand beside a case: delegations, and what they are instructed to seek.

In the marks of problems the column is the number of the cell in its row, counted from 1.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from simulation.errors import did_you_mean
from simulation.scenario.problems import Mark, Problems, Source
from simulation.scenario.strict_yaml import MAX_TEXT, UnreadableError, read_text, scalar

__all__ = ["DELEGATION_COLUMNS", "MANDATE_COLUMNS", "MAX_ROWS", "merge_tables", "number"]

MAX_ROWS: Final = 60_000
"""Rows of a table: 1000 delegations with 60 issues each."""

_NORMAL: Final = re.compile(r"(.+?)(?:\+-|±)(.+)")


def number(text: str) -> Any:
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


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(";") if word.strip()]


def _text(text: str) -> str:
    return text


DELEGATION_COLUMNS: Final[Mapping[str, Callable[[str], Any]]] = {
    "key": _text,
    "name": _text,
    "short": _text,
    "kind": _text,
    "seat": scalar,
    "standing": _text,
    "blocs": _words,
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
MANDATE_COLUMNS: Final[Mapping[str, Callable[[str], Any]]] = {
    "delegation": _text,
    "issue": _text,
    "position": number,
    "salience": number,
    "red_low": scalar,
    "red_high": scalar,
    "red_line": number,
    "flexibility": number,
    "acceptable": _words,
    "fallbacks": _words,
    "reason": _text,
    "source": _text,
    "basis": _text,
    "confidence": _text,
}
_NESTED: Final = {
    "strategy": ("strategy", "key"),
    "brief_public": ("brief", "public"),
    "brief_confidential": ("brief", "confidential"),
}


@dataclass(frozen=True, slots=True)
class _Table:
    """How one kind of table is read."""

    columns: Mapping[str, Callable[[str], Any]]
    identity: tuple[str, ...]
    """Columns that must be filled, and no two rows may share."""


_DELEGATIONS: Final = _Table(DELEGATION_COLUMNS, ("key",))
_MANDATES: Final = _Table(MANDATE_COLUMNS, ("delegation", "issue"))


@dataclass(slots=True)
class _Entry:
    """A mapping in the making, with where everything in it stands."""

    value: dict[str, Any]
    source: Source

    def put(self, name: str, value: Any, mark: Mark) -> None:
        """Set a field that comes from the cell at `mark`."""
        inside = {step: Source(mark) for step in range(len(value))} if isinstance(value, list) else {}
        self.value[name] = value
        self.source.inside[name] = Source(mark, mark, inside)

    def child(self, name: str, mark: Mark) -> "_Entry":
        """Return the mapping called `name`, made new if there is none."""
        if not isinstance(self.value.get(name), dict):
            self.value[name] = {}
            self.source.inside[name] = Source(mark, mark)
        return _Entry(self.value[name], self.source.inside[name])


def merge_tables(
    raw: dict[str, Any], source: Source, path: Path, name: str, problems: Problems
) -> tuple[dict[str, Any], Source]:
    """Return the case without `tables`, the delegations of its tables in front of those it lists itself.

    A delegation that is in the table and in the list takes fields from both; no field may be given twice.

    Args:
        raw: the case as plain data.
        source: where everything in it stands.
        path: the file of the case.
        name: what the file is called in problems.
        problems: collects what is wrong with the tables.
    """
    if "tables" not in raw:
        return raw, source
    tables = raw["tables"]
    raw = {key: value for key, value in raw.items() if key != "tables"}
    source = Source(source.mark, source.key, dict(source.inside))
    where = source.inside.pop("tables")
    if not isinstance(tables, dict):
        problems.add(
            where.mark, "tables is no mapping. Valid: {delegations: x.csv, mandates: y.csv}. Correct it."
        )
        return raw, source
    for key in tables.keys() - {"delegations", "mandates"}:
        help_ = did_you_mean(key, ("delegations", "mandates"))
        problems.add(
            where.key_mark_of((key,)),
            f"{key!r} is not a table.{help_} Valid: delegations, mandates. Correct or remove it.",
        )
    entries = _delegations(_rows(tables, "delegations", where, path, name, problems))
    _add_listed(entries, raw, source, problems)
    _add_mandates(entries, _rows(tables, "mandates", where, path, name, problems), problems)
    listed = raw.get("delegations", [])
    if isinstance(listed, list):
        raw["delegations"] = [entry.value for entry in entries]
        inside = {place: entry.source for place, entry in enumerate(entries)}
        old = source.inside.get("delegations", where)
        source.inside["delegations"] = Source(old.mark, old.key, inside)
    return raw, source


def _delegations(rows: Iterator[tuple[Mark, dict[str, tuple[Any, Mark]]]]) -> list[_Entry]:
    entries = []
    for mark, cells in rows:
        entry = _Entry({}, Source(mark))
        for column, (value, place) in cells.items():
            if column in _NESTED:
                outer, inner = _NESTED[column]
                entry.child(outer, place).put(inner, value, place)
            else:
                entry.put(column, value, place)
        entries.append(entry)
    return entries


def _add_listed(entries: list[_Entry], raw: dict[str, Any], source: Source, problems: Problems) -> None:
    """Add the delegations in the case itself; those that are in the table only add fields."""
    listed = raw.get("delegations")
    if not isinstance(listed, list):
        return
    known = {entry.value["key"]: entry for entry in entries}
    for place, value in enumerate(listed):
        where = source.inside["delegations"].inside[place]
        twin = known.pop(value["key"], None) if _has_key(value) else None
        if twin is None:
            copied = dict(value) if isinstance(value, dict) else value
            entries.append(_Entry(copied, Source(where.mark, where.key, dict(where.inside))))
        else:
            _complete(twin, value, where, problems)


def _has_key(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("key"), str)


def _complete(entry: _Entry, value: dict[str, Any], where: Source, problems: Problems) -> None:
    for name, part in value.items():
        if name == "key":
            continue
        if name in entry.value:
            table = entry.source.mark
            problems.add(
                where.key_mark_of((name,)),
                f"{name} of {value['key']} is also given in {table.file}, line {table.line}. "
                "Valid: one value. Remove one of them.",
            )
        entry.value[name] = part
        entry.source.inside[name] = where.inside[name]


def _add_mandates(
    entries: list[_Entry], rows: Iterator[tuple[Mark, dict[str, tuple[Any, Mark]]]], problems: Problems
) -> None:
    known = {entry.value["key"]: entry for entry in entries if _has_key(entry.value)}
    for mark, cells in rows:
        key, place = cells.pop("delegation")
        issue, issue_place = cells.pop("issue")
        if key not in known:
            problems.add(
                place,
                f"No delegation has the key {key!r}.{did_you_mean(key, known)} "
                "Valid: a key of the delegations. Correct it or add the delegation.",
            )
            continue
        entry = known[key]
        given = entry.value.get("mandate")
        if isinstance(given, dict):
            entry.value["mandate"] = given = dict(given)
            old = entry.source.inside["mandate"]
            entry.source.inside["mandate"] = Source(old.mark, old.key, dict(old.inside))
            if issue in given:
                problems.add(
                    issue_place,
                    f"{key} already has a mandate on {issue}. Valid: one mandate an issue. Remove one of them.",
                )
        mandate = entry.child("mandate", mark).child(issue, issue_place)
        mandate.source.mark = mark
        _fill_mandate(mandate, cells, problems)


def _fill_mandate(mandate: _Entry, cells: dict[str, tuple[Any, Mark]], problems: Problems) -> None:
    ends = [cells.pop(column, None) for column in ("red_low", "red_high")]
    for column, (value, place) in cells.items():
        mandate.put(column, value, place)
    found = [end for end in ends if end is not None]
    if not found:
        return
    if len(found) == 1 or "red_line" in cells:
        problems.add(
            found[0][1],
            "The red line is given by halves or twice. Valid: red_low and red_high, or red_line. "
            "Fill in both ends and leave red_line empty.",
        )
        return
    mandate.put("red_line", [value for value, _ in found], found[0][1])
    mandate.source.inside["red_line"].inside = {step: Source(place) for step, (_, place) in enumerate(found)}


def _rows(
    tables: dict[str, Any], kind: str, where: Source, path: Path, name: str, problems: Problems
) -> Iterator[tuple[Mark, dict[str, tuple[Any, Mark]]]]:
    """Yield the rows of a table: where each stands, and its filled cells by column."""
    if kind not in tables:
        return
    table = _DELEGATIONS if kind == "delegations" else _MANDATES
    file = tables[kind]
    folder = path.parent
    mark = where.mark_of((kind,))
    if not _stays_in(folder, file):
        problems.add(
            mark,
            f"{file!r} is not a file in the folder of the case. Valid: the name of a CSV file, without a folder. "
            "Put the table beside the case.",
        )
        return
    shown = str(Path(name).parent / file)
    try:
        text = read_text(folder / file, problems, name=shown)
    except UnreadableError:
        problems.add(
            mark, f"The table {file} cannot be read. Valid: a CSV table in UTF-8. See the problem there."
        )
        return
    yield from _read_table(text, shown, table, problems)


def _stays_in(folder: Path, file: object) -> bool:
    if not isinstance(file, str) or not file or any(sign in file for sign in "/\\\0:") or file in {".", ".."}:
        return False
    return (folder / file).resolve().parent == folder.resolve()


def _read_table(
    text: str, file: str, table: _Table, problems: Problems
) -> Iterator[tuple[Mark, dict[str, tuple[Any, Mark]]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    seen: dict[tuple[str, ...], int | None] = {}
    try:
        header = [cell.strip() for cell in next(reader)]
        if not _check_header(header, file, table, problems):
            return
        line = reader.line_num + 1
        for count, cells in enumerate(reader, start=1):
            mark = Mark(file, line, 1)
            line = reader.line_num + 1
            if count > MAX_ROWS:
                problems.add(mark, f"The table is too long. Valid: at most {MAX_ROWS} rows. Shorten it.")
                return
            row = _row(cells, header, mark, table, problems)
            if row is not None and _is_new(row, mark, table, seen, problems):
                yield mark, row
    except csv.Error as error:
        problems.add(
            Mark(file, reader.line_num, 1),
            f"This is not a CSV row ({error}). Valid: cells between commas; a cell with a comma or a quotation mark "
            'stands in "", its quotation marks doubled. Correct the quotation marks.',
        )


def _check_header(header: list[str], file: str, table: _Table, problems: Problems) -> bool:
    """Return whether the rows can be read under this header."""
    valid = ", ".join(table.columns)
    if len(header) == 1 and any(sign in header[0] for sign in ";\t"):
        problems.add(
            Mark(file, 1, 1),
            "Cells are not separated by commas. Valid: commas. Save the table again with commas.",
        )
        return False
    for place, column in enumerate(header, start=1):
        if column not in table.columns:
            problems.add(
                Mark(file, 1, place),
                f"{column!r} is not a column of this table.{did_you_mean(column, table.columns)} "
                f"Valid: {valid}. Correct or remove it.",
            )
        elif column in header[: place - 1]:
            problems.add(
                Mark(file, 1, place),
                f"The column {column!r} stands here a second time. Valid: each column once. Remove one of them.",
            )
    missing = [column for column in table.identity if column not in header]
    for column in missing:
        problems.add(
            Mark(file, 1, 1), f"The column {column!r} is missing. Valid: {valid}, in the first row. Add it."
        )
    return not missing


def _row(
    cells: list[str], header: list[str], mark: Mark, table: _Table, problems: Problems
) -> dict[str, tuple[Any, Mark]] | None:
    """Return the filled cells of a row by column; None if it is blank or cannot be used."""
    if not any(cell.strip() for cell in cells):
        return None
    if len(cells) != len(header):
        problems.add(
            mark,
            f"This row has {len(cells)} cells. Valid: {len(header)}, as many as the first row. "
            "Add or remove commas; text that holds a comma stands in quotes.",
        )
        return None
    row = {}
    for place, (column, cell) in enumerate(zip(header, cells, strict=True), start=1):
        text = cell.strip()
        here = Mark(mark.file, mark.line, place)
        if len(text) > MAX_TEXT:
            problems.add(here, f"{column} is too long. Valid: at most {MAX_TEXT} characters. Shorten it.")
        elif text and column in table.columns:
            row[column] = (table.columns[column](text), here)
    for column in table.identity:
        if column not in row:
            problems.add(mark, f"{column} is empty. Valid: a key. Fill in the cell.")
            return None
    return row


def _is_new(
    row: dict[str, tuple[Any, Mark]],
    mark: Mark,
    table: _Table,
    seen: dict[tuple[str, ...], int | None],
    problems: Problems,
) -> bool:
    identity = tuple(row[column][0] for column in table.identity)
    if identity in seen:
        problems.add(
            mark,
            f"{' on '.join(identity)} stands here a second time (first on line {seen[identity]}). "
            "Valid: one row each. Remove one of them.",
        )
        return False
    seen[identity] = mark.line
    return True
