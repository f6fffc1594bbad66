"""One issue: its wordings on the axis, which model lands where, by wording, and how likely a decision is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from simulation.drawing.chart import Chart, Table
from simulation.drawing.safe_text import clip
from simulation.drawing.svg import drawing, tag, text
from simulation.drawing.widest import lines_at_widest, shortened, widest
from simulation.forecast.all_models import LEVEL, Forecast
from simulation.forecast.expected import expected
from simulation.forecast.forecast_told import family_name, model_name, wording
from simulation.forecast.table_numbers import number_in_table
from simulation.models.option_cells import CellForecast
from simulation.report.forecast.wordings import places_of, wordings
from simulation.report.study.written_lists import capital
from simulation.words import decimal, percent, pole, say, whole

__all__ = ["NARROW", "PAGE", "WIDE", "Sheet", "draw_issue", "issue_chart", "mark_table"]

_MEAN: Final = 22.0
"""Height of the name of the weighted mean, below the wordings."""
_HEAD: Final = 22.0
"""Height of the line on those that end in one wording."""
_HEADING: Final = 12.0
"""Size of its letters, which are bold."""
_NAME: Final = 12.5
"""Size of the letters of a model."""
_BARS: Final = 46.0
"""Height of the likeliest mark."""
_WIDEST: Final = 18.0
_NUMBER: Final = 24.0
"""Width that a percentage over a bar needs."""
_LEAST: Final = 0.045
"""Bars below this have no number."""
_LETTER: Final = 6.3
_LINE: Final = 15.0
"""Height of a line of a heading."""
_SMALL: Final = 5.8
"""Width of a letter of a kind."""
_POLE: Final = 0.86
"""Of the width, that the names of the poles may take, each half of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Where labels, plot and figures stand in the drawing."""

    width: float
    left: float
    """Edges of the plot."""
    right: float
    words: float
    """Where the figures begin; 0: they stand at the right edge above the mark, beside its label."""
    row: float
    kind: float = 0.0
    """Where the kind of each model begins, on a page that the drawing fills; 0: there is no room for it."""

    def x(self, place: float) -> float:
        """Return where a place on the axis, 0..1, stands."""
        return self.left + place * (self.right - self.left)

    @property
    def is_narrow(self) -> bool:
        """Whether labels and figures stand above the marks: a phone."""
        return self.words == 0


WIDE: Final = Sheet(width=720, left=176, right=572, words=588, row=18)
PAGE: Final = Sheet(width=960, left=170, right=656, words=668, kind=774, row=18)
"""For a page that is wider than paper."""
NARROW: Final = Sheet(width=358, left=10, right=348, words=0, row=32)


def issue_chart(forecast: Forecast, issue: int, wide: Sheet = WIDE) -> Chart:
    """Return the chart of an issue, drawn for a sheet and for a phone, with the table of its models."""
    name = forecast.case.issues[issue].name
    return Chart(
        heading=name,
        caption=say("forecast.chart.caption", level=percent(LEVEL), n=whole(forecast.replications)),
        wide=draw_issue(f"issue-{issue}-wide", forecast, issue, wide),
        narrow=draw_issue(f"issue-{issue}-narrow", forecast, issue, NARROW),
        table=_table(forecast, issue),
    )


def draw_issue(key: str, forecast: Forecast, issue: int, sheet: Sheet) -> Markup:
    """Return the drawing of an issue; `key` is unique on the page."""
    own = forecast.case.issues[issue]
    places = places_of(own)
    at = [sheet.x(place.position) for place in places]
    words, top = wordings(places, at, width=sheet.width)
    rows, foot = _rows(forecast, issue, sheet, top + _MEAN)
    layer, ground = _layer(forecast.marks[issue].forecast, sheet, foot)
    poles = _poles(pole(own.low), pole(own.high), sheet, ground + 16)
    grid = [tag("line", x1=x, x2=x, y1=top, y2=ground, class_="grid") for x in at]
    return drawing(
        key,
        sheet.width,
        ground + 22,
        title=say("forecast.chart.title", issue=own.name, n=len(forecast.models)),
        description=_description(forecast, issue),
        parts=[*grid, *_mean(forecast, issue, sheet, top, ground), *rows, *layer, *poles, *words],
        class_="chart full" if sheet.kind else "chart",
    )


def _description(forecast: Forecast, issue: int) -> str:
    point, mean = forecast.point[:, issue], forecast.point[0, issue]
    return say(
        "forecast.chart.description",
        mean=decimal(float(mean)),
        low=decimal(float(point.min())),
        high=decimal(float(point.max())),
        apart=decimal(float(forecast.apart[issue])),
    )


def _mean(forecast: Forecast, issue: int, sheet: Sheet, top: float, ground: float) -> Iterator[Markup]:
    """Yield the weighted mean as a line through all rows, with its name above."""
    mean = float(forecast.point[0, issue])
    told = say("forecast.chart.mean", mean=model_name(forecast.models[0]), place=decimal(mean))
    x, half = sheet.x(mean), widest(told, _HEADING, bold=True) / 2
    yield tag("line", x1=x, x2=x, y1=top + _MEAN - 6, y2=ground, class_="mean")
    middle = min(max(x, half), sheet.width - half)
    yield text(middle, top + _MEAN - 10, told, text_anchor="middle", class_="tick strong")


def _rows(forecast: Forecast, issue: int, sheet: Sheet, top: float) -> tuple[list[Markup], float]:
    """Return a row for each model under the wording that it ends in, from left to right, and where they end."""
    found = expected(forecast, issue).option
    ends: dict[int, list[int]] = {}
    for row, option in enumerate(forecast.option[:, issue].tolist()):
        ends.setdefault(option, []).append(row)
    written = forecast.case.issues[issue].options
    parts: list[Markup] = []
    y = top
    for option in sorted(ends, key=lambda end: written[end].position if end >= 0 else float("inf")):
        told = say(
            "forecast.chart.ends" if option >= 0 else "forecast.chart.ends.none",
            option=wording(forecast, issue, option),
            n=len(ends[option]),
            of=len(forecast.models),
        )
        look = "kind" if option == found else "kind other"
        lines = lines_at_widest(told, sheet.width, _HEADING, bold=True, most=4)
        parts += [text(0.0, y + 15 + _LINE * row, line, class_=look) for row, line in enumerate(lines)]
        y += _HEAD + _LINE * (len(lines) - 1)
        for row in sorted(ends[option], key=lambda row: float(forecast.point[row, issue])):
            parts += _row(forecast, issue, row, sheet, y, is_other=option != found)
            y += sheet.row
        y += 4
    return parts, y


def _row(
    forecast: Forecast, issue: int, row: int, sheet: Sheet, top: float, *, is_other: bool
) -> Iterator[Markup]:
    point, ends = float(forecast.point[row, issue]), forecast.interval[row, issue].tolist()
    name, told = model_name(forecast.models[row]), _told(point, ends)
    is_none = forecast.option[row, issue] < 0
    middle = top + (23 if sheet.is_narrow else sheet.row / 2)
    base = top + 12 if sheet.is_narrow else middle + 4.5
    room = sheet.width - widest(told, _NAME) - 8 if sheet.is_narrow else sheet.left - 8
    shown = shortened(name, room, _NAME) if sheet.is_narrow else clip(name, int(room / _LETTER))
    yield text(0.0, base, shown, class_="model")
    if sheet.is_narrow:
        yield text(sheet.width, base, told, text_anchor="end")
    else:
        yield text(sheet.words, base, told)
    if sheet.kind:
        kind = clip(family_name(forecast.models[row].family), int((sheet.width - sheet.kind) / _SMALL))
        yield text(sheet.kind, base, kind, class_="tick")
    x, low, high = sheet.x(point), *map(sheet.x, ends)
    yield tag(
        "g",
        tag("title", f"{name}: {told}"),
        tag("line", x1=low, x2=high, y1=middle, y2=middle),
        tag("circle", cx=x, cy=middle, r=4.2),
        class_=f"m {'none' if is_none else 'plain'}{' other' if is_other else ''}",
    )


def _told(point: float, ends: Sequence[float]) -> str:
    low, high = map(decimal, ends)
    if low == high:
        return decimal(point)
    return say("figure.range", value=decimal(point), low=low, high=high)


def _layer(found: CellForecast, sheet: Sheet, top: float) -> tuple[list[Markup], float]:
    """Return the outcome layer as bars on a ground with its bands beneath, and where that ends."""
    label = capital(say("forecast.chart.layer"))
    parts = [text(0.0, top + 15, label, class_="kind")]
    ground = top + _HEAD + 12 + _BARS
    parts.append(tag("line", x1=sheet.left, x2=sheet.right, y1=ground, y2=ground, class_="axis"))
    parts += _bars(found, sheet, ground)
    for number, (level, look) in enumerate(((0.8, "most"), (0.5, "half"))):
        low, high = (end / 100 for end in found.band(level))
        y = ground + 12
        parts.append(tag("line", x1=sheet.x(low), x2=sheet.x(high), y1=y, y2=y, class_=look))
        words = say(f"forecast.chart.{look}", low=decimal(low), high=decimal(high))
        if sheet.is_narrow:
            x, anchor = (sheet.width, "end") if number == 0 else (0.0, "start")
            parts.append(text(x, ground + 30, words, text_anchor=anchor, class_="tick"))
        else:
            parts.append(text(sheet.words, ground - 4 + 16 * (1 - number), words, class_="tick"))
    return parts, ground + (36 if sheet.is_narrow else 20)


def _bars(found: CellForecast, sheet: Sheet, ground: float) -> Iterator[Markup]:
    """Yield a bar for each mark, darker on a wording than between two, with its share where there is room."""
    marks, shares = (found.marks / 100).tolist(), found.probability.tolist()
    at = [sheet.x(mark) for mark in marks]
    near = min((b - a for a, b in pairwise(at)), default=_WIDEST)
    wide = max(3.0, min(_WIDEST, 0.7 * near))
    free = float("-inf")
    for number, (x, share) in enumerate(zip(at, shares, strict=True)):
        height = _BARS * share / max(shares)
        look = "share on" if number % 2 == 0 else "share between"
        bar = {"x": x - wide / 2, "y": ground - height, "width": wide, "height": height}
        yield tag("rect", tag("title", f"{decimal(marks[number])}: {percent(share)}"), class_=look, **bar)
        if share >= _LEAST and x - _NUMBER / 2 >= free:
            told = percent(share)
            half = widest(told, _HEADING) / 2
            middle = min(max(x, half), sheet.width - half)
            yield text(middle, ground - height - 4, told, text_anchor="middle", class_="tick")
            free = x + _NUMBER / 2


def _poles(low: str, high: str, sheet: Sheet, y: float) -> Iterator[Markup]:
    """Yield the names of both ends of the axis, which never flips."""
    longest = int(sheet.width * _POLE / 2 / _LETTER)
    left, right = (sheet.left, sheet.right) if not sheet.is_narrow else (0.0, sheet.width)
    ends = ((left, "low", low, None), (right, "high", high, "end"))
    for x, key, name, anchor in ends:
        told = say(f"forecast.chart.{key}", pole=clip(name, longest))
        if sheet.is_narrow:
            told = shortened(told, sheet.width / 2 - 4, _HEADING, bold=True)
        yield text(x, y, told, text_anchor=anchor, class_="tick pole")


def _table(forecast: Forecast, issue: int) -> Table:
    head = ["model", "kind", "median", "interval", "wording", "share"]
    if number_in_table(forecast, issue, 0.0):
        head.append("in_table")
    rows = [
        (
            model_name(model),
            family_name(model.family),
            decimal(float(forecast.point[row, issue])),
            say("figure.span", low=decimal(low), high=decimal(high)),
            wording(forecast, issue, int(forecast.option[row, issue])),
            percent(float(forecast.option_share[row, issue])),
            str(number_in_table(forecast, issue, float(forecast.point[row, issue]))),
        )[: len(head)]
        for row, model in enumerate(forecast.models)
        for low, high in [forecast.interval[row, issue].tolist()]
    ]
    level = percent(LEVEL)
    return Table(
        head=tuple(say(f"forecast.table.{name}", level=level) for name in head),
        rows=tuple(rows),
    )


def mark_table(forecast: Forecast, issue: int) -> Table:
    """Return the outcome layer of an issue as a table: each mark with its probability, also under other slopes.

    Where the conference is among the models, the last column is what the layer says around where that lands.
    """
    marks = forecast.marks[issue]
    layers = [each for each in (marks.forecast, marks.flat, marks.steep, marks.simulated) if each is not None]
    labels = {round(100 * place.position, 6): place.label for place in places_of(forecast.case.issues[issue])}
    rows = [
        (
            decimal(mark / 100),
            labels.get(round(mark, 6), say("forecast.table.between")),
            *(percent(float(each.probability[row])) for each in layers),
        )
        for row, mark in enumerate(marks.forecast.marks.tolist())
    ]
    head = ("mark", "wording", "probability", "flat", "steep", "simulated")[: 2 + len(layers)]
    return Table(head=tuple(say(f"forecast.table.{name}") for name in head), rows=tuple(rows))
