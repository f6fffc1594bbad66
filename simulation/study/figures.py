"""Writes figures of studies, for the terminal, the report and the dashboard alike: "58% (49 to 67)", "+6 points"."""

from dataclasses import replace
from math import ceil, floor, isfinite, log10
from typing import Final, Literal

from simulation.stats.interval import Estimate
from simulation.stats.resample import fewest_replications
from simulation.stats.unanimous import is_unanimous, tells
from simulation.study.study_summary import Finding
from simulation.words import NOTHING, Said, said, say

__all__ = [
    "Among",
    "Figures",
    "Unit",
    "change_figures",
    "change_words",
    "clear_of_zero",
    "decimals_of",
    "difference_figures",
    "difference_words",
    "hundredfold",
    "in_percent",
    "is_sized",
    "number_figures",
    "number_range",
    "points_told",
    "ranged_told",
    "scaled",
    "share_figures",
    "share_range",
    "share_told",
    "share_words",
    "shown",
    "shown_told",
    "signed",
    "signed_told",
    "unanimous_told",
    "value_figures",
    "value_told",
]

type Unit = Literal["share", "number"]
type Among = Literal["runs", "games", "pairs", "sets"]
"""What an estimate has its values from."""
type Figures = tuple[Said, Said, Said]
"""A value and both ends of its interval."""

_PERCENT: Final = 100
_FINEST: Final = 4
_TWO: Final = 3.55
"""Half-widths of intervals are told in two digits below 3.55 (35.5, 0.355), from there in one: rounding never takes
a seventh, and values of like widths have like decimals."""
_MOST_DECIMALS: Final = 9
"""Decimals at most, where fewer would round a value to zero or to all."""
_NONE: Final = Said.verbatim("–")
"""Stands where there is no value."""
_SHARES: Final = frozenset({"substance", "joined", "give", "settled_on_floor", "tabled_by_others"})
"""Means of shares of something else than runs; of signals, all are."""


def is_sized(estimate: Estimate) -> bool:
    """Whether an estimate has an interval that ends: of one value, a mean has none."""
    return all(isfinite(value) for value in (estimate.value, estimate.low, estimate.high))


def shown(value: float, decimals: int) -> str:
    """Return a number with a true minus and no negative zero.

    >>> shown(-1.25, 1), shown(-0.01, 1)
    ('−1.2', '0.0')
    """
    return str(shown_told(value, decimals))


def shown_told(value: float, decimals: int) -> Said:
    """Return the same as data."""
    return Said.decimal(value, f".{decimals}f")


def signed(value: float, decimals: int) -> str:
    """Return a difference with its sign.

    >>> signed(6.4, 0), signed(-0.25, 2), signed(0.01, 1)
    ('+6', '−0.25', '0.0')
    """
    return str(signed_told(value, decimals))


def signed_told(value: float, decimals: int) -> Said:
    """Return the same as data."""
    return Said.decimal(value, f"{'+' if round(value, decimals) > 0 else ''}.{decimals}f")


def clear_of_zero(estimate: Estimate, decimals: int, scale: float = 1) -> int:
    """Return the fewest decimals, from `decimals` on, with which an interval that leaves out 0 does not end there.

    >>> clear_of_zero(Estimate(value=0.004, low=0.0003, high=0.008, n=90), 3)
    4
    """
    nearest = scale * min(abs(estimate.low), abs(estimate.high))
    while estimate.is_clear and nearest and not round(nearest, decimals):
        decimals += 1
    return decimals


def decimals_of(estimate: Estimate, unit: Unit) -> int:
    """Return as many decimals as the width of the interval warrants, of shares none: whole percents.

    More where rounding would tell zero, or all, of what is not.

    >>> [decimals_of(Estimate(value=0.0001, low=-half, high=half, n=90), "number") for half in (0.158, 0.08, 0.5, 6)]
    [2, 2, 1, 0]
    >>> decimals_of(Estimate(value=0.99996, low=0.9999, high=1.0, n=90_000), "share")
    3
    """
    if not is_sized(estimate):
        return 2
    if unit == "share":
        scale, decimals = _PERCENT, 0
    else:
        scale, half = 1, (estimate.high - estimate.low) / 2
        if half <= 0:
            return 0 if float(estimate.value).is_integer() else 2
        decimals = min(_FINEST, max(0, ceil(log10(_TWO / half))))
    while decimals < _MOST_DECIMALS and _hides(estimate, scale, decimals, is_share=unit == "share"):
        decimals += 1
    return decimals


