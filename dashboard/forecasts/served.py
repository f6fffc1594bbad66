"""Forecasts on demand: all models on the case at hand, played by the workers of the server while pages go on."""

import time
from collections.abc import Sequence
from concurrent.futures import Executor, Future
from typing import Final

from dashboard.jobs import MAX_STEPS
from dashboard.underway import Parts, Underway
from simulation.experiments.forecast.forecast import Forecast, forecast_from
from simulation.experiments.forecast.landed import Landed, joined, land
from simulation.experiments.forecast.shelf import SHELF
from simulation.scenario.load import scenario_hash
from simulation.scenario.schema import Scenario

__all__ = ["DRAWS", "MOST", "PART", "Forecasting", "Forecasts", "key_of", "most_draws", "seconds_of"]

DRAWS: Final = 100
"""Draws of a forecast, unless the visitor says otherwise."""
MOST: Final = 1_000
PART: Final = 40
"""Draws after which there are first figures; a worker plays as many of one model at a time."""
_TELLING: Final = 8
"""The part of all that has to be done before the pace says something: models differ."""
_PER_STEP: Final = 2e-6
"""Seconds that a worker takes for one session of one delegation on one issue under one model, about."""


def _steps(case: Scenario) -> int:
    """Return how much there is to play in one draw: sessions, times delegations, times issues, times models."""
    return case.sessions * len(case.delegations) * len(case.issues) * len(SHELF)


def most_draws(case: Scenario) -> int:
    """Return how many draws of a case this server gives to one visitor."""
    return max(1, min(MOST, MAX_STEPS // _steps(case)))


def seconds_of(case: Scenario, draws: int) -> float:
    """Return how long a forecast takes one worker, about."""
    return draws * _steps(case) * _PER_STEP


def key_of(case: Scenario, seed: int, draws: int) -> str:
    """Return what is the same of two forecasts with the same numbers; the version is that of the server."""
    return f"{scenario_hash(case)} {seed} {draws}"


class Forecasting(Parts[Landed, Forecast]):
    """One forecast under way, for one visitor or for several who asked for the same."""

    def __init__(self, case: Scenario, seed: int, draws: int, executor: Executor) -> None:
        self._case = case
        self._seed = seed
        self._latest: Forecast | None = None
        slices = [range(begin, min(begin + PART, draws)) for begin in range(0, draws, PART)]
        # All models of the first draws come before the next: so there are first figures of all.
        parts: list[tuple[int, Future[Landed]]] = [
            (len(one), executor.submit(land, case, model, seed=seed, replications=one))
            for one in slices
            for model in SHELF
        ]
        super().__init__(parts, self._made)
        self._begun = time.monotonic()

    @property
    def draws(self) -> tuple[int, int]:
        """How many draws are played, on average over the models, and how many were asked for."""
        return self.done // len(SHELF), self.asked // len(SHELF)

    @property
    def left(self) -> float | None:
        """Seconds left, going by the pace so far; None: too little is done to say."""
        if self.done < self.asked / _TELLING:
            return None
        return (time.monotonic() - self._begun) * (self.asked - self.done) / self.done

    @property
    def latest(self) -> Forecast | None:
        """The forecast, or that of the first draws as long as there are no more; None: there is none yet."""
        found = self.whole or self._of_first(self.first)
        self._latest = found or self._latest
        return self._latest

    def _of_first(self, landed: Sequence[Landed]) -> Forecast | None:
        slices = len(landed) // len(SHELF)
        if not slices or (self._latest is not None and self._latest.replications >= slices * PART):
            return None
        return self._made(landed[: slices * len(SHELF)])

    def _made(self, landed: Sequence[Landed]) -> Forecast:
        models = [joined(landed[place :: len(SHELF)]) for place in range(len(SHELF))]
        return forecast_from(self._case, models, seed=self._seed)


class Forecasts(Underway[Forecasting]):
    """The forecasts of a server, by case, seed and draws; each visitor has one under way at a time."""

    def start(self, case: Scenario, *, visitor: str, seed: int, draws: int) -> Forecasting:
        """Return a forecast: the one there is, else a new one, in place of another of this visitor.

        Raises:
            TooManyAtOnceError: if too many are under way.
        """
        return self.take(
            key_of(case, seed, draws),
            visitor,
            lambda executor: Forecasting(case, seed, draws, executor),
        )
