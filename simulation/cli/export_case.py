"""The command export: a case as a table or a workbook that import reads, a run as a workbook of its tables."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from simulation.cli import arguments
from simulation.words import names_joined, numbered, say

if TYPE_CHECKING:
    from simulation.scenario import Scenario
    from simulation.state import TidyTable

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
    from simulation.cli.terminal import plain
    from simulation.cli.written import write_new
    from simulation.engine import load_scenario
    from simulation.state import case_workbook, tidy_table

    if arguments.is_kept(case):
        arguments.refuse_for_kept(ctx, "keys", "overrides")
        _export_run(Path(case), out, overwrite=overwrite)
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


def _export_run(folder: Path, out: Path | None, *, overwrite: bool) -> None:
    """Write the tables of a run as a workbook, a sheet each.

    Raises:
        BadParameter: if the file that is asked for is no workbook.
    """
    from simulation.cli.terminal import plain
    from simulation.cli.written import write_new
    from simulation.scenario.interchange import SheetTable, workbook_of
    from simulation.storage import load_run

    if out is None or out.suffix.lower() != _WORKBOOK:
        raise typer.BadParameter(say("tables.problem.run"), param_hint="--out")
    tables = load_run(folder).tables
    sheets = [
        SheetTable(name, list(table), list(zip(*table.values(), strict=True)))
        for name, table in tables.items()
    ]
    write_new(out, workbook_of(sheets), overwrite=overwrite)
    typer.echo(plain(numbered("tables.exported.run", len(sheets), file=out)))


def _tell(case: "Scenario", table: "TidyTable") -> None:
    """Say what the table cannot hold."""
    from simulation.cli.terminal import plain

    for what, n in (("spread", table.spread), ("from_blocs", table.from_blocs)):
        if n:
            typer.echo(numbered(f"tables.{what}", n), err=True)
    if left_out := table.left_out:
        names = names_joined(left_out, _NAMED)
        typer.echo(plain(numbered("tables.left_out", len(left_out), names=names)), err=True)
    if case.translations:
        typer.echo(say("tables.no_translations"), err=True)
