"""The command play: a person takes a seat and negotiates against the others, line by line or from a file of moves."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from simulation.called import COMMAND
from simulation.cli import arguments, completing, study_options
from simulation.protocols.parameter_sets import MEDIAN
from simulation.words import apart, listed, meant, names_joined, say

if TYPE_CHECKING:
    from simulation.cli.seat.ending import Watch
    from simulation.cli.seat.opening_play import Wanted
    from simulation.cli.seat.second_round import Second
    from simulation.cli.seat.survey_asker import Asker
    from simulation.cli.seat.table import SeatAtTable
    from simulation.cli.terminal import Page
    from simulation.live import LiveNegotiation
    from simulation.scenario import CoachQuestion
    from simulation.training import Turning
from typing import Annotated

from simulation.cli.usage import fits

__all__ = [
    "After",
    "Coach",
    "Debrief",
    "Moves",
    "Out",
    "Profile",
    "Resume",
    "Save",
    "Seat",
    "Seed",
    "Survey",
    "play",
]

INTERRUPTED: Final = 130
Seat = Annotated[str | None, typer.Option(metavar="KEY", autocompletion=completing.seats)]
Seed = Annotated[int, typer.Option(metavar="N", min=0, callback=fits)]
Coach = Annotated[str | None, typer.Option(metavar="DEPTH", autocompletion=completing.coaches)]
After = Annotated[Path | None, typer.Option(metavar="FILE")]
Survey = Annotated[bool | None, typer.Option("--survey/--no-survey", show_default=False)]
Resume = Annotated[Path | None, typer.Option(metavar="FILE")]
Save = Annotated[Path | None, typer.Option(metavar="FILE")]
Moves = Annotated[Path | None, typer.Option(metavar="FILE")]
Out = Annotated[Path | None, typer.Option(metavar="FOLDER")]
Debrief = Annotated[Path | None, typer.Option(metavar="FILE")]
Profile = Annotated[Path | None, typer.Option(metavar="FILE")]


def play(
    case: arguments.MaybePlayed = None,
    *,
    seat: Seat = None,
    instance: arguments.Instance = None,
    seed: Seed = 1,
    skill: study_options.Skill = "standard",
    parameters: arguments.OneSet = MEDIAN,
    coach: Coach = None,
    after: After = None,
    survey: Survey = None,
    resume: Resume = None,
    save: Save = None,
    moves: Moves = None,
    out: Out = None,
    debrief: Debrief = None,
    profile: Profile = None,
) -> None:
    """Take a seat and negotiate against the others."""
    from simulation.cli.seat.opening_play import Wanted
    from simulation.cli.seat.script import lines_of, try_out
    from simulation.cli.terminal import Page

    _check_coach(coach)
    files = _Files(out, debrief, profile)
    files.check()
    page = Page()
    wanted = Wanted(case, seat, seed=seed, skill=skill, parameters=parameters, instance=instance)
    live = _live(wanted, resume, after)
    table = _table(page, live, case or live.case.key, coach=coach, resume=resume, save=save)
    lines = None if moves is None else lines_of(moves)
    asker = _asker(page, survey=lines is None and sys.stdin.isatty() if survey is None else survey)
    if moves is not None and lines is not None:
        try_out(table, moves, lines)
    try:
        _take_moves(table, asker, lines, is_resumed=resume is not None)
    except KeyboardInterrupt:
        page.write()
        _say_how_to_go_on(table, files)
        raise typer.Exit(INTERRUPTED) from None
    if second := _wants_another(table, asker, files):
        play(
            second.case,
            instance=second.instance,
            seed=second.seed,
            after=table.notebook.file,
            skill=second.skill,
            parameters=second.parameters,
            survey=survey,
        )


def _take_moves(
    table: "SeatAtTable", asker: "Asker | None", lines: list[tuple[int, str]] | None, *, is_resumed: bool
) -> None:
    """Give the brief and play, by lines of a file or by asking, until it is over or the person leaves."""
    from simulation.cli.seat import second_round
    from simulation.cli.seat.script import play_lines

    if not table.live.log.is_sealed:
        table.page.note(say("reading.unsealed"))
    if not table.is_over:
        if not is_resumed:
            second_round.ask_before(table, asker)
        table.begin(asks=lines is None, is_resumed=is_resumed)
    if lines is None:
        _ask_for_lines(table)
    else:
        play_lines(table, lines)


def _wants_another(table: "SeatAtTable", asker: "Asker | None", files: "_Files") -> "Second | None":
    """Tell the end, or how to go on; return the second round that is wanted after it."""
    from simulation.cli.seat import second_round

    if table.live.phase != "over":
        _say_how_to_go_on(table, files)
        return None
    _end(table, asker, files)
    is_wanted = asker is not None and second_round.is_wanted(table, asker)
    return second_round.second_of(table) if is_wanted else None


def _live(wanted: "Wanted", resume: Path | None, after: Path | None) -> "LiveNegotiation":
    """Return the negotiation to play: a new one, a second round after another, or one that was saved.

    Raises:
        DelegationSimError: if it cannot be played.
    """
    from simulation.cli.seat.opening_play import opened, resumed
    from simulation.cli.seat.second_round import opened_after

    if resume is None:
        return opened(wanted) if after is None else opened_after(after, wanted)
    if after is not None:
        raise typer.BadParameter(say("play.not_both"), param_hint="--after")
    return resumed(resume, wanted.case, wanted.seat, wanted.instance)


def _table(
    page: "Page",
    live: "LiveNegotiation",
    case: str,
    *,
    coach: str | None,
    resume: Path | None,
    save: Path | None,
) -> "SeatAtTable":
    """Return the person at the table, with where the play is kept."""
    from simulation.cli.seat.notebook import Notebook, file_for
    from simulation.cli.seat.second_round import depth_of_coach
    from simulation.cli.seat.table import SeatAtTable
    from simulation.scenario.instances import name_of

    seat = live.log.seats[0]
    file = file_for(name_of(live.case), seat, live.log.seed, save) if resume is None or save else resume
    depth = coach or depth_of_coach(live, seat)
    questions = _coach_questions(case, live)
    return SeatAtTable(live, seat, page, Notebook(file, case, seat), coach=depth, questions=questions)


def _asker(page: "Page", *, survey: bool) -> "Asker | None":
    from simulation.cli.seat.survey_asker import Asker

    return Asker(page, lambda prompt: _read(prompt, page)) if survey else None


def _check_coach(coach: str | None) -> None:
    from simulation.errors import DelegationSimError
    from simulation.training import COACH_LEVELS

    if coach is not None and coach not in COACH_LEVELS:
        near, valid = meant(coach, COACH_LEVELS), listed(sorted(COACH_LEVELS))
        raise DelegationSimError(say("play.no_depth", depth=repr(coach), near=near, valid=valid))


def _coach_questions(case: str, live: "LiveNegotiation") -> "tuple[CoachQuestion, ...]":
    """Return what the trainer's pack of the case lets the coach ask; nothing where it has none."""
    from simulation.scenario import load_pack

    pack = load_pack(case, scenario=live.case)
    return () if pack is None else pack.asked_by_coach


