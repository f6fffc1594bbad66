"""Commands about runs that were saved: report, explain."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulation.cli import completing, study_options

if TYPE_CHECKING:
    from simulation.storage import Run

__all__ = ["explain", "report"]

Folder = Annotated[Path, typer.Argument(metavar="RUN", show_default=False)]


def report(
    folder: Annotated[Path, typer.Argument(metavar="RUN", show_default=False)],
    *,
    out: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
) -> None:
    """Write one HTML page about a run or a study."""
    from simulation.cli.told_texts import told_run
    from simulation.report import write_report
    from simulation.storage import REPORT, StudyFolder, is_assembly_run, is_study, load_assembly_run
    from simulation.study.assembly import is_assembly_ensemble, load_assembly_ensemble
    from simulation.words import say

    target = out or folder / REPORT
    if is_assembly_run(folder):
        from simulation.report.assembly import write_assembly_report

        written = write_assembly_report(load_assembly_run(folder), target)
    elif is_assembly_ensemble(folder):
        from simulation.report.assembly import write_assembly_ensemble_report

        written = write_assembly_ensemble_report(load_assembly_ensemble(folder), target)
    elif is_study(folder):
        from simulation.report.study import write_study_report
        from simulation.storage import refuse_held
        from simulation.study import kept_study

        refuse_held(folder)
        written = write_study_report(kept_study(StudyFolder.open(folder)), target)
    else:
        written = write_report(told_run(folder), target)
    typer.echo(say("forecast.page.report", file=written))


def explain(
    folder: Folder,
    *,
    delegation: Annotated[
        str,
        typer.Option(metavar="KEY", autocompletion=completing.explained("delegations"), show_default=False),
    ] = "",
    session: Annotated[int | None, typer.Option(metavar="N", min=1)] = None,
    text: Annotated[
        str, typer.Option(metavar="KEY", autocompletion=completing.explained("texts"), show_default=False)
    ] = "",
    member: Annotated[
        str, typer.Option(metavar="KEY", autocompletion=completing.explained("members"), show_default=False)
    ] = "",
    as_json: study_options.AsJson = False,
) -> None:
    """Tell what a delegation did and why."""
    from simulation import reasons
    from simulation.cli.terminal import Page
    from simulation.cli.told_texts import told_run
    from simulation.errors import StudyError
    from simulation.protocols.parameter_sets import set_told
    from simulation.scenario.translations import language_told
    from simulation.storage import RUNS, is_study
    from simulation.words import say

    if is_study(folder):
        raise StudyError(say("run.explain.study", folder=folder, runs=folder / RUNS))
    wanted = {"text": text, "member": member, "delegation": delegation}
    if _explained_assembly(folder, wanted, session=session, as_json=as_json):
        return
    run = told_run(folder)
    key = _delegation_of(run, delegation)
    lines = reasons.explain(run.log, key, session, groups=run.groups)
    if run.adopts_nothing and run.manifest.asked and session in (None, run.manifest.sessions):
        lines += reasons.without_a_document(run.log, run.kept)
    if as_json:
        from simulation.cli.told_json import print_explanation

        print_explanation(run, folder, key, session, lines)
        return
    page = Page()
    if written := language_told(run.scenario):
        page.note(written)
    if run.manifest.drawn is not None:
        page.note(set_told(run.manifest.drawn))
    if run.manifest.is_prose:
        page.note(say("folder.run.prose"))
    if not run.manifest.asked:
        page.say(str(run.manifest.sentence))
    for line in lines:
        set_in = 2 if line.depth else 0
        page.say(str(line.text), style="dim" if set_in else "", indent=2 * line.depth, hang=set_in)


def _explained_assembly(
    folder: Path, wanted: Mapping[str, str], *, session: int | None, as_json: bool
) -> bool:
    """Explain a run of an assembly, and return whether it is one; options that are for the other kind are refused."""
    from simulation.errors import StudyError
    from simulation.storage import is_assembly_run
    from simulation.study.assembly import is_assembly_ensemble
    from simulation.words import say

    if is_assembly_ensemble(folder):
        raise StudyError(say("run.explain.ensemble", folder=folder))
    if is_assembly_run(folder):
        from simulation.cli import assembly_page

        given = {"delegation": wanted["delegation"], "session": session}
        assembly_page.refuse(given, valid="--text, --member")
        assembly_page.explain(folder, text=wanted["text"], member=wanted["member"], as_json=as_json)
        return True
    for option in ("text", "member"):
        if wanted[option]:
            raise typer.BadParameter(say("run.problem.conference"), param_hint=f"--{option}")
    return False


def _delegation_of(run: "Run", named: str) -> str:
    """Return the key of a delegation by its key or name."""
    if not named:
        from simulation.words import listed, say

        whose = say("run.problem.whose", valid=listed(run.log.roster.names))
        raise typer.BadParameter(whose, param_hint="--delegation")
    names = {name.casefold(): key for key, name in run.log.roster.names.items()}
    names |= {item.name.casefold(): item.key for item in run.scenario.delegations}
    names |= {key.casefold(): key for key in run.log.roster.names}
    return names.get(named.casefold(), named)
