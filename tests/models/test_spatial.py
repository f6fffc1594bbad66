"""The Spatial Model of Politics: published figures, its sub-models by hand, and what holds for any input."""

from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from simulation.models.spatial import SMP, SpatialOptions, spatial_run, spatial_turn
from simulation.models.spatial.bargains import offer
from simulation.models.spatial.challenges import challenges
from simulation.models.spatial.choices import (
    Commitment,
    Interpolation,
    RiskRange,
    VictoryModel,
    VotingRule,
)
from simulation.models.spatial.views import attitudes, distances, worth
from simulation.models.spatial.votes import chances, prevailing, strengths, support
from tests.models.spatial_cases import EXAMPLES, Case, cases, options

# Emission standards for cars in the European Community: NL BE LU DE FR IT UK IE DK GR; 0 is 4 years, 100 is 10 years.
CARS_POSITION = np.array([[0.0], [50], [0], [0], [100], [100], [100], [50], [0], [50]])
CARS_SALIENCE = np.array([[0.8], [0.4], [0.2], [0.8], [0.6], [0.6], [0.9], [0.1], [1.0], [0.7]])
CARS_CAPABILITY = np.array([0.08, 0.08, 0.03, 0.16, 0.16, 0.16, 0.16, 0.05, 0.05, 0.08])


def test_a_run_is_that_of_the_published_program() -> None:
    # KTAB Spatial Model of Politics, smpc with its default settings, positions as printed (per cent, two decimals)
    run = spatial_run(CARS_POSITION, CARS_SALIENCE, CARS_CAPABILITY, high=100)
    assert_allclose(run.turns[0].attitude, [-0.5, 1, -0.5, -0.5, 0.135, 0.135, 0.135, 1, -0.5, 1], atol=5e-4)
    expected = {
        1: [0, 49.99, 99.99, 0, 99.97, 99.97, 99.99, 49.38, 0, 50],
        2: [51.86, 50, 50.45, 0, 51.86, 51.86, 99.99, 50.44, 0, 50],
        3: [20.35, 50.01, 50.45, 0, 22.59, 22.59, 96.40, 50.01, 22.59, 50],
        14: [32.77, 32.95, 33.14, 0, 33.34, 32.52, 96.40, 32.57, 36.08, 33.14],
    }
    for number, positions in expected.items():
        assert_allclose(run.turns[number - 1].end[:, 0], positions, atol=1e-9)
    assert (len(run.turns), run.stopped) == (14, "settled")
    assert_array_equal(run.end, run.turns[-1].end)


def test_a_turn_says_who_offers_what_to_whom_and_who_accepts() -> None:
    turn = spatial_turn(CARS_POSITION, CARS_SALIENCE, CARS_CAPABILITY, high=100)
    assert turn.proposals
    for place, one in enumerate(turn.proposals):
        assert one.gain == turn.gain[one.proposer].max()
        assert one.chance == turn.chance[one.proposer, one.target]
        for who, to, keeps in (
            (one.proposer, one.proposer_to, one.proposer_keeps),
            (one.target, one.target_to, one.target_keeps),
        ):
            assert keeps == (turn.kept[who] == place)
            if keeps:
                assert_array_equal(turn.end[who], to)
    stay = turn.kept < 0
    assert_array_equal(turn.end[stay], turn.start[stay])
    # Luxembourg has the least capability and cares little: it goes the whole way
    assert [one.target_to for one in turn.proposals if one.target == 2 and one.target_keeps] == [(99.99,)]


