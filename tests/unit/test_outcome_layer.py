"""The outcome layer: published cases to six digits, what a forecast is, and a fit that finds what made the data."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from simulation.models.outcome_layer import (
    BASIC,
    G3,
    G8,
    GRID,
    TERMS,
    Coefficients,
    MarkForecast,
    distribution,
    features,
    fit,
    fit_terms,
    nearest_marks,
    probabilities,
    sensitivity,
)
from simulation.models.scores import crps

QUANTILES = (0.10, 0.25, 0.50, 0.75, 0.90)
# The specification of the outcome layer, reference cases of G8 with two-decimal coefficients.
CASES = [
    pytest.param(
        *((0, 100), (60, 40), 40.0),
        {0: 0.339968, 25: 0.013693, 40: 0.056648, 50: 0.063235, 100: 0.072592},
        *((0, 0, 30, 55, 87), 13.388278),
        id="two camps",
    ),
    pytest.param(
        *((0, 40, 100), (1, 2, 2), 56.0),
        {0: 0.121405, 40: 0.358933, 50: 0.054879, 100: 0.088158},
        *((0, 40, 40, 60, 92), 6.882244),
        id="three positions",
    ),
    pytest.param(
        *((70, 70, 100, 0), (10, 30, 20, 40), 48.0),
        {0: 0.182119, 70: 0.308790, 100: 0.060865},
        *((0, 23, 60, 70, 81), 9.026227),
        id="two at one place",
    ),
]
rooms = st.integers(1, 6).flatmap(
    lambda n: st.tuples(
        st.lists(st.integers(0, 100), min_size=n, max_size=n),
        st.lists(
            st.floats(0, 50, allow_subnormal=False), min_size=n, max_size=n
        ),  # halves of others are none
    )
)


@pytest.mark.parametrize(("positions", "influence", "centre", "p", "quantiles", "score"), CASES)
def test_the_reference_cases_come_out_to_six_digits(  # noqa: PLR0917 - one row of the table
    positions: tuple[int, ...],
    influence: tuple[int, ...],
    centre: float,
    p: dict[int, float],
    quantiles: tuple[int, ...],
    score: float,
) -> None:
    found = distribution(positions, influence, coefficients=G8)
    assert found.centre == centre
    assert {mark: round(float(found.probability[mark]), 6) for mark in p} == p
    assert tuple(found.quantile(share) for share in QUANTILES) == quantiles
    assert round(float(crps(found.probability[None], np.array([50]))[0]), 6) == score


def test_the_median_and_bands_of_the_first_case_are_told_apart() -> None:
    found = distribution((0, 100), (60, 40), coefficients=G8)
    assert found.median == 30
    assert (found.band(0.8), found.band(0.5)) == ((0, 87), (0, 55))


def test_a_quantile_is_the_lowest_mark_that_reaches_the_share_exactly_or_but_for_rounding() -> None:
    found = MarkForecast(
        grid=np.array([0.0, 40.0, 100.0]), probability=np.array([0.5, 0.25, 0.25]), centre=35.0
    )
    assert (found.median, found.quantile(0.75), found.quantile(0.76)) == (0, 40, 100)
    tenths = MarkForecast(grid=np.arange(10.0), probability=np.full(10, 0.1), centre=4.5)
    assert np.cumsum(tenths.probability)[7] < 0.8
    assert tenths.quantile(0.8) == 7


@given(room=rooms)
@settings(max_examples=25)
def test_probabilities_are_positive_and_sum_to_one(room: tuple[list[int], list[float]]) -> None:
    found = distribution(*room, coefficients=G8)
    assert (found.probability > 0).all()
    assert_allclose(found.probability.sum(), 1.0)


@given(room=rooms, scale=st.floats(0.01, 100))
@settings(max_examples=25)
def test_only_relative_influence_counts(room: tuple[list[int], list[float]], scale: float) -> None:
    positions, influence = room
    louder = [scale * value for value in influence]
    first, second = (distribution(positions, given).probability for given in (influence, louder))
    assert_allclose(first, second, rtol=1e-9)


@given(room=rooms)
@settings(max_examples=25)
def test_a_mirrored_room_gives_the_mirrored_forecast_without_coding_habits(
    room: tuple[list[int], list[float]],
) -> None:
    positions, influence = room
    mirrored = distribution([100 - place for place in positions], influence)
    assert_allclose(mirrored.probability[::-1], distribution(positions, influence).probability, rtol=1e-9)


def test_where_nobody_has_influence_all_count_alike() -> None:
    silent, alike = (distribution((10, 60), given).probability for given in ((0, 0), (1, 1)))
    assert_allclose(silent, alike)
    with_absent = distribution((10, np.nan, 60), (0, 0, 0)).probability
    assert_allclose(with_absent, alike)


def test_who_has_no_influence_holds_no_mark() -> None:
    held = features(np.array([10.0, 60.0]), np.array([1.0, 0.0]))[:, TERMS.index("occupied")]
    assert np.flatnonzero(held).tolist() == [10]


def test_who_takes_no_part_changes_nothing() -> None:
    with_absent = distribution((10, np.nan, 60), (1, 5, 2)).probability
    assert_allclose(with_absent, distribution((10, 60), (1, 2)).probability)


def test_a_position_between_two_marks_counts_for_the_nearest_the_lower_of_equals() -> None:
    assert nearest_marks(np.array([0.4, 0.5, 0.6, 99.7, 100.0])).tolist() == [0, 0, 1, 100, 100]


def test_another_centre_moves_the_mass_towards_it() -> None:
    low, high = (distribution((0, 100), (1, 1), centre).probability[100] for centre in (20.0, 80.0))
    assert low < 0.3 < high


def test_draws_of_inputs_average_their_probabilities() -> None:
    draws = np.array([[0.0, 100.0], [20.0, 90.0], [5.0, 95.0]])
    one_by_one = [distribution(draw, (1, 2)).probability for draw in draws]
    mixed = distribution(draws, (1, 2))
    assert_allclose(mixed.probability, np.mean(one_by_one, axis=0))
    assert mixed.centre == pytest.approx((200 / 3 + 200 / 3 + 65) / 3)


def test_the_band_of_sensitivity_changes_the_slope_only() -> None:
    flat, steep = sensitivity(G3)
    assert (flat, steep) == (
        Coefficients(distance=0.35, occupied=3.61, share=0.86),
        Coefficients(distance=1.05, occupied=3.61, share=0.86),
    )
    wide, narrow = (distribution((0, 50, 100), (1, 1, 1), coefficients=given) for given in (flat, steep))
    assert wide.probability[0] > narrow.probability[0]


@pytest.mark.parametrize(
    ("positions", "influence", "words"),
    [
        ((-5, 40), (1, 1), "off the scale"),
        ((0.2, 101), (1, 1), "off the scale"),
        ((5, 40), (1, -1), "negative or no number"),
        ((5, 40), (1, np.nan), "negative or no number"),
        ((np.nan, np.nan), (1, 1), "nobody takes part"),
        ((), (), "nobody takes part"),
    ],
)
def test_what_is_no_room_is_refused(
    positions: tuple[float, ...], influence: tuple[float, ...], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        distribution(positions, influence)


def made_by(coefficients: Coefficients, n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return rooms and decisions drawn from the model itself."""
    rng = np.random.default_rng(7)
    positions = rng.choice(np.arange(0.0, 101.0, 10.0), size=(n, 5))
    influence = rng.uniform(0.1, 1.0, size=(n, 5))
    p = probabilities(positions, influence, coefficients=coefficients)
    outcomes = GRID[(p.cumsum(axis=1) > rng.uniform(size=(n, 1))).argmax(axis=1)]
    return positions, influence, outcomes


