"""Intervals: published values, edges, and how often they cover what they are about."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulation.rng import Streams
from simulation.stats import interval
from simulation.stats.interval import Estimate
from simulation.stats.many_tested import among
from simulation.stats.unanimous import tells


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_a_share_has_the_interval_of_wilson(hits: int, n: int, low: float, high: float) -> None:
    # Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3 (score without continuity correction).
    found = interval.share(hits, n, level=0.95)
    assert found.value == hits / n
    assert_allclose([found.low, found.high], [low, high], atol=5e-5)


def test_the_interval_of_a_share_is_that_of_its_complement_turned_round() -> None:
    found, other = interval.share(3, 40), interval.share(37, 40)
    assert_allclose([found.low, found.high], [1 - other.high, 1 - other.low], atol=1e-15)


@pytest.mark.parametrize("n", [1, 7, 200, 100_000])
def test_a_share_of_none_or_all_ends_exactly_there_and_is_no_point(n: int) -> None:
    none, all_of_them = interval.share(0, n), interval.share(n, n)
    assert (none.low, all_of_them.high) == (0.0, 1.0)
    assert none.high == pytest.approx(1.6449**2 / (n + 1.6449**2), rel=1e-4)  # z**2 / (n + z**2)
    assert all_of_them.low == pytest.approx(1 - none.high)


def test_a_mean_has_the_interval_of_student() -> None:
    # NIST/SEMATECH e-Handbook, 1.3.5.2, data ZARR13: n 195, mean 9.261460, sd .02278881, 95%: 9.258242 to 9.264679.
    scores = np.linspace(-1, 1, 195)
    values = 9.261460 + 0.02278881 * scores / scores.std(ddof=1)
    found = interval.mean(values, level=0.95)
    assert_allclose([found.value, found.low, found.high], [9.261460, 9.258242, 9.264679], atol=1e-6)


@pytest.mark.parametrize(("freedom", "level", "t"), [(1, 0.9, 6.314), (9, 0.95, 2.262), (30, 0.99, 2.750)])
def test_the_factor_of_student_is_that_of_the_tables(freedom: int, level: float, t: float) -> None:
    # NIST/SEMATECH e-Handbook, 1.3.6.7.2: critical values of Student's t distribution.
    assert interval.student(freedom, level) == pytest.approx(t, abs=5e-4)


def test_paired_means_are_the_means_of_the_differences() -> None:
    # Student 1908, table of Cushny and Peebles: hours of sleep gained with two drugs; paired t = 4.06, 9 df,
    # mean difference 1.58, 95%: 0.70 to 2.46.
    first = np.array([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0])
    second = np.array([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])
    found = interval.paired_mean(first, second, level=0.95)
    assert_allclose([found.value, found.low, found.high], [1.58, 0.7001, 2.4599], atol=5e-5)
    assert found.is_clear


@pytest.mark.parametrize("n", [2, 5, 6, 200])
def test_equal_differences_are_beyond_noise_only_if_their_signs_are(n: int) -> None:
    # By chance n signs agree with probability 2^(1-n): of 5 in 6.3 of 100, of 6 in 3.1.
    assert tells(interval.mean(np.full(n, -4.0))) == (n >= 6)


def test_few_equal_differences_are_not_beyond_noise_as_one_of_many() -> None:
    # 1 of 512 is more than half of a tenth by 35, and 1 of 2^19 is less.
    assert not tells(among(interval.mean(np.full(10, -4.0)), 35))
    assert tells(among(interval.mean(np.full(20, -4.0)), 35))


def test_one_value_says_nothing_of_the_spread() -> None:
    found = interval.mean(np.array([0.5]))
    assert (found.value, found.low, found.high, found.n) == (0.5, -np.inf, np.inf, 1)
    assert not found.is_clear


def test_values_without_spread_have_a_point() -> None:
    found = interval.mean(np.full(10, 0.25))
    assert (found.low, found.high) == (0.25, 0.25)


def pairs(both: int, gained: int, lost: int, neither: int) -> tuple[np.ndarray, np.ndarray]:
    counts = (both, gained, lost, neither)
    base = np.repeat([True, False, True, False], counts)
    variant = np.repeat([True, True, False, False], counts)
    return base, variant


def test_a_difference_of_shares_has_the_interval_of_agresti_and_min() -> None:
    # The example of the R package PropCIs 0.3-0, diffpropci.mp(b = 40, c = 20, n = 160, conf.level = 0.95), which
    # is their interval with half a pair added to each cell: -0.21601726 to -0.03089632.
    base, variant = pairs(both=60, gained=20, lost=40, neither=40)
    found = interval.paired_share(base, variant, level=0.95)
    assert found.value == -0.125
    assert_allclose([found.low, found.high], [-0.21601726, -0.03089632], atol=5e-9)
    assert found.is_clear


def test_the_difference_turns_round_with_the_pairs() -> None:
    base, variant = pairs(both=5, gained=9, lost=2, neither=14)
    there, back = interval.paired_share(base, variant), interval.paired_share(variant, base)
    assert_allclose([there.value, there.low, there.high], [-back.value, -back.high, -back.low])


def test_pairs_that_never_differ_still_have_an_interval_round_zero() -> None:
    base, variant = pairs(both=30, gained=0, lost=0, neither=70)
    found = interval.paired_share(base, variant)
    assert found.value == 0.0
    assert found.low == -found.high < 0
    assert not found.is_clear


def test_what_cannot_be_estimated_is_refused() -> None:
    none = np.zeros(0)
    with pytest.raises(ValueError, match="at least one value"):
        interval.share(0, 0)
    with pytest.raises(ValueError, match="at least one value"):
        interval.mean(none)
    with pytest.raises(ValueError, match="at least one pair"):
        interval.paired_share(none.astype(bool), none.astype(bool))
    with pytest.raises(ValueError, match="pairs need equal numbers: 0 and 2"):
        interval.paired_mean(none, np.ones(2))
    with pytest.raises(ValueError, match="pairs need equal numbers: 2 and 0"):
        interval.paired_share(np.ones(2, dtype=bool), none.astype(bool))


@pytest.mark.parametrize(("low", "high"), [(0.1, 0.2), (-0.2, -0.1)])
def test_a_difference_is_clear_if_its_interval_leaves_out_zero(low: float, high: float) -> None:
    assert Estimate(value=0.0, low=low, high=high, n=9).is_clear


@pytest.mark.parametrize(("low", "high"), [(0.0, 0.1), (-0.1, 0.0), (-0.1, 0.1)])
def test_a_difference_is_not_clear_if_its_interval_touches_zero(low: float, high: float) -> None:
    assert not Estimate(value=0.0, low=low, high=high, n=9).is_clear


TRIALS = 2_000


def uniform(trials: int, n: int) -> np.ndarray:
    """Return uniform numbers `[trials, n]`."""
    return Streams(7).generator("uncertainty", 0).random((trials, n))


def covered(estimates: list[Estimate], truth: float) -> float:
    return float(np.mean([found.low <= truth <= found.high for found in estimates]))


@pytest.mark.parametrize("n", [20, 50, 200])
def test_nine_of_ten_intervals_of_a_share_cover_it_on_average_over_shares(n: int) -> None:
    # For one share it may be fewer: hits are whole numbers. Exactly, over shares .005, .01, ... .995, it is .907 on
    # average and .818 at the least with n 20; .905 and .866 with n 50; .901 and .860 with n 200.
    draw = uniform(TRIALS, n + 1)
    share, hits = draw[:, 0], (draw[:, 1:] < draw[:, :1]).sum(axis=1)
    found = [interval.share(k, n) for k in hits.tolist()]
    assert 0.88 < np.mean([e.low <= p <= e.high for e, p in zip(found, share, strict=True)]) < 0.93


@pytest.mark.parametrize("n", [8, 40])
def test_nine_of_ten_intervals_of_a_mean_cover_it(n: int) -> None:
    assert 0.88 < covered([interval.mean(row) for row in uniform(TRIALS, n)], 0.5) < 0.92


@pytest.mark.parametrize(("gained", "lost", "n"), [(0.3, 0.2, 40), (0.05, 0.02, 100), (0.2, 0.0, 50)])
def test_nine_of_ten_intervals_of_a_paired_difference_cover_it(gained: float, lost: float, n: int) -> None:
    draw = uniform(TRIALS, n)
    base, variant = draw < lost, (draw >= lost) & (draw < lost + gained)
    found = [interval.paired_share(a, b) for a, b in zip(base, variant, strict=True)]
    assert 0.87 < covered(found, gained - lost) < 0.96
