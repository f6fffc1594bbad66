"""Means and medians: the published numbers, ties and empty rooms."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from simulation.errors import DelegationSimError
from simulation.models.means import weighted_mean, weighted_median
from tests.models.ec_cars import CAPABILITY, POSITION, SALIENCE

quick = settings(max_examples=40)
PLACES = st.lists(st.integers(-100, 100), min_size=1, max_size=8)


def test_the_mean_and_the_median_of_the_emission_standards_are_the_published_ones() -> None:
    # mean 7.389955686853767 and median 7: J. McKib's bdm-scholz-expected-utility-model (commit 55f63e9)
    assert_allclose(weighted_mean(POSITION, CAPABILITY, SALIENCE), 7.389955686853767, rtol=1e-15)
    assert weighted_median(POSITION, CAPABILITY, SALIENCE) == 7


def test_the_mean_by_capability_alone_by_salience_alone_and_by_heads_is_that_of_the_table() -> None:
    # By hand, from the table: sums of c x and c (7.55 and 1.01), of s x and s (40.6 and 6.1), and of x (67).
    assert_allclose(weighted_mean(POSITION, CAPABILITY, 1.0), 7.55 / 1.01)
    assert_allclose(weighted_mean(POSITION, 1.0, SALIENCE), 40.6 / 6.1)
    assert_allclose(weighted_mean(POSITION, 1.0, 1.0), 6.7)


def test_half_on_either_side_leaves_the_median_open_and_the_lower_one_is_the_forecast() -> None:
    assert weighted_median([30, 0, 10, 20], [1, 2, 1, 2], 1) == 10
    assert weighted_median([30, 0, 10, 20], [1, 2, 1, 0], [1, 1, 1, 1]) == 0


def test_heads_are_counted_where_nobody_has_capability_times_salience() -> None:
    position = [[0, 30, 60], [0, 30, 60]]
    salience = [[0, 0, 0], [0, 0, 1]]
    assert_array_equal(weighted_mean(position, 1, salience), [30, 60])
    assert_array_equal(weighted_median(position, 1, salience), [30, 60])


def test_who_has_no_position_does_not_count_and_without_any_there_is_no_mean() -> None:
    position = [[0, 10, np.nan], [np.nan, np.nan, np.nan]]
    assert_array_equal(weighted_mean(position, 1, 1), [5, np.nan])
    assert_array_equal(weighted_mean(position, [1, 3, 9], 1), [7.5, np.nan])
    assert_array_equal(weighted_median(position, [1, 3, 9], 1), [10, np.nan])


@quick
@given(places=PLACES, data=st.data())
def test_the_median_is_where_the_distances_weigh_least(places: list[int], data: st.DataObject) -> None:
    shares = st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]), min_size=len(places), max_size=len(places))
    capability, position = np.array(data.draw(shares)), np.array(places, dtype=np.float64)
    counted = capability if capability.any() else np.ones(len(places))
    apart = np.abs(position[:, None] - position) @ counted
    best = position[apart <= apart.min() + 1e-9]
    assert weighted_median(position, capability, 1.0) == best.min()


@quick
@given(places=PLACES, salience=st.floats(0, 1))
def test_every_mean_stays_within_the_positions(places: list[int], salience: float) -> None:
    position = np.array(places, dtype=np.float64)
    for mean in (
        weighted_mean(position, 0.1, salience),
        weighted_mean(position, 0.3, 1.0),
        weighted_mean(position, 1.0, 0.7),
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
