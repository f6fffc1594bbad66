"""How outcomes go with a swept lever: what is said first, and one set of charts for each lever.

Expects `summary.analysis["design"]` as `Design.to_plain` gives it, its points in the order of the variants; or, where
variants are missing or come in another order, `summary.analysis["points"]`: by variant the value of every factor by
its key, as a user would write it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from simulation.drawing.chart import Section, Table
from simulation.report.study.asked_outcomes import asked_for, is_asked
from simulation.report.study.compared import event_words, range_words
from simulation.report.study.sweep_line import MANY, Along, draw_sweep, words_below
from simulation.report.study.written_lists import capital, local, told_value
from simulation.study.design import Design
from simulation.study.factor import Factor
from simulation.study.figures import is_sized
from simulation.study.study_summary import Finding, StudySummary
from simulation.words import apart, decimal, say, whole

__all__ = ["along", "sweep_headline", "sweep_lead", "sweep_sections"]

_PANELS: Final = 9
_GROUPS: Final = ("ending", "text", "process", "legitimacy")
_ROUNDING: Final = 1e-9
"""Values that lie closer are the same."""


def sweep_sections(summary: StudySummary) -> Iterator[Section]:
    """Yield for each lever the outcomes that it moves most, how it ends first."""
    factors, points = _laid_out(summary)
    for place, factor in enumerate(factors):
        yield _section(f"sweep-{place}", factor, points, summary)


def sweep_headline(summary: StudySummary) -> str | None:
    """Return what was asked for first, or how often a text is adopted, at both ends of the lever that moves it most.

    Of many points with values of their own, in both halves of them; None if nothing was swept.
    """
    found, factor, line = _most_moved(summary)
    if found is None or factor is None:
        return None
    first, last = line[0], line[-1]
    if not _moved(line):
        level = range_words(found, first.estimate)
        return say(f"study.head.sweep.level.{found.unit}", event=event_words(found), v=level)
    kind = "halves" if _is_spread(line) else "ends"
    if kind == "halves":
        half = len(line) // 2
        first, last = _pool(line[:half]), _pool(line[half:])
    return say(
        f"study.head.sweep.{kind}.{found.unit}",
        event=capital(event_words(found)),
        lever=factor.name,
        low=range_words(found, first.estimate),
        first=decimal(first.place, ".3g") if kind == "halves" else told_value(first.label),
        high=range_words(found, last.estimate),
        last=told_value(last.label),
    )


def sweep_lead(summary: StudySummary) -> str:
    """Return what the brackets of the headline hold; empty if nothing was swept."""
    found, _, line = _most_moved(summary)
    if found is None:
        return ""
    pooled = _moved(line) and (_is_spread(line) or any(item.points > 1 for item in line))
    return say(
        "study.lead.sweep.pooled" if pooled else "study.lead.sweep",
        level=f"{100 * summary.level:.0f}",
        points=whole(len(summary.variants)),
        runs=whole(summary.replications),
    )


def _most_moved(summary: StudySummary) -> tuple[Finding | None, Factor | None, list[Along]]:
    """Return the outcome of the headline, the lever that moves it most, and what was measured along it."""
    factors, points = _laid_out(summary)
    told = [*asked_for(summary), *(each for each in summary.findings if each.key == "adopted")]
    lines = [(factor, along(told[0], factor, points)) for factor in factors] if told else []
    lines = [(factor, line) for factor, line in lines if line]
    if not lines:
        return None, None, []
    factor, line = max(lines, key=lambda item: _moved(item[1]))
    return told[0], factor, line


def _laid_out(summary: StudySummary) -> tuple[tuple[Factor, ...], Sequence[Mapping[str, str]]]:
    """Return the levers of a sweep and the point of each variant; none if points and variants do not match."""
    plain = summary.analysis.get("design")
    if summary.kind != "sweep" or not plain:
        return (), ()
    points = summary.analysis.get("points") or Design.from_plain(plain).points
    if len(points) != len(summary.variants):
        return (), ()
    return tuple(Factor.from_plain(factor) for factor in plain["factors"]), points


def along(finding: Finding, factor: Factor, points: Sequence[Mapping[str, str]]) -> list[Along]:
    """Return what was measured at each value of a factor, in order.

    Where several points share a value, their mean, from the lowest of them to the highest.
    """
    at: dict[str, list[Along]] = {}
    for point, estimate in zip(points, finding.estimates, strict=True):
        if is_sized(estimate):
            value, half = point[factor.key], (estimate.high - estimate.low) / 2
            at.setdefault(value, []).append(Along(factor.number(value), value, estimate, 1, half))
    return sorted((_pool(found) for found in at.values()), key=lambda item: item.place)


def _pool(found: Sequence[Along]) -> Along:
    """Return points as one, at the place of the last of them; one alone as it is."""
    if len(found) == 1:
        return found[0]
    values = [item.estimate.value for item in found]
    mean = sum(values) / len(values)
    estimate = replace(found[0].estimate, value=mean, low=min(values), high=max(values))
    half = sum(item.half for item in found) / len(found)
    return Along(found[-1].place, found[-1].label, estimate, sum(item.points for item in found), half)


def _is_spread(line: Sequence[Along]) -> bool:
    """Whether there are many points, each with a value of its own, as in a Latin hypercube."""
    return len(line) > MANY and all(item.points == 1 for item in line)


def _section(key: str, factor: Factor, points: Sequence[Mapping[str, str]], summary: StudySummary) -> Section:
    found = [each for each in summary.findings if _is_told(each, summary)]
    lines = [(each, line) for each in found if (line := along(each, factor, points))]
    ordered = sorted(lines, key=lambda item: (*_rank(item[0], summary), -_moved(item[1])))
    level = [each for each, line in ordered if not _spread(line)]
    drawn = [(each, line) for each, line in ordered if each not in level]
    panels = tuple(
        (_panel_name(each), draw_sweep(f"{key}-{place}", _panel_name(each), each, factor, line))
        for place, (each, line) in enumerate(drawn[:_PANELS])
    )
    values = [local(item.label) for item in ordered[0][1]] if ordered else []
    rows = tuple(
        (_panel_name(each), *(range_words(each, item.estimate) for item in line))
        for each, line in ordered
        if len(line) == len(values)
    )
    return Section(
        heading=say("study.sweep.heading", lever=factor.name),
        caption=_caption(factor, ordered[0][1] if ordered else [], summary),
        panels=panels,
        table=Table(head=(str(factor.name), *values), rows=rows),
        note=say("study.sweep.same", what=apart(map(_panel_name, level))) if level else "",
    )


def _is_told(finding: Finding, summary: StudySummary) -> bool:
    """Whether an outcome has a panel: all but options and gains of single ones, unless they were asked for."""
    asked = bool(summary.outcomes) and is_asked(summary, finding)
    return (finding.group in _GROUPS or asked) and any(each.value for each in finding.estimates)


def _rank(finding: Finding, summary: StudySummary) -> tuple[bool, bool]:
    """Return what comes first: whether a text is adopted, then what was asked for."""
    return finding.key != "adopted", not is_asked(summary, finding)


def _caption(factor: Factor, line: Sequence[Along], summary: StudySummary) -> str:
    """Return what is along the axis, and what a dot and its line are."""
    counts = sorted({item.points for item in line}) or [1]
    kind = "pooled" if counts[-1] > 1 else "spread" if _is_spread(line) else "single"
    number = len(line) if kind == "spread" else counts[0]
    told = whole(number)
    if kind != "spread" and len(counts) > 1:
        told = say("figure.span", low=told, high=whole(counts[-1]))
    level, runs = f"{100 * summary.level:.0f}", whole(summary.replications)
    how = say(f"study.sweep.how.{kind}", points=told, runs=runs, level=level)
    words = "" if factor.has_order or not line else words_below(line)
    lever = f"{factor.name} ({words})" if words else factor.name
    return say("study.sweep.caption", lever=lever, how=how)


def _panel_name(finding: Finding) -> str:
    return capital(say("study.ending.adopted") if finding.key == "adopted" else str(finding.label))


def _spread(line: Sequence[Along]) -> float:
    values = [item.estimate.value for item in line]
    spread = max(values) - min(values)
    return spread if spread > _ROUNDING else 0.0


def _moved(line: Sequence[Along]) -> float:
    """Return how far the values lie apart, in mean half-widths of the intervals of points."""
    half, spread = sum(item.half for item in line) / len(line), _spread(line)
    return spread / half if half > 0 else spread
