"""The command ensemble: what it prints, refuses and writes."""

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from simulation.evidence.validation.validation_told import forecast_line
from tests.extent import at_a_desk
from tests.small_studies import contents

type Invoke = Callable[..., Result]

ASK = ("ensemble", "worked_clock", "-n", "130", "--workers", "1")


def test_it_says_how_it_ends_with_intervals_n_seed_and_version(invoke: Invoke) -> None:
    shown = invoke(*ASK).stdout
    assert "130 replications, seed 1, delegation-sim" in " ".join(shown.split())
    assert "intervals of 90%" in " ".join(shown.split())
    assert "How it ends" in shown
    assert "of 100 runs" not in shown
    assert "What this cannot tell" in shown
    assert "Repeat:\n    delegation-sim" in shown


def test_without_a_folder_nothing_is_written(invoke: Invoke, tmp_path: Path) -> None:
    assert invoke(*ASK).exit_code == 0
    assert list(tmp_path.iterdir()) == []


def test_json_is_one_document_and_nothing_else(invoke: Invoke) -> None:
    done = invoke(*ASK, "--json")
    found = json.loads(done.stdout)
    assert done.stderr == ""
    assert (found["kind"], found["replications"], found["seed"]) == ("ensemble", 130, 1)
    assert found["findings"][0]["key"] == "adopted"
    assert found["findings"][0]["estimates"][0]["n"] == 130


def test_a_folder_holds_parts_tables_manifest_and_runs(invoke: Invoke, tmp_path: Path) -> None:
    assert invoke(*ASK, "--out", "study", "--keep", "1").exit_code == 0
    found = {name for name in contents(tmp_path / "study") if not name.startswith("runs/")}
    assert found == {
        "manifest.json",
        "study.yaml",
        "estimates.parquet",
        "coalitions.parquet",
        *(f"{table}/part-00000{part}.parquet" for table in ("replications", "pairs") for part in range(3)),
    }
    assert [run.name for run in (tmp_path / "study/runs").iterdir()] == ["01-replication-0"]


@pytest.mark.thorough  # tests/properties/test_studies_the_same_bits.py
@pytest.mark.parametrize("workers", at_a_desk(["2"], ["2", "3"]))
def test_the_number_of_workers_leaves_no_trace(
    workers: str, invoke: Invoke, start: Callable[..., object], tmp_path: Path
) -> None:
    invoke(*ASK, "--out", "alone")
    start(*ASK[:4], "--workers", workers, "--out", "together")
    assert contents(tmp_path / "alone") == contents(tmp_path / "together")


def test_a_replication_kept_is_the_run_that_its_command_gives(invoke: Invoke, tmp_path: Path) -> None:
    invoke(*ASK, "--out", "study", "--keep", "1", "--seed", "5")
    kept = json.loads((tmp_path / "study/runs/01-replication-0/manifest.json").read_text("utf-8"))
    assert kept["command"] == shlex.split(
        "delegation-sim run worked_clock --seed 5 --parameters median --replication 0"
    )
    assert invoke(*kept["command"][1:], "--out", "alone").exit_code == 0
    alone = json.loads((tmp_path / "alone/manifest.json").read_text("utf-8"))
    assert alone["tables"] == kept["tables"]
    assert alone["outcome"] == kept["outcome"]


def test_a_second_resume_of_a_complete_study_changes_nothing(invoke: Invoke, tmp_path: Path) -> None:
    first = invoke(*ASK, "--out", "study")
    before = contents(tmp_path / "study")
    for _ in range(2):
        assert invoke(*ASK, "--out", "study", "--resume").stdout == first.stdout
        assert contents(tmp_path / "study") == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--seed", "2"], "seed (1 there, 2 now)"),
        (["-n", "131"], "replications (130 there, 131 now)"),
        (["--set", "sessions=3"], "overrides"),
    ],
)
def test_a_folder_of_another_study_is_not_gone_on_with(words: list[str], told: str, invoke: Invoke) -> None:
    invoke(*ASK, "--out", "study")
    done = invoke(*ASK, *words, "--out", "study", "--resume")
    assert done.exit_code == 1
    assert "study holds another study: it differs in " in done.stderr
    assert told in done.stderr


def test_a_folder_in_use_is_refused_or_written_over(invoke: Invoke, tmp_path: Path) -> None:
    invoke(*ASK, "--out", "study")
    done = invoke(*ASK, "--out", "study", "--seed", "2")
    assert done.exit_code == 1
    assert "add --resume to go on with it, or --overwrite" in done.stderr
    assert invoke(*ASK, "--out", "study", "--seed", "2", "--overwrite").exit_code == 0
    manifest = json.loads((tmp_path / "study/manifest.json").read_text("utf-8"))
    assert (manifest["seed"], manifest["state"]) == (2, "complete")


def test_going_on_without_a_folder_is_refused(invoke: Invoke) -> None:
    done = invoke(*ASK, "--resume")
    assert (done.exit_code, done.stderr) == (
        1,
        "--resume goes on with a study in a folder: name it with --out FOLDER.\n",
    )


def test_a_study_longer_than_the_budget_is_not_begun_without_asking(invoke: Invoke, tmp_path: Path) -> None:
    done = invoke(*ASK, "--budget", "0", "--out", "study")
    assert done.exit_code == 1
    assert (
        "more than the budget of 0 s. Ask for fewer replications, raise --budget, or add --yes."
        in done.stderr
    )
    assert list(tmp_path.iterdir()) == []
    assert invoke(*ASK, "--budget", "0", "--yes").exit_code == 0


def test_a_scheduler_that_does_not_answer_is_told(invoke: Invoke) -> None:
    done = invoke(*ASK, "--cluster", "nonsense://nowhere:1")
    assert done.exit_code == 1
    assert done.stderr.startswith("No scheduler answers at nonsense://nowhere:1: ")


def test_the_page_says_what_many_runs_are_not_for(invoke: Invoke) -> None:
    shown = " ".join(invoke(*ASK).stdout.split())
    assert forecast_line() in shown.partition("How it ends")[0]
