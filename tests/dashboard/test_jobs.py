"""Studies beside the pages: other processes, progress, an end on request, and the numbers of the command line."""

import io
import os
import pickle
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import suppress
from pathlib import Path

import pytest

from dashboard.lab.case_versions import Inputs
from dashboard.lab.lab_state import Lab, run
from dashboard.work.jobs import TooManyAtOnceError
from dashboard.work.studies import (
    FIRST_FIGURES,
    MAX_STEPS,
    Studies,
    StudyJob,
    StudyTooLargeError,
    View,
    fingerprint,
    steps_of,
)
from simulation.engine.simulate import load_scenario
from simulation.scenario.schema import Scenario
from simulation.study.pool import InProcess
from simulation.study.study import Study
from simulation.study.study_running import play_study
from simulation.study.study_summary import StudySummary
from simulation.study.variants import comparison_of
from simulation.study.worker import serve
from simulation.study.workers import WorkerLostError, Workers
from simulation.words import MOST_PLAYS, told_in
from tests.small_cases import case, delegation
from tests.small_studies import study

_PATIENCE = 60.0


def _small(*, red_line: float = 0.3) -> Scenario:
    return case([delegation("a", 0.1, red_line=red_line), delegation("b", 0.9, red_line=0.5)])


def _compared(replications: int, seed: int = 1) -> Study:
    return study(_small(), _small(red_line=0.9), replications=replications, seed=seed)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    pool = Workers(1)
    yield pool
    pool.shutdown(cancel_futures=True)


