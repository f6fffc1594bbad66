"""What the command why-not prints: an answer, what else would have been enough, and the command that shows it all."""

import json
import shlex
from collections.abc import Callable

import pytest
from typer.testing import CliRunner, Result

from simulation.cli.app import app

type Invoke = Callable[..., Result]
N = ("-n", "20", "--workers", "1")
LINE = (
    "why-not",
    "worked_clock",
    "--issue",
    "seats",
    "--set",
    "delegations.OPEN.mandate.seats.red_line=0.05",
    *N,
)


@pytest.fixture(scope="module")
def done() -> Result:
    """Return what the command answers, asked once."""
    return CliRunner(env={"COLUMNS": "100"}).invoke(app, LINE)


def test_the_answer_comes_first_and_the_command_that_it_prints_works(done: Result, invoke: Invoke) -> None:
    assert (done.exit_code, done.stderr) == (0, "")
    told = " ".join(done.stdout.split())
    assert told.startswith("What it would have taken: Seats of governments With Openland able to live with")
    assert max(map(len, done.stdout.splitlines()[:-1])) <= 100
    words = shlex.split(done.stdout.splitlines()[-1])
    assert words[1:3] == ["compare", "worked_clock"]
    again = invoke(*words[1:], "-n", "2", "--workers", "1")
    assert again.exit_code == 0


def test_json_holds_what_the_page_says(done: Result, invoke: Invoke) -> None:
    found = json.loads(invoke(*LINE, "--json").stdout)
    assert found["format"] == "delegation-sim why-not 1"
    assert " ".join(found["sentence"].split()) in " ".join(done.stdout.split())
    assert found["answer"] == found["enough"][0]
    assert found["answer"]["in_text"]["value"] == 1
    assert (found["base"]["value"], found["seed"], found["replications"]) == (0, 1, 20)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("worked_clock", "--issue", "seat"), "No issue or clause is called 'seat'. Did you mean 'seats'?"),
        (("worked_clock",), "--issue"),
    ],
)
def test_what_is_wrong_is_one_message(invoke: Invoke, line: tuple[str, ...], said: str) -> None:
    done = invoke("why-not", *line)
    assert done.exit_code != 0
    assert said in done.stderr
    assert "Traceback" not in done.stderr
