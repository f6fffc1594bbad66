"""Writes estimates in words: "58 of 100 runs (49 to 67)", "more often: +6 (+4 to +8)", "no clear effect (−5 to +1)"."""

from math import ceil, floor, isfinite, log10
from typing import Final, Literal

from simulation.experiments.interval import Estimate

__all__ = [
    "Unit",
    "base_of",
    "difference_parts",
    "difference_words",
    "is_sized",
    "number_parts",
    "number_range",
    "of_runs",
    "share_parts",
    "share_range",
    "shown",
    "signed",
]

type Unit = Literal["share", "number"]

_FEWEST: Final = 50
"""Below so many runs, nothing is told of 100: runs are counted as they are."""
_FINEST: Final = 4
_NARROW: Final = 2.0
"""Intervals narrower than so many of 100 take a decimal."""


def base_of(n: int) -> int:
    """Return of how many runs a share of n is told: of 100, or of all where there are fewer than 50.

    >>> base_of(200), base_of(12)
    (100, 12)
    """
    return 100 if n >= _FEWEST else n


def is_sized(estimate: Estimate) -> bool:
    """Whether an estimate has an interval that ends: of one value, a mean has none."""
    return all(isfinite(value) for value in (estimate.value, estimate.low, estimate.high))


def shown(value: float, decimals: int) -> str:
    """Return a number with a true minus and no negative zero.

    >>> shown(-1.25, 1), shown(-0.01, 1)
    ('−1.2', '0.0')
    """
    text = f"{value:.{decimals}f}"
    return text.removeprefix("-") if not float(text) else text.replace("-", "−")


def signed(value: float, decimals: int) -> str:
    """Return a difference with its sign.

    >>> signed(6.4, 0), signed(-0.25, 2), signed(0.01, 1)
    ('+6', '−0.25', '0.0')
    """
    text = shown(value, decimals)
    return f"+{text}" if float(text.replace("−", "-")) > 0 else text


def _decimals(estimate: Estimate, unit: Unit) -> int:
    """Return as many decimals as the interval warrants; one more where rounding would tell zero of what is not."""
    if not is_sized(estimate):
        return 2
    if unit == "share":
        base = base_of(estimate.n)
        narrow = base > _FEWEST and base * (estimate.high - estimate.low) < _NARROW
        return 1 if narrow or _hides(estimate, base, 0) else 0
    half = (estimate.high - estimate.low) / 2
    if half <= 0:
        return 0 if float(estimate.value).is_integer() else 2
    decimals = min(_FINEST, max(0, ceil(-log10(half))))
    return decimals + 1 if _hides(estimate, 1, decimals) else decimals


def _hides(estimate: Estimate, scale: float, decimals: int) -> bool:
    """Whether an interval that leaves out zero would be told as if it ended there."""
    nearest = scale * min(abs(estimate.low), abs(estimate.high))
    return estimate.is_clear and not round(nearest, decimals)


def _whole(value: float, decimals: int) -> str:
    """Return a number, without decimals if it is whole: 100 of 100 is all of them."""
    return shown(value, 0 if float(value).is_integer() else decimals)


def share_range(estimate: Estimate, base: int = 0) -> str:
    """Return a share of runs with its interval, without saying of what; of `base` runs, whatever there were.

    >>> share_range(Estimate(value=0.58, low=0.49, high=0.67, n=200))
    '58 (49 to 67)'
    """
    value, low, high = share_parts(estimate, base)
    return f"{value} ({low} to {high})"


def share_parts(estimate: Estimate, base: int = 0) -> tuple[str, str, str]:
    """Return a share of runs and both ends of its interval, in runs of `base`, whatever there were.

    >>> share_parts(Estimate(value=0.58, low=0.49, high=0.67, n=200))
    ('58', '49', '67')
    """
    base, decimals = base or base_of(estimate.n), _decimals(estimate, "share")
    value, low, high = (
        _whole(base * part, decimals) for part in (estimate.value, estimate.low, estimate.high)
    )
    return value, low, high


def of_runs(estimate: Estimate) -> str:
    """Return a share as runs of runs, without the interval.

    >>> of_runs(Estimate(value=0.58, low=0.49, high=0.67, n=200))
    '58 of 100 runs'
    """
    value, _, _ = share_parts(estimate)
    return f"{value} of {base_of(estimate.n)} runs"


def number_range(estimate: Estimate) -> str:
    """Return a mean with its interval.

    >>> number_range(Estimate(value=2.13, low=1.92, high=2.34, n=200))
    '2.1 (1.9 to 2.3)'
    """
    value, low, high = number_parts(estimate)
    if not value:
        return "–"
    return f"{value} ({low} to {high})" if low else f"{value} (one run, no interval)"


def number_parts(estimate: Estimate) -> tuple[str, str, str]:
    """Return a mean and both ends of its interval; empty ends of one value, and all empty of none.

    >>> number_parts(Estimate(value=2.13, low=1.92, high=2.34, n=200))
    ('2.1', '1.9', '2.3')
    """
    if not is_sized(estimate):
        return (shown(estimate.value, 2) if isfinite(estimate.value) else ""), "", ""
    decimals = _decimals(estimate, "number")
    value, low, high = (shown(part, decimals) for part in (estimate.value, estimate.low, estimate.high))
    return value, low, high


def difference_words(estimate: Estimate, unit: Unit) -> str:
    """Return a paired difference in words, which say so where there is none beyond noise.

    >>> difference_words(Estimate(value=0.06, low=0.04, high=0.08, n=200), "share")
    'more often: +6 (+4 to +8)'
    >>> difference_words(Estimate(value=-0.02, low=-0.05, high=0.01, n=200), "share")
    'no clear effect (−5 to +1)'
    """
    if not is_sized(estimate):
        return "one pair, no interval"
    if not estimate.low and not estimate.high:
        return "the same in every pair"
    value, low, high = difference_parts(estimate, unit)
    if not estimate.is_clear:
        return f"no clear effect ({low} to {high})"
    words = ("more often", "less often") if unit == "share" else ("more", "less")
    return f"{words[estimate.value < 0]}: {value} ({low} to {high})"


def difference_parts(estimate: Estimate, unit: Unit) -> tuple[str, str, str]:
    """Return a paired difference and both ends of its interval; shares in runs.

    >>> difference_parts(Estimate(value=-0.02, low=-0.05, high=0.01, n=200), "share")
    ('−2', '−5', '+1')
    """
    scale, decimals = base_of(estimate.n) if unit == "share" else 1, _decimals(estimate, unit)
    low, high = _outward(scale * estimate.low, scale * estimate.high, decimals, clear=estimate.is_clear)
    return signed(scale * estimate.value, decimals), low, high


def _outward(low: float, high: float, decimals: int, *, clear: bool) -> tuple[str, str]:
    """Return both ends; those of an interval over zero are rounded outwards, so that they say that it is one."""
    if clear:
        return signed(low, decimals), signed(high, decimals)
    step = 10.0**decimals
    return signed(floor(low * step + 1e-9) / step, decimals), signed(
        ceil(high * step - 1e-9) / step, decimals
    )
