"""Run folders: a manifest and Parquet tables that hold one negotiation, whole and verifiable."""

from simulation.storage.columns import TABLES, Table, TableSpec
from simulation.storage.folder import load_run, save_run, write_run
from simulation.storage.manifest import Manifest
from simulation.storage.run import Run, make_run, rows_of

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
