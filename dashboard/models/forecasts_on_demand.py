"""Forecasts on demand: all models on the case at hand, played by the workers of the server while pages go on."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from functools import partial
from itertools import pairwise
from typing import Final

from dashboard.models.forecast_time import Timed, busy, land_timed, left_of, seconds_of, span_of
from dashboard.work.jobs_in_parts import Parts, PartsJobs
from dashboard.work.studies import MAX_STEPS
from simulation.forecast import SHELF, Forecast, forecast_from, joined
from simulation.scenario import Scenario, scenario_hash

__all__ = ["DRAWS", "FIRST", "MOST", "PART", "Forecasting", "Forecasts", "key_of", "most_draws"]

DRAWS: Final = 100
"""Draws of a forecast, unless the visitor says otherwise."""
MOST: Final = 1_000
FIRST: Final = 8
"""Draws that a worker plays of each model first, which say how long each takes."""
PART: Final = 40
"""Draws after which there are first figures; a worker plays at most as many of one model at a time."""
_FACTOR: Final = 2.0
"""A forecast takes up to so many times what is expected, or as little: others may come, or go."""


def most_draws(case: Scenario) -> int:
    """Return how many draws of a case this server gives to one visitor."""
    each = case.sessions * len(case.delegations) * len(case.issues) * len(SHELF)
    return max(1, min(MOST, MAX_STEPS // each))


def key_of(case: Scenario, seed: int, draws: int) -> str:
    """Return what is the same of two forecasts with the same numbers; the version is that of the server."""
    return f"{scenario_hash(case)} {seed} {draws}"


def _slices(draws: int) -> list[range]:
    ends = [*range(0, draws, PART), draws]
    ends = sorted({*ends, min(FIRST, draws)})
    return [range(begin, end) for begin, end in pairwise(ends)]


class Forecasting(Parts[Timed, Forecast]):
    """One forecast under way, for one visitor or for several who asked for the same."""

    def __init__(
        self,
        case: Scenario,
        seed: int,
        draws: int,
        executor: Executor,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._case = case
        self._seed = seed
        self._clock = clock
        self._latest: Forecast | None = None
        self._slices = _slices(draws)
        # All models of the first draws come before the next: so there are first figures of all.
        self._plan = [(model, len(one)) for one in self._slices for model in SHELF]
        self._ends: dict[int, float] = {}
        parts: list[tuple[int, Future[Timed]]] = [
            (len(one), executor.submit(land_timed, case, model, seed=seed, replications=one))
            for one in self._slices
            for model in SHELF
        ]
        for place, (_, part) in enumerate(parts):
            part.add_done_callback(partial(self._note, place))
        super().__init__(parts, self._made)

    def _note(self, place: int, _: Future[Timed]) -> None:
        self._ends[place] = self._clock()

    @property
    def draws(self) -> tuple[int, int]:
        """How many draws are played, on average over the models, and how many were asked for."""
        return self.done // len(SHELF), self.asked // len(SHELF)

    @property
    def left(self) -> float | None:
        """Seconds left, going by what each model took so far; None: not all have been played yet."""
        parts = self._parts
        took = {place: part.result().seconds for place, (_, part) in enumerate(parts) if _is_good(part)}
        if not took:
            return None
        ends = {place: self._ends.get(place, self._clock()) for place in took}
        first, last = min(ends, key=ends.__getitem__), max(ends.values())
        return left_of(
            [(*self._plan[place], seconds) for place, seconds in took.items()],
            [self._plan[place] for place, (_, part) in enumerate(parts) if not part.done()],
            passed=last - (ends[first] - took[first]),
            since=self._clock() - last,
        )

    @property
    def ratio(self) -> float | None:
        """How many times as long as expected it took, once it is over; None: it is not, or it failed."""
        if not self.is_over or self.has_failed or len(self._ends) < len(self._plan):
            return None
        passed = max(self._ends.values()) - min(self._ends.values())
        return passed / seconds_of(self._case, self.asked // len(SHELF))

    @property
    def latest(self) -> Forecast | None:
        """The forecast, or that of the first draws as long as there are no more; None: there is none yet."""
        found = self.whole or self._of_first(self.first)
        self._latest = found or self._latest
        return self._latest

    def _of_first(self, timed: Sequence[Timed]) -> Forecast | None:
        slices = len(timed) // len(SHELF)
        draws = self._slices[slices - 1].stop if slices else 0
        if draws < PART or (self._latest is not None and self._latest.replications >= draws):
            return None
        return self._made(timed[: slices * len(SHELF)])

    def _made(self, timed: Sequence[Timed]) -> Forecast:
        landed = [one.landed for one in timed]
        models = [joined(landed[place :: len(SHELF)]) for place in range(len(SHELF))]
        return forecast_from(self._case, models, seed=self._seed)


def _is_good(part: Future[Timed]) -> bool:
    return part.done() and not part.cancelled() and part.exception() is None


class Forecasts(PartsJobs[Forecasting]):
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

    def span(self, case: Scenario, draws: int) -> tuple[int, int]:
        """Return from how many to how many seconds a forecast would take.

        By what the last one took that this server made; else by how busy the machine is.
        """
        ratios = [ratio for each in self.known() if (ratio := each.ratio) is not None]
        return span_of(seconds_of(case, draws) * (ratios[-1] if ratios else busy()), _FACTOR)
