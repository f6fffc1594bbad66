"""Shows the league table of a tournament on a page: in all, then seat by seat."""

from pathlib import Path
from typing import TYPE_CHECKING

from simulation.cli.imprint import imprint
from simulation.cli.terminal import Page
from simulation.study import shown
from simulation.words import Said, numbered, percent, said, say

if TYPE_CHECKING:
    from simulation.tournament import Cell, League

__all__ = ["print_league"]


def print_league(league: "League", folder: Path | None) -> None:
    """Print the table, and where its page is if there is one."""
    from simulation.report import entrant_name
    from simulation.scenario.translations import language_told
    from simulation.storage import REPORT

    page = Page()
    page.title(said("tournament.page.title", title=league.title))
    if written := language_told(league.case):
        page.note(written)
    page.note(_lead(league))
    page.heading(said("tournament.total.heading"))
    page.columns(
        [(entrant_name(one.entrant), *_told(one.total)) for one in league.standings],
        heads=tuple(say(f"tournament.head.{name}") for name in ("entrant", "place", "documents", "over")),
    )
    if len(league.names) > 1:
        page.heading(said("tournament.page.by_seat"))
        page.columns(
            [
                (entrant_name(one.entrant), *(_short(one.seats[seat]) for seat in league.names), "")
                for one in league.standings
            ],
            heads=("", *league.names, ""),
        )
    page.write()
    if without := sum(one.total.without_place for one in league.standings):
        page.note(numbered("tournament.without", without), indent=2)
    page.say(said("tournament.rare"), indent=2)
    if folder is None:
        page.note(said("tournament.page.more"), indent=2)
    else:
        page.say(said("tournament.page.folder", page=str(folder / REPORT)), indent=2)


def _lead(league: "League") -> Said:
    """Return what was played, what a place is, and what the figures rest on."""
    given = league.manifest
    lead = said(
        "tournament.page.lead",
        games=said("tournament.page.games", n=given["replications"]),
        seats=said("tournament.page.seats", n=len(league.names)),
        skill=said(f"tournament.skill.{given['skill']}"),
        level=f"{100 * league.level:g}",
    )
    basis = imprint(given["case"], given["case_hash"], seed=given["seed"], version=given["version"])
    return Said.joined(lead, basis)


def _told(cell: "Cell") -> tuple[str, str, str]:
    from simulation.report import over_words, place_words

    return place_words(cell.place), percent(cell.documents), over_words(cell.over_base)


def _short(cell: "Cell") -> str:
    return "–" if cell.place is None else shown(cell.place.value, 2)
