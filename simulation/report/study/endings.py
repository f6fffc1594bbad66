"""How the runs of a study end, and which option ends in the text: shares with intervals, by variant."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from simulation.drawing.bars import Bar, Part
from simulation.drawing.chart import Chart, Section, bar_chart, row_chart
from simulation.protocols.result import OUTCOME_CLASSES
from simulation.report.study.compared import (
    compares,
    finding_row,
    finding_table,
    scale_for,
    split_same,
    table_head,
    variant_names,
)
from simulation.report.study.written_lists import capital
from simulation.study.figures import share_range, share_words
from simulation.study.study_summary import Finding, StudySummary
from simulation.words import listed, numbered, say

__all__ = ["ending_section", "option_section"]


def ending_section(summary: StudySummary) -> Section | None:
    """Return a row for each class that occurred, in the order of the classes, any text adopted first."""
    found = [each for each in summary.findings if each.group == "ending" and each.unit == "share"]
    there = [each for each in found if any(estimate.value for estimate in each.estimates)]
    if not there:
        return None
    labels = {"adopted": say("study.ending.adopted")}
    missing = [str(each.label) for each in found if each not in there and each.key.startswith("class.")]
    told = [(each, labels.get(each.key, capital(str(each.label)))) for each in there]
    names, scale = variant_names(summary), scale_for(there)
    rows = [
        replace(finding_row(each, label, names, strong=each.key == "adopted"), ending=_class_of(each))
        for each, label in told
    ]
    kind = "compare" if compares(summary) else "single" if len(summary.variants) == 1 else "several"
    chart = row_chart(
        "ending",
        rows,
        scale,
        caption=say(
            f"study.ending.caption.{kind}", axis=scale.words, level=_level(summary), what=_what(summary)
        ),
        title=say("study.ending.heading"),
        head=table_head(say("study.ending.heading"), summary),
        table=finding_table(told),
        legend=True,
    )
    note = numbered("study.ending.never", len(missing), classes=listed(missing))
    return Section(heading=say("study.ending.heading"), charts=(_bars(summary, there), chart), note=note)


def _class_of(finding: Finding) -> int | None:
    """Return the place of a class of endings in their order; None of what is no class."""
    name = finding.key.removeprefix("class.")
    return OUTCOME_CLASSES.index(name) if name in OUTCOME_CLASSES else None


def _bars(summary: StudySummary, there: Sequence[Finding]) -> Chart:
    """Return all runs of each variant as one bar; the rows below it have the figures."""
    names = variant_names(summary) if len(summary.variants) > 1 else ("",)
    adopted = next((each.estimates for each in there if each.key == "adopted"), ())
    bars = [
        Bar(
            name=name,
            parts=tuple(_parts(there, place)),
            bracket=adopted[place].value if adopted else 0.0,
            bracket_words=say("study.ending.bracket", share=share_words(adopted[place])) if adopted else "",
            strong=place > 0,
        )
        for place, name in enumerate(names)
    ]
    title = say("study.ending.heading")
    return bar_chart("endings-bars", bars, caption=say("study.ending.bars"), title=title)


def _parts(there: Sequence[Finding], place: int) -> Iterator[Part]:
    for each in there:
        ending, estimate = _class_of(each), each.estimates[place]
        if ending is not None and estimate.value:
            yield Part(
                ending=ending, share=estimate.value, figure=share_words(estimate), label=str(each.label)
            )


def option_section(summary: StudySummary) -> Section | None:
    """Return a chart for each issue with a row for each option that was ever left in the text.

    Options that are the same in every pair are named in a note.
    """
    there = [
        each for each in summary.findings if each.group == "option" and any(e.value for e in each.estimates)
    ]
    differ, same = split_same((each, str(each.label)) for each in there)
    issues: dict[str, list[Finding]] = {}
    for each, _ in differ:
        issues.setdefault(each.key.split(".")[1], []).append(each)
    if not there:
        return None
    charts = tuple(
        _issue_chart(summary, place, key, found) for place, (key, found) in enumerate(issues.items())
    )
    how = say(f"study.options.how.{'compare' if compares(summary) else 'single'}", what=_what(summary))
    axis = say("study.axis.runs")
    caption = say("study.options.caption", axis=axis, how=how, level=_level(summary)) if charts else ""
    return Section(heading=say("study.options.heading"), caption=caption, charts=charts, note=same)


def _issue_chart(summary: StudySummary, place: int, key: str, found: list[Finding]) -> Chart:
    told = [(each, capital(str(each.label["option"]))) for each in found]
    most, label = max(told, key=lambda item: item[0].estimates[0].value)
    name, estimate = summary.issues.get(key, key), most.estimates[0]
    words = {"issue": name, "option": label, "share": share_range(estimate)}
    return row_chart(
        f"options-{place}",
        [finding_row(each, label, variant_names(summary)) for each, label in told],
        scale_for(found),
        heading=name,
        title=say("study.options.issue", **words),
        head=table_head(name, summary),
        table=finding_table(told),
        legend=not place,
    )


def _what(summary: StudySummary) -> str:
    return numbered("study.what", len(summary.variants) - 1)


def _level(summary: StudySummary) -> str:
    return f"{100 * summary.level:.0f}"
