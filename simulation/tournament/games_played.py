"""Plays the games of a tournament: in this process or in others, part by part, the same games however it is done."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Final

from simulation.abm import NegotiationModel
from simulation.errors import DelegationSimError
from simulation.scenario.schema import Scenario
from simulation.study.first_back import first_back
from simulation.study.pool import slabs_out
from simulation.tournament.tournament_plan import Entrant, Tournament
from simulation.training.place import places_of
from simulation.words import say

__all__ = ["Game", "Part", "parts_of", "play", "play_part"]

_GAMES: Final = 5
"""In one part: half a second or so, which is what an interruption loses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Game:
    """How one game ended for the entrant in its seat; worths are in lengths of the axis."""

    entrant: str
    seat: str
    replication: int
    place: float | None
    """See `Place.value`; None: all documents within the red lines are worth the same to the seat, or there is none."""
    worth: float
    worst: float
    best: float
    has_document: bool
    sessions: int
    """That were held."""
    broken: int
    """Promises that the entrant broke."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some games of one entrant in one seat."""

    case: Scenario
    entrant: Entrant
    seat: str
    replications: tuple[int, ...]
    seed: int
    skill: str


def parts_of(tournament: Tournament, played: Iterable[Game] = ()) -> Iterator[Part]:
    """Yield the parts that are still to be played; game by game everybody is on, so that all are as far at any time."""
    there = {(game.entrant, game.seat, game.replication) for game in played}
    for first in range(0, tournament.replications, _GAMES):
        for seat in tournament.seats:
            for entrant in tournament.entrants:
                upto = range(first, min(first + _GAMES, tournament.replications))
                left = tuple(r for r in upto if (entrant.name, seat, r) not in there)
                if left:
                    yield Part(
                        case=tournament.case,
                        entrant=entrant,
                        seat=seat,
                        replications=left,
                        seed=tournament.seed,
                        skill=tournament.skill,
                    )


def play_part(part: Part) -> tuple[Game, ...]:
    """Return the games of a part.

    Raises:
        DelegationSimError: if the entrant does what is not possible; the text says who, where and what.
    """
    return tuple(_game(part, replication) for replication in part.replications)


def _game(part: Part, replication: int) -> Game:
    try:
        model = NegotiationModel(
            part.case,
            seed=part.seed,
            replication=replication,
            seats={part.seat: part.entrant.agent},
            skill=part.skill,
        )
        record = model.run()
    except DelegationSimError as error:
        where = f"{part.entrant.file or part.entrant.name}, seed {part.seed}, replication {replication}"
        raise DelegationSimError(f"{where}: {error}") from error
    place = places_of(record)[model.tableau.delegations.index(part.seat)]
    promises = () if model.live is None else model.live.ledger
    return Game(
        entrant=part.entrant.name,
        seat=part.seat,
        replication=replication,
        place=place.value,
        worth=place.worth,
        worst=place.worst,
        best=place.best,
        has_document=place.has_document,
        sessions=record.n_rounds,
        broken=sum(one.by == part.seat and one.state == "broken" for one in promises),
    )


def play(
    tournament: Tournament,
    executor: Executor,
    *,
    played: Iterable[Game] = (),
    keep: Callable[[tuple[Game, ...]], None] = lambda _: None,
    watch: Callable[[int, int], None] | None = None,
) -> tuple[Game, ...]:
    """Return all games of a tournament, in the order of entrants, seats and replications.

    Args:
        tournament: What is played.
        executor: Who plays it, such as from `study.pool.processes`.
        played: Games that were played before, which are not played again.
        keep: Is given the games of each part as it comes back.
        watch: Is told how many games of how many are there.

    Raises:
        DelegationSimError: if an entrant does what is not possible, or a worker is lost; what was back was kept.
        KeyboardInterrupt: if it was interrupted; what was back was kept.
    """
    games = list(played)
    waiting = list[Future[tuple[Game, ...]]]()
    try:
        for part in parts_of(tournament, tuple(games)):
            waiting.append(executor.submit(play_part, part))
            while len(waiting) >= slabs_out(executor):
                _take(waiting, games, keep)
                _tell(watch, len(games), tournament)
        while waiting:
            _take(waiting, games, keep)
            _tell(watch, len(games), tournament)
    except BrokenProcessPool as error:
        raise DelegationSimError(say("workers.ended.tournament")) from error
    finally:
        _keep_good(waiting, games, keep)  # whatever ended it: what is back is not played again
    return in_order(tournament, games)


def _take(
    waiting: list[Future[tuple[Game, ...]]], games: list[Game], keep: Callable[[tuple[Game, ...]], None]
) -> None:
    """Wait until something is back, and take it in.

    Raises:
        Exception: what a part failed with, the first of several; the others were taken in.
    """
    while not first_back(waiting):
        pass
    _keep_good(waiting, games, keep)
    for future in waiting:
        if future.done():
            future.result()


def _keep_good(
    waiting: list[Future[tuple[Game, ...]]], games: list[Game], keep: Callable[[tuple[Game, ...]], None]
) -> None:
    """Take in all parts that are back and did not fail."""
    for future in list(waiting):
        if future.done() and future.exception() is None:
            waiting.remove(future)
            keep(future.result())
            games.extend(future.result())


def _tell(watch: Callable[[int, int], None] | None, done: int, tournament: Tournament) -> None:
    if watch is not None:
        watch(done, tournament.games)


def in_order(tournament: Tournament, games: Iterable[Game]) -> tuple[Game, ...]:
    """Return games in the order of entrants, seats and replications."""
    entrants = {entrant.name: place for place, entrant in enumerate(tournament.entrants)}
    seats = {seat: place for place, seat in enumerate(tournament.seats)}
    return tuple(sorted(games, key=lambda game: (entrants[game.entrant], seats[game.seat], game.replication)))
