"""Bins of forecasts beside what happened: every forecast in one of them, enough in each, intervals wide enough."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.arrays import BoolArray
from simulation.evidence.validation.bins import Curve, curve, equal_bins, tenths
from simulation.stats.interval import Estimate, share


@given(chance=st.lists(st.floats(0, 1), min_size=1, max_size=80), fewest=st.integers(1, 30))
def test_every_chance_is_in_one_bin_and_each_holds_enough_where_there_are_as_many(
    chance: list[float], fewest: int
) -> None:
    bins = tenths(np.array(chance), fewest)
    assert (np.sum(bins, axis=0) == 1).all()
    assert len(bins) == 1 or min(int(one.sum()) for one in bins) >= fewest


@given(at=st.lists(st.floats(0, 1), min_size=1, max_size=60), number=st.integers(1, 7))
def test_bins_of_equal_size_hold_every_value_once_in_ascending_order(at: list[float], number: int) -> None:
    values = np.array(at)
    bins = equal_bins(values, number)
    assert (np.sum(bins, axis=0) == 1).all()
    highest = [values[one].max() for one in bins[:-1]]
    assert all(high <= values[one].min() for high, one in zip(highest, bins[1:], strict=True))


def test_a_bin_by_hand() -> None:
    chance = np.array([0.1, 0.2, 0.8, 0.9])
    happened = np.array([False, True, True, True])
    inside = [np.array([True, True, False, False]), np.array([False, False, True, True])]
    low, high = curve(chance, chance, happened, inside, level=0.95).bins
    assert low.at == low.forecast == pytest.approx(0.15)
    assert (low.happened.value, low.happened.n) == (0.5, 2)
    assert high.happened == share(2, 2, level=0.95)


def test_what_is_resampled_can_only_widen_an_interval() -> None:
    happened = np.array([True, False] * 10)
    chance = np.full(20, 0.5)

    def within(inside: BoolArray) -> Estimate:
        return Estimate(value=0.5, low=0.45, high=0.99, n=int(inside.sum()), level=0.95)

    (one,) = curve(chance, chance, happened, [np.ones(20, dtype=bool)], level=0.95, within=within).bins
    assert one.happened.low == share(10, 20, level=0.95).low
    assert one.happened.high == 0.99


def test_a_curve_is_the_same_after_it_was_written_and_read() -> None:
    chance = np.linspace(0.05, 0.95, 40)
    one = curve(chance, chance, chance > 0.5, tenths(chance), level=0.95)
    assert Curve.of(one.as_data(), 0.95).as_data() == one.as_data()
    assert one.n == 40
