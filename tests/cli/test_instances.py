"""The option --instance: another instance is played, kept, told in what is printed, and asked for again."""

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from simulation import load_scenario
from simulation.scenario.load import scenario_hash
from simulation.storage.live_log import load_live, load_log

type Invoke = Callable[..., Result]

HASH = scenario_hash(load_scenario("first_hour", overrides={"instance": 2}))
AS_IT_IS = scenario_hash(load_scenario("first_hour"))


def flat(result: Result) -> str:
    return " ".join(f"{result.stdout} {result.stderr}".split())


def test_run_plays_the_instance_and_prints_how_to_play_it_again(invoke: Invoke) -> None:
    found = json.loads(invoke("run", "first_hour", "--instance", "2", "--json").stdout)
    assert found["case"]["hash"] == HASH
    assert found["command"] == "delegation-sim run first_hour --seed 1 --parameters median --instance 2"
    again = invoke(*shlex.split(found["command"])[1:], "--json")
    assert json.loads(again.stdout) == found


def test_instance_0_is_the_case_as_it_is_bit_for_bit(invoke: Invoke) -> None:
    plain = invoke("run", "first_hour", "--json")
    assert invoke("run", "first_hour", "--instance", "0", "--json").stdout == plain.stdout
    assert json.loads(plain.stdout)["case"]["hash"] == AS_IT_IS


def test_more_digits_than_a_number_may_have_get_one_message(invoke: Invoke) -> None:
    found = invoke("run", "first_hour", "--instance", "9" * 5_000)
    assert found.exit_code == 2
    assert "Valid: a whole number from 0 (the case as it is) to 999999" in " ".join(
        found.stderr.replace("│", " ").split()
    )


def test_the_manifest_of_a_run_holds_the_instance(invoke: Invoke) -> None:
    assert invoke("run", "first_hour", "--instance", "2", "--out", "kept").exit_code == 0
    manifest = json.loads(Path("kept/manifest.json").read_text(encoding="utf-8"))
    assert (manifest["scenario"]["instance"], manifest["key"]) == (2, "first_hour")
    assert manifest["command"][-2:] == ["--instance", "2"]
    assert invoke("report", "kept").exit_code == 0
    assert "(instance 2)" in next(Path("kept").glob("*.html")).read_text(encoding="utf-8")


def test_an_ensemble_repeats_its_replications_with_the_instance(invoke: Invoke) -> None:
    found = invoke("ensemble", "first_hour", "--instance", "2", "-n", "4", "--workers", "1", "--json")
    study = json.loads(found.stdout)
    assert "--instance 2" in found.stdout
    assert study != json.loads(invoke("ensemble", "first_hour", "-n", "4", "--workers", "1", "--json").stdout)


def test_a_play_keeps_its_instance_and_goes_on_with_it(typing: Invoke, invoke: Invoke) -> None:
    first = typing(
        "skip\ndone\nquit\n", "first_hour", "--seat", "SAB", "--instance", "2", "--save", "play.json"
    )
    assert first.exit_code == 0
    assert load_log("play.json").instance == 2
    assert scenario_hash(load_live("play.json").case) == HASH
    on = typing("done\nquit\n", "--resume", "play.json")
    assert on.exit_code == 0
    other = typing("quit\n", "--resume", "play.json", "--instance", "3")
    assert other.exit_code == 1
    assert "It is a game of instance 2 and goes on as that one. Leave out --instance." in flat(other)
    assert "(instance 2)" in flat(invoke("show", "play.json"))


