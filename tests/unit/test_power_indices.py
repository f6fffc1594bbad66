"""Power indices: published and recomputed numbers, and what must hold for any voting body."""

import itertools
import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from simulation.coalitions.bodies import Majority, VotingBody, whole_weights
from simulation.coalitions.fewest import fewest_that_block, fewest_that_win, who_blocks_alone
from simulation.coalitions.indices import (
    chance_by_set,
    chance_by_state,
    chance_to_decide,
    indices_by_set,
    indices_by_state,
    power_indices,
)
from simulation.errors import VotingBodyError

EU_15 = [10, 10, 10, 10, 8, 5, 5, 5, 5, 4, 4, 3, 3, 3, 2]
EU_27 = {
    "DE": 8336,
    "FR": 6814,
    "IT": 5899,
    "ES": 4861,
    "PL": 3662,
    "RO": 1905,
    "NL": 1794,
    "BE": 1183,
    "CZ": 1090,
    "SE": 1055,
    "PT": 1064,
    "EL": 1040,
    "HU": 958,
    "AT": 916,
    "BG": 645,
    "DK": 596,
    "FI": 560,
    "SK": 542,
    "IE": 534,
    "HR": 386,
    "LT": 289,
    "SI": 212,
    "LV": 187,
    "EE": 137,
    "CY": 93,
    "LU": 67,
    "MT": 56,
}
"""Population in ten thousands (Eurostat, as used by power-bdd 1.0.0)."""


def majority(weights: Sequence[float], quota: float, *, is_strict: bool = False) -> Majority:
    return Majority(weights=np.array(weights, dtype=np.float64), quota=quota, is_strict=is_strict)


def body(*majorities: Majority) -> VotingBody:
    return VotingBody(ways=(majorities,))


def eu_27(*, or_24_states: bool) -> VotingBody:
    states = [1.0] * 27
    double = (majority(list(EU_27.values()), 29173), majority(states, 15))
    return VotingBody(ways=(double, (majority(states, 24),)) if or_24_states else (double,))


def by_counting(given: VotingBody) -> tuple[np.ndarray, np.ndarray]:
    """Return the indices from their definitions: every set of the others."""
    n = given.n_members
    shapley, banzhaf = np.zeros(n), np.zeros(n)
    for bits in itertools.product([False, True], repeat=n):
        inside = np.array(bits)
        for i in np.flatnonzero(~inside):
            if given.wins(inside | (np.arange(n) == i)) and not given.wins(inside):
                size = int(inside.sum())
                shapley[i] += math.factorial(size) * math.factorial(n - 1 - size) / math.factorial(n)
                banzhaf[i] += 0.5 ** (n - 1)
    return shapley, banzhaf


def sizes_by_looking(given: VotingBody) -> tuple[int | None, int | None]:
    """Return the fewest that win and the fewest that block, from all sets."""
    sets = np.array(list(itertools.product([False, True], repeat=given.n_members)))
    wins, size = given.wins(sets), sets.sum(axis=1)
    return (
        int(size[wins].min()) if wins.any() else None,
        int((given.n_members - size[~wins]).min()) if (~wins).any() else None,
    )


def test_four_voters_have_the_indices_of_every_textbook() -> None:
    found = power_indices(body(majority([4, 3, 2, 1], 6)))
    assert_allclose(found.shapley_shubik, [5 / 12, 1 / 4, 1 / 4, 1 / 12], atol=1e-14)
    assert_allclose(found.penrose_banzhaf, [0.625, 0.375, 0.375, 0.125], atol=1e-14)


def test_a_permanent_member_of_the_security_council_counts_a_hundred_times_as_much_as_another() -> None:
    found = power_indices(body(majority([7] * 5 + [1] * 10, 39)))  # Shapley and Shubik 1954; power-bdd 1.0.0
    assert_allclose(found.shapley_shubik[[0, 5]], [0.19627039627, 0.0018648018648], rtol=1e-10)
    assert_allclose(found.penrose_banzhaf[[0, 5]], [0.0517578125, 0.005126953125], rtol=1e-13)


def test_vetoes_and_weights_that_amount_to_vetoes_are_the_same_body() -> None:
    nine = body(majority([1] * 15, 9), majority([1] * 5 + [0] * 10, 5))
    weighted = body(majority([7] * 5 + [1] * 10, 39))
    found, expected = power_indices(nine), power_indices(weighted)
    assert_allclose(found.shapley_shubik, expected.shapley_shubik, rtol=1e-12)
    assert_allclose(found.penrose_banzhaf, expected.penrose_banzhaf, rtol=1e-12)


