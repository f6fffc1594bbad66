"""Takes games out of a folder again: only those that this tournament plays, each of them once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any, Final, get_args, get_type_hints

from simulation.errors import StudyError
from simulation.tournament.plan import Tournament
from simulation.tournament.play import Game

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
        more = [f"And {len(problems) - _SHOWN} lines more."] if len(problems) > _SHOWN else []
        todo = "Delete these lines, and their games are played again; or play into another folder."
        raise StudyError("\n".join([*problems[:_SHOWN], *more, todo]))
    return tuple(found.values())


def _wrong(tournament: Tournament, row: object) -> Iterator[str]:
    """Yield what is wrong with a row."""
    if not isinstance(row, dict):
        yield "This is no game. Valid: an object with the fields of one."
        return
    names = [field.name for field in fields(Game)]
    missing = [name for name in names if name not in row]
    others = [name for name in row if name not in names]
    if missing or others:
        told = [f"lacks {', '.join(missing)}"] * bool(missing) + [f"also has {', '.join(others)}"] * bool(
            others
        )
        yield f"This is no game: it {' and '.join(told)}."
        return
    wrong = list(_of_another_type(row))
    yield from wrong
    if not wrong:
        yield from _elsewhere(tournament, row)


def _of_another_type(row: Mapping[str, Any]) -> Iterator[str]:
    for name, hint in get_type_hints(Game).items():
        types = get_args(hint) or (hint,)
        if type(row[name]) not in types:
            valid = " or ".join(
                "null" if each is type(None) else _TOLD.get(each, each.__name__) for each in types
            )
            yield f"{name} is {repr(row[name])[:40]}. Valid: {valid}."


_TOLD: Final = {float: "a number with a point", int: "a whole number", str: "a text", bool: "true or false"}


def _elsewhere(tournament: Tournament, row: Mapping[str, Any]) -> Iterator[str]:
    """Yield what this tournament does not play."""
    for name, valid in (
        ("entrant", [one.name for one in tournament.entrants]),
        ("seat", tournament.seats),
    ):
        if row[name] not in valid:
            yield f"{name} {row[name]!r} does not take part. Valid: {', '.join(valid)}."
    if not 0 <= row["replication"] < tournament.replications:
        yield f"replication is {row['replication']}. Valid: 0 to {tournament.replications - 1}."
