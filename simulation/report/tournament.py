"""The page about a tournament: who comes how far, seat by seat and in all, in one HTML file."""

from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from typing import Final

from simulation.delegates import DELEGATES
from simulation.drawing.chart import Chart, row_chart
from simulation.drawing.rows import Look, Mark, Row
from simulation.drawing.scale import Scale, scale_of
from simulation.report.html import render, theme_css, write_page
from simulation.report.repeat import other_version
from simulation.report.study.compared import mark_of
from simulation.scenario.translations.telling import language_told
from simulation.stats.interval import Estimate
from simulation.stats.unanimous import is_unanimous, tells
from simulation.study.figures import is_sized, number_figures, shown, signed, signed_told, unanimous_told
from simulation.tournament.league import Cell, League, Standing
from simulation.words import Said, called, language, numbered, say, whole

__all__ = [
    "entrant_name",
    "over_chart",
    "over_words",
    "place_chart",
    "place_words",
    "tournament_headline",
    "tournament_page",
    "write_tournament_report",
]

_DECIMALS: Final = 2
"""Of places: their intervals are seldom narrower than a tenth."""


def entrant_name(name: str) -> str:
    """Return the name of an entrant; a user's own entrant has the name of its class."""
    return called("tournament.entrant", name.replace(" ", "_"), name) if name in DELEGATES else name


def place_words(place: Estimate | None) -> str:
    """Return a mean place with its interval, in hundredths, or that all games are alike; a dash where there is none."""
    if place is None:
        return "–"
    if not is_sized(place):
        return shown(place.value, _DECIMALS)
    if is_unanimous(place):
        return str(unanimous_told(Said.verbatim(shown(place.value, _DECIMALS)), place, "games"))
    value, low, high = number_figures(place, _DECIMALS)
    return say("figure.range", value=value, low=low, high=high)


def over_words(over: Estimate | None) -> str:
    """Return a difference in place with its interval, in hundredths; nothing where there is none."""
    if over is None:
        return ""
    if not is_sized(over):
        return say("figure.one_pair")
    if is_unanimous(over):
        return str(unanimous_told(signed_told(over.value, _DECIMALS), over, "pairs"))
    value, low, high = (signed(part, _DECIMALS) for part in (over.value, over.low, over.high))
    if tells(over):
        return say("figure.range", value=value, low=low, high=high)
    return say("figure.unclear", low=low, high=high)


def tournament_page(league: League, *, command: str = "") -> str:
    """Return the page; `command` is what plays the tournament again."""
    given = league.manifest
    return render(
        "tournament.html.j2",
        title=say("tournament.title", title=league.title, case=given["case"]),
        css=theme_css(),
        headline=tournament_headline(league),
        lead=say("tournament.lead"),
        written=language_told(league.case),
        figures=_figures(league),
        total=place_chart(league, ""),
        over=over_chart(league),
        seats=[(f"{league.names[seat]} ({seat})", place_chart(league, seat)) for seat in given["seats"]],
        notes=list(_notes(league)),
        files=[(one.file, one.sha256) for one in league.standings if one.file],
        command=command,
        repeat=say(
            "tournament.repeat",
            case=given["case"],
            seed=given["seed"],
            last=whole(given["replications"] - 1),
            version=given["version"],
        ),
        case_hash=given["case_hash"],
        other_version=other_version(given["version"]),
        say=say,
        language=language(),
    )


def write_tournament_report(league: League, path: str | PathLike[str], *, command: str = "") -> Path:
    """Write the page about a tournament as one HTML file and return its path.

    Raises:
        RecordError: if the file cannot be written, or something else than a file is there.
    """
    return write_page(tournament_page(league, command=command), path)


def tournament_headline(league: League) -> str:
    """Return the sentence at the top: who came first."""
    first = league.standings[0]
    if first.total.place is None:
        return say("tournament.headline.none")
    return numbered(
        "tournament.headline",
        len(league.names),
        name=entrant_name(first.entrant),
        place=shown(first.total.place.value, 2),
    )


