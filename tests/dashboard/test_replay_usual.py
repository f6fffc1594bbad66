"""Ensembles on demand are played beside the pages, shared, and called off."""

import gc
import threading
import time
import weakref
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest

from dashboard.guard.presence import LEASE
from dashboard.replay.ensemble import play_ensemble
from dashboard.replay.ensembles_on_demand import Ensembles, Playing, TooManyAtOnceError
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
        playing = Ensembles(pool).start("k", small(), seed=2, sessions=8, weight=WEIGHT, visitor="a", runs=70)
    expected = play_ensemble(small(), seed=2, runs=70, sessions=8, weight=WEIGHT)
    assert playing.ensemble is not None
    assert np.array_equal(playing.ensemble.main, expected.main)
    assert np.array_equal(playing.ensemble.label, expected.label)


def test_progress_counts_runs_and_the_ensemble_comes_at_the_end() -> None:
    later = Later()
    playing = Ensembles(later).start("k", small(), seed=2, sessions=8, weight=WEIGHT, visitor="a", runs=70)
    assert (playing.done, playing.asked, playing.ensemble) == (0, 70, None)
    later.go(2)
    assert (playing.done, playing.is_over, playing.ensemble) == (64, False, None)
    later.go(1)
    assert playing.is_over
    assert playing.ensemble is not None
    assert playing.ensemble.n == 70


def _start(shared: Ensembles, key: str = "k", visitor: str = "a", runs: int = 32) -> Playing:
    return shared.start(key, small(), visitor=visitor, seed=2, sessions=8, weight=WEIGHT, runs=runs)


def test_two_who_ask_for_the_same_share_it() -> None:
    later = Later()
    shared = Ensembles(later)
    first = _start(shared)
    assert _start(shared, visitor="b") is first
    assert len(later.waiting) == 1


def test_what_is_called_off_is_forgotten_and_can_be_asked_for_again() -> None:
    later = Later()
    shared = Ensembles(later)
    first = _start(shared, runs=64)
    shared.cancel("k", "a")
    assert shared.of("k", "a") is None
    later.go(2)
    assert first.has_failed
    assert first.ensemble is None
    assert _start(shared, runs=64) is not first


def test_nobody_calls_off_what_another_waits_for() -> None:
    later = Later()
    shared = Ensembles(later)
    first = _start(shared)
    _start(shared, visitor="b")
    shared.cancel("k", "a")
    shared.cancel("k", "somebody who never asked")
    assert shared.of("k", "a") is None
    assert shared.of("k", "b") is first
    later.go(1)
    assert first.ensemble is not None
    assert shared.of("k", "a") is first


def test_a_visitor_who_asks_for_another_has_the_first_called_off() -> None:
    later = Later()
    shared = Ensembles(later)
    first = _start(shared)
    second = _start(shared, "other")
    assert first.has_failed
    assert shared.of("k", "a") is None
    assert shared.of("other", "a") is second


def test_the_parts_are_let_go_once_they_are_joined() -> None:
    later = Later()
    playing = _start(Ensembles(later), runs=70)
    parts = [weakref.ref(future) for future, _ in later.waiting]
    later.go(3)
    assert playing.ensemble is not None
    gc.collect()
    assert [part() for part in parts] == [None, None, None]
    assert (playing.done, playing.asked, playing.is_over, playing.has_failed) == (70, 70, True, False)
    assert playing.ensemble.n == 70


def test_what_is_played_is_never_evicted_and_only_so_many_are_played() -> None:
    shared = Ensembles(Later(), kept=1, at_once=4)
    for number in range(4):
        _start(shared, f"k{number}", visitor=str(number))
    with pytest.raises(TooManyAtOnceError):
        _start(shared, "k4", visitor="4")
    assert all(shared.of(f"k{number}", str(number)) is not None for number in range(4))


def test_only_so_many_are_kept_and_the_one_longest_not_looked_at_goes_first() -> None:
    later = Later()
    shared = Ensembles(later, kept=2)
    for number in range(4):
        _start(shared, f"k{number}")
        later.go(1)
        if number:
            assert shared.of("k0", "b") is not None
    shared.of("k0", "b")
    assert [number for number in range(4) if shared.of(f"k{number}", "b")] == [0, 3]


def test_what_nobody_looks_at_any_more_is_called_off(monkeypatch: pytest.MonkeyPatch) -> None:
    shared = Ensembles(Later())
    first = _start(shared)
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + LEASE - 1)
    assert shared.of("k", "a") is first
    monkeypatch.setattr(time, "monotonic", lambda: now + 2 * LEASE - 2)
    assert shared.of("k", "a") is first
    monkeypatch.setattr(time, "monotonic", lambda: now + 4 * LEASE)
    assert shared.of("k", "a") is None
    assert first.has_failed


def test_visitors_who_come_at_once_each_get_theirs() -> None:
    shared = Ensembles(Later(), at_once=20)
    threads = [threading.Thread(target=_start, args=(shared, f"k{n}", str(n))) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(shared.of(f"k{n}", str(n)) is not None for n in range(20))
