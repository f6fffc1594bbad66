"""Joins a case with the CSV tables beside it: its delegations, and what they are instructed to seek."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from simulation.scenario.csv_table import DELEGATIONS, MANDATES, Row, Table, read_table
from simulation.scenario.problems import Mark, Problems, Source
from simulation.scenario.strict_yaml import UnreadableError, read_text
from simulation.scenario.translations.mappings import own_language
from simulation.scenario.tree import no_such
from simulation.words import say

__all__ = ["CaseFile", "merge_tables", "table_rows", "without_tables"]

_KINDS: Final = ("delegations", "mandates")
_NESTED: Final = {
    "strategy": ("strategy", "key"),
    "brief_public": ("brief", "public"),
    "brief_confidential": ("brief", "confidential"),
}


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The file of a case, and its name in messages."""

    path: Path
    name: str


@dataclass(slots=True)
class _Entry:
    """A mapping in the making, with where everything in it stands."""

    value: dict[str, Any]
    source: Source

    def put(self, name: str, value: object, mark: Mark) -> None:
        """Set a field that comes from the cell at `mark`."""
        inside: dict[str | int, Source] = {}
        if isinstance(value, list | dict):
            inside = {
                step: Source(mark) for step in (value if isinstance(value, dict) else range(len(value)))
            }
        self.value[name] = value
        self.source.inside[name] = Source(mark, mark, inside)

    def child(self, name: str, mark: Mark) -> "_Entry":
        """Return the mapping called `name`, made new if there is none."""
        if not isinstance(self.value.get(name), dict):
            self.value[name] = {}
            self.source.inside[name] = Source(mark, mark)
        return _Entry(self.value[name], self.source.inside[name])


def without_tables(
    raw: dict[str, Any], source: Source, kinds: Collection[str], no_mapping: str, problems: Problems
) -> tuple[dict[str, Any], Source, tuple[dict[str, Any], Source] | None]:
    """Return the case without `tables`, where everything stands then, and the tables with where they are named.

    None in place of the tables if there are none, or no mapping, which is a problem; so is a kind that there is not.

    Args:
        raw: the case as plain data.
        source: where everything in it stands.
        kinds: the kinds of tables that there are.
        no_mapping: what to say if `tables` is no mapping.
        problems: collects what is wrong with them.
    """
    if "tables" not in raw:
        return raw, source, None
    tables = raw["tables"]
    raw = {key: value for key, value in raw.items() if key != "tables"}
    source = Source(source.mark, source.key, dict(source.inside))
    where = source.inside.pop("tables")
    if not isinstance(tables, dict):
        problems.add(where.mark, no_mapping)
        return raw, source, None
    for kind in tables:
        if kind not in kinds:
            problems.add(where.key_mark_of((kind,)), no_such("table", kind, kinds))
    return raw, source, (tables, where)


def merge_tables(
    raw: dict[str, Any], source: Source, file: CaseFile, problems: Problems
) -> tuple[dict[str, Any], Source]:
    """Return the case without `tables`, the delegations of its tables in front of those it lists itself.

    A delegation that is in the table and in the list takes fields from both; no field may be given twice.

    Args:
        raw: the case as plain data.
        source: where everything in it stands.
        file: the file of the case; its tables stand in the same folder.
        problems: collects what is wrong with the tables.
    """
    raw, source, named = without_tables(raw, source, _KINDS, say("problem.tables.no_mapping"), problems)
    if named is None:
        return raw, source
    tables, where = named
    own = own_language(raw)
    rows = table_rows(tables, "delegations", DELEGATIONS, where=where, file=file, problems=problems)
    entries = _delegations(_with_translations(cells, own) for cells in rows)
    _add_listed(entries, raw, source, problems)
    rows = table_rows(tables, "mandates", MANDATES, where=where, file=file, problems=problems)
    _add_mandates(entries, (_with_translations(cells, own) for cells in rows), problems)
    listed = raw.get("delegations", [])
    if isinstance(listed, list):
        raw["delegations"] = [entry.value for entry in entries]
        inside: dict[str | int, Source] = {place: entry.source for place, entry in enumerate(entries)}
        old = source.inside.get("delegations", where)
        source.inside["delegations"] = Source(old.mark, old.key, inside)
    return raw, source


