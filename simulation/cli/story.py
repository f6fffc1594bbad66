"""The command story: tells a run in five scenes, and writes them as a film that loops or as a page to print."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from simulation.called import COMMAND
from simulation.cli import arguments, languages, study_options
from simulation.cli.usage import fits
from simulation.protocols.parameter_sets import MEDIAN
from simulation.words import say

if TYPE_CHECKING:
    from simulation.cli.terminal import Page
    from simulation.report.story import ToldScene
    from simulation.storage import Run

__all__ = ["story"]

_SUFFIXES: Final = (".svg", ".html")


def _is_file(value: str) -> Path:
    path = Path(value)
    if path.suffix.lower() not in _SUFFIXES:
        raise typer.BadParameter(say("film.problem.file", given=repr(value)))
    return path


def story(
    ctx: typer.Context,
    case: arguments.AnyCase,
    *,
    seed: Annotated[int, typer.Option(metavar="N", min=0, callback=fits)] = 1,
    replication: Annotated[int, typer.Option(metavar="N", min=0, callback=fits)] = 0,
    overrides: arguments.Overrides = None,
    instance: arguments.Instance = None,
    parameters: arguments.OneSet = MEDIAN,
    out: Annotated[Path | None, typer.Option(metavar="FILE", parser=_is_file)] = None,
    overwrite: arguments.Overwrite = False,
    as_json: study_options.AsJson = False,
) -> None:
    """Tell a run in five scenes."""
    if as_json and out is not None:
        raise typer.BadParameter(say("film.problem.json"), param_hint="--json")
    if arguments.is_kept(case):
        arguments.refuse_for_kept(ctx, "seed", "replication", "overrides", "instance", "parameters")
        run = _kept(Path(case))
    else:
        from simulation.cli.assembly_refusal import no_assembly

        no_assembly(ctx, case)
        changed = arguments.drawn(overrides, instance)
        run = _played(case, changed, seed=seed, replication=replication, parameters=parameters)
    if as_json:
        from simulation.cli.told_json import print_story

        print_story(run)
        return
    if out is None:
        from simulation.cli.terminal import Page

        _print(Page(), run, case)
        return
    from simulation.cli.new_file import write_new
    from simulation.report.story import draw_film, render_handout

    suffix = out.suffix.lower()
    content = f"{draw_film(run)}\n" if suffix == ".svg" else render_handout(run)
    write_new(out, content, overwrite=overwrite)
    typer.echo(say(f"film.written{suffix}", file=out))


def _kept(folder: Path) -> "Run":
    from simulation.cli.told_texts import told_run
    from simulation.errors import StudyError
    from simulation.storage import RUNS, is_assembly_run, is_study

    if is_study(folder):
        raise StudyError(say("run.explain.study", folder=folder, runs=folder / RUNS))
    if is_assembly_run(folder):
        command = languages.to_type([COMMAND, "report", str(folder)])
        raise StudyError(say("film.problem.assembly", folder=folder, command=command))
    return told_run(folder)


def _played(case: str, changed: list[str], *, seed: int, replication: int, parameters: str) -> "Run":
    from simulation.cli.finished import play
    from simulation.cli.told_texts import told_case
    from simulation.repeating import repeating
    from simulation.storage import make_run

    scenario = told_case(case, arguments.parsed(changed))
    done = play(scenario, seed=seed, replication=replication, parameters=parameters)
    options = {"seed": seed, "replication": replication or None, "parameters": parameters}
    return make_run(done.record, done.log, done.history, command=repeating(case, options, changed))


def _print(page: "Page", run: "Run", case: str) -> None:
    """Print the scenes, with the new words of their clauses where that leaves them on one screen."""
    from simulation.cli.gist_page import LINES, Ruler

    ruler = Ruler()
    _tell(ruler, run, case, has_words=True)
    _tell(page, run, case, has_words=ruler.lines <= LINES)


def _tell(page: "Page", run: "Run", case: str, *, has_words: bool) -> None:
    from simulation.report.story import made_line, scenes_told, title_of
    from simulation.scenario.translations import language_told

    page.title(title_of(run))
    page.note(made_line(run))
    if written := language_told(run.scenario):
        page.note(written)
    page.write()
    for scene in scenes_told(run):
        page.say(scene.shorter(2 * page.width - 12), style="bold", hang=2)
        if scene.clause:
            page.say(scene.clause, indent=2, hang=2)
        if scene.clause and has_words:
            _print_words(page, scene)
        if scene.quotation:
            page.say(
                say("film.said", who=scene.speaker, words=scene.quotation), style="dim", indent=2, hang=2
            )
    page.write()
    page.note(say("film.next"))
    for suffix in _SUFFIXES:
        page.write(languages.to_type(_writing(run, case, f"story{suffix}")))


def _print_words(page: "Page", scene: "ToldScene") -> None:
    """Print how a clause now reads, in a line."""
    from simulation.drawing import clip

    words = "".join(piece.text for piece in scene.words if piece.kind != "removed")
    if words.strip():
        page.write(f"  {clip(say('film.now', words=words), page.width - 2)}")


def _writing(run: "Run", case: str, file: str) -> list[str]:
    """Return the words of the command that writes a file: of a kept run from its folder, else played as it was."""
    if arguments.is_kept(case):
        return [COMMAND, "story", case, "--out", file]
    first, _, *rest = run.manifest.command
    return [first, "story", *rest, "--out", file]
