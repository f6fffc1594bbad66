"""Prints a forecast of all models on a page, and how far it is while it is made."""

from simulation.cli.terminal import Page
from simulation.forecast import forecast_told
from simulation.forecast.all_models import Forecast
from simulation.version import version
from simulation.words import decimal, said, say

__all__ = ["print_forecast"]


def print_forecast(page: Page, forecast: Forecast) -> None:
    """Print where each model lands, what the outcome layer says, and about whom the models differ."""
    issues = forecast.case.issues
    page.title(forecast_told.title(forecast))
    page.say(forecast_told.headline(forecast))
    page.heading(said("forecast.page.lands"))
    _print_points(page, forecast)
    for place, issue in enumerate(issues):
        page.heading(said("forecast.numbered", n=place + 1, issue=issue.name))
        for sentence in forecast_told.choices(forecast, place):
            page.say(sentence, indent=2, hang=2)
        page.note(forecast_told.layer(forecast, place), indent=2)
    page.heading(said("forecast.wide.heading"))
    page.say(forecast_told.wide(forecast), indent=2)
    page.heading(said("forecast.whom.heading"))
    for sentence in forecast_told.standing_sentences(forecast):
        page.say(sentence, indent=2, hang=2)
    page.heading(said("limits.heading"))
    for sentence in forecast_told.limits(forecast):
        page.say(sentence, indent=2, hang=2)
    page.note(forecast_told.basis(forecast, version()), indent=2)


def _print_points(page: Page, forecast: Forecast) -> None:
    """Print the medians of all models by issue, and below them how far the models are apart."""
    count = len(forecast.case.issues)
    fits = max(1, (page.width - 26) // 6)
    for first in range(0, count, fits):
        places = range(first, min(first + fits, count))
        rows = [
            (*(_point(point[place], option[place]) for place in places), forecast_told.model_name(model))
            for model, point, option in zip(forecast.models, forecast.point, forecast.option, strict=True)
        ]
        rows.append(
            (*(decimal(float(forecast.apart[place])) for place in places), say("forecast.page.apart"))
        )
        page.columns(rows, heads=(*(f"{place + 1}." for place in places), say("forecast.table.model")))


def _point(point: float, option: int) -> str:
    """Return where a model lands; a dash where it mostly comes to no text, so that the status quo stays."""
    return decimal(point) if option >= 0 else "–"
