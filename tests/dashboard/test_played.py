"""Runs that another process plays for the replay: the page does nothing but wait."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.frame.language import words_in
from dashboard.replay.played_runs import Asked, Plays, digest_of, play_run, report_on
from dashboard.replay.replay_data import make_replay
from dashboard.work.jobs import TooManyAtOnceError
from simulation.engine.simulate import load_scenario
from simulation.study.workers import Workers

_PATIENCE = 60.0
CLOCK = Asked(scenario=load_scenario("worked_clock"), seed=3, language="fr", command=("run", "worked_clock"))


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    pool = Workers(1)
    yield pool
    pool.shutdown(cancel_futures=True)


def test_what_another_process_played_is_what_this_one_plays(workers: Workers) -> None:
    playing = Plays(workers).start(CLOCK, visitor="a")
    assert playing.wait(_PATIENCE)
    found = playing.whole
    assert found is not None
    run = play_run(CLOCK.scenario, seed=3, language="fr", command=CLOCK.command)
    assert found.data == make_replay(run, words_in("fr"))
    assert (found.digest, found.command) == (digest_of(run), "run worked_clock")


def test_the_report_is_written_by_the_worker_in_the_language_of_the_page(workers: Workers) -> None:
    assert '<html lang="fr"' in report_on(CLOCK, workers)


def test_a_run_is_played_once_for_all_who_ask_for_it(workers: Workers) -> None:
    plays = Plays(workers)
    assert plays.start(CLOCK, visitor="a") is plays.start(CLOCK, visitor="b")


def test_whoever_asks_for_another_run_waits_for_that_one_only(workers: Workers) -> None:
    plays = Plays(workers)
    busy = workers.submit(_rest, 0.2)
    first = plays.start(CLOCK, visitor="a")
    other = Asked(scenario=CLOCK.scenario, seed=4, language="fr", command=())
    second = plays.start(other, visitor="a")
    assert first.has_failed
    assert busy.result(_PATIENCE) is None
    assert second.wait(_PATIENCE)
    assert second.whole is not None


def test_so_many_runs_are_played_at_a_time(workers: Workers) -> None:
    plays = Plays(workers)
    busy = workers.submit(_rest, 0.5)
    for seed in range(12):
        plays.start(_seeded(seed), visitor=str(seed))
    with pytest.raises(TooManyAtOnceError):
        plays.start(_seeded(99), visitor="last")
    for seed in range(12):
        plays.start(_seeded(0), visitor=str(seed))
    busy.result(_PATIENCE)


@pytest.mark.parametrize("work", ["replay.played_runs", "editor.trial"])
def test_a_worker_loads_no_pages(work: str) -> None:
    loaded = f"import sys, dashboard.{work}; print('streamlit' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)  # noqa: S603 - our own
    assert told.stdout == "False\n"


def test_a_page_waits_for_its_turn_and_then_for_what_is_played() -> None:
    def page() -> None:
        import threading
        from concurrent.futures import Future

        import streamlit as st

        from dashboard.replay.while_playing import wait_for
        from dashboard.work.jobs import TooManyAtOnceError
        from dashboard.work.jobs_in_parts import Parts

        refused, future = iter("ab"), Future[int]()

        def start() -> Parts[int, int]:
            for _ in refused:
                raise TooManyAtOnceError
            threading.Timer(0.1, future.set_result, (7,)).start()
            return Parts([(1, future)], sum)

        st.title(str(wait_for(start, doing="It is played.", failed="It failed.")))

    app = AppTest.from_function(page, default_timeout=_PATIENCE).run()
    assert not app.exception
    assert ([title.value for title in app.title], len(app.warning), len(app.caption)) == (["7"], 0, 0)


def _seeded(seed: int) -> Asked:
    return Asked(scenario=CLOCK.scenario, seed=seed, language="en", command=())


def _rest(seconds: float) -> None:
    import time

    time.sleep(seconds)
