"""Chooses what a study is told by: which outcome, which variant, and between which endings runs move."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

from simulation.protocols.result import OUTCOME_CLASSES
from simulation.stats.interval import Estimate
from simulation.stats.many_tested import among
from simulation.stats.unanimous import tells
from simulation.study import estimates_told
from simulation.study.study_measures import ADOPTED
from simulation.study.study_summary import Finding, StudySummary
from simulation.study.weighty import (
    as_one_of,
    is_weighty,
    looked_for,
    number_tested,
    reaches,
    stands_out,
    weight,
)
from simulation.words import said

__all__ = ["Lead", "endings", "gone_to", "lead_of", "strongest"]

_NOT_LEADING: Final = frozenset({"sessions"})
"""Outcomes that say what was changed rather than what came of it."""
_GROUPS: Final = ("ending", "text", "option", "gain", "legitimacy", "process")
"""Kinds of outcomes, in the order in which they are told."""
_KINDS: Final = ("clear", "unclear", "small", "same")
"""Kinds of leads, in the order in which they are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """The outcome that leads the comparison of one variant with the first."""

    variant: int
    """Its place; the first is 0."""
    finding: Finding
    before: Finding | None = None
    """The ending out of which runs move, where `finding` is the one into which they do; else None."""
    is_asked: bool = False
    """Whether somebody asked for this outcome: then any effect beyond noise is told, however small."""
    pairs: int = 0
    """Of the comparison; the outcome may be there in fewer."""
    tested: int = 1
    """Number of differences among which this one was chosen. It is clear if it is beyond noise as one of so many."""

    @property
    def kind(self) -> Literal["same", "small", "clear", "unclear"]:
        """Whether no pair differs, no difference matters, one is beyond noise and matters, or nobody can tell."""
        if estimates_told.is_same(self.finding, self.variant):
            return "same"
        told = [one for one in (self.finding, self.before) if one is not None]
        if tells(self.change) if self.is_asked else _stand_out(told, self.variant, self.tested):
            return "clear"
        return "unclear" if self.is_asked or _is_open(self.finding, self.variant, self.tested) else "small"

    @property
    def change(self) -> Estimate:
        """The difference with the interval that it needs as one of so many that were tested."""
        if self.is_asked:
            return among(self.finding.differences[self.variant - 1], max(1, self.tested))
        return as_one_of(self.finding, self.variant, self.tested)

    @property
    def is_beyond_chance(self) -> bool:
        """Whether chance alone does not explain the difference, as one of so many: sets or codings part over it."""
        chance = self.finding.chance_differences
        alone = replace(self.finding, differences=chance, chance_differences=())
        return bool(chance) and tells(as_one_of(alone, self.variant, self.tested))


def endings(summary: StudySummary, variant: int = 0) -> list[Finding]:
    """Return the classes that occur in a variant, the most frequent first."""
    keys = [finding.key for finding in summary.findings if finding.key.startswith("class.")]
    return estimates_told.leading(summary, keys, variant)


def gone_to(summary: StudySummary, lead: Lead) -> Finding | None:
    """Return how runs most often end instead, where the lead is an ending or adoption that has become rarer.

    It is None where the sentence on the lead says so itself.
    """
    finding, variant = lead.finding, lead.variant
    if finding.group != "ending" or lead.before is not None or finding.differences[variant - 1].value >= 0:
        return None
    most = next(iter(endings(summary, variant)), None)
    is_told = (
        most is None
        or most.key == finding.key
        or (finding.key == "adopted" and most.key.removeprefix("class.") in ADOPTED)
    )
    return None if is_told else most


def lead_of(summary: StudySummary, variant: int, asked: Collection[str] = ()) -> Lead:
    """Return the outcome by which the report tells a variant.

    It is the weightiest change among the outcomes that were asked for; else what stands out of all that is looked for,
    the ending before the text before all else; else, as nothing clearly changes, the largest difference that may
    matter. Where runs move between two endings and one figure would hide it, it is both.

    Args:
        summary: What was found.
        variant: Place of the variant, from 1.
        asked: Keys of outcomes, in the order in which somebody asked for them; those that were not measured do not
            count.
    """
    pairs = summary.replications
    measured = {one.key: _by_name(summary, one) for one in summary.findings if one.differences}
    if wanted := [measured[key] for key in dict.fromkeys(asked) if key in measured]:
        of = number_tested(wanted)
        return min(
            (
                Lead(variant=variant, finding=finding, is_asked=True, pairs=pairs, tested=of)
                for finding in wanted
            ),
            key=_place_of_asked,
        )
    there = looked_for(summary)
    of = number_tested(there)
    clear = [finding for finding in there if stands_out(finding, variant, of)]
    if clear:
        found = min(clear, key=lambda one: (_group(one), one.key != "adopted", -weight(one, variant)))
    else:
        found = max(there, key=lambda one: (_is_open(one, variant, of), weight(one, variant)))
    return _shift(summary, variant, found, of) or Lead(
        variant=variant, finding=_by_name(summary, found), pairs=pairs, tested=of
    )


def _by_name(summary: StudySummary, finding: Finding) -> Finding:
    """Return the finding, called by the name of its issue in place of the key."""
    head, _, rest = finding.key.partition(".")
    name = summary.issues.get(rest.partition(".")[0])
    if head not in ("option", "place") or name is None:
        return finding
    return replace(finding, label=said(finding.label.key, **dict(finding.label.values) | {"issue": name}))


def _is_open(finding: Finding, variant: int, of: int) -> bool:
    """Return whether nobody can tell: a difference that matters is possible, and so is none, as one of so many."""
    return reaches(finding, variant) and not tells(as_one_of(finding, variant, of))


def strongest(summary: StudySummary, variants: Iterable[int], asked: Collection[str] = ()) -> Lead:
    """Return of several variants the one of which there is most to tell, and what it is told by.

    A clear change goes before others; where nobody asked for outcomes, one of the ending before one of the text; then
    the one that weighs more.
    """

    def place(lead: Lead) -> tuple[int, int, float]:
        if lead.is_asked:
            return _place_of_asked(lead)
        return _KINDS.index(lead.kind), _group(lead.finding), -weight(lead.finding, lead.variant)

    return min((lead_of(summary, variant, asked) for variant in variants), key=place)


def _place_of_asked(lead: Lead) -> tuple[int, int, float]:
    """Return where an outcome that was asked for comes: what says what was changed after what came of it."""
    own = lead.finding.key in _NOT_LEADING
    return _KINDS.index(lead.kind), int(own), -weight(lead.finding, lead.variant)


def _stand_out(findings: Iterable[Finding], variant: int, of: int) -> bool:
    """Return whether one of the findings stands out."""
    return any(stands_out(one, variant, of) for one in findings)


def _group(finding: Finding) -> int:
    return _GROUPS.index(finding.group) if finding.group in _GROUPS else len(_GROUPS)


def _shift(summary: StudySummary, variant: int, than: Finding, of: int) -> Lead | None:
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
        is_more = than in (before, after) or moved > abs(than.differences[variant - 1].value)
    both = (before, after)
    is_clear = all(
        stands_out(one, variant, of) or (than in both and is_weighty(one, variant)) for one in both
    )
    if is_more and is_clear and _stand_out(both, variant, of):
        return Lead(variant=variant, finding=after, before=before, pairs=summary.replications, tested=of)
    return None
