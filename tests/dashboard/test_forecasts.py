"""Forecasts on demand are played beside the pages: first figures early, shared, kept, called off."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

import numpy as np
import pytest

from dashboard.models.forecast_time import Timed, busy, left_of, seconds_of, span_of
from dashboard.models.forecasts_on_demand import (
    FIRST,
    PART,
    Forecasting,
    Forecasts,
    key_of,
    most_draws,
)
from dashboard.models.models_state import view_of
from dashboard.work.jobs import TooManyAtOnceError
from dashboard.work.studies import MAX_STEPS
from simulation.engine.simulate import load_scenario
from simulation.errors import StudyError
from simulation.forecast.all_models import forecast_of
from simulation.forecast.compared_models import SHELF
from tests.extent import at_a_desk

CASE = load_scenario("worked_clock")
MODELS = len(SHELF)


class Later(Executor):
    """Runs nothing until told to."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Future[Any], Callable[[], Any]]] = []

    def submit[**P, R](self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        future: Future[R] = Future()
        self.waiting.append((future, lambda: fn(*args, **kwargs)))
        return future

    def go(self, parts: int) -> None:
        for future, work in self.waiting[:parts]:
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(work())
                except StudyError as error:
                    future.set_exception(error)
        del self.waiting[:parts]


def start(shared: Forecasts, draws: int = 2, visitor: str = "a", seed: int = 1) -> Forecasting:
    return shared.start(CASE, visitor=visitor, seed=seed, draws=draws)


def test_it_is_what_the_command_line_gives() -> None:
    later = Later()
    playing = start(Forecasts(later), draws=3, seed=5)
    later.go(MODELS)
    found, expected = playing.latest, forecast_of(CASE, seed=5, replications=3)
    assert found is not None
    assert (found.replications, found.seed, found.models) == (3, 5, expected.models)
    assert np.array_equal(found.point, expected.point)
    assert np.array_equal(found.option, expected.option)
    assert found.standings == expected.standings


def test_first_figures_come_from_all_models_on_the_first_draws() -> None:
    later = Later()
    playing = start(Forecasts(later), draws=PART + 2)
    later.go(2 * MODELS - 1)
    assert (playing.latest, playing.is_over, playing.draws) == (None, False, (PART - 2, PART + 2))
    later.go(1)
    first = playing.latest
    assert first is not None
    assert (first.replications, len(first.models)) == (PART, MODELS)
    assert playing.latest is first, "worked out once"
    assert playing.draws == (PART, PART + 2)
    later.go(MODELS)
    assert playing.latest is not None
    assert playing.latest.replications == PART + 2


class Paced(Later):
    """Takes as long as it is told to, by a clock of its own, one part at a time or two."""

    def __init__(self, seconds: list[float], workers: int) -> None:
        super().__init__()
        self.now = 0.0
        self.seconds = seconds
        self.workers = workers
        self.at = 0

    def clock(self) -> float:
        return self.now

    def of(self, part: int) -> float:
        """Return what a part takes: a model so much a draw."""
        slices, model = divmod(part, MODELS)
        return self.seconds[model] * (FIRST, PART - FIRST, PART, 20)[slices]

    def next(self) -> None:
        future, work = self.waiting.pop(0)
        timed = work()
        took = self.of(self.at)
        self.now += took / self.workers
        self.at += 1
        future.set_running_or_notify_cancel()
        future.set_result(Timed(landed=timed.landed, seconds=took))


@pytest.mark.parametrize("workers", at_a_desk([2], [1, 2]))
def test_what_is_left_is_told_once_each_model_was_played_and_then_is_what_it_takes(workers: int) -> None:
    paced = Paced([0.01] * (MODELS - 2) + [0.4, 0.1], workers)
    playing = Forecasting(CASE, 1, 100, paced, paced.clock)
    whole = sum(map(paced.of, range(4 * MODELS))) / workers
    for _ in range(MODELS - 1):
        paced.next()
        assert playing.left is None
    while paced.waiting:
        paced.next()
        left = playing.left
        assert left is not None
        assert left == pytest.approx(whole - paced.now, rel=0.02, abs=0.2)


def test_what_is_left_goes_down_while_a_part_is_played_but_not_below_the_others() -> None:
    long, short = SHELF[0], SHELF[1]
    done, left = [(long, 8, 4.0), (short, 8, 0.08)], [(long, 40), (short, 40)]
    told = [left_of(done, left, passed=4.08, since=since) for since in (0.0, 5.0, 100.0)]
    assert told == pytest.approx([20.4, 15.4, 0.4])


def test_a_model_that_was_not_played_leaves_it_open() -> None:
    assert left_of([(SHELF[0], 8, 1.0)], [(SHELF[1], 8)], passed=1.0, since=0.0) is None


def test_the_span_before_it_begins_goes_by_what_the_last_one_took() -> None:
    paced = Paced([0.035] * MODELS, 1)
    shared = Forecasts(paced)
    low, high = shared.span(CASE, 52)
    assert low <= seconds_of(CASE, 52) * busy() <= high
    playing = Forecasting(CASE, 1, 52, paced, paced.clock)
    shared.take("x", "a", lambda _: playing)
    while paced.waiting:
        paced.next()
    assert playing.latest is not None
    took = sum(map(paced.of, range(3 * MODELS)))
    assert playing.ratio is not None
    assert playing.ratio == pytest.approx(took / seconds_of(CASE, 52), rel=0.01)
    assert shared.span(CASE, 52) == span_of(playing.ratio * seconds_of(CASE, 52), 2.0)


def test_two_who_ask_for_the_same_share_it_and_other_seeds_and_draws_are_others() -> None:
    shared = Forecasts(Later())
    first = start(shared)
    assert start(shared, visitor="b") is first
    assert start(shared, visitor="c", seed=2) is not first
    assert start(shared, visitor="d", draws=3) is not first
    assert len({key_of(CASE, 1, 2), key_of(CASE, 2, 2), key_of(CASE, 1, 3)}) == 3


def test_what_is_done_is_kept_for_whoever_comes_later() -> None:
    later = Later()
    shared = Forecasts(later)
    first = start(shared)
    later.go(MODELS)
    assert shared.of(key_of(CASE, 1, 2), "somebody else") is first
    assert start(shared, visitor="b") is first
    assert later.waiting == []


def test_what_is_called_off_is_not_played_on() -> None:
    later = Later()
    shared = Forecasts(later)
    start(shared)
    later.go(3)
    shared.cancel(key_of(CASE, 1, 2), "a")
    assert shared.of(key_of(CASE, 1, 2), "a") is None
    assert all(future.cancelled() for future, _ in later.waiting)


def test_why_it_failed_is_told_in_words() -> None:
    later = Later()
    shared = Forecasts(later)
    playing = start(shared)
    later.waiting[0][0].set_exception(StudyError("A worker ended by itself."))
    del later.waiting[0]
    assert not playing.has_failed
    later.go(MODELS)
    assert (playing.has_failed, playing.problem, playing.latest) == (True, "A worker ended by itself.", None)


def test_only_so_many_are_made_at_a_time() -> None:
    shared = Forecasts(Later(), at_once=2)
    for visitor in ("a", "b"):
        start(shared, visitor=visitor, seed=ord(visitor))
    with pytest.raises(TooManyAtOnceError):
        start(shared, visitor="c")


def test_a_large_case_gets_fewer_draws_and_every_case_some() -> None:
    case = load_scenario("wtpf13")
    steps = case.sessions * len(case.delegations) * len(case.issues) * MODELS
    assert (
        most_draws(case) * steps <= MAX_STEPS < 2 * (most_draws(case) + 1) * steps
        or most_draws(case) == 1_000
    )
    large = case.model_copy(update={"sessions": 500_000})
    assert most_draws(large) == 1
    assert seconds_of(case, 200) == pytest.approx(2 * seconds_of(case, 100), rel=0.05)


def test_the_view_of_a_link_says_draws_and_issue() -> None:
    assert view_of(40, 3) == "40-3"
