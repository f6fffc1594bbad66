"""Shows a forecast: where each model lands, how likely each wording is, and the charts of its report."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any, Final

from simulation.drawing.chart import Chart
from simulation.drawing.picture import Picture
from simulation.forecast import Forecast, document_of, headline, title, wide
from simulation.notebook.arrow_table import ArrowTable
from simulation.notebook.card import card, names_of
from simulation.report.forecast import chart_css, expected_chart, whom_chart, wide_chart
from simulation.report.forecast.issue_chart import issue_chart
from simulation.report.html import page_css
from simulation.scenario.translations import in_language
from simulation.storage import Kind
from simulation.words import language, say, whole

__all__ = ["ForecastView", "view_of"]

_LANDING: Final[Mapping[str, Kind]] = {
    "issue": "word",
    "model": "word",
    "point": "number",
    "low": "number",
    "high": "number",
    "option": "word",
    "option_share": "number",
}
_LANDINGS: Final = (
    "One row for each issue and model: median of where it lands and the interval of nine of ten draws, from 0 to 1; "
    "the wording that most draws end in (empty: none) and the share of them that do."
)
_CHANCE: Final[Mapping[str, Kind]] = {"issue": "word", "place": "number", "chance": "number"}
_CHANCES: Final = (
    "One row for each issue and mark of its axis: its place from 0 to 1, a wording or half-way between two, and how "
    "likely the decision lies nearest to it."
)


def view_of(forecast: Forecast) -> "ForecastView":
    """Return what shows a forecast, in the current language."""
    return ForecastView(replace(forecast, case=in_language(forecast.case, language())))


@dataclass(frozen=True)
class ForecastView:
    """Shows a forecast."""

    forecast: Forecast

    def tables(self) -> dict[str, ArrowTable]:
        """Return where each model lands on each issue, and how likely the decision is at each mark of an axis."""
        return {
            "landings": ArrowTable.of_rows(_LANDING, list(self._landings()), _LANDINGS),
            "chances": ArrowTable.of_rows(_CHANCE, list(self._chances()), _CHANCES),
        }

    def _landings(self) -> Iterator[tuple[object, ...]]:
        for issue in self.document["issues"]:
            for key, model in issue["models"].items():
                ends = (model["point"], model["low"], model["high"])
                yield issue["key"], key, *ends, model["option"] or "", model["option_share"]

    def _chances(self) -> Iterator[tuple[object, ...]]:
        for issue in self.document["issues"]:
            layer = issue["outcome_layer"]
            for place, chance in zip(layer["marks"], layer["probability"], strict=True):
                yield issue["key"], place, chance

    @cached_property
    def document(self) -> dict[str, Any]:
        """The forecast as plain data."""
        return document_of(self.forecast)

    def pictures(self) -> Mapping[str, Callable[[], Picture]]:
        """Return what draws the band of each issue, each issue by its key, what is expected, about whom."""
        forecast = self.forecast
        one: Mapping[str, Callable[[Forecast], Chart | None]] = {
            "expected": partial(expected_chart, is_paper=True),
            "outcomes": wide_chart,
            "delegations": whom_chart,
        }
        found: dict[str, Callable[[], Picture]] = {}
        for name, draw in one.items():
            chart = draw(forecast)
            if chart is not None:
                found[name] = partial(_picture, say(f"notebook.forecast.{name}"), chart)
        for place, issue in enumerate(forecast.case.issues):
            found[issue.key] = partial(self._issue, place)
        return found

    def _issue(self, place: int) -> Picture:
        return _picture(self.forecast.case.issues[place].name, issue_chart(self.forecast, place))

    def card(self) -> str:
        """Return what the models agree on, how wide their outcomes are, and the first picture."""
        forecast, pictures = self.forecast, self.pictures()
        told = {"title": str(title(forecast)), "seed": forecast.seed, "models": whole(len(forecast.models))}
        return card(
            say("notebook.forecast", n=whole(forecast.replications), **told),
            str(headline(forecast)),
            more=[str(wide(forecast))],
            picture=next(iter(pictures.values()))(),
            names=names_of(self.tables(), pictures),
        )


def _picture(name: str, chart: Chart) -> Picture:
    return Picture(title=name, charts=(chart,), style=page_css() + chart_css(), look="study forecast")
