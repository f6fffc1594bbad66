"""Scores of forecasts: what they are for sure, uniform and right ones, and that the truth scores best."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from simulation.models.scores import (
    covers,
    crps,
    log_score,
    log_score_of_bins,
    pit_inside,
    quantile_places,
    width,
)

UNIFORM = np.full((1, 101), 1 / 101)


def sure(place: int) -> np.ndarray:
    return np.eye(101)[[place]]


def at(place: int) -> np.ndarray:
    return np.array([place])


def drawn(seed: int) -> np.ndarray:
    """Return a lumpy forecast `[1, 101]`."""
    rng = np.random.default_rng(seed)
    heights = rng.exponential(size=101) ** 4
    return (heights / heights.sum())[None]


@given(forecast=st.integers(0, 100), outcome=st.integers(0, 100))
@settings(max_examples=25)
def test_the_score_of_a_sure_forecast_is_its_distance(forecast: int, outcome: int) -> None:
    assert crps(sure(forecast), at(outcome))[0] == abs(forecast - outcome)


def test_the_score_of_two_even_ends_is_a_quarter_of_the_scale_wherever_it_ends() -> None:
    ends = (sure(0) + sure(100)) / 2
    assert [float(crps(ends, at(place))[0]) for place in (0, 37, 100)] == [25.0, 25.0, 25.0]


@pytest.mark.parametrize("score", [crps, log_score, log_score_of_bins])
@given(truth=st.integers(0, 1000), other=st.integers(0, 1000))
@settings(max_examples=15)
def test_on_average_nothing_scores_better_than_the_truth(
    score: Callable[[np.ndarray, np.ndarray], np.ndarray], truth: int, other: int
) -> None:
    p, q = drawn(truth), drawn(other)
    places = np.arange(101)
    honest, wrong = (float(p[0] @ score(np.repeat(forecast, 101, axis=0), places)) for forecast in (p, q))
    slack = 0.0 if score is crps else 0.03  # what is mixed in costs the truth a little
    assert honest <= wrong + slack


def test_a_miss_of_a_sure_forecast_costs_what_is_mixed_in() -> None:
    assert log_score(sure(3), at(50))[0] == pytest.approx(-math.log(0.02 / 101))
    assert log_score_of_bins(sure(3), at(50))[0] == pytest.approx(-math.log(0.02 / 11))


def test_bins_end_at_four_and_fourteen() -> None:
    hit = -math.log(0.98 + 0.02 / 11)
    assert_allclose([log_score_of_bins(sure(0), at(4))[0], log_score_of_bins(sure(95), at(100))[0]], hit)
    assert log_score_of_bins(sure(4), at(5))[0] > hit


def test_a_uniform_forecast_is_covered_at_its_level_and_eighty_points_wide() -> None:
    assert width(UNIFORM, 0.8)[0] == 80
    assert [covers(UNIFORM, at(place), 0.8)[0] for place in (9, 10, 90, 91)] == [0, 1, 1, 0]
    inside = np.mean([pit_inside(UNIFORM, at(place), 0.8)[0] for place in range(101)])
    assert inside == pytest.approx(0.8)


@given(seed=st.integers(0, 1000), level=st.sampled_from([0.5, 0.8]))
@settings(max_examples=20)
def test_the_transform_of_a_calibrated_forecast_is_inside_at_its_level(seed: int, level: float) -> None:
    p = drawn(seed)
    inside = pit_inside(np.repeat(p, 101, axis=0), np.arange(101), level)
    assert p[0] @ inside == pytest.approx(level)


def test_plain_coverage_of_mass_on_one_mark_is_more_than_it_says() -> None:
    lumpy = 0.5 * sure(0) + 0.5 * sure(100)
    assert [covers(lumpy, at(place), 0.5)[0] for place in (0, 100)] == [1.0, 1.0]
    assert [pit_inside(lumpy, at(place), 0.5)[0] for place in (0, 100)] == [0.5, 0.5]


def test_an_outcome_without_probability_is_inside_or_outside_as_its_rank_says() -> None:
    lumpy = 0.5 * sure(20) + 0.5 * sure(80)
    assert [pit_inside(lumpy, at(place), 0.8)[0] for place in (5, 50, 95)] == [0.0, 1.0, 0.0]


def test_a_quantile_is_reached_in_spite_of_rounding() -> None:
    tenths = np.zeros((1, 101))
    tenths[0, :10] = 0.1
    assert [int(quantile_places(tenths, share)[0]) for share in (0.1, 0.3, 0.5, 1.0)] == [0, 2, 4, 9]


def test_an_outcome_at_the_very_edge_of_the_band_is_inside() -> None:
    edge = 0.9 * sure(0) + 0.1 * sure(100)
    assert pit_inside(edge, at(50), 0.8).tolist() == [1.0]
    assert pit_inside(edge, at(50), 0.78).tolist() == [0.0]
