"""Prints a forecast of all models on a page, and how far it is while it is made."""

from simulation.cli.page import Page
from simulation.experiments.forecast import telling
from simulation.experiments.forecast.forecast import Forecast
from simulation.version import version

__all__ = ["print_forecast"]


def print_forecast(page: Page, forecast: Forecast) -> None:
    """Print where each model lands, what the outcome layer says, and about whom the models differ."""
    issues = forecast.case.issues
    page.title(telling.title(forecast))
    page.say(telling.headline(forecast))
    page.heading("Where each model lands")
    _print_points(page, forecast)
    for place, issue in enumerate(issues):
        page.heading(f"{place + 1}. {issue.name}")
        for sentence in telling.choices(forecast, place):
            page.say(sentence, indent=2, hang=2)
        page.note(telling.layer(forecast, place), indent=2)
    page.heading("How wide an honest forecast is")
    page.say(telling.wide(forecast), indent=2)
    page.heading("About whom the models differ")
    for sentence in telling.standing_sentences(forecast):
        page.say(sentence, indent=2, hang=2)
    page.heading("What this says, and what not")
    for sentence in telling.limits(forecast):
        page.say(sentence, indent=2, hang=2)
    page.note(telling.basis(forecast, version()), indent=2)


def _print_points(page: Page, forecast: Forecast) -> None:
    """Print the medians of all models by issue, and below them how far the models are apart."""
    count = len(forecast.case.issues)
    fits = max(1, (page.width - 26) // 6)
    for first in range(0, count, fits):
        places = range(first, min(first + fits, count))
        rows = [
            (*(_point(point[place], option[place]) for place in places), telling.model_name(model))
            for model, point, option in zip(forecast.models, forecast.point, forecast.option, strict=True)
        ]
        rows.append((*(f"{forecast.apart[place]:.2f}" for place in places), "apart (two kinds)"))
        page.columns(rows, heads=(*(f"{place + 1}." for place in places), "model"))


def _point(point: float, option: int) -> str:
    """Return where a model lands; a dash where it mostly comes to no text, so that the status quo stays."""
    return f"{point:.2f}" if option >= 0 else "–"
