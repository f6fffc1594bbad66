"""Shows a forecast of all models, on a page or as one JSON document."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import typer

from simulation.cli.lasting import lasting
from simulation.cli.page import Page
from simulation.experiments.forecast import telling
from simulation.experiments.forecast.forecast import LEVEL, Forecast
from simulation.models.marks import MarkForecast
from simulation.scenario.load import scenario_hash
from simulation.version import version

__all__ = ["FORMAT", "document_of", "print_forecast", "watching"]

FORMAT: Final = "delegation-sim forecast 1"
"""The number grows when a field is renamed, removed or given another meaning, not when one is added."""


@contextmanager
def watching() -> Iterator[Callable[[int, int], None]]:
    """Show on the error stream, if somebody watches, how many models are done and how long the rest may take."""
    begun, watched = time.monotonic(), sys.stderr.isatty()

    def told(done: int, of: int) -> None:
        if watched:
            left = f", {lasting((time.monotonic() - begun) / done * (of - done))} left" if done else ""
            typer.echo(f"\r{done} of {of} models{left}\x1b[K", err=True, nl=False)

    try:
        yield told
    finally:
        if watched:
            typer.echo("\r\x1b[K", err=True, nl=False)


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
            (*(f"{point[place]:.2f}" for place in places), telling.model_name(model))
            for model, point in zip(forecast.models, forecast.point, strict=True)
        ]
        rows.append((*(f"{forecast.apart[place]:.2f}" for place in places), "apart (two kinds)"))
        page.columns(rows, heads=(*(f"{place + 1}." for place in places), "model"))


def document_of(forecast: Forecast) -> dict[str, Any]:
    """Return the forecast as plain data; points lie on the axis, 0 multi-stakeholder to 1 intergovernmental."""
    case = forecast.case
    return {
        "format": FORMAT,
        "version": version(),
        "case": case.key,
        "hash": scenario_hash(case),
        "seed": forecast.seed,
        "replications": forecast.replications,
        "level": LEVEL,
        "models": [
            {
                "key": model.key,
                "protocol": model.protocol,
                "parameters": dict(model.parameters),
                "family": model.family,
            }
            for model in forecast.models
        ],
        "issues": [_issue(forecast, place) for place in range(len(case.issues))],
        "delegations": [
            {
                "key": each.delegation,
                "loss": dict(zip((model.key for model in forecast.models), each.loss, strict=True)),
                "spread": each.spread,
            }
            for each in forecast.standings
        ],
    }


def _issue(forecast: Forecast, place: int) -> dict[str, Any]:
    issue = forecast.case.issues[place]
    marks = forecast.marks[place]
    landed = zip(forecast.models, forecast.option[:, place].tolist(), strict=True)
    return {
        "key": issue.key,
        "apart": float(forecast.apart[place]),
        "models": {
            model.key: {
                "point": float(forecast.point[row, place]),
                "low": float(forecast.interval[row, place, 0]),
                "high": float(forecast.interval[row, place, 1]),
                "option": None if option < 0 else issue.options[option].key,
                "option_share": float(forecast.option_share[row, place]),
            }
            for row, (model, option) in enumerate(landed)
        },
        "outcome_layer": _marks(marks.forecast) | {"flat": _marks(marks.flat), "steep": _marks(marks.steep)},
    }


def _marks(found: MarkForecast) -> dict[str, Any]:
    low, high = found.band(0.5)
    lowest, highest = found.band(0.8)
    return {
        "marks": [mark / 100 for mark in found.grid.tolist()],
        "probability": found.probability.tolist(),
        "median": found.median / 100,
        "mode": found.mode / 100,
        "half": [low / 100, high / 100],
        "eight_of_ten": [lowest / 100, highest / 100],
    }