class Slow(Executor):
    """Hands work on when it is told to, so that a test can look in between."""

    slabs_out = 1

    def __init__(self) -> None:
        self.may_go = threading.Semaphore(0)

    def submit[**P, R](self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        assert self.may_go.acquire(timeout=_PATIENCE)
        return InProcess().submit(fn, *args, **kwargs)

    def let(self, number: int) -> None:
        for _ in range(number):
            self.may_go.release()


def _until(job: StudyJob, wanted: Callable[[View], bool]) -> View:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if wanted(job.view):
            return job.view
        time.sleep(0.005)
    raise AssertionError(f"it never came to that: {job.view}")


def _same_numbers(first: StudySummary | None, second: StudySummary) -> None:
    assert first is not None
    assert first.findings == second.findings
    assert first.pairs == second.pairs
    assert first.brackets == second.brackets


def test_a_study_in_a_worker_has_the_numbers_of_the_command_line(workers: Workers) -> None:
    asked = _compared(66)
    view = Studies(workers).start(asked, visitor="a").wait(_PATIENCE)
    assert (view.state, view.done, view.asked) == ("done", 66, 66)
    _same_numbers(view.summary, play_study(asked))


def test_work_is_done_in_another_process(workers: Workers) -> None:
    assert workers.submit(os.getpid).result(_PATIENCE) != os.getpid()


def test_what_a_worker_prints_does_not_mix_with_its_answers(workers: Workers) -> None:
    assert workers.submit(print, "hello").result(_PATIENCE) is None
    assert workers.submit(abs, -3).result(_PATIENCE) == 3


def test_an_error_of_a_worker_comes_back_as_it_was(workers: Workers) -> None:
    with pytest.raises(ZeroDivisionError):
        workers.submit(divmod, 1, 0).result(_PATIENCE)


def test_an_error_that_cannot_travel_comes_back_in_words(workers: Workers) -> None:
    with pytest.raises(RuntimeError, match="UnknownComponentError: No rule is called 'x'"):
        workers.submit(_unknown).result(_PATIENCE)


def _unknown() -> None:
    from simulation.errors import UnknownComponentError

    raise UnknownComponentError(kind="rule", key="x", valid=["y"])


def test_a_worker_that_is_lost_is_told_and_replaced() -> None:
    pool = Workers(1)
    with told_in("fr"), pytest.raises(WorkerLostError, match="s’est arrêté de lui-même"):
        pool.submit(os._exit, 3).result(_PATIENCE)
    assert pool.submit(abs, -3).result(_PATIENCE) == 3
    pool.shutdown()


def test_a_worker_that_is_lost_while_it_has_nothing_to_do_is_not_missed() -> None:
    pool = Workers(1)
    for _ in range(3):
        os.kill(pool.submit(os.getpid).result(_PATIENCE), signal.SIGKILL)
        time.sleep(0.05)  # until the system has noticed
    assert pool.submit(abs, -3).result(_PATIENCE) == 3
    pool.shutdown()


def test_workers_that_were_sent_home_take_nothing_on() -> None:
    pool = Workers(1)
    pool.shutdown()
    with pytest.raises(RuntimeError, match="sent home"):
        pool.submit(abs, -3)


def test_a_study_whose_worker_is_lost_tells_it_and_keeps_what_is_done() -> None:
    pool = Workers(1)
    job = Studies(pool).start(_compared(3_000), visitor="a")
    _until(job, lambda view: view.done >= 32 and view.summary is not None)
    while not job.view.is_over:  # figures that are lost do no harm
        with suppress(WorkerLostError):
            os.kill(pool.submit(os.getpid).result(_PATIENCE), signal.SIGKILL)
    view = job.view
    assert view.state == "failed"
    assert "A worker ended by itself" in view.problem
    assert view.summary is not None
    assert 32 <= view.summary.replications < 3_000
    pool.shutdown()


def test_a_worker_ends_without_a_word_when_nobody_is_left_to_take_its_answer() -> None:
    class Gone(io.BytesIO):
        def flush(self) -> None:
            raise BrokenPipeError

    serve(io.BytesIO(pickle.dumps(("en", abs, (-3,), {}))), Gone())


@pytest.mark.parametrize("kept", [1, 10, 60_000])
def test_a_worker_ends_quietly_where_its_server_is_killed_in_the_middle_of_handing_out_work(
    kept: int,
) -> None:
    work = pickle.dumps(("en", len, (b"x" * 70_000,), {}))
    sink = io.BytesIO()
    serve(io.BytesIO(work + work[:kept]), sink)
    assert sink.getvalue() == pickle.dumps((True, 70_000))


def test_studies_of_a_server_that_ends_are_called_off_and_leave_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    pool = Workers(1)
    jobs = Studies(pool)
    job = jobs.start(_compared(3_000), visitor="a")
    _until(job, lambda view: view.done >= 32)
    assert len(list(tmp_path.iterdir())) == 1
    jobs.call_all_off()
    pool.end()
    jobs.join()
    assert list(tmp_path.iterdir()) == []
    assert job.view.is_over
    assert caplog.records == []
    with pytest.raises(TooManyAtOnceError):
        jobs.start(_compared(100), visitor="b")


def test_progress_counts_replications_and_figures_come_after_the_first_fifty() -> None:
    slow = Slow()
    job = Studies(slow).start(_compared(130), visitor="a")
    assert job.view.summary is None
    slow.let(2)  # two slabs of 32 pairs
    view = _until(job, lambda view: view.done == 64)
    assert view.state == "running"
    assert view.left is not None
    slow.let(1)  # what was found so far
    first = _until(job, lambda view: view.summary is not None).summary
    assert first is not None
    assert FIRST_FIGURES <= first.replications == 64
    slow.let(10)
    assert job.wait(_PATIENCE).state == "done"


def test_cancel_stops_and_keeps_what_is_done() -> None:
    slow = Slow()
    jobs = Studies(slow)
    asked = _compared(640)
    job = jobs.start(asked, visitor="a")
    slow.let(3)
    _until(job, lambda view: view.done >= 64)
    jobs.cancel(job.key, "a")
    slow.let(4)
    view = job.wait(_PATIENCE)
    assert view.state == "cancelled"
    assert view.summary is not None
    assert view.done == view.summary.replications < 640
    played = play_study(_compared(view.done))
    assert [f.estimates for f in view.summary.findings] == [f.estimates for f in played.findings]
    assert jobs.of(job.key, "a") is None


def test_a_study_that_is_called_off_is_not_taken_for_a_whole_one() -> None:
    jobs = Studies(slow := Slow())
    asked = _compared(640)
    job = jobs.start(asked, visitor="a")
    slow.let(1)
    jobs.cancel(job.key, "a")
    slow.let(50)
    assert job.wait(_PATIENCE).state == "cancelled"
    assert jobs.start(asked, visitor="a").wait(_PATIENCE).state == "done"


def test_two_studies_run_at_once(workers: Workers) -> None:
    jobs = Studies(workers)
    first, second = _compared(130, seed=1), _compared(130, seed=2)
    running = [jobs.start(asked, visitor=asked.case + str(asked.seed)) for asked in (first, second)]
    assert running[0] is not running[1]
    for asked, job in zip((first, second), running, strict=True):
        _same_numbers(job.wait(_PATIENCE).summary, play_study(asked))


def test_the_same_study_is_not_run_twice(workers: Workers) -> None:
    jobs = Studies(workers)
    first = jobs.start(_compared(64), visitor="a").wait(_PATIENCE)
    again = jobs.start(_compared(64), visitor="b").view
    assert again.state == "done"
    assert again.summary is first.summary


def test_what_was_found_is_forgotten_after_so_many_studies(workers: Workers) -> None:
    jobs = Studies(workers, remembered=1)
    first = jobs.start(_compared(8), visitor="a").wait(_PATIENCE)
    jobs.start(_compared(8, seed=2), visitor="a").wait(_PATIENCE)
    again = jobs.start(_compared(8), visitor="a").wait(_PATIENCE)
    assert again.summary is not first.summary
    assert again.summary == first.summary


def test_visitors_who_ask_for_the_same_share_it_until_the_last_cancels() -> None:
    slow = Slow()
    jobs = Studies(slow)
    job = jobs.start(_compared(64), visitor="a")
    assert jobs.start(_compared(64), visitor="b") is job
    jobs.cancel(job.key, "a")
    assert not job.is_called_off
    assert jobs.of(job.key, "a") is None
    assert jobs.of(job.key, "b") is job
    slow.let(10)
    assert job.wait(_PATIENCE).state == "done"


def test_a_visitor_has_one_study_under_way_at_a_time() -> None:
    slow = Slow()
    jobs = Studies(slow)
    jobs.start(_compared(64), visitor="a")
    with pytest.raises(TooManyAtOnceError) as caught:
        jobs.start(_compared(65), visitor="a")
    assert caught.value.is_own
    slow.let(10)


def test_only_so_many_studies_are_taken_on() -> None:
    slow = Slow()
    jobs = Studies(slow, at_once=1, most=2)
    first = jobs.start(_compared(8), visitor="a")
    waiting = jobs.start(_compared(9), visitor="b")
    with pytest.raises(TooManyAtOnceError) as caught:
        jobs.start(_compared(10), visitor="c")
    assert not caught.value.is_own
    assert waiting.view.state == "waiting"
    jobs.cancel(waiting.key, "b")
    assert waiting.wait(_PATIENCE).state == "cancelled"
    slow.let(10)
    assert first.wait(_PATIENCE).state == "done"


def test_a_study_that_nobody_looks_at_any_more_is_called_off(monkeypatch: pytest.MonkeyPatch) -> None:
    real, later = time.monotonic, [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: real() + later[0])
    jobs = Studies(slow := Slow(), lease=600.0)
    asked = _compared(640)
    job = jobs.start(asked, visitor="a")
    for looked in (1, 2):  # who looks keeps it going
        slow.let(1)
        _until(job, lambda view, n=looked: view.done >= 32 * n)  # type: ignore[misc]
        later[0] += 500.0
        assert jobs.of(job.key, "a") is job
    later[0] += 601.0
    slow.let(50)
    _over(job)
    assert job.stands.state == "cancelled"
    assert jobs.of(job.key, "a") is None
    assert job.stands.summary is not None
    assert 64 <= job.stands.done < 640


def test_a_study_that_waits_for_its_turn_is_called_off_when_its_visitor_left() -> None:
    slow = Slow()
    jobs = Studies(slow, at_once=1, lease=_PATIENCE)
    first = jobs.start(_compared(8), visitor="a")
    waiting = jobs.start(_compared(9), visitor="b")
    waiting.lease = -1.0
    _over(waiting)
    assert waiting.stands.state == "cancelled"
    slow.let(10)
    assert first.wait(_PATIENCE).state == "done"


def _over(job: StudyJob) -> None:
    """Wait until it is over, without looking at it as a page does."""
    deadline = time.perf_counter() + _PATIENCE
    while not job.stands.is_over:
        assert time.perf_counter() < deadline, job.stands
        time.sleep(0.005)


def test_a_study_too_large_for_the_server_is_told_its_size_the_limit_and_what_to_do() -> None:
    asked = _compared(6_000_000)
    assert steps_of(asked) == 6_000_000 * 2 * 2 * 1 * 10
    with pytest.raises(StudyTooLargeError) as caught:
        Studies(InProcess()).start(asked, visitor="a")
    told = str(caught.value)
    assert (
        "Variants 2, runs of each 6,000,000; delegations 2, issues 1, sessions 10: 240,000,000 steps" in told
    )
    assert f"Valid: at most {MAX_STEPS:,}" in told
    assert "delegation-sim study" in told


def test_the_lab_tells_a_study_that_is_too_large_from_changes_that_do_not_fit() -> None:
    state = Lab(inputs=Inputs(case="wtpf13", seed=1))
    run(state, Studies(InProcess()), load_scenario("wtpf13"), MOST_PLAYS)
    assert state.job is None
    assert state.trouble is not None
    assert state.trouble[0] == "lab.state.too_large"
    assert "Valid: at most" in state.trouble[1]


def test_the_whole_wtpf_in_five_versions_is_not_too_large() -> None:
    changes = [f"{letter}: sessions={21 + place}" for place, letter in enumerate("abcd")]
    assert steps_of(comparison_of("wtpf13", changes, replications=1_000)) < MAX_STEPS


def test_what_no_words_were_made_for_is_told_as_a_failure(caplog: pytest.LogCaptureFixture) -> None:
    class Broken(Executor):
        slabs_out = 1

        def submit[**P, R](self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
            raise ValueError(f"{fn} {args} {kwargs}")

    view = Studies(Broken()).start(_compared(8), visitor="a").wait(_PATIENCE)
    assert (view.state, view.problem, view.summary) == ("failed", "", None)
    assert "could not be finished" in caplog.text


def test_studies_that_differ_in_anything_told_have_other_fingerprints() -> None:
    base = comparison_of("worked_clock", ["sessions=5"], replications=8)
    others = [
        comparison_of("worked_clock", ["sessions=6"], replications=8),
        comparison_of("worked_clock", ["sessions=5"], replications=9),
        comparison_of("worked_clock", ["sessions=5"], replications=8, seed=2),
        comparison_of("worked_clock", ["short: sessions=5"], replications=8),
    ]
    assert fingerprint(base) == fingerprint(comparison_of("worked_clock", ["sessions=5"], replications=8))
    assert len({fingerprint(one) for one in [base, *others]}) == 5
