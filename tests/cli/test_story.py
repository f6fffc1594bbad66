"""What the command story prints and writes: five scenes on a screen, a film, a page to print."""

import shlex
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from typer.testing import Result

type Invoke = Callable[..., Result]


@pytest.mark.parametrize(("case", "columns"), [("first_hour", 80), ("wtpf13_training", 100)])
def test_the_scenes_fit_a_screen_and_the_commands_below_write_them(
    invoke: Invoke, tmp_path: Path, case: str, columns: int
) -> None:
    done = invoke("story", case, "--seed", "2", columns=columns)
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert len(lines) <= 28
    assert lines[1].startswith(f"A simulated run, not a record · {case}, seed 2, delegation-sim ")
    assert sum(line.startswith("Session ") for line in lines) >= 2
    for line in lines[-2:]:
        assert invoke(*shlex.split(line)[1:]).exit_code == 0
    film, page = ((tmp_path / name).read_text() for name in ("story.svg", "story.html"))
    assert ET.fromstring(film).tag.endswith("svg")  # noqa: S314 - our own drawing
    assert page.startswith("<!doctype html>")
    for told in (film, page):
        assert f"{case}, seed 2, delegation-sim " in told


@pytest.mark.parametrize(("case", "is_foreign"), [("unga_cyber", True), ("first_hour", False)])
def test_a_story_says_in_which_language_the_case_is_written(
    invoke: Invoke, tmp_path: Path, case: str, *, is_foreign: bool
) -> None:
    written = "Les noms, titres et libellés de ce cas sont en anglais."
    assert (written in invoke("story", case, "--language", "fr").stdout) is is_foreign
    invoke("story", case, "--language", "fr", "--out", "story.html")
    assert (written in (tmp_path / "story.html").read_text("utf-8")) is is_foreign
    assert "sont en anglais" not in invoke("story", case).stdout


def test_a_run_that_is_kept_is_told_as_when_it_was_played(invoke: Invoke) -> None:
    assert invoke("run", "first_hour", "--seed", "3", "--out", "kept", "--quiet").exit_code == 0
    kept, played = (
        invoke(*line).stdout.splitlines()
        for line in (("story", "kept"), ("story", "first_hour", "--seed", "3"))
    )
    assert kept[:-2] == played[:-2]
    assert kept[-1].endswith("story kept --out story.html")
    assert invoke("story", "kept", "--language", "fr").stdout.splitlines()[1].startswith("Une simulation")


def test_the_commands_below_tell_the_same_replication(invoke: Invoke) -> None:
    done = invoke("story", "first_hour", "--replication", "3")
    assert "first_hour, seed 1, replication 3, " in done.stdout.splitlines()[1]
    assert " --replication 3 " in done.stdout.splitlines()[-1]


def test_a_run_that_drew_its_parameters_says_so(invoke: Invoke) -> None:
    line = ("run", "first_hour", "--parameters", "drawn", "--out", "drawn", "--quiet")
    assert invoke(*line).exit_code == 0
    assert ", parameter set " in invoke("story", "drawn").stdout.splitlines()[1]
    assert ", parameter set " not in invoke("story", "first_hour").stdout


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("first_hour", "--out", "story.png"), "'story.png' is neither a film nor a handout"),
        (("worked_assembly",), "To see how it goes:"),
        (("nobody",), "No shipped case has this name"),
        (("kept", "--seed", "2"), "--seed means nothing for a run that is kept in a folder"),
        (("kept", "--set", "sessions=3"), "--set means nothing for a run that is kept in a folder"),
        (("kept", "--parameters", "drawn"), "--parameters means nothing for a run that is kept in a folder"),
        (("empty",), "This is a folder"),
    ],
)
def test_what_is_wrong_is_one_message(
    invoke: Invoke, tmp_path: Path, line: tuple[str, ...], said: str
) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "manifest.json").write_text("{}")
    (tmp_path / "empty").mkdir()
    done = invoke("story", *line)
    assert done.exit_code != 0
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["told.svg", "told.html"])
def test_a_file_that_is_there_is_replaced_only_when_asked(invoke: Invoke, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    line = ("story", "first_hour", "--out", name)
    refused = invoke(*line)
    assert refused.exit_code == 1
    assert f"{name} is there already" in refused.stderr
    assert (tmp_path / name).read_text() == "mine"
    assert invoke(*line, "--overwrite").exit_code == 0
    assert len((tmp_path / name).read_text()) > 1000
