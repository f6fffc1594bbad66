"""Intervals that hold codings: between codings and within them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from numpy.testing import assert_allclose

from benchmarks.interval_coverage import FIGURES, held, held_by_weight, unequal
from simulation.arrays import FloatArray
from simulation.stats import interval
from simulation.study.among import among, parts

CODING = np.repeat(np.arange(25), 8)
THREE = np.repeat(np.arange(3), 2)
UNIT = (0.0, 1.0)


def test_where_codings_change_nothing_the_interval_is_no_wider_than_telling_that_costs() -> None:
    """What holds for any spread in 86 of 100 is 2.2 times as wide in the mean (`benchmarks.interval_coverage`)."""
    rng = np.random.default_rng(5)
    wider = []
    for _ in range(200):
        hit = rng.random(200) < 0.4
        chance = interval.share(int(hit.sum()), 200)
        found = among(hit.astype(float), CODING, chance, ends=UNIT)
        wider.append((found.high - found.low) / (chance.high - chance.low))
    assert min(wider) >= 1.0
    assert 2.2 <= np.mean(wider) < 3.2


def test_where_codings_decide_everything_it_spans_what_they_do() -> None:
    hit = (CODING % 2).astype(float)
    found = among(hit, CODING, interval.share(int(hit.sum()), 200), ends=UNIT)
    assert (found.low, found.high) == (0.0, 1.0)


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("ratio", [0.05, 0.3])
def test_an_interval_holds_sets_that_were_not_played(figure: str, ratio: float) -> None:
    rng = np.random.default_rng(7)
    assert 0.86 <= np.mean([held(rng, figure, 100, 2, ratio)[0] for _ in range(60)]) <= 0.98


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("effective", [75, 25])
def test_where_a_quarter_of_the_sets_counts_or_fewer_it_holds_those_drawn_by_weight(
    figure: str, effective: float
) -> None:
    rng, weight = np.random.default_rng(7), unequal(300, effective)
    assert 0.87 <= np.mean([held_by_weight(rng, figure, weight, 0.3)[0] for _ in range(60)]) <= 0.98


@pytest.mark.thorough
@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("effective", [75, 25, 3])
@pytest.mark.parametrize("ratio", [0.0, 0.01, 0.05, 0.1, 0.3, 1.0, 3.0])
def test_it_holds_sets_drawn_by_weight_whatever_they_do(figure: str, effective: float, ratio: float) -> None:
    rng, weight = np.random.default_rng(7), unequal(300, effective)
    assert np.mean([held_by_weight(rng, figure, weight, ratio)[0] for _ in range(200)]) >= 0.86


@pytest.mark.thorough
@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("layout", [(20, 2), (200, 2), (25, 8)])
@pytest.mark.parametrize("ratio", [0.0, 0.01, 0.05, 0.1, 0.3, 1.0, 3.0])
def test_it_holds_them_whatever_sets_do(figure: str, layout: tuple[int, int], ratio: float) -> None:
    rng = np.random.default_rng(7)
    found = np.mean([held(rng, figure, *layout, ratio)[0] for _ in range(200)])
    assert found >= 0.86
    if figure == "number" and ratio >= 1:  # nothing is cut, and what sets do is plain to see
        assert found == pytest.approx(0.9, abs=0.03)


def test_it_is_reckoned_by_hand() -> None:
    # Means 1, 2 and 6 of three codings of two, W = 2, S = 14: V^2 - 32 V + 56 = 0, V = 16 + sqrt(200),
    # B = (V - 2) / 2; Student's quantile at 2 degrees is 2.919986.
    value = np.array([0.0, 2.0, 1.0, 3.0, 5.0, 7.0])
    between = (16 + np.sqrt(200) - 2) / 2
    assert parts(value, THREE) == pytest.approx((2.0, between))
    found = among(value, THREE, interval.mean(value), ends=(-99.0, 99.0))
    assert_allclose(found.high - found.value, 2.919986 * np.sqrt(between * 4 / 3 + 2 / 6), rtol=1e-6)


@given(
    value=npst.arrays(float, 24, elements=st.floats(-1e3, 1e3).map(lambda one: round(one, 3))),
    order=st.permutations(range(24)),
    names=st.lists(st.integers(0, 99), min_size=6, max_size=6, unique=True),
)
def test_neither_the_order_of_replications_nor_the_names_of_sets_matter(
    value: FloatArray, order: list[int], names: list[int]
) -> None:
    coding = np.repeat(np.arange(6), [7, 6, 4, 3, 2, 2])
    first, again = parts(value, coding), parts(value[order], np.array(names)[coding][order])
    assert first is not None
    assert again is not None
    assert min(first) >= 0
    assert_allclose(first, again, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("coding", [[0, 0, 0, 0], [0, 0, 1, 1], [0, 1, 2, 3], [0, 1, 2, 2]])
def test_without_three_codings_or_two_runs_beside_nothing_is_told_apart(coding: list[int]) -> None:
    value = np.array([0.0, 1.0, 1.0, 1.0])
    found = among(value, np.array(coding), interval.share(3, 4), ends=UNIT)
    assert (found.low, found.high) == UNIT
