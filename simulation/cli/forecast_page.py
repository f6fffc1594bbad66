"""Prints a forecast of all models on a page, and how far it is while it is made."""

from simulation.cli.terminal import Page
from simulation.forecast import (
    Forecast,
    basis,
    choices,
    doubt,
    expectation,
    headline,
    in_table,
    layer,
    limits,
    model_name,
    standing_sentences,
    title,
    wide,
)
from simulation.scenario import scales_told
from simulation.scenario.translations import language_told
from simulation.version import version
from simulation.words import decimal, said, say

__all__ = ["print_forecast"]


def print_forecast(page: Page, forecast: Forecast) -> None:
    """Print where each model lands, what the outcome layer says, and about whom the models differ."""
    issues = forecast.case.issues
    page.title(title(forecast))
    if written := language_told(forecast.case):
        page.note(written)
    page.say(headline(forecast))
    page.say(doubt(forecast))
    page.heading(said("forecast.page.lands"))
    _print_points(page, forecast)
    if scales := scales_told(forecast.case):
        page.note(scales, indent=2)
    for place, issue in enumerate(issues):
        page.heading(said("forecast.numbered", n=place + 1, issue=issue.name))
        page.say(expectation(forecast, place), indent=2)
        for sentence in choices(forecast, place):
            page.say(sentence, indent=2, hang=2)
        page.note(layer(forecast, place), indent=2)
        if told := in_table(forecast, place):
            page.note(told, indent=2)
    page.heading(said("forecast.wide.heading"))
    page.say(wide(forecast), indent=2)
    page.heading(said("forecast.whom.heading"))
    for sentence in standing_sentences(forecast):
        page.say(sentence, indent=2, hang=2)
    page.heading(said("limits.heading"))
    for sentence in limits(forecast):
        page.say(sentence, indent=2, hang=2)
    page.note(basis(forecast, version()), indent=2)


def _print_points(page: Page, forecast: Forecast) -> None:
    """Print the medians of all models by issue, and below them how far the models are apart."""
    count = len(forecast.case.issues)
    fits = max(1, (page.width - 26) // 6)
    for first in range(0, count, fits):
        places = range(first, min(first + fits, count))
        rows = [
            (*(_point(point[place], option[place]) for place in places), model_name(model))
            for model, point, option in zip(forecast.models, forecast.point, forecast.option, strict=True)
        ]
        rows.append(
            (*(decimal(float(forecast.apart[place])) for place in places), say("forecast.page.apart"))
        )
        page.columns(rows, heads=(*(f"{place + 1}." for place in places), say("forecast.table.model")))


def _point(point: float, option: int) -> str:
    """Return where a model lands; a dash where it mostly comes to no text, so that the status quo stays."""
    return decimal(point) if option >= 0 else "–"
