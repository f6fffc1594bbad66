"""The command play: a person takes a seat and negotiates against the others, line by line or from a file of moves."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from simulation.called import COMMAND, as_typed
from simulation.cli import arguments, study_options
from simulation.cli.run import fits
from simulation.protocols.parameter_sets.asked import MEDIAN

if TYPE_CHECKING:
    from simulation.cli.page import Page
    from simulation.cli.seat.ending import Watch
    from simulation.cli.seat.table import SeatAtTable
    from simulation.live import LiveNegotiation
    from simulation.training.turning import Turning

__all__ = ["play"]

INTERRUPTED: Final = 130


def play(
    case: arguments.MaybePlayed = None,
    *,
    seat: Annotated[
        str | None, typer.Option(metavar="KEY", help="Whose seat you take, by key or name (see show CASE).")
    ] = None,
    seed: Annotated[
        int, typer.Option(metavar="N", min=0, callback=fits, help="Fixes all that is left to chance.")
    ] = 1,
    skill: study_options.Skill = "standard",
    parameters: arguments.OneSet = MEDIAN,
    coach: Annotated[
        str,
        typer.Option(metavar="DEPTH", help="How far a hint goes: off, question, concept or move."),
    ] = "move",
    resume: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Go on with the play that was saved in this file.")
    ] = None,
    save: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="File to save in after every move; a new one in the folder runs if left out.",
        ),
    ] = None,
    moves: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Play these lines instead of asking: what you would type, # for notes."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="Folder to keep the run in at the end, to report and to explain."
        ),
    ] = None,
    debrief: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="HTML page to write at the end: the debriefing, with what else could have been.",
        ),
    ] = None,
) -> None:
    """Take a seat and negotiate against the others.

    You get a brief; then, session by session, you talk, trade, table wordings and answer what is on the floor. It is
    saved after every move: Ctrl-C or quit leaves, --resume goes on.
    """
    from simulation.cli.page import Page
    from simulation.cli.seat.notebook import Notebook, file_for
    from simulation.cli.seat.script import lines_of, play_lines, try_out
    from simulation.cli.seat.table import SeatAtTable

    _check_coach(coach)
    _check_places(out, debrief)
    live = _opened(case, seat, seed, skill, parameters) if resume is None else _resumed(resume, case, seat)
    key, name = live.log.seats[0], case or live.case.key
    file = file_for(live.case.key, key, live.log.seed, save) if resume is None or save else resume
    page = Page()
    asked = _coach_questions(name, live)
    table = SeatAtTable(live, key, page, Notebook(file, name, key), coach=coach, questions=asked)
    lines = None if moves is None else lines_of(moves)
    if moves is not None and lines is not None:
        try_out(table, moves, lines)
    if not live.log.is_sealed:
        page.note(
            "The file has no seal, as those of earlier versions have none: whether it was changed since it was saved "
            "cannot be told."
        )
    try:
        if not table.is_over:
            table.begin(asks=lines is None, is_resumed=resume is not None)
        if lines is None:
            _ask_for_lines(table, page)
        else:
            play_lines(table, page, lines)
    except KeyboardInterrupt:
        page.write()
        _say_how_to_go_on(page, table, out, debrief)
        raise typer.Exit(INTERRUPTED) from None
    if table.live.phase != "over":
        _say_how_to_go_on(page, table, out, debrief)
        return
    _end(page, table, out, debrief)


def _check_coach(coach: str) -> None:
    from simulation.errors import UnknownComponentError
    from simulation.training.coach import COACH_LEVELS

    if coach not in COACH_LEVELS:
        raise UnknownComponentError(kind="depth of the coach", key=coach, valid=COACH_LEVELS)


def _coach_questions(case: str, live: "LiveNegotiation") -> tuple[str, ...]:
    """Return what the trainer's pack of the case lets the coach ask; nothing where it has none."""
    from simulation.scenario.pack import load_pack

    pack = load_pack(case, scenario=live.case)
    return () if pack is None else pack.coach_questions


def _opened(case: str | None, seat: str | None, seed: int, skill: str, parameters: str) -> "LiveNegotiation":
    """Return a new negotiation with a person in the seat.

    Raises:
        DelegationSimError: if case, seat or skill cannot be used; a message says what can.
    """
    from simulation.cli.seat_page import find_seat
    from simulation.engine.simulate import load_scenario
    from simulation.errors import DelegationSimError
    from simulation.live import LiveNegotiation
    from simulation.scenario.forums import resolve_forum
    from simulation.state.instructions import has_say

    if case is None:
        raise typer.BadParameter("is missing: name a case, or go on with --resume FILE.", param_hint="CASE")
    scenario = load_scenario(case)
    if seat is None:
        forum = resolve_forum(scenario)
        there = [f"{one.key} {one.short or one.name}" for one in scenario.delegations if has_say(forum, one)]
        raise DelegationSimError(f"Whose seat do you take? Name it with --seat KEY: {', '.join(there)}.")
    seats = (find_seat(scenario, seat).key,)
    return LiveNegotiation(scenario, seed=seed, seats=seats, level=skill, parameters=parameters)


