"""Who gains: the gain of each kind and of each delegation, with intervals, by variant."""

from collections.abc import Sequence
from math import isfinite
from typing import Final

from simulation.drawing.chart import Chart, Section, row_chart
from simulation.drawing.rows import Row
from simulation.report.study.compared import (
    compares,
    finding_row,
    finding_table,
    scale_for,
    split_same,
    table_head,
    variant_names,
    widest_effect,
)
from simulation.study.study_summary import Finding, StudySummary
from simulation.words import called, numbered, say

__all__ = ["gain_section"]

_KIND: Final = "gain_of."
_OWN: Final = "gain."
_MOST: Final = 24
"""Delegations in the chart; of more, as many of the first as of the last."""
_FEW: Final = 2


def gain_section(summary: StudySummary) -> Section | None:
    """Return two charts: gains by kind, and by delegation from the most to the least, with all in the table."""
    found = [each for each in summary.findings if all(isfinite(value.value) for value in each.estimates)]
    kinds = [
        (each, called("kind", each.key.removeprefix(_KIND), str(each.label)))
        for each in _by_gain(found, _KIND)
    ]
    own = [
        (each, summary.names.get(each.key.removeprefix(_OWN), str(each.label)))
        for each in _by_gain(found, _OWN)
    ]
    kinds, same_kinds = split_same(kinds)
    own, same_own = split_same(own)
    charts = []
    if len(kinds) >= _FEW:
        charts.append(_chart("gains-kinds", kinds, summary, say("study.gains.kinds", first=kinds[0][1])))
    if own:
        kind = "study.gains.delegations" if len(own) > 1 else "study.gains.delegation"
        words = say(kind, first=own[0][1], last=own[-1][1])
        charts.append(_chart("gains-delegations", own, summary, words))
    same = " ".join(filter(None, (same_kinds, same_own)))
    if not charts and not same:
        return None
    what = numbered("study.what", len(summary.variants) - 1)
    how = say(f"study.gains.how.{'compare' if compares(summary) else 'single'}", what=what)
    caption = say(
        "study.gains.caption", gain=say("study.gains.what"), how=how, level=f"{100 * summary.level:.0f}"
    )
    return Section(heading=say("study.gains.heading"), caption=caption, charts=tuple(charts), note=same)


def _by_gain(findings: Sequence[Finding], start: str) -> list[Finding]:
    """Return findings whose keys start so, those that gain most in the first variant first."""
    return sorted(
        (each for each in findings if each.key.startswith(start)), key=lambda each: -each.estimates[0].value
    )


def _chart(key: str, listed: list[tuple[Finding, str]], summary: StudySummary, heading: str) -> Chart:
    names = variant_names(summary)
    shown = _shown(listed)
    rows = [finding_row(each, label[:1].upper() + label[1:], names) for each, label in shown]
    if len(shown) < len(listed):
        note = Row(label=say("study.gains.rest", n=len(listed) - len(shown)), marks=())
        rows.insert(_MOST // 2, note) if not compares(summary) else rows.append(note)
    return row_chart(
        key,
        rows,
        scale_for((each for each, _ in shown), words=say("study.axis.gain")),
        heading=heading,
        head=table_head(say("study.gains.heading"), summary),
        table=finding_table(listed),
        legend=True,
    )


def _shown(listed: list[tuple[Finding, str]]) -> list[tuple[Finding, str]]:
    """Return what the chart shows: the first and the last, or of a comparison those that change most."""
    if len(listed) <= _MOST:
        return listed
    if any(each.differences for each, _ in listed):
        return sorted(listed, key=lambda item: -widest_effect(item[0]))[:_MOST]
    return [*listed[: _MOST // 2], *listed[-_MOST // 2 :]]
