"""The command run on an assembly: what it prints, and what it refuses."""

import json

import pytest
from typer.testing import CliRunner

from simulation.cli.app import app

RUNNER = CliRunner()


def printed(*words: str) -> str:
    result = RUNNER.invoke(app, list(words))
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_it_says_who_sponsored_what_and_which_text_survived_each_stage() -> None:
    page = printed("run", "worked_assembly", "--seed", "1")
    assert "rights-1   rights     BEL (first), ABA" in page
    assert "Floor: 14 of all 20 members, counted from the end 'left': Moreno." in page
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
