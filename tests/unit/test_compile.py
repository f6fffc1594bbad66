"""From a case to arrays: seats, defaults, distributions, and draws that do not depend on each other."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from simulation.engine.batch import prepare
from simulation.state.tableau import Tableau
from tests.small_cases import Data, case, delegation, issue, options, play

MANY = range(200)


def drawn(rows: list[Data], *, issues: int = 1, replications: range = range(1), **fields: object) -> Tableau:
    small = case(rows, issues=[issue(f"q{k}") for k in range(issues)], **fields)  # type: ignore[arg-type] # by name
    return prepare(small).blueprint.draw(1, replications)


def test_rows_stand_in_the_order_of_seats_and_observers_have_none() -> None:
    rows = [
        delegation("late", 0.1, seat=9),
        delegation("early", 0.2, seat=3),
        delegation("watcher", 0.3, seat=1, rights={}),
    ]
    tableau = drawn(rows)
    assert tableau.delegations == ("early", "late")
    assert tableau.observers == ("watcher",)
    assert tableau.seat.tolist() == [3, 9]
    assert tableau.ideal[0, :, 0].tolist() == [0.2, 0.1]


def test_a_decision_holder_is_instructed_and_never_persuades() -> None:
    rights = {"object": True, "persuade": True}
    tableau = drawn([delegation("d0", 0.5, rights=rights), delegation("p", 0.5, rights={"persuade": True})])
    assert tableau.decide.tolist() == [True, False]
    assert tableau.persuade.tolist() == [False, True]
    assert tableau.propose.tolist() == [False, False]


def test_a_member_without_instructions_takes_the_line_of_its_bloc() -> None:
    blocs = [
        {"key": "b0", "name": "b0", "members": ["d0"], "line": {"q0": {"position": 0.9, "salience": 0.4}}},
        {"key": "b1", "name": "b1", "line": {"q0": {"position": 0.1}, "q1": {"position": 0.2}}},
    ]
    rows = [
        delegation("d0"),
        delegation("d1", 0.5, 0.5, blocs=["b1"]),
        delegation("d2"),
    ]
    rows[0]["blocs"], rows[0]["salience"] = ["b1"], 0.8
    rows[2]["salience"] = 0.8
    tableau = drawn(rows, issues=2, blocs=blocs)
    assert tableau.ideal[0].tolist() == [[0.9, 0.2], [0.5, 0.5], [0.5, 0.5]]
    assert_allclose(tableau.given_salience[0], [[0.4, 0.8], [1.0, 1.0], [0.0, 0.0]])
    assert tableau.member.tolist() == [[True, True], [False, True], [False, False]]


def test_the_spokesperson_is_named_or_the_member_with_the_largest_capability() -> None:
    rows = [delegation(f"d{k}", 0.5, capability=c, blocs=["b0"]) for k, c in enumerate((0.2, 0.9, 0.5))]
    free, named, empty = {"key": "b0", "name": "b0"}, {"spokesperson": "d2"}, {"key": "b1", "name": "b1"}
    assert drawn(rows, blocs=[free, empty]).spokesperson.tolist() == [1, -1]
    assert drawn(rows, blocs=[free | named]).spokesperson.tolist() == [2]


def test_saliences_are_scaled_to_mean_one_unless_all_are_nought() -> None:
    rows = [delegation("d0", 0.5, 0.5, salience=(0.9, 0.3)), delegation("d1", 0.5, 0.5, salience=(0, 0))]
    assert_allclose(drawn(rows, issues=2).salience[0], [[1.5, 0.5], [0.0, 0.0]])


def test_a_red_line_is_a_half_width_an_interval_or_follows_the_salience_as_given() -> None:
    rows = [
        delegation("d0", 0.5, red_line=0.2),
        delegation("d1", 0.5, red_line=[0.4, 0.9]),
        delegation("d2", 0.5, red_line=None, salience=(1.0,)),
        delegation("d3", 0.5, red_line=None, salience=(0.5,)),
    ]
    tableau = drawn(rows)
    assert_allclose(tableau.red_low[0, :, 0], [0.3, 0.4, 0.5 - 0.35, 0.5 - 0.55])
    assert_allclose(tableau.red_high[0, :, 0], [0.7, 0.9, 0.5 + 0.35, 0.5 + 0.55])


def test_the_price_of_failure_is_minus_the_value_of_no_document() -> None:
    rows = [
        delegation("d0", 0.5, reservation=-0.3),
        delegation("d1", 0.5),
        delegation("d2", 0.5, reservation={"low": -0.5, "high": -0.2}),
        delegation("d3", 0.5, reservation={"low": -0.5, "mode": -0.4, "high": 0.1}),
        delegation("d4", 0.5, reservation={"mean": -0.4, "sd": 0.0}),
    ]
    cost = drawn(rows, replications=MANY).failure_cost
    assert (cost[:, 0] == 0.3).all()
    assert (cost[:, 1] == 0.1).all()
    assert 0.2 <= cost[:, 2].min() < cost[:, 2].max() <= 0.5
    assert -0.1 <= cost[:, 3].min() < cost[:, 3].max() <= 0.5
    assert (cost[:, 4] == 0.4).all()


def test_fallbacks_are_released_in_equal_steps() -> None:
    row = delegation("d0", 0.5)
    row["mandate"]["q0"]["fallbacks"] = ["o3", "o1"]
    tableau = drawn([row, delegation("d1", 0.5)])
    assert_allclose(tableau.release[0, 0], [np.inf, 2 / 3, np.inf, 1 / 3, np.inf])
    assert tableau.has_fallbacks[:, 0].tolist() == [True, False]


def test_fallbacks_make_a_stair_of_the_aspiration() -> None:
    row = delegation("d0", 1.0, red_line=1.0, strategy={"key": "scripted", "give": [0.3, 0.45, 0.6, 0.75]})
    row["mandate"]["q0"]["fallbacks"] = ["o3", "o2"]
    stubborn = delegation("d1", 0.0, red_line=0.1, strategy={"key": "hold"})
    asked = [turn.aspiration[0, 0, 0] for _, turn, _ in play(case([row, stubborn], sessions=5))]
    # It gives .15 .30 .45 .60 .75; released are the rung at .75 from a third on, that at .5 from two thirds.
    assert_allclose(asked, [0.5, 0.5, 0.25, 0.25, 0.0], atol=1e-9)


def test_a_mask_names_the_only_acceptable_options() -> None:
    row = delegation("d0", 0.5, 0.5)
    row["mandate"]["q1"]["acceptable"] = ["o1"]
    small = case([row], issues=[issue(), issue("q1", choices=options(0.0, 1.0))])
    tableau = prepare(small).blueprint.draw(1, [0])
    assert tableau.has_mask.tolist() == [[False, True]]
    assert tableau.acceptable[0].tolist() == [[True] * 5, [False, True, False, False, False]]


@pytest.mark.parametrize(
    ("number", "low", "high", "mean"),
    [
        ({"mean": 0.5, "sd": 0.1}, 0.1, 0.9, 0.5),
        ({"mean": 0.9, "sd": 0.5}, 0.0, 1.0, 0.8),
        ({"low": 0.2, "high": 0.4}, 0.2, 0.4, 0.3),
        ({"low": 0.2, "mode": 0.3, "high": 0.7}, 0.2, 0.7, 0.4),
        ({"low": 0.3, "mode": 0.3, "high": 0.3}, 0.3, 0.3, 0.3),
    ],
)
def test_a_distribution_is_drawn_in_its_range_round_its_mean(
    number: Data, low: float, high: float, mean: float
) -> None:
    ideal = drawn([delegation("d0", number)], replications=MANY).ideal
    assert low - 1e-12 <= ideal.min() <= ideal.max() <= high + 1e-12
    assert abs(ideal.mean() - mean) < 0.06


def test_a_confidence_word_spreads_a_plain_position_and_nothing_else() -> None:
    rows = [delegation(word, 0.5, confidence=word) for word in ("low", "medium", "high")]
    rows.append(delegation("exact", {"mean": 0.5, "sd": 0.0}, confidence="low"))
    tableau = drawn(rows, replications=MANY)
    assert_allclose(tableau.ideal.std(axis=0)[:, 0], [0.12, 0.08, 0.04, 0.0], atol=0.015)
    assert (tableau.salience == 1).all()


def test_another_distribution_for_one_number_leaves_all_other_draws_alone() -> None:
    loose = {"mean": 0.5, "sd": 0.2}
    rows = [delegation(f"d{k}", loose, loose, capability={"low": 0.1, "high": 0.9}) for k in range(3)]
    other = [dict(row) for row in rows]
    other[1] = delegation("d1", {"low": 0.0, "mode": 0.1, "high": 0.9}, loose, capability=0.5)
    first = drawn(rows, issues=2, replications=MANY)
    second = drawn(other, issues=2, replications=MANY)
    assert_array_equal(first.ideal[:, [0, 2]], second.ideal[:, [0, 2]])
    assert_array_equal(first.ideal[:, 1, 1], second.ideal[:, 1, 1])
    assert_array_equal(first.capability[:, [0, 2]], second.capability[:, [0, 2]])


def test_a_replication_is_drawn_the_same_in_any_company() -> None:
    rows = [delegation("d0", {"mean": 0.5, "sd": 0.2})]
    assert drawn(rows, replications=range(7, 8)).ideal[0] == drawn(rows, replications=MANY).ideal[7]


def test_the_ideal_of_the_chair_may_be_drawn_and_is_missing_where_it_has_none() -> None:
    chair = {"ideal": {"q1": {"low": 0.2, "high": 0.4}}}
    ideal = drawn([delegation("d0", 0.5, 0.5)], issues=2, replications=MANY, chair=chair).chair_ideal
    assert np.isnan(ideal[:, 0]).all()
    assert 0.2 <= ideal[:, 1].min() < ideal[:, 1].max() <= 0.4
