"""Estimates in words: never without an interval, never rounder than they are."""

from typing import Literal

import pytest

from simulation.experiments import telling
from simulation.experiments.interval import Estimate
from simulation.experiments.summary import Finding

NAN = float("nan")
INFINITE = float("inf")


def estimate(value: float, low: float, high: float, *, level: float = 0.9) -> Estimate:
    return Estimate(value=value, low=low, high=high, n=100, level=level)


def finding(unit: Literal["share", "number"], was: Estimate, now: Estimate, change: Estimate) -> Finding:
    return Finding(
        key="adopted",
        label="a text is adopted",
        group="ending",
        unit=unit,
        estimates=(was, now),
        differences=(change,),
    )


CLEAR = finding("share", estimate(0.9, 0.84, 0.94), estimate(0.4, 0.3, 0.5), estimate(-0.5, -0.6, -0.4))
UNCLEAR = finding(
    "share", estimate(0.9, 0.84, 0.94), estimate(0.88, 0.8, 0.93), estimate(-0.02, -0.07, 0.03, level=0.95)
)


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        ((0.0, 0.0, 0.029), "0 of 100 runs (0 to 3)"),
        ((0.004, 0.001, 0.012), "0.4 of 100 runs (0.1 to 1)"),
        ((0.996, 0.98, 0.999), "99.6 of 100 runs (98 to 99.9)"),
        ((1.0, 0.971, 1.0), "100 of 100 runs (97 to 100)"),
    ],
)
def test_a_share_is_not_told_as_never_or_always_unless_it_is(
    ends: tuple[float, float, float], told: str
) -> None:
    assert telling.frequency(estimate(*ends)) == told


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        ((0.5, 0.4, 0.6), "0.50 (0.40 to 0.60)"),
        ((0.0123, 0.0101, 0.0145), "0.012 (0.010 to 0.015)"),
        ((-0.001, -0.004, 0.002), "-0.0010 (-0.0040 to 0.0020)"),
        ((0.0, 0.0, 0.0), "0.00 (0.00 to 0.00)"),
        ((-0.0, -0.0, 0.0), "0.00 (0.00 to 0.00)"),
        ((12.25, -INFINITE, INFINITE), "12.25 (of one run only)"),
        ((12.25, NAN, NAN), "12.25 (of one run only)"),
    ],
)
def test_a_number_has_two_digits_that_tell_something(ends: tuple[float, float, float], told: str) -> None:
    assert telling.amount(estimate(*ends)) == told


def test_a_difference_has_its_sign() -> None:
    assert telling.difference(CLEAR, 1) == "-50 of 100 runs (-60 to -40)"
    small = finding("number", estimate(1, 1, 1), estimate(1, 1, 1), estimate(0.02, -0.01, 0.05))
    assert telling.difference(small, 1) == "+0.020 (-0.010 to +0.050)"


def test_effects_are_sized_by_the_width_of_their_intervals() -> None:
    assert telling.size_of_effect(CLEAR, 1) == pytest.approx(5.0)
    assert telling.size_of_effect(UNCLEAR, 1) == pytest.approx(0.4)
    same, other = estimate(6, 6, 6), estimate(4, 4, 4)
    assert telling.size_of_effect(finding("number", same, same, estimate(0, 0, 0)), 1) == 0.0
    assert telling.size_of_effect(finding("number", same, other, estimate(-2, -2, -2)), 1) == INFINITE


def test_a_difference_of_one_pair_has_no_interval() -> None:
    one = finding("number", estimate(1, NAN, NAN), estimate(2, NAN, NAN), estimate(1.0, -INFINITE, INFINITE))
    assert telling.difference(one, 1) == "+1.00 (of one pair only)"
