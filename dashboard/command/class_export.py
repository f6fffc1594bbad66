"""The command class with --export and --delete: writes what a class leaves, and deletes it, by the host's key."""

from concurrent.futures import Future, as_completed
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from simulation.cli.confirming import confirmed
from simulation.errors import DelegationSimError
from simulation.words import listed, numbered, say, told_in

if TYPE_CHECKING:
    from dashboard.classroom.cookies import Pass
    from simulation.classroom import Caller, ClassService
    from simulation.classroom.debrief import Findings, Piece

__all__ = ["Delete", "Export", "Key", "leave"]

Export = Annotated[Path | None, typer.Option("--export", metavar="FOLDER")]
Delete = Annotated[bool, typer.Option("--delete")]
Key = Annotated[Path | None, typer.Option("--host-key", "--key", metavar="FILE")]
"""`--key` is the older name: elsewhere that is a word."""


def leave(
    export: Path | None,
    key: Path | None,
    *,
    delete: bool,
    others: bool,
    database: str,
    folder: Path | None,
    language: str,
) -> None:
    """Write what a class leaves, delete it, or both.

    Args:
        export: Folder to write into; None: nothing is written.
        key: File with the host's key; None: the only one in the folder of classes.
        delete: Delete the class, after it was written.
        others: Whether the command was told to open or serve a class as well.
        database: Address of the database; empty: that of the folder.
        folder: Of classes and keys; None: where the key is, if classes are kept there, else that of the user.
        language: Of what is written.

    Raises:
        DelegationSimError: if there is no such class, its tables are still on, or it cannot be written.
    """
    from dashboard.command.class_keys import database_in, folder_of_classes, is_kept_in
    from simulation.classroom import UnknownClassError, shown_database

    if others:
        raise typer.BadParameter(say("classes.leave.not_both"), param_hint="--export, --delete")
    if export is None and not delete:
        raise typer.BadParameter(say("classes.leave.what"), param_hint="--host-key")
    if folder is None and key is not None and is_kept_in(key.absolute().parent):
        folder = key.absolute().parent
    own = folder_of_classes(folder)
    url = database or database_in(own)
    file = key or _only_key(own, url, is_own=not database)
    holds = _pass(file)
    try:
        if export is not None:
            _export(export, holds, url, language)
        if delete:
            _delete(file, holds, url)
    except UnknownClassError as error:
        where = shown_database(url)
        raise DelegationSimError(say("classes.leave.gone", file=file.name, database=where)) from error


def _delete(file: Path, holds: "Pass", database: str) -> None:
    """Delete a class with all that belongs to it, and the file with its key."""
    from simulation.classroom import ClassService
    from simulation.cli.terminal import Page

    with ClassService(database) as service:
        n = len(service.events(holds.room, holds.token))
        if not confirmed(numbered("classes.delete.sure", n, file=file.name)):
            raise typer.Abort
        service.delete(holds.room, holds.token)
    file.unlink(missing_ok=True)
    Page().say(say("classes.delete.done"))


def _export(target: Path, holds: "Pass", database: str, language: str) -> None:
    """Write the pages, the tables for a gradebook and the log of a class."""
    from simulation.classroom import ClassService, OtherClassVersionError
    from simulation.cli.terminal import Page

    problems = list[str]()
    with told_in(language), ClassService(database) as service:
        events = service.events(holds.room, holds.token)
        try:
            caller = service.enter(holds.room, holds.token)
            written, problems = _whole(service, caller, events, target, language)
        except OtherClassVersionError as error:
            written, problems = [_log_alone(events, target)], [str(error)]
    page = Page()
    page.say(numbered("classes.export.files", len(written), folder=target))
    for path in written:
        page.write(f"  {path.name}")
    for why in problems:
        page.say(say("classes.export.failed", why=why))


def _whole(
    service: "ClassService", caller: "Caller", events: list[dict[str, Any]], target: Path, language: str
) -> tuple[list[Path], list[str]]:
    """Write everything, and return what was written and what could not be worked out.

    Raises:
        DelegationSimError: if a table is still on.
    """
    from simulation.classroom.debrief import findings_of
    from simulation.report.classroom import write_class

    gathered = replace(service.gathered(caller, counts_moves=True), language=language)
    if gathered.on:
        on = listed(say("classes.export.table", key=key) for key in gathered.on)
        raise DelegationSimError(say("classes.export.on", tables=on))
    findings = _worked_out(findings_of(gathered, service.records(caller)))
    return write_class(findings, events, target), list(dict.fromkeys(findings.problems.values()))


def _log_alone(events: list[dict[str, Any]], target: Path) -> Path:
    """Write the log of a class that another version of delegation-sim began."""
    from simulation.report import write_page
    from simulation.report.classroom import lines_of

    target.mkdir(parents=True, exist_ok=True)
    return write_page(lines_of(events), target / "events.jsonl")


def _only_key(folder: Path, database: str, *, is_own: bool) -> Path:
    """Return the file with the key of the only class that is kept.

    Args:
        folder: Of keys.
        database: Of classes.
        is_own: Whether it is that of the folder.
    """
    from dashboard.command.class_keys import keys_in, keys_kept
    from simulation.classroom import ClassService

    files = list(keys_in(folder).values())
    if files:
        with ClassService(database) as service:
            service.tick()  # what is old is deleted
            rooms = {one.id for one in service.listed()}
        files = list(keys_kept(folder, rooms, is_own=is_own).values())
    if len(files) != 1:
        key = "classes.key.several" if files else "classes.key.none"
        raise typer.BadParameter(say(key, folder=folder), param_hint="--host-key")
    return files[0]


def _pass(file: Path) -> "Pass":
    from dashboard.classroom.cookies import pass_of
    from dashboard.command.class_keys import key_of

    holds = pass_of(key_of(file))
    if holds is None:
        raise typer.BadParameter(say("classes.key.not_one", file=file))
    return holds


def _worked_out(findings: "Findings") -> "Findings":
    """Return the findings with every piece worked out, by the processors of this machine."""
    from simulation.cli.watching import watching
    from simulation.study import processes

    pieces = findings.pieces()
    with watching("pieces") as note, processes() as pool:
        under_way: dict[Future[Any], Piece] = {pool.submit(piece.do): piece for piece in pieces}
        for done, future in enumerate(as_completed(under_way), start=1):
            piece = under_way[future]
            try:
                findings.answers[piece.key] = future.result()
            except DelegationSimError as error:
                findings.problems[piece.key] = str(error)
            if note is not None:
                note(done, len(pieces))
    return findings
