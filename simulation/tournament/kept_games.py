"""Takes games out of a folder again: only those that this tournament plays, each of them once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from functools import reduce
from typing import Any, Final, get_args, get_type_hints

from simulation.errors import StudyError
from simulation.tournament.plan import Tournament
from simulation.tournament.play import Game
from simulation.words import listed, say

__all__ = ["kept_games"]

_SHOWN: Final = 5
"""Problems that are told one by one."""


def kept_games(tournament: Tournament, rows: Iterable[object], *, file: object) -> tuple[Game, ...]:
    """Return the games that rows of a file hold, one a line; of two of the same the first.

    Raises:
        StudyError: if a row is no game of this tournament; says line by line what is wrong.
    """
    found, problems = dict[tuple[str, str, int], Game](), list[str]()
    for line, row in enumerate(rows, start=1):
        wrong = list(_wrong(tournament, row))
        if wrong or not isinstance(row, dict):
            problems.append(f"{file}:{line}: {' '.join(wrong)}")
            continue
        game = Game(**row)
        found.setdefault((game.entrant, game.seat, game.replication), game)
    if problems:
        left = len(problems) - _SHOWN
        more = [say("problem.tournament.more", n=left)] if left > 0 else []
        todo = say("problem.tournament.todo")
        raise StudyError("\n".join([*problems[:_SHOWN], *more, todo]))
    return tuple(found.values())


def _wrong(tournament: Tournament, row: object) -> Iterator[str]:
    """Yield what is wrong with a row."""
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
    wrong = list(_of_another_type(row))
    yield from wrong
    if not wrong:
        yield from _elsewhere(tournament, row)


def _of_another_type(row: Mapping[str, Any]) -> Iterator[str]:
    for name, hint in get_type_hints(Game).items():
        types = get_args(hint) or (hint,)
        if type(row[name]) not in types:
            words = (say(f"problem.tournament.type.{_KINDS[each]}") for each in types)
            valid = reduce(lambda a, b: say("problem.tournament.type.or", first=a, next=b), words)
            yield say("problem.tournament.value", name=name, value=repr(row[name])[:40], valid=valid)


_KINDS: Final = {float: "float", int: "int", str: "str", bool: "bool", type(None): "null"}


def _elsewhere(tournament: Tournament, row: Mapping[str, Any]) -> Iterator[str]:
    """Yield what this tournament does not play."""
    for name, valid in (
        ("entrant", [one.name for one in tournament.entrants]),
        ("seat", tournament.seats),
    ):
        if row[name] not in valid:
            told = {"name": name, "value": repr(row[name]), "valid": listed(valid)}
            yield say("problem.tournament.elsewhere", **told)
    if not 0 <= row["replication"] < tournament.replications:
        last = tournament.replications - 1
        yield say("problem.tournament.replication", value=row["replication"], last=last)
