"""Estimates and differences in words: never a value without its interval."""

from collections.abc import Sequence
from math import floor, isfinite, log10
from typing import Final

from simulation.experiments.interval import Estimate
from simulation.experiments.summary import Finding, StudySummary

__all__ = [
    "CANNOT_TELL",
    "amount",
    "difference",
    "frequency",
    "in_words",
    "leading",
    "size_of_effect",
]

CANNOT_TELL: Final = (
    "The intervals say how sure the model is with so many replications, not how right it is. Positions, red lines and "
    "parameters that the case marks as inferred or as a judgement carry over into every figure here; what the model "
    "shows of real negotiations and what not stands in the table of facts (docs/validation.md)."
)
_FEWEST_DIGITS: Final = 2
_MOST_DIGITS: Final = 5


def frequency(estimate: Estimate) -> str:
    """Return a share in runs out of a hundred.

    >>> frequency(Estimate(value=0.58, low=0.49, high=0.67, n=80))
    '58 of 100 runs (49 to 67)'
    """
    value, low, high = (_hundred(part) for part in (estimate.value, estimate.low, estimate.high))
    return f"{value} of 100 runs ({low} to {high})"


def amount(estimate: Estimate) -> str:
    """Return a number with its interval.

    >>> amount(Estimate(value=0.358, low=0.31, high=0.402, n=80))
    '0.36 (0.31 to 0.40)'
    """
    digits = _digits(estimate)
    if not isfinite(estimate.low):
        return f"{estimate.value:.{digits}f} (of one run only)"
    value, low, high = (_rounded(part, digits) for part in (estimate.value, estimate.low, estimate.high))
    return f"{value} ({low} to {high})"


def in_words(finding: Finding, variant: int) -> str:
    """Return what a finding says of a variant."""
    estimate = finding.estimates[variant]
    return frequency(estimate) if finding.unit == "share" else amount(estimate)


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


def leading(summary: StudySummary, keys: Sequence[str], variant: int) -> list[Finding]:
    """Return findings by how often they occur in a variant, the most frequent first, without those that never do."""
    found = [summary.finding(key) for key in keys]
    there = [finding for finding in found if finding.estimates[variant].value > 0]
    return sorted(there, key=lambda finding: -finding.estimates[variant].value)


def _hundred(part: float, *, signed: bool = False) -> str:
    """Return a share as runs out of a hundred; what is not quite 0 or 100 is not told as if it were."""
    runs = 100 * part
    if 0 < abs(runs) < 1 or 99 < abs(runs) < 100:  # noqa: PLR2004 - one run in a hundred at either end
        return f"{runs:+.1f}" if signed else f"{runs:.1f}"
    return f"{runs:+.0f}" if signed and round(runs) else f"{runs:.0f}"


def _digits(estimate: Estimate) -> int:
    ends = (estimate.low, estimate.high) if isfinite(estimate.low) else ()
    largest = max(abs(part) for part in (estimate.value, *ends))
    if largest == 0:
        return _FEWEST_DIGITS
    # Two digits that tell something, however small the number.
    return min(max(_FEWEST_DIGITS, 1 - floor(log10(largest))), _MOST_DIGITS)


def _rounded(part: float, digits: int) -> str:
    """Return a number without the sign of a zero that is left of it."""
    return f"{round(part, digits) + 0.0:.{digits}f}"
