"""The command why-not: the smallest change that would have brought a clause into the text in most runs."""

from time import perf_counter
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from simulation.called import COMMAND
from simulation.cli import arguments, completing, languages, study_options
from simulation.cli.json_document import print_json
from simulation.cli.lasting import lasting
from simulation.cli.study_run import INTERRUPTED
from simulation.cli.watching import told_bar
from simulation.words import language, said, say, whole

if TYPE_CHECKING:
    from simulation.cli.terminal import Page
    from simulation.study import Tried, WhyNot

__all__ = ["why_not"]

FORMAT: Final = f"{COMMAND} why-not 1"
"""The number grows when a field is renamed, removed or given another meaning, not when one is added."""


def why_not(
    ctx: typer.Context,
    case: arguments.Case,
    *,
    issue: Annotated[str, typer.Option("--issue", metavar="KEY", autocompletion=completing.issues)],
    replications: study_options.Replications = 200,
    seed: study_options.Seed = 1,
    overrides: arguments.Overrides = None,
    instance: arguments.Instance = None,
    level: study_options.Level = 0.9,
    parameters: study_options.Parameters = "median",
    workers: study_options.Workers = None,
    as_json: study_options.AsJson = False,
) -> None:
    """Find the smallest change that would have brought a clause into the text."""
    from simulation.study import processes, smallest_change

    with processes(workers) as executor, told_bar(is_quiet=as_json) as show:
        found, begun = None, perf_counter()
        try:
            for found in smallest_change(
                case,
                issue,
                replications=replications,
                seed=seed,
                overrides=arguments.parsed(arguments.drawn(overrides, instance)),
                level=level,
                parameters=parameters,
                executor=executor,
            ):
                if show is not None:
                    show(found.done, found.total, _how_far(found, begun))
        except KeyboardInterrupt:
            _leave(found)
    assert found is not None  # noqa: S101 - a search answers at least once
    if as_json:
        from simulation.cli.commands import line_again

        print_json(document_of(found) | {"command": line_again(ctx)}, is_ascii=True)
    else:
        from simulation.cli.terminal import Page

        print_why_not(Page(), found)


def print_why_not(page: "Page", found: "WhyNot") -> None:
    """Print the answer, what else would have been enough, and what stands behind it."""
    from simulation.scenario.translations import in_language, language_told
    from simulation.study import basis_told, fates_told, limits_told, row_told, why_not_told

    page.title(said("why_not.title", name=found.issue_name))
    if written := language_told(in_language(found.scenario, language())):
        page.note(written)
    page.say(why_not_told(found))
    page.note(basis_told(found))
    page.heading(said("why_not.fates"))
    page.columns(fates_told(found))
    for key, rows in (("why_not.enough", found.enough), ("why_not.close", found.nearest)):
        if rows:
            page.heading(said(key))
            page.columns([row_told(found, one) for one in rows])
    page.heading(said("study.cannot.heading"))
    if told := limits_told(found):
        page.say(told)
    page.say(say("study.cannot", facts=languages.to_type([COMMAND, "facts"])))
    if found.answer is not None:
        page.heading(said("command.study.next"))
        page.say(said("why_not.see"))
        page.write(f"  {languages.to_type(comparing(found, found.answer))}")


def comparing(found: "WhyNot", one: "Tried") -> list[str]:
    """Return the words of the command that shows all that a change does."""
    words = [COMMAND, "compare", found.case, "--lever", " + ".join(map(str, one.changes))]
    for path, value in found.overrides.items():
        words += ["--instance", value] if path == "instance" else ["--set", f"{path}={value}"]
    return [*words, "--seed", str(found.seed), "--parameters", found.parameters or "median"]


def document_of(found: "WhyNot") -> dict[str, Any]:
    """Return what was found as plain data; figures are not rounded."""
    from simulation.study import change_words, why_not_told

    def plain(one: "Tried") -> dict[str, Any]:
        return {
            "changes": [str(change) for change in one.changes],
            "words": str(change_words(found, one)),
            "kind": one.kind,
            "in_text": _share(one.in_text),
            "gain": _share(one.gain),
            "enough": one.is_enough,
            "sure": one.is_sure,
        }

    return {
        "format": FORMAT,
        "case": found.case,
        "issue": found.issue,
        "seed": found.seed,
        "version": found.version,
        "scenario_hash": found.scenario_hash,
        "replications": found.replications,
        "level": found.level,
        "parameters": found.parameters or "median",
        "overrides": dict(found.overrides),
        "sentence": str(why_not_told(found)),
        "base": _share(found.base),
        "instead": {fate: _share(one) for fate, one in found.instead.items()},
        "tried": found.tried,
        "has_red_lines": found.has_red_lines,
        "answer": plain(found.answer) if found.answer is not None else None,
        "enough": [plain(one) for one in found.enough],
        "nearest": [plain(one) for one in found.nearest],
    }


def _share(estimate: Any) -> dict[str, Any]:  # noqa: ANN401 - an Estimate, imported lazily
    return {name: getattr(estimate, name) for name in ("value", "low", "high", "n")}


def _how_far(found: "WhyNot", begun: float) -> str:
    left = (perf_counter() - begun) * (found.total - found.done) / max(1, found.done)
    told = {"done": whole(found.done), "total": whole(found.total), "time": lasting(left)}
    return say("command.study.progress", **told)


def _leave(found: "WhyNot | None") -> None:
    from simulation.study import why_not_told

    told = say("command.study.interrupted.lost")
    if found is not None:
        told = say("why_not.interrupted", answer=str(why_not_told(found)))
    typer.echo(told, err=True)
    raise typer.Exit(INTERRUPTED)
