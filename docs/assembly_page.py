"""Writes the page on the format of assemblies: used by reference_pages.py."""
# ruff: noqa: INP001 - a script beside conf.py

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from simulation.models import ALONE, KNOWN
from simulation.models import DEFAULT as HURDLE
from simulation.scenario import TABLES as ASSEMBLY_COLUMNS
from simulation.scenario import assembly_file_schema
from simulation.storage import ASSEMBLY_TABLES, Kind, TableSpec
from simulation.study.assembly import ENSEMBLE_TABLES

__all__ = ["assembly_folder", "assembly_format"]

ASSEMBLY_HEAD: Final = """\
<!-- Written by docs/reference_pages.py from simulation/scenario/assembly_schema.py. -->
# Assembly format

The case of an assembly is a YAML file that starts with `assembly: 1`, read as strictly as a [case](case-format.md),
with the same keys. `validate`, `show`, `run` and `ensemble` take it: [Run an assembly](../how-to/run-an-assembly.md).
A command for conferences says what to type instead. [Assemblies](../explanation/assembly.md) says what the numbers do.
Places lie between -1 and 1 on every axis. In a `real` assembly every member has a basis and a source.
"""
FORMAT_TABLES: Final = """\
## Tables

`tables: {{members: FILE.csv, texts: FILE.csv, signed: FILE.csv}}` names CSV tables in the folder of the case, in UTF-8
and with commas. Their rows come before those that the case lists itself. A list has semicolons between its keys. The
tables of members and of texts have one more column for each axis, called like its key, for the place on it.

- Columns of members: {members}.
- Columns of texts: {texts}.
- Columns of what was signed: {signed}.

## What was fitted

What a case leaves out is taken from what was fitted to Chile's Constitutional Convention of 2021-22, whose members had
places between -1 and 1 (see [Validation](../validation.md)). `signed` counts only where the case says what was signed.

| field | where nothing was signed before | where the case says what was |
| --- | --- | --- |
{weights}

| field | |
| --- | --- |
{hurdle}
"""
FOLDER_HEAD: Final = """\
<!-- Written by docs/reference_pages.py from simulation/storage/assembly_tables.py. -->
# Assembly folder

`delegation-sim run CASE --out FOLDER` keeps one replication of an [assembly](assembly-format.md), and
`delegation-sim ensemble CASE --out FOLDER` what many add up to. A folder is written whole or not at all, holds no path
and no date, and the same case, seed and versions give the same tables, to the byte.

| file | |
| --- | --- |
| `manifest.json` | what was played, with what, and how it ended; see below |
| `case.yaml` | the case as it was played, tables and `--set` included; `delegation-sim run FOLDER/case.yaml` plays it |
| `TABLE.parquet` | the tables below; [Run folder](run-folder.md) says how to read them |
| `report.html` | there once `delegation-sim report FOLDER` has written it |

The manifest holds its `format` (`delegation-sim assembly run`, or `delegation-sim assembly ensemble`), the whole
`case` with its `case_hash`, `seed`, `replication` (or `replications` and the `level` of the intervals), `versions`, the
`command` that repeats it, of a run its `outcome`, and for each of the `tables` its file, rows, SHA-256, and what its
columns mean.

`report` and `explain` refuse a folder in which a table or the manifest was changed. There are no missing values: an
empty text means "none", and a number that does not exist is NaN.
"""


def assembly_folder(arrow: Mapping[Kind, str]) -> str:
    """Return every table of the folders about assemblies with its columns.

    Args:
        arrow: What each kind of column is called in Parquet.
    """
    parts = [FOLDER_HEAD, "## Of one replication", ""]
    parts += [line for name, spec in ASSEMBLY_TABLES.items() for line in _of_table(name, spec, arrow)]
    parts += ["## Of many replications", ""]
    parts += [line for name, spec in ENSEMBLE_TABLES.items() for line in _of_table(name, spec, arrow)]
    return "\n".join(parts)


def _of_table(name: str, spec: TableSpec, arrow: Mapping[Kind, str]) -> list[str]:
    rows = [f"| `{column}` | {arrow[kind]} | {meaning} |" for column, (kind, meaning) in spec.columns.items()]
    return [
        f"### `{name}.parquet`",
        "",
        spec.about,
        "",
        "| column | type | |",
        "| --- | --- | --- |",
        *rows,
        "",
    ]


def assembly_format(
    table: Callable[[str, Mapping[str, Any]], str],
    inside: Callable[[Mapping[str, Any], str], Iterable[tuple[str, Mapping[str, Any]]]],
) -> str:
    """Return every field of the case of an assembly, with range and default, and what was fitted.

    Args:
        table: Writes the fields of a model under a title.
        inside: Gives the models in a model, each with its path.
    """
    schema = assembly_file_schema()
    inner = {model["title"]: table(f"`{path}`", model) for path, model in inside(schema, "")}
    columns = {name: ", ".join(f"`{column}`" for column in found) for name, found in ASSEMBLY_COLUMNS.items()}
    rows = [
        (f"distance`, axis {axis + 1}", ALONE.distance[axis], KNOWN.distance[axis])
        for axis in range(len(ALONE.distance))
    ]
    names = ("bloc", "committee", "topic", "signed")
    rows += [(f"{name}`", getattr(ALONE, name), getattr(KNOWN, name)) for name in names]
    weights = "\n".join(
        f"| `sponsorship.weights.{name} | {alone:.2f} | {known:.2f} |" for name, alone, known in rows
    )
    hurdle = "\n".join(
        f"| `hurdle.{name}` | {getattr(HURDLE, name):.2f} |" for name in ("ease", "gap", "aside")
    )
    tables = FORMAT_TABLES.format(**columns, weights=weights, hurdle=hurdle)
    return "\n".join([ASSEMBLY_HEAD, table("The assembly", schema), *inner.values(), tables])
