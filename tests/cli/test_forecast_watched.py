"""The command forecast as somebody sees it who waits at a terminal: how far it is, and Ctrl-C."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulation.forecast.compared_models import SHELF
from tests.extent import at_a_desk

COMMAND = Path(sys.executable).parent / "delegation-sim"
SHOWN = re.compile(rb"(\d+) of ([\d,]+) parts, about [^\r]+ left")

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="terminals and signals are another thing there"
)


@pytest.fixture(autouse=True)
def _ctrl_c_is_heard() -> Iterator[None]:
    """Let processes hear Ctrl-C, though whoever started these tests in the background has it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def read_until_shown(terminal: int) -> bytes:
    """Return what a terminal shows until it says how much time is left."""
    shown = b""
    while SHOWN.search(shown) is None:
        shown += os.read(terminal, 4096)
    return shown


def read_rest(terminal: int) -> bytes:
    """Return what it still shows; nobody writes to it any more."""
    shown = b""
    try:
        while part := os.read(terminal, 4096):
            shown += part
    except OSError:  # how Linux says that the other end is closed
        pass
    return shown


@pytest.mark.parametrize("workers", at_a_desk(["2"], ["1", "2"]))
def test_a_long_forecast_tells_how_much_is_left_and_ctrl_c_ends_it_without_a_trace(
    workers: str, tmp_path: Path
) -> None:
    ours, theirs = os.openpty()
    command: list[str | Path] = [COMMAND, "forecast", "wtpf13", "-n", "10000", "--workers", workers]
    with subprocess.Popen(
        [*command, "--out", "page.html"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        shown = read_until_shown(ours)
        process.send_signal(signal.SIGINT)
        try:
            told, _ = process.communicate(timeout=180)
        finally:
            process.kill()
    shown += read_rest(ours)
    os.close(ours)
    assert process.returncode == 128 + signal.SIGINT
    assert told == b""
    last = shown.replace(b"\r\x1b[K", b"\n").strip().splitlines()[-1]
    assert SHOWN.fullmatch(last), last
    assert list(tmp_path.iterdir()) == []
    found = SHOWN.search(shown)
    assert found is not None
    assert int(found[2].replace(b",", b"")) > len(SHELF)
