"""What a change moves: paired differences with their intervals round zero, the clearest first."""

from collections.abc import Sequence
from dataclasses import replace
from math import isfinite
from typing import Final

from simulation.drawing.chart import Chart, Section, row_chart
from simulation.drawing.rows import Row
from simulation.drawing.scale import Scale, scale_of
from simulation.report.study.asked_outcomes import is_asked
from simulation.report.study.compared import change_words, difference_row, is_same, ordered, variant_names
from simulation.report.study.written_lists import capital
from simulation.stats.unanimous import tells
from simulation.study.figures import hundredfold, is_sized
from simulation.study.study_summary import Finding, StudySummary
from simulation.study.weighty import looked_for, number_tested, stands_out
from simulation.words import apart, decimal, numbered, say

__all__ = ["difference_section", "effect_chart"]

_GROUPS: Final = ("ending", "text", "process", "legitimacy")
"""Options and the gains of each have sections of their own."""
_MOST: Final = 24
_KINDS: Final = ("share", "percent", "fraction", "gain", "count")
"""Each has its own scale."""

type _Choice = tuple[Finding, int]


def difference_section(summary: StudySummary) -> Section | None:
    """Return the charts of differences: of shares, of measures from 0 to 1, of gains, of other numbers.

    What is the same in every pair is left out and named in a note.
    """
    found = [each for each in summary.findings if _in_place(each) and is_asked(summary, each)]
    every = [(each, place) for each, place in ordered(found) if is_sized(each.differences[place])]
    if not every:
        return None
    of = number_tested(looked_for(summary))
    clear = sum(
        tells(each.differences[place]) if summary.outcomes else stands_out(each, place + 1, of)
        for each, place in every
    )
    charts = [
        _chart(kind, [choice for choice in every if _kind(choice[0]) == kind], summary) for kind in _KINDS
    ]
    expected = len(every) * (1 - summary.level)
    chance = say("study.differences.chance", n=decimal(expected, ".0f"))
    if expected < 1:
        chance = say("study.differences.chance.few")
    return Section(
        heading=numbered("study.differences.heading", clear, k=len(every)),
        caption=say(
            f"study.differences.caption{'' if summary.outcomes else '.counted'}",
            k=len(every),
            chance=chance,
            level=f"{100 * summary.level:.0f}",
        ),
        charts=tuple(chart for chart in charts if chart is not None),
        note=_same(found, variant_names(summary)[1:]),
    )


def effect_chart(key: str, finding: Finding, listed: Sequence[tuple[str, int]], *, total: bool) -> Chart:
    """Return the chart of the effects of several variants on one outcome, a row each.

    Args:
        key: Of the drawing.
        finding: The outcome.
        listed: What each variant is called, and the place of its difference from the base.
        total: Whether the last one makes all changes of the others together.
    """
    rows = [difference_row(finding, place, label, "") for label, place in listed]
    if total:
        rows[-1] = replace(rows[-1], ruled=True)
    label = _label(finding)
    return row_chart(
        key,
        rows,
        _scale(_kind(finding), [(finding, place) for _, place in listed]),
        title=label,
        head=(say("study.table.variant"), say("study.table.difference", name=label)),
        table=[(name, change_words(finding, place)) for name, place in listed],
    )


def _same(found: Sequence[Finding], names: Sequence[str]) -> str:
    """Return a sentence on what is the same in every pair, by variant where there are several."""
    listed = [
        (name, [_label(each) for each in found if each.differences and is_same(each, place)])
        for place, name in enumerate(names)
    ]
    told = [(f"{name} – " if len(names) > 1 else "") + apart(labels) for name, labels in listed if labels]
    return say("study.same.note", what=". ".join(told)) if told else ""


def _in_place(finding: Finding) -> bool:
    """Whether it belongs here and can differ: what never happens in any variant is left out."""
    here = finding.group in _GROUPS or (finding.group == "gain" and "." not in finding.key)
    return here and any(estimate.value for estimate in finding.estimates)


def _kind(finding: Finding) -> str:
    if finding.unit == "share":
        return "share"
    if hundredfold(finding) > 1:
        return "percent"
    if finding.group == "gain":
        return "gain"
    ends = [end for each in finding.estimates for end in (each.value, each.low, each.high) if isfinite(end)]
    return "fraction" if all(abs(end) <= 1 for end in ends) else "count"


def _chart(kind: str, choices: Sequence[_Choice], summary: StudySummary) -> Chart | None:
    if not choices:
        return None
    names = variant_names(summary)
    several = len(names) > 2  # noqa: PLR2004 - the base and one more need no numbers
    rows = [
        difference_row(each, place, _label(each), names[place + 1] if several else "")
        for each, place in choices[:_MOST]
    ]
    if len(choices) > _MOST:
        rows.append(Row(label=say("study.differences.rest", n=len(choices) - _MOST), marks=()))
    heading = say(f"study.differences.{kind}")
    return row_chart(
        f"differences-{kind}",
        rows,
        _scale(kind, choices[:_MOST]),
        heading=heading,
        head=(heading, *([say("study.table.variant")] if several else []), say("study.table.effect")),
        table=[
            (
                _label(each),
                *([names[place + 1]] if several else []),
                change_words(each, place),
            )
            for each, place in choices
        ],
    )


def _label(finding: Finding) -> str:
    return say("study.ending.adopted") if finding.key == "adopted" else capital(str(finding.label))


def _scale(kind: str, choices: Sequence[_Choice]) -> Scale:
    found = [each.differences[place] for each, place in choices]
    ends = [end for change in found for end in (change.low, change.value, change.high)]
    is_percent = kind in ("share", "percent")
    factor, unit = (100.0, "percent") if is_percent else (1.0, kind)
    return scale_of(ends, words=say(f"study.axis.{unit}.difference"), factor=factor, signs=True)