def test_a_fit_finds_the_coefficients_that_made_the_data() -> None:
    found = fit(*made_by(G3, 600), terms=BASIC, ridge=0.0)
    assert found.distance == pytest.approx(0.695, abs=0.15)
    assert found.occupied == pytest.approx(3.61, abs=0.3)
    assert found.share == pytest.approx(0.86, abs=0.7)
    assert (found.zero, found.fives) == (0.0, 0.0)


def test_at_the_fit_no_small_step_is_likelier() -> None:
    positions, influence, outcomes = made_by(G8, 60)
    traits, chosen = features(positions, influence), nearest_marks(outcomes)
    theta = fit_terms(traits, chosen, ridge=1.5)

    def gain(theta: np.ndarray) -> float:
        eta = traits @ theta
        log_p = eta[np.arange(len(eta)), chosen] - np.log(np.exp(eta).sum(axis=1))
        return float(log_p.sum() - 1.5 * theta @ theta)

    steps = 1e-3 * np.vstack([np.eye(len(TERMS)), -np.eye(len(TERMS))])
    assert max(gain(theta + step) for step in steps) < gain(theta)


def test_a_heavier_ridge_gives_smaller_coefficients() -> None:
    positions, influence, outcomes = made_by(G8, 40)
    light, heavy = (fit(positions, influence, outcomes, ridge=ridge).as_array() for ridge in (0.5, 50.0))
    assert np.linalg.norm(heavy) < np.linalg.norm(light)
