"""Work for several visitors: by client and not by tab, in turns, and not for whoever left."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor

import pytest

from dashboard.guard.presence import Presence
from dashboard.guard.shares import NOBODY, Client, Room
from dashboard.work.errands import Errands
from dashboard.work.jobs import TooManyAtOnceError
from dashboard.work.jobs_in_parts import Parts, PartsJobs
from dashboard.work.studies import Studies, StudyJob
from simulation.study.study import Study
from tests.small_cases import case, delegation
from tests.small_studies import study

_PATIENCE = 60.0


class Never(Executor):
    """Takes work on and never does it, until it is told to end."""

    slabs_out = 1

    def __init__(self) -> None:
        self.ended = threading.Event()

    def submit[**P, R](self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        del fn, args, kwargs
        assert self.ended.wait(_PATIENCE)
        raise KeyboardInterrupt


class Here(Presence):
    """Visitors by the names of their clients: `ann.1` is the first tab of Ann."""

    def __init__(self) -> None:
        super().__init__(grace=0.0)

    def come(self, *visitors: str, address: str = "192.0.2.1") -> None:
        for visitor in visitors:
            browser = visitor.partition(".")[0].removeprefix("plain")
            self.note(visitor, visitor, Client(address, browser))


@pytest.fixture
def never() -> Iterator[Never]:
    executor = Never()
    yield executor
    executor.ended.set()


def asked(seed: int) -> Study:
    room = case([delegation("a", 0.1, red_line=0.3), delegation("b", 0.9, red_line=0.5)])
    return study(room, room, replications=8, seed=seed)


def until(wanted: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not wanted():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def running(jobs: list[StudyJob]) -> list[int]:
    return [place for place, job in enumerate(jobs) if job.stands.state == "running"]


def test_a_room_counts_browsers_and_those_without_a_cookie_together() -> None:
    room = Room(browser=1, address=3, all=4, plain=2)
    ann, bob, plain = Client("a", "ann"), Client("a", "bob"), Client("a", "")
    assert room.limit(ann, [ann]) == "browser"
    assert room.limit(ann, [bob, plain]) is None
    assert room.limit(plain, [plain, plain]) == "browser"
    assert room.limit(ann, [bob, plain, plain]) == "address"
    assert room.limit(Client("b", "far"), [bob, plain, plain]) is None
    assert room.limit(Client("b", "far"), [bob, plain, plain, ann]) == "all"
    assert room.limit(NOBODY, [NOBODY] * 3) is None


def test_a_browser_has_two_studies_whatever_tabs_it_opens(never: Never) -> None:
    here = Here()
    jobs = Studies(never, here=here)
    tabs = [f"ann.{tab}" for tab in range(24)]
    here.come(*tabs)
    for seed, tab in enumerate(tabs[:2]):
        jobs.start(asked(seed), visitor=tab)
    for seed, tab in enumerate(tabs[2:]):
        with pytest.raises(TooManyAtOnceError, match="You have"):
            jobs.start(asked(100 + seed), visitor=tab)
    here.come("bob.1")
    job = jobs.start(asked(99), visitor="bob.1")
    until(lambda: job.stands.state == "running")


def test_a_class_of_forty_behind_one_address_has_a_study_each_and_others_their_turn(never: Never) -> None:
    here = Here()
    jobs = Studies(never, here=here)
    pupils = [f"p{n}.1" for n in range(40)]
    here.come(*pupils)
    for seed, pupil in enumerate(pupils):
        jobs.start(asked(seed), visitor=pupil)
    here.come("far.1", address="198.51.100.1")
    job = jobs.start(asked(99), visitor="far.1")
    until(lambda: job.stands.state == "running")


def test_those_who_send_no_cookie_leave_turns_to_others(never: Never) -> None:
    here = Here()
    jobs = Studies(never, here=here)
    tabs = [f"plain.{tab}" for tab in range(9)]
    here.come(*tabs, "ann.1")
    started = [jobs.start(asked(seed), visitor=tab) for seed, tab in enumerate(tabs[:8])]
    with pytest.raises(TooManyAtOnceError) as refused:
        jobs.start(asked(8), visitor=tabs[8])
    assert not refused.value.is_own, "nobody knows whose the others are"
    job = jobs.start(asked(99), visitor="ann.1")
    until(lambda: job.stands.state == "running" and len(running(started)) == 2)
    assert running(started) == [0, 1]


def test_the_place_of_a_study_is_free_once_its_visitor_has_left(never: Never) -> None:
    here = Here()
    jobs = Studies(never, at_once=1, most=2, here=here)
    here.come("ann.1", "bob.1", "eve.1")
    jobs.start(asked(1), visitor="ann.1")
    waiting = jobs.start(asked(2), visitor="bob.1")
    here.close("bob.1")
    until(lambda: waiting.stands.state == "cancelled")
    assert jobs.start(asked(3), visitor="eve.1").stands.state == "waiting"


def test_a_visitor_who_reloads_keeps_the_study(never: Never) -> None:
    here = Here()
    jobs = Studies(never, here=here)
    here.come("ann.1")
    job = jobs.start(asked(1), visitor="ann.1")
    here.close("ann.1")
    here.note("ann.1", "another line", Client("192.0.2.1", "ann"))
    until(lambda: job.stands.state == "running")
    assert jobs.of(job.key, "ann.1") is job


def pending(executor: Executor) -> Parts[int, int]:
    del executor
    return Parts([(1, Future())], sum)


def test_forecasts_and_ensembles_are_counted_by_client_and_go_with_their_visitor() -> None:
    here = Here()
    shared = PartsJobs[Parts[int, int]](Never(), here=here)
    here.come("ann.1", "ann.2", "ann.3", "bob.1")
    for tab in ("ann.1", "ann.2"):
        shared.take(tab, tab, pending)
    with pytest.raises(TooManyAtOnceError):
        shared.take("ann.3", "ann.3", pending)
    shared.take("bob.1", "bob.1", pending)
    here.close("ann.1")
    time.sleep(0.001)
    shared.take("ann.3", "ann.3", pending)
    assert shared.of("ann.1", "ann.1") is None


def test_errands_are_counted_by_client_and_go_with_their_visitor() -> None:
    here, may_end = Here(), threading.Event()
    with ThreadPoolExecutor(1) as executor:
        errands = Errands(executor, here=here)
        tabs = [f"ann.{n}" for n in range(5)]
        here.come(*tabs, "bob.1")
        executor.submit(may_end.wait, _PATIENCE)
        taken = [errands.start(_nothing, (tab, "forecast"), tab) for tab in tabs]
        assert [errand is None for errand in taken] == [False] * 4 + [True]
        assert errands.start(_nothing, ("bob.1", "forecast"), "bob.1") is not None
        here.close("ann.0")
        time.sleep(0.001)
        assert errands.start(_nothing, ("ann.4", "forecast"), "ann.4") is not None
        may_end.set()


def _nothing() -> Iterator[int]:
    yield 0


def test_long_work_is_there_when_it_ends_however_much_that_is_short_came_later() -> None:
    jobs: PartsJobs[Parts[int, list[int]]] = PartsJobs(Never(), kept=2, here=Presence())
    ends: Future[int] = Future()
    done: Future[int] = Future()
    done.set_result(0)
    long = jobs.take("long", "who waits", lambda _: Parts([(1, ends)], list))
    for number in range(4):
        jobs.take(number, f"visitor {number}", lambda _: Parts([(1, done)], list))
    assert jobs.of("long", "who waits") is long
    ends.set_result(1)
    assert jobs.of("long", "who waits") is long