def _with_translations(row: tuple[Mark, Row], own: str) -> tuple[Mark, Row]:
    """Return a row in which a text that has translations in further columns is a mapping of all of them."""
    start, cells = row
    whole = {column: cell for column, cell in cells.items() if "." not in column}
    for column, (text, mark) in cells.items():
        name, dot, code = column.partition(".")
        if not dot:
            continue
        value, first = whole.get(name, ({}, mark))
        whole[name] = ({**(value if isinstance(value, dict) else {own: value}), code: text}, first)
    return start, whole


def _delegations(rows: Iterator[tuple[Mark, Row]]) -> list[_Entry]:
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
            entries.append(_copy(value, where))
        else:
            _complete(twin, value, where, problems)


def _copy(value: dict[str, Any], where: Source) -> _Entry:
    """Return a delegation that can be added to: aliases may repeat the one in the case elsewhere."""
    entry = _Entry(value, Source(where.mark, where.key, dict(where.inside)))
    if isinstance(value, dict):
        entry.value = dict(value)
        if isinstance(value.get("mandate"), dict):
            old = where.inside["mandate"]
            entry.value["mandate"] = dict(value["mandate"])
            entry.source.inside["mandate"] = Source(old.mark, old.key, dict(old.inside))
    return entry


def _has_key(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("key"), str)


def _complete(entry: _Entry, value: dict[str, Any], where: Source, problems: Problems) -> None:
    copied = _copy(value, where)
    for name, part in copied.value.items():
        if name == "key":
            continue
        if name in entry.value:
            table = entry.source.mark
            told = {"delegation": value["key"], "file": table.file, "line": table.line}
            problems.add(where.key_mark_of((name,)), say("problem.tables.given_twice", field=name, **told))
        entry.value[name] = part
        entry.source.inside[name] = copied.source.inside[name]


def _add_mandates(entries: list[_Entry], rows: Iterator[tuple[Mark, Row]], problems: Problems) -> None:
    known = {entry.value["key"]: entry for entry in entries if _has_key(entry.value)}
    for mark, cells in rows:
        key, place = cells.pop("delegation")
        issue, issue_place = cells.pop("issue")
        if key not in known:
            # Similar names are looked for only as long as somebody reads them.
            problems.add(place, "" if problems.is_full else no_such("delegation", key, known))
            continue
        if not isinstance(known[key].value.get("mandate", {}), dict):
            continue
        mandates = known[key].child("mandate", mark)
        if issue in mandates.value:
            problems.add(issue_place, say("problem.tables.second_mandate", delegation=key, issue=issue))
            continue
        mandate = mandates.child(issue, issue_place)
        mandate.source.mark = mark
        _fill_mandate(mandate, cells, problems)


def _fill_mandate(mandate: _Entry, cells: Row, problems: Problems) -> None:
    ends = [cells.pop(column, None) for column in ("red_low", "red_high")]
    for column, (value, place) in cells.items():
        mandate.put(column, value, place)
    found = [end for end in ends if end is not None]
    if not found:
        return
    if len(found) == 1 or "red_line" in cells:
        problems.add(found[0][1], say("problem.tables.red_line"))
        return
    mandate.put("red_line", [value for value, _ in found], found[0][1])
    mandate.source.inside["red_line"].inside = {step: Source(place) for step, (_, place) in enumerate(found)}


def table_rows(
    tables: Mapping[str, Any],
    kind: str,
    table: Table,
    *,
    where: Source,
    file: CaseFile,
    problems: Problems,
) -> Iterator[tuple[Mark, Row]]:
    """Yield the rows of a table beside a case: where each stands, and its filled cells by column.

    Args:
        tables: names of files by kind of table.
        kind: of the table that is asked for; without a file of it nothing is yielded.
        table: how it is read.
        where: where `tables` stands in the case.
        file: the file of the case; its tables stand in the same folder.
        problems: collects what is wrong.
    """
    if kind not in tables:
        return
    given = tables[kind]
    folder = file.path.parent
    mark = where.mark_of((kind,))
    if not _stays_in(folder, given):
        problems.add(mark, say("problem.tables.outside", file=repr(given)))
        return
    shown = str(Path(file.name).parent / given)
    try:
        text = read_text(folder / given, problems, name=shown)
    except UnreadableError:
        problems.add(mark, say("problem.tables.unreadable", file=given))
        return
    yield from read_table(text, shown, table, problems)


def _stays_in(folder: Path, file: object) -> bool:
    if not isinstance(file, str) or not file or any(sign in file for sign in "/\\\0:") or file in {".", ".."}:
        return False
    return (folder / file).resolve().parent == folder.resolve()
