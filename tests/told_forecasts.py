"""Forecasts made by hand for tests: where models land is given, so that every figure can be worked out on paper."""

from collections.abc import Mapping, Sequence

import numpy as np

from simulation.forecast.all_models import Forecast, forecast_from
from simulation.forecast.compared_models import SHELF, WEIGHTED_MEAN
from simulation.forecast.landed import Landed
from simulation.scenario.schema import Scenario
from tests.small_cases import case, delegation, issue, options

__all__ = ["LANDED", "landing", "made", "room"]

LANDED: Mapping[str, Sequence[float]] = {
    "compromise": (0.4, 0.4, 0.4, 0.4),
    "plain_mean": (0.5, 0.5, 0.5, 0.5),
    "exchange": (0.2, 0.2, 0.2, 0.4),
    "deffuant": (0.7, 0.8, 0.8, 0.9),
    "conference": (0.5, 0.5, 0.5, 1.0),
}
"""Places on the only issue in four draws, by model."""
ENDS: Mapping[str, Sequence[int]] = {
    "compromise": (2, 2, 2, 2),
    "plain_mean": (2, 2, 2, 2),
    "exchange": (1, 1, 1, 2),
    "deffuant": (3, 3, 3, 4),
    "conference": (-1, -1, -1, 4),
}
"""Wordings in which they end, by their order on five rungs; -1: none, so that the status quo of .5 stays."""


def room(names: Sequence[str] = ("Ayland", "Beeland"), text: str = "") -> Scenario:
    """Return a case with one issue on five rungs; `text` stands in all its words if given."""
    choices = [
        {**each, "label": text or f"wording {n}"} for n, each in enumerate(options(0, 0.25, 0.5, 0.75, 1))
    ]
    own = {"name": text, "question": text, "low": text, "high": text} if text else {"name": "Venue"}
    first, second = names
    delegations = [
        delegation("a", 0.1, salience=(0.8,), name=first),
        delegation("b", 0.9, salience=(0.2,), name=second),
    ]
    return case(delegations, issues=[issue(choices=choices, **own)], title=text or "A small case")


def landing(key: str, points: Sequence[float], ends: Sequence[int]) -> Landed:
    """Return where a model of the shelf lands on one issue, draw by draw."""
    (model,) = [each for each in SHELF if each.key == key]
    return Landed(model=model, point=np.array(points)[:, None], option=np.array(ends)[:, None])


def made(scenario: Scenario | None = None) -> Forecast:
    """Return the forecast in which models land as `LANDED` and `ENDS` say."""
    landed = [landing(key, LANDED[key], ENDS[key]) for key in LANDED]
    assert landed[0].model == WEIGHTED_MEAN
    return forecast_from(scenario or room(), landed, seed=1)
