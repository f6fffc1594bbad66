"""Agents of the user's own on the command line: --holder of run, ensemble and compare."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from simulation.storage import load_run
from tests.small_studies import contents

type Invoke = Callable[..., Result]

AGENTS = """from simulation.abm import DelegationAgent
from simulation.live import SeatMove


class Stubborn(DelegationAgent):
    def act(self, view):
        print("I object")
        return [SeatMove(seat=self.key, move="object_formally", issue=i, option=o) for i, o in view.request.asked]


class Late(DelegationAgent):
    def act(self, view):
        if self.model.replication == 17:
            raise RuntimeError("out of patience")
"""
MIXED = """from simulation.abm import DelegationAgent
from simulation.live import SeatMove


class Mixed(DelegationAgent):
    def act(self, view):
        said = ("can_live_with", "object_formally")
        asked = enumerate(view.request.asked)
        return [SeatMove(seat=self.key, move=said[n % 2], issue=i, option=o) for n, (i, o) in asked]
"""
STUBBORN = ("--holder", "TAM=agents.py:Stubborn")
ENSEMBLE = ("ensemble", "first_hour", "-n", "2", "--workers", "1", "--out", "study", "--keep", "1")


@pytest.fixture
def agents(invoke: Invoke, tmp_path: Path) -> Path:
    """Return a file of agents in the folder of the commands."""
    _ = invoke
    file = tmp_path / "agents.py"
    file.write_text(AGENTS, encoding="utf-8")
    return file


def flat(text: str) -> str:
    return " ".join(text.split())


def test_run_tells_what_an_agent_did_and_how_to_repeat_it(invoke: Invoke, agents: Path) -> None:
    assert agents.is_file()
    done = invoke("run", "first_hour", *STUBBORN, "--full")
    told = flat(done.stdout)
    assert "What agents.py:Stubborn did in the seat of Tamarat Session 1 Start: “" in told
    assert "Support: “A fund” (object formally), “Training and remote" in told
    assert "run first_hour --seed 1 --parameters median --holder TAM=agents.py:Stubborn" in told
    assert "held the seat of Tamarat: another file plays another negotiation." in told
    assert "I object" not in done.stdout


def test_what_an_agent_said_is_told_clause_by_clause(invoke: Invoke) -> None:
    Path("mixed.py").write_text(MIXED, encoding="utf-8")
    lines = invoke("run", "first_hour", "--holder", "TAM=mixed.py:Mixed", "--full").stdout.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("What mixed.py:Mixed did"))
    told = flat("\n".join(lines[start + 1 :]))
    assert told.startswith(
        "Session 1 Start: “At once, with a date” (can live with it), “Continue under the Tunis Agenda” (object "
        "formally). Task: “Set up a new body of governments” (can live with it), "
    )
    assert sum(line.startswith("             Task: ") for line in lines[start + 1 : start + 6]) == 1


def test_a_run_that_was_kept_says_who_played_and_is_reported_without_its_file(
    invoke: Invoke, agents: Path
) -> None:
    assert invoke("run", "first_hour", *STUBBORN, "--out", "run", "--quiet").exit_code == 0
    agents.unlink()
    (seat,) = load_run("run").manifest.holders.items()
    assert seat[0] == "TAM"
    assert seat[1]["agent"] == "agents.py:Stubborn"
    assert invoke("report", "run").exit_code == 0
    assert f"agents.py:Stubborn ({seat[1]['sha256'][:12]})" in Path("run/report.html").read_text("utf-8")
    assert "The user’s own agent sat in this seat; only its code knows what moved it." in flat(
        invoke("explain", "run", "--delegation", "TAM", "--session", "1").stdout
    )


def test_json_holds_the_moves_of_an_agent_and_nothing_that_it_prints(invoke: Invoke, agents: Path) -> None:
    assert agents.is_file()
    document = json.loads(invoke("run", "first_hour", *STUBBORN, "--json").stdout)
    moves = document["holders"]["TAM"]["moves"]
    assert {move["move"]["move"] for move in moves} == {"object_formally"}
    assert moves[0]["phase"] == "floor"
    summary = json.loads(invoke(*ENSEMBLE[:6], *STUBBORN, "--json").stdout)
    assert summary["holders"]["TAM"]["agent"] == "agents.py:Stubborn"


@pytest.mark.parametrize("command", ["run", "ensemble", "compare"])
def test_all_that_is_wrong_is_told_at_once_and_nothing_is_written(
    command: str, invoke: Invoke, agents: Path
) -> None:
    wrong = ("TAX=agents.py:Stubborn", "SAB=agents.py:Stuborn", "SAB=none.py:A", "NOR=.:A")
    options = [word for one in wrong for word in ("--holder", one)]
    done = invoke(command, "first_hour", *options, "--out", "kept")
    assert done.exit_code == 1
    lines = done.stderr.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["TAX", "SAB", "agents.py", "none.py", "."]
    assert "Did you mean 'TAM'" in lines[0]
    assert "2 agents are to hold this seat" in lines[1]
    assert "Did you mean 'Stubborn'" in lines[2]
    assert [path.name for path in agents.parent.iterdir()] == ["agents.py"]


def test_a_seat_without_an_agent_is_refused_with_the_form(invoke: Invoke) -> None:
    done = invoke("run", "first_hour", "--holder", "TAM")
    assert done.exit_code == 2
    assert "'TAM' is not of the form SEAT=AGENT, such as SAB=agents.py:Stubborn." in flat(done.stderr)


@pytest.mark.thorough  # test_ensemble_stopped.py goes on with a study
def test_a_study_is_gone_on_with_by_the_same_file_alone(invoke: Invoke, agents: Path, tmp_path: Path) -> None:
    assert invoke(*ENSEMBLE, *STUBBORN).exit_code == 0
    before = contents(tmp_path / "study")
    assert "study.yaml" not in before
    run = load_run(next((tmp_path / "study/runs").iterdir())).manifest
    assert " --holder TAM=agents.py:Stubborn --replication " in run.command_line
    assert run.holders["TAM"]["agent"] == "agents.py:Stubborn"
    assert invoke(*ENSEMBLE, *STUBBORN, "--resume").exit_code == 0
    nobody = invoke(*ENSEMBLE, "--resume")
    assert (
        "the holder of the seat of TAM (agents.py:Stubborn there, no agent of your own now)" in nobody.stderr
    )
    agents.write_text(f"{AGENTS}\n# changed\n", encoding="utf-8")
    changed = invoke(*ENSEMBLE, *STUBBORN, "--resume")
    assert (nobody.exit_code, changed.exit_code) == (1, 1)
    assert "the content of the file of agents.py:Stubborn, which holds the seat of TAM (" in changed.stderr
    assert contents(tmp_path / "study") == before


def test_an_agent_that_fails_ends_a_study_with_one_line_and_whole_parts(
    invoke: Invoke, agents: Path, tmp_path: Path
) -> None:
    assert agents.is_file()
    # With --json nothing is said beforehand of how long it takes, which is for slow machines.
    asked = ("ensemble", "first_hour", "-n", "20", "--workers", "1", "--out", "study", "--json")
    done = invoke(*asked, "--holder", "TAM=agents.py:Late")
    assert done.exit_code == 1
    (line,) = done.stderr.splitlines()
    assert line == (
        "Replication 17 of seed 1: Late, the agent in the seat of Tamarat (TAM), failed in session 1 (the talks): "
        "RuntimeError: out of patience (agents.py, line 14). No part of this step was carried "
        "out; the agent keeps its memory."
    )
    assert json.loads((tmp_path / "study/manifest.json").read_text(encoding="utf-8"))["state"] == "running"
    assert [file.name for file in (tmp_path / "study/replications").iterdir()] == ["part-000000.parquet"]
    assert not list(tmp_path.rglob("*.part"))


def test_without_levers_compare_tells_what_an_agent_changes(invoke: Invoke, agents: Path) -> None:
    assert agents.is_file()
    done = invoke("compare", "first_hour", "-n", "4", "--workers", "1", *STUBBORN)
    assert "A. agents.py:Stubborn in the seat of Tamarat" in done.stdout
    by_itself = flat(done.stdout).partition("Clear by itself, not as one of all ")[2]
    assert "formal objections to single clauses after the last session +" in by_itself


def test_compare_wants_something_to_compare(invoke: Invoke) -> None:
    done = invoke("compare", "first_hour")
    assert done.exit_code == 2
    assert "Name a --lever, or an agent of your own (--holder)." in flat(done.stderr)
