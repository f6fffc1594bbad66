"""The command facts: one fact at a time, and mistakes answered in words."""

import json
from collections.abc import Callable

import pytest
from typer.testing import Result

type Invoke = Callable[..., Result]

ASK = ("facts", "--only", "F19", "--replications", "3", "--workers", "1")


def test_a_rehearsal_says_that_it_is_one(invoke: Invoke) -> None:
    done = invoke(*ASK)
    assert done.stderr == "A rehearsal: fewer than 400 pairs are too few for a verdict (--replications).\n"
    shown = " ".join(done.stdout.split())
    assert "F19 rehearsal" in shown
    assert "not shown" not in shown
    assert "over 3 pairs of generated rooms in each of 6 families" in shown
    assert "Fewer than 400 pairs are too few for a verdict: take this as a rehearsal." in shown


def test_of_too_few_pairs_no_claim_is_said_not_to_hold_and_what_is_expected_stands_beside(
    invoke: Invoke,
) -> None:
    shown = " ".join(invoke("facts", "--only", "F18", *ASK[3:], "--family", "base").stdout.split())
    assert "holds effect expected n measure" in shown
    assert shown.count(" few ") >= 4
    assert " no " not in shown.partition("holds effect")[2].partition("In all")[0]
    assert "] < 0 3 clauses with text" in shown


@pytest.mark.thorough  # tests/unit/test_facts_command.py reads the document
def test_the_same_seed_gives_the_same_json_and_nothing_else(invoke: Invoke) -> None:
    first, again = (invoke(*ASK, "--json") for _ in range(2))
    assert (first.stdout, first.stderr) == (again.stdout, "")
    told = [(fact["fact"], fact["verdict"]) for fact in json.loads(first.stdout)["facts"]]
    assert told == [("F19", "rehearsal")]


def test_a_fact_may_be_named_in_small_letters(invoke: Invoke) -> None:
    shown = invoke("facts", "--only", "f19", *ASK[3:]).stdout
    assert "F19  rehearsal" in shown


def test_a_fact_that_does_not_exist_is_told(invoke: Invoke) -> None:
    done = invoke("facts", "--only", "F99")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("No fact is called 'F99'. Did you mean 'F9'? Valid: F1, F2, F3, ")


def test_one_family_of_rooms_may_be_asked_for(invoke: Invoke) -> None:
    data = json.loads(invoke(*ASK, "--family", "wide", "--family", "base", "--json").stdout)
    assert [family["family"] for family in data["families"]] == ["base", "wide"]
    (fact,) = data["facts"]
    assert [family["family"] for family in fact["families"]] == ["base", "wide"]
    assert fact["claims"] == fact["families"][0]["claims"]


def test_a_family_that_does_not_exist_is_told(invoke: Invoke) -> None:
    done = invoke(*ASK, "--family", "dearer")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "No family is called 'dearer'. Did you mean 'dear'? Valid: base, dear, large, " in done.stderr


@pytest.mark.parametrize("words", [["--json", "--markdown"], ["--replications", "1"], ["--workers", "0"]])
def test_wrong_usage_ends_with_two(words: list[str], invoke: Invoke) -> None:
    assert invoke(*ASK, *words).exit_code == 2
