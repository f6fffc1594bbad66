"""Run folders and study folders: a manifest and Parquet tables, whole and verifiable."""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from simulation.storage.columns import TABLES, Table, TableSpec
    from simulation.storage.folder import load_run, save_run, write_run
    from simulation.storage.kept_run import Run, make_run, rows_of
    from simulation.storage.manifest import Manifest

__all__ = [
    "TABLES",
    "Manifest",
    "Run",
    "Table",
    "TableSpec",
    "load_run",
    "make_run",
    "rows_of",
    "save_run",
    "write_run",
]

_HOME: Final = {
    "TABLES": "columns",
    "Manifest": "manifest",
    "Run": "kept_run",
    "Table": "columns",
    "TableSpec": "columns",
    "load_run": "folder",
    "make_run": "kept_run",
    "rows_of": "kept_run",
    "save_run": "folder",
    "write_run": "folder",
}
"""Module of each public name: loaded when the name is first used, so that a worker loads no more than it needs."""


if not TYPE_CHECKING:  # a type checker would take any name for public

    def __getattr__(name: str) -> object:
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"simulation.storage.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__
