"""Commands about cases: list, show, validate, schema."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from simulation.cli import arguments, completing, study_options
from simulation.cli.usage import one_of

if TYPE_CHECKING:
    from simulation.scenario import Problem, Scenario
    from simulation.training import Counted

__all__ = ["list_cases", "schema", "show", "validate"]

_KINDS: Final = ("case", "pack", "assembly")
"""What has a schema."""


def list_cases(
    *,
    components: Annotated[bool, typer.Option("--components")] = False,
    levers: Annotated[bool, typer.Option("--levers")] = False,
    as_json: study_options.AsJson = False,
) -> None:
    """List cases, studies, levers, or what a case can name."""
    if as_json:
        from simulation.cli.cases_json import print_list

        print_list("components" if components else "levers" if levers else "cases")
        return
    from simulation.cli import catalogue
    from simulation.cli.terminal import Page

    if components:
        catalogue.print_components(Page())
    elif levers:
        catalogue.print_levers(Page())
    else:
        catalogue.print_cases(Page())


def show(
    case: arguments.AnyCase,
    *,
    delegation: Annotated[str | None, typer.Option(metavar="KEY", autocompletion=completing.seats)] = None,
    confidential: Annotated[bool, typer.Option("--confidential")] = False,
    trainer: Annotated[bool, typer.Option("--trainer")] = False,
    overrides: arguments.Overrides = None,
    instance: arguments.Instance = None,
    as_json: study_options.AsJson = False,
) -> None:
    """Print a case in readable form."""
    from simulation.cli import case_page, seat_page
    from simulation.cli.terminal import Page
    from simulation.cli.told_texts import told_case
    from simulation.scenario import is_assembly
    from simulation.storage import is_log
    from simulation.words import say

    if case.endswith(".json") and is_log(case):
        is_plain = not (delegation or confidential or trainer or overrides or instance)
        _show_play(case, is_plain=is_plain, as_json=as_json)
        return
    if is_assembly(case):
        from simulation.cli import assembly_case_page, assembly_page

        given = {"instance": instance, "delegation": delegation, "confidential": confidential}
        assembly_page.refuse({**given, "trainer": trainer}, valid="--set")
        assembly_case_page.show_assembly(case, overrides or [], as_json=as_json)
        return
    if confidential and delegation is None:
        raise typer.BadParameter(say("show.problem.whose"), param_hint="--confidential")
    if trainer and delegation is not None:
        raise typer.BadParameter(say("show.problem.trainer"), param_hint="--trainer")
    found = told_case(case, arguments.parsed(arguments.drawn(overrides, instance)))
    seat = None if delegation is None else seat_page.find_seat(found, delegation)
    if as_json:
        _print_as_json(found, case, None if seat is None else seat.key, confidential, trainer)
    elif trainer:
        from simulation.cli.pack_page import print_trainer_notes
        from simulation.scenario import load_pack

        print_trainer_notes(Page(), found, load_pack(case, scenario=found))
    elif seat is not None:
        changed = arguments.renumbered(overrides)
        seat_page.print_seat(Page(), found, seat, confidential=confidential, changed=changed)
    else:
        from simulation.scenario import pack_file

        case_page.print_case(Page(), found, case, has_pack=pack_file(case) is not None)


def _print_as_json(found: "Scenario", case: str, seat: str | None, confidential: bool, trainer: bool) -> None:  # noqa: FBT001 - of one call
    from simulation.cli import cases_json

    if trainer:
        from simulation.scenario import load_pack

        cases_json.print_notes(found, load_pack(case, scenario=found))
    elif seat is not None:
        cases_json.print_seat(found, seat, confidential=confidential)
    else:
        cases_json.print_scenario(found)


def _show_play(file: str, *, is_plain: bool, as_json: bool) -> None:
    """Print what a play that was saved holds.

    Raises:
        LiveLogError: if it is damaged, or was changed.
    """
    from simulation.cli.log_page import print_log
    from simulation.cli.terminal import Page
    from simulation.cli.told_texts import told_case
    from simulation.scenario import shipped_scenarios
    from simulation.storage import load_log
    from simulation.words import say

    if not is_plain:
        raise typer.BadParameter(say("show.problem.play", file=file))
    log = load_log(file)
    case = None
    if log.case in shipped_scenarios():
        case = told_case(log.case, {"instance": log.instance})
    if as_json:
        from simulation.cli.told_json import print_log_as_json

        print_log_as_json(log, case, file)
        return
    print_log(Page(), log, case, file)


def validate(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE", autocompletion=completing.files_with_cases, show_default=False),
    ],
    *,
    training: Annotated[bool, typer.Option("--training")] = False,
    instance: arguments.Instance = None,
    as_json: study_options.AsJson = False,
) -> None:
    """Check case files, and packs for trainers."""
    from simulation.cli.terminal import plain
    from simulation.words import say

    checked = []
    for file in files:
        counted = _count(file, instance, is_printed=not as_json) if training else None
        problems = _problems_of(file, instance, training=training)
        checked.append((file, problems, counted))
        if as_json:
            continue
        for line in problems:
            typer.echo(plain(str(line)))
        if not problems:
            typer.echo(plain(say("validate.fine", file=file)))
    if as_json:
        from simulation.cli.cases_json import print_checked

        print_checked(checked)
    if any(problems for _, problems, _ in checked):
        raise typer.Exit(1)


def _problems_of(file: str, instance: int | None, *, training: bool) -> "list[Problem]":
    """Return what is wrong with a case, or else with its pack; of a pack, what is wrong with it and its case."""
    from simulation.engine import check_components
    from simulation.scenario import (
        find_assembly_problems,
        find_pack_problems,
        find_problems,
        is_assembly,
        load_scenario,
    )
    from simulation.scenario.instances import find_instance_conflicts

    if is_assembly(file):
        return [*find_assembly_problems(file)]
    case, drawn = _case_of(file), {"instance": instance or 0}
    problems = find_problems(case, overrides=drawn, checks=(check_components, find_instance_conflicts))
    if problems:
        return [*problems]
    scenario = load_scenario(case, overrides=drawn)
    problems = find_pack_problems(case, scenario=scenario)
    if training and not problems:
        from simulation.training import find_contradictions, find_pack_contradictions

        problems = [
            *find_problems(case, overrides=drawn, checks=(find_contradictions,)),
            *find_pack_problems(case, scenario=scenario, checks=(find_pack_contradictions,)),
        ]
    return [*problems]


def _case_of(file: str) -> str:
    """Return the case that a file is, or that a pack belongs to."""
    from simulation.scenario import case_of_pack

    own_case = case_of_pack(file)
    return file if own_case is None or not Path(file).is_file() else own_case


def _count(file: str, instance: int | None, *, is_printed: bool) -> "Counted | None":
    """Return, and print if so asked, what can be had in a case in which nothing is wrong.

    Raises:
        BadParameter: if it is an assembly, which no training plays.
    """
    from simulation.cli.counted_page import counted_in, print_counted
    from simulation.cli.terminal import Page
    from simulation.scenario import is_assembly, load_pack, load_scenario
    from simulation.words import say

    if is_assembly(file):
        raise typer.BadParameter(say("validate.problem.assembly", file=file))
    if _problems_of(file, instance, training=False):
        return None
    case = load_scenario(_case_of(file), overrides={"instance": instance or 0})
    found = counted_in(case, load_pack(_case_of(file), scenario=case))
    if is_printed:
        print_counted(Page(), case, found)
    return found


def schema(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="|".join(_KINDS),
            parser=one_of(*_KINDS),
            autocompletion=completing.words(lambda: _KINDS),
        ),
    ] = _KINDS[0],
) -> None:
    """Print the JSON Schema of case files."""
    from simulation import scenario

    written = {
        "case": scenario.scenario_schema,
        "pack": scenario.pack_file_schema,
        "assembly": scenario.assembly_file_schema,
    }
    typer.echo(json.dumps(written[kind](), indent=2, ensure_ascii=False))
