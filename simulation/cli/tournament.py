"""The command tournament: delegates in the same seats under the same chance, and their league table."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from simulation.cli import arguments, completing, study_options
from simulation.cli.json_document import print_json
from simulation.words import say, whole

if TYPE_CHECKING:
    from simulation.storage import TournamentFolder
    from simulation.tournament import Game, League, Tournament

__all__ = ["tournament"]

INTERRUPTED: Final = 130

Skill = Annotated[str, typer.Option(metavar="SKILL", autocompletion=completing.skills)]


def tournament(
    ctx: typer.Context,
    case: arguments.Case,
    *,
    entrant: Annotated[list[str] | None, typer.Option(metavar="FILE.py:Class")] = None,
    seats: Annotated[
        str | None, typer.Option(metavar="KEY,KEY", autocompletion=completing.seat_lists)
    ] = None,
    replications: Annotated[int, typer.Option("--replications", "-n", metavar="N", min=2, max=100_000)] = 40,
    seed: study_options.Seed = 1,
    skill: Skill = "standard",
    overrides: arguments.Overrides = None,
    instance: arguments.Instance = None,
    level: study_options.Level = 0.95,
    workers: study_options.Workers = None,
    out: Annotated[Path | None, typer.Option(metavar="FOLDER")] = None,
    resume: Annotated[bool, typer.Option("--resume")] = False,
    as_json: study_options.AsJson = False,
) -> None:
    """Let delegates take the same seats, and see which fares best."""
    from simulation.cli.commands import line_again
    from simulation.cli.tournament_page import print_league
    from simulation.errors import StudyError
    from simulation.tournament import tournament_of

    if resume and out is None:
        raise StudyError(say("problem.tournament.resume"))
    with redirect_stdout(sys.stderr):  # for what entrants print
        plan = tournament_of(
            case,
            entrants=entrant or (),
            seats=tuple(key.strip() for key in seats.split(",")) if seats else (),
            replications=replications,
            seed=seed,
            skill=skill,
            overrides=arguments.parsed(arguments.drawn(overrides, instance)),
        )
        again = line_again(ctx)
        league = _played(plan, level=level, workers=workers, out=out, resume=resume, command=again)
    from simulation.tournament import plain, told_league

    if not as_json:
        print_league(told_league(league), out)
        return
    print_json(plain(league) | {"command": again})


def _played(
    plan: "Tournament", *, level: float, workers: int | None, out: Path | None, resume: bool, command: str
) -> "League":
    """Return the table of a tournament; leave with code 130 after an interruption, with what was played kept."""
    from dataclasses import asdict

    from simulation.cli.watching import watching
    from simulation.report import write_tournament_report
    from simulation.storage import GAMES, REPORT
    from simulation.study import processes
    from simulation.tournament import kept_games, league_of, plain, play, told_league

    with _folder(plan, out, resume=resume) as folder:
        before = kept_games(plan, folder.rows, file=folder.path / GAMES) if folder else ()
        kept = len(before)

        def keep(games: "tuple[Game, ...]") -> None:
            nonlocal kept
            kept += len(games)
            if folder:
                folder.add(asdict(game) for game in games)

        try:
            with processes(workers) as executor, watching("games") as watch:
                games = play(plan, executor, played=before, keep=keep, watch=watch)
        except KeyboardInterrupt:
            _leave(plan, out, kept)
        league = league_of(plan, games, level=level)
        if folder:
            folder.finish([asdict(game) for game in games], plain(league))
            write_tournament_report(told_league(league), folder.path / REPORT, command=command)
    return league


@contextmanager
def _folder(plan: "Tournament", out: Path | None, *, resume: bool) -> "Iterator[TournamentFolder | None]":
    from simulation.storage import TournamentFolder

    if out is None:
        yield None
        return
    with TournamentFolder.opened(out, plan.manifest(), resume=resume) as folder:
        yield folder


def _leave(plan: "Tournament", out: Path | None, kept: int) -> None:
    """Say what was kept, and leave."""
    told = (
        say("tournament.interrupted.lost")
        if out is None
        else say("tournament.interrupted", kept=whole(kept), games=whole(plan.games), folder=out)
    )
    typer.echo(told, err=True)
    raise typer.Exit(INTERRUPTED)