def _resumed(file: Path, case: str | None, seat: str | None) -> "LiveNegotiation":
    """Return the negotiation in a file.

    Raises:
        LiveLogError: if it cannot be used, or people sit in other seats of it.
    """
    from simulation.live import LiveLogError, OtherVersionError
    from simulation.storage.live_log import load_live

    try:
        live = load_live(file, case)
    except OtherVersionError as error:
        read = as_typed([COMMAND, "show", str(file)])
        raise OtherVersionError(f"{error}\nTo read it: {read}") from error
    seats = ", ".join(live.log.seats) or "no seat"
    if len(live.log.seats) != 1 or (seat is not None and seat.casefold() != live.log.seats[0].casefold()):
        raise LiveLogError(
            f"{file}: People sit in {seats} of it; on the terminal one plays one seat, and that one."
        )
    return live


def _ask_for_lines(table: "SeatAtTable", page: "Page") -> None:
    """Read line after line, until it is over, the person leaves, or the input ends."""
    from simulation.errors import DelegationSimError

    if sys.stdin.isatty():
        with suppress(ImportError):
            import readline  # noqa: F401 - lets input() edit a line and bring back earlier ones
    while not table.is_over:
        try:
            table.take(_read(table.prompt, page))
        except EOFError:
            page.write()
            return
        except DelegationSimError as error:
            page.say(str(error), indent=2, hang=2)


def _read(prompt: str, page: "Page") -> str:
    """Return a line; where nobody sees what is typed, it is shown."""
    if sys.stdin.isatty():
        return input(prompt)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    page.write(f"{prompt}{line.rstrip()}", "bold")
    return line


def _say_how_to_go_on(page: "Page", table: "SeatAtTable", *wanted: Path | None) -> None:
    """Say where it is saved; and of files that were wanted at the end that there is nothing to write yet."""
    if places := [str(place) for place in wanted if place is not None]:
        page.say(f"It is not over yet: nothing is written to {' and '.join(places)}.")
    if table.notebook.is_left_behind:
        page.say(f"It was gone on with elsewhere: {table.notebook.file} holds that. To go on from there:")
    else:
        page.say(f"It is saved in {table.notebook.file}, session {table.live.session}. To go on:")
    page.write(f"  {table.notebook.how_to_go_on}")


def _command(table: "SeatAtTable") -> list[str]:
    """Return what gives the same run again: the moves stand in the file of the play."""
    log, notebook = table.live.log, table.notebook
    begun = [COMMAND, "play", notebook.case, "--seat", table.seat, "--seed", str(log.seed)]
    kept = [] if notebook.file is None else ["--resume", str(notebook.file)]
    drawn = [] if log.drawn is None else ["--parameters", log.drawn.source]
    return [*begun, "--skill", log.level, *drawn, *kept]


def _check_places(out: Path | None, debrief: Path | None) -> None:
    """Refuse places that nothing can be written to before an hour is played.

    Raises:
        RecordError: in words.
    """
    from simulation.errors import RecordError

    if out is not None and out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise RecordError(f"{out} is there already and not empty. Name another folder for --out.")
    if debrief is not None and (debrief.is_dir() or not debrief.parent.is_dir()):
        raise RecordError(
            f"{debrief} cannot be written. Name a file in a folder that is there for --debrief."
        )


def _end(page: "Page", table: "SeatAtTable", out: Path | None, debrief: Path | None) -> None:
    from simulation.cli.ending_page import print_afterwards
    from simulation.cli.seat.ending import keep_run, print_end

    live, seat = table.live, table.seat
    folder = None if out is None else keep_run(live, out, _command(table))  # what follows takes its time
    turning = print_end(page, live, seat, _progress)
    page.heading("Next")
    if debrief is not None:
        _write_debrief(page, table, debrief, turning)
    if folder is not None:
        page.say(f"The run is in {folder}.", indent=2)
        print_afterwards(page, folder, seat)
    wanted = [] if debrief else ["a debriefing with what else could have been, --debrief FILE"]
    wanted += [] if out else ["a run that can be reported and explained, --out FOLDER"]
    if wanted:
        page.say(f"There is more to keep: {'; '.join(wanted)}. Add it to:", indent=2)
        page.write(f"  {table.notebook.how_to_go_on}")


def _write_debrief(page: "Page", table: "SeatAtTable", file: Path, turning: "Turning") -> None:
    """Write the debriefing, and say how far it is where somebody watches."""
    from simulation.cli.seat.ending import keep_debrief

    with _progress() as watch:
        written = keep_debrief(table.live, table.seat, table.notebook.case, file, watch, turning=turning)
    page.say(f"The debriefing is in {written}.", indent=2)


@contextmanager
def _progress() -> Iterator["Watch"]:
    """Give what says how far a debriefing is, where somebody watches."""
    from rich.console import Console

    with Console(stderr=True).status("Debriefing", spinner="line", spinner_style="") as status:

        def tell(part: str, done: int, total: int) -> None:
            status.update(f"Debriefing ({part}): {done} of {total} runs")

        yield tell
