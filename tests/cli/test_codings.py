"""The option --codings: of ensemble, compare and run."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from tests.extent import at_a_desk
from tests.small_studies import contents

type Invoke = Callable[..., Result]

MARKS = """\
judgement:
  issues:
    - issue: Q1
      reason: the record is silent
      others: [{status_quo: a}]
      positions: {b: [0.2, 0.6]}
"""
ASK = ("small.yaml", "-n", "40", "--workers", "1")


@pytest.fixture(autouse=True)
def marked(small_case_file: Path) -> None:
    """Mark what is judgement in the small case; much of it is uncertain."""
    text = small_case_file.read_text("utf-8").replace("position: 0.8}", "position: {mean: 0.8, sd: 0.3}}")
    small_case_file.write_text(text + MARKS, encoding="utf-8")


def test_figures_stand_beside_those_of_the_case_as_written(invoke: Invoke) -> None:
    found = json.loads(invoke("ensemble", *ASK, "--codings", "--json").stdout)
    alone = json.loads(invoke("ensemble", *ASK, "--json").stdout)
    assert found["variants"] == ["codings", "base"]
    assert (found["codings"]["codings"], found["codings"]["drawn_together"]) == (5, 8)
    for finding, other in zip(found["findings"], alone["findings"], strict=True):
        assert finding["estimates"][1] == other["estimates"][0]
        wide, chance = finding["estimates"][0], finding["chance"][0]
        assert wide["low"] <= chance["low"] <= chance["high"] <= wide["high"]


def test_the_page_has_both_and_one_sentence_on_what_tips_the_ending(invoke: Invoke) -> None:
    shown = " ".join(invoke("ensemble", *ASK, "--codings").stdout.split())
    assert "5 codings were drawn for the parts that the case marks as judgement" in shown
    assert "with codings as written" in shown
    assert "tips the ending" in shown


@pytest.mark.thorough  # test_ensemble.py asks two workers, test_study.py a file
def test_the_number_of_workers_and_the_study_file_leave_no_trace(
    invoke: Invoke, start: Callable[..., object], tmp_path: Path
) -> None:
    invoke("ensemble", *ASK, "--codings", "--out", "1")
    start("ensemble", *ASK[:3], "--codings", "--workers", "2", "--out", "2")
    invoke("study", "1/study.yaml", "--workers", "1", "--out", "3")
    one, two, three = (contents(tmp_path / name) for name in ("1", "2", "3"))
    assert one == two
    parts = [name for name in one if name.startswith(("replications/", "pairs/"))]
    assert [one[name] for name in parts] == [three[name] for name in parts]


@pytest.mark.parametrize("kind", at_a_desk(["ensemble"], ["ensemble", "compare"]))
def test_a_printed_command_plays_its_replication_bit_for_bit(
    invoke: Invoke, tmp_path: Path, kind: str
) -> None:
    levers = () if kind == "ensemble" else ("--lever", "sessions=4")
    invoke(kind, *ASK, "--codings", *levers, "--seed", "5", "--out", "study", "--keep", "3")
    kept = sorted((tmp_path / "study/runs").iterdir())
    assert kept
    for place, folder in enumerate(kept):
        one = json.loads((folder / "manifest.json").read_text("utf-8"))
        assert invoke(*one["command"][1:], "--out", f"alone{place}").exit_code == 0
        alone = json.loads((tmp_path / f"alone{place}/manifest.json").read_text("utf-8"))
        assert (alone["scenario_hash"], alone["tables"]) == (one["scenario_hash"], one["tables"])
    assert any("--codings" in json.loads((f / "manifest.json").read_text("utf-8"))["command"] for f in kept)


def test_variants_share_the_coding_of_each_pair(invoke: Invoke) -> None:
    same = json.loads(
        invoke(
            "compare",
            *ASK,
            "--codings",
            "--lever",
            "title=Another",
            "--lever",
            "sessions=2",
            "--json",
        ).stdout
    )
    assert all(finding["same"][0] for finding in same["findings"] if finding["same"])
    moved = next(finding for finding in same["findings"] if finding["key"] == "sessions")
    wide, chance = moved["differences"][1], moved["chance_differences"][1]
    assert wide["low"] <= chance["low"] <= chance["high"] <= wide["high"]
    assert same["codings"]["codings"] == 5


@pytest.mark.parametrize(
    ("parameters", "known"),
    [("median", "the coding were known"), ("drawn", "coding and parameters were known")],
)
def test_behind_the_interval_stands_the_one_that_stays_if_all_that_is_drawn_were_known(
    invoke: Invoke, parameters: str, known: str
) -> None:
    ask = (
        "compare",
        *ASK,
        "--codings",
        "--parameters",
        parameters,
        "--lever",
        "sessions=2",
        "--outcome",
        "sessions",
    )
    assert f" if {known})" in " ".join(invoke(*ask).stdout.split())


def test_a_run_says_how_it_is_coded(invoke: Invoke) -> None:
    done = json.loads(invoke("run", "small.yaml", "--codings", "--replication", "9", "--json").stdout)
    assert done["command"].endswith("run small.yaml --seed 1 --replication 9 --codings --parameters median")
    assert 0.2 <= done["coding"]["issues.Q1.options.b.position"] <= 0.6
    assert "Coded differently from the case as written: " in invoke("run", "small.yaml", "--codings").stdout
    assert json.loads(invoke("run", "small.yaml", "--json").stdout)["coding"] == {}


@pytest.mark.parametrize("command", ["ensemble", "run"])
def test_a_case_without_marks_is_refused_in_one_message(invoke: Invoke, command: str) -> None:
    done = invoke(command, "worked_clock", "--codings")
    assert done.exit_code == 1
    assert "worked_clock marks nothing as judgement, so no coding can be drawn." in " ".join(
        done.stderr.split()
    )
    assert "Traceback" not in done.stderr


def test_the_report_tells_of_codings(invoke: Invoke, tmp_path: Path) -> None:
    invoke("ensemble", *ASK, "--codings", "--out", "study")
    assert invoke("report", "study").exit_code == 0
    page = next(tmp_path.glob("**/*.html")).read_text("utf-8")
    assert "5 codings were drawn" in page
