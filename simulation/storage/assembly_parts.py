"""Folders about assemblies: a manifest, the case in one file, and Parquet tables, whole and verifiable."""

import json
import platform
import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from simulation.errors import RecordError
from simulation.scenario.assembly_case import assembly_hash
from simulation.scenario.assembly_schema import Assembly
from simulation.scenario.writing import case_text
from simulation.storage.own_folder import MANIFEST, OwnFolder
from simulation.storage.parquet import read_columns
from simulation.storage.run_columns import Table, TableSpec
from simulation.storage.sealed_tables import check_seal, format_of, table_file, write_sealed
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
            write_sealed(folder, whole, tables, self.tables)

        return self._kind.write(target, fill, command=shlex.join(command), overwrite=overwrite)

    def refuse(self, target: Path, *, overwrite: bool) -> None:
        """Refuse a place where no such folder can be written, before anybody waits for what is to be written.

        Raises:
            RecordError: if something else is there, or one of this kind that is not to be overwritten.
        """
        self._kind.refuse_what_is_not_ours(target, overwrite=overwrite)

    def is_one(self, folder: Path) -> bool:
        """Return whether a folder is of this kind."""
        return format_of(folder / MANIFEST) == self.format

    def load[T](self, folder: Path, made: Callable[[dict[str, Any], dict[str, Table]], T]) -> T:
        """Return what is made of manifest and tables of a folder, after checking that nothing in it was changed.

        Raises:
            RecordError: if something in it is missing, damaged or of another version of the format.
        """
        try:
            return made(*self._read(folder))
        except RecordError as error:
            raise RecordError(say("folder.in", folder=folder, problem=error)) from error
        except (KeyError, ValueError, IndexError, TypeError) as error:
            problem = say("folder.run.misfit", kind=type(error).__name__, why=error)
            raise RecordError(say("folder.in", folder=folder, problem=problem)) from error

    def _read(self, folder: Path) -> tuple[dict[str, Any], dict[str, Table]]:
        data: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if data.get("format_version") != self.version:
            given = repr(data.get("format_version"))
            raise RecordError(say("folder.run.version", version=given, ours=self.version))
        check_seal(data)
        tables: dict[str, Table] = {}
        for name, spec in self.tables.items():
            path = table_file(folder, name, data)
            tables[name], _ = read_columns(path)
            if list(tables[name]) != list(spec.columns):
                raise RecordError(say("folder.columns", file=path.name, table=repr(name)))
        return data, tables
