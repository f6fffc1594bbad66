"""The command import: a case from a table, once somebody agrees to what is only guessed of it."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from simulation.called import COMMAND
from simulation.cli import arguments, completing, languages, study_options
from simulation.cli.usage import one_of
from simulation.scenario import acting, called
from simulation.words import listed, numbered, say

if TYPE_CHECKING:
    from simulation.scenario import Scenario
    from simulation.scenario.interchange import Layout, Role, TableReading

__all__ = ["import_table"]

_KEY: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,39}")
_LINE: Final = re.compile(r"[^\t\n\r\x85\u2028\u2029]{1,200}")
_SALIENCES: Final = ("share", "percent")


def _scale(value: str) -> str:
    from simulation.scenario.interchange import parse_scale

    if parse_scale(value) is None:
        raise typer.BadParameter(say("tables.problem.scale", given=repr(value)))
    return value


def _column(value: str) -> str:
    from simulation.scenario.interchange import ROLES

    _, equals, role = value.rpartition("=")
    if not equals or role not in ROLES:
        raise typer.BadParameter(say("tables.problem.column", given=repr(value), valid=listed(ROLES)))
    return value


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


def _layouts() -> "tuple[str, ...]":
    from simulation.scenario.interchange import LAYOUTS

    return LAYOUTS


def _layout(value: str) -> str:
    return one_of(*_layouts())(value)


def import_table(
    file: Annotated[Path, typer.Argument(metavar="FILE", show_default=False)],
    *,
    out: Annotated[Path | None, typer.Option(metavar="CASE.yaml")] = None,
    layout: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="tidy|ktab|decide", parser=_layout, autocompletion=completing.words(_layouts)
        ),
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option("--column", metavar="HEADING=ROLE", parser=_column, autocompletion=completing.columns),
    ] = None,
    scales: Annotated[list[str] | None, typer.Option("--scale", metavar="LOW..HIGH", parser=_scale)] = None,
    salience: Annotated[
        str | None,
        typer.Option(
            metavar="|".join(_SALIENCES),
            parser=one_of(*_SALIENCES),
            autocompletion=completing.words(lambda: _SALIENCES),
        ),
    ] = None,
    key: Annotated[str | None, typer.Option(metavar="KEY", parser=_key)] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", parser=_title)] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y")] = False,
    explain: Annotated[bool, typer.Option("--explain")] = False,
    overwrite: arguments.Overwrite = False,
    as_json: study_options.AsJson = False,
) -> None:
    """Make a case of a table."""
    from simulation.cli.new_file import write_new
    from simulation.cli.terminal import plain
    from simulation.engine import check_components
    from simulation.scenario.interchange import parse_scale, read_table

    reading = read_table(
        _bytes_of(file),
        str(file),
        layout=_as_layout(layout),
        key=key,
        title=title,
        scales=dict(filter(None, map(parse_scale, scales or []))),
        saliences="share" if salience == "share" else "percent" if salience else None,
        columns=dict(map(_heading_and_role, columns or [])),
        checks=(check_components,),
    )
    is_asked = bool(reading.guesses) and not (yes or explain)
    is_told = is_asked or not as_json
    for one in (*reading.seen, *reading.guesses, *reading.warnings) if is_told else ():
        typer.echo(plain(str(one)), err=True)
    case = reading.required()
    for note in case.notes if is_told else ():
        typer.echo(plain(note), err=True)
    if explain:
        if as_json:
            _print_as_json(reading, file, None)
        else:
            _explain(reading, case.scenario, file)
        return
    if is_asked:
        _ask([str(file), *_options(out, layout, columns, scales, salience, key, title, overwrite=overwrite)])
    target = out or Path(f"{case.scenario.key}.yaml")
    write_new(target, case.text, overwrite=overwrite)
    if as_json:
        _print_as_json(reading, file, target)
    else:
        _tell(case.scenario, target)


def _options(*values: object, overwrite: bool) -> list[str]:
    """Return the options that were given, as they are typed."""
    names = ("--out", "--format", "--column", "--scale", "--salience", "--key", "--title")
    words = []
    for name, value in zip(names, values, strict=True):
        for one in value if isinstance(value, list) else [value] if value is not None else []:
            words += [name, str(one)]
    return [*words, *(["--overwrite"] if overwrite else [])]


def _bytes_of(file: Path) -> bytes:
    """Return what a file holds.

    Raises:
        ScenarioError: if it cannot be read.
    """
    from simulation.scenario import Problems, UnreadableError, read_bytes

    problems = Problems()
    try:
        return read_bytes(file, problems)
    except UnreadableError:
        problems.raise_if_any()
        raise


def _heading_and_role(column: str) -> "tuple[str, Role]":
    from simulation.scenario.interchange import ROLES

    heading, _, name = column.rpartition("=")
    return heading, next(role for role in ROLES if role == name)


def _ask(words: Sequence[str]) -> None:
    """Ask whether what is guessed is right; leave with code 1 if not.

    Args:
        words: what was typed behind the command.

    Raises:
        ScenarioError: if nobody is there to ask.
    """
    from simulation.cli.confirming import confirmed
    from simulation.errors import ScenarioError

    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        line, see = (languages.to_type([COMMAND, "import", *words, then]) for then in ("--yes", "--explain"))
        raise ScenarioError(say("tables.guessed.refused", line=line, see=see))
    if not confirmed(say("tables.guessed.asked")):
        typer.echo(say("tables.guessed.no"), err=True)
        raise typer.Exit(1)


def _tell(case: "Scenario", target: Path) -> None:
    """Say what the case holds and how to read it."""
    from simulation.cli.terminal import Page

    sizes = {
        "delegations": len(case.delegations),
        "issues": len(case.issues),
        "positions": sum(len(one.mandate) for one in case.delegations),
    }
    counts = {name: numbered(f"count.{name}", n) for name, n in sizes.items()}
    page = Page()
    page.say(say("tables.imported", file=target, **counts))
    page.note(say("tables.imported.next"))
    page.write(f"  {languages.to_type([COMMAND, 'show', str(target)])}")


def _explain(reading: "TableReading", case: "Scenario", file: Path) -> None:
    """Print what each column was taken for, and the case that comes out; nothing is written."""
    from simulation.cli.case_page import print_case
    from simulation.cli.terminal import Page
    from simulation.scenario.interchange import role_told

    page = Page()
    page.say(say("tables.explained"))
    if reading.columns:
        page.heading(say("tables.columns"))
        rows = [
            (column.heading or "-", role_told(column.role), listed(column.sample))
            for column in reading.columns
        ]
        page.columns(rows, heads=[say(f"tables.columns.{head}") for head in ("heading", "role", "sample")])
    page.write()
    print_case(page, case, str(file))


def _print_as_json(reading: "TableReading", file: Path, target: Path | None) -> None:
    """Print how a table was read and the case that came out, as a JSON document."""
    from simulation.cli.json_document import case_in, print_document, told

    found = reading.required()
    columns = [
        {
            "heading": column.heading,
            "role": column.role,
            "is_exact": column.is_exact,
            "about": column.about or None,
            "scale": None if column.scale is None else list(column.scale),
            "sample": list(column.sample),
        }
        for column in reading.columns
    ]
    print_document(
        "import",
        file=str(file),
        out=None if target is None else str(target),
        columns=columns,
        **{
            name: [told(sentence=one) for one in getattr(reading, name)]
            for name in ("seen", "guesses", "warnings")
        },
        notes=list(found.notes),
        case={**case_in(found.scenario), "case": found.scenario.model_dump(mode="json", by_alias=True)},
    )


def _as_layout(value: str | None) -> "Layout | None":
    from simulation.scenario.interchange import LAYOUTS

    return next((layout for layout in LAYOUTS if layout == value), None)
