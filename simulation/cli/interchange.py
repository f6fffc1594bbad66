"""The commands import and export: cases from the tables of other tools, and the table that these read."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from simulation.called import COMMAND
from simulation.cli import arguments, languages
from simulation.scenario import acting, called
from simulation.words import listed, names_joined, numbered, reason, say

if TYPE_CHECKING:
    from simulation.scenario.interchange import Layout

__all__ = ["export_case", "import_table"]

_KEY: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,39}")
_LINE: Final = re.compile(r"[^\t\n\r\x85\u2028\u2029]{1,200}")
_NAMED: Final = 5
_SALIENCES: Final = ("share", "percent")

type _Scale = tuple[str | None, tuple[float, float]]


def _layout(value: str) -> str:
    from simulation.scenario.interchange import LAYOUTS

    if value not in LAYOUTS:
        raise typer.BadParameter(say("usage.valid", given=repr(value), valid=listed(LAYOUTS)))
    return value


def _scale(value: str) -> Any:  # noqa: ANN401 - typer takes no tuple from a parser
    from simulation.scenario.interchange import parse_scale

    found = parse_scale(value)
    if found is None:
        raise typer.BadParameter(say("tables.problem.scale", given=repr(value)))
    return found


def _key(value: str) -> str:
    if not _KEY.fullmatch(value):
        raise typer.BadParameter(say("tables.problem.key", given=repr(value)))
    return value


def _title(value: str) -> str:
    if not _LINE.fullmatch(value) or not value.strip():
        raise typer.BadParameter(say("tables.problem.title"))
    if character := acting(value):
        raise typer.BadParameter(say("tables.problem.control", character=called(character)))
    return value


def _saliences(value: str) -> str:
    if value not in _SALIENCES:
        raise typer.BadParameter(say("usage.valid", given=repr(value), valid=listed(_SALIENCES)))
    return value


def import_table(
    file: Annotated[Path, typer.Argument(metavar="FILE", show_default=False)],
    *,
    out: Annotated[Path | None, typer.Option(metavar="CASE.yaml")] = None,
    layout: Annotated[
        str | None, typer.Option("--format", metavar="tidy|ktab|decide", parser=_layout)
    ] = None,
    scales: Annotated[list[str] | None, typer.Option("--scale", metavar="LOW..HIGH", parser=_scale)] = None,
    salience: Annotated[str | None, typer.Option(metavar="share|percent", parser=_saliences)] = None,
    key: Annotated[str | None, typer.Option(metavar="KEY", parser=_key)] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", parser=_title)] = None,
    force: Annotated[bool, typer.Option("--force")] = False,
) -> None:
    """Make a case of a table of another tool."""
    from simulation.cli.terminal import Page, plain
    from simulation.engine import check_components
    from simulation.scenario.interchange import import_table as importing_import_table

    given: list[_Scale] = list(scales or [])  # type: ignore[arg-type] # what the parser returned
    found = importing_import_table(
        file,
        layout=_as_layout(layout),
        key=key,
        title=title,
        scales=dict(given),
        saliences="share" if salience == "share" else "percent" if salience else None,
        checks=(check_components,),
    )
    target = out or Path(f"{found.scenario.key}.yaml")
    _write(target, found.text, force=force)
    for note in found.notes:
        typer.echo(plain(note), err=True)
    sizes = {
        "delegations": len(found.scenario.delegations),
        "issues": len(found.scenario.issues),
        "positions": sum(len(one.mandate) for one in found.scenario.delegations),
    }
    counts = {name: numbered(f"count.{name}", n) for name, n in sizes.items()}
    page = Page()
    page.say(say("tables.imported", file=target, **counts))
    page.note(say("tables.imported.next"))
    page.write(f"  {languages.to_type([COMMAND, 'show', str(target)])}")


def _as_layout(value: str | None) -> "Layout | None":
    from simulation.scenario.interchange import LAYOUTS

    return next((layout for layout in LAYOUTS if layout == value), None)


def export_case(
    case: arguments.Case,
    *,
    out: Annotated[Path | None, typer.Option(metavar="FILE.csv")] = None,
    keys: Annotated[bool, typer.Option("--keys")] = False,
    force: Annotated[bool, typer.Option("--force")] = False,
    overrides: arguments.Overrides = None,
) -> None:
    """Write the positions of a case as a tidy CSV table."""
    from simulation.cli.terminal import plain
    from simulation.engine import load_scenario
    from simulation.state import tidy_table

    found = load_scenario(case, overrides=arguments.parsed(overrides))
    table = tidy_table(found, by_key=keys)
    if out is None:
        typer.echo(table.text, nl=False)
    else:
        _write(out, table.text, force=force)
        typer.echo(plain(numbered("tables.exported", table.rows, file=out)))
    for what, n in (("spread", table.spread), ("from_blocs", table.from_blocs)):
        if n:
            typer.echo(numbered(f"tables.{what}", n), err=True)
    if left_out := table.left_out:
        names = names_joined(left_out, _NAMED)
        typer.echo(plain(numbered("tables.left_out", len(left_out), names=names)), err=True)
    if found.translations:
        typer.echo(say("tables.no_translations"), err=True)


def _write(target: Path, text: str, *, force: bool) -> None:
    """Write a file whole or not at all; replace one only if that is wanted."""
    from simulation.errors import RecordError
    from simulation.storage import write_file

    if target.is_dir() or (target.exists() and not target.is_file()):
        raise RecordError(say("tables.file.unfit", file=target))
    if target.exists() and not force:
        raise RecordError(say("tables.file.there", file=target))
    try:
        write_file(target, text)
    except OSError as error:
        raise RecordError(say("tables.file.unwritten", file=target, why=reason(error))) from error
