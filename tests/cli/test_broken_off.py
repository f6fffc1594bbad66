"""Somebody presses Ctrl-C twice, at any moment: a command ends without a traceback."""

import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.extent import at_a_desk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")

DASHBOARD = ("dashboard", "--no-browser", "--port", "0")
CLASS = ("class", "first_hour", "--no-browser", "--port", "0")
STUDY = ("ensemble", "wtpf13", "-n", "20000", "--yes", "--workers", "2", "--parameters", "median")
LEAGUE = ("tournament", "wtpf13", "-n", "400", "--workers", "2")
STARTING = "in <module>"
UNREADY = "Fatal Python error: init"
AGAIN = 20.0
"""Seconds after which somebody presses once more: Python drops a break that comes while it calls back a library."""
LONGEST = 240.0
"""Seconds in which a command has to have ended."""


def broken_off(folder: Path, words: tuple[str, ...], *, after: float | bytes, gap: float) -> tuple[int, str]:
    """Return the code and the output of a command that is broken off twice.

    Args:
        folder: Where it runs.
        words: What it is called with.
        after: Seconds until the first break, or what it says before.
        gap: Seconds until the second.
    """
    ours, theirs = os.openpty()
    command = [str(Path(sys.executable).parent / "delegation-sim"), *words]
    environment = {**os.environ, "COLUMNS": "100", "DELEGATION_SIM_CLASSES": str(folder)}
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        start_new_session=True,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    said, begun, pressed = b"", time.monotonic(), list[float]()
    while time.monotonic() - begun < LONGEST:
        ready, _, _ = select.select([ours], [], [], 0.01)
        try:
            piece = os.read(ours, 65536) if ready else b" "
        except OSError:  # so a terminal ends under Linux
            break
        said += piece if ready else b""
        now = time.monotonic()
        is_due = now - begun >= after if isinstance(after, float) else after in said
        is_next = len(pressed) == 1 and now - pressed[0] >= gap
        is_again = len(pressed) > 1 and now - pressed[-1] >= AGAIN
        if (not pressed and is_due) or is_next or is_again:
            pressed.append(now)
            with suppress(ProcessLookupError):  # it has ended
                os.killpg(process.pid, signal.SIGINT)
    os.close(ours)
    try:
        return process.wait(AGAIN), said.decode(errors="replace")
    finally:
        process.kill()


def check(code: int, said: str) -> None:
    """Check that it ended by itself, or because of the second Ctrl-C, and said nothing that nobody understands."""
    assert code in {0, 130, -2} or STARTING in said or UNREADY in said
    if UNREADY in said or (STARTING in said and ", in main" not in said):
        return  # Python itself was not yet there
    for word in ("Traceback", "Exception", "KeyboardInterrupt", "CancelledError"):
        assert word not in said


@pytest.mark.parametrize("gap", at_a_desk([0.3], [0.0, 0.3]))
def test_a_class_that_serves_ends_at_two_breaks(tmp_path: Path, gap: float) -> None:
    code, said = broken_off(tmp_path, CLASS, after=b"--again", gap=gap)
    check(code, said)
    assert "class --again --port" in said


DROPPED = """
import sys
import time
import simulation.__main__ as command

class Gone:
    def __del__(self):
        raise KeyboardInterrupt

def held_up(frame, event, arg):
    if event == "return" and frame.f_code.co_name == "start":
        time.sleep(float(sys.argv[1]))

def work():
    sys.setprofile(held_up)
    try:
        Gone()
        time.sleep(15)
        print("went on")
    except KeyboardInterrupt:
        print("heard")

command._run = work
command.main()
"""
"""A command in which a break falls into what Python does by itself: an object is tidied up. While that is noticed the
command is held up for so many seconds, as where others need the processor."""


@pytest.mark.parametrize("held_up", [0.0, 0.3])
def test_a_break_that_python_drops_comes_again_and_nothing_is_printed(held_up: float) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", DROPPED, str(held_up)],
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "heard\n", "")


REPORTED = """
import logging
from dashboard.frame.breaking import broken_once

pool = logging.getLogger("sqlalchemy.pool.impl.QueuePool")
for error in (KeyboardInterrupt, ValueError):
    try:
        with broken_once():
            try:
                raise error
            except BaseException:
                pool.error("Exception during reset or similar", exc_info=True)
                raise
    except error:
        pass
"""
"""A command whose data base reports a break, and then a fault, before it lets them pass."""


def test_what_a_library_reports_of_a_break_is_not_printed_but_faults_are() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", REPORTED], capture_output=True, text=True, timeout=LONGEST, check=False
    )
    assert ended.returncode == 0
    assert ended.stderr.count("Exception during reset or similar") == 1
    assert "ValueError" in ended.stderr
    assert "KeyboardInterrupt" not in ended.stderr


@pytest.mark.thorough
@pytest.mark.parametrize("words", [CLASS, DASHBOARD, STUDY, LEAGUE], ids=lambda words: words[0])
@pytest.mark.parametrize(
    ("after", "gap"), [(0.1, 0.05), (0.5, 0.0), (1.0, 0.1), (2.0, 0.0), (3.0, 0.3), (6.0, 0.02)]
)
def test_a_command_ends_at_two_breaks_at_any_moment(
    tmp_path: Path, words: tuple[str, ...], after: float, gap: float
) -> None:
    check(*broken_off(tmp_path, words, after=after, gap=gap))
