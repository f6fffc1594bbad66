"""A server that is told to end while a study runs: nothing to read but that it ended, and nothing is left of it."""

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.looking import Heard
from tests.browser.serving import serving

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds processes by /proc")

PATIENCE = 1_800
"""Times a tenth of a second until the study has begun, or the server has ended."""


@pytest.mark.thorough  # a process that is killed
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_ended_with_a_study_running_leaves_no_traceback_no_process_and_no_folder(
    number: signal.Signals, page: Page, heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    with serving(None, tmp_path) as server:
        page.goto(f"{server.url}/lab?case=wtpf13")
        page.get_by_role("button", name="Run 1,000").click()
        parts = "delegation-sim-*/new/study/replications/part-*.parquet"
        _wait(page, lambda: any(temporary.glob(parts)))
        workers = _children(server.pid)
        assert len(workers) >= 1
        os.kill(server.pid, number)
        _wait(page, lambda: not any(_is_running(pid) for pid in (server.pid, *workers)))
        heard.errors.clear()  # the page tells that its server has gone
        assert server.tracebacks() == ""
        assert "Error" not in server.log.read_text("utf-8")
    assert list(temporary.iterdir()) == []


def _wait(page: Page, is_so: Callable[[], bool]) -> None:
    for _ in range(PATIENCE):
        if is_so():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it takes too long")


def _children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(FileNotFoundError):  # the thread has ended meanwhile
            found += [int(word) for word in (task / "children").read_text("ascii").split()]
    return found


def _is_running(pid: int) -> bool:
    """Return whether a process is there and no mere entry that waits for its parent."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
