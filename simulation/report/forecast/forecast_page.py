"""The page about a forecast: what all models say about one case, as one HTML file that needs nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from math import nan
from os import PathLike
from pathlib import Path
from typing import Final

from simulation.drawing.chart import Chart, Table, row_chart
from simulation.drawing.rows import Mark, Row
from simulation.drawing.scale import Scale, scale_of
from simulation.forecast import forecast_told
from simulation.forecast.all_models import Forecast
from simulation.report.forecast.issue_chart import issue_chart, mark_table
from simulation.report.forecast.whom import whom_chart
from simulation.report.html import render, theme_css, write_page
from simulation.report.study.study_page import chart_css as study_css
from simulation.scenario.load import scenario_hash
from simulation.version import version
from simulation.words import decimal, language, numbered, say, whole

__all__ = [
    "IssuePart",
    "apart_chart",
    "chart_css",
    "forecast_page",
    "issue_part",
    "wide_chart",
    "write_forecast_report",
]

_TICKS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePart:
    """What the page says of one issue."""

    number: int
    """Counted from 1."""
    question: str
    chart: Chart
    apart: str
    choices: tuple[str, ...]
    """A sentence for each wording that models end in."""
    layer: str
    marks: Table


def forecast_page(forecast: Forecast, *, command: str = "") -> str:
    """Return the page about a forecast.

    Args:
        forecast: What the models say.
        command: The line that repeats it; empty: there is none to tell.
    """
    return render(
        "forecast.html.j2",
        css=theme_css(),
        title=str(forecast_told.title(forecast)),
        headline=str(forecast_told.headline(forecast)),
        lead=_lead(forecast),
        figures=_figures(forecast),
        overview=apart_chart(forecast),
        issues=[issue_part(forecast, place) for place in range(len(forecast.case.issues))],
        whom=whom_chart(forecast),
        standings=list(forecast_told.standing_sentences(forecast)),
        wide=str(forecast_told.wide(forecast)),
        widths=wide_chart(forecast),
        limits=list(forecast_told.limits(forecast)),
        basis=forecast_told.basis(forecast, version()),
        command=command,
        hash=scenario_hash(forecast.case),
        say=say,
        language=language(),
    )


def write_forecast_report(forecast: Forecast, path: str | PathLike[str], *, command: str = "") -> Path:
    """Write the page about a forecast as one HTML file and return its path.

    Raises:
        RecordError: if the file cannot be written, or something else than a file is there.
    """
    return write_page(forecast_page(forecast, command=command), path)


def chart_css() -> str:
    """Return the style sheet of the charts, in the tokens of the theme; its rules hold under `.study.forecast`."""
    own = files("simulation.report").joinpath("templates", "forecast.css")
    return study_css() + own.read_text(encoding="utf-8")


def issue_part(forecast: Forecast, issue: int) -> IssuePart:
    """Return the part of the page about an issue, by its place in the case."""
    return IssuePart(
        number=issue + 1,
        question=forecast.case.issues[issue].question,
        chart=issue_chart(forecast, issue),
        apart=say("forecast.apart", apart=decimal(float(forecast.apart[issue]))),
        choices=tuple(map(str, forecast_told.choices(forecast, issue))),
        layer=str(forecast_told.layer(forecast, issue)),
        marks=mark_table(forecast, issue),
    )


def apart_chart(forecast: Forecast) -> Chart | None:
    """Return the chart of the distance between two kinds of models by issue; None if there is one issue only."""
    found = forecast.apart.tolist()
    if len(found) == 1:
        return None
    labels = _labels(forecast)
    rows = [
        Row(label=label, marks=(Mark(value=value, low=nan, high=nan, look="bar", words=decimal(value)),))
        for label, value in zip(labels, found, strict=True)
    ]
    return row_chart(
        "apart",
        rows,
        scale_of(found, words=say("forecast.apart.axis"), most=4),
        caption=say("forecast.apart.caption"),
        title=say("forecast.apart.title"),
        head=(say("forecast.table.issue"), say("forecast.apart.axis")),
        table=[(label, decimal(value)) for label, value in zip(labels, found, strict=True)],
    )


def wide_chart(forecast: Forecast) -> Chart:
    """Return the band that holds eight of ten outcomes, issue by issue, with what other slopes say in the table."""
    rows, cells = [], []
    for label, marks in zip(_labels(forecast), forecast.marks, strict=True):
        found = marks.forecast
        low, high = (end / 100 for end in found.band(0.8))
        words = say("forecast.band", low=decimal(low), high=decimal(high))
        mark = Mark(value=found.median / 100, low=low, high=high, look="plain", words=words)
        rows.append(Row(label=label, marks=(mark,)))
        bands = [str(forecast_told.band(each, 0.8)) for each in (found, marks.flat, marks.steep)]
        cells.append((label, decimal(found.median / 100), *bands))
    head = ("issue", "median", "band", "flat", "steep")
    return row_chart(
        "wide",
        rows,
        Scale(low=0.0, high=1.0, ticks=_TICKS, words=say("forecast.wide.axis"), decimals=2),
        caption=say("forecast.wide.caption"),
        title=say("forecast.wide.title"),
        head=tuple(say(f"forecast.table.{name}") for name in head),
        table=cells,
    )


def _labels(forecast: Forecast) -> list[str]:
    return [
        say("forecast.numbered", n=number, issue=issue.name)
        for number, issue in enumerate(forecast.case.issues, start=1)
    ]


def _lead(forecast: Forecast) -> str:
    kinds = len({model.family for model in forecast.models})
    return say(
        "forecast.lead",
        models=whole(len(forecast.models)),
        kinds=numbered("forecast.kinds", kinds),
    )


def _figures(forecast: Forecast) -> Iterator[tuple[str, str]]:
    """Yield the large numbers under the sentence, each with what it is."""
    yield whole(len(forecast.models)), say("forecast.figure.models")
    yield whole(forecast.replications), say("forecast.figure.draws")
    yield str(forecast.seed), say("forecast.figure.seed")
    yield version(), say("forecast.figure.version")
