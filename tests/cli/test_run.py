"""The command run: what it shows, and what it makes of its options."""

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from typer.testing import Result

from simulation import reasons
from simulation.cli import usage
from simulation.engine.batch import negotiate
from simulation.engine.simulate import MAX_SEED, load_scenario, simulate
from simulation.text import survival
from tests.spoken_for import BY_CASE

type Invoke = Callable[..., Result]


def flat_error(result: Result) -> str:
    """Return what was printed on the error stream, on one line, without a frame."""
    return " ".join(result.stderr.replace("│", " ").split())


def flat(result: Result) -> str:
    """Return what was printed, on one line."""
    return " ".join(result.stdout.split())


@pytest.mark.parametrize("case", BY_CASE)
def test_a_run_is_told_on_one_screen_with_its_outcome_first(invoke: Invoke, case: str) -> None:
    for seed in ("1", "2", "3"):
        stdout = invoke("run", case, "--seed", seed, columns=80).stdout
        lines = stdout.splitlines()
        assert len(lines) <= 25, stdout
        outcome = invoke("run", case, "--seed", seed, "--quiet", columns=80).stdout.splitlines()
        start = lines.index("") + 1
        assert lines[start : start + len(outcome)] == outcome
        assert f"delegation-sim run {case} --seed {seed} --parameters median --full" in lines
        assert f"delegation-sim run {case} --seed {seed} --parameters median --out runs/{case}" in lines
        assert lines[-1] == "delegation-sim dashboard"


@pytest.mark.parametrize(
    "seeds", [(1, 2), pytest.param(tuple(range(3, 13)), marks=pytest.mark.thorough, id="more")]
)
def test_no_sentence_of_the_gist_is_cut(invoke: Invoke, seeds: tuple[int, ...]) -> None:
    for seed in seeds:
        for language in ("en", "fr"):
            options = ("--seed", str(seed), "--language", language)
            stdout = invoke("run", "first_hour", *options, columns=80).stdout
            assert "…" not in stdout
            assert len(stdout.splitlines()) <= 25, stdout


def test_the_gist_of_a_run_has_its_text_groups_and_moves(invoke: Invoke) -> None:
    stdout = flat(invoke("run", "first_hour", "--seed", "2", columns=80))
    assert "In the text 3 clauses on 3 issues: Start, Who takes part and Support." in stdout
    assert "Dropped one clause, on Task; brackets kept by Altamere." in stdout
    assert "At the end the whole room, all 6 delegations in one group." in stdout
    assert "Moved most Tamarat on Start: 51% of the way between the extremes, towards “" in stdout
    assert re.search(r"\bSession 4: .*the intergovernmental side \(Tamarat, Lumera\) splits", stdout)
    assert re.search(r"\b\d more sessions: --full shows them\.", stdout)


def test_what_the_gist_counts_is_what_it_names(invoke: Invoke) -> None:
    stdout = flat(invoke("run", "wtpf13", columns=80))
    row = re.search(r"In the text (\d+) clauses on (\d+) issues: (.+?) and (\d+) more\.", stdout)
    assert row is not None
    clauses, issues, named, more = row.groups()
    assert int(issues) == len(named.split(", ")) + int(more)
    assert int(clauses) > int(issues)


def test_a_run_whose_method_asks_nobody_is_told_whole(invoke: Invoke) -> None:
    options = ("run", "worked_package", "--protocol", "compromise")
    assert invoke(*options, "--full").stdout == invoke(*options).stdout


@pytest.mark.parametrize("other", ["--quiet", "--json"])
def test_a_run_is_printed_in_one_way(invoke: Invoke, other: str) -> None:
    result = invoke("run", "worked_package", "--full", other)
    assert result.exit_code == 2
    assert "choose one" in flat_error(result)


def test_a_run_tells_how_it_ended_and_who_stood_together(invoke: Invoke) -> None:
    result = invoke("run", "wtpf13_training", "--full")
    assert result.exit_code == 0
    assert re.search(r"Session 1: .+\n", result.stdout)
    assert "Outcome\nThe opinion is " in result.stdout
    for heading in ("Coalitions that formed", "Who can block", "Who moved furthest, and why", "To repeat it"):
        assert f"\n\n{heading}\n" in result.stdout
    assert "seed 1" in result.stdout
    assert "Nothing was saved." in result.stdout


