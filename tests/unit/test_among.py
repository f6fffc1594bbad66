"""Intervals that hold codings: between codings and within them."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulation.stats import interval
from simulation.study.among import among

CODING = np.repeat(np.arange(25), 8)
UNIT = (0.0, 1.0)


def test_where_codings_change_nothing_the_interval_is_about_that_of_chance() -> None:
    rng = np.random.default_rng(5)
    wider = []
    for _ in range(200):
        hit = rng.random(200) < 0.4
        chance = interval.share(int(hit.sum()), 200)
        found = among(hit.astype(float), CODING, chance, ends=UNIT)
        wider.append((found.high - found.low) / (chance.high - chance.low))
    assert min(wider) >= 1.0
    assert np.median(wider) < 1.2


def test_where_codings_decide_everything_it_spans_what_they_do() -> None:
    hit = (CODING % 2).astype(float)
    found = among(hit, CODING, interval.share(int(hit.sum()), 200), ends=UNIT)
    assert (found.low, found.high) == (0.0, 1.0)


def test_it_covers_a_new_coding_as_often_as_it_says() -> None:
    rng = np.random.default_rng(7)
    hits = 0
    for _ in range(400):
        middle = rng.normal(0.0, 1.0, 26)
        value = middle[CODING] + rng.normal(0.0, 2.0, 200)
        found = among(value, CODING, interval.mean(value), ends=(-99.0, 99.0))
        hits += found.low <= middle[25] <= found.high
    assert hits / 400 == pytest.approx(0.9, abs=0.05)


def test_half_its_width_is_that_of_the_analysis_of_variance() -> None:
    # By hand: means 1 and 3 of two codings of two, W = 2, MSB = 4, B = (4 - 2) / 2 = 1; t(1) at 90% is 6.3138.
    value = np.array([0.0, 2.0, 2.0, 4.0])
    found = among(value, np.array([0, 0, 1, 1]), interval.mean(value), ends=(-99.0, 99.0))
    assert_allclose(found.high - found.value, 6.313752 * np.sqrt(1 * 1.5 + 2 / 4), rtol=1e-6)


@pytest.mark.parametrize("coding", [[0, 0, 0], [0, 1, 2]])
def test_without_two_codings_or_two_runs_of_one_nothing_is_told_apart(coding: list[int]) -> None:
    value = np.array([0.0, 1.0, 1.0])
    found = among(value, np.array(coding), interval.share(2, 3), ends=UNIT)
    assert (found.low, found.high) == UNIT
