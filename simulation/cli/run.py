"""The command run: negotiates a case and shows how it went and how it ended."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from simulation.cli import arguments, completing
from simulation.cli.json_document import print_json
from simulation.cli.usage import fits
from simulation.protocols.parameter_sets import MEDIAN
from simulation.repeating import repeating

if TYPE_CHECKING:
    from simulation.cli.finished import Finished
    from simulation.scenario import Scenario

__all__ = ["choices", "run"]


def run(
    case: arguments.AnyCase,
    *,
    seed: Annotated[int, typer.Option(metavar="N", min=0, callback=fits)] = 1,
    replication: Annotated[int, typer.Option(metavar="N", min=0, callback=fits)] = 0,
    overrides: arguments.Overrides = None,
    instance: arguments.Instance = None,
    lever: Annotated[
        str | None, typer.Option(metavar="LEVER=VALUE", autocompletion=completing.levers)
    ] = None,
    sessions: Annotated[int | None, typer.Option(metavar="N", min=1, max=500)] = None,
    protocol: Annotated[str | None, typer.Option(metavar="KEY", autocompletion=completing.protocols)] = None,
    rule: Annotated[str | None, typer.Option(metavar="KEY", autocompletion=completing.rules)] = None,
    holder: arguments.Holders = None,
    codings: Annotated[bool, typer.Option("--codings")] = False,
    parameters: arguments.OneSet = MEDIAN,
    out: Annotated[Path | None, typer.Option(metavar="FOLDER")] = None,
    overwrite: arguments.Overwrite = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q")] = False,
    full: Annotated[bool, typer.Option("--full")] = False,
) -> None:
    """Negotiate a case."""
    chosen = {"sessions": sessions, "protocol": protocol, "rule": rule, "lever": lever}
    unfit = {
        "instance": instance,
        **chosen,
        "holder": holder,
        "codings": codings,
        "parameters": None if parameters == MEDIAN else parameters,
    }
    kept, shown = {"out": out, "overwrite": overwrite}, _form(as_json=as_json, quiet=quiet, full=full)
    if _gave_assembly(case, overrides or [], unfit, kept, seed=seed, replication=replication, **shown):
        return
    changes = choices(case, sessions=sessions, protocol=protocol, rule=rule)
    changes |= arguments.parsed(changed := arguments.drawn(overrides, instance))
    with _patience():
        from simulation.cli.finished import play
        from simulation.engine import load_scenario

        base = load_scenario(case, overrides=changes)
        scenario, coding = _pulled(base, lever), dict[str, object]()
        if codings:
            scenario, coding = _coded(scenario, base, case if changes else base, seed, replication)
        holders = arguments.seated(holder)
        done = play(
            _told(scenario), seed=seed, replication=replication, holders=holders, parameters=parameters
        )
        options = {
            "seed": seed,
            "replication": replication or None,
            **chosen,
            "codings": codings or None,
            "parameters": parameters,
        }
        done.overrides, done.coding = changed, coding
        done.command = repeating(case, options, changed, holder or ())
        if out is not None:
            done.save(out, command=done.command, overwrite=overwrite)
    _give(done, as_json=as_json, quiet=quiet, full=full)


def _told(scenario: "Scenario") -> "Scenario":
    """Return a case with its texts in the current language, as far as it has them."""
    from simulation.scenario.translations import in_language
    from simulation.words import language

    return in_language(scenario, language())


def _form(*, as_json: bool, quiet: bool, full: bool) -> dict[str, bool]:
    """Return in which form an assembly is printed, whose page is whole in any case."""
    if full and (quiet or as_json):
        from simulation.words import say

        raise typer.BadParameter(say("run.problem.forms"))
    return {"as_json": as_json, "quiet": quiet}


def _give(done: "Finished", *, as_json: bool, quiet: bool, full: bool) -> None:
    """Print a negotiation in the form that was asked for."""
    if as_json:
        from simulation.cli.json_page import document_of

        print_json(document_of(done), is_ascii=True)
        return
    from simulation.cli import ending_page, gist_page, holder_page, session_page
    from simulation.cli.terminal import Page

    page = Page()
    if quiet:
        ending_page.print_outcome(page, done)
        return
    if done.is_asked and not full:
        gist_page.print_gist(page, done)
        holder_page.print_moves(page, done)
        return
    session_page.print_case(page, done)
    if done.is_asked:
        session_page.print_sessions(page, done)
    holder_page.print_moves(page, done)
    ending_page.print_ending(page, done)


def _gave_assembly(
    case: str,
    overrides: Sequence[str],
    unfit: Mapping[str, object],
    kept: Mapping[str, Any],
    *,
    seed: int,
    replication: int,
    as_json: bool,
    quiet: bool,
) -> bool:
    """Play an assembly and print it; return whether it is one. Options that mean nothing to it are refused."""
    from simulation.scenario import is_assembly

    if not is_assembly(case):
        return False
    from simulation.cli import assembly_page

    assembly_page.refuse(unfit)
    record = assembly_page.play(case, overrides, seed=seed, replication=replication)
    command = assembly_page.command_of(record, case, overrides)
    if kept["out"] is not None:
        from simulation.storage import save_assembly

        save_assembly(record, kept["out"], command=command, overwrite=kept["overwrite"])
    assembly_page.give(record, command, folder=kept["out"], as_json=as_json, quiet=quiet)
    return True


def _pulled(scenario: "Scenario", lever: str | None) -> "Scenario":
    """Return the case with a lever pulled, if there is one."""
    if lever is None:
        return scenario
    from simulation.study import make_variants

    _, variant = make_variants(scenario, {}, [lever])
    return variant.scenario


def _coded(
    scenario: "Scenario", base: "Scenario", as_written: "str | Scenario", seed: int, replication: int
) -> "tuple[Scenario, dict[str, object]]":
    """Return a case coded as this replication draws it, and what that leaves otherwise than it is written, by path."""
    from simulation.engine import load_scenario
    from simulation.study import codings_of, draw

    found = codings_of(base, load_scenario(as_written) if isinstance(as_written, str) else as_written)
    coding = draw(found.judgement, seed, replication)
    return found.coded(scenario, coding), found.told(scenario, coding)


def choices(
    case: str, *, sessions: int | None = None, protocol: str | None = None, rule: str | None = None
) -> dict[str, str]:
    """Return what --sessions, --protocol and --rule change, by path.

    Another protocol or rule than the case names starts from its own defaults; the same one keeps its parameters.
    """
    changes = {} if sessions is None else {"sessions": str(sessions)}
    if protocol is None and rule is None:
        return changes
    from simulation.engine import load_scenario
    from simulation.protocols import PROTOCOLS
    from simulation.rules import RULES
    from simulation.scenario import resolve_forum

    given: Scenario = load_scenario(case)
    if protocol is not None and PROTOCOLS.get(protocol) and protocol != given.protocol.key:
        changes["protocol"] = f"{{key: {protocol}}}"
    if rule is not None and RULES.get(rule) and rule != resolve_forum(given).decision.rule:
        changes["forum.decision"] = f"{{rule: {rule}}}"
    return changes


@contextmanager
def _patience() -> Iterator[None]:
    """Say that it works, where somebody watches."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    from simulation.words import say

    with Console(stderr=True).status(say("run.working"), spinner="line", spinner_style=""):
        yield
