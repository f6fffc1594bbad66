"""Findings as rows of a chart and of its table: one variant, a base with its variants, or several side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from simulation.drawing.rows import Look, Mark, Row
from simulation.drawing.scale import Scale, scale_of
from simulation.stats.interval import Estimate
from simulation.stats.unanimous import tells
from simulation.study.estimates_told import size_of_effect
from simulation.study.figures import change_words as difference_words
from simulation.study.figures import hundredfold, ranged_told
from simulation.study.study_summary import Finding, StudySummary
from simulation.words import apart, say

__all__ = [
    "FEW",
    "change_words",
    "compares",
    "difference_row",
    "event_words",
    "finding_row",
    "finding_table",
    "is_same",
    "mark_of",
    "ordered",
    "range_words",
    "scale_for",
    "split_same",
    "table_head",
    "variant_names",
    "widest_effect",
]

FEW: Final = 9
"""Variants that are shown side by side, at most."""


def compares(summary: StudySummary) -> bool:
    """Whether the variants are compared with the first one."""
    return len(summary.variants) > 1 and any(finding.differences for finding in summary.findings)


def variant_names(summary: StudySummary) -> tuple[str, ...]:
    """Return what the variants are called in charts and tables: the base, then letters; settings have numbers.

    The letter stands before what was changed in the list at the top of the page, as it does on the command line.
    """
    if len(summary.variants) == 1:
        return (say("study.variant.only"),)
    if summary.codings and not compares(summary):
        return say("study.codings.letter"), say("study.codings.letter.written")
    if not compares(summary):
        return tuple(str(place + 1) for place in range(len(summary.variants)))
    keys = summary.variants[1:]
    if len(keys) == 1:
        return say("study.variant.base"), say("study.variant.changed")
    are_letters = all(len(key) == 1 and key.isupper() for key in keys)
    letters = keys if are_letters else [chr(ord("A") + place) for place in range(len(keys))]
    return (say("study.variant.base"), *letters)


def event_words(finding: Finding) -> str:
    """Return what happens in a run, for the middle of a sentence; of a number, what it is called."""
    if finding.unit == "number":
        return str(finding.label)
    if finding.key == "adopted":
        return say("study.event.adopted")
    if finding.key.startswith("class."):
        return say(f"{finding.key}.event")
    return say("study.obtained", label=finding.label)


def range_words(finding: Finding, estimate: Estimate) -> str:
    """Return a value with its interval."""
    return str(ranged_told(replace(finding, estimates=(estimate,)), 0))


def is_same(finding: Finding, place: int) -> bool:
    """Whether no pair differs at all between the base and the variant after it at that place."""
    change = finding.differences[place]
    return finding.same[place] if finding.same else not change.low and not change.high


def change_words(finding: Finding, place: int) -> str:
    """Return the difference between a variant and the base in words."""
    return say("study.same") if is_same(finding, place) else difference_words(finding, place + 1)


def finding_row(finding: Finding, label: str, names: Sequence[str], *, strong: bool = False) -> Row:
    """Return a finding with all its variants as a row on the scale of its values."""
    if not finding.differences:
        several = len(finding.estimates) > 1
        marks = [
            mark_of(each, "bar", range_words(finding, each), name if several else "")
            for each, name in zip(finding.estimates, names, strict=True)
        ]
        return Row(label=label, marks=tuple(marks), strong=strong)
    about = [
        say("study.line", name=name, words=range_words(finding, each))
        for each, name in zip(finding.estimates, names, strict=True)
    ]
    marks = [replace(mark_of(finding.estimates[0], "base", ""), about=about[0])]
    several = len(finding.differences) > 1
    for place, (value, change, name) in enumerate(
        zip(finding.estimates[1:], finding.differences, names[1:], strict=True)
    ):
        look: Look = "clear" if tells(change) else "unclear"
        mark = mark_of(value, look, change_words(finding, place), name if several else "")
        marks.append(replace(mark, about=apart([about[place + 1], mark.words])))
    return Row(label=label, marks=tuple(marks), strong=any(tells(each) for each in finding.differences))


def difference_row(finding: Finding, place: int, label: str, number: str) -> Row:
    """Return the difference between a variant and the base as a row on a scale round zero.

    Args:
        finding: What was measured.
        place: Of the difference.
        label: Of the finding.
        number: Letter of the variant; empty if there is one only.
    """
    change = finding.differences[place]
    look: Look = "clear" if tells(change) else "unclear"
    mark = mark_of(change, look, change_words(finding, place), number)
    return Row(label=label, marks=(mark,), strong=tells(change))


def mark_of(estimate: Estimate, look: Look, words: str, number: str = "") -> Mark:
    """Return the mark of an estimate."""
    low, high = estimate.low, estimate.high
    return Mark(value=estimate.value, low=low, high=high, look=look, words=words, number=number)


def scale_for(findings: Iterable[Finding], *, words: str = "") -> Scale:
    """Return the scale on which the values of some findings of one unit stand, zero on it."""
    found = list(findings)
    ends = [end for each in found for value in each.estimates for end in (value.low, value.value, value.high)]
    if any(each.unit == "share" for each in found):
        return scale_of(ends, words=words or say("study.axis.runs"), factor=100)
    if all(hundredfold(each) > 1 for each in found):
        return scale_of(ends, words=words or say("study.axis.percent"), factor=hundredfold(found[0]))
    return scale_of(ends, words=words or say("study.axis.value"))


def table_head(first: str, summary: StudySummary) -> tuple[str, ...]:
    """Return the head of a table with a column for each variant, and for each difference from the base."""
    names = variant_names(summary)
    if not compares(summary):
        return (first, *names)
    return (first, *names, *(say("study.table.difference", name=name) for name in names[1:]))


def finding_table(findings: Iterable[tuple[Finding, str]]) -> list[tuple[str, ...]]:
    """Return the rows that fit `table_head`."""
    return [
        (
            label,
            *(range_words(finding, each) for each in finding.estimates),
            *(change_words(finding, place) for place in range(len(finding.differences))),
        )
        for finding, label in findings
    ]


def split_same(findings: Iterable[tuple[Finding, str]]) -> tuple[list[tuple[Finding, str]], str]:
    """Return the findings that differ in some pair, each with its label, and a sentence on the others."""
    listed = list(findings)
    kept = [item for item in listed if not _is_same_throughout(item[0])]
    same = [label for finding, label in listed if _is_same_throughout(finding)]
    return kept, say("study.same.note", what=apart(same)) if same else ""


def _is_same_throughout(finding: Finding) -> bool:
    return bool(finding.differences) and all(is_same(finding, k) for k in range(len(finding.differences)))


def widest_effect(finding: Finding) -> float:
    """Return the largest difference in half-widths of its interval; 0 where nothing is compared."""
    return max(
        (size_of_effect(finding, variant) for variant in range(1, len(finding.differences) + 1)), default=0.0
    )


def ordered(findings: Iterable[Finding]) -> list[tuple[Finding, int]]:
    """Return every difference, as finding and place, those that stand out most from noise first.

    What is the same in every pair is left out.
    """
    every = [
        (finding, place)
        for finding in findings
        for place in range(len(finding.differences))
        if not is_same(finding, place)
    ]
    return sorted(every, key=lambda item: -size_of_effect(item[0], item[1] + 1))
