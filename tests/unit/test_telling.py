"""Estimates in words: never without an interval, never rounder than they are."""

import dataclasses
from typing import Literal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from simulation.report.study.study_opening import _figures
from simulation.stats.interval import Estimate
from simulation.study import estimates_told
from simulation.study.figures import change_words, difference_figures, number_range, share_range
from simulation.study.study_lead import Lead
from simulation.study.study_summary import Finding
from simulation.words import Said
from tests.told_studies import comparison

NAN = float("nan")
INFINITE = float("inf")


def estimate(value: float, low: float, high: float, *, level: float = 0.9) -> Estimate:
    return Estimate(value=value, low=low, high=high, n=100, level=level)


def finding(unit: Literal["share", "number"], was: Estimate, now: Estimate, change: Estimate) -> Finding:
    return Finding(
        key="adopted",
        label=Said.verbatim("a text is adopted"),
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
        ((0.0, 0.0, 0.029), "0% (0 to 3)"),
        ((0.004, 0.001, 0.012), "0.4% (0.1 to 1.2)"),
        ((0.996, 0.98, 0.999), "99.6% (98 to 99.9)"),
        ((1.0, 0.971, 1.0), "100% (97 to 100)"),
    ],
)
def test_a_share_is_not_told_as_never_or_always_unless_it_is(
    ends: tuple[float, float, float], told: str
) -> None:
    assert share_range(estimate(*ends)) == told


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        ((0.5, 0.4, 0.6), "0.50 (0.40 to 0.60)"),
        ((0.0123, 0.0101, 0.0145), "0.0123 (0.0101 to 0.0145)"),
        ((-0.001, -0.004, 0.002), "−0.0010 (−0.0040 to 0.0020)"),
        ((0.0001, -0.1577, 0.1579), "0.00 (−0.16 to 0.16)"),
        ((0.14, 0.02, 0.26), "0.14 (0.02 to 0.26)"),
        ((0.05, -0.02, 0.12), "0.05 (−0.02 to 0.12)"),
        ((0.1, 0.02, 0.2), "0.10 (0.02 to 0.20)"),
        ((3.0, 2.4, 3.6), "3.0 (2.4 to 3.6)"),
        ((0.0, 0.0, 0.0), "0 (0 to 0)"),
        ((-0.0, -0.0, 0.0), "0 (0 to 0)"),
        ((12.25, -INFINITE, INFINITE), "12.25 (one run, no interval)"),
        ((12.25, NAN, NAN), "12.25 (one run, no interval)"),
    ],
)
def test_a_number_is_told_as_finely_as_its_interval_warrants(
    ends: tuple[float, float, float], told: str
) -> None:
    assert number_range(estimate(*ends)) == told


def test_no_difference_has_digits_that_its_interval_does_not_bear() -> None:
    wide = finding("number", estimate(1, 1, 1), estimate(1, 1, 1), estimate(0.0001, -0.1577, 0.1579))
    assert str(estimates_told.difference(wide, 1)) == "0.00 (−0.16 to +0.16)"


def test_a_difference_has_its_sign() -> None:
    assert str(estimates_told.difference(CLEAR, 1)) == "−50 points (−60 to −40)"
    small = finding("number", estimate(1, 1, 1), estimate(1, 1, 1), estimate(0.02, -0.01, 0.05))
    assert str(estimates_told.difference(small, 1)) == "+0.020 (−0.010 to +0.050)"


@pytest.mark.parametrize(
    ("pairs", "told", "words"),
    [
        (5, "−2 in all 5 pairs (6 would tell)", "no clear effect: −2 in all 5 pairs (6 would tell)"),
        (6, "−2 in all 6 pairs", "less: −2 in all 6 pairs"),
    ],
)
def test_the_same_difference_in_every_pair_has_no_interval(pairs: int, told: str, words: str) -> None:
    change = Estimate(value=-2.0, low=-2.0, high=-2.0, n=pairs)
    same = finding("number", estimate(6, 6, 6), estimate(4, 4, 4), change)
    assert str(estimates_told.difference(same, 1)) == told
    assert change_words(same, 1) == words
    assert str(estimates_told.from_to(same, 1, pairs)) == "from 6 in all 100 runs to 4 in all 100 runs"


def test_effects_are_sized_by_the_width_of_their_intervals() -> None:
    assert estimates_told.size_of_effect(CLEAR, 1) == pytest.approx(5.0)
    assert estimates_told.size_of_effect(UNCLEAR, 1) == pytest.approx(0.4)
    same, other = estimate(6, 6, 6), estimate(4, 4, 4)
    assert estimates_told.size_of_effect(finding("number", same, same, estimate(0, 0, 0)), 1) == 0.0
    assert estimates_told.size_of_effect(finding("number", same, other, estimate(-2, -2, -2)), 1) == INFINITE


