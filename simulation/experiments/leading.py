"""Chooses what a study is told by: which outcome, which variant, and between which endings runs move."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from simulation.experiments import telling
from simulation.experiments.measures import matches, usual
from simulation.experiments.summary import Finding, StudySummary
from simulation.protocols.result import OUTCOME_CLASSES

__all__ = ["Lead", "endings", "lead_of", "strongest"]

_NOT_LEADING: Final = frozenset({"sessions"})
"""Outcomes that say what was changed rather than what came of it."""
_GROUPS: Final = ("ending", "text", "option", "gain", "legitimacy", "process")
"""Kinds of outcomes, what is told of a variant before what is told of another first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """What the comparison of one variant with the first is told by."""

    variant: int
    """Its place; the first is 0."""
    finding: Finding
    before: Finding | None = None
    """The ending out of which runs move, where `finding` is the one into which they do; else None."""

    @property
    def kind(self) -> Literal["same", "clear", "unclear"]:
        """Whether no pair differs, the difference is beyond noise, or neither."""
        if telling.is_same(self.finding, self.variant):
            return "same"
        return "clear" if telling.is_clear(self.finding, self.variant) else "unclear"


def endings(summary: StudySummary) -> list[Finding]:
    """Return the classes that occur in the first variant, the most frequent first."""
    keys = [finding.key for finding in summary.findings if finding.key.startswith("class.")]
    return telling.leading(summary, keys, 0)


def lead_of(summary: StudySummary, variant: int, asked: str | None = None) -> Lead:
    """Return what a variant is told by.

    It is the outcome that was asked for; else what clearly changes, the ending before the text before all else; else
    what is nearest to a clear change. Where runs move between two endings and one figure would hide it, it is both.

    Args:
        summary: What was found.
        variant: Place of the variant, from 1.
        asked: Key of an outcome.
    """
    if asked is not None and any(finding.key == asked for finding in summary.findings):
        return Lead(variant=variant, finding=summary.finding(asked))
    ordered = telling.in_order(_usual(summary), variant)
    clear = (finding for finding in ordered if telling.is_clear(finding, variant))
    moved = (finding for finding in ordered if not telling.is_same(finding, variant))
    nearest = sorted(moved, key=lambda finding: -telling.size_of_effect(finding, variant))
    found = next(iter([*clear, *nearest, summary.finding("adopted")]))
    return _shift(summary, variant, found) or Lead(variant=variant, finding=found)


def strongest(summary: StudySummary, variants: Iterable[int], asked: str | None = None) -> Lead:
    """Return of several variants the one of which there is most to tell, and what it is told by.

    A clear change goes before others, one of the ending before one of the text; then the larger goes first, shares by
    their difference and numbers by how clear it is.
    """

    def weight(lead: Lead) -> tuple[int, int, float]:
        finding, change = lead.finding, lead.finding.differences[lead.variant - 1]
        group = _GROUPS.index(finding.group) if finding.group in _GROUPS else len(_GROUPS)
        is_share = finding.unit == "share" and change.is_clear
        size = abs(change.value) if is_share else telling.size_of_effect(finding, lead.variant)
        return ("clear", "unclear", "same").index(lead.kind), group, -size

    return min((lead_of(summary, variant, asked) for variant in variants), key=weight)


def _usual(summary: StudySummary) -> Iterator[Finding]:
    keys = usual()
    for finding in summary.findings:
        is_usual = finding.key not in _NOT_LEADING and any(matches(key, finding.key) for key in keys)
        if finding.differences and is_usual:
            yield finding


def _shift(summary: StudySummary, variant: int, than: Finding) -> Lead | None:
    """Return the endings between which a variant moves runs; None if `than` tells as much."""
    keys = {finding.key for finding in summary.findings}
    classes = [summary.finding(f"class.{one}") for one in OUTCOME_CLASSES if f"class.{one}" in keys]
    if than.group != "ending" or not classes:
        return None
    before = max(classes, key=lambda one: one.estimates[0].value)
    after = max(classes, key=lambda one: one.estimates[variant].value)
    is_more = True
    if before is after:
        before = min(classes, key=lambda one: one.differences[variant - 1].value)
        after = max(classes, key=lambda one: one.differences[variant - 1].value)
        moved = min(-before.differences[variant - 1].value, after.differences[variant - 1].value)
        is_more = moved > abs(than.differences[variant - 1].value)
    if is_more and telling.is_clear(before, variant) and telling.is_clear(after, variant):
        return Lead(variant=variant, finding=after, before=before)
    return None
