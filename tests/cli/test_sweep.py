"""The commands sweep and sensitivity: what they print and refuse; and conditions behind an ensemble."""

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import Result

from simulation.protocols.parameter_sets.sets_table import is_shipped
from tests.extent import at_a_desk
from tests.small_studies import hinge

type Invoke = Callable[..., Result]

SWEEP = ("sweep", "worked_isolation", "--workers", "1", "-n", "6")
RANK = ("sensitivity", "worked_isolation", "--workers", "1", "-n", "6", "--size", "8")
TWO = ("--over", "isolation=0..0.3", "--over", "transparency=0..1")


def flat(text: str) -> str:
    return " ".join(text.split())


def analysis(done: Result) -> dict[str, Any]:
    assert done.exit_code == 0, done.stderr
    assert done.stderr == ""
    data: dict[str, Any] = json.loads(done.stdout)["analysis"]
    return data


@pytest.mark.skipif(not is_shipped(), reason="this version comes with no table of parameter sets")
@pytest.mark.parametrize("command", [(*SWEEP, "--over", "sessions=7,6"), (*RANK, *TWO)])
def test_a_design_says_on_terminal_page_and_in_its_document_that_it_plays_the_medians(
    invoke: Invoke, command: tuple[str, ...]
) -> None:
    told = "Parameters are the medians of the 300 sets"
    assert told in flat(invoke(*command, "--out", "study").stdout)
    invoke("report", "study")
    assert told in Path("study/report.html").read_text("utf-8")
    found = json.loads(invoke(*command, "--json").stdout)
    assert found["parameters"] == {"source": "median", "size": 300}


def test_a_sweep_shows_every_point_by_its_levers_and_where_nothing_is_adopted(invoke: Invoke) -> None:
    page = invoke(*SWEEP, "--over", "sessions=7,6", "--over", "isolation=0,0.1").stdout
    assert "6 replications of each point, seed 1, delegation-sim" in flat(page)
    assert (
        "A text is adopted, by point\n"
        "  sessions  isolation\n"
        "  7         0          100% (69 to 100)\n"
        "  7         0.1        100% (69 to 100)\n"
        "  6         0          0% (0 to 31)\n"
    ) in page
    assert "A run that ends in “consensus with statements”: delegation-sim run worked_isolation" in flat(page)


def test_points_of_a_hypercube_stand_in_the_order_of_the_lever(invoke: Invoke) -> None:
    page = invoke(*SWEEP, "--over", "sessions=2..9", "--points", "4", "--outcome", "sessions").stdout
    rows = page.partition("Sessions held, by point\n")[2].partition("\n\n")[0].splitlines()[1:]
    values = [int(row.split()[0]) for row in rows]
    assert len(values) == 4
    assert values == sorted(values)


def test_a_sweep_finds_the_values_below_which_no_text_is_adopted(invoke: Invoke) -> None:
    words = ("--over", "isolation=0,0.02,0.2,0.3", "-n", "20")
    found = analysis(
        invoke("sweep", "worked_isolation", "--workers", "1", *words, "--set", "sessions=6", "--json")
    )
    (box,) = found["discovery"]["boxes"]
    assert [condition["key"] for condition in box["conditions"]] == ["isolation"]
    assert box["density"]["value"] == 1.0
    assert found["points"] == [{"isolation": value} for value in ("0", "0.02", "0.2", "0.3")]


def test_the_same_seed_gives_the_same_json(invoke: Invoke) -> None:
    words = (*SWEEP, "--over", "isolation=0..0.3", "--points", "5", "--json")
    first, again = (invoke(*words).stdout for _ in range(2))
    assert first == again
    assert json.loads(first)["analysis"] != analysis(invoke(*words, "--seed", "2"))


@pytest.mark.parametrize("method", at_a_desk(["morris"], ["morris", "sobol"]))
def test_what_matters_comes_first_and_what_does_not_has_no_clear_effect(method: str, invoke: Invoke) -> None:
    words = (*RANK, *TWO, "--set", "sessions=6", "--method", method, "--outcome", "adopted")
    page = flat(invoke(*words, "--size", "64" if method == "sobol" else "16").stdout)
    assert "What matters most for whether a text is adopted is price of blocking alone: " in page
    assert "Transparency has no clear effect." in page


def test_outcomes_may_be_asked_for_by_their_beginning(invoke: Invoke) -> None:
    found = analysis(invoke(*RANK, *TWO, "--outcome", "gain.M*", "--outcome", "substance", "--json"))
    assert list(found["indices"]) == ["gain.MID", "substance"]


def test_an_outcome_that_some_runs_lack_ranks_nothing(invoke: Invoke) -> None:
    words = (*RANK, "--set", "sessions=6", *TWO)
    done = invoke(*words, "--outcome", "settled_on_floor")
    assert done.exit_code == 1
    assert done.stderr.startswith(
        "settled_on_floor has no value in some runs, so nothing can be ranked by it."
    )


