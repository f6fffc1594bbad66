"""Estimates and differences in words: never a value without its interval."""

from collections.abc import Iterable, Sequence
from math import floor, isfinite, log10
from typing import Final

from simulation.experiments.interval import Estimate
from simulation.experiments.summary import Finding, StudySummary

__all__ = [
    "CANNOT_TELL",
    "amount",
    "by_chance",
    "clear_by_chance",
    "difference",
    "frequency",
    "from_to",
    "in_order",
    "in_words",
    "is_clear",
    "is_same",
    "leading",
    "size_of_effect",
    "spread",
]

CANNOT_TELL: Final = (
    "The intervals say how sure the model is with so many replications, not how right it is. Positions, red lines and "
    "parameters that the case marks as inferred or as a judgement carry over into every figure here; what the model "
    "shows of real negotiations and what not is told by delegation-sim facts."
)
_FEWEST_DIGITS: Final = 2
_MOST_DIGITS: Final = 5
_ENOUGH_DIGITS: Final = 9
"""Digits at most where an end of an interval would look like zero and is not."""
_GROUPS: Final = ("ending", "text", "option", "gain", "legitimacy", "process")
"""How outcomes are told: what became of the text first, the course last."""


def frequency(estimate: Estimate, digits: int = 0) -> str:
    """Return a share in runs out of a hundred, with so many decimals at least.

    >>> frequency(Estimate(value=0.58, low=0.49, high=0.67, n=80))
    '58 of 100 runs (49 to 67)'
    """
    value, low, high = (_hundred(part, digits) for part in (estimate.value, estimate.low, estimate.high))
    return f"{value} of 100 runs ({low} to {high})"


def amount(estimate: Estimate, digits: int | None = None) -> str:
    """Return a number with its interval; `digits` after the point if they are given.

    >>> amount(Estimate(value=0.358, low=0.31, high=0.402, n=80))
    '0.36 (0.31 to 0.40)'
    """
    digits = _digits(estimate) if digits is None else digits
    if not isfinite(estimate.low):
        return f"{estimate.value:.{digits}f} (of one run only)"
    value, low, high = (_rounded(part, digits) for part in (estimate.value, estimate.low, estimate.high))
    return f"{value} ({low} to {high})"


def in_words(finding: Finding, variant: int) -> str:
    """Return what a finding says of a variant."""
    estimate = finding.estimates[variant]
    return frequency(estimate) if finding.unit == "share" else amount(estimate)


def spread(finding: Finding, variant: int) -> str:
    """Return between what values nearly all runs lie; empty for shares, and where all lie on one spot."""
    if not finding.quantiles:
        return ""
    low, high = finding.quantiles[variant][0], finding.quantiles[variant][-1]
    if low == high:
        return ""
    digits = _digits(finding.estimates[variant])
    return f"nearly all runs (95 %) between {_rounded(low, digits)} and {_rounded(high, digits)}"


def from_to(finding: Finding, variant: int) -> str:
    """Return the values of the first and of another variant, with the decimals of their difference."""
    change = finding.differences[variant - 1]
    first, second = finding.estimates[0], finding.estimates[variant]
    if finding.unit == "share":
        digits = _decimals(_hundred(change.value))
        return f"from {frequency(first, digits)} to {frequency(second, digits)}"
    digits = _digits(change)
    return f"from {amount(first, digits)} to {amount(second, digits)}"


def is_same(finding: Finding, variant: int) -> bool:
    """Return whether not one pair differs, which needs no interval."""
    return bool(finding.same) and finding.same[variant - 1]


def is_clear(finding: Finding, variant: int) -> bool:
    """Return whether a variant changes an outcome beyond noise."""
    return finding.differences[variant - 1].is_clear and not is_same(finding, variant)


