"""The commands import and export: cases from the tables of other tools, and the table that these read."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from simulation.called import COMMAND, as_typed
from simulation.cli import arguments
from simulation.scenario.characters import acting, called
from simulation.words import reason

if TYPE_CHECKING:
    from simulation.scenario.interchange.positions import Layout

__all__ = ["export_case", "import_table"]

_KEY: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,39}")
_LINE: Final = re.compile(r"[^\t\n\r\x85\u2028\u2029]{1,200}")
_NAMED: Final = 5
_SALIENCES: Final = ("share", "percent")

type _Scale = tuple[str | None, tuple[float, float]]


def _layout(value: str) -> str:
    from simulation.scenario.interchange.positions import LAYOUTS

    if value not in LAYOUTS:
        raise typer.BadParameter(f"{value!r} is not one of {', '.join(LAYOUTS)}.")
    return value


def _scale(value: str) -> Any:  # noqa: ANN401 - typer takes no tuple from a parser
    from simulation.scenario.interchange.scaling import parse_scale

    found = parse_scale(value)
    if found is None:
        raise typer.BadParameter(f"{value!r} is not LOW..HIGH or ISSUE=LOW..HIGH, such as 0..100.")
    return found


def _key(value: str) -> str:
    if not _KEY.fullmatch(value):
        raise typer.BadParameter(f"{value!r} is no key: a letter, then up to 39 letters, digits, _ . or -.")
    return value


def _title(value: str) -> str:
    if not _LINE.fullmatch(value) or not value.strip():
        raise typer.BadParameter("a title is one line of 1 to 200 characters.")
    if character := acting(value):
        raise typer.BadParameter(f"the control character {called(character)} stands in it. Leave it out.")
    return value


def _saliences(value: str) -> str:
    if value not in _SALIENCES:
        raise typer.BadParameter(f"{value!r} is none of {', '.join(_SALIENCES)}.")
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
    from simulation.cli.terminal import Page, counted, plain
    from simulation.engine.check import check_components
    from simulation.scenario.interchange import importing

    given: list[_Scale] = list(scales or [])  # type: ignore[arg-type] # what the parser returned
    found = importing.import_table(
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
    sizes = ", ".join(
        (
            counted(len(found.scenario.delegations), "delegation"),
            counted(len(found.scenario.issues), "issue"),
            counted(sum(len(one.mandate) for one in found.scenario.delegations), "position"),
        )
    )
    page = Page()
    page.say(f"The case is in {target}: {sizes}.")
    page.note("Its notes say what was filled in. To read it:")
    page.write(f"  {as_typed([COMMAND, 'show', str(target)])}")


def _as_layout(value: str | None) -> "Layout | None":
    from simulation.scenario.interchange.positions import LAYOUTS

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
    from simulation.engine.simulate import load_scenario
    from simulation.state.tidy_table import tidy_table

    found = load_scenario(case, overrides=arguments.parsed(overrides))
    table = tidy_table(found, by_key=keys)
    if out is None:
        typer.echo(table.text, nl=False)
    else:
        _write(out, table.text, force=force)
        typer.echo(plain(f"The table is in {out}: {table.rows} rows."))
    if table.spread:
        typer.echo(f"{table.spread} numbers are not known for sure: the most likely value stands.", err=True)
    if table.from_blocs:
        typer.echo(f"{table.from_blocs} positions are the line of a bloc.", err=True)
    if table.left_out:
        some = ", ".join(table.left_out[:_NAMED])
        more = f" and {len(table.left_out) - _NAMED} more" if len(table.left_out) > _NAMED else ""
        typer.echo(plain(f"Left out, since they have no mandate: {some}{more}."), err=True)


def _write(target: Path, text: str, *, force: bool) -> None:
    """Write a file whole or not at all; replace one only if that is wanted."""
    from simulation.errors import RecordError
    from simulation.storage.written_whole import write_file

    if target.is_dir() or (target.exists() and not target.is_file()):
        raise RecordError(f"{target} is not a plain file. Name another one.")
    if target.exists() and not force:
        raise RecordError(f"{target} is there already. Name another file, or replace it with --force.")
    try:
        write_file(target, text)
    except OSError as error:
        raise RecordError(f"{target} cannot be written: {reason(error)}.") from error
