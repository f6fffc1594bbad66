"""Somebody presses Ctrl-C just as a command takes the locks of all work that is out: it ends, and waits for nobody."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from simulation.study.first_back import breaks_held
from tests.extent import at_a_desk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are another thing there")

PRESSED = """
import signal
import sys

def press(frame, event, arg):
    if event == "c_return" and frame.f_code.co_qualname == "_AcquireFutures.__enter__":
        sys.setprofile(None)
        signal.raise_signal(signal.SIGINT)

from simulation.__main__ import main
import concurrent.futures
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.argv[0] = "delegation-sim"
sys.setprofile(press)
main()
"""
"""A command in which Ctrl-C comes after the first lock was taken and before the second one is."""
LONGEST = 60.0
COMMANDS = {
    "forecast": ("forecast", "first_hour", "-n", "2000", "--out", "page.html"),
    "tournament": ("tournament", "first_hour", "-n", "200"),
    "ensemble": ("ensemble", "first_hour", "-n", "20000", "--yes", "--parameters", "median"),
    "facts": ("facts", "--only", "F1", "--replications", "400"),
}


@pytest.mark.parametrize("name", at_a_desk(["forecast"], list(COMMANDS)))
def test_a_break_while_the_locks_of_all_work_are_taken_ends_the_command(name: str, tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", PRESSED, *COMMANDS[name], "--workers", "2"],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    assert ended.returncode == 128 + signal.SIGINT, ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_break_that_is_held_comes_when_the_block_is_over() -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    done = list[str]()

    def work() -> None:
        with breaks_held():
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGINT)
            done.append("all of the block")
        done.append("what comes after it")

    try:
        with pytest.raises(KeyboardInterrupt):
            work()
        assert done == ["all of the block"]
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
        with breaks_held():
            pass
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)
