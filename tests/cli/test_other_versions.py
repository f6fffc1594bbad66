"""The command line reads what another version wrote, and does not go on with it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from simulation import load_scenario
from simulation.version import version
from tests.other_version import OTHER, play_of_another, run_of_another, study_of_another
from tests.small_studies import contents, study

type Invoke = Callable[..., Result]

PLAY = "a.live.json"
MOVES = "predict outcome partial\ndone\nquit\n"
BY = f"with delegation-sim {OTHER}. This is {version()}"


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def play(invoke: Invoke, tmp_path: Path) -> Path:
    """Return the file of a play that another version left in its second session."""
    (tmp_path / "moves.txt").write_text(MOVES, encoding="utf-8")
    done = invoke("play", "worked_package", "--seat", "STATE", "--moves", "moves.txt", "--save", PLAY)
    assert done.exit_code == 0, done.stderr
    return play_of_another(tmp_path / PLAY)


@pytest.mark.parametrize("more", [(), ("--moves", "moves.txt"), ("--debrief", "page.html"), ("--out", "run")])
def test_a_play_of_another_version_is_not_gone_on_with(
    play: Path, invoke: Invoke, tmp_path: Path, more: tuple[str, ...]
) -> None:
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    refused = invoke("play", "--resume", PLAY, *more)
    assert refused.exit_code == 1
    assert refused.stdout == ""
    assert refused.stderr.startswith(f"{PLAY}: It was played {BY}")
    assert f"install delegation-sim {OTHER}" in refused.stderr
    assert refused.stderr.rstrip().endswith(f"show {PLAY}")
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before
    assert play in before


def test_show_tells_what_was_done_in_a_play_of_another_version(play: Path, invoke: Invoke) -> None:
    shown = invoke("show", play.name)
    assert shown.exit_code == 0
    told = flat(shown.stdout)
    case = load_scenario("worked_package")
    assert told.startswith(case.title)
    assert f"played with delegation-sim {OTHER}." in told
    assert "Predicted: partial: some clauses only" in told
    assert told.partition("It was played ")[2].startswith(BY.removeprefix("played "))


def test_show_says_how_to_go_on_with_a_play_of_this_version(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "moves.txt").write_text(MOVES, encoding="utf-8")
    invoke("play", "worked_package", "--seat", "STATE", "--moves", "moves.txt", "--save", PLAY)
    told = flat(invoke("show", PLAY).stdout)
    assert told.endswith(f"play --resume {PLAY}")
    assert "It was played" not in told


@pytest.mark.parametrize(
    "more",
    [
        ("--trainer",),
        ("--delegation", "STATE"),
        ("--delegation", "STATE", "--confidential"),
        ("--set", "sessions=3"),
    ],
)
def test_show_of_a_play_takes_no_options(play: Path, invoke: Invoke, more: tuple[str, ...]) -> None:
    refused = invoke("show", play.name, *more)
    assert refused.exit_code == 2
    assert "show it without options" in flat(re.sub("[│╭╮╰╯─]", "", refused.stderr))


def test_show_says_what_is_wrong_with_a_damaged_play(play: Path, invoke: Invoke) -> None:
    text = play.read_text(encoding="utf-8")
    for harm, told in ((text[: len(text) // 2], "not JSON"), (text.replace("STATE", "OTHER"), "its seal")):
        play.write_text(harm, encoding="utf-8")
        refused = invoke("show", play.name)
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert refused.stderr.startswith(f"{PLAY}: ")
        assert told in refused.stderr


def test_a_study_of_another_version_is_reported_and_not_gone_on_with(invoke: Invoke, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    study_of_another(study(load_scenario("worked_clock"), replications=4), folder)
    before = contents(folder)
    asked = ("ensemble", "worked_clock", "-n", "4", "--workers", "1", "--out", "study")
    refused = invoke(*asked, "--resume")
    assert refused.exit_code == 1
    assert refused.stdout == ""
    assert f"study was begun {BY}" in refused.stderr
    assert contents(folder) == before
    assert invoke("report", "study").stdout == "The report is in study/report.html.\n"
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert f"install delegation-sim {OTHER}" in page
    assert invoke(*asked, "--overwrite").exit_code == 0
    assert contents(folder) != before


def test_a_study_of_another_version_is_refused_before_anybody_is_asked_how_long_it_may_take(
    invoke: Invoke, tmp_path: Path
) -> None:
    study_of_another(study(load_scenario("worked_clock"), replications=4), tmp_path / "study")
    asked = ("ensemble", "worked_clock", "-n", "100000", "--workers", "1", "--budget", "1")
    refused = invoke(*asked, "--out", "study", "--resume")
    assert refused.exit_code == 1
    assert refused.stderr.startswith(f"study was begun {BY}")


def test_a_run_of_another_version_is_reported_and_explained(invoke: Invoke, tmp_path: Path) -> None:
    assert invoke("run", "worked_clock", "--seed", "3", "--out", "run").exit_code == 0
    explained = invoke("explain", "run", "--delegation", "STATE")
    run_of_another(tmp_path / "run")
    assert invoke("explain", "run", "--delegation", "STATE").stdout == explained.stdout
    assert invoke("report", "run").exit_code == 0
    page = (tmp_path / "run" / "report.html").read_text(encoding="utf-8")
    assert f"install delegation-sim {OTHER}" in page