@EXAMPLES
@given(case=cases(), choice=options(), seed=st.none() | st.integers(0, 9))
def test_any_input_is_played(case: Case, choice: SpatialOptions, seed: int | None) -> None:
    rng = None if seed is None else np.random.default_rng(seed)
    run = spatial_run(case.position, case.salience, case.capability, options=choice, rng=rng)
    assert 1 <= len(run.turns) <= 4
    for turn in run.turns:
        assert_array_equal(np.isnan(turn.end), np.isnan(case.position))
        assert (np.abs(turn.attitude) <= 1 + 1e-9).all()
        assert ((turn.chance >= 0) & (turn.chance <= 1)).all()
        assert (turn.gain <= 1 + 1e-9).all()
        assert ((turn.kept_chance > 0) & (turn.kept_chance <= 1)).all()


@EXAMPLES
@given(case=cases(), choice=options())
def test_positions_stay_between_those_there_were_but_for_rounding(case: Case, choice: SpatialOptions) -> None:
    end = case.turn(choice).end
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
    assert_allclose(turned.turn().end, case.turn().end[rows][:, columns], atol=1e-9)


@EXAMPLES
@given(case=cases(plain=True), shift=st.floats(-50, 50), scale=st.floats(0.01, 100))
def test_the_scale_of_an_issue_does_not_matter(case: Case, shift: float, scale: float) -> None:
    turn = spatial_turn(
        shift + scale * case.position, case.salience, case.capability, low=shift, high=shift + scale
    )
    assert_allclose(turn.end, shift + scale * case.turn().end, atol=1e-7 * scale + 1e-9)


@EXAMPLES
@given(case=cases(plain=True))
def test_an_issue_that_nobody_cares_for_or_has_a_position_on_changes_nothing_else(case: Case) -> None:
    expected = case.turn().end
    n = len(case.position)
    for column in (np.full((n, 1), np.nan), np.linspace(0, 1, n)[:, None]):
        more = Case(
            np.hstack([case.position, column]), np.hstack([case.salience, np.zeros((n, 1))]), case.capability
        )
        assert_allclose(more.turn().end[:, :-1], expected, atol=1e-9)


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
    run = spatial_run(case.position, case.salience, case.capability)
    assert (len(run.turns), run.stopped) == (2, "settled")
    assert run.turns[0].proposals == ()
    assert_array_equal(run.end, case.position)
    assert_array_equal(run.turns[0].attitude, np.zeros(len(case.position)))


@pytest.mark.parametrize("victory", get_args(VictoryModel.__value__))
def test_units_of_capability_may_be_as_large_as_one_likes(victory: VictoryModel) -> None:
    turn = Case(CARS_POSITION / 100, CARS_SALIENCE, 1e60 * CARS_CAPABILITY).turn(
        SpatialOptions(victory=victory)
    )
    assert np.isfinite(turn.end).all()


def test_two_equal_camps_at_the_extremes_are_neutral_to_risk() -> None:
    case = Case(np.array([[0.0], [0.0], [1.0], [1.0]]), np.full((4, 1), 0.7), np.ones(4))
    turn = case.turn()
    assert_array_equal(turn.attitude, np.zeros(4))
    assert_allclose(turn.chance[:2, 2:] + turn.chance[2:, :2].T, 1, atol=1e-9)


def test_distance_is_the_root_mean_square_by_squared_salience() -> None:
    # sqrt((0.3^2 0.4^2 + 0.6^2 0.5^2) / (0.4^2 + 0.5^2)) = sqrt(0.1044 / 0.41)
    table = Case(np.array([[0.1, 0.2], [0.4, 0.8]]), np.array([[0.4, 0.5], [0.0, 0.0]]), np.ones(2)).table
    assert_allclose(distances(table, table.position), [[0, np.sqrt(0.1044 / 0.41)], [0, 0]], atol=1e-12)


def test_those_who_seek_risk_lose_less_by_distance() -> None:
    found = worth(np.array([0.0, 0.5, 0.5, 0.5, 1.2]), np.array([1.0, 0.0, 1.0, -0.5, 0.5]))
    assert_allclose(found, [1, 0.5, 0.75, 0.375, -0.3], atol=1e-12)


