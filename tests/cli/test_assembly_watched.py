"""The command ensemble of an assembly as somebody sees it who waits at a terminal."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.extent import at_a_desk

COMMAND = Path(sys.executable).parent / "delegation-sim"

pytestmark = pytest.mark.skipif(not hasattr(os, "openpty"), reason="there are no such terminals here")


@pytest.mark.parametrize(
    ("language", "told"),
    at_a_desk(
        [("fr", "20 répliques sur 20")], [("en", "20 of 20 replications"), ("fr", "20 répliques sur 20")]
    ),
)
def test_how_far_it_is_is_told_in_each_language(language: str, told: str, tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    command: list[str | Path] = [
        COMMAND,
        "ensemble",
        "worked_assembly",
        "-n",
        "20",
        "--workers",
        "1",
        "--language",
        language,
    ]
    done = subprocess.run(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=theirs, check=False)
    os.close(theirs)
    shown = os.read(ours, 65536).decode()
    os.close(ours)
    assert done.returncode == 0, shown
    assert told in shown