def _figures(league: League) -> list[tuple[str, str]]:
    """Return the large numbers under the sentence, each with what it is."""
    given = league.manifest
    return [
        (whole(given["replications"]), say("tournament.figure.games")),
        (say(f"tournament.skill.{given['skill']}"), say("tournament.figure.skill")),
        (str(given["seed"]), say("study.figure.seed")),
        (say("study.figure.level.large", level=f"{100 * league.level:g}"), say("study.figure.level")),
    ]


def place_chart(league: League, seat: str) -> Chart:
    """Return the chart of places in a seat, or in all of them together; the best first."""
    cells = _cells(league, seat)
    rows = [
        Row(
            label=entrant_name(one.entrant),
            strong=bool(one.file),
            marks=_marks(cell.place, "base" if one.entrant == league.base else "plain"),
        )
        for one, cell in cells
    ]
    heading = say("tournament.place.heading" if seat else "tournament.total.heading")
    return row_chart(
        f"place-{seat or 'all'}",
        rows,
        _scale([cell.place for _, each in _all_cells(league) for cell in each]),
        heading=heading,
        caption="" if seat else say("tournament.total.caption", base=entrant_name(league.base)),
        head=[say(f"tournament.head.{key}") for key in ("entrant", "place", "over", "documents", "broken")],
        table=[(entrant_name(one.entrant), *_told(cell)) for one, cell in cells],
    )


def _all_cells(league: League) -> Iterator[tuple[str, list[Cell]]]:
    """Yield all that stands in the table, so that all its charts have one scale."""
    yield "", [one.total for one in league.standings]
    for seat in league.names:
        yield seat, [one.seats[seat] for one in league.standings]


def _cells(league: League, seat: str) -> list[tuple[Standing, Cell]]:
    cells = [(one, one.seats[seat] if seat else one.total) for one in league.standings]
    return sorted(cells, key=lambda each: float("inf") if each[1].place is None else -each[1].place.value)


def _marks(place: Estimate | None, look: Look) -> tuple[Mark, ...]:
    if place is None:
        return ()
    low, high = (place.low, place.high) if is_sized(place) else (place.value, place.value)
    return (Mark(value=place.value, low=low, high=high, look=look, words=place_words(place)),)


def _scale(places: list[Estimate | None]) -> Scale:
    there = [place for place in places if place is not None]
    ends = [end for one in there for end in (one.low, one.value, one.high)]
    return scale_of([*ends, 1.0], words=say("tournament.axis.place"))


def _told(cell: Cell) -> tuple[str, str, str, str]:
    return (
        place_words(cell.place),
        over_words(cell.over_base) or "–",
        say("figure.percent", value=shown(100 * cell.documents, 0)),
        shown(cell.broken, 1),
    )


def over_chart(league: League) -> Chart | None:
    """Return the chart of what the entrants have over the one that does nothing."""
    cells = [(one, one.total.over_base) for one in league.standings]
    found = [(one, over) for one, over in cells if over is not None and is_sized(over)]
    if not found:
        return None
    rows = [
        Row(
            label=entrant_name(one.entrant),
            marks=(mark_of(over, "clear" if tells(over) else "unclear", over_words(over)),),
        )
        for one, over in found
    ]
    heading = say("tournament.over.heading", base=entrant_name(league.base))
    ends = [end for _, over in found for end in (over.low, over.high)]
    return row_chart(
        "over",
        rows,
        scale_of(ends, words=say("tournament.axis.over"), signs=True),
        heading=heading,
        caption=say("tournament.over.caption", level=f"{100 * league.level:g}"),
        head=(say("tournament.head.entrant"), say("tournament.head.over")),
        table=[(entrant_name(one.entrant), over_words(over)) for one, over in found],
    )


def _notes(league: League) -> Iterator[str]:
    """Yield what a reader has to know of the figures beside what they mean."""
    without = sum(one.total.without_place for one in league.standings)
    if without:
        yield numbered("tournament.without", without)
    yield say("tournament.rare")
    yield say("tournament.cannot")
