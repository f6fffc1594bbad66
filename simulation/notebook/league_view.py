"""Shows the table of a tournament: places with their intervals, in all and seat by seat."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from math import nan
from typing import Final

from simulation.drawing.chart import Chart
from simulation.drawing.picture import Picture
from simulation.notebook.arrow_table import ArrowTable
from simulation.notebook.card import card, names_of
from simulation.report.html import page_css
from simulation.report.tournament import over_chart, place_chart, tournament_headline
from simulation.stats import Estimate
from simulation.storage import Kind
from simulation.tournament import Cell, League, told_league
from simulation.words import say, whole

__all__ = ["LeagueView", "view_of"]

_COLUMNS: Final[Mapping[str, Kind]] = {
    "entrant": "word",
    "seat": "word",
    "place": "number",
    "low": "number",
    "high": "number",
    "over_base": "number",
    "over_low": "number",
    "over_high": "number",
    "documents": "number",
    "broken": "number",
}
_ABOUT: Final = (
    "One row for each entrant and seat, and one (seat empty) for all seats together: mean place with its interval, "
    "0 the worst and 1 the best document; that less the place of the built-in agent; the share of games that ended "
    "with a document; promises broken, a game. Not a number: no game has one."
)


def view_of(league: League) -> "LeagueView":
    """Return what shows a tournament, in the current language."""
    return LeagueView(told_league(league))


@dataclass(frozen=True)
class LeagueView:
    """Shows a tournament."""

    league: League

    def tables(self) -> dict[str, ArrowTable]:
        """Return the table of places."""
        return {"places": ArrowTable.of_rows(_COLUMNS, list(self._rows()), _ABOUT)}

    def _rows(self) -> Iterator[tuple[object, ...]]:
        for one in self.league.standings:
            for seat, cell in [("", one.total), *one.seats.items()]:
                yield one.entrant, seat, *_numbers(cell)

    def pictures(self) -> Mapping[str, Callable[[], Picture]]:
        """Return what draws the places in all, what each has over the built-in agent, and each seat by its key."""
        league, over = self.league, over_chart(self.league)
        found = {"places": partial(_picture, place_chart(league, ""))}
        if over is not None:
            found["over"] = partial(_picture, over)
        return found | {seat: partial(self._seat, seat) for seat in league.names}

    def _seat(self, seat: str) -> Picture:
        return _picture(place_chart(self.league, seat), self.league.names[seat])

    def card(self) -> str:
        """Return who came first, and the places."""
        league, pictures = self.league, self.pictures()
        told = {"title": league.title, "seed": league.manifest["seed"]}
        return card(
            say("notebook.tournament", n=whole(league.manifest["replications"]), **told),
            tournament_headline(league),
            picture=pictures["places"](),
            names=names_of(self.tables(), pictures),
        )


def _numbers(cell: Cell) -> tuple[float, ...]:
    return *_ends(cell.place), *_ends(cell.over_base), cell.documents, cell.broken


def _ends(found: Estimate | None) -> tuple[float, float, float]:
    return (nan, nan, nan) if found is None else (found.value, found.low, found.high)


def _picture(chart: Chart, name: str = "") -> Picture:
    return Picture(title=name or chart.heading, charts=(chart,), style=page_css("study"))
