"""The command study: runs what a file asks for, and answers every mistake in it with line and column."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

type Invoke = Callable[..., Result]
type Write = Callable[[str], None]

COMPARE = """\
study: 1
title: Less time
case: worked_clock
variants:
  - {name: short, levers: {sessions: 4}}
replications: 120
"""
SWEEP = """\
study: 1
title: Deadlines
case: worked_clock
design: {method: grid, levers: {sessions: [2, 3, 8, 9]}}
replications: 24
"""
ENSEMBLE = "study: 1\ntitle: As it stands\ncase: worked_clock\nreplications: 5\n"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes the file of a study."""

    def write_study(text: str) -> None:
        (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")

    return write_study


def asked(invoke: Invoke, *words: str) -> Result:
    return invoke("study", "mine.yaml", "--workers", "1", *words)


def flat(text: str) -> str:
    return " ".join(text.split())


def test_a_comparison_is_played_as_the_file_says(invoke: Invoke, write: Write) -> None:
    write(COMPARE)
    done = asked(invoke)
    assert (done.exit_code, done.stderr) == (0, "")
    head, first, *_, basis = done.stdout.partition(" replications of each variant, seed 1, ")[0].splitlines()
    assert (head, basis) == ("Less time", "worked_clock: 120")
    assert first.startswith("With 4 sessions, nothing changes in how it ends, ")
    assert "sessions held −2 in all 120 pairs from 6 in all 120 runs to 4 in all 120 runs" in flat(
        done.stdout
    )


def test_a_sweep_looks_for_where_nothing_is_adopted(invoke: Invoke, write: Write) -> None:
    write(SWEEP)
    shown = flat(asked(invoke).stdout)
    assert (
        "It happens more often that no text is adopted when sessions < 8: in 24 of 24 such runs (100%"
        in shown
    )


def test_a_sweep_looks_for_what_it_is_asked_for(invoke: Invoke, write: Write) -> None:
    write(SWEEP)
    shown = flat(asked(invoke, "--when", "class.consensus_clean").stdout)
    assert "It happens more often that it ends in “clean consensus” when sessions " in shown


def test_an_ensemble_is_played_too(invoke: Invoke, write: Write) -> None:
    write(ENSEMBLE)
    done = asked(invoke)
    assert done.exit_code == 0
    assert "clean consensus 100% (65 to 100)" in flat(done.stdout)


def test_json_is_one_document_and_the_same_again(invoke: Invoke, write: Write) -> None:
    write(COMPARE)
    first, again = (asked(invoke, "--json") for _ in range(2))
    assert (json.loads(first.stdout)["title"], first.stderr) == ("Less time", "")
    assert first.stdout == again.stdout


@pytest.mark.parametrize("text", [COMPARE, SWEEP, ENSEMBLE])
def test_a_study_can_be_handed_on_from_its_folder(text: str, invoke: Invoke, write: Write) -> None:
    write(text)
    first = json.loads(asked(invoke, "--out", "kept", "--json").stdout)
    again = json.loads(invoke("study", "kept/study.yaml", "--workers", "1", "--json").stdout)
    assert {**again, "command": ""} == {**first, "command": ""}


def test_one_replication_is_told_without_an_interval(invoke: Invoke, write: Write) -> None:
    write(ENSEMBLE.replace("5", "1"))
    shown = flat(asked(invoke).stdout)
    assert "worked_clock: 1 replication, seed 1" in shown
    assert "sessions held 6.00 (one run, no interval)" in shown


BAD = """\
study: 1
title: Bad
case: worked_clock
variants:
  - levers: {sesions: 4}
  - {name: x, levers: {sessions: 10}}
replications: 20
outcomes: [adoptd]
"""


def test_every_mistake_is_told_with_line_and_column(invoke: Invoke, write: Write) -> None:
    write(BAD)
    done = asked(invoke)
    assert (done.exit_code, done.stdout) == (1, "")
    first, second, third = done.stderr.splitlines()
    assert first.startswith("mine.yaml:5:23: No lever is called 'sesions'. Did you mean 'sessions'?")
    assert second.startswith("mine.yaml:6:5: This changes nothing: the case has it already.")
    assert third.startswith("mine.yaml:8:12: No outcome is called 'adoptd'. Did you mean 'adopted'?")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (BAD + "foo: 3\n", "mine.yaml:9:1: 'foo' is not a field of the study. Valid: study, title, case"),
        (COMPARE.replace("clock", "clack"), "mine.yaml:3:7: worked_clack: No shipped case has this name"),
        (SWEEP.replace("[2, 3, 8, 9]", "[2, 2]"), "mine.yaml:4:33: Too few different values."),
        (SWEEP.replace("grid", "morris"), "mine.yaml:4:1: 'trajectories' is missing."),
        (ENSEMBLE.replace("5", "none"), "mine.yaml:4:15: "),
    ],
)
def test_a_mistake_is_told_where_it_stands(text: str, told: str, invoke: Invoke, write: Write) -> None:
    write(text)
    done = asked(invoke)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(told)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "wtpf13-rule",
            "No shipped study has this name, and there is no such file. Did you mean 'wtpf13-rules'?",
        ),
        ("nothing.yaml", "nothing.yaml: There is no such file in this folder."),
        (".", ".: This is a folder."),
    ],
)
def test_a_study_that_is_not_there_is_told(name: str, told: str, invoke: Invoke) -> None:
    done = invoke("study", name)
    assert done.exit_code == 1
    assert told in done.stderr


def test_conditions_are_not_looked_for_in_a_comparison(invoke: Invoke, write: Write) -> None:
    write(COMPARE)
    done = asked(invoke, "--when", "not adopted")
    assert done.exit_code == 1
    assert (
        "Valid: with an ensemble, a sweep or a sensitivity analysis; mine.yaml is a comparison."
        in done.stderr
    )


def test_a_longer_study_is_not_begun_without_asking(invoke: Invoke) -> None:
    done = invoke("study", "wtpf13-rules", "--budget", "0")
    assert done.exit_code == 1
    assert "more than the budget of 0 s." in done.stderr
