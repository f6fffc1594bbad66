"""What the command power prints: who counts how much, on a page and as one document."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from simulation.scenario.forums import forum_presets

type Invoke = Callable[..., Result]


def document(invoke: Invoke, *arguments: str) -> dict[str, Any]:
    result = invoke("power", *arguments, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize("preset", forum_presets())
def test_power_is_told_in_every_forum(invoke: Invoke, preset: str) -> None:
    result = invoke("power", "wtpf13_training", "--set", f"forum.preset={preset}")
    assert result.exit_code == 0
    assert "against all others" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 100


def test_forum_and_rule_are_named_in_french(invoke: Invoke) -> None:
    told = " ".join(invoke("power", "ai_oversight", "--language", "fr").stdout.split())
    assert "Réunion sur un pied d’égalité, à la manière de NETmundial. Consensus approximatif. Adopté" in told


def test_under_consensus_each_blocks_alone_and_counts_the_same(invoke: Invoke, small_case_file: Path) -> None:
    found = document(invoke, str(small_case_file))
    (decision,) = found["decisions"]
    assert [row["blocks_alone"] for row in decision["delegations"]] == [True] * 3
    assert [round(row["shapley_shubik"], 12) for row in decision["delegations"]] == [round(1 / 3, 12)] * 3
    assert [row["penrose_banzhaf"] for row in decision["delegations"]] == [0.25] * 3  # both others agree
    assert (decision["fewest_to_block"], decision["fewest_to_carry"]) == (1, 3)
    tenth = next(row for row in found["objections"] if row["others_objecting"] == 0.1)
    assert tenth["decides"] == pytest.approx(0.81)  # neither of the two others objects


def test_another_rule_is_tried_without_touching_the_case(invoke: Invoke, small_case_file: Path) -> None:
    (decision,) = document(invoke, str(small_case_file), "--rule", "simple_majority")["decisions"]
    assert [row["penrose_banzhaf"] for row in decision["delegations"]] == [0.5] * 3
    assert (decision["fewest_to_block"], decision["fewest_to_carry"]) == (2, 2)


def test_weights_make_one_delegation_count_for_all(invoke: Invoke, small_case_file: Path) -> None:
    rule = "forum.decision={rule: weighted, threshold: 0.6, weights: {AAA: 4, BBB: 1, CCC: 1}}"
    (decision,) = document(invoke, str(small_case_file), "--set", rule)["decisions"]
    assert [row["shapley_shubik"] for row in decision["delegations"]] == pytest.approx([1.0, 0.0, 0.0])
    page = invoke("power", str(small_case_file), "--set", rule).stdout
    assert "First counts most" in page
    assert "One of them can block alone." in page


def test_weights_without_a_common_unit_are_counted_as_they_are_among_few(
    invoke: Invoke, small_case_file: Path
) -> None:
    # As 10,000ths of their sum, to which they would be rounded, the first two would have the share that is needed.
    weights = "{AAA: 1.4142135623731, BBB: 1.7320508075689, CCC: 2.2360679774998}"
    rule = f"forum.decision={{rule: double_majority, heads: 0.3, share: 0.58456, weights: {weights}}}"
    (decision,) = document(invoke, str(small_case_file), "--set", rule)["decisions"]
    assert decision["exact"]
    assert [row["penrose_banzhaf"] for row in decision["delegations"]] == [0.25, 0.25, 0.75]


def test_a_vote_that_may_be_called_has_figures_of_its_own(invoke: Invoke, small_case_file: Path) -> None:
    found = document(invoke, str(small_case_file), "--set", "forum.call_vote=0.5")
    assert [(item["step"], item["fewest_to_block"]) for item in found["decisions"]] == [
        ("rule", 1),
        ("vote", 2),
    ]
    page = invoke("power", str(small_case_file), "--set", "forum.call_vote=0.5").stdout
    assert "more than 50% in favour adopt it by vote" in page


def test_weights_without_a_common_unit_are_said_to_be_rounded_among_many(invoke: Invoke) -> None:
    rule = "forum.decision={rule: weighted, weights: {USA: 1.41421356237, GBR: 1.73205080757}}"
    page = " ".join(invoke("power", "wtpf13", "--set", rule).stdout.split())
    assert "were rounded to a ten-thousandth of their sum" in page


def test_a_united_bloc_is_told_beside_its_members_apart(invoke: Invoke) -> None:
    (decision,) = document(invoke, "wtpf13")["decisions"]
    g77 = next(bloc for bloc in decision["blocs"] if len(bloc["members"]) == 23)
    assert g77["shapley_shubik"] == pytest.approx(1 / 19)  # one of 41 - 23 + 1 under consensus
    assert g77["shapley_shubik_apart"] == pytest.approx(23 / 41)
    assert (g77["can_block"], g77["can_carry"]) == (True, False)


def test_every_part_of_the_document_is_described_in_the_reference(invoke: Invoke) -> None:
    page = (Path(__file__).parents[2] / "docs/reference/json.md").read_text(encoding="utf-8")
    section = page.partition("\n## Power\n")[2]
    found = document(invoke, "wtpf13")
    named = [*found, *found["decisions"][0], *found["decisions"][0]["delegations"][0]]
    assert [name for name in named if f"`{name}`" not in section] == []


def test_a_rule_that_does_not_exist_is_answered_with_those_that_do(invoke: Invoke) -> None:
    result = invoke("power", "wtpf13", "--rule", "majorty")
    assert result.exit_code == 1
    assert "simple_majority" in result.stderr


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Nobody can block; any text passes, even with all against it."),
        ("fr", "Personne ne peut bloquer ; tout texte passe, même si toutes s’y opposent."),
    ],
)
def test_a_rule_that_tolerates_all_objections_is_not_said_to_let_nothing_pass(
    invoke: Invoke, small_case_file: Path, language: str, told: str
) -> None:
    rule = ("--set", "forum.decision={rule: consensus, tolerated: 3}", "--language", language)
    page = invoke("power", str(small_case_file), *rule).stdout
    assert told in " ".join(page.split())
    run = " ".join(invoke("run", str(small_case_file), *rule, "--full").stdout.split())
    assert told.partition("; ")[2] in run


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "First and Second count most, equally: each makes the difference in 50% of the orders"),
        (
            "fr",
            "First et Second comptent le plus, à égalité : chacune de ces délégations fait la différence",
        ),
    ],
)
def test_of_those_whose_shares_are_equal_nobody_counts_most(
    language: str, said: str, invoke: Invoke, small_case_file: Path
) -> None:
    rule = "forum.decision={rule: weighted, threshold: 0.7, weights: {AAA: 4, BBB: 4, CCC: 1}}"
    page = invoke("power", str(small_case_file), "--set", rule, "--language", language).stdout
    assert said in " ".join(page.split())