def test_a_difference_of_one_pair_has_no_interval() -> None:
    one = finding("number", estimate(1, NAN, NAN), estimate(2, NAN, NAN), estimate(1.0, -INFINITE, INFINITE))
    assert str(estimates_told.difference(one, 1)) == "+1.00 (of one pair only)"


def test_an_interval_that_leaves_out_zero_does_not_end_there() -> None:
    close = finding("number", estimate(0.5, 0.4, 0.6), estimate(0.6, 0.5, 0.7), estimate(0.1, 0.0004, 0.2))
    assert str(estimates_told.difference(close, 1)) == "+0.1000 (+0.0004 to +0.2000)"
    assert share_range(estimate(0.0003, 0.0001, 0.0009)) == "0.03% (0.01 to 0.09)"
    assert share_range(estimate(0.99996, 0.9999, 1.0)) == "99.996% (99.990 to 100)"


def test_values_have_the_decimals_of_their_difference() -> None:
    small = finding(
        "number",
        estimate(0.5132, 0.5, 0.52),
        estimate(0.5088, 0.5, 0.51),
        estimate(-0.0044, -0.0048, -0.0039),
    )
    assert (
        str(estimates_told.from_to(small, 1, 100))
        == "from 0.5132 (0.5000 to 0.5200) to 0.5088 (0.5000 to 0.5100)"
    )
    assert str(estimates_told.from_to(small, 1, 1200)).endswith(", in the 100 of 1,200 pairs that have it")
    few = finding("share", estimate(0.36, 0.3, 0.4), estimate(0.364, 0.3, 0.4), estimate(0.004, 0.001, 0.007))
    assert str(estimates_told.from_to(few, 1, 100)) == "from 36.0% (30.0 to 40.0) to 36.4% (30.0 to 40.0)"


def test_what_no_pair_changes_is_the_same_and_never_clear() -> None:
    same = dataclasses.replace(CLEAR, same=(True,))
    assert estimates_told.is_same(same, 1)
    assert not estimates_told.is_clear(same, 1)
    assert estimates_told.is_clear(CLEAR, 1)


def test_outcomes_come_by_kind_and_then_by_how_clear_they_are() -> None:
    def one(key: str, group: str, value: float) -> Finding:
        change = estimate(value, value - 0.1, value + 0.1)
        return dataclasses.replace(CLEAR, key=key, group=group, differences=(change,))

    mixed = [
        one("sessions", "process", -5),
        one("trust", "process", 0.1),
        one("gain_mean", "gain", 0.2),
        one("gain_min", "gain", 0.3),
        one("class.partial", "ending", 0.9),
        one("substance", "text", 0.4),
        one("adopted", "ending", 0.5),
        one("joined", "legitimacy", 0.1),
    ]
    assert [found.key for found in estimates_told.in_order(mixed, 1)] == [
        "adopted",
        "class.partial",
        "substance",
        "gain_min",
        "gain_mean",
        "joined",
        "trust",
        "sessions",
    ]


def test_nearly_all_runs_are_told_with_the_decimals_of_the_mean() -> None:
    mean = estimate(0.0123, 0.0101, 0.0145)
    wide = dataclasses.replace(finding("number", mean, mean, mean), quantiles=((0.001, 0.02), (0.5, 0.5)))
    assert str(estimates_told.spread(wide, 0)) == "nearly all runs (95%) between 0.0010 and 0.0200"
    assert str(estimates_told.spread(wide, 1)) == ""


def test_an_outcome_that_one_pair_has_is_told_without_an_interval_that_covers_anything() -> None:
    one = finding("number", estimate(1, NAN, NAN), estimate(2, NAN, NAN), estimate(1.0, -INFINITE, INFINITE))
    told = _figures(Lead(variant=1, finding=one, is_asked=True, pairs=20), "1")
    assert told.startswith("Difference: +1.00 (of one pair only).")


@given(value=st.floats(-0.5, 0.5), half=st.floats(0.001, 0.9))
def test_no_difference_is_told_as_none_beside_the_interval_that_it_has(value: float, half: float) -> None:
    assume(abs(value) > half / 7)
    whole = Estimate(value=value, low=value - half, high=value + half, n=200)
    told, low, high = (float(str(part).replace("−", "-")) for part in difference_figures(whole, "number"))
    assert told
    assert (told > 0) == (value > 0)
    assert abs(told - value) <= 0.5 * half
    assert low <= told <= high


def test_an_interval_of_no_width_adds_no_digits_to_the_one_beside_it() -> None:
    change = estimate(1.40625, -1.0, 4.0)
    one = dataclasses.replace(
        finding("number", estimate(5.0, 2.0, 8.0), estimate(6.4, 3.0, 9.0), change),
        chance_differences=(estimate(1.40625, 1.40625, 1.40625),),
    )
    drawn = dataclasses.replace(comparison(), parameters={"source": "drawn"})
    told = str(estimates_told.difference_with_known(drawn, one, 1))
    assert told == "+1.4 (−1.0 to +4.0; +1.4 to +1.4 if the parameters were known)"