def test_the_council_of_fifteen_has_its_published_indices() -> None:
    found = power_indices(body(majority(EU_15, 62)))
    shapley = [0.116667] * 4 + [0.095460] + [0.055175] * 4 + [0.045360] * 2 + [0.035254] * 3 + [0.020690]
    banzhaf = [0.112854] * 4 + [0.093445] + [0.059387] * 4 + [0.048401] * 2 + [0.036316] * 3 + [0.022888]
    assert_allclose(found.shapley_shubik, shapley, atol=6e-7)
    assert_allclose(found.penrose_banzhaf, banzhaf, atol=6e-7)


def test_a_small_double_majority_has_the_indices_of_power_bdd() -> None:
    found = power_indices(body(majority([3, 3, 2, 2, 1, 1], 7), majority([1] * 6, 4)))
    assert_allclose(found.shapley_shubik, [0.2, 0.2, 0.15, 0.15, 0.15, 0.15], atol=1e-14)
    assert_allclose(found.penrose_banzhaf, [0.34375] * 2 + [0.28125] * 4, atol=1e-14)


def test_the_double_majority_of_27_states_has_the_indices_of_power_bdd() -> None:
    found = power_indices(eu_27(or_24_states=False))
    shapley = dict(zip(EU_27, found.shapley_shubik, strict=True))
    banzhaf = dict(zip(EU_27, found.penrose_banzhaf, strict=True))
    assert {key: round(shapley[key], 8) for key in ("DE", "FR", "PL", "NL", "MT")} == {
        "DE": 0.17883191,
        "FR": 0.13648906,
        "PL": 0.06610544,
        "NL": 0.03625223,
        "MT": 0.00836439,
    }
    assert {key: round(banzhaf[key], 8) for key in ("DE", "FR", "PL", "MT")} == {
        "DE": 0.21094346,
        "FR": 0.17621419,
        "PL": 0.10852587,
        "MT": 0.03022888,
    }


def test_at_most_three_against_changes_the_indices_of_27_states_as_power_bdd_says() -> None:
    found = power_indices(eu_27(or_24_states=True))
    assert_allclose(found.shapley_shubik[[0, -1]], [0.17658120, 0.00867778], atol=5e-9)
    assert_allclose(found.penrose_banzhaf[[0, -1]], [0.21094319, 0.03022921], atol=5e-9)


def test_two_hundred_voters_have_the_indices_of_power_bdd() -> None:
    found = power_indices(body(majority([1 + i % 5 for i in range(200)], 401)))
    assert_allclose(found.penrose_banzhaf[[0, 4]], [1.4795440726e-06, 6.9209131206e-06], rtol=4e-11)
    shapley = [0.0016592655291, 0.0049943791649, 0.0083519763723]
    assert_allclose(found.shapley_shubik[[0, 2, 4]], shapley, rtol=4e-11)
    assert found.shapley_shubik.sum() == pytest.approx(1.0, abs=1e-12)


def test_unanimity_of_two_hundred_shares_power_equally_and_gives_one_swing_each() -> None:
    found = power_indices(body(majority([1] * 200, 200)))
    assert_allclose(found.shapley_shubik, 1 / 200, rtol=1e-12)
    assert_allclose(found.penrose_banzhaf, 2.0**-199, rtol=1e-12)


@st.composite
def bodies(draw: st.DrawFn) -> VotingBody:
    size = draw(st.integers(1, 6))

    def drawn() -> Majority:
        values = draw(st.lists(st.integers(0, 5), min_size=size, max_size=size))
        quota = draw(st.integers(-1, sum(values) + 1))
        unit = draw(st.sampled_from([1.0, 0.5, 1 / 3, 0.1]))
        return majority([unit * value for value in values], unit * quota, is_strict=draw(st.booleans()))

    ways = draw(st.lists(st.integers(1, 3), min_size=1, max_size=2))
    return VotingBody(ways=tuple(tuple(drawn() for _ in range(number)) for number in ways))


@settings(max_examples=60, deadline=None)
@given(bodies())
def test_indices_are_what_counting_every_set_gives(given: VotingBody) -> None:
    found = power_indices(given)
    shapley, banzhaf = by_counting(given)
    assert given.is_exact
    assert_allclose(found.shapley_shubik, shapley, atol=1e-12)
    assert_allclose(found.penrose_banzhaf, banzhaf, atol=1e-12)
    assert_allclose(chance_to_decide(given, np.array([0.5]))[0], banzhaf, atol=1e-12)


