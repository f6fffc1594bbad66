"""Quantile dots: how much the runs of a study differ in a number, twenty dots, each 5 % of the runs."""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import isfinite
from typing import Final

import numpy as np
from markupsafe import Markup

from simulation.drawing.chart import Section, Table
from simulation.drawing.scale import Scale, scale_of
from simulation.drawing.svg import drawing, tag, text
from simulation.report.study.compared import FEW, compares, variant_names, widest_effect
from simulation.report.study.written_lists import capital
from simulation.study.figures import hundredfold, shown
from simulation.study.study_summary import Finding, StudySummary
from simulation.words import numbered, say

__all__ = ["dot_columns", "dot_section", "draw_dots"]

_GROUPS: Final = ("text", "process", "gain", "legitimacy")
_DOTS: Final = 20
_WIDTH: Final = 232.0
_RIGHT: Final = 218.0
_DOT: Final = 8.4
"""From the middle of a dot to that of the next."""
_RADIUS: Final = 3.5
_LANES: Final = 4
"""Variants drawn at most."""
_PANELS: Final = 12
_TOLD: Final = (0.05, 0.25, 0.5, 0.75, 0.95)
_LONG: Final = 3
"""Decimals of ticks from which there is room for fewer of them."""
_FEWEST: Final = 50
"""Runs below which quantiles say little."""


def dot_section(summary: StudySummary) -> Section | None:
    """Return a panel for each number of the text, of how it came about, and of how it is received."""
    found = [each for each in summary.findings if _has_dots(each, summary)]
    if not found or summary.replications < _FEWEST or len(summary.variants) > FEW:
        return None
    if compares(summary):
        found = sorted(found, key=lambda each: -widest_effect(each))
    names = variant_names(summary)
    panels = [
        (capital(str(each.label)), draw_dots(f"dots-{place}", each, names))
        for place, each in enumerate(found)
    ]
    kind = "study.dots.caption.compare" if compares(summary) else "study.dots.caption"
    several = len(names) > 1
    head = (
        say("term.outcome"),
        *([say("study.table.variant")] if several else []),
        *(say("study.table.hundredth", n=f"{100 * part:.0f}") for part in _TOLD),
    )
    rows = [
        (capital(str(each.label)), *([name] if several else []), *_told(each, values))
        for each in found
        for name, values in zip(names, each.quantiles, strict=True)
    ]
    return Section(
        heading=say("study.dots.heading"),
        caption=say(kind, what=numbered("study.what", len(summary.variants) - 1)),
        panels=tuple(panels[:_PANELS]),
        table=Table(head=head, rows=tuple(rows)),
    )


def _has_dots(finding: Finding, summary: StudySummary) -> bool:
    """Whether a finding has dots that differ; gains of single ones, which have a section, only if asked for."""
    return (
        finding.group in _GROUPS
        and (bool(summary.outcomes) or "." not in finding.key)
        and len(finding.quantiles) == len(finding.estimates)
        and all(len(row) == _DOTS and all(map(isfinite, row)) for row in finding.quantiles)
        and len({value for row in finding.quantiles for value in row}) > 1
    )


def dot_columns(values: Sequence[float], scale: Scale, left: float) -> list[tuple[float, int]]:
    """Return a place for each dot, ascending: x of its column, and how many dots are below it.

    Whole numbers that leave room for a column each keep their exact places; other values go to the nearest of
    columns one dot wide.
    """
    room = int((_RIGHT - left) / _DOT)
    wide = (scale.high - scale.low) / room
    if wide <= 1 and all(float(value).is_integer() for value in values):
        wide = 1.0
    below: Counter[int] = Counter()
    places = []
    for value in sorted(values):
        column = round((value - scale.low) / wide)
        places.append((scale.at(scale.low + column * wide, left, _RIGHT), below[column]))
        below[column] += 1
    return places


def draw_dots(key: str, finding: Finding, names: Sequence[str]) -> Markup:
    """Return the dots of a number, a lane for each variant on one scale: the base hollow, the others solid."""
    lanes = list(zip(names, finding.quantiles, strict=True))[:_LANES]
    every = [value for _, values in lanes for value in values]
    times = hundredfold(finding)
    scale = scale_of(every, words="", factor=times, with_zero=False, most=4)
    if scale.decimals >= _LONG:
        scale = scale_of(every, words="", factor=times, with_zero=False, most=2)
    left = 14.0 if len(lanes) == 1 else 66.0
    placed = [(name, dot_columns(values, scale, left)) for name, values in lanes]
    parts: list[Markup] = []
    foot = 2.0
    for number, (name, places) in enumerate(placed):
        foot += _DOT * (1 + max(below for _, below in places)) + 4
        parts += _lane(places, foot, hollow=number == 0 and len(lanes) > 1)
        if len(lanes) > 1:
            parts.append(text(0, foot - 4, name, class_="tick"))
        parts.append(tag("line", x1=left, x2=_RIGHT, y1=foot, y2=foot, class_="axis"))
    for tick in scale.ticks:
        x = scale.at(tick, left, _RIGHT)
        parts.append(tag("line", x1=x, x2=x, y1=foot, y2=foot + 4, class_="axis"))
        parts.append(
            text(x, foot + 16, scale.label(tick) + _unit(finding), text_anchor="middle", class_="tick")
        )
    return drawing(
        key,
        _WIDTH,
        foot + 22,
        title=say("study.dots.title", label=capital(str(finding.label))),
        description=". ".join(_describe(name, finding, values) for name, values in lanes),
        parts=parts,
    )


def _lane(places: Sequence[tuple[float, int]], foot: float, *, hollow: bool) -> Iterator[Markup]:
    look = "dot hollow" if hollow else "dot"
    for x, below in places:
        yield tag("circle", cx=x, cy=foot - _DOT * (below + 0.5), r=_RADIUS, class_=look)


def _describe(name: str, finding: Finding, values: Sequence[float]) -> str:
    least, low, _, high, most = _told(finding, values)
    return say("study.dots.description", name=name, low=low, high=high, least=least, most=most)


def _unit(finding: Finding) -> str:
    return say("figure.percent", value="") if hundredfold(finding) > 1 else ""


def _told(finding: Finding, values: Sequence[float]) -> list[str]:
    places = [(2 * k + 1) / (2 * len(values)) for k in range(len(values))]
    found = (hundredfold(finding) * np.interp(_TOLD, places, values)).tolist()
    spread = max(found) - min(found)
    decimals = 3 if 0 < spread < 0.1 else 2 if spread < 5 else 1  # noqa: PLR2004 - three figures or so
    whole = all(float(value).is_integer() for value in values)
    unit = _unit(finding)
    return [f"{shown(one, 0 if whole and float(one).is_integer() else decimals)}{unit}" for one in found]
