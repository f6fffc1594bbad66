"""The command class: opens a class of people at tables, or goes on with those that are kept, and serves them."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from dashboard.command import class_arguments, class_export
from dashboard.command.class_options import spans
from dashboard.command.class_serving import EVERYWHERE, HERE, Server, serve
from dashboard.frame.breaking import broken_once
from simulation.called import COMMAND
from simulation.cli import arguments, languages, study_options
from simulation.cli.told_texts import recast_case
from simulation.errors import DelegationSimError
from simulation.words import language, numbered, say

if TYPE_CHECKING:
    from dashboard.command.class_page import Doorplate
    from simulation.classroom import ClassService
    from simulation.scenario import Scenario

__all__ = ["class_"]


@broken_once()
def class_(
    case: arguments.MaybePlayed = None,
    *,
    again: class_arguments.Again = False,
    students: class_arguments.Students = 20,
    tables: class_arguments.Tables = None,
    people: class_arguments.People = None,
    phase_minutes: class_arguments.PhaseMinutes = None,
    homework: class_arguments.Homework = None,
    sessions: class_arguments.Sessions = None,
    skill: study_options.Skill = "standard",
    deal: class_arguments.Deal = "random",
    names: arguments.Names = "real",
    instance: arguments.Instance = None,
    seed: class_arguments.Seed = None,
    keep_days: class_arguments.KeepDays = 30,
    folder: class_arguments.Folder = None,
    database: class_arguments.Database = "",
    network: class_arguments.Network = False,
    address: class_arguments.Address = None,
    port: class_arguments.Port = 8600,
    host: class_arguments.Host = None,
    proxy: class_arguments.Proxy = None,
    browser: class_arguments.Browser = True,
    rehearse: class_arguments.Rehearse = None,
    as_json: class_arguments.AsJson = False,
    export: class_export.Export = None,
    delete: class_export.Delete = False,
    key: class_export.Key = None,
) -> None:
    """Host a class: people on phones, agents in the rest."""
    from dashboard.command.class_keys import database_in, folder_of_classes
    from simulation.classroom import ClassService

    if export is not None or delete or key is not None:
        others = again or case is not None or rehearse is not None
        class_export.leave(
            export, key, delete=delete, others=others, database=database, folder=folder, language=language()
        )
        return
    _check(case, again=again, network=network, address=address, both=bool(phase_minutes and homework))
    _check_rehearsal(rehearse, again=again)
    scenario = None if case is None else _case(case, instance, sessions)
    own = folder_of_classes(folder)
    server = Server(
        address=address or (EVERYWHERE if network else HERE),
        port=port,
        hosts=host or [],
        proxies=proxy or [],
        folder=own,
        database=database,
        given_folder=folder,
        browser=browser,
        as_json=as_json,
    )
    plan: Any = None
    if scenario is not None:
        settings = _timed(phase_minutes or [], homework or [])
        settings |= {} if seed is None and rehearse is None else {"seed": seed or 0}
        settings |= {"dealing": deal, "level": skill, "language": language(), "keep_days": keep_days}
        if names != "real":  # said before the class is opened
            recast_case(scenario)
        settings |= {"names": names}
        plan = _plan(scenario, rehearse or students, tables, people, settings)
    if scenario is not None and rehearse is not None:
        _rehearse(scenario, rehearse, plan, seed=plan.seed, as_json=as_json)
        return
    port = _place(server)
    with ClassService(database or database_in(own)) as service:
        plates = [_open(service, scenario, plan, server)] if scenario is not None else _kept(service, server)
        serve(service, server, port, plates, is_again=again)


def _rehearse(
    case: "Scenario",
    students: int,
    plan: Any,  # noqa: ANN401 - a Plan, which is imported late
    *,
    seed: int,
    as_json: bool,
) -> None:
    """Play a class with simulated students, say what came of it, and fail if it is not sound."""
    from dashboard.classroom import rehearsal
    from simulation.cli.terminal import Page

    found = rehearsal.rehearse(
        case,
        students,
        seed=seed,
        plan=plan,
        language=plan.language,
        tell=lambda line: typer.echo(line, err=True),
    )
    if as_json:
        typer.echo(json.dumps(found.to_json(), indent=2, ensure_ascii=False, allow_nan=False))
    else:
        page, told = Page(), found.told(plan.language)
        for line in told.before:
            page.say(line)
        page.write()
        page.columns(told.rows, heads=told.heads)
        page.write()
        for line in told.after:
            page.say(line)
    if not found.is_sound:
        raise typer.Exit(1)


def _check(case: str | None, *, again: bool, network: bool, address: str | None, both: bool) -> None:
    if again and case is not None:
        raise typer.BadParameter(say("classes.not_both.again"), param_hint="--again")
    if not again and case is None:
        raise typer.BadParameter(
            say("classes.no_case", command=languages.to_type([COMMAND, "class", "--again"])),
            param_hint="CASE",
        )
    if network and address is not None:
        raise typer.BadParameter(say("classes.not_both.network"), param_hint="--network")
    if both:
        raise typer.BadParameter(say("classes.not_both.homework"), param_hint="--homework")


def _check_rehearsal(rehearse: int | None, *, again: bool) -> None:
    if again and rehearse is not None:
        raise typer.BadParameter(say("classes.not_both.rehearse"), param_hint="--rehearse")


def _case(case: str, instance: int | None, sessions: int | None) -> "Scenario":
    from simulation.engine import load_scenario
    from simulation.scenario import with_injects

    shorter = {} if sessions is None else {"sessions": sessions}
    return with_injects(case, load_scenario(case, overrides={"instance": instance or 0, **shorter}))


def _timed(phase_minutes: list[str], homework: list[str]) -> dict[str, Any]:
    """Return how long phases last, and when they end, as settings of a plan."""
    return {
        "minutes": spans(phase_minutes, homework),
        "goes_on": "at_deadline" if homework else "when_done",
    }


def _plan(
    case: "Scenario", students: int, tables: int | None, people: int | None, settings: dict[str, Any]
) -> Any:  # noqa: ANN401 - a Plan, which is imported late
    from simulation.classroom import Plan, n_seats, suggested

    n_tables, n_people = suggested(students, n_seats(case), tables=tables, people_a_seat=people)
    return Plan(tables=n_tables, people_a_seat=n_people, **settings)


def _place(server: Server) -> int:
    """Return the port, once it is known that the server can be there: else no class is opened."""
    from dashboard.frame import host_names as hosts
    from dashboard.frame import ports

    hosts.allowed_hosts(server.address, server.hosts)
    hosts.proxies(server.proxies)
    return ports.free_port(server.address, server.port)


def _open(service: "ClassService", case: "Scenario", plan: Any, server: Server) -> "Doorplate":  # noqa: ANN401 - likewise
    from dashboard.classroom import host_key
    from dashboard.command.class_keys import write_key
    from dashboard.command.class_page import Doorplate
    from simulation.classroom import length_sentence, n_seats

    opened = service.open(case, plan)
    key = host_key(opened.room, opened.token)
    holds = say(
        "classes.holds.archetypes" if plan.names == "archetypes" else "classes.holds",
        tables=numbered("classdebrief.cap.tables", plan.tables),
        seats=numbered("classes.seats", n_seats(case)),
        people=plan.people_a_seat,
        length=length_sentence(plan, case.sessions),
    )
    return Doorplate(
        title=case.title,
        code=opened.code,
        key=key,
        key_file=write_key(server.folder, opened.code, opened.room, key, is_own=not server.database),
        line=holds,
    )


def _kept(service: "ClassService", server: Server) -> "list[Doorplate]":
    """Return the classes that are kept, those that are over too: their debriefing can be read.

    Raises:
        DelegationSimError: if there is none.
    """
    from dashboard.command.class_keys import keys_kept

    service.tick()  # what is old is deleted
    there, found = service.listed(), list["Doorplate"]()
    files = keys_kept(server.folder, {kept.id for kept in there}, is_own=not server.database)
    for kept in there:
        found.append(_kept_plate(service, kept.id, kept.code, files.get(kept.id)))
    if not found:
        key = "classes.none.database" if server.database else "classes.none"
        begin = languages.to_type([COMMAND, "class", "first_hour"])
        raise DelegationSimError(say(key, folder=server.folder, command=begin))
    return found


def _kept_plate(service: "ClassService", room: str, code: str, file: Path | None) -> "Doorplate":
    from dashboard.command.class_keys import try_key
    from dashboard.command.class_page import Doorplate
    from simulation.classroom import OtherClassVersionError

    key, why = ("", "") if file is None else try_key(file)
    try:
        projector = service.projector(room)
    except OtherClassVersionError as error:
        return Doorplate(title="", code=code, key=key, key_file=file, line=str(error), problem=str(error))
    told = [] if code else [say("classes.kept.over")]
    told.append(say("classes.kept.people", people=len(projector.people), tables=len(projector.tables)))
    told += [say("classes.kept.no_key")] if file is None else []
    told += [say("classes.kept.unread", why=why)] if why else []
    return Doorplate(title=projector.title, code=code, key=key, key_file=file, line=" ".join(told))