def test_a_play_of_the_case_itself_says_nothing_of_instances(typing: Invoke) -> None:
    typing("skip\nquit\n", "first_hour", "--seat", "SAB", "--save", "play.json")
    assert "instance" not in json.loads(Path("play.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("number", [-1, True, "2", 1_000_000])
def test_a_log_with_a_bad_instance_is_damaged(typing: Invoke, number: object) -> None:
    typing("skip\nquit\n", "first_hour", "--seat", "SAB", "--save", "play.json")
    data = json.loads(Path("play.json").read_text(encoding="utf-8"))
    del data["seal"]
    Path("play.json").write_text(json.dumps(data | {"instance": number}), encoding="utf-8")
    done = typing("quit\n", "--resume", "play.json")
    assert done.exit_code == 1
    assert "damaged" in flat(done)


def test_show_tells_of_the_instance(invoke: Invoke) -> None:
    told = flat(invoke("show", "first_hour", "--instance", "2", "--delegation", "SAB", "--confidential"))
    assert "(instance 2)" in told
    assert told != flat(invoke("show", "first_hour", "--delegation", "SAB", "--confidential"))
    assert "A slip for" in flat(invoke("show", "first_hour", "--instance", "2", "--trainer"))


def test_a_pack_of_an_instance_has_a_folder_of_its_own(invoke: Invoke) -> None:
    assert invoke("pack", "first_hour", "--instance", "2").exit_code == 0
    told = {path.name: path.read_text(encoding="utf-8") for path in Path("first_hour-2-pack").rglob("*.html")}
    assert len(told) == 18
    assert all("(instance 2)" in told[name] for name in ("index.html", "public-brief.html"))


def test_validate_counts_an_instance_as_its_case(invoke: Invoke) -> None:
    done = invoke("validate", "first_hour", "--training", "--instance", "2")
    assert done.exit_code == 0
    assert "first_hour, instance 2: possible documents" in done.stdout
    assert "24 possible documents" in flat(done)
    assert "first_hour: no problem." in done.stdout


def test_results_of_groups_are_of_one_instance(invoke: Invoke) -> None:
    assert invoke("outcome", "first_hour", "g.yaml", "--form", "--instance", "2").exit_code == 0
    assert "instance: 2" in Path("g.yaml").read_text(encoding="utf-8")
    assert invoke("outcome", "first_hour", "g.yaml", "-n", "0", "--instance", "2").exit_code == 0
    wrong = invoke("outcome", "first_hour", "g.yaml", "-n", "0")
    assert wrong.exit_code == 1
    assert "The results are of instance 2, but the instance given here is 0" in flat(wrong)
    one = ("--clause", "pace=continue", "--signed", "TAM")
    entered = ("outcome", "first_hour", "h.yaml", "-n", "0", "--instance", "2", "--group", "One", *one)
    assert invoke(*entered).exit_code == 0
    assert "instance: 2" in Path("h.yaml").read_text(encoding="utf-8")


@pytest.mark.thorough  # a run takes one, above
def test_compare_and_tournament_take_an_instance(invoke: Invoke) -> None:
    compared = invoke(
        "compare",
        "first_hour",
        "--instance",
        "2",
        "--lever",
        "sessions=4",
        "-n",
        "3",
        "--workers",
        "1",
        "--json",
    )
    assert compared.exit_code == 0
    assert "--instance 2" in compared.stdout
    played = invoke(
        "tournament", "first_hour", "--instance", "2", "--seats", "SAB", "-n", "2", "--workers", "1", "--json"
    )
    assert json.loads(played.stdout)["case_hash"] == HASH


@pytest.mark.parametrize("number", ["-1", "x", "1.5", "1000000"])
def test_what_is_no_instance_gets_one_message(invoke: Invoke, number: str) -> None:
    done = invoke("run", "first_hour", "--instance", number, columns=300)
    assert done.exit_code == 2
    assert "Valid: a whole number from 0 (the case as it is) to 999999, such as 1." in flat(done)


@pytest.mark.parametrize("command", ["run", "show", "validate", "pack"])
def test_a_case_without_instances_is_told_which_have_them(invoke: Invoke, command: str) -> None:
    done = invoke(command, "wtpf13", "--instance", "2")
    assert done.exit_code == 1
    assert "wtpf13 has no instances. Valid: ai_oversight, first_hour, wtpf13_training." in flat(done)


def test_an_assembly_has_none(invoke: Invoke) -> None:
    done = invoke("run", "worked_assembly", "--instance", "2", columns=300)
    assert done.exit_code == 2
    assert "--instance means nothing to an assembly" in flat(done)
