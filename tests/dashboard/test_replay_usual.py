"""Ensembles on demand are played beside the pages, shared, and called off."""

import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any

import numpy as np

from dashboard.ensemble import play_ensemble
from dashboard.usual import Ensembles
from simulation.scenario.schema import Scenario
from tests.small_cases import case, delegation


def small() -> Scenario:
    return case([delegation("a", 0.1, red_line=0.3), delegation("b", 0.9, red_line=0.5)])


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
                future.set_result(work())
        del self.waiting[:parts]


WEIGHT = np.ones(1)


def test_it_gives_what_one_process_gives() -> None:
    with ThreadPoolExecutor(2) as pool:
        playing = Ensembles(pool).start("k", small(), seed=2, sessions=8, weight=WEIGHT, runs=70)
    expected = play_ensemble(small(), seed=2, runs=70, sessions=8, weight=WEIGHT)
    assert playing.ensemble is not None
    assert np.array_equal(playing.ensemble.main, expected.main)
    assert np.array_equal(playing.ensemble.label, expected.label)


def test_progress_counts_runs_and_the_ensemble_comes_at_the_end() -> None:
    later = Later()
    playing = Ensembles(later).start("k", small(), seed=2, sessions=8, weight=WEIGHT, runs=70)
    assert (playing.done, playing.asked, playing.ensemble) == (0, 70, None)
    later.go(2)
    assert (playing.done, playing.is_over, playing.ensemble) == (64, False, None)
    later.go(1)
    assert playing.is_over
    assert playing.ensemble is not None
    assert playing.ensemble.n == 70


def test_two_who_ask_for_the_same_share_it() -> None:
    later = Later()
    shared = Ensembles(later)
    first = shared.start("k", small(), seed=2, sessions=8, weight=WEIGHT, runs=32)
    assert shared.start("k", small(), seed=2, sessions=8, weight=WEIGHT, runs=32) is first
    assert len(later.waiting) == 1


def test_what_is_called_off_is_forgotten_and_can_be_asked_for_again() -> None:
    later = Later()
    shared = Ensembles(later)
    first = shared.start("k", small(), seed=2, sessions=8, weight=WEIGHT, runs=64)
    shared.cancel("k")
    assert shared.of("k") is None
    later.go(2)
    assert first.has_failed
    assert first.ensemble is None
    assert shared.start("k", small(), seed=2, sessions=8, weight=WEIGHT, runs=64) is not first


def test_only_the_last_few_are_kept() -> None:
    shared = Ensembles(Later())
    threads = [
        threading.Thread(
            target=shared.start, args=(f"k{n}", small()), kwargs={"seed": n, "sessions": 8, "weight": WEIGHT}
        )
        for n in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(shared.of(f"k{n}") is not None for n in range(20)) == 8
