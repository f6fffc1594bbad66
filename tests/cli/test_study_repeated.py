"""A study made in Python has the command that repeats it; one made by a line has that line, whoever gave it."""

import json
import shlex
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from simulation.engine import load_scenario
from simulation.notebook import ensemble
from simulation.repeating import studying
from simulation.study import (
    Design,
    Study,
    comparison_of,
    design_of,
    ensemble_of,
    plain,
    play_study,
    points_of,
)
from simulation.study.repeated import command_of
from tests.cli.conftest import Invoke

CASE = "worked_clock"
WITH_A_COMMA = {"sessions": {"low": 3, "high": 9}, "chair_powers": ["agenda,text", "none"]}

ASKED = {
    "ensemble": lambda: ensemble_of(CASE, replications=4, seed=3, parameters="median"),
    "drawn": lambda: ensemble_of(CASE, replications=4, outcomes=["adopted", "sessions"], level=0.8),
    "compare": lambda: comparison_of(
        CASE,
        {"short": {"sessions": 3, "extension": 1}, "long": {"sessions": 12}},
        replications=4,
        overrides={"chair.impartiality": 0.5},
    ),
    "unnamed": lambda: comparison_of(CASE, ["sessions=3 + chair_powers=agenda,text"], replications=4),
}


@pytest.mark.parametrize("name", ASKED)
def test_the_command_of_a_study_from_python_finds_the_same(name: str, invoke: Invoke) -> None:
    summary = play_study(ASKED[name]())
    program, *words = shlex.split(summary.command)
    assert program == "delegation-sim"
    found = json.loads(invoke(*words, "--workers", "1", "--json").stdout)
    assert found["command"] == summary.command
    assert found["findings"] == json.loads(json.dumps(plain(summary)))["findings"]


def laid_out(method: str, **size: object) -> Study:
    layout = {
        "method": method,
        "levers": {"sessions": {"low": 3, "high": 9}, "package": ["on", "off"]},
        **size,
    }
    if method == "grid":
        layout["levers"] = {"sessions": [3, 9], "package": ["on", "off"]}
    case, design = load_scenario(CASE), design_of(layout, 5)
    return Study(
        kind="sweep" if method in ("grid", "latin_hypercube") else "sensitivity",
        case=CASE,
        title=case.title,
        variants=points_of(case, design)[0],
        replications=2,
        seed=5,
        design=design.to_plain(),
        base=case,
    )


@pytest.mark.parametrize(
    ("method", "size"), [("grid", {}), ("latin_hypercube", {"points": 4}), ("morris", {"trajectories": 2})]
)
def test_the_command_of_a_design_lays_out_the_same_points(
    method: str, size: dict[str, object], invoke: Invoke, tmp_path: Path
) -> None:
    study = laid_out(method, **size)
    _, *words = shlex.split(command_of(study))
    result = invoke(*words, "--out", "kept", "--workers", "1", "--json")
    assert result.exit_code == 0, result.output
    manifest = json.loads((tmp_path / "kept/manifest.json").read_text(encoding="utf-8"))
    assert Design.from_plain(manifest["design"]).points == Design.from_plain(study.design).points
    assert [each["key"] for each in manifest["variants"]] == [each.key for each in study.variants]


def test_no_command_is_told_where_none_can_name_what_plays() -> None:
    assert command_of(ensemble_of(load_scenario(CASE), replications=2)) == ""
    assert command_of(replace(laid_out("latin_hypercube", points=4), seed=6)) == ""
    assert command_of(laid_out("latin_hypercube", points=1)) == ""
    assert command_of(laid_out("latin_hypercube", points=4, levers=WITH_A_COMMA)) == ""
    assert command_of(laid_out("sobol", samples=4, second_order=True)) == ""
    assert command_of(ensemble_of(CASE, replications=1)) == ""
    assert "--level 0.9123456" in command_of(ensemble_of(CASE, replications=2, level=0.9123456))
    assert command_of(ensemble_of(CASE, replications=4, level=0.3)) == ""
    assert command_of(comparison_of(CASE, {"t": {"title": "A + sessions=4"}}, replications=4)) == ""


def test_a_line_given_from_python_is_told_and_not_that_of_the_process(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["ipykernel_launcher.py", "-f", "kernel.json"])
    found = json.loads(invoke("ensemble", CASE, "-n", "2", "--parameters", "median", "--json").stdout)
    assert found["command"] == f"delegation-sim ensemble {CASE} -n 2 --parameters median --seed 1"


def test_a_notebook_has_the_command_too() -> None:
    found = ensemble(CASE, n=2, parameters="median", progress=False)
    assert found.summary.command == f"delegation-sim ensemble {CASE} -n 2 --seed 1 --parameters median"


@pytest.mark.parametrize("typed", [["--seed=5"], ["--seed", "5"], ["--seed", "5", "--parameters=median"]])
def test_what_was_named_is_not_named_twice(typed: list[str]) -> None:
    repeated = studying(["ensemble", CASE, *typed], seed=5, parameters="median")
    for name in ("--seed", "--parameters"):
        assert sum(word.partition("=")[0] == name for word in repeated) == 1
