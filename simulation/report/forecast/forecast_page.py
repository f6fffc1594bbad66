"""The page about a forecast: what all models say about one case, as one HTML file that needs nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from os import PathLike
from pathlib import Path
from typing import Final

from simulation.drawing.chart import Chart, Table, row_chart
from simulation.drawing.rows import Mark, Paper, Row
from simulation.drawing.safe_text import clip
from simulation.drawing.scale import Scale
from simulation.forecast import forecast_told
from simulation.forecast.all_models import Forecast
from simulation.forecast.expected import expected
from simulation.forecast.table_numbers import in_table
from simulation.report.forecast.issue_chart import PAGE, WIDE, issue_chart, mark_table
from simulation.report.forecast.whom import whom_chart
from simulation.report.html import render, theme_css, write_page
from simulation.report.study.study_page import chart_css as study_css
from simulation.scenario.load import scenario_hash
from simulation.scenario.table_scale import scales_told
from simulation.scenario.translations.telling import language_told
from simulation.version import version
from simulation.words import decimal, language, numbered, percent, say, whole

__all__ = [
    "IssuePart",
    "chart_css",
    "expected_chart",
    "forecast_page",
    "issue_part",
    "wide_chart",
    "write_forecast_report",
]

_PAPER: Final = Paper(width=720, left=146, right=362, label_width=134, words=376, pitch=15, bare=11)
_PAGE: Final = Paper(width=960, left=226, right=560, label_width=212, words=576, pitch=15, bare=11, full=True)
_LETTERS: Final = 52
"""Of a wording beside its share: more do not fit on a phone."""
_TICKS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePart:
    """What the page says of one issue."""

    number: int
    """Counted from 1."""
    question: str
    expected: str
    """Which wording the models expect, and who expects another."""
    chart: Chart
    apart: str
    choices: tuple[str, ...]
    """A sentence for each wording that models end in."""
    layer: str
    in_table: str
    """The same figures in the numbers of the table that the case was made from; empty: there was none."""
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
        doubt=str(forecast_told.doubt(forecast)),
        lead=_lead(forecast),
        written=language_told(forecast.case),
        scales=scales_told(forecast.case),
        figures=_figures(forecast),
        overview=expected_chart(forecast, is_paper=True),
        issues=[issue_part(forecast, place, is_paper=True) for place in range(len(forecast.case.issues))],
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


def issue_part(forecast: Forecast, issue: int, *, is_paper: bool = False) -> IssuePart:
    """Return the part about an issue, by its place in the case; on paper its chart is less wide than on a page."""
    return IssuePart(
        number=issue + 1,
        question=forecast.case.issues[issue].question,
        expected=str(forecast_told.expectation(forecast, issue)),
        chart=issue_chart(forecast, issue, WIDE if is_paper else PAGE),
        apart=say("forecast.apart", apart=decimal(float(forecast.apart[issue]))),
        choices=tuple(map(str, forecast_told.choices(forecast, issue))),
        layer=str(forecast_told.layer(forecast, issue)),
        in_table=str(in_table(forecast, issue)),
        marks=mark_table(forecast, issue),
    )


def expected_chart(forecast: Forecast, *, is_paper: bool = False) -> Chart | None:
    """Return the chart of what the models expect, issue by issue, the surest first; None if there is one issue only."""
    labels = _labels(forecast)
    found = [(issue, expected(forecast, issue)) for issue in range(len(labels))]
    if len(found) == 1:
        return None
    found.sort(key=lambda each: -each[1].share)
    rows, cells = [], []
    for issue, each in found:
        option = forecast_told.wording(forecast, issue, each.option)
        share, least, most = map(percent, (each.share, each.least, each.most))
        key = "forecast.expected.told" if each.option >= 0 else "forecast.expected.told.none"
        words = say(key, share=share, option=clip(option, _LETTERS))
        about = str(forecast_told.expectation(forecast, issue))
        mark = Mark(value=each.share, low=each.least, high=each.most, look="plain", words=words, about=about)
        rows.append(Row(label=labels[issue], marks=(mark,)))
        by_kind = say("figure.span", low=least, high=most)
        instead = str(forecast_told.elsewhere(forecast, issue))
        apart = decimal(float(forecast.apart[issue]))
        cells.append((labels[issue], option, share, by_kind, instead, apart))
    head = ("issue", "wording", "share", "by_kind", "instead", "apart")
    return row_chart(
        "expected",
        rows,
        Scale(low=0.0, high=1.0, ticks=_TICKS, words=say("forecast.expected.axis"), factor=100),
        caption=say("forecast.expected.caption"),
        title=say("forecast.expected.title"),
        head=tuple(say(f"forecast.table.{name}") for name in head),
        table=cells,
        wide=_PAPER if is_paper else _PAGE,
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
    yield str(forecast.seed), say("study.figure.seed")
    yield version(), say("study.figure.version")