@pytest.mark.parametrize(
    ("voting", "gain", "loss"),
    [
        ("binary", 2, -2),
        ("proportional_binary", 2 * (0.8 * 0.6 + 0.2), -2 * (0.8 * 0.6 + 0.2)),
        ("proportional", 1.2, -1.2),
        ("proportional_cubic", 2 * (0.3 + 0.108), -2 * (0.3 + 0.108)),
        ("cubic", 0.432, -0.432),
        ("asymmetric", 0.8, -1.2),
    ],
)
def test_support_follows_the_voting_rule(voting: VotingRule, gain: float, loss: float) -> None:
    found = support(voting, np.array(2.0), np.array([0.6, 0.0, -0.6]))
    assert_allclose(found, [gain, 0, loss], atol=1e-12)


def test_a_coalition_is_as_strong_as_all_who_prefer_its_option() -> None:
    worths = np.array([[1.0, 0.2], [0.1, 0.5], [0.3, 0.9]])
    found = strengths("proportional", np.array([1.0, 2.0, 3.0]), worths)
    assert_allclose(found, [[0, 0.8], [2 * 0.4 + 3 * 0.6, 0]], atol=1e-7)
    uneven = strengths("asymmetric", np.array([1.0, 2.0, 3.0]), worths)  # the later option counts as the gain
    assert_allclose(uneven, [[0, 0.8], [2 / 3 * 2.6, 0]], atol=1e-7)


@pytest.mark.parametrize(
    ("victory", "expected"),
    [
        ("linear", 3 / 5),
        ("square", 9 / 13),
        ("quartic", 81 / 97),
        ("octic", 6561 / 6817),
        ("binary", 1 - 1e-6),
    ],
)
def test_chances_follow_the_victory_model(victory: VictoryModel, expected: float) -> None:
    found = chances(victory, np.array([[1.0, 3.0], [2.0, 1.0]]))
    assert_allclose(found, [[0.5, expected], [1 - expected, 0.5]], atol=1e-9)


def test_a_lead_of_less_than_a_tenth_is_no_sure_win_in_the_binary_model() -> None:
    found = chances("binary", np.array([[1.0, 1.05], [1.0, 1.0]]))
    assert_allclose(found[0, 1], (1.05 / 2.05 * 2.1 - 1) / 0.1, atol=1e-12)


def test_an_option_prevails_by_its_chances_against_all_that_are_there() -> None:
    chance = np.array([[0.5, 0.8, 0.1], [0.2, 0.5, 0.6], [0.9, 0.4, 0.5]])
    found = prevailing(chance, np.array([[1.0, 1.0, 1.0], [1.0, 0.0, 1.0]]))
    assert_allclose(found[0], np.array([0.08, 0.12, 0.36]) / 0.56, atol=1e-12)
    assert_allclose(found[1], [0.1, 0, 0.9], atol=1e-12)


def test_attitudes_span_their_range() -> None:
    table = Case(CARS_POSITION / 100, CARS_SALIENCE, CARS_CAPABILITY).table
    distance = distances(table, table.position)
    lowest: dict[RiskRange, float] = {"min": 0.0, "mid": -0.5, "max": -1.0}
    for reach, low in lowest.items():
        found = attitudes(table, distance, SpatialOptions(risk_range=reach))
        assert_array_equal((found.min(), found.max()), (low, 1))


