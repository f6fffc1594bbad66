"""The outcome layer among options: worked out mark by mark, told by cells, as sure of options as decisions warrant."""

from collections.abc import Sequence
from itertools import pairwise
from math import exp

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from simulation.models.option_cells import distribution_among, option_marks
from simulation.models.outcome_layer import G3, distribution


def by_hand(
    positions: Sequence[float], influence: Sequence[float], options: Sequence[int]
) -> tuple[list[float], list[float]]:
    """Return the probabilities of all whole numbers and of all cells, written out; every position is an option."""
    total = sum(influence)
    mean = sum(x * w for x, w in zip(positions, influence, strict=True)) / total
    raised = []
    for mark in range(min(options), max(options) + 1):
        share = sum(w for x, w in zip(positions, influence, strict=True) if x == mark) / total
        raised.append(exp(-0.695 * abs(mark - mean) / 25 + 3.61 * (share > 0) + 0.86 * share))
    scale = [each / sum(raised) for each in raised]
    told = sorted({*options, *((a + b) / 2 for a, b in pairwise(options))})
    cells = [0.0] * len(told)
    for mark, p in enumerate(scale, start=min(options)):
        away = [abs(mark - place) for place in told]
        nearest = [place for place, each in enumerate(away) if each == min(away)]
        for place in nearest:
            cells[place] += p / len(nearest)
    return scale, cells


def test_every_whole_number_has_its_probability_and_cells_add_them_up() -> None:
    found = distribution_among((0, 40, 40), (1, 1, 1), (0, 40, 100))
    scale, cells = by_hand((0, 40, 40), (1, 1, 1), (0, 40, 100))
    assert found.marks.tolist() == [0, 20, 40, 70, 100]
    assert_allclose(found.scale.probability, scale)
    assert_allclose(found.probability, cells)
    assert found.mode == 40


def test_median_and_bands_are_those_of_the_scale() -> None:
    found = distribution_among((0, 100), (60, 40), (0, 100))
    whole = distribution((0, 100), (60, 40))
    assert_allclose(found.scale.probability, whole.probability)
    assert (found.median, found.band(0.8), found.band(0.5)) == (
        whole.median,
        whole.band(0.8),
        whole.band(0.5),
    )
    assert found.median not in found.marks.tolist()


def test_an_outcome_on_a_position_is_as_likely_as_in_decisions_and_not_nearly_certain() -> None:
    # .62 of 247 decisions were somebody's position; with marks for options and gaps only this was .97.
    found = distribution_among((0, 40, 100), (1, 1, 1), (0, 40, 100)).scale
    held = float(found.probability[[0, 40, 100]].sum())
    assert 0.5 < held < 0.7


def test_a_position_that_is_not_known_for_sure_holds_the_option_nearest_to_it() -> None:
    draws = np.array([[3.0, 41.0, 96.0], [5.0, 38.0, 97.0], [1.0, 44.0, 95.0]])
    drawn, plain = (
        distribution_among(given, (1, 1, 1), (0, 40, 100), 45.0) for given in (draws, (0, 40, 100))
    )
    assert_allclose(drawn.probability, plain.probability)


def test_the_mean_is_that_of_positions_and_not_of_the_options_that_they_hold() -> None:
    assert distribution_among((10, 80), (1, 1), (0, 50, 100)).scale.centre == 45.0


def test_a_position_half_way_between_two_options_holds_half_of_each() -> None:
    half = distribution_among((50,), (1,), (0, 100)).scale
    each = by_hand((0, 100), (1, 1), (0, 100))[0]
    assert_allclose(half.probability, each)


@given(
    room=st.lists(st.tuples(st.integers(0, 100), st.floats(0.1, 9)), min_size=1, max_size=6),
    options=st.lists(st.integers(0, 300).map(lambda third: third / 3), min_size=1, max_size=8),
)
@settings(max_examples=25)
def test_a_mirrored_room_gives_the_mirrored_forecast(
    room: list[tuple[int, float]], options: list[float]
) -> None:
    positions, influence = zip(*room, strict=True)
    plain = distribution_among(positions, influence, options)
    mirrored = distribution_among(
        [100 - place for place in positions], influence, [100 - place for place in options]
    )
    assert_allclose(plain.probability.sum(), 1.0)
    assert_allclose(mirrored.probability[::-1], plain.probability, rtol=1e-7)
    assert_allclose(mirrored.scale.probability[::-1], plain.scale.probability, rtol=1e-7)


def test_a_number_half_way_between_two_marks_is_shared_in_spite_of_rounding() -> None:
    assert 100 * 0.28 > 28  # so that 7 is a little nearer to 0 than to 14, which is half of it
    rounded, plain = (distribution_among((0,), (1,), (0, end)).probability for end in (100 * 0.28, 28))
    assert_allclose(rounded, plain)


def test_nothing_lies_beyond_the_outermost_options() -> None:
    found = distribution_among((0, 100), (1, 1), (20, 80))
    assert (found.scale.grid[0], found.scale.grid[-1]) == (20, 80)
    # 34 is nearer to 20 than to 50; 35 is as near to both.
    raised = [exp(-0.695 * abs(mark - 50) / 25 + (4.04 if mark in {20, 80} else 0)) for mark in range(20, 81)]
    low = sum(raised[:15]) + raised[15] / 2
    assert_allclose(found.probability, [low / sum(raised), 1 - 2 * low / sum(raised), low / sum(raised)])


def test_options_that_round_to_one_whole_number_share_its_probability() -> None:
    found = distribution_among((50, 50.3), (1, 1), (0, 50, 50.3, 100))
    at_fifty = float(found.scale.probability[50])
    named = dict(zip(found.marks.tolist(), found.probability.tolist(), strict=True))
    assert named[50.0] >= at_fifty / 2
    assert named[50.3] >= at_fifty / 2
    assert named[50.15] == 0


def test_one_option_is_certain() -> None:
    found = distribution_among((30, 30), (1, 1), [30])
    assert (found.probability.tolist(), found.median) == ([1.0], 30)


def test_a_list_of_options_is_told_with_the_points_between_them() -> None:
    assert option_marks([0, 100, 40, 40]).tolist() == [0, 20, 40, 70, 100]


def test_who_takes_no_part_changes_nothing() -> None:
    plain = distribution_among((10, 60), (1, 2), (0, 50, 100)).probability
    assert_allclose(distribution_among((10, np.nan, 60), (1, 5, 2), (0, 50, 100)).probability, plain)


def test_another_slope_is_taken_and_another_centre_draws_the_mass() -> None:
    low, high = (distribution_among((0, 100), (1, 1), (0, 100), at).probability for at in (20.0, 80.0))
    assert low[0] > high[0]
    assert_allclose(low, high[::-1])
    with pytest.raises(ValueError, match="nobody takes part"):
        distribution_among((np.nan,), (1,), (0, 100), coefficients=G3)
