"""About whom the models differ: a row for each such delegation, a dot for each model, both ends named."""

from collections.abc import Iterator, Sequence
from typing import Final

from markupsafe import Markup

from simulation.drawing.chart import Chart, Table
from simulation.drawing.safe_text import clip
from simulation.drawing.scale import Scale, scale_of
from simulation.drawing.svg import drawing, tag, text
from simulation.forecast.all_models import Forecast
from simulation.forecast.disagreement import Standing
from simulation.forecast.forecast_told import model_name, most_disputed
from simulation.report.forecast.issue_chart import Sheet
from simulation.words import decimal, say

__all__ = ["WHOM_NARROW", "WHOM_WIDE", "draw_whom", "whom_chart"]

WHOM_WIDE: Final = Sheet(width=720, left=284, right=560, words=0, row=30)
"""Beside the plot there is room for the name of a model at either side."""
WHOM_NARROW: Final = Sheet(width=358, left=10, right=348, words=0, row=58)
_TOP: Final = 4.0
_GAP: Final = 9.0
_BOTH: Final = 40
"""Letters for two names on one line of a phone."""
_ONE: Final = 25
"""Letters for a name beside the plot."""


def whom_chart(forecast: Forecast) -> Chart | None:
    """Return the chart of the delegations about whom the models differ most; None if they differ about nobody."""
    told = most_disputed(forecast)
    if not told:
        return None
    return Chart(
        caption=say("forecast.whom.caption", mean=model_name(forecast.models[0])),
        wide=draw_whom("whom-wide", forecast, told, WHOM_WIDE, beside=True),
        narrow=draw_whom("whom-narrow", forecast, told, WHOM_NARROW, beside=False),
        table=_table(forecast, told),
    )


def draw_whom(
    key: str, forecast: Forecast, told: Sequence[Standing], sheet: Sheet, *, beside: bool
) -> Markup:
    """Return the drawing; `beside` says whether names stand beside the outermost dots, else they stand below."""
    scale = scale_of((loss for each in told for loss in each.loss), words=say("forecast.whom.axis"))
    foot = _TOP + sheet.row * len(told)
    parts = [
        *_axis(scale, sheet, foot),
        *(
            part
            for number, each in enumerate(told)
            for part in _row(forecast, each, scale, sheet, _TOP + sheet.row * number, beside=beside)
        ),
    ]
    names = [_name(forecast, each) for each in told]
    return drawing(
        key,
        sheet.width,
        foot + 40,
        title=say("forecast.whom.title"),
        description=say("forecast.whom.description", first=names[0], n=len(forecast.models)),
        parts=parts,
        class_="chart",
    )


def _name(forecast: Forecast, standing: Standing) -> str:
    own = next(each for each in forecast.case.delegations if each.key == standing.delegation)
    return own.short or own.name


def _axis(scale: Scale, sheet: Sheet, foot: float) -> Iterator[Markup]:
    for tick in scale.ticks:
        x = scale.at(tick, sheet.left, sheet.right)
        yield tag("line", x1=x, x2=x, y1=0.0, y2=foot, class_="grid")
        yield text(x, foot + 14, scale.label(tick), text_anchor="middle", class_="tick")
    middle = (sheet.left + sheet.right) / 2
    yield text(middle, foot + 31, scale.words, text_anchor="middle", class_="tick")


def _row(
    forecast: Forecast, each: Standing, scale: Scale, sheet: Sheet, top: float, *, beside: bool
) -> Iterator[Markup]:
    y = top + (sheet.row / 2 if beside else 26)
    name = clip(_name(forecast, each), 18 if beside else 40)
    yield text(0.0, y + 4.5 if beside else top + 13, name, class_="strong")
    x = [scale.at(loss, sheet.left, sheet.right) for loss in each.loss]
    yield tag("line", x1=min(x), x2=max(x), y1=y, y2=y, class_="join")
    # The mean last: where dots lie on each other, it is the one to see.
    for place in [*range(1, len(x)), 0]:
        told = say(
            "forecast.whom.dot", model=model_name(forecast.models[place]), loss=decimal(each.loss[place])
        )
        look = "dot" if place == 0 else "dot hollow"
        yield tag("circle", tag("title", told), cx=x[place], cy=y, r=4.2, class_=look)
    best, worst = (model_name(forecast.models[place]) for place in (each.best, each.worst))
    if beside:
        yield text(min(x) - _GAP, y + 4.5, clip(best, _ONE), text_anchor="end")
        yield text(max(x) + _GAP, y + 4.5, clip(worst, _ONE), text_anchor="start")
    else:
        most = _BOTH if len(best) + len(worst) <= _BOTH else _BOTH // 2
        best, worst = (
            say(f"forecast.whom.{end}", model=clip(name, most))
            for end, name in (("best", best), ("worst", worst))
        )
        yield text(0.0, y + 20, best, class_="tick")
        yield text(sheet.width, y + 20, worst, text_anchor="end", class_="tick")


def _table(forecast: Forecast, told: Sequence[Standing]) -> Table:
    names = [_name(forecast, each) for each in told]
    rows = [
        (model_name(model), *(decimal(each.loss[row]) for each in told))
        for row, model in enumerate(forecast.models)
    ]
    return Table(head=(say("forecast.table.model"), *names), rows=tuple(rows))
