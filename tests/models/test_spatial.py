"""The Spatial Model of Politics: published figures, its sub-models by hand, and what holds for any input."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from simulation.models.spatial import spatial_run, spatial_turn
from simulation.models.spatial.bargains import keep, offer
from simulation.models.spatial.challenges import best_targets, challenges
from simulation.models.spatial.risk_attitudes import distances, worth
from simulation.models.spatial.votes import chances, prevailing, strengths
from tests.models.spatial_cases import EXAMPLES, Case, cases

# Emission standards for cars in the European Community: NL BE LU DE FR IT UK IE DK GR; 0 is 4 years, 100 is 10 years.
CARS_POSITION = np.array([[0.0], [50], [0], [0], [100], [100], [100], [50], [0], [50]])
CARS_SALIENCE = np.array([[0.8], [0.4], [0.2], [0.8], [0.6], [0.6], [0.9], [0.1], [1.0], [0.7]])
CARS_CAPABILITY = np.array([0.08, 0.08, 0.03, 0.16, 0.16, 0.16, 0.16, 0.05, 0.05, 0.08])


CARS = Case(CARS_POSITION / 100, CARS_SALIENCE, CARS_CAPABILITY)


def test_a_run_is_that_of_the_published_program() -> None:
    # KTAB Spatial Model of Politics, smpc with its default settings, positions as printed (per cent, two decimals)
    path = spatial_run(CARS_POSITION, CARS_SALIENCE, CARS_CAPABILITY, high=100)
    assert_allclose(CARS.attitude, [-0.5, 1, -0.5, -0.5, 0.135, 0.135, 0.135, 1, -0.5, 1], atol=5e-4)
    expected = {
        1: [0, 49.99, 99.99, 0, 99.97, 99.97, 99.99, 49.38, 0, 50],
        2: [51.86, 50, 50.45, 0, 51.86, 51.86, 99.99, 50.44, 0, 50],
        3: [20.35, 50.01, 50.45, 0, 22.59, 22.59, 96.40, 50.01, 22.59, 50],
        14: [32.77, 32.95, 33.14, 0, 33.34, 32.52, 96.40, 32.57, 36.08, 33.14],
    }
    for number, positions in expected.items():
        assert_allclose(path[number][:, 0], positions, atol=1e-9)
    assert len(path) == 15


def test_whoever_keeps_a_bargain_goes_where_it_says_and_all_others_stay() -> None:
    table = CARS.table
    chance, gain = CARS.challenges()
    found = offer(table, best_targets(gain), chance)
    kept = keep(table, distances(table, table.position), CARS.attitude, found)
    assert len(found.proposer)
    assert_array_equal(gain[found.proposer, found.target], gain[found.proposer].max(axis=1))
    end = CARS.end()
    for who, number in enumerate(kept):
        if number == 0:
            assert_array_equal(end[who], CARS.position[who])
        else:
            b = number - 1
            assert who in (found.proposer[b], found.target[b])
            to = found.proposer_to if who == found.proposer[b] else found.target_to
            assert_array_equal(end[who], to[b])
    # Luxembourg has the least capability and cares little: it goes the whole way
    assert end[2] == pytest.approx(0.9999)


@EXAMPLES
@given(case=cases())
def test_any_input_is_played(case: Case) -> None:
    end = case.end()
    chance, gain = case.challenges()
    assert_array_equal(np.isnan(end), np.isnan(case.position))
    assert (np.abs(case.attitude) <= 1 + 1e-9).all()
    assert ((chance >= 0) & (chance <= 1)).all()
    assert (gain <= 1 + 1e-9).all()
    assert 3 <= len(spatial_run(case.position, case.salience, case.capability)) <= 101


@EXAMPLES
@given(case=cases())
def test_positions_stay_between_those_there_were_but_for_rounding(case: Case) -> None:
    end = case.end()
    for p in np.nonzero(~np.isnan(case.position).all(axis=0))[0]:
        assert np.nanmin(end[:, p]) >= np.nanmin(case.position[:, p]) - 5.1e-5
        assert np.nanmax(end[:, p]) <= np.nanmax(case.position[:, p]) + 5.1e-5


@EXAMPLES
@given(case=cases(plain=True), data=st.data())
def test_the_order_of_delegations_and_issues_does_not_matter_where_gains_differ(
    case: Case, data: st.DataObject
) -> None:
    rows = data.draw(st.permutations(range(case.position.shape[0])))
    columns = data.draw(st.permutations(range(case.position.shape[1])))
    turned = Case(case.position[rows][:, columns], case.salience[rows][:, columns], case.capability[rows])
    assert_allclose(turned.end(), case.end()[rows][:, columns], atol=1e-9)


@EXAMPLES
@given(case=cases(plain=True), scale=st.floats(0.01, 100))
def test_the_scale_of_an_issue_does_not_matter(case: Case, scale: float) -> None:
    end = spatial_turn(scale * case.position, case.salience, case.capability, high=scale)
    assert_allclose(end, scale * case.end(), atol=1e-7 * scale + 1e-9)


@EXAMPLES
@given(case=cases(plain=True))
def test_an_issue_that_nobody_cares_for_or_has_a_position_on_changes_nothing_else(case: Case) -> None:
    expected = case.end()
    n = len(case.position)
    for column in (np.full((n, 1), np.nan), np.linspace(0, 1, n)[:, None]):
        more = Case(
            np.hstack([case.position, column]), np.hstack([case.salience, np.zeros((n, 1))]), case.capability
        )
        assert_allclose(more.end()[:, :-1], expected, atol=1e-9)


@pytest.mark.parametrize(
    "case",
    [
        Case(np.array([[0.4, 0.7]]), np.array([[0.5, 0.5]]), np.array([1.0])),
        Case(np.full((4, 2), 0.3), np.full((4, 2), 0.5), np.array([1.0, 2, 3, 4])),
        Case(np.array([[0.0], [0.5], [1.0]]), np.zeros((3, 1)), np.ones(3)),
        Case(np.full((3, 1), np.nan), np.ones((3, 1)), np.ones(3)),
        Case(np.empty((0, 2)), np.empty((0, 2)), np.empty(0)),
        Case(np.empty((3, 0)), np.empty((3, 0)), np.ones(3)),
    ],
    ids=["alone", "agreed", "nobody cares", "nobody there", "no seat", "no issue"],
)
def test_nobody_proposes_anything_where_there_is_nothing_to_gain(case: Case) -> None:
    path = spatial_run(case.position, case.salience, case.capability)
    assert_array_equal(path, [case.position] * 3)
    assert_array_equal(best_targets(case.challenges()[1]), np.full(len(case.position), -1))
    assert_array_equal(case.attitude, np.zeros(len(case.position)))


def test_units_of_capability_may_be_as_large_as_one_likes() -> None:
    assert np.isfinite(Case(CARS.position, CARS.salience, 1e60 * CARS.capability).end()).all()


def test_two_equal_camps_at_the_extremes_are_neutral_to_risk() -> None:
    case = Case(np.array([[0.0], [0.0], [1.0], [1.0]]), np.full((4, 1), 0.7), np.ones(4))
    chance, _ = case.challenges()
    assert_array_equal(case.attitude, np.zeros(4))
    assert_allclose(chance[:2, 2:] + chance[2:, :2].T, 1, atol=1e-9)


def test_distance_is_the_root_mean_square_by_squared_salience() -> None:
    # sqrt((0.3^2 0.4^2 + 0.6^2 0.5^2) / (0.4^2 + 0.5^2)) = sqrt(0.1044 / 0.41)
    table = Case(np.array([[0.1, 0.2], [0.4, 0.8]]), np.array([[0.4, 0.5], [0.0, 0.0]]), np.ones(2)).table
    assert_allclose(distances(table, table.position), [[0, np.sqrt(0.1044 / 0.41)], [0, 0]], atol=1e-12)


def test_those_who_seek_risk_lose_less_by_distance() -> None:
    found = worth(np.array([0.0, 0.5, 0.5, 0.5, 1.2]), np.array([1.0, 0.0, 1.0, -0.5, 0.5]))
    assert_allclose(found, [1, 0.5, 0.75, 0.375, -0.3], atol=1e-12)


def test_a_coalition_is_as_strong_as_all_who_prefer_its_option() -> None:
    worths = np.array([[1.0, 0.2], [0.1, 0.5], [0.3, 0.9]])
    found = strengths(np.array([1.0, 2.0, 3.0]), worths)
    assert_allclose(found, [[0, 0.8], [2 * 0.4 + 3 * 0.6, 0]], atol=1e-7)


def test_chances_are_in_proportion_to_strength() -> None:
    found = chances(np.array([[1.0, 3.0], [2.0, 1.0]]))
    assert_allclose(found, [[0.5, 3 / 5], [2 / 5, 0.5]], atol=1e-9)


def test_an_option_prevails_by_its_chances_against_all_that_are_there() -> None:
    chance = np.array([[0.5, 0.8, 0.1], [0.2, 0.5, 0.6], [0.9, 0.4, 0.5]])
    found = prevailing(chance, np.array([[1.0, 1.0, 1.0], [1.0, 0.0, 1.0]]))
    assert_allclose(found[0], np.array([0.08, 0.12, 0.36]) / 0.56, atol=1e-12)
    assert_allclose(found[1], [0.1, 0, 0.9], atol=1e-12)


def test_attitudes_span_their_range() -> None:
    assert_array_equal((CARS.attitude.min(), CARS.attitude.max()), (-0.5, 1))


def test_a_challenge_is_judged_as_written() -> None:
    # Two delegations at 0 and 1 and a third at 0.4, neutral to risk; capability 2, 1, 1, salience 1, 0.5, 0.5.
    # Challenger 0, target 1: own strengths 2 and 0.5; the third leans 0.5 (0.6 - 0.4) = 0.1 to 0, so it sees a chance
    # of 2.1 / 2.6, and adds 0.5 (p (2 * 0.6 + 1) + (1 - p) 3 * 0.4 - p 3 * 0.6 - (1 - p) (2 * 0.4 + 1)).
    case = Case(np.array([[0.0], [1.0], [0.4]]), np.array([[1.0], [0.5], [0.5]]), np.array([2.0, 1.0, 1.0]))
    table = case.table
    chance, gain = challenges(table, distances(table, table.position), np.zeros(3))
    p = 2.1 / 2.6
    vote = 0.5 * (p * 2.2 + (1 - p) * 1.2 - p * 1.8 - (1 - p) * 1.8)
    expected = (2 + vote) / (2.5 + vote)
    assert_allclose(chance[0, 1], expected, atol=1e-9)
    # The target cares half: half of the time it gives in unasked.
    assert_allclose(gain[0, 1], 0.5 * 2 + 0.5 * expected * 2 - 1, atol=1e-9)


def test_an_offer_lies_between_the_positions() -> None:
    # salience 0.5 and 0.4, chance 0.75: squared shares 0.140625 to 0.01
    table = Case(np.array([[0.0], [1.0]]), np.array([[0.5], [0.4]]), np.ones(2)).table
    found = offer(table, np.array([1, -1]), np.array([[0, 0.75], [0.25, 0]]))
    assert_allclose([found.proposer_to[0, 0], found.target_to[0, 0]], [0.0664, 0.0664], atol=1e-9)


def test_where_nobody_can_win_or_cares_an_offer_leaves_both_where_they_are() -> None:
    table = Case(np.array([[0.2], [0.9]]), np.zeros((2, 1)), np.ones(2)).table
    found = offer(table, np.array([1, -1]), np.zeros((2, 2)))
    assert (found.proposer_to[0, 0], found.target_to[0, 0]) == (0.2, 0.9)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"position": CARS_POSITION}, "positions must lie on the scale"),
        ({"salience": CARS_SALIENCE * 2}, "must sum to at most 1"),
        (
            {"salience": -CARS_SALIENCE, "capability": -CARS_CAPABILITY},
            "salience must be 0 .*; capability must",
        ),
        ({"capability": np.ones(2)}, "capability \\(2,\\)"),
        ({"high": 0.0}, "must lie above its lower end"),
    ],
)
def test_what_is_wrong_with_an_input_is_said(changes: dict[str, object], words: str) -> None:
    inputs = {
        "position": CARS_POSITION / 100,
        "salience": CARS_SALIENCE,
        "capability": CARS_CAPABILITY,
    } | changes
    with pytest.raises(ValueError, match=words):
        spatial_turn(**inputs)  # type: ignore[arg-type] # of any type, on purpose