def test_a_group_is_told_with_its_sizes_and_who_was_in_it_for_half_of_its_life(invoke: Invoke) -> None:
    told = " ".join(invoke("run", "wtpf13", "--full").stdout.split())
    record = negotiate(load_scenario("wtpf13"), seed=1)
    history, keys = reasons.coalitions_of(record), record.tableau.delegations
    called = {item.key: item.short or item.name for item in record.scenario.delegations}
    for number, item in enumerate(history.coalitions):
        alive = [now == number for now in history.label if number in now]
        low, high = min(map(sum, alive)), max(map(sum, alive))
        line = told.partition(f" {item.letter} {item.name} (")[2].partition(": ")[2].partition(" more.")[0]
        assert line.startswith(f"{low} to {high} delegations; " if low < high else f"{low} delegations, ")
        stayed = {
            called[key] for key, share in zip(keys, np.mean(alive, axis=0), strict=True) if share >= 0.5
        }
        *listed, last = (
            line.replace("In it for at least half of them: ", ". ").rpartition(". ")[2].split(", ")
        )
        known, _, more = last.partition(" and ")
        assert {*listed, known} <= stayed
        assert len(listed) + 1 + int(more) == len(stayed)


def test_the_worked_package_closes_in_session_4_as_worked_out_by_hand(invoke: Invoke) -> None:
    stdout = invoke("run", "worked_package", "--full").stdout
    assert "Session 4: nothing is left open. The decision is adopted by consensus.\n" in stdout
    assert "agreed in a package by the Chair: “Two of ten”" in stdout
    assert "The decision is adopted by consensus." in stdout


def test_a_text_that_is_not_agreed_is_shown_in_brackets_with_their_owners(invoke: Invoke) -> None:
    stdout = invoke("run", "worked_package", "--full", "--set", "forum.package=false").stdout
    assert "not adopted" in stdout
    assert "1.  [that eight of the ten seats go to governments;]" in stdout
    assert "    [that two of the ten seats go to governments;]" in stdout
    assert "(Openland keeps brackets on the text on the table.)" in stdout


def test_the_same_seed_shows_the_same_and_another_seed_something_else(invoke: Invoke) -> None:
    first, again, other = (invoke("run", "wtpf13_training", "--seed", seed).stdout for seed in "771")
    assert first == again != other


def test_a_quiet_run_says_the_outcome_and_no_more(invoke: Invoke) -> None:
    assert invoke("run", "worked_package", "--quiet").stdout == "The decision is adopted by consensus.\n"


def test_sessions_in_which_nothing_new_happened_share_a_heading(invoke: Invoke) -> None:
    stdout = invoke("run", "worked_package", "--set", "protocol.chair_text=false", "--full").stdout
    assert re.search(r"Sessions \d+ to \d+: nothing closes, and nobody changes sides for good\.", stdout)


@pytest.mark.parametrize("columns", [80, 120])
def test_no_line_is_wider_than_the_terminal_or_100_columns(invoke: Invoke, columns: int) -> None:
    stdout = invoke("run", "wtpf13_training", "--full", columns=columns).stdout
    assert max(map(len, stdout.splitlines())) <= min(columns, 100)


def test_the_largest_seed_on_the_command_line_is_that_of_the_library() -> None:
    assert usage.MAX_SEED == MAX_SEED


def test_fewer_sessions_can_be_planned(invoke: Invoke) -> None:
    assert "3 sessions planned" in invoke("run", "wtpf13_training", "--sessions", "3", "--full").stdout


def test_another_rule_can_be_put_in_force(invoke: Invoke) -> None:
    stdout = flat(invoke("run", "wtpf13_training", "--rule", "simple_majority", "--full"))
    assert "by simple majority" in stdout
    assert "Simple majority: Adopted by more yes than no among those present and voting." in stdout


def test_the_rule_and_protocol_of_the_case_keep_their_parameters_when_named_again(invoke: Invoke) -> None:
    plain = invoke("run", "worked_package", "--full").stdout
    same = invoke("run", "worked_package", "--full", "--rule", "consensus", "--protocol", "conference").stdout
    assert same.partition("To repeat it")[0] == plain.partition("To repeat it")[0]


