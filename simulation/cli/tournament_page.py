"""Shows the league table of a tournament on a page: in all, then seat by seat."""

from pathlib import Path
from typing import TYPE_CHECKING

from simulation.cli.terminal import Page, counted
from simulation.study.figures import shown
from simulation.words import numbered, percent

if TYPE_CHECKING:
    from simulation.tournament import Cell, League

__all__ = ["print_league"]


def print_league(league: "League", folder: Path | None) -> None:
    """Print the table, and where its page is if there is one."""
    from simulation.report.tournament import entrant_name
    from simulation.storage.tournament_folder import REPORT

    page, given = Page(), league.manifest
    page.title(f"{league.title}: how delegates fared")
    games, seats = counted(given["replications"], "game"), counted(len(league.names), "seat")
    page.note(
        f"{games} of each in {seats}, alone among built-in agents ({given['skill']}). Place: 0 is the worst, 1 the "
        "best document that crosses no red line of those who decide; no document counts as what it is worth. "
        f"Intervals: {100 * league.level:.0f}%. Seed {given['seed']}."
    )
    page.heading("Place, mean over the seats")
    page.columns(
        [(entrant_name(one.entrant), *_told(one.total)) for one in league.standings],
        heads=("entrant", "place", "documents", f"over “{entrant_name(league.base)}”"),
    )
    if len(league.names) > 1:
        page.heading("Seat by seat, mean place")
        page.columns(
            [
                (entrant_name(one.entrant), *(_short(one.seats[seat]) for seat in league.names), "")
                for one in league.standings
            ],
            heads=("", *league.names, ""),
        )
    page.write()
    for note in _notes(league):
        page.note(note, indent=2)
    if folder is None:
        page.note("The intervals of each seat, the games and a page with charts: add --out FOLDER.", indent=2)
    else:
        page.say(f"The page is {folder / REPORT}; games and table lie beside it.", indent=2)


def _told(cell: "Cell") -> tuple[str, str, str]:
    from simulation.report.tournament import over_words, place_words

    return (
        place_words(cell.place),
        percent(cell.documents),
        over_words(cell.over_base),
    )


def _short(cell: "Cell") -> str:
    return "–" if cell.place is None else shown(cell.place.value, 2)


def _notes(league: "League") -> list[str]:
    without = sum(one.total.without_place for one in league.standings)
    return [numbered("tournament.without", without)] if without else []
