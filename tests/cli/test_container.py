"""The recipe of the class server: its steps run here as they stand, only not in a container."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

ROOT = Path(__file__).parents[2]
RECIPE = (ROOT / "container" / "Containerfile").read_text(encoding="utf-8")


def copied() -> dict[str, str]:
    """Return what the recipe copies, and where to."""
    found = {}
    for line in re.findall(r"(?m)^COPY (.+)$", RECIPE):
        *sources, target = line.split()
        for source in sources:
            found[source] = f"{target}{Path(source).name}" if target.endswith("/") else target
    return found


def test_the_recipe_copies_what_there_is_and_what_is_not_left_out() -> None:
    kept = {
        line[1:]
        for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
        if line[0] == "!"
    }
    for source in copied():
        assert (ROOT / source).exists()
        assert any(source == one or source.startswith(f"{one}/") for one in kept), source


@pytest.mark.thorough  # test_class_command.py opens and ends a class
def test_the_server_of_the_recipe_waits_for_the_first_class_and_ends_when_it_is_told_to(
    tmp_path: Path,
) -> None:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port = int(place.getsockname()[1])
    settings = {
        "CLASS_HOST": "class.example.org",
        "CLASS_PROXY": "127.0.0.0/8",
        "CLASS_ADDRESS": "127.0.0.1",
        "CLASS_PORT": str(port),
        "DELEGATION_SIM_CLASSES": str(tmp_path),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
    }
    with subprocess.Popen(
        [ROOT / "container" / "serve"], env=os.environ | settings, stderr=subprocess.PIPE
    ) as server:
        try:
            assert server.stderr is not None
            assert b"delegation-sim class first_hour" in server.stderr.readline()
            _open_a_class(tmp_path, os.environ | settings)
            assert _asked(port, "class.example.org") == 200
        finally:
            server.terminate()
        _, said = server.communicate(timeout=60)
    assert b"Traceback" not in said
    assert _asked(port, "class.example.org", most=1) == 0  # nothing is left behind


def _open_a_class(folder: Path, settings: dict[str, str]) -> None:
    line = [
        "delegation-sim",
        "class",
        "first_hour",
        "--students",
        "5",
        "--no-browser",
        "--port",
        "0",
        "--folder",
        str(folder),
    ]
    with subprocess.Popen(line, env=settings, stdout=subprocess.PIPE, text=True) as opening:
        assert opening.stdout is not None
        for said in opening.stdout:
            if "Ctrl-C ends" in said:
                break
        opening.send_signal(signal.SIGINT)
        opening.communicate(timeout=60)


def _asked(port: int, host: str, *, most: int = 600) -> int:
    """Return how the server answers to a browser that came by the proxy, once it answers."""
    for _ in range(most):
        try:
            with urlopen(Request(f"http://127.0.0.1:{port}/health", headers={"Host": host})) as answer:
                return int(answer.status)
        except (URLError, ConnectionError):
            time.sleep(0.1)
    return 0


@pytest.mark.thorough
def test_what_the_recipe_installs_runs(tmp_path: Path) -> None:
    for source, target in copied().items():
        place = tmp_path / target.lstrip("/")
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, place, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / source, place)
    done = subprocess.run(
        [tmp_path / "src" / "container" / "install", tmp_path / "env"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("delegation-sim ")
    said = subprocess.run(
        [tmp_path / "env" / "bin" / "delegation-sim", "class", "--help"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert "--proxy" in said.stdout