@st.composite
def bodies_of_any_weights(draw: st.DrawFn) -> VotingBody:
    """Return two to eight members, some of whom may count for nothing, and one to six majorities in one or two ways."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    size = draw(st.integers(2, 8))
    ways = []
    for number in draw(st.lists(st.integers(1, 3), min_size=1, max_size=2)):
        weights = rng.uniform(0.1, 1.0, (number, size)) * (rng.random((number, size)) < 0.9)
        ways.append(tuple(majority(row.tolist(), rng.uniform(0.3, 0.9) * row.sum()) for row in weights))
    return VotingBody(ways=tuple(ways))


@settings(max_examples=40, deadline=None)
@given(bodies_of_any_weights())
def test_few_members_are_counted_set_by_set_whatever_they_weigh(given: VotingBody) -> None:
    found = power_indices(given)
    shapley, banzhaf = by_counting(given)
    assert found.is_exact
    assert_allclose(found.shapley_shubik, shapley, atol=1e-13)
    assert_allclose(found.penrose_banzhaf, banzhaf, atol=1e-13)
    assert_allclose(chance_to_decide(given, np.array([0.5]))[0], banzhaf, atol=1e-13)
    assert (fewest_that_win(given), fewest_that_block(given)) == sizes_by_looking(given)


@settings(max_examples=40, deadline=None)
@given(bodies(), st.floats(0, 1))
def test_both_ways_of_counting_give_the_same(given: VotingBody, joining: float) -> None:
    by_set, by_state = indices_by_set(given), indices_by_state(given)
    assert_allclose(by_set.shapley_shubik, by_state.shapley_shubik, atol=1e-13)
    assert_allclose(by_set.penrose_banzhaf, by_state.penrose_banzhaf, atol=1e-13)
    chance = chance_by_set(given, np.array([joining]))
    assert_allclose(chance, chance_by_state(given, np.array([joining])), atol=1e-13)


def test_twenty_members_are_counted_in_both_ways_and_of_more_not_every_set_is() -> None:
    weights = [1 + place % 4 for place in range(20)]
    twenty = body(majority(weights, 30), majority([1] * 20, 11))
    by_set, by_state = indices_by_set(twenty), indices_by_state(twenty)
    assert_allclose(by_set.shapley_shubik, by_state.shapley_shubik, atol=1e-13)
    assert_allclose(by_set.penrose_banzhaf, by_state.penrose_banzhaf, atol=1e-13)
    with pytest.raises(ValueError, match="more than 20 members"):
        indices_by_set(body(majority([*weights, 1], 30)))


@settings(max_examples=60, deadline=None)
@given(bodies())
def test_the_fewest_to_carry_and_to_block_are_what_looking_at_every_set_gives(given: VotingBody) -> None:
    assert (fewest_that_win(given), fewest_that_block(given)) == sizes_by_looking(given)
    loses_without = ~given.wins(~np.eye(given.n_members, dtype=np.bool_))
    possible = bool(given.wins(np.ones(given.n_members, dtype=np.bool_)))
    assert (who_blocks_alone(given) == (loses_without & possible)).all()


@settings(max_examples=12, deadline=None)
@given(bodies())
def test_a_united_bloc_has_the_power_of_one_member_with_all_its_weight(given: VotingBody) -> None:
    bloc = np.arange(given.n_members) < min(2, given.n_members)
    united = power_indices(given.united(bloc))
    if given.n_members > 1:
        without = VotingBody(
            ways=tuple(
                tuple(
                    majority(
                        [m.weights[bloc].sum(), *m.weights[~bloc]],
                        m.quota,
                        is_strict=m.is_strict,
                    )
                    for m in way
                )
                for way in given.ways
            )
        )
        expected, _ = by_counting(without)
        assert_allclose(united.shapley_shubik[[0, *range(2, given.n_members)]], expected, atol=1e-12)
        assert united.shapley_shubik[1] == 0.0


@pytest.mark.parametrize("quota", [-1.0, 0.0, 8.0])
def test_nobody_counts_where_every_set_wins_or_none(quota: float) -> None:
    found = power_indices(body(majority([4, 2, 1], quota)))
    assert not found.shapley_shubik.any()
    assert not found.penrose_banzhaf.any()


def test_whoever_weighs_nothing_counts_nothing_and_leaves_the_others_as_they_were() -> None:
    found = power_indices(body(majority([4, 0, 3, 2, 1], 6)))
    assert_allclose(found.shapley_shubik, [5 / 12, 0, 1 / 4, 1 / 4, 1 / 12], atol=1e-14)


def test_at_half_it_matters_whether_half_is_enough() -> None:
    half = power_indices(body(majority([1] * 4, 2)))
    more = power_indices(body(majority([1] * 4, 2, is_strict=True)))
    assert_allclose(half.penrose_banzhaf, 3 / 8)  # one of the three others
    assert_allclose(more.penrose_banzhaf, 3 / 8)  # two of the three others
    assert fewest_that_win(body(majority([1] * 4, 2))) == 2
    assert fewest_that_win(body(majority([1] * 4, 2, is_strict=True))) == 3


def test_as_much_as_a_quota_of_decimals_is_not_more_than_it() -> None:
    assert 0.1 + 0.2 > 0.3  # by rounding only
    found = power_indices(body(majority([0.1, 0.2, 0.4], 0.3, is_strict=True)))
    assert_allclose(found.penrose_banzhaf, [0, 0, 1])


def test_weights_with_decimals_are_scaled_and_the_quota_is_rounded_up() -> None:
    found = majority([4.5, 3.25, 0.25], 4.6).in_whole_numbers()
    assert found.units.tolist() == [18, 13, 1]
    assert found.quota == 19  # 18.4
    assert found.is_exact


def test_weights_without_a_common_unit_are_rounded_and_said_to_be() -> None:
    units, is_exact = whole_weights(np.array([math.pi, math.e, math.sqrt(2)]))
    assert not is_exact
    assert units.sum() == pytest.approx(10_000, abs=2)
    three = [math.pi, math.e, math.sqrt(2)]
    assert power_indices(body(majority(three, 4.0))).is_exact  # every set is looked at
    assert not power_indices(body(majority([*three, *[1.0] * 18], 14.0))).is_exact


def test_chambers_share_power_as_products_of_their_own_votes() -> None:
    first, second = [1.0, 1.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0, 1.0]
    chambers = body(majority(first, 1.5, is_strict=True), majority(second, 1.0, is_strict=True))
    shapley, banzhaf = by_counting(chambers)
    found = power_indices(chambers)
    assert_allclose(found.shapley_shubik, shapley, atol=1e-14)
    assert_allclose(found.penrose_banzhaf, banzhaf, atol=1e-14)


def test_an_objection_decides_where_just_as_many_others_object_as_are_tolerated() -> None:
    room = body(majority([1] * 10, 8))  # two objections are tolerated
    found = chance_to_decide(room, np.array([1.0, 0.8, 0.5]))
    expected = [math.comb(9, 2) * p**2 * (1 - p) ** 7 for p in (0.0, 0.2, 0.5)]
    assert_allclose(found, np.repeat(np.array(expected)[:, None], 10, axis=1), atol=1e-14)


def test_the_fewest_of_many_members_with_two_weights_are_found_at_once() -> None:
    weights = [float(1 + 37 * place % 400) for place in range(190)] + [0.0, 0.0]
    heads = [1.0] * 190 + [0.0, 0.0]
    found = body(majority(weights, 0.65 * sum(weights)), majority(heads, 127))
    heaviest = np.cumsum(sorted(weights, reverse=True))
    assert fewest_that_win(found) == 127  # more than the heaviest that have 65%
    assert heaviest[126] > 0.65 * sum(weights)
    assert fewest_that_block(found) == int(np.argmax(heaviest > 0.35 * sum(weights))) + 1


def test_weights_that_cannot_be_are_refused_in_words() -> None:
    with pytest.raises(VotingBodyError, match="Majority 1 of the voting body has -1"):
        body(majority([1, -1], 1))
    with pytest.raises(VotingBodyError, match="Majority 2 of the voting body has nan"):
        body(majority([1], 1), majority([1], math.nan))
    with pytest.raises(VotingBodyError, match="different numbers of members"):
        body(majority([1], 1), majority([1, 1], 1))


def test_a_body_with_too_many_states_is_refused_in_words() -> None:
    many = [float(2 * value + 1) for value in range(200)]
    with pytest.raises(VotingBodyError, match="Give the weights in larger units"):
        power_indices(body(majority(many, 20_000), majority(many[::-1], 20_000)))
