"""The voting body of every forum and case is what its decision rule says."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulation.coalitions import power
from simulation.coalitions.fewest import fewest_that_block, fewest_that_win, who_blocks_alone
from simulation.coalitions.indices import power_indices
from simulation.coalitions.room_body import body_of, with_vote
from simulation.engine.batch import prepare
from simulation.protocols.conference.setting import conditions_of
from simulation.rules.decision import (
    RULES,
    Chambers,
    Conditions,
    Consensus,
    DoubleMajority,
    Unanimity,
    Veto,
    Voters,
    Weighted,
)
from simulation.scenario.forums import forum_presets
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import ForumRules, Scenario
from tests.spoken_for import BY_CASE


def room(case: Scenario) -> tuple[Conditions, np.ndarray]:
    blueprint = prepare(case).blueprint
    tableau = blueprint.settled().draw(0, [0])
    return conditions_of(tableau, blueprint.forum), tableau.decide


def voters(size: int, *, kinds: int = 1) -> Voters:
    return Voters(
        delegations=tuple(f"D{row}" for row in range(size)),
        decide=np.arange(size) < size - 1,
        kind=np.arange(size) % kinds,
    )


def assert_same_body(conditions: Conditions) -> None:
    """Whoever is for a text against all others carries it in the body exactly if it does under the rule."""
    found, size = body_of(conditions), conditions.weights.shape[1]
    sets = np.random.default_rng(3).random((60, size)) < np.linspace(0, 1, 60)[:, None]
    sets = np.concatenate([sets, ~np.eye(size, dtype=np.bool_)])
    expected = [power.can_carry(conditions, inside) for inside in sets]
    assert found.wins(sets).tolist() == expected
    assert found.is_exact
    assert fewest_that_block(found) == power.fewest_to_block(conditions)
    carry, most = fewest_that_win(found), power.fewest_to_carry(conditions)
    assert carry == most or (carry is not None and most is not None and carry < most)


@pytest.mark.parametrize("name", BY_CASE)
@pytest.mark.parametrize("preset", forum_presets())
def test_every_case_in_every_forum_is_a_voting_body(name: str, preset: str) -> None:
    case = load_scenario(name).model_copy(update={"forum": ForumRules(preset=preset)})
    conditions, decide = room(case)
    assert_same_body(conditions)
    found = power_indices(body_of(conditions))
    assert found.shapley_shubik.sum() == pytest.approx(1.0 if decide.any() else 0.0, abs=1e-9)
    assert not found.shapley_shubik[~decide].any()


@pytest.mark.parametrize("rule", RULES.keys())
@pytest.mark.parametrize("size", [1, 2, 3, 7, 40])
def test_every_rule_is_a_voting_body(rule: str, size: int) -> None:
    assert_same_body(RULES.create(rule, {}).conditions(voters(size, kinds=3)))


@pytest.mark.parametrize(
    "rule",
    [
        Consensus(tolerated=2),
        Unanimity(),
        DoubleMajority(heads=0.55, share=0.65, weights={"D0": 83.4, "D1": 67.9, "D2": 9.25}),
        Weighted(threshold=2 / 3, weights={"D0": 12.0, "D1": 0.0, "D3": 4.0}),
        Veto(holders=("D0", "D3"), threshold=0.6),
        Chambers(threshold=2 / 3),
    ],
    ids=lambda rule: rule.info.key,
)
def test_rules_with_parameters_are_voting_bodies(
    rule: Consensus | Unanimity | DoubleMajority | Weighted | Veto | Chambers,
) -> None:
    assert_same_body(rule.conditions(voters(12, kinds=3)))


def test_two_tolerated_objections_let_three_block_and_share_power_equally() -> None:
    found = body_of(Consensus(tolerated=2).conditions(voters(11)))
    assert fewest_that_block(found) == 3
    assert not who_blocks_alone(found).any()
    assert_allclose(power_indices(found).shapley_shubik, [*[0.1] * 10, 0.0], atol=1e-14)


def test_a_vote_after_failed_consensus_leaves_nobody_a_veto() -> None:
    conditions = Consensus().conditions(voters(5))
    found = with_vote(body_of(conditions), voters(5).decide, 0.5)
    assert fewest_that_win(found) == 3  # more than half of four
    assert fewest_that_block(found) == 2
    assert who_blocks_alone(body_of(conditions)).tolist() == [True] * 4 + [False]
    assert not who_blocks_alone(found).any()


def test_a_room_in_which_nobody_decides_stops_nothing() -> None:
    nobody = Voters(delegations=("A", "B"), decide=np.zeros(2, dtype=np.bool_), kind=np.zeros(2, dtype=int))
    found = body_of(Consensus().conditions(nobody))
    assert fewest_that_block(found) is None
    assert not power_indices(found).shapley_shubik.any()


def test_weights_without_a_common_unit_are_told_apart_from_exact_ones() -> None:
    weights = {"D0": 2**0.5, "D1": 3**0.5, "D2": 5**0.5}
    found = body_of(Weighted(threshold=0.6, weights=weights).conditions(voters(6)))
    assert not found.is_exact
    assert power_indices(found).shapley_shubik.sum() == pytest.approx(1.0)
