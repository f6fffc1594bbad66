"""Work for a game beside the page: what is there so far, an end on request, and none for whoever left."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.work import errands
from dashboard.work.errands import Errand, Errands
from simulation.errors import DelegationSimError
from simulation.storage.lock import LOCK

PATIENCE = 60.0


def counted(until: int, pause: float = 0.0) -> Iterator[int]:
    for number in range(1, until + 1):
        time.sleep(pause)
        yield number


def failing(why: str) -> Iterator[int]:
    yield 1
    raise DelegationSimError(why)


def ended(errand: Errand) -> Errand:
    deadline = time.monotonic() + PATIENCE
    while not errand.is_over and time.monotonic() < deadline:
        time.sleep(0.01)
    assert errand.is_over
    return errand


@pytest.fixture
def executor() -> Iterator[Executor]:
    with ThreadPoolExecutor(2) as pool:
        yield pool


def started(work: Errands, **arguments: object) -> Errand:
    found = work.start(counted, object(), **arguments)
    assert found is not None
    return found


def test_the_last_answer_is_there_at_the_end(executor: Executor) -> None:
    errand = ended(started(Errands(executor), until=5))
    assert (errand.latest, errand.has_failed, errand.problem) == (5, False, "")


def test_answers_come_on_the_way_and_cancelling_ends_it_soon(executor: Executor) -> None:
    errand = started(Errands(executor), until=100_000, pause=0.01)
    deadline = time.monotonic() + PATIENCE
    while errand.latest is None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert errand.latest >= 1
    errand.cancel()
    ended(errand)
    assert errand.is_called_off
    assert 1 <= errand.latest < 100_000


def test_what_went_wrong_is_told_in_words(executor: Executor) -> None:
    errand = Errands(executor).start(failing, "mine", why="The clause is closed.")
    assert errand is not None
    ended(errand)
    assert errand.has_failed
    assert (errand.latest, errand.problem) == (1, "The clause is closed.")


def test_too_many_are_refused_and_taken_again_when_some_are_over(executor: Executor) -> None:
    work = Errands(executor, most=1)
    first = started(work, until=100_000, pause=0.01)
    assert work.start(counted, "other", until=1) is None
    first.cancel()
    ended(first)
    assert ended(started(work, until=1)).latest == 1


def test_work_that_nobody_looks_at_is_called_off(executor: Executor) -> None:
    work = Errands(executor)
    first = started(work, until=100_000, pause=0.01)
    first.lease = -1.0
    started(work, until=1)
    assert ended(first).is_called_off


def test_one_visitor_fills_one_place_of_a_kind(executor: Executor) -> None:
    work = Errands(executor, most=2)
    asked = [work.start(counted, ("visitor", "forecast"), until=100_000, pause=0.01) for _ in range(5)]
    assert [errand.is_called_off for errand in asked if errand is not None] == [True] * 4 + [False]
    other = work.start(counted, ("neighbour", "forecast"), until=1)
    assert other is not None
    if asked[-1] is not None:
        asked[-1].cancel()
    assert ended(other).latest == 1


def test_work_ends_by_itself_once_nobody_looks(executor: Executor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errands, "LEASE", 0.2)
    first = started(Errands(executor), until=100_000, pause=0.01)
    ended(first)
    assert not first.is_called_off


def test_a_server_that_ends_leaves_no_folder(tmp_path: Path) -> None:
    code = (
        "import time; from concurrent.futures import ThreadPoolExecutor; from dashboard.work.errands import Errands\n"
        "def work():\n    yield 1\n    time.sleep(0.2)\n    yield 2\n"
        "errands = Errands(ThreadPoolExecutor(1)); print(errands.start(work, 'key').latest)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "TMPDIR": str(tmp_path)})  # noqa: S603 - this very program
    assert list(tmp_path.iterdir()) == []


def test_folders_of_servers_that_were_killed_go(
    executor: Executor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    old = tmp_path / "delegation-sim-abcd1234.part"
    (old / "new" / "errand").mkdir(parents=True)
    (old / LOCK).write_text("{}", encoding="utf-8")  # signed by whoever was killed
    work = Errands(executor)
    assert not old.exists()
    assert ended(started(work, until=1)).latest == 1


def test_a_press_is_heard_although_a_part_comes_while_the_page_is_drawn(tmp_path: Path) -> None:
    def page(home: str) -> None:
        from concurrent.futures import ThreadPoolExecutor
        from pathlib import Path

        import streamlit as st

        from dashboard.frame.drawn_anew import Looks
        from dashboard.seat.seat_debrief import _look
        from dashboard.work.errands import Errand
        from tests.dashboard.test_seat_errands import counted, ended

        with ThreadPoolExecutor(1) as executor:
            errand = ended(Errand(executor, counted, {"until": 1}, home=Path(home)))
        st.fragment(_look, run_every=60)(errand, "", looks=Looks())
        st.title(str(st.button("Go on", key="go")))

    app = AppTest.from_function(page, default_timeout=PATIENCE, args=(str(tmp_path),)).run()
    app.button(key="go").click().run()
    assert not app.exception
    assert [title.value for title in app.title] == ["True"]
