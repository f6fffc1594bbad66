"""Folders about assemblies: a manifest, the case in one file, and Parquet tables, whole and verifiable."""

import hashlib
import json
import platform
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from simulation.errors import RecordError
from simulation.scenario.assembly import assembly_hash
from simulation.scenario.assembly_schema import Assembly
from simulation.scenario.writing import case_text
from simulation.storage.columns import Table, TableSpec
from simulation.storage.manifest import hash_of
from simulation.storage.own_folder import MANIFEST, OwnFolder
from simulation.storage.parquet import read_columns, write_columns
from simulation.version import version
from simulation.words import say

__all__ = ["CASE", "AssemblyFolder", "about_case"]

CASE: Final = "case.yaml"
"""The case as it was played, tables and changes included, in one file."""


def about_case(case: Assembly, made_by: str = "") -> dict[str, Any]:
    """Return what a manifest says of the case and of what played it.

    Args:
        case: The case.
        made_by: Version of delegation-sim; this one if left out.
    """
    return {
        "key": case.key,
        "title": case.title,
        "case": case.model_dump(mode="json"),
        "case_hash": assembly_hash(case),
        "versions": {
            "delegation-sim": made_by or version(),
            "python": platform.python_version(),
            "numpy": np.__version__,
        },
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class AssemblyFolder:
    """Folders of one kind."""

    format: str
    """What the manifest calls it."""
    version: int
    tables: Mapping[str, TableSpec]

    @property
    def _kind(self) -> OwnFolder:
        return OwnFolder((MANIFEST, CASE, "report.html", *(f"{table}.parquet" for table in self.tables)))

    def write(
        self,
        target: Path,
        manifest: Mapping[str, Any],
        tables: Mapping[str, Table],
        case: Assembly,
        *,
        command: Sequence[str],
        overwrite: bool,
    ) -> Path:
        """Write a folder and return its path.

        Args:
            target: Where to; it must not exist, or be empty, or be of this kind and to be overwritten.
            manifest: What it says of itself, as plain data.
            tables: By name.
            case: The case as it was played.
            command: What made it, word by word.
            overwrite: Replace what is there.

        Raises:
            RecordError: if something else is there, or it cannot be written. Nothing is changed then.
        """
        whole = {"format": self.format, "format_version": self.version, **manifest, "command": list(command)}

        def fill(folder: Path) -> None:
            data = case.model_dump(mode="json", exclude_none=True)
            header = "# Written by delegation-sim: the case as it was played.\n"
            (folder / CASE).write_text(case_text(data, header), encoding="utf-8")
            listed = {name: _put(folder, name, spec, tables[name]) for name, spec in self.tables.items()}
            sealed = {**whole, "tables": listed}
            sealed["sha256"] = hash_of(sealed)
            text = json.dumps(sealed, indent=1, ensure_ascii=False, allow_nan=False)
            (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")

        return self._kind.write(target, fill, command=shlex.join(command), overwrite=overwrite)

    def refuse(self, target: Path, *, overwrite: bool) -> None:
        """Refuse a place where no such folder can be written, before anybody waits for what is to be written.

        Raises:
            RecordError: if something else is there, or one of this kind that is not to be overwritten.
        """
        self._kind.refuse_what_is_not_ours(target, overwrite=overwrite)

    def is_one(self, folder: Path) -> bool:
        """Return whether a folder is of this kind."""
        try:
            data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return False
        return isinstance(data, dict) and data.get("format") == self.format

    def load(self, folder: Path) -> tuple[dict[str, Any], dict[str, Table]]:
        """Return manifest and tables of a folder of this kind, after checking that nothing in it was changed.

        Raises:
            RecordError: if something in it is missing, damaged or of another version of the format.
        """
        data: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if data.get("format_version") != self.version:
            given = repr(data.get("format_version"))
            raise RecordError(say("folder.run.version", version=given, ours=self.version))
        if data.get("sha256") != hash_of({key: value for key, value in data.items() if key != "sha256"}):
            raise RecordError(say("folder.run.changed", file=MANIFEST))
        listed = data.get("tables")
        return data, {name: _taken(folder, name, spec, listed) for name, spec in self.tables.items()}


def _put(folder: Path, name: str, spec: TableSpec, table: Table) -> dict[str, Any]:
    """Write a table and return what the manifest says of it."""
    path = folder / f"{name}.parquet"
    rows = write_columns({column: (kind, table[column]) for column, (kind, _) in spec.columns.items()}, path)
    return {
        "file": path.name,
        "rows": rows,
        "sha256": _sha256(path),
        "about": spec.about,
        "columns": {column: meaning for column, (_, meaning) in spec.columns.items()},
    }


def _taken(folder: Path, name: str, spec: TableSpec, tables: Any) -> Table:  # noqa: ANN401 - parsed JSON
    entry = tables.get(name) if isinstance(tables, dict) else None
    expected = entry.get("sha256") if isinstance(entry, dict) else None
    path = folder / f"{name}.parquet"
    if expected is None:
        raise RecordError(say("folder.run.unlisted", table=repr(name)))
    if not path.is_file():
        raise RecordError(say("folder.missing", file=path.name))
    if _sha256(path) != expected:
        raise RecordError(say("folder.run.changed", file=path.name))
    found, _ = read_columns(path)
    if list(found) != list(spec.columns):
        raise RecordError(say("folder.columns", file=path.name, table=repr(name)))
    return found


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
