"""Packages of other people that are called as ours: told at the start, with both places."""

import subprocess
import sys
from pathlib import Path


def started_in(folder: Path) -> subprocess.CompletedProcess[str]:
    """Return what the command says when it is started by the interpreter in a folder, which Python looks into first."""
    return subprocess.run(
        [sys.executable, "-m", "simulation", "list"], cwd=folder, capture_output=True, text=True, check=False
    )


def test_a_folder_that_hides_the_shipped_cases_is_named(tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "__init__.py").touch()
    done = started_in(tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(
        f"Python finds another scenarios in {tmp_path / 'scenarios'} before that of"
    )


def test_a_module_that_hides_the_pages_is_named(tmp_path: Path) -> None:
    (tmp_path / "dashboard.py").touch()
    done = started_in(tmp_path)
    assert done.returncode == 1
    assert f"Python finds another dashboard in {tmp_path / 'dashboard.py'}" in done.stderr


def test_a_folder_of_cases_of_ones_own_is_no_package(tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()  # without an __init__.py: Python takes ours
    done = started_in(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