def test_parameters_of_a_chosen_rule_can_be_set(invoke: Invoke) -> None:
    options = ("--rule", "qualified_majority", "--set", "forum.decision.threshold=0.75")
    assert "by qualified majority" in flat(invoke("run", "wtpf13_training", *options))


def test_the_weighted_mean_says_where_the_text_lands_and_not_who_agrees(invoke: Invoke) -> None:
    stdout = invoke("run", "wtpf13_training", "--protocol", "compromise").stdout
    assert "The method (weighted mean) asks no delegation: it says where the opinion would land" in stdout
    assert "adopted by consensus" not in stdout
    assert "As adopted" not in stdout
    assert "Nearest wording" in stdout
    assert "Session 1" not in stdout
    assert "Who can block" not in stdout


def test_a_run_is_kept_where_it_is_asked_to_be_and_the_next_commands_are_named(invoke: Invoke) -> None:
    stdout = invoke("run", "worked_package", "--out", "runs/one").stdout
    assert Path("runs/one/manifest.json").is_file()
    assert "delegation-sim report runs/one\n" in stdout
    assert "delegation-sim explain runs/one --delegation " in stdout


def test_a_run_counts_what_became_of_each_type_of_clause(invoke: Invoke) -> None:
    stdout = flat(invoke("run", "worked_package", "--full"))
    rows = survival(load_scenario("worked_package"), reasons.final_document(simulate("worked_package")))
    for row in rows:
        said = f"{row.kind.replace('_', ' ')} {row.survived} of {row.clauses} left "
        assert said in stdout.partition("What became of the first draft")[2], said


def test_a_run_fills_the_folder_one_is_in(invoke: Invoke) -> None:
    assert invoke("run", "worked_package", "--quiet", "--out", ".").exit_code == 0
    assert Path("manifest.json").is_file()
    assert Path("text.md").read_text(encoding="utf-8").startswith("# ")


def test_a_run_is_overwritten_only_when_asked_for(invoke: Invoke) -> None:
    command = ("run", "worked_package", "--quiet", "--out", "one")
    assert invoke(*command).exit_code == 0
    refused = invoke(*command)
    assert refused.exit_code == 1
    assert "holds a run already" in refused.stderr
    assert invoke(*command, "--overwrite").exit_code == 0


def test_a_folder_with_other_files_is_not_touched(invoke: Invoke) -> None:
    Path("mine").mkdir()
    Path("mine/notes.txt").write_text("keep", encoding="utf-8")
    result = invoke("run", "worked_package", "--out", "mine", "--overwrite")
    assert result.exit_code == 1
    assert "notes.txt" in result.stderr
    assert [path.name for path in Path("mine").iterdir()] == ["notes.txt"]


def test_a_case_of_ones_own_is_run_from_its_file(invoke: Invoke, small_case_file: Path) -> None:
    result = invoke("run", str(small_case_file))
    assert result.exit_code == 0
    assert "A small case" in result.stdout


def test_the_command_shown_repeats_the_run(invoke: Invoke) -> None:
    stdout = invoke(
        "run", "worked_package", "--seed", "3", "--sessions", "9", "--set", "forum.package=false", "--full"
    ).stdout
    again = "delegation-sim run worked_package --seed 3 --sessions 9 --parameters median --set forum.package=false"
    assert f"  {again}\n" in stdout.partition("To repeat it")[2]


@pytest.mark.parametrize(("rule", "is_few"), [("simple_majority", True), ("consensus", False)])
def test_brackets_that_the_rule_does_not_ask_for_are_said_to_be_too_few(
    invoke: Invoke, small_case_file: Path, rule: str, *, is_few: bool
) -> None:
    line = ("--set", "delegations.AAA.mandate.Q1.red_line=[0.0, 0.4]", "--set", "issues.Q1.draft=a")
    keen = (
        "--set",
        "delegations.CCC.mandate.Q1.position=0.9",
        "--set",
        "delegations.BBB.mandate.Q1.position=1",
    )
    page = invoke("run", str(small_case_file), "--rule", rule, *line, *keen, "--full").stdout
    told = " ".join(page.split())
    assert ("First blocks it: it crosses a red line." in told) is not is_few
    assert ("It crosses a red line of First; under the rule that does not stop it." in told) is is_few
