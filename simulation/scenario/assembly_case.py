"""Loads the case of an assembly, with its tables; every problem is reported at once."""

import hashlib
import json
import os
import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from simulation.scenario.assembly_schema import Assembly
from simulation.scenario.check_assembly import find_assembly_conflicts
from simulation.scenario.csv_table import Row, Table, names_in
from simulation.scenario.levers import apply_overrides, written
from simulation.scenario.load import locate
from simulation.scenario.model_base import schema_of
from simulation.scenario.problem_wording import add_schema_problems
from simulation.scenario.problems import Mark, Problem, Problems, Source
from simulation.scenario.strict_yaml import UnreadableError, parse_yaml, read_text, scalar
from simulation.scenario.tables import CaseFile, table_rows, without_tables
from simulation.words import say

__all__ = [
    "TABLES",
    "assembly_hash",
    "check_assembly",
    "find_assembly_problems",
    "is_assembly",
    "load_assembly",
    "shipped_assemblies",
]

_IS_ASSEMBLY: Final = re.compile(r"^assembly:", re.MULTILINE)
_AXIS_KEY: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,39}")


def _text(text: str) -> str:
    return text


type _Columns = Mapping[str, Callable[[str], Any]]

TABLES: Final[Mapping[str, _Columns]] = {
    "members": dict.fromkeys(("key", "name", "bloc", "committee", "source", "basis", "confidence"), _text),
    "texts": {
        **dict.fromkeys(("key", "name", "committee", "date"), _text),
        "sponsors": names_in,
        "spread": scalar,
    },
    "signed": {**dict.fromkeys(("key", "date", "committee"), _text), "signers": names_in},
}
"""Columns of each table; those of members and of texts have one more for each axis, which is called like it."""
_MOST_ROWS: Final = 5_000


def is_assembly(case: str | os.PathLike[str]) -> bool:
    """Return whether this names the case of an assembly: a file that starts with `assembly: 1`."""
    try:
        file = locate(case, Problems())
        if not file.path.is_file():  # to open a named pipe would wait for a writer
            return False
        with file.path.open(encoding="utf-8", errors="replace") as opened:
            return _IS_ASSEMBLY.search(opened.read(_LOOKED_AT)) is not None
    except (UnreadableError, OSError):
        return False


_LOOKED_AT: Final = 20_000
"""Characters in which the first field of a file has to come."""


@cache
def shipped_assemblies() -> tuple[str, ...]:
    """Return the names of the assemblies that come with the library, in alphabetical order."""
    found = [Path(file.name).stem for file in files("scenarios").iterdir() if file.name.endswith(".yaml")]
    return tuple(sorted(name for name in found if is_assembly(name)))


def load_assembly(case: str | os.PathLike[str], *, overrides: Mapping[str, object] | None = None) -> Assembly:
    """Return the case of an assembly.

    Args:
        case: the name of a shipped one, or a YAML file.
        overrides: values by dotted path, such as `{"stages.floor.share": 0.5}`; text as in YAML.

    Raises:
        ScenarioError: if there is a problem; its text lists all of them.
    """
    found, problems = _load(case, overrides or {})
    problems.raise_if_any()
    assert found is not None  # noqa: S101 - without a problem there is a case
    return found


def find_assembly_problems(case: str | os.PathLike[str]) -> list[Problem]:
    """Return everything that keeps `load_assembly` from loading a case; nothing if it loads."""
    return _load(case, {})[1].sorted()


def check_assembly(raw: Mapping[str, Any], source: Source, problems: Problems) -> Assembly | None:
    """Return the case that plain data describe, or None if a field of it is wrong by itself.

    Args:
        raw: the case as plain data, tables merged.
        source: where everything in it stands.
        problems: collects everything that keeps the case from being used.
    """
    found = None
    try:
        found = Assembly.model_validate_json(json.dumps(raw), strict=True)
    except ValidationError as error:
        add_schema_problems(error, raw, source, problems, schema_of(Assembly))
    for path, message in find_assembly_conflicts(raw):
        problems.add(source.mark_of(path), message)
    return found


def assembly_hash(case: Assembly) -> str:
    """Return the SHA-256 of the case as JSON with sorted keys: equal for equal cases."""
    text = json.dumps(case.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _load(case: str | os.PathLike[str], overrides: Mapping[str, object]) -> tuple[Assembly | None, Problems]:
    problems = Problems()
    try:
        file = locate(case, problems)
        raw, source = parse_yaml(read_text(file.path, problems, name=file.name), file.name, problems)
    except UnreadableError:
        return None, problems
    if not isinstance(raw, dict):
        problems.add(source.mark, say("problem.assembly.no_mapping"))
        return None, problems
    raw, source = _merged(raw, source, file, problems)
    raw, source = apply_overrides(raw, source, written(overrides), problems, schema_of(Assembly))
    return check_assembly(raw, source, problems), problems


def _merged(
    raw: dict[str, Any], source: Source, file: CaseFile, problems: Problems
) -> tuple[dict[str, Any], Source]:
    """Return the case without `tables`, the rows of each table in front of what the case lists itself."""
    raw, source, named = without_tables(raw, source, TABLES, say("problem.assembly.tables"), problems)
    if named is None:
        return raw, source
    tables, where = named
    axes = _axes(raw)
    for kind, columns in TABLES.items():
        own = {} if kind == "signed" else dict.fromkeys(axes, scalar)
        table = Table({**columns, **own}, ("key",), max_rows=_MOST_ROWS)
        rows = list(table_rows(tables, kind, table, where=where, file=file, problems=problems))
        listed = raw.get(kind, [])
        if not rows or not isinstance(listed, list):
            continue
        made = [_entry(mark, row, axes) for mark, row in rows]
        old = source.inside.get(kind, where)
        places: dict[str | int, Source] = {
            len(made) + place: old.inside[place] for place in range(len(listed))
        }
        raw[kind] = [value for value, _ in made] + listed
        inside: dict[str | int, Source] = {place: found for place, (_, found) in enumerate(made)}
        source.inside[kind] = Source(old.mark, old.key, {**inside, **places})
    return raw, source


def _axes(raw: Mapping[str, Any]) -> list[str]:
    """Return the keys of the axes, as far as they can be told yet."""
    given = raw.get("axes")
    keys = [one.get("key") for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    return [key for key in keys if isinstance(key, str) and _AXIS_KEY.fullmatch(key)]


def _entry(mark: Mark, row: Row, axes: list[str]) -> tuple[dict[str, Any], Source]:
    """Return a row as it would stand in the case, and where everything in it stands."""
    value: dict[str, Any] = {}
    source = Source(mark)
    for column, (cell, here) in row.items():
        holder, held = value, source
        if column in axes:
            holder = value.setdefault("place", {})
            held = source.inside.setdefault("place", Source(mark, mark))
        holder[column] = cell
        inside: dict[str | int, Source] = {}
        if isinstance(cell, list):
            inside = {place: Source(here) for place in range(len(cell))}
        held.inside[column] = Source(here, here, inside)
    return value, source
