"""Means and medians: the published numbers, their null models, ties and empty rooms."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from simulation.errors import DelegationSimError
from simulation.models.means import (
    capability_mean,
    counts_nobody,
    means,
    plain_mean,
    salience_mean,
    weighted_mean,
    weighted_median,
)
from tests.models.ec_cars import CAPABILITY, POSITION, SALIENCE

quick = settings(max_examples=40)
PLACES = st.lists(st.integers(-100, 100), min_size=1, max_size=8)


def test_the_mean_and_the_median_of_the_emission_standards_are_the_published_ones() -> None:
    # mean 7.389955686853767 and median 7: J. McKib's bdm-scholz-expected-utility-model (commit 55f63e9)
    assert_allclose(weighted_mean(POSITION, CAPABILITY, SALIENCE), 7.389955686853767, rtol=1e-15)
    median = weighted_median(POSITION, CAPABILITY, SALIENCE)
    assert_array_equal([median.lower, median.upper], [7, 7])


def test_the_null_models_leave_out_what_their_names_say() -> None:
    # By hand, from the table: sums of c x and c (7.55 and 1.01), of s x and s (40.6 and 6.1), and of x (67).
    found = means(POSITION, CAPABILITY, SALIENCE)
    assert_allclose(found.capability_only, 7.55 / 1.01)
    assert_allclose(found.salience_only, 40.6 / 6.1)
    assert_allclose(found.plain, 6.7)
    assert not found.counts_nobody


def test_half_on_either_side_leaves_the_median_open_and_the_lower_one_is_the_forecast() -> None:
    median = weighted_median([30, 0, 10, 20], [1, 2, 1, 2], 1)
    assert_array_equal([median.lower, median.upper], [10, 20])
    with_nobody_between = weighted_median([30, 0, 10, 20], [1, 2, 1, 0], [1, 1, 1, 1])
    assert_array_equal([with_nobody_between.lower, with_nobody_between.upper], [0, 10])


def test_heads_are_counted_where_nobody_has_capability_times_salience() -> None:
    position = [[0, 30, 60], [0, 30, 60]]
    salience = [[0, 0, 0], [0, 0, 1]]
    assert_array_equal(counts_nobody(position, 1, salience), [True, False])
    assert_array_equal(weighted_mean(position, 1, salience), [30, 60])
    assert_array_equal(weighted_median(position, 1, salience).lower, [30, 60])


def test_who_has_no_position_does_not_count_and_without_any_there_is_no_mean() -> None:
    position = [[0, 10, np.nan], [np.nan, np.nan, np.nan]]
    assert_array_equal(plain_mean(position), [5, np.nan])
    assert_array_equal(weighted_mean(position, [1, 3, 9], 1), [7.5, np.nan])
    assert_array_equal(weighted_median(position, [1, 3, 9], 1).upper, [10, np.nan])


@quick
@given(places=PLACES, data=st.data())
def test_the_median_is_where_the_distances_weigh_least(places: list[int], data: st.DataObject) -> None:
    shares = st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]), min_size=len(places), max_size=len(places))
    capability, position = np.array(data.draw(shares)), np.array(places, dtype=np.float64)
    counted = capability if capability.any() else np.ones(len(places))
    apart = np.abs(position[:, None] - position) @ counted
    best = position[apart <= apart.min() + 1e-9]
    median = weighted_median(position, capability, 1.0)
    assert median.lower == best.min()
    assert median.upper <= best.max()
    middle = (median.lower + median.upper) / 2
    assert_allclose(np.abs(position - middle) @ counted, apart.min(), atol=1e-9)


@quick
@given(places=PLACES, salience=st.floats(0, 1))
def test_every_mean_stays_within_the_positions(places: list[int], salience: float) -> None:
    position = np.array(places, dtype=np.float64)
    for mean in (
        weighted_mean(position, 0.1, salience),
        capability_mean(position, 0.3),
        salience_mean(position, 0.7),
    ):
        assert position.min() <= mean <= position.max()


def test_leading_axes_are_cases_of_their_own() -> None:
    position = np.arange(24.0).reshape(2, 3, 4)
    capability = np.array([1.0, 2, 3, 4])
    found = weighted_mean(position, capability, 1)
    assert found.shape == (2, 3)
    assert_allclose(found[1, 2], np.average(position[1, 2], weights=capability))


@pytest.mark.parametrize("capability", [[1, np.nan], [-1, 1]])
def test_a_capability_that_is_no_amount_is_refused(capability: list[float]) -> None:
    with pytest.raises(DelegationSimError, match="capability: every number must be finite and at least 0"):
        weighted_mean([0, 1], capability, 1)
