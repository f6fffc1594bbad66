"""The command pack: writes the papers of a training."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from simulation.cli import arguments, completing, study_options
from simulation.cli.usage import one_of
from simulation.words import listed, numbered, say

if TYPE_CHECKING:
    from simulation.scenario import Scenario

__all__ = ["pack"]

_AUDIENCES = ("trainer", "seats", "all")


def pack(
    case: arguments.Case,
    *,
    out: Annotated[Path | None, typer.Option(metavar="FOLDER")] = None,
    audience: Annotated[
        str,
        typer.Option(
            "--for",
            metavar="|".join(_AUDIENCES),
            parser=one_of(*_AUDIENCES),
            autocompletion=completing.words(lambda: _AUDIENCES),
        ),
    ] = "all",
    overwrite: arguments.Overwrite = False,
    overrides: arguments.Overrides = None,
    instance: arguments.Instance = None,
    names: arguments.Names = "real",
    as_json: study_options.AsJson = False,
) -> None:
    """Write the papers of a training as HTML pages to print."""
    from simulation.cli.terminal import Page
    from simulation.cli.told_texts import recast_case, told_case
    from simulation.report.pack import INDEX, SEATS, Audience, pack_pages, write_pack
    from simulation.scenario import SUFFIX, load_pack
    from simulation.scenario.instances import name_of

    found = told_case(case, arguments.parsed(arguments.drawn(overrides, instance)))
    written = load_pack(case, scenario=found)
    hidden = None if names == "real" else recast_case(found)
    if hidden is not None:  # in the trainer's own words stand real names
        found, written = hidden.case, None
    name = f"{Path(case).stem}{SUFFIX}"
    whose: Audience = "trainer" if audience == "trainer" else "seats" if audience == "seats" else "all"
    changed = arguments.renumbered(overrides)
    if hidden is not None:
        changed = tuple(".".join(hidden.keys.get(part, part) for part in path.split(".")) for path in changed)
    pages = pack_pages(found, written, audience=whose, pack_name=name, changed=changed)
    folder = write_pack(pages, out or Path(f"{name_of(found)}-pack"), overwrite=overwrite)
    if as_json:
        asked: dict[str, Any] = {"for": whose, "instance": instance or 0, "names": names}
        real = {} if hidden is None else hidden.real
        asked |= {"folder": str(folder), "files": sorted(pages)}
        _print_json(found, asked, has_pack=written is not None, changed=changed, real=real)
        return
    roles = sum(path.startswith(f"{SEATS}/") for path in pages)
    page = Page()
    page.say(say("pack.made", folder=folder, index=folder / INDEX))
    rest = [path for path in pages if path != INDEX and not path.startswith(f"{SEATS}/")]
    papers = numbered("pack.papers", len(rest))
    sheets = numbered("pack.sheets", roles)
    page.note(say("pack.both" if roles else "pack.papers_only", papers=papers, sheets=sheets))
    if changed:
        page.note(say("papers.changed", paths=listed(changed)))
    if hidden is not None:
        page.write()
        page.note(say("pack.who_is_who"))
        page.columns(list(hidden.real.items()))
    elif written is None and audience != "seats":
        page.note(say("pack.no_guide", name=name))


def _print_json(
    case: "Scenario",
    fields: Mapping[str, Any],
    *,
    has_pack: bool,
    changed: Sequence[str],
    real: Mapping[str, str],
) -> None:
    from simulation.cli.json_document import case_in, print_document

    more = {"has_pack": has_pack, "changed": list(changed), "real": dict(real)}
    print_document("pack", case=case_in(case), **fields, **more)
