"""The smallest effect that is worth telling, by kind of figure, and what an interval says of it.

With enough runs every effect is beyond noise, also one that matters to nobody. These sizes are judgements: each is what
a delegate would notice in one negotiation, or in one of twenty.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import isfinite, sqrt
from types import MappingProxyType
from typing import Final

from simulation.stats.interval import Estimate
from simulation.stats.many_tested import among
from simulation.stats.unanimous import tells
from simulation.study import estimates_told
from simulation.study.study_measures import usual
from simulation.study.study_summary import Finding, StudySummary

__all__ = [
    "SMALLEST",
    "as_one_of",
    "is_weighty",
    "looked_for",
    "may_be_weighty",
    "number_tested",
    "reaches",
    "smallest",
    "stands_alone",
    "stands_out",
    "weight",
]

_SHARE: Final = 0.05
"""Of runs: one in twenty."""
_LENGTH: Final = 0.02
"""Of the axis from one pole to the other: a fiftieth, a tenth of the way between neighbouring wordings of a ladder of
six."""
_PART: Final = 0.2
"""Of the objections in the first variant."""
SMALLEST: Final[Mapping[str, float]] = MappingProxyType(
    {
        "class": _SHARE,
        "adopted": _SHARE,
        "option": _SHARE,
        "substance": _SHARE,
        "joined": _SHARE,
        "settled_on_floor": _SHARE,
        "tabled_by_others": _SHARE,
        "signal": _SHARE,
        "give": _SHARE,
        "trust": _SHARE,
        "precision": _SHARE,
        "implementation": _SHARE,
        "clauses_open": 0.5,
        "sessions": 0.5,
        "objections": 0.5,
        "place": _LENGTH,
        "from_draft": _LENGTH,
        "from_status_quo": _LENGTH,
        "gain": _LENGTH,
        "gain_of": _LENGTH,
        "gain_mean": _LENGTH,
        "gain_min": _LENGTH,
        "gain_median": _LENGTH,
        "gain_spread": _LENGTH,
    }
)
"""Smallest difference worth telling by what the key of an outcome begins with: shares and scores from 0 to 1, lengths
of the axis, else clauses, sessions, objections."""


def smallest(finding: Finding) -> float:
    """Return the smallest difference of an outcome that is worth telling, in its own unit.

    Of objections, of which a small room has few and a large one many: a fifth of those in the first variant, at least
    what `SMALLEST` says.
    """
    size = SMALLEST[finding.key.partition(".")[0]]
    return max(size, _PART * finding.estimates[0].value) if finding.key == "objections" else size


def weight(finding: Finding, variant: int) -> float:
    """Return how many times the smallest difference worth telling an outcome differs by."""
    return abs(finding.differences[variant - 1].value) / smallest(finding)


def is_weighty(finding: Finding, variant: int) -> bool:
    """Return whether a variant changes an outcome beyond noise, and its interval reaches what matters."""
    return estimates_told.is_clear(finding, variant) and reaches(finding, variant)


def may_be_weighty(finding: Finding, variant: int) -> bool:
    """Return whether nobody can tell with so many runs: the interval covers zero and an effect that matters."""
    return not estimates_told.is_clear(finding, variant) and reaches(finding, variant)


def reaches(finding: Finding, variant: int) -> bool:
    """Return whether some pair differs, and the interval of the difference holds one that matters."""
    change = finding.differences[variant - 1]
    is_same = estimates_told.is_same(finding, variant)
    return not is_same and max(abs(change.low), abs(change.high)) >= smallest(finding)


def looked_for(summary: StudySummary) -> list[Finding]:
    """Return the outcomes that lead a comparison: how it ends, what is in the text, who gains.

    How many sessions were held says what was changed rather than what came of it.
    """
    keys = set(usual()) - {"sessions"}
    return [
        one
        for one in summary.findings
        if one.differences
        and (one.key in keys or one.key.startswith(("option.", "gain.")))
        and all(isfinite(each.value) for each in one.estimates)
    ]


def number_tested(findings: Iterable[Finding]) -> int:
    """Return how many differences are tested: one of each outcome with each variant, if any pair differs."""
    return sum(
        not estimates_told.is_same(one, variant)
        for one in findings
        for variant in range(1, 1 + len(one.differences))
    )


def as_one_of(finding: Finding, variant: int, of: int) -> Estimate:
    """Return a difference with the interval that it needs as one of so many that are tested (Bonferroni).

    Half of the error is for whether a text is adopted, which is asked first; the other half for all else. Only what
    chance does is widened: what sets of parameters or codings add is no less if one difference alone is asked for, and
    is added in squares as it was.
    """
    change = finding.differences[variant - 1]
    if of <= 1:
        return change
    chance = finding.chance_differences[variant - 1] if finding.chance_differences else change
    wider = among(chance, 2 * (len(finding.differences) if finding.key == "adopted" else of))
    down, up = (
        _added(*(abs(getattr(one, end) - change.value) for one in (change, chance, wider)))
        for end in ("low", "high")
    )
    return replace(wider, low=change.value - down, high=change.value + up)


def _added(whole: float, chance: float, wider: float) -> float:
    """Return half an interval with the part of chance widened."""
    return sqrt(max(whole**2 - chance**2, 0.0) + wider**2)


def stands_out(finding: Finding, variant: int, of: int) -> bool:
    """Return whether a difference matters, and is beyond noise also as one of so many that are tested.

    So in nine of ten studies in which nothing but chance differs, no difference stands out.
    """
    if not estimates_told.is_clear(finding, variant) or weight(finding, variant) < 1:
        return False
    return tells(as_one_of(finding, variant, of))


def stands_alone(finding: Finding, variant: int, of: int) -> bool:
    """Return whether a difference is beyond noise and may matter, but is not beyond noise as one of so many."""
    return is_weighty(finding, variant) and not tells(as_one_of(finding, variant, of))