def _ask_for_lines(table: "SeatAtTable") -> None:
    """Read line after line, until it is over, the person leaves, or the input ends."""
    from simulation.errors import DelegationSimError

    if sys.stdin.isatty():
        with suppress(ImportError):
            import readline  # noqa: F401 - lets input() edit a line and bring back earlier ones
    while not table.is_over:
        try:
            table.take(_read(table.prompt, table.page))
        except EOFError:
            table.page.write()
            return
        except DelegationSimError as error:
            table.page.say(str(error), indent=2, hang=2)


def _read(prompt: str, page: "Page") -> str:
    """Return a line; where nobody sees what is typed, it is shown."""
    if sys.stdin.isatty():
        return input(prompt)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    page.write(f"{prompt}{line.rstrip()}", "bold")
    return line


def _say_how_to_go_on(table: "SeatAtTable", files: "_Files") -> None:
    """Say where it is saved; and of files that were wanted at the end that there is nothing to write yet."""
    page = table.page
    if places := [str(place) for place in (files.out, files.debrief, files.profile) if place is not None]:
        page.say(say("play.not_over", places=names_joined(places, len(places))))
    if table.notebook.is_left_behind:
        page.say(say("play.elsewhere", file=table.notebook.file))
    else:
        page.say(say("play.kept", file=table.notebook.file, session=table.live.session))
    page.write(f"  {table.notebook.how_to_go_on}")


