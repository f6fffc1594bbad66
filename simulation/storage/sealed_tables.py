"""Tables in a folder with a manifest that lists and seals them, so that whatever was changed since is noticed."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from simulation.errors import RecordError
from simulation.storage.manifest import hash_of
from simulation.storage.own_folder import MANIFEST
from simulation.storage.parquet import write_columns
from simulation.storage.run_columns import Table, TableSpec
from simulation.words import say

__all__ = ["check_seal", "file_hash", "format_of", "json_text", "table_file", "write_sealed"]


def write_sealed(
    folder: Path, manifest: Mapping[str, Any], tables: Mapping[str, Table], specs: Mapping[str, TableSpec]
) -> None:
    """Write tables, and the manifest with what each of them holds, its hash and its own."""
    whole: dict[str, Any] = {**manifest, "tables": {}}
    for name, spec in specs.items():
        path = folder / f"{name}.parquet"
        columns = {column: (kind, tables[name][column]) for column, (kind, _) in spec.columns.items()}
        whole["tables"][name] = {
            "file": path.name,
            "rows": write_columns(columns, path),
            "sha256": file_hash(path),
            "about": spec.about,
            "columns": {column: meaning for column, (_, meaning) in spec.columns.items()},
        }
    whole["sha256"] = hash_of(whole)
    (folder / MANIFEST).write_text(json_text(whole), encoding="utf-8")


def check_seal(data: Mapping[str, Any]) -> None:
    """Check that a manifest is as it was written.

    Raises:
        RecordError: if it was changed.
    """
    if data.get("sha256") != hash_of({key: value for key, value in data.items() if key != "sha256"}):
        raise RecordError(say("folder.run.changed", file=MANIFEST))


def table_file(folder: Path, name: str, data: Mapping[str, Any]) -> Path:
    """Return the file of a table, after checking that it is the one that the manifest lists.

    Raises:
        RecordError: if it is not listed, not there, or was changed.
    """
    tables = data.get("tables")
    entry = tables.get(name) if isinstance(tables, dict) else None
    expected = entry.get("sha256") if isinstance(entry, dict) else None
    path = folder / f"{name}.parquet"
    if expected is None:
        raise RecordError(say("folder.run.unlisted", table=repr(name)))
    if not path.is_file():
        raise RecordError(say("folder.missing", file=path.name))
    if file_hash(path) != expected:
        raise RecordError(say("folder.run.changed", file=path.name))
    return path


def file_hash(file: Path) -> str:
    """Return the SHA-256 of what stands in a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def json_text(data: Mapping[str, Any]) -> str:
    """Return plain data as a manifest holds it."""
    return json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def format_of(file: Path) -> object:
    """Return what a file says it is, such as the manifest of a run; None if it does not."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return data.get("format") if isinstance(data, dict) else None
