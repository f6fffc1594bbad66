"""A forecast of all models as one JSON document."""

from typing import Any, Final

from simulation.forecast.all_models import LEVEL, Forecast
from simulation.forecast.expected import expected
from simulation.forecast.forecast_told import parameters_told
from simulation.models.option_cells import CellForecast
from simulation.scenario.load import scenario_hash
from simulation.version import version

__all__ = ["FORMAT", "document_of"]

FORMAT: Final = "delegation-sim forecast 2"
"""The number grows when a field is renamed, removed or given another meaning, not when one is added."""


def document_of(forecast: Forecast) -> dict[str, Any]:
    """Return the forecast as plain data; points lie between the poles of their issue, 0 to 1."""
    case = forecast.case
    return {
        "format": FORMAT,
        "version": version(),
        "case": case.key,
        "hash": scenario_hash(case),
        "seed": forecast.seed,
        "replications": forecast.replications,
        "level": LEVEL,
        "parameters": parameters_told(forecast),
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
    marks, found = forecast.marks[place], expected(forecast, place)
    landed = zip(forecast.models, forecast.option[:, place].tolist(), strict=True)
    return {
        "key": issue.key,
        "apart": float(forecast.apart[place]),
        "expected": {
            "option": None if found.option < 0 else issue.options[found.option].key,
            "share": found.share,
            "least": found.least,
            "most": found.most,
            "elsewhere": [
                {"option": None if option < 0 else issue.options[option].key, "families": list(kinds)}
                for option, kinds in found.others
            ],
        },
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
        "outcome_layer": _marks(marks.forecast)
        | {
            "flat": _marks(marks.flat),
            "steep": _marks(marks.steep),
            "around_the_conference": None if marks.simulated is None else _marks(marks.simulated),
        },
    }


def _marks(found: CellForecast) -> dict[str, Any]:
    low, high = found.band(0.5)
    lowest, highest = found.band(0.8)
    return {
        "marks": [mark / 100 for mark in found.marks.tolist()],
        "probability": found.probability.tolist(),
        "median": found.median / 100,
        "mode": found.mode / 100,
        "half": [low / 100, high / 100],
        "eight_of_ten": [lowest / 100, highest / 100],
    }