def _command(table: "SeatAtTable") -> list[str]:
    """Return what gives the same run again: the moves stand in the file of the play."""
    from simulation.cli.seat.opening_play import parameters_of

    log, notebook = table.live.log, table.notebook
    begun = [COMMAND, "play", notebook.case, "--seat", table.seat, "--seed", str(log.seed)]
    begun += ["--instance", str(log.instance)] if log.instance else []
    kept = [] if notebook.file is None else ["--resume", str(notebook.file)]
    return [*begun, "--skill", log.level, "--parameters", parameters_of(log), *kept]


@dataclass(frozen=True, slots=True)
class _Files:
    """What is written at the end, as far as it is wanted."""

    out: Path | None
    debrief: Path | None
    profile: Path | None

    def check(self) -> None:
        """Refuse places that nothing can be written to before an hour is played.

        Raises:
            RecordError: in words.
        """
        from simulation.errors import RecordError

        if self.out is not None and self.out.exists() and (not self.out.is_dir() or any(self.out.iterdir())):
            raise RecordError(say("play.out.taken", folder=self.out))
        for option, file in (("--debrief", self.debrief), ("--profile", self.profile)):
            if file is not None and (file.is_dir() or not file.parent.is_dir()):
                raise RecordError(say("play.no_place", file=file, option=option))
        if self.profile is not None:
            from simulation.report.debrief import check_sheet

            check_sheet(self.profile)


def _end(table: "SeatAtTable", asker: "Asker | None", files: "_Files") -> None:
    from simulation.cli.ending_page import print_afterwards
    from simulation.cli.seat import second_round
    from simulation.cli.seat.ending import keep_run, print_end
    from simulation.cli.seat.rounds_page import print_surveys

    live, seat, page = table.live, table.seat, table.page
    # what follows takes its time
    folder = None if files.out is None else keep_run(live, files.out, _command(table))
    if asker is not None:
        second_round.ask_after(table, asker)
    turning = print_end(page, live, seat, _progress)
    if asker is not None:
        second_round.ask_own_words(table, asker)
    print_surveys(page, table.notes)
    page.heading(say("play.next"))
    _write(table, files, turning)
    if folder is not None:
        page.say(say("play.run", folder=folder), indent=2)
        print_afterwards(page, folder, seat)
    more = {"debrief": files.debrief, "out": files.out, "profile": files.profile}
    if wanted := [say(f"play.more.{what}") for what, place in more.items() if not place]:
        page.say(say("play.more", what=apart(wanted)), indent=2)
        page.write(f"  {table.notebook.how_to_go_on}")
    second_round.print_offer(page, table)


def _write(table: "SeatAtTable", files: "_Files", turning: "Turning") -> None:
    """Write the debriefing and the profile, as far as they are wanted, and say how far it is where somebody watches."""
    from simulation.cli.seat.ending import first_told, keep_debrief
    from simulation.report.debrief import write_sheet

    live, seat, case, page = table.live, table.seat, table.notebook.case, table.page
    told = None
    if files.debrief is not None:
        with _progress() as watch:
            told = keep_debrief(live, seat, case, files.debrief, watch, turning=turning)
        page.say(say("play.debrief", file=files.debrief), indent=2)
    if files.profile is not None:
        written = write_sheet(told or first_told(live, seat, case), files.profile)
        page.say(say("play.profile", file=written), indent=2)


@contextmanager
def _progress() -> Iterator["Watch"]:
    """Give what says how far a debriefing is, where somebody watches."""
    from rich.console import Console

    with Console(stderr=True).status(say("term.debriefing"), spinner="line", spinner_style="") as status:

        def tell(part: str, done: int, total: int) -> None:
            status.update(say("seat.debrief.progress", part=say(f"seat.part.{part}"), done=done, total=total))

        yield tell
