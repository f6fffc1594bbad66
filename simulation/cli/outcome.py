"""The command outcome: takes in what groups of people made of a case, and debriefs it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from simulation.cli import arguments, completing, study_options
from simulation.cli.json_document import print_json
from simulation.words import listed, numbered, say

if TYPE_CHECKING:
    from simulation.scenario import GroupResults, Scenario
    from simulation.training.group import GroupDebrief

__all__ = ["outcome"]

_GIVEN = ("--clause", "--signed", "--objected", "--dissociated", "--abstained")


def _is_clause(value: str) -> str:
    clause, equals, option = value.partition("=")
    if not equals or not clause.strip() or not option.strip():
        raise typer.BadParameter(say("groups.command.clause", value=repr(value)))
    return f"{clause.strip()}={option.strip()}"


Seats = Annotated[str | None, typer.Option(metavar="KEY,KEY", autocompletion=completing.seat_lists)]


def outcome(
    case: arguments.Case,
    file: Annotated[Path, typer.Argument(metavar="FILE", show_default=False)],
    *,
    group: Annotated[str | None, typer.Option(metavar="NAME")] = None,
    clause: Annotated[
        list[str] | None,
        typer.Option(metavar="CLAUSE=WORDING", parser=_is_clause, autocompletion=completing.clauses),
    ] = None,
    signed: Seats = None,
    objected: Seats = None,
    dissociated: Seats = None,
    abstained: Seats = None,
    form: Annotated[bool, typer.Option("--form")] = False,
    out: Annotated[Path | None, typer.Option("--out", "--html", metavar="FILE")] = None,
    seed: study_options.Seed = 1,
    runs: Annotated[int, typer.Option("--replications", "-n", metavar="N", min=0, max=10_000)] = 400,
    overrides: arguments.Overrides = None,
    instance: arguments.Instance = None,
    as_json: study_options.AsJson = False,
) -> None:
    """Debrief what groups of people agreed on paper."""
    from simulation.cli.told_texts import told_case
    from simulation.scenario import load_groups

    found = told_case(case, arguments.parsed(arguments.drawn(overrides, instance)))
    if form:
        _write_form(found, file)
        return
    stands = {
        "signed": signed,
        "objected": objected,
        "dissociated": dissociated,
        "abstained": abstained,
    }
    if group is not None:
        results = _entered(found, file, _typed(group, clause or [], stands))
    elif clause or any(text is not None for text in stands.values()):
        raise typer.BadParameter(
            say("groups.command.whose", given=say("list.or", first=listed(_GIVEN[:-1]), last=_GIVEN[-1])),
            param_hint="--group",
        )
    else:
        results = load_groups(file, found)
    debrief = _played(found, results, seed=seed, runs=runs)
    if out is not None:
        from simulation.report.groups import write_groups

        write_groups(debrief, out)
    if as_json:
        from simulation.report.groups import document_of

        print_json(document_of(debrief, results))
        return
    _print(debrief, file, out, is_entered=group is not None)


def _typed(name: str, clauses: list[str], stands: dict[str, str | None]) -> dict[str, Any]:
    """Return a group as it was typed."""
    pairs = [text.partition("=")[::2] for text in clauses]
    doubled = [key for place, (key, _) in enumerate(pairs) if key in dict(pairs[:place])]
    if doubled:
        raise typer.BadParameter(say("problem.groups.said_twice", clause=doubled[0]))
    keys = {
        field: [key.strip() for key in text.split(",") if key.strip()]
        for field, text in stands.items()
        if text is not None
    }
    return {"name": " ".join(name.split()), "text": dict(pairs), **keys}


def _entered(case: "Scenario", file: Path, typed: dict[str, Any]) -> "GroupResults":
    """Return the groups of a file with one more, and write them."""
    from simulation.scenario import GroupResults, checked_group, load_groups, plain_groups, with_group
    from simulation.storage import write_file
    from simulation.study import yaml_text

    empty = GroupResults(outcome=1, case=case.key, instance=case.instance)
    before = load_groups(file, case) if file.exists() else empty
    results = with_group(before, checked_group(typed, case))
    write_file(file, yaml_text(plain_groups(results)))
    return results


def _write_form(case: "Scenario", file: Path) -> None:
    from simulation.cli.terminal import Page
    from simulation.errors import RecordError
    from simulation.scenario import blank_groups
    from simulation.storage import write_file
    from simulation.training.group import silence_told, stand_label, stands_asked

    if file.exists():
        raise RecordError(say("groups.command.taken", file=file))
    stands = {stand: say(stand_label(case, stand)) for stand in stands_asked(case)}
    write_file(file, blank_groups(case, stands, str(silence_told(case))))
    Page().say(say("groups.command.form", file=file))


def _played(case: "Scenario", results: "GroupResults", *, seed: int, runs: int) -> "GroupDebrief":
    """Return the debriefing; whoever watches sees how far it is."""
    from simulation.cli.watching import watching
    from simulation.training import finished
    from simulation.training.group import debrief_groups

    with watching("runs") as note:
        return finished(debrief_groups(case, results, seed=seed, runs=runs), note)


def _print(debrief: "GroupDebrief", file: Path, html: Path | None, *, is_entered: bool) -> None:
    from simulation.cli.outcome_page import print_groups
    from simulation.cli.terminal import Page

    page = Page()
    print_groups(page, debrief)
    page.write()
    if is_entered:
        page.note(numbered("groups.command.kept", len(debrief.groups), file=file))
    if html is not None:
        page.note(say("groups.command.page", file=html))
