"""Estimates and differences in words: never a value without its interval."""

from collections.abc import Iterable, Sequence
from typing import Final

from simulation.protocols.parameter_sets.asked_parameters import MEDIAN
from simulation.stats.unanimous import is_unanimous, tells
from simulation.study.figures import (
    Among,
    change_figures,
    clear_of_zero,
    decimals_of,
    difference_figures,
    hundredfold,
    in_percent,
    is_sized,
    points_told,
    scaled,
    signed_told,
    unanimous_told,
    value_told,
)
from simulation.study.study_summary import Finding, StudySummary
from simulation.words import NOTHING, Said, said

__all__ = [
    "by_chance",
    "difference",
    "difference_with_known",
    "from_to",
    "in_order",
    "is_clear",
    "is_same",
    "leading",
    "size_of_effect",
    "spread",
]

_GROUPS: Final = ("ending", "text", "option", "gain", "legitimacy", "process")
"""How outcomes are told: what became of the text first, the course last."""


def spread(finding: Finding, variant: int) -> Said:
    """Return between what values nearly all runs lie; nothing for shares, and where all lie on one spot."""
    if not finding.quantiles:
        return NOTHING
    low, high = finding.quantiles[variant][0], finding.quantiles[variant][-1]
    if low == high:
        return NOTHING
    times = hundredfold(finding)
    decimals = decimals_of(scaled(finding, finding.estimates[variant]), "number")
    ends = [Said.decimal(times * end, f".{decimals}f") for end in (low, high)]
    if times > 1:
        ends = [said("figure.percent", value=end) for end in ends]
    return said("study.spread", low=ends[0], high=ends[1])


def from_to(finding: Finding, variant: int, replications: int) -> Said:
    """Return the values of the first and of another variant, with the decimals of their difference.

    Where not all replications have a value in every variant, it says how many do: all three figures are of these.
    """
    change = scaled(finding, finding.differences[variant - 1])
    decimals = decimals_of(change, finding.unit)
    first, second = (value_told(finding, place, decimals=decimals) for place in (0, variant))
    n = finding.differences[variant - 1].n
    if n >= replications:
        return said("study.from_to", first=first, second=second)
    of = Said.count(replications)
    return said("study.from_to.some", first=first, second=second, pairs=Said.count(n), of=of)


def is_same(finding: Finding, variant: int) -> bool:
    """Return whether not one pair differs, which needs no interval."""
    return bool(finding.same) and finding.same[variant - 1]


def is_clear(finding: Finding, variant: int) -> bool:
    """Return whether a variant changes an outcome beyond noise."""
    return tells(finding.differences[variant - 1]) and not is_same(finding, variant)


def difference(finding: Finding, variant: int, among: Among = "pairs") -> Said:
    """Return the difference of a variant (1 is the first after it) from the first one, in short.

    Where it is the same in every pair (or set), it is told so: such a difference has no interval.

    >>> from simulation.stats.interval import Estimate
    >>> change = Estimate(value=-0.45, low=-0.51, high=-0.39, n=200)
    >>> first, second = (Estimate(value=v, low=0.0, high=1.0, n=200) for v in (1.0, 0.55))
    >>> finding = Finding(key="adopted", label="a text is adopted", group="ending", unit="share",
    ...                   estimates=(first, second), differences=(change,))
    >>> str(difference(finding, 1))
    '−45 points (−51 to −39)'
    """
    change = scaled(finding, finding.differences[variant - 1])
    if not is_sized(change):
        return said("study.one_pair", value=signed_told(change.value, 2))
    figures = _figures(finding, variant)
    if is_unanimous(change):
        return unanimous_told(figures["value"], finding.differences[variant - 1], among)
    return said("figure.range", **figures)


def difference_with_known(
    summary: StudySummary, finding: Finding, variant: int, *, again: bool = False
) -> Said:
    """Return what changed, with the interval; behind it the one that stays if what was drawn for sets were known.

    All figures have the decimals of the first interval, more only so that the second does not seem to end at zero.

    Args:
        summary: What a study found.
        finding: One of its outcomes.
        variant: Whose difference from the first.
        again: Whether the line has said before what the second interval is.
    """
    known = scaled(finding, finding.chance_differences[variant - 1]) if finding.chance_differences else None
    change = finding.differences[variant - 1]
    if known is None or not is_sized(known) or not is_sized(change) or is_unanimous(change):
        return difference(finding, variant)
    drawn = bool(summary.parameters) and summary.parameters["source"] != MEDIAN
    kind = ("both" if drawn else "codings") if summary.codings else "parameters"
    whole = decimals_of(scaled(finding, change), finding.unit)
    decimals = clear_of_zero(known, whole, 100 if finding.unit == "share" else 1)
    _, least, most = difference_figures(known, finding.unit, decimals)
    key = "study.known" if again else f"study.known.{kind}"
    return said(key, **_figures(finding, variant, decimals), least=least, most=most)


def _figures(finding: Finding, variant: int, decimals: int | None = None) -> dict[str, Said]:
    """Return what changed and the ends of its interval, by the names they have in words."""
    value, low, high = change_figures(finding, variant, decimals)
    value = points_told(value) if in_percent(finding) else value
    return {"value": value, "low": low, "high": high}


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


def by_chance(tested: int, level: float) -> Said:
    """Return the sentence on how many differences would look clear by luck; nothing if fewer than one.

    >>> str(by_chance(22, 0.9))
    '22 differences in outcomes are listed below; about 2 of them would look real by luck.'
    >>> bool(by_chance(4, 0.9))
    False
    """
    expected = round((1 - level) * tested)
    return said("study.by_chance", tested=tested, n=expected) if expected else NOTHING


def leading(summary: StudySummary, keys: Sequence[str], variant: int) -> list[Finding]:
    """Return findings by how often they occur in a variant, the most frequent first, without those that never do."""
    found = [summary.finding(key) for key in keys]
    there = [finding for finding in found if finding.estimates[variant].value > 0]
    return sorted(there, key=lambda finding: -finding.estimates[variant].value)
