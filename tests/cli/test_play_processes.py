"""The command play in a process of its own: killed, interrupted, and gone on with."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from simulation.storage.live_log import load_live
from tests.played_seats import OPENING

type Invoke = Callable[..., Result]


def started(folder: Path) -> subprocess.Popen[bytes]:
    command = str(Path(sys.executable).parent / "delegation-sim")
    arguments = [command, "play", "wtpf13_training", "--seat", "LUM", "--save", "a.json"]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        arguments,
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def typed_until(process: subprocess.Popen[bytes], typed: str, shown: bytes) -> None:
    """Type into a process and wait until it shows something."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(typed.encode())
    process.stdin.flush()
    for line in process.stdout:
        if shown in line:
            return
    raise AssertionError(f"it ended without showing {shown!r}")


@pytest.mark.thorough  # test_play.py: it is saved after every move, and goes on
def test_a_process_that_is_killed_in_mid_play_loses_at_most_the_line_being_typed(
    tmp_path: Path, typing: Invoke
) -> None:
    process = started(tmp_path)
    typed_until(process, "skip\n" + OPENING + "talk alt\noffers\n", b"Offers to you")
    typed_until(process, "", b"ALT: ")
    process.kill()
    process.communicate()
    rest = "done\n" * 60
    typing(rest, "--resume", "a.json")
    typing("skip\n" + OPENING + "talk alt\n" + rest, "wtpf13_training", "--seat", "LUM", "--save", "b.json")
    assert Path("a.json").read_bytes() == Path("b.json").read_bytes()
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def test_ctrl_c_saves_and_says_how_to_go_on(tmp_path: Path) -> None:
    process = started(tmp_path)
    typed_until(process, "skip\ntalk tam\n", b"TAM: ")
    process.send_signal(signal.SIGINT)
    shown, complaint = process.communicate(timeout=120)
    assert process.returncode == 130
    assert b"delegation-sim play wtpf13_training --resume a.json" in shown
    assert complaint == b""
    assert load_live(tmp_path / "a.json").live.told