def difference(finding: Finding, variant: int) -> str:
    """Return what changed from the first variant to another one (1 is the first after it), in short.

    >>> change = Estimate(value=-0.45, low=-0.51, high=-0.39, n=200)
    >>> first, second = (Estimate(value=v, low=0.0, high=1.0, n=200) for v in (1.0, 0.55))
    >>> finding = Finding(key="adopted", label="a text is adopted", group="ending", unit="share",
    ...                   estimates=(first, second), differences=(change,))
    >>> difference(finding, 1)
    '-45 of 100 runs (-51 to -39)'
    """
    change = finding.differences[variant - 1]
    if finding.unit == "share":
        value, low, high = (_hundred(part, signed=True) for part in (change.value, change.low, change.high))
        return f"{value} of 100 runs ({low} to {high})"
    digits = _digits(change)
    if not isfinite(change.low):
        return f"{change.value:+.{digits}f} (of one pair only)"
    return f"{change.value:+.{digits}f} ({change.low:+.{digits}f} to {change.high:+.{digits}f})"


def size_of_effect(finding: Finding, variant: int) -> float:
    """Return a difference in half-widths of its interval: what effects are sorted by, whatever their unit."""
    change = finding.differences[variant - 1]
    half = (change.high - change.low) / 2
    return abs(change.value) / half if half > 0 else (float("inf") if change.value else 0.0)


def in_order(findings: Iterable[Finding], variant: int) -> list[Finding]:
    """Return findings by kind, how it ends first and sessions last; in a kind the clearest effect first."""

    def place(finding: Finding) -> tuple[bool, int, bool, float]:
        group = _GROUPS.index(finding.group) if finding.group in _GROUPS else len(_GROUPS)
        last = finding.key == "sessions"
        return last, group, finding.key != "adopted", -size_of_effect(finding, variant)

    return sorted(findings, key=place)


def by_chance(tested: int, level: float) -> str:
    """Return how many of so many differences look clear where nothing is changed; empty if not even one.

    >>> by_chance(22, 0.9)
    'Of 22 differences without any effect about 2 would stand out by chance.'
    >>> by_chance(4, 0.9)
    ''
    """
    expected = clear_by_chance(tested, level)
    if not expected:
        return ""
    return f"Of {tested} differences without any effect about {expected} would stand out by chance."


def clear_by_chance(tested: int, level: float) -> int:
    """Return about how many of so many differences look clear where nothing is changed.

    >>> clear_by_chance(22, 0.9), clear_by_chance(4, 0.9)
    (2, 0)
    """
    return round((1 - level) * tested)


def leading(summary: StudySummary, keys: Sequence[str], variant: int) -> list[Finding]:
    """Return findings by how often they occur in a variant, the most frequent first, without those that never do."""
    found = [summary.finding(key) for key in keys]
    there = [finding for finding in found if finding.estimates[variant].value > 0]
    return sorted(there, key=lambda finding: -finding.estimates[variant].value)


def _hundred(part: float, least: int = 0, *, signed: bool = False) -> str:
    """Return a share as runs out of a hundred; what is not quite 0 or 100 is not told as if it were."""
    runs = 100 * part
    digits = max(least, 1) if 0 < abs(runs) < 1 or 99 < abs(runs) < 100 else least  # noqa: PLR2004 - one run
    while digits < _MOST_DIGITS and round(abs(runs), digits) in (0, 100) and abs(runs) not in (0, 100):
        digits += 1
    shown = f"{round(runs, digits) + 0.0:+.{digits}f}"
    return shown if shown[0] == "-" or (signed and float(shown)) else shown[1:]


def _decimals(told: str) -> int:
    return len(told.partition(".")[2])


def _digits(estimate: Estimate) -> int:
    ends = (estimate.low, estimate.high) if isfinite(estimate.low) else ()
    largest = max(abs(part) for part in (estimate.value, *ends))
    if largest == 0:
        return _FEWEST_DIGITS
    # Two digits that tell something, however small the number.
    digits = min(max(_FEWEST_DIGITS, 1 - floor(log10(largest))), _MOST_DIGITS)
    # An interval that leaves out zero does not end there when it is rounded.
    nearest = min(abs(part) for part in ends) if ends and estimate.is_clear else 0.0
    while nearest and digits < _ENOUGH_DIGITS and round(nearest, digits) == 0:
        digits += 1
    return digits


def _rounded(part: float, digits: int) -> str:
    """Return a number without the sign of a zero that is left of it."""
    return f"{round(part, digits) + 0.0:.{digits}f}"
