"""The command is called as the user's shell finds it."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from simulation.called import as_typed, called

type Place = Callable[[str], Path]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Return a function that makes the file of the command in a folder and starts it; nothing is on the PATH."""
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    monkeypatch.chdir(tmp_path)

    def make(folder: str) -> Path:
        script = tmp_path / folder / "delegation-sim"
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_text("#!/bin/sh\n", encoding="utf-8")
        script.chmod(0o755)
        monkeypatch.setattr(sys, "argv", [str(script)])
        return script

    return make


def on_path(monkeypatch: pytest.MonkeyPatch, *folders: Path) -> None:
    monkeypatch.setenv("PATH", os.pathsep.join(map(str, folders)))


def test_a_command_that_the_shell_finds_is_called_by_its_name(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_path(monkeypatch, place("venv/bin").parent)
    assert called() == ["delegation-sim"]


def test_so_is_one_that_a_link_on_the_path_leads_to(
    place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = place("tools/bin")
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "delegation-sim").symlink_to(script)
    on_path(monkeypatch, tmp_path / "links")
    assert called() == ["delegation-sim"]


def test_one_that_the_shell_does_not_find_is_called_by_its_path_from_here(place: Place) -> None:
    place(".venv/bin")
    assert called() == [".venv/bin/delegation-sim"]


def test_elsewhere_it_is_called_by_its_whole_path(
    place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = place(".venv/bin")
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    assert called() == [str(script)]


def test_in_its_own_folder_the_path_is_no_bare_name(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place("bin").parent)
    assert called() == ["./delegation-sim"]


def test_another_installation_on_the_path_is_not_this_one(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = place("other")
    place("own")
    on_path(monkeypatch, other.parent)
    assert called() == ["own/delegation-sim"]


def test_what_uv_run_puts_on_the_path_is_not_on_that_of_the_user(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_path(monkeypatch, place(".venv/bin").parent)
    monkeypatch.setenv("UV_RUN_RECURSION_DEPTH", "1")
    assert called() == [".venv/bin/delegation-sim"]


def test_where_there_is_no_command_the_interpreter_runs_the_package(
    place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    place("bin")
    monkeypatch.setattr(sys, "argv", ["simulation/__main__.py"])
    monkeypatch.setattr(sys, "executable", str(tmp_path / "env" / "python"))
    assert called() == ["env/python", "-m", "simulation"]


def test_a_line_is_quoted_for_the_shell(place: Place) -> None:
    place("my files")
    told = as_typed("delegation-sim run a --when 'not adopted'")
    assert told == "'my files/delegation-sim' run a --when 'not adopted'"


def test_no_command_stays_none() -> None:
    assert as_typed("") == ""
