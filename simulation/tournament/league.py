"""The league table: mean places with their intervals, seat by seat and in all, and what they are over doing nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import nan
from typing import Any, Final

import numpy as np

from simulation.arrays import ByValue, FloatArray
from simulation.in_notebook import InNotebook
from simulation.scenario import Scenario
from simulation.scenario.translations import in_language
from simulation.stats import interval
from simulation.stats.interval import Estimate
from simulation.study.plain_summary import as_plain
from simulation.tournament.games_played import Game
from simulation.tournament.tournament_plan import BASE, Entrant, Tournament
from simulation.words import language

__all__ = ["LEVEL", "Cell", "League", "Standing", "league_of", "plain", "told_league"]

LEVEL: Final = 0.95
"""Confidence of intervals if nobody asks for another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How an entrant fared in a seat, or in all of them."""

    place: Estimate | None
    """Mean place; None: no game has one."""
    over_base: Estimate | None
    """Mean of its place less that of `BASE`, game by game under the same chance; None of `BASE` itself."""
    documents: float
    """Share of games that ended with a document."""
    broken: float
    """Promises that it broke, a game."""
    without_place: int
    """Games in which every document that crosses no red line is worth the same to the seat: they count in no place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An entrant in the table."""

    entrant: str
    file: str
    sha256: str
    total: Cell
    """Over the seats: the mean of the places that it got in them under the same chance."""
    seats: Mapping[str, Cell]
    """By key."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class League(ByValue, InNotebook):
    """The table of a tournament, best first. Two are equal if all that is in them is."""

    case: Scenario
    manifest: Mapping[str, Any]
    """See `Tournament.manifest`."""
    level: float
    """Confidence of the intervals."""
    base: str
    standings: tuple[Standing, ...]

    def __repr__(self) -> str:
        """Return what was played, and who came first."""
        given = self.manifest
        return (
            f"<League of {given['case']}: seed {given['seed']}, {given['replications']} games a seat, "
            f"{len(self.standings)} entrants, first {', '.join(one.entrant for one in self.standings[:1])}>"
        )

    @property
    def title(self) -> str:
        """Of the case."""
        return self.case.title

    @property
    def names(self) -> Mapping[str, str]:
        """Short names of the seats, by key."""
        shorts = {one.key: one.short or one.name for one in self.case.delegations}
        return {seat: shorts[seat] for seat in self.manifest["seats"]}


def league_of(tournament: Tournament, games: Sequence[Game], *, level: float = LEVEL) -> League:
    """Return the table of the games that were played; some may be missing."""
    base = _places(tournament, [game for game in games if game.entrant == BASE])
    standings = [
        _standing(tournament, entrant, own, None if entrant.name == BASE else base, level)
        for entrant in tournament.entrants
        if (own := [game for game in games if game.entrant == entrant.name])
    ]
    return League(
        case=tournament.case,
        manifest=tournament.manifest(),
        level=level,
        base=BASE,
        standings=tuple(
            sorted(standings, key=lambda one: -one.total.place.value if one.total.place else np.inf)
        ),
    )


def _standing(
    tournament: Tournament, entrant: Entrant, games: Sequence[Game], base: FloatArray | None, level: float
) -> Standing:
    places = _places(tournament, games)
    over = None if base is None else places - base
    return Standing(
        entrant=entrant.name,
        file=entrant.file,
        sha256=entrant.sha256,
        total=_cell(games, _over_seats(places), None if over is None else _over_seats(over), level),
        seats={
            seat: _cell(
                [game for game in games if game.seat == seat],
                places[row],
                None if over is None else over[row],
                level,
            )
            for row, seat in enumerate(tournament.seats)
        },
    )


def _places(tournament: Tournament, games: Iterable[Game]) -> FloatArray:
    """Return the places of an entrant, `[S, N]` by seat and replication; NaN: not played, or no place."""
    places = np.full((len(tournament.seats), tournament.replications), nan)
    for game in games:
        if game.place is not None:
            places[tournament.seats.index(game.seat), game.replication] = game.place
    return places


def _over_seats(values: FloatArray) -> FloatArray:
    """Return the mean over the seats in each replication, `[N]`, of those that have a value; NaN: none has."""
    there = np.isfinite(values)
    number = there.sum(axis=0)
    means: FloatArray = np.where(there, values, 0.0).sum(axis=0) / np.where(number, number, 1)
    return np.where(number, means, nan)


def _cell(games: Sequence[Game], places: FloatArray, differences: FloatArray | None, level: float) -> Cell:
    return Cell(
        place=_mean(places, level),
        over_base=None if differences is None else _mean(differences, level),
        documents=_share(game.has_document for game in games),
        broken=_share(game.broken for game in games),
        without_place=sum(game.place is None for game in games),
    )


def _mean(values: FloatArray, level: float) -> Estimate | None:
    there = values[np.isfinite(values)]
    return interval.mean(there, level=level) if len(there) else None


def _share(values: Iterable[float]) -> float:
    found = list(values)
    return float(sum(found)) / len(found) if found else 0.0


def told_league(league: League) -> League:
    """Return a table with the texts of its case in the current language, where it has them in it."""
    return replace(league, case=in_language(league.case, language()))


def plain(league: League) -> dict[str, Any]:
    """Return a table as plain data, for JSON; an interval without an end has null there."""
    return {
        "format": "delegation-sim tournament",
        "format_version": 1,
        "title": league.title,
        **league.manifest,
        "level": league.level,
        "base": league.base,
        "standings": [as_plain(standing) for standing in league.standings],
    }