def test_few_replications_of_a_point_are_told_beforehand(invoke: Invoke) -> None:
    done = invoke(*RANK, *TWO, "-n", "2", "--size", "2")
    assert done.exit_code == 0
    assert done.stderr == (
        "With 2 replications of each point no effect can be told from noise. Ask for 6 or more (--replications).\n"
    )
    assert "2 replications of each point are too few to tell an effect" in flat(done.stdout)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--over", "sesions=3,5"], "No lever is called 'sesions'. Did you mean 'sessions'?"),
        (["--over", "sessions=3"], "sessions: has one value only, so nothing moves"),
        (["--over", "sessions=8..5"], "sessions: the range 8..5 does not run from low to high."),
        (["--over", "sessions="], "'sessions=' is not a factor. Write key=5,10,20 (values)"),
        (["--over", "sessions=3,5", "--over", "sessions=4,6"], "sessions: is given more than once."),
        (["--over", "sessions=0,5"], "sessions=0: The value is 0. Valid: a whole number from 1 to 500."),
        (["--over", "rule=consensus,majority"], "Did you mean 'simple_majority'?"),
        ([*TWO], "isolation: "),
        (
            ["--over", "sessions=3,5", "--when", "sessions"],
            "'sessions' is a number, not something that happens or does not.",
        ),
        (["--over", "sessions=3,5", "--when", "not adoptd"], "No outcome is called 'adoptd'."),
        (
            ["--over", "sessions=3,5", "--outcome", "trst"],
            "No outcome is called 'trst'. Did you mean 'trust'?",
        ),
    ],
)
def test_a_mistake_in_a_sweep_is_answered(words: list[str], told: str, invoke: Invoke) -> None:
    done = invoke(*SWEEP, *words)
    assert (done.exit_code, done.stdout) == (1, "")
    assert told in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ["--method", "sobol", "--size", "5"],
            "A Sobol design needs a power of two of samples, not 5. Take 4 or 8.",
        ),
        (["--outcome", "adoptd"], "No outcome is called 'adoptd'. Did you mean 'adopted'?"),
        (["--over", "bla=0..1"], "No lever is called 'bla'."),
        (["--budget", "0"], "more than the budget of 0 s."),
    ],
)
def test_a_mistake_in_an_analysis_is_answered(words: list[str], told: str, invoke: Invoke) -> None:
    done = invoke(*RANK, *TWO, *words)
    assert (done.exit_code, done.stdout) == (1, "")
    assert told in done.stderr


@pytest.mark.parametrize("words", [SWEEP, (*RANK, *TWO, "--method", "foo"), (*RANK, *TWO, "--size", "1")])
def test_wrong_usage_ends_with_two(words: tuple[str, ...], invoke: Invoke) -> None:
    assert invoke(*words).exit_code == 2


def test_the_file_of_a_sweep_finds_the_same_and_asks_the_same(invoke: Invoke) -> None:
    words = ("--over", "isolation=0..0.3", "--points", "5", "--out", "kept", "--json")
    data = json.loads(invoke(*SWEEP, *words).stdout)
    again = json.loads(invoke("study", "kept/study.yaml", "--workers", "1", "--json").stdout)
    assert again["findings"] == data["findings"]
    assert again["analysis"] == data["analysis"]


def test_the_hash_on_the_page_is_that_of_the_case_and_not_of_a_point(invoke: Invoke) -> None:
    data = json.loads(invoke(*SWEEP, "--over", "isolation=0,0.3", "--json").stdout)
    plain = json.loads(invoke("ensemble", "worked_isolation", "-n", "2", "--workers", "1", "--json").stdout)
    assert data["scenario_hash"] == plain["scenario_hash"]


def test_an_ensemble_finds_the_draw_that_decides(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "hinge.yaml").write_text(yaml.safe_dump(hinge()), encoding="utf-8")
    words = ("ensemble", "hinge.yaml", "-n", "200", "--workers", "1", "--when", "adopted", "--json")
    found = analysis(invoke(*words))["discovery"]
    (box,) = found["boxes"]
    (condition,) = box["conditions"]
    assert condition["key"] == "d1.q0.position"
    assert 0.64 < condition["low"] < 0.70
    assert box["density"]["value"] > 0.95
    assert found["sentence"].startswith(
        "It happens more often that a text is adopted when d1’s position on q0 "
    )


def test_draws_are_not_looked_for_where_nothing_is_drawn(invoke: Invoke) -> None:
    done = invoke("ensemble", "worked_clock", "-n", "20", "--when", "not adopted", "--out", "kept")
    assert done.exit_code == 1
    assert done.stderr.startswith(
        "No position, salience, red line, flexibility, capability or price of failure"
    )
    assert not Path("kept").exists()


@pytest.mark.thorough  # test_ensemble_stopped.py interrupts a study
@pytest.mark.skipif(sys.platform == "win32", reason="signals are another thing there")
def test_an_interrupted_analysis_keeps_the_points_that_are_finished(tmp_path: Path) -> None:
    command = Path(sys.executable).parent / "delegation-sim"
    words = (
        "sensitivity",
        "worked_isolation",
        *TWO,
        "-n",
        "50",
        "--size",
        "400",
        "--workers",
        "1",
        "--out",
        "kept",
    )
    with subprocess.Popen(
        [command, *words],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        while running.poll() is None and len(list(tmp_path.glob("kept/replications/part-*"))) < 3:
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate()
    assert running.returncode == 130
    assert re.search(
        r"Interrupted\. \d+ of [\d,]+ points are kept in kept; .* with --resume goes on\.", errors
    )
