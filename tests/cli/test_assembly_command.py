"""The command run on an assembly: what it prints, and what it refuses."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from simulation.cli.app import app
from simulation.evidence.validation import assembly_line
from tests.processes import environment

RUNNER = CliRunner()


def printed(*words: str) -> str:
    result = RUNNER.invoke(app, list(words))
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_it_says_who_sponsored_what_and_which_text_survived_each_stage() -> None:
    page = printed("run", "worked_assembly", "--seed", "1")
    assert "rights-1   rights     BEL (first), ABA" in page
    assert "Floor: 14 of all 20 members, counted from the end “left”: Moreno." in page
    assert "fell at Committee." in page


def test_the_document_holds_every_text_with_sponsors_and_stages() -> None:
    found = json.loads(printed("run", "worked_assembly", "--seed", "1", "--replication", "3", "--json"))
    assert found["format"] == "delegation-sim assembly 1"
    assert found["command"] == "delegation-sim run worked_assembly --seed 1 --replication 3"
    assert len(found["texts"]) == 18
    assert all(4 <= len(text["sponsors"]) <= 7 for text in found["texts"])
    for text in found["texts"]:
        assert text["survived"] == (text["passed"] == ["committee", "floor"])
    floor = found["stages"][1]["committees"]["rights"]
    assert (floor["voters"], floor["needed"], floor["decides"]) == (20, 14, "MOR")


def test_its_command_repeats_it() -> None:
    once = printed("run", "worked_assembly", "--seed", "5", "--set", "hurdle.ease=0", "--json")
    assert printed(*json.loads(once)["command"].split()[1:], "--json") == once


@pytest.mark.parametrize("option", ["--sessions=3", "--rule=consensus", "--lever=deadline=3"])
def test_options_of_a_conference_are_refused(option: str) -> None:
    result = RUNNER.invoke(app, ["run", "worked_assembly", option])
    assert result.exit_code == 2
    assert "means nothing to an assembly" in " ".join(result.stderr.split())


def test_it_is_listed_and_validated() -> None:
    assert "worked_assembly" in printed("list")
    assert printed("validate", "worked_assembly") == "worked_assembly: no problem.\n"


def refused(*words: str, code: int = 1) -> str:
    result = RUNNER.invoke(app, list(words))
    assert result.exit_code == code, result.stdout
    return " ".join(result.stderr.split())


@pytest.mark.parametrize(
    "command",
    [
        *("compare", "sweep", "sensitivity", "forecast", "vote", "power", "play", "tournament", "pack"),
        "export",
    ],
)
def test_a_command_for_conferences_says_what_this_is_and_what_to_type_instead(command: str) -> None:
    told = refused(command, "worked_assembly")
    assert told.startswith("worked_assembly is an assembly: ")
    instead = told.rpartition("delegation-sim ")[2].split()
    assert instead[:2] in (
        ["run", "worked_assembly"],
        ["ensemble", "worked_assembly"],
        ["show", "worked_assembly"],
    )


def test_results_of_groups_are_of_conferences_too() -> None:
    assert refused("outcome", "worked_assembly", "groups.yaml").startswith("worked_assembly is an assembly: ")


def test_what_a_command_tells_to_type_instead_works(tmp_path: Path) -> None:
    words = refused("vote", "worked_assembly").rpartition("delegation-sim ")[2].split()
    assert "Which text survives" in printed(*words)
    words = refused("pack", "worked_assembly").rpartition("delegation-sim ")[2].split()
    assert "Stages, in their order" in printed(*words)
    words = refused("export", "worked_assembly").rpartition("delegation-sim ")[2].split()
    printed(*words[:-1], str(tmp_path / "run"))
    assert "Which text survives" in printed("run", str(tmp_path / "run" / "case.yaml"))


def test_a_run_is_kept_reported_and_explained(tmp_path: Path) -> None:
    folder = str(tmp_path / "run")
    page = printed("run", "worked_assembly", "--seed", "1", "--out", folder)
    assert f"explain {folder} --text regions-4" in page
    told = printed("explain", folder, "--text", "rights-2")
    assert told.startswith("rights-2, for Committee on rights\n  It fell at Committee.\n")
    assert "Okoye (Order) signs next: a chance of 30%" in told
    assert printed("explain", folder, "--member", "rossi").startswith("Rossi (Order) signed")
    assert printed("report", folder) == f"The report is in {folder}/report.html.\n"
    assert "holds a run already" in refused("run", "worked_assembly", "--out", folder)
    printed("run", "worked_assembly", "--seed", "2", "--out", folder, "--overwrite")


def test_what_cannot_be_explained_is_refused_with_what_can(tmp_path: Path) -> None:
    folder = str(tmp_path / "run")
    printed("run", "worked_assembly", "--out", folder)
    assert "Did you mean 'rights-1'?" in refused("explain", folder, "--text", "rihgts-1", code=2)
    assert "no member is called 'XYZ'" in refused("explain", folder, "--member", "XYZ", code=2)
    assert "Valid: --text with A1, A2" in refused("explain", folder, code=2)
    assert "Name one of them" in refused("explain", folder, "--text", "A1", "--member", "ABA", code=2)
    assert "Valid: --text, --member." in refused("explain", folder, "--delegation", "ABA", code=2)
    assert "It holds a run of an assembly." in refused("vote", "wtpf13", "--on", folder)


def test_it_is_shown_with_members_in_the_order_of_the_first_axis() -> None:
    page = printed("show", "worked_assembly", "--set", "hurdle.gap=2")
    rows = [line.split()[0] for line in page.splitlines() if line.startswith("  ") and "Commons" in line]
    assert rows == ["EKM", "DUK", "GAL", "ABA", "FAR", "CON", "BEL"]
    assert "14 of all 20 members, counted from the end “left”" in page
    assert "less 2 for each unit beyond what the sponsors span" in " ".join(page.split())
    assert "Valid: --set." in refused("show", "worked_assembly", "--trainer", code=2)


def test_an_ensemble_tells_survival_and_pairs_with_intervals(tmp_path: Path) -> None:
    folder = str(tmp_path / "many")
    page = printed("ensemble", "worked_assembly", "-n", "40", "--out", folder, "--workers", "1")
    assert assembly_line() in " ".join(page.partition("How often each text passes")[0].split())
    assert "Commons and Civic" in page
    assert f"Theensembleisin{folder}." in "".join(page.split())  # a long path is cut at the edge
    assert printed("report", folder) == f"The report is in {folder}/report.html.\n"
    assert "holds many replications of an assembly" in refused("explain", folder, "--text", "A1")
    assert "holds a run already" in refused("ensemble", "worked_assembly", "-n", "40", "--out", folder)


@pytest.mark.thorough  # tests/unit/test_assembly_ensemble.py plays with two
def test_the_document_of_an_ensemble_is_the_same_with_two_processes_and_its_command_repeats_it() -> None:
    words = [
        "ensemble",
        "worked_assembly",
        "-n",
        "45",
        "--seed",
        "3",
        "--set",
        "hurdle.gap=2",
        "--level",
        "0.8",
    ]
    one = printed(*words, "--json", "--workers", "1")
    assert printed(*words, "--json", "--workers", "2") == one
    found = json.loads(one)
    assert (found["replications"], found["level"], found["pairs_in_all"]) == (45, 0.8, 190)
    assert printed(*found["command"].split()[1:], "--json") == one
    for text in found["texts"]:
        first, last = (text["passed"][stage] for stage in ("committee", "floor"))
        assert first["value"] >= last["value"]
        assert 0 <= last["low"] <= last["value"] <= last["high"] <= 1


@pytest.mark.parametrize(
    "option", ["--codings", "--resume", "--keep=2", "--outcome=adopted", "--cluster=tcp://localhost:1"]
)
def test_options_of_an_ensemble_of_conferences_are_refused(option: str) -> None:
    assert "means nothing to an assembly" in refused("ensemble", "worked_assembly", option, code=2)


def test_what_takes_longer_than_the_budget_is_not_begun_unasked() -> None:
    assert "add --yes" in refused("ensemble", "worked_assembly", "-n", "1000", "--budget", "0.001")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are another thing there")
def test_ctrl_c_ends_it_with_what_was_found_so_far_and_leaves_no_folder(tmp_path: Path) -> None:
    command = Path(sys.executable).parent / "delegation-sim"
    words = ["ensemble", "worked_assembly", "-n", "100000", "--yes", "--workers", "1", "--out", "many"]
    with subprocess.Popen(
        [command, *words],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("About ")
        process.send_signal(signal.SIGINT)
        _, told = process.communicate()
    assert process.returncode == 130
    assert told.startswith("Interrupted")
    assert not (tmp_path / "many").exists()