def test_a_challenge_is_judged_as_written() -> None:
    # Two delegations at 0 and 1 and a third at 0.4, neutral to risk; capability 2, 1, 1, salience 1, 0.5, 0.5.
    # Challenger 0, target 1: own strengths 2 and 0.5; the third leans 0.5 (0.6 - 0.4) = 0.1 to 0, so it sees a chance
    # of 2.1 / 2.6, and adds 0.5 (p (2 * 0.6 + 1) + (1 - p) 3 * 0.4 - p 3 * 0.6 - (1 - p) (2 * 0.4 + 1)).
    case = Case(np.array([[0.0], [1.0], [0.4]]), np.array([[1.0], [0.5], [0.5]]), np.array([2.0, 1.0, 1.0]))
    table = case.table
    chance, gain = challenges(table, distances(table, table.position), np.zeros(3), SMP)
    p = 2.1 / 2.6
    vote = 0.5 * (p * 2.2 + (1 - p) * 1.2 - p * 1.8 - (1 - p) * 1.8)
    expected = (2 + vote) / (2.5 + vote)
    assert_allclose(chance[0, 1], expected, atol=1e-9)
    # The target cares half: half of the time it gives in unasked.
    assert_allclose(gain[0, 1], 0.5 * 2 + 0.5 * expected * 2 - 1, atol=1e-9)


@pytest.mark.parametrize("commitment", ["none", "full"])
def test_third_parties_whose_position_depends_on_nobody_stay_out(commitment: Commitment) -> None:
    case = Case(np.array([[0.0], [1.0], [0.4]]), np.array([[1.0], [0.5], [0.5]]), np.array([2.0, 1.0, 1.0]))
    chance = case.turn(SpatialOptions(commitment=commitment, own_view=1.0)).chance
    alone = Case(case.position[:2], case.salience[:2], case.capability[:2])
    neutral, _ = challenges(alone.table, distances(alone.table, alone.position), np.zeros(2), SMP)
    assert_allclose(neutral[0, 1], 2 / 2.5, atol=1e-9)
    assert_allclose(chance[0, 1], 2 / 2.5, atol=1e-9)  # at a distance of 1 attitudes to risk do not matter


@pytest.mark.parametrize(
    ("interpolation", "expected"),
    [
        # salience 0.5 and 0.4, chance 0.75: shares 0.375 to 0.1, squared 0.140625 to 0.01
        ("s1p1", (0.2105, 0.2105)),
        ("s2p2", (0.0664, 0.0664)),
        # the weaker yields (0.75 - 0.25) 0.25 / (0.5 * 0.25 + 0.5 * 0.16), the stronger nothing
        ("s2pmax", (0, 1 - 0.125 / (0.125 + 0.08 + 1e-6))),
    ],
)
def test_an_offer_lies_between_the_positions(
    interpolation: Interpolation, expected: tuple[float, float]
) -> None:
    table = Case(np.array([[0.0], [1.0]]), np.array([[0.5], [0.4]]), np.ones(2)).table
    found = offer(
        table,
        np.array([1, -1]),
        np.array([[0, 0.75], [0.25, 0]]),
        SpatialOptions(interpolation=interpolation),
    )
    assert_allclose([found.proposer_to[0, 0], found.target_to[0, 0]], expected, atol=1e-9)


def test_where_nobody_can_win_or_cares_an_offer_leaves_both_where_they_are() -> None:
    table = Case(np.array([[0.2], [0.9]]), np.zeros((2, 1)), np.ones(2)).table
    found = offer(table, np.array([1, -1]), np.zeros((2, 2)), SMP)
    assert (found.proposer_to[0, 0], found.target_to[0, 0]) == (0.2, 0.9)


def test_with_a_generator_bargains_are_drawn_by_their_chances() -> None:
    case = Case(CARS_POSITION / 100, CARS_SALIENCE, CARS_CAPABILITY)
    drawn = np.array([case.turn(rng=np.random.default_rng(seed)).kept for seed in range(200)])
    likely = case.turn()
    share = (drawn == likely.kept).mean(axis=0)
    assert_allclose(share, likely.kept_chance, atol=0.12)
    assert (share < 1).any()


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


def test_all_unknown_choices_are_named() -> None:
    with pytest.raises(
        ValueError, match=r"voting is 'most', valid: binary, .*; own_view is 2.*; turns run from 2 to 1"
    ):
        SpatialOptions(voting="most", own_view=2, most_turns=1)  # type: ignore[arg-type] # on purpose
