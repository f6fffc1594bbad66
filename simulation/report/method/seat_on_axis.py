"""What one delegation of a run weighs on one issue: its best, its red line, the status quo, and what matters to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from simulation.drawing.chart import Chart, Table
from simulation.drawing.safe_text import clip
from simulation.drawing.svg import drawing, tag, text
from simulation.report.forecast.wordings import places_of, wordings
from simulation.scenario import Issue
from simulation.storage import Run
from simulation.words import decimal, listed, percent, say

__all__ = ["ToldSeat", "seat_chart", "told_seat"]

_WIDE: Final = (960.0, 40.0, 920.0)
_NARROW: Final = (358.0, 20.0, 338.0)
"""Width of a drawing and where its axis begins and ends."""
_BAR: Final = 0.45
"""Of the width, that the longest bar takes."""
_LETTER: Final = 6.6


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldSeat:
    """A delegation on one issue, with the numbers that a run was played with."""

    name: str
    issue: Issue
    best: float
    """Its place on the axis before the first session: what it likes best."""
    low: float
    high: float
    """Its red lines: it refuses what lies beyond; outside 0 to 1 there is none."""
    shares: tuple[tuple[str, float], ...]
    """Of all that matters to it the share that each issue is, in the order of the case."""


def told_seat(run: Run) -> ToldSeat:
    """Return the delegation, on the issue where its red line rules out a wording and most matters to it.

    Raises:
        ValueError: if no red line in the case rules out a wording.
    """
    table, issues = run.tables["mandates"], {issue.key: issue for issue in run.scenario.issues}
    owners = [str(who) for who in table["delegation"]]
    total: dict[str, float] = dict.fromkeys(owners, 0.0)
    for who, salience in zip(owners, table["salience"], strict=True):
        total[who] += float(salience)
    rows = [
        row
        for row, key in enumerate(table["issue"])
        if any(
            not table["red_low"][row] <= option.position <= table["red_high"][row]
            for option in issues[key].written
            if option.kind == "text"
        )
    ]
    if not rows:
        raise ValueError(f"no red line in {run.scenario.key} rules out a wording")
    row = max(rows, key=lambda row: float(table["salience"][row]) / total[owners[row]])
    key = owners[row]
    seat = next(each for each in run.scenario.delegations if each.key == key)
    return ToldSeat(
        name=seat.short or seat.name,
        issue=issues[table["issue"][row]],
        best=float(table["opening"][row]),
        low=float(table["red_low"][row]),
        high=float(table["red_high"][row]),
        shares=tuple(
            (issues[issue].name, float(salience) / total[key])
            for who, issue, salience in zip(owners, table["issue"], table["salience"], strict=True)
            if who == key
        ),
    )


def seat_chart(run: Run) -> Chart:
    """Return the chart of such a delegation, drawn for a page and for a phone."""
    seat = told_seat(run)
    lines = [decimal(line) for line in (seat.low, seat.high) if 0.0 < line < 1.0]
    rows = (
        (say("method.picture.ideal"), decimal(seat.best)),
        (say("term.red_line"), listed(lines)),
        (say("method.picture.status_quo"), decimal(_status_quo(seat.issue))),
        *((say("method.picture.share", issue=label), percent(share)) for label, share in seat.shares),
    )
    title = say("method.picture.seat.title", delegation=seat.name, issue=seat.issue.name)
    told = ". ".join(say("study.line", name=what, words=value) for what, value in rows)
    wide, narrow = (
        _draw(f"seat-{look}", seat, sheet, title=title, told=told)
        for look, sheet in (("wide", _WIDE), ("narrow", _NARROW))
    )
    return Chart(
        caption=say("method.picture.seat.caption", delegation=seat.name, issue=seat.issue.name),
        wide=wide,
        narrow=narrow,
        table=Table(head=(say("term.what"), say("method.picture.value")), rows=rows),
    )


def _status_quo(issue: Issue) -> float:
    if isinstance(issue.status_quo, str):
        return next(option.position for option in issue.options if option.key == issue.status_quo)
    return float(issue.status_quo)


def _draw(key: str, seat: ToldSeat, sheet: tuple[float, float, float], *, title: str, told: str) -> Markup:
    width, left, right = sheet
    places = places_of(seat.issue)
    at = [left + place.position * (right - left) for place in places]
    words, top = wordings(places, at, width=width)
    axis = top + 34
    bars, foot = _bars(seat, width, axis + 88)
    return drawing(
        key,
        width,
        foot,
        title=title,
        description=told,
        parts=[*words, *_axis(seat, sheet, top, axis), *bars],
        class_="chart full" if width > _NARROW[0] else "chart",
    )


def _axis(seat: ToldSeat, sheet: tuple[float, float, float], top: float, y: float) -> Iterator[Markup]:
    """Yield the axis with what lies beyond the red line, the status quo and what the delegation likes best."""
    width, left, right = sheet

    def x(place: float) -> float:
        return left + place * (right - left)

    for place in places_of(seat.issue):
        yield tag("line", x1=x(place.position), x2=x(place.position), y1=top, y2=y + 12, class_="grid")
    for begin, end in ((0.0, seat.low), (seat.high, 1.0)):
        if end > begin:
            yield tag("rect", x=x(begin), y=y - 12, width=x(end) - x(begin), height=24.0, class_="beyond")
    yield tag("line", x1=left, x2=right, y1=y, y2=y, class_="axis")
    for line in (seat.low, seat.high):
        if 0.0 < line < 1.0:
            yield tag("line", x1=x(line), x2=x(line), y1=y - 15, y2=y + 15, class_="red-line")
            yield _named(x(line), y + 32, say("term.red_line"), width)
    quo = x(_status_quo(seat.issue))
    yield tag("line", x1=quo, x2=quo, y1=y - 8, y2=y + 8, class_="quo")
    yield _named(quo, y + 50, say("method.picture.status_quo"), width)
    best = x(seat.best)
    d = f"M{best - 7:.1f},{y:.1f}L{best:.1f},{y - 7:.1f}L{best + 7:.1f},{y:.1f}L{best:.1f},{y + 7:.1f}Z"
    yield tag("path", d=d, class_="dot")
    yield _named(best, y + 32, say("method.picture.ideal"), width)


def _named(x: float, y: float, words: str, width: float) -> Markup:
    half = len(words) * _LETTER / 2
    return text(min(max(x, half), width - half), y, words, text_anchor="middle", class_="tick strong")


def _bars(seat: ToldSeat, width: float, top: float) -> tuple[list[Markup], float]:
    """Return a bar for each issue, as long as its share of all that matters to the delegation, and where they end."""
    parts = [text(0.0, top, say("method.picture.matters"), class_="kind")]
    left, longest = width * 0.34, max(share for _, share in seat.shares)
    y = top + 12
    for label, share in seat.shares:
        bar = width * _BAR * share / longest
        parts.append(text(0.0, y + 12, clip(label, int(left / _LETTER)), class_="tick"))
        parts.append(tag("rect", x=left, y=y + 2, width=bar, height=12.0, class_="amount"))
        parts.append(text(left + bar + 6, y + 12, percent(share), class_="tick"))
        y += 20
    return parts, y + 4