def _hides(estimate: Estimate, scale: float, decimals: int, *, is_share: bool) -> bool:
    """Whether an interval that leaves out zero would be told as if it ended there, or not quite all runs as all."""
    nearest = scale * min(abs(estimate.low), abs(estimate.high))
    if tells(estimate) and not round(nearest, decimals):
        return True
    value = abs(scale * estimate.value)
    return is_share and 0 < value < scale and round(value, decimals) in (0, scale)


def _whole(value: float, decimals: int) -> Said:
    """Return a number, without decimals if it is whole: 100% is all of them."""
    return shown_told(value, 0 if float(value).is_integer() else decimals)


def share_range(estimate: Estimate) -> str:
    """Return a share of runs with its interval, in percent.

    >>> share_range(Estimate(value=0.58, low=0.49, high=0.67, n=60))
    '58% (49 to 67)'
    """
    return str(share_told(estimate))


def share_told(estimate: Estimate, decimals: int | None = None) -> Said:
    """Return the same as data."""
    value, low, high = share_figures(estimate, decimals)
    return said("figure.range", value=said("figure.percent", value=value), low=low, high=high)


def share_figures(estimate: Estimate, decimals: int | None = None) -> Figures:
    """Return a share of runs and both ends of its interval, in percent without the sign.

    >>> [str(part) for part in share_figures(Estimate(value=0.58, low=0.49, high=0.67, n=200))]
    ['58', '49', '67']
    """
    places = decimals_of(estimate, "share") if decimals is None else decimals
    write = _whole if decimals is None else shown_told
    value, low, high = (
        write(_PERCENT * part, places) for part in (estimate.value, estimate.low, estimate.high)
    )
    return value, low, high


def share_words(estimate: Estimate) -> str:
    """Return a share of runs, without its interval.

    >>> share_words(Estimate(value=0.58, low=0.49, high=0.67, n=200))
    '58%'
    """
    return say("figure.percent", value=share_figures(estimate)[0])


def number_range(estimate: Estimate) -> str:
    """Return a mean with its interval.

    >>> number_range(Estimate(value=2.13, low=1.92, high=2.34, n=200))
    '2.13 (1.92 to 2.34)'
    """
    value, low, high = number_figures(estimate)
    return str(_with_ends(value, low, high) if value else _NONE)


def _with_ends(value: Said, low: Said, high: Said) -> Said:
    return said("figure.range" if low else "figure.alone", value=value, low=low, high=high)


def number_figures(estimate: Estimate, decimals: int | None = None) -> Figures:
    """Return a mean and both ends of its interval; empty ends of one value, and all empty of none.

    >>> [str(part) for part in number_figures(Estimate(value=2.13, low=1.92, high=2.34, n=200))]
    ['2.13', '1.92', '2.34']
    """
    if not is_sized(estimate):
        return (shown_told(estimate.value, 2) if isfinite(estimate.value) else NOTHING), NOTHING, NOTHING
    places = decimals_of(estimate, "number") if decimals is None else decimals
    value, low, high = (shown_told(part, places) for part in (estimate.value, estimate.low, estimate.high))
    return value, low, high


def difference_words(estimate: Estimate, unit: Unit, *, points: bool = False) -> str:
    """Return a paired difference in words, which say so where there is none beyond noise.

    >>> difference_words(Estimate(value=0.06, low=0.04, high=0.08, n=200), "share")
    'more often: +6 points (+4 to +8)'
    >>> difference_words(Estimate(value=-0.02, low=-0.05, high=0.01, n=200), "share")
    'no clear effect (−5 to +1)'
    """
    if not is_sized(estimate):
        return say("figure.one_pair")
    if not estimate.low and not estimate.high:
        return say("figure.same")
    value, low, high = difference_figures(estimate, unit)
    counted = points_told(value) if points or unit == "share" else value
    way = "less" if estimate.value < 0 else "more"
    if is_unanimous(estimate):
        key = f"figure.{way}.all" if tells(estimate) else "figure.unclear.all"
        return say(key, value=unanimous_told(counted, estimate, "pairs"))
    if not tells(estimate):
        return say("figure.unclear", low=low, high=high)
    return say(f"figure.{way}.{unit}", value=counted, low=low, high=high)


def unanimous_told(value: Said, estimate: Estimate, among: Among) -> Said:
    """Return a value that all runs, pairs or sets have, in place of an interval without width.

    Of a difference in too few of them to tell, how many would.

    >>> few = Estimate(value=-4.0, low=-4.0, high=-4.0, n=5)
    >>> str(unanimous_told(Said.verbatim("−4"), few, "pairs"))
    '−4 in all 5 pairs (6 would tell)'
    >>> str(unanimous_told(Said.verbatim("4"), few, "runs"))
    '4 in all 5 runs'
    """
    told = said(f"figure.all.{among}", value=value, n=Said.count(estimate.n))
    fewest = fewest_replications(estimate.level)
    if among in ("runs", "games") or not estimate.value or estimate.n >= fewest:
        return told
    return said("figure.all.few", told=told, fewest=Said.count(fewest))


