"""Takes games out of a folder again: only those that are asked for, each of them once."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from functools import reduce
from pathlib import Path
from typing import Any, Final, get_args, get_type_hints

from simulation.errors import StudyError
from simulation.storage.run_columns import Table
from simulation.storage.tournament_folder import GAMES, LEAGUE, TournamentFolder
from simulation.tournament.games_played import Game
from simulation.tournament.tournament_plan import Tournament
from simulation.words import listed, say

__all__ = ["kept_games", "kept_tables"]

_SHOWN: Final = 5
"""Problems that are told one by one."""


def kept_games(tournament: Tournament, rows: Iterable[object], *, file: object) -> tuple[Game, ...]:
    """Return the games that rows of a file hold, one a line; of two of the same the first.

    Raises:
        StudyError: if a row is no game of this tournament; says line by line what is wrong.
    """
    return _games(rows, file, lambda game: _elsewhere(tournament, game))


def kept_tables(folder: Path) -> dict[str, Table]:
    """Return the games of a tournament that is kept, and how the entrants stand once all are played.

    Raises:
        StudyError: if a row is no game, or the table cannot be read.
        FolderHeldError: if another process writes to it.
    """
    kept = TournamentFolder.read(folder)
    games = [asdict(game) for game in _games(kept.rows, folder / GAMES, lambda _: ())]
    tables: dict[str, Table] = {
        "games": {each.name: [game[each.name] for game in games] for each in fields(Game)}
    }
    if kept.league is None:
        return tables
    try:
        rows = list(_standings(kept.league))
    except (KeyError, TypeError, AttributeError) as error:
        raise StudyError(say("folder.unread", file=folder / LEAGUE, why=repr(error))) from error
    return tables | {"standings": {name: [row[name] for row in rows] for name in _COLUMNS}}


_ESTIMATES: Final = ("place", "over_base")
_FIGURES: Final = ("documents", "broken", "without_place")
_COLUMNS: Final = (
    "entrant",
    "seat",
    *(f"{name}{end}" for name in _ESTIMATES for end in ("", "_low", "_high")),
    *_FIGURES,
)


def _standings(league: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a row for each entrant over all seats, whose seat is empty, and for each of its seats."""
    for standing in league["standings"]:
        for seat, cell in {"": standing["total"], **standing["seats"]}.items():
            row = {"entrant": standing["entrant"], "seat": seat}
            for name in _ESTIMATES:
                found = cell[name] or dict.fromkeys(("value", "low", "high"))
                row |= {name: found["value"], f"{name}_low": found["low"], f"{name}_high": found["high"]}
            yield row | {name: cell[name] for name in _FIGURES}


def _games(
    rows: Iterable[object], file: object, elsewhere: Callable[[Game], Iterable[str]]
) -> tuple[Game, ...]:
    """Return the games in rows; `elsewhere` tells why a game is none of those that are asked for."""
    found, problems = dict[tuple[str, str, int], Game](), list[str]()
    for line, row in enumerate(rows, start=1):
        wrong = list(_wrong(row))
        if not wrong and isinstance(row, dict):
            game = Game(**row)
            wrong = list(elsewhere(game))
            found.setdefault((game.entrant, game.seat, game.replication), game)
        if wrong:
            problems.append(f"{file}:{line}: {' '.join(wrong)}")
    if problems:
        left = len(problems) - _SHOWN
        more = [say("problem.tournament.more", n=left)] if left > 0 else []
        todo = say("problem.tournament.todo")
        raise StudyError("\n".join([*problems[:_SHOWN], *more, todo]))
    return tuple(found.values())


def _wrong(row: object) -> Iterator[str]:
    """Yield why a row is no game."""
    if not isinstance(row, dict):
        yield say("problem.tournament.row")
        return
    names = [field.name for field in fields(Game)]
    missing = [name for name in names if name not in row]
    others = [name for name in row if name not in names]
    if missing or others:
        kind = "both" if missing and others else "lacks" if missing else "has"
        yield say(f"problem.tournament.row.{kind}", missing=listed(missing), others=listed(others))
        return
    yield from _of_another_type(row)


def _of_another_type(row: Mapping[str, Any]) -> Iterator[str]:
    for name, hint in get_type_hints(Game).items():
        types = get_args(hint) or (hint,)
        if type(row[name]) not in types:
            words = (say(f"problem.tournament.type.{_KINDS[each]}") for each in types)
            valid = reduce(lambda a, b: say("problem.tournament.type.or", first=a, next=b), words)
            yield say("problem.tournament.value", name=name, value=repr(row[name])[:40], valid=valid)


_KINDS: Final = {float: "float", int: "int", str: "str", bool: "bool", type(None): "null"}


def _elsewhere(tournament: Tournament, game: Game) -> Iterator[str]:
    """Yield what this tournament does not play."""
    for name, value, valid in (
        ("entrant", game.entrant, [one.name for one in tournament.entrants]),
        ("seat", game.seat, tournament.seats),
    ):
        if value not in valid:
            told = {"name": name, "value": repr(value), "valid": listed(valid)}
            yield say("problem.tournament.elsewhere", **told)
    if not 0 <= game.replication < tournament.replications:
        last = tournament.replications - 1
        yield say("problem.tournament.replication", value=game.replication, last=last)
