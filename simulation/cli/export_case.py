"""The command export: a case as a table or a workbook that import reads, what is kept as a workbook of its tables."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from simulation.cli import arguments
from simulation.words import names_joined, numbered, say

if TYPE_CHECKING:
    from simulation.scenario import Scenario
    from simulation.state import TidyTable
    from simulation.storage import Table

__all__ = ["export_case"]

_NAMED: Final = 5
_WORKBOOK: Final = ".xlsx"
_ENDINGS: Final = (".csv", _WORKBOOK)


def export_case(
    ctx: typer.Context,
    case: arguments.Case,
    *,
    out: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    keys: Annotated[bool, typer.Option("--keys")] = False,
    overwrite: arguments.Overwrite = False,
    overrides: arguments.Overrides = None,
) -> None:
    """Write the positions of a case as a table."""
    from simulation.cli.new_file import write_new
    from simulation.cli.terminal import plain
    from simulation.engine import load_scenario
    from simulation.state import case_workbook, tidy_table

    if arguments.is_kept(case):
        arguments.refuse_for_kept(ctx, "keys", "overrides")
        _export_kept(Path(case), out, overwrite=overwrite)
        return
    if out is not None and out.suffix.lower() not in _ENDINGS:
        raise typer.BadParameter(say("tables.problem.ending"), param_hint="--out")
    found = load_scenario(case, overrides=arguments.parsed(overrides))
    table = tidy_table(found, by_key=keys)
    if out is None:
        typer.echo(table.text, nl=False)
    else:
        is_workbook = out.suffix.lower() == _WORKBOOK
        write_new(out, case_workbook(found, by_key=keys) if is_workbook else table.text, overwrite=overwrite)
        typer.echo(plain(numbered("tables.exported", table.rows, file=out)))
    _tell(found, table)


def _export_kept(folder: Path, out: Path | None, *, overwrite: bool) -> None:
    """Write the tables of a run, a study or what else is kept as a workbook, a sheet each.

    Raises:
        BadParameter: if the file that is asked for is no workbook.
    """
    from simulation.cli.new_file import write_new
    from simulation.cli.terminal import plain
    from simulation.scenario.interchange import SheetTable, workbook_of

    if out is None or out.suffix.lower() != _WORKBOOK:
        raise typer.BadParameter(say("tables.problem.run"), param_hint="--out")
    sheets = [
        SheetTable(name, list(table), list(zip(*table.values(), strict=True)))
        for name, table in _kept_tables(folder).items()
    ]
    write_new(out, workbook_of(sheets), overwrite=overwrite)
    typer.echo(plain(numbered("tables.exported.kept", len(sheets), folder=folder, file=out)))


def _kept_tables(folder: Path) -> "Mapping[str, Table]":
    """Return the tables of a folder by name, as they stand in it.

    Raises:
        DelegationSimError: if something in it is missing or damaged, or it holds nothing of the kind.
    """
    from simulation.storage import (
        ASSEMBLY_TABLES,
        assembly_table,
        is_assembly_run,
        is_study,
        is_tournament,
        load_assembly_run,
        load_run,
    )
    from simulation.study.assembly import ensemble_tables, is_assembly_ensemble, load_assembly_ensemble

    if is_tournament(folder):
        from simulation.tournament import kept_tables

        return kept_tables(folder)
    if is_assembly_run(folder):
        record = load_assembly_run(folder).record
        return {name: assembly_table(name, record) for name in ASSEMBLY_TABLES}
    if is_assembly_ensemble(folder):
        return ensemble_tables(load_assembly_ensemble(folder))
    return _study_tables(folder) if is_study(folder) else load_run(folder).tables


def _study_tables(folder: Path) -> "Mapping[str, Table]":
    """Return the replications of a study, and its estimates, differences and coalitions."""
    from simulation.storage import StudyFolder, refuse_held
    from simulation.study import result_tables, summarise

    refuse_held(folder)
    kept = StudyFolder.open(folder)
    found = result_tables(summarise(kept))
    results = {name: {key: values for key, (_, values) in columns.items()} for name, columns in found.items()}
    return {**results, "replications": kept.rows().to_pydict()}


def _tell(case: "Scenario", table: "TidyTable") -> None:
    """Say what the table cannot hold."""
    from simulation.cli.terminal import plain

    counted = (("spread", table.spread), ("from_blocs", table.from_blocs), ("red_lines", table.red_lines))
    for what, n in counted:
        if n:
            typer.echo(numbered(f"tables.{what}", n), err=True)
    if left_out := table.left_out:
        names = names_joined(left_out, _NAMED)
        typer.echo(plain(numbered("tables.left_out", len(left_out), names=names)), err=True)
    typer.echo(say("tables.no_rules"), err=True)
    if case.translations:
        typer.echo(say("tables.no_translations"), err=True)
