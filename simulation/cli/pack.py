"""The command pack: writes the papers of a training."""

from pathlib import Path
from typing import Annotated

import typer

from simulation.cli import arguments
from simulation.words import say

__all__ = ["pack"]

_AUDIENCES = ("trainer", "seats", "all")


def _is_audience(value: str) -> str:
    if value not in _AUDIENCES:
        raise typer.BadParameter(f"{value!r} is not one of {', '.join(_AUDIENCES)}.")
    return value


def pack(
    case: arguments.Case,
    *,
    out: Annotated[Path | None, typer.Option(metavar="FOLDER")] = None,
    audience: Annotated[str, typer.Option("--for", metavar="trainer|seats|all", parser=_is_audience)] = "all",
    overwrite: Annotated[bool, typer.Option("--overwrite")] = False,
    overrides: arguments.Overrides = None,
    instance: arguments.Instance = None,
) -> None:
    """Write the papers of a training as HTML pages to print."""
    from simulation.cli.terminal import Page, counted
    from simulation.engine.simulate import load_scenario
    from simulation.report.pack import pack_pages, write_pack
    from simulation.report.pack.pack_pages import INDEX, SEATS, Audience
    from simulation.scenario.instances import name_of
    from simulation.scenario.pack import SUFFIX, load_pack

    found = load_scenario(case, overrides=arguments.parsed(arguments.drawn(overrides, instance)))
    written = load_pack(case, scenario=found)
    name = f"{Path(case).stem}{SUFFIX}"
    whose: Audience = "trainer" if audience == "trainer" else "seats" if audience == "seats" else "all"
    changed = arguments.renumbered(overrides)
    pages = pack_pages(found, written, audience=whose, pack_name=name, changed=changed)
    folder = write_pack(pages, out or Path(f"{name_of(found)}-pack"), overwrite=overwrite)
    roles = sum(path.startswith(f"{SEATS}/") for path in pages)
    page = Page()
    page.say(f"The pack is in {folder}. Begin with {folder / INDEX}.")
    rest = [path for path in pages if path != INDEX and not path.startswith(f"{SEATS}/")]
    sheets = f" and {counted(roles, 'role sheet')}" if roles else ""
    page.note(f"{counted(len(rest), 'paper')}{sheets}; the index says whose each is.")
    if changed:
        page.note(say("papers.changed", paths=", ".join(changed)))
    if written is None and audience != "seats":
        page.note(f"There is no {name} beside the case: the guide says what to write into it.")