def difference_figures(estimate: Estimate, unit: Unit, decimals: int | None = None) -> Figures:
    """Return a paired difference and both ends of its interval; of shares in percentage points.

    Args:
        estimate: The difference.
        unit: What it is a difference of.
        decimals: As many as the interval warrants if none are given.

    >>> [str(part) for part in difference_figures(Estimate(value=-0.02, low=-0.05, high=0.01, n=200), "share")]
    ['−2', '−5', '+1']
    """
    scale = _PERCENT if unit == "share" else 1
    places = decimals_of(estimate, unit) if decimals is None else decimals
    low, high = _outward(scale * estimate.low, scale * estimate.high, places, clear=tells(estimate))
    return signed_told(scale * estimate.value, places), low, high


def points_told(value: Said) -> Said:
    """Return a difference of shares, as `signed_told` gives it, with what it is counted in.

    >>> str(points_told(signed_told(1, 0))), str(points_told(signed_told(-3, 0)))
    ('+1 point', '−3 points')
    """
    return said("figure.point" if value["n"] in (1, -1) else "figure.points", value=value)


def _outward(low: float, high: float, decimals: int, *, clear: bool) -> tuple[Said, Said]:
    """Return both ends; those of an interval over zero are rounded outwards, so that they say that it is one."""
    if clear:
        return signed_told(low, decimals), signed_told(high, decimals)
    step = 10.0**decimals
    return signed_told(floor(low * step + 1e-9) / step, decimals), signed_told(
        ceil(high * step - 1e-9) / step, decimals
    )


def hundredfold(finding: Finding) -> float:
    """Return the factor for showing a value: 100 for a mean of shares, which is shown in percent, else 1."""
    is_share = finding.key in _SHARES or finding.key.startswith("signal.")
    return 100.0 if finding.unit == "number" and is_share else 1.0


def in_percent(finding: Finding) -> bool:
    """Whether values are told in percent, and differences in points: shares of runs, and means of shares."""
    return finding.unit == "share" or hundredfold(finding) > 1


def scaled(finding: Finding, estimate: Estimate) -> Estimate:
    """Return an estimate as it is shown: a mean of shares in percent."""
    times = hundredfold(finding)
    return replace(
        estimate, value=times * estimate.value, low=times * estimate.low, high=times * estimate.high
    )


def value_figures(finding: Finding, variant: int, decimals: int | None = None) -> Figures:
    """Return the estimate of a variant and both ends of its interval, in percent for shares, without the unit.

    Args:
        finding: What was found.
        variant: Its place.
        decimals: As many as the interval warrants if none are given.
    """
    estimate = scaled(finding, finding.estimates[variant])
    figures = share_figures if finding.unit == "share" else number_figures
    return figures(estimate, decimals)


def value_told(finding: Finding, variant: int, decimals: int | None = None) -> Said:
    """Return the value of a variant with its interval; shares, and means of shares, in percent.

    >>> mean = Estimate(value=0.6, low=0.58, high=0.62, n=200)
    >>> found = Finding(key="joined", label="", group="legitimacy", unit="number", estimates=(mean,), differences=())
    >>> str(value_told(found, 0))
    '60.0% (58.0 to 62.0)'
    """
    estimate = finding.estimates[variant]
    if is_unanimous(estimate) and finding.unit != "share":  # no run has a share
        value, _, _ = value_figures(finding, variant, decimals)
        return unanimous_told(_with_unit(finding, value), estimate, "runs")
    return ranged_told(finding, variant, decimals)


def ranged_told(finding: Finding, variant: int, decimals: int | None = None) -> Said:
    """Return the same with both ends, also where they are one: of points, the lowest and the highest."""
    value, low, high = value_figures(finding, variant, decimals)
    return _with_ends(_with_unit(finding, value), low, high) if value else _NONE


def _with_unit(finding: Finding, value: Said) -> Said:
    return said("figure.percent", value=value) if in_percent(finding) else value


def change_figures(finding: Finding, variant: int, decimals: int | None = None) -> Figures:
    """Return the difference of a variant from the first one and both ends of its interval, as `value_figures` does."""
    return difference_figures(scaled(finding, finding.differences[variant - 1]), finding.unit, decimals)


def change_words(finding: Finding, variant: int) -> str:
    """Return that difference in words, which say so where there is none beyond noise."""
    change = scaled(finding, finding.differences[variant - 1])
    return difference_words(change, finding.unit, points=in_percent(finding))
