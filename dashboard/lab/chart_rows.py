"""What a study found, as rows of the charts and of their tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from dashboard.frame.language import Words
from dashboard.lab.lab_bars import Bar
from dashboard.lab.lab_rows import Dot, Row
from dashboard.lab.study_told import difference, figure, number_of, outcome, value_of
from simulation.protocols.result import OUTCOME_CLASSES
from simulation.study import estimates_told
from simulation.study.figures import hundredfold, is_sized
from simulation.study.measures import matches, usual
from simulation.study.summary import Finding, StudySummary

__all__ = [
    "Shown",
    "Table",
    "bars_of",
    "effects_of",
    "ending_rows",
    "endings",
    "movers",
    "own_scale_rows",
    "scale_of",
    "table_of",
]

type Shown = Literal["usual", "options", "gains"]

_HUNDRED: Final = 100.0
_MOST_ROWS: Final = 10
_FEWER_ROWS: Final = 6
"""The same where each row holds several versions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The same as a chart, to be read."""

    head: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]


def endings(summary: StudySummary) -> tuple[list[Finding], list[Finding]]:
    """Return the classes that occur, in their order, and those that never do."""
    found = [summary.finding(f"class.{name}") for name in OUTCOME_CLASSES]
    there = [one for one in found if any(estimate.value for estimate in one.estimates)]
    return there, [one for one in found if one not in there]


def bars_of(words: Words, summary: StudySummary, shown: Sequence[int], names: Sequence[str]) -> list[Bar]:
    """Return a bar for each variant that is shown; `shown` are their places, the base first."""
    adopted = summary.finding("adopted")
    return [
        Bar(
            name=name,
            shares={one: summary.finding(f"class.{one}").estimates[place].value for one in OUTCOME_CLASSES},
            told={one: number_of(words, summary.finding(f"class.{one}"), place) for one in OUTCOME_CLASSES},
            labels={one: outcome(words, summary, summary.finding(f"class.{one}")) for one in OUTCOME_CLASSES},
            adopted=adopted.estimates[place].value,
            adopted_told=words.say("lab.ends.adopted", v=value_of(words, adopted, place)),
            is_strong=place > 0,
        )
        for place, name in zip(shown, names, strict=True)
    ]


def ending_rows(words: Words, summary: StudySummary, shown: Sequence[int], tags: Sequence[str]) -> list[Row]:
    """Return a row for each class that occurs, in percent; `tags` are letters of the variants."""
    there, _ = endings(summary)
    return [
        Row(
            label=outcome(words, summary, finding),
            dots=tuple(_dots(words, finding, shown, tags, scale=_HUNDRED)),
            is_strong=_is_clear(finding, shown),
            outcome_class=finding.key.removeprefix("class."),
        )
        for finding in there
    ]


def _is_clear(finding: Finding, shown: Sequence[int]) -> bool:
    return any(estimates_told.is_clear(finding, place) for place in shown if place and finding.differences)


def _dots(
    words: Words, finding: Finding, shown: Sequence[int], tags: Sequence[str], *, scale: float
) -> list[Dot]:
    found = []
    for place, tag in zip(shown, tags, strict=True):
        estimate = finding.estimates[place]
        is_base = place == 0 or not finding.differences
        told = None if is_base else difference(words, finding, place)
        alone = is_base and len(shown) == 1
        found.append(
            Dot(
                value=scale * estimate.value,
                low=scale * (estimate.low if is_sized(estimate) else estimate.value),
                high=scale * (estimate.high if is_sized(estimate) else estimate.value),
                look=told.look if told else "base",
                words=told.words if told else figure(words, finding, place) if alone else "",
                tag=tag,
            )
        )
    return found


def scale_of(rows: Sequence[Row], *, least: float = 0.0, most: float | None = None) -> tuple[float, float]:
    """Return ends of a scale that holds all rows, and zero; `most` is an end that it may not pass."""
    ends = [end for row in rows for dot in row.dots for end in (dot.low, dot.high)]
    low, high = min([least, *ends]), max([least, *ends])
    room = 0.04 * ((high - low) or 1.0)
    low, high = (low - room if low < 0 else low), high + room
    return low, high if most is None else min(high, most)


def movers(summary: StudySummary, shown: Sequence[int], kind: Shown) -> tuple[list[Finding], list[Finding]]:
    """Return the outcomes beside the endings, the largest effect first, and those that are the same in every pair."""
    found = [finding for finding in summary.findings if _is_of(finding, kind)]
    versions = [place for place in shown if place]
    if not versions:
        return _by_value(found, kind), []
    found = [finding for finding in found if finding.differences]
    same = [one for one in found if all(estimates_told.is_same(one, place) for place in versions)]
    moved = [one for one in found if one not in same]

    def weight(finding: Finding) -> tuple[bool, float]:
        size = max(estimates_told.size_of_effect(finding, place) for place in versions)
        return not _is_clear(finding, versions), -size

    return sorted(moved, key=weight), [one for one in same if _occurs(one)]


def _is_of(finding: Finding, kind: Shown) -> bool:
    if kind == "options":
        return finding.group == "option" and _occurs(finding)
    if kind == "gains":
        return finding.key.startswith(("gain.", "gain_of."))
    return finding.group != "ending" and any(matches(key, finding.key) for key in usual())


def _occurs(finding: Finding) -> bool:
    return finding.unit == "number" or any(estimate.value for estimate in finding.estimates)


def _by_value(found: list[Finding], kind: Shown) -> list[Finding]:
    return found if kind == "usual" else sorted(found, key=lambda one: -one.estimates[0].value)


def own_scale_rows(
    words: Words, summary: StudySummary, found: Sequence[Finding], shown: Sequence[int], tags: Sequence[str]
) -> list[Row]:
    """Return rows whose dots lie between 0 and 1 of a scale of their own, each with its value beside it."""
    rows = []
    for finding in found[: _MOST_ROWS if len(shown) <= 2 else _FEWER_ROWS]:  # noqa: PLR2004 - base and one
        dots = _dots(words, finding, shown, tags, scale=1.0)
        ends = [end for dot in dots for end in (dot.low, dot.high)]
        low, width = min(ends), (max(ends) - min(ends)) or 1.0
        placed = [
            Dot(
                value=_within(dot.value, low, width),
                low=_within(dot.low, low, width),
                high=_within(dot.high, low, width),
                look=dot.look,
                words=dot.words,
                tag=dot.tag,
                note=value_of(words, finding, place),
            )
            for dot, place in zip(dots, shown, strict=True)
        ]
        label = outcome(words, summary, finding)
        rows.append(Row(label=label, dots=tuple(placed), is_strong=_is_clear(finding, shown)))
    return rows


def _within(value: float, low: float, width: float) -> float:
    """Return a place on a scale that leaves a quarter free at either end, for values beside the dots."""
    return 0.25 + 0.5 * (value - low) / width


def effects_of(
    words: Words, finding: Finding, listed: Sequence[tuple[str, int]], total: tuple[str, int] | None
) -> list[Row]:
    """Return a row for the difference that each change makes alone, then one for all together.

    Args:
        words: Of the visitor.
        finding: The outcome.
        listed: By change, what it is called and the place of its variant.
        total: The same of all together; None: there is none.
    """
    scale = _HUNDRED if finding.unit == "share" else hundredfold(finding)
    found = [(label, place, False) for label, place in listed]
    found += [(total[0], total[1], True)] if total else []
    rows = []
    for label, place, is_total in found:
        change, told = finding.differences[place - 1], difference(words, finding, place)
        is_whole = is_sized(change) and not estimates_told.is_same(finding, place)
        dot = Dot(
            value=scale * change.value,
            low=scale * (change.low if is_whole else change.value),
            high=scale * (change.high if is_whole else change.value),
            look=told.look,
            words=told.words,
        )
        strong = told.look == "clear"
        rows.append(Row(label=label, dots=(dot,), is_strong=strong, is_total=is_total))
    return rows


def table_of(
    words: Words,
    summary: StudySummary,
    found: Sequence[Finding],
    shown: Sequence[int],
    names: Sequence[str],
    *,
    labels: Mapping[str, str] | None = None,
) -> Table:
    """Return findings as a table: values of all variants that are shown, then their differences from the base."""
    versions = [(place, name) for place, name in zip(shown, names, strict=True) if place]
    head = (
        words.say("lab.table.outcome"),
        *names,
        *(words.say("lab.table.difference", name=name) for _, name in versions),
    )
    lines = [
        (
            (labels or {}).get(finding.key) or outcome(words, summary, finding),
            *(figure(words, finding, place) for place in shown),
            *(
                difference(words, finding, place).words if finding.differences else ""
                for place, _ in versions
            ),
        )
        for finding in found
    ]
    return Table(head=head, lines=tuple(lines))
