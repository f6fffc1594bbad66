"""An outcome along the values of a lever, as a small chart: a dot for each value, with a ribbon or with thin lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

from markupsafe import Markup

from simulation.drawing.scale import Scale, scale_of
from simulation.drawing.svg import Frame, drawing, number, tag, text, width_of
from simulation.report.study.compared import range_words
from simulation.report.study.written_lists import local, told_value
from simulation.stats.interval import Estimate
from simulation.study.factor import Factor
from simulation.study.figures import hundredfold
from simulation.study.study_summary import Finding
from simulation.words import listed, say

__all__ = ["MANY", "Along", "draw_sweep", "scale_along", "ticks_below", "words_below"]

MANY: Final = 12
"""More values than this have round numbers on their axis, and no ribbon: it would invent what lies between."""
_FRAME: Final = Frame(width=232, height=156, left=36, right=12, top=10, bottom=34)
_SIZE: Final = 12.0
_GAP: Final = 6.0
_INSET: Final = 8.0


@dataclass(frozen=True, slots=True)
class Along:
    """One value of a lever and what was measured there."""

    place: float
    label: str
    estimate: Estimate
    """Of one point with its interval; of several their mean, from the lowest of them to the highest."""
    points: int
    half: float
    """Mean half-width of the intervals of the points."""


def draw_sweep(key: str, name: str, finding: Finding, factor: Factor, line: Sequence[Along]) -> Markup:
    """Return an outcome along the values of a lever."""
    scale = scale_along(finding)
    first, last = line[0], line[-1]
    return drawing(
        key,
        _FRAME.width,
        _FRAME.height,
        title=say("study.sweep.title", outcome=name, lever=factor.name),
        description=say(
            "study.sweep.description",
            low=range_words(finding, first.estimate),
            first=local(first.label),
            high=range_words(finding, last.estimate),
            last=local(last.label),
        ),
        parts=[*_grid(scale), *_values(factor, line), *_marks(factor, line, scale)],
    )


def scale_along(finding: Finding) -> Scale:
    """Return the scale of an outcome: shares of runs 0 to 100, other shares 0 to 1; none below zero without need."""
    quarters = (0.0, 0.25, 0.5, 0.75, 1.0)
    if finding.unit == "share" or hundredfold(finding) > 1:
        return Scale(low=0.0, high=1.0, ticks=quarters, words="", factor=100)
    ends = [end for each in finding.estimates for end in (each.low, each.value, each.high)]
    if all(each.value >= 0 for each in finding.estimates):
        most = 1.0 if all(each.value <= 1 for each in finding.estimates) else inf
        ends = [min(most, max(0.0, end)) for end in ends]
    return scale_of(ends, words="", most=4)


def ticks_below(factor: Factor, line: Sequence[Along]) -> list[tuple[float, str]]:
    """Return where on the axis which value is written, none over another.

    Of numbers the first and the last, and between them as many as there is room for; of many values round numbers;
    words all, each in its part of the axis, or a number for each if some do not fit there.
    """
    if not factor.has_order:
        numbers = words_below(line)
        labels = [str(place + 1) if numbers else told_value(item.label) for place, item in enumerate(line)]
        return list(zip(_xs(factor, line), labels, strict=True))
    if len(line) > MANY:
        return _round_ticks(factor)
    every = list(zip(_xs(factor, line), (local(item.label) for item in line), strict=True))
    kept, last = every[:1], every[-1]
    for tick in every[1:-1]:
        if _fits(kept[-1], tick) and _fits(tick, last):
            kept.append(tick)
    return [*kept, last] if len(every) > 1 else kept


def words_below(line: Sequence[Along]) -> str:
    """Return what the numbers below the axis stand for, if some value is too long to be written there; else empty."""
    if all(width_of(told_value(item.label), _SIZE) <= _part(line) - _GAP for item in line):
        return ""
    return listed(f"{place} {told_value(item.label)}" for place, item in enumerate(line, start=1))


def _round_ticks(factor: Factor) -> list[tuple[float, str]]:
    low, high = min(factor.numbers()), max(factor.numbers())
    scale = scale_of([low, high], words="", with_zero=False, most=4)
    kept: list[tuple[float, str]] = []
    for tick in scale.ticks:
        at = (_x(tick, low, high), scale.label(tick))
        if low <= tick <= high and (not kept or _fits(kept[-1], at)):
            kept.append(at)
    return kept


def _fits(before: tuple[float, str], after: tuple[float, str]) -> bool:
    half = (width_of(before[1], _SIZE) + width_of(after[1], _SIZE)) / 2
    return after[0] - before[0] >= half + _GAP


def _y(scale: Scale, value: float) -> float:
    return scale.at(value, _FRAME.height - _FRAME.bottom, _FRAME.top)


def _x(place: float, low: float, high: float) -> float:
    room = _FRAME.width - _FRAME.left - _FRAME.right - 2 * _INSET
    return _FRAME.left + _INSET + (place - low) / ((high - low) or 1.0) * room


def _xs(factor: Factor, line: Sequence[Along]) -> list[float]:
    """Return x of each value: to scale where values are numbers, in the middle of equal parts where they are words."""
    if factor.has_order:
        low, high = min(factor.numbers()), max(factor.numbers())
        return [_x(item.place, low, high) for item in line]
    part = _part(line)
    return [_FRAME.left + part * (place + 0.5) for place in range(len(line))]


def _part(line: Sequence[Along]) -> float:
    return (_FRAME.width - _FRAME.left - _FRAME.right) / len(line)


def _grid(scale: Scale) -> Iterator[Markup]:
    for tick in scale.ticks:
        y = _y(scale, tick)
        yield tag("line", x1=_FRAME.left, x2=_FRAME.width - _FRAME.right, y1=y, y2=y, class_="grid")
        yield text(_FRAME.left - 5, y + 4, scale.label(tick), text_anchor="end", class_="tick")


def _values(factor: Factor, line: Sequence[Along]) -> Iterator[Markup]:
    foot = _FRAME.height - _FRAME.bottom
    for x, label in ticks_below(factor, line):
        yield text(x, foot + 15, label, text_anchor="middle", class_="tick")


def _marks(factor: Factor, line: Sequence[Along], scale: Scale) -> Iterator[Markup]:
    xs = _xs(factor, line)
    ends = [(_y(scale, item.estimate.low), _y(scale, item.estimate.high)) for item in line]
    middle = [_y(scale, item.estimate.value) for item in line]
    is_pooled = any(item.points > 1 for item in line)
    if factor.has_order and len(line) <= MANY and not is_pooled:
        upper = [f"{number(x)},{number(high)}" for x, (_, high) in zip(xs, ends, strict=True)]
        lower = [f"{number(x)},{number(low)}" for x, (low, _) in zip(xs, ends, strict=True)]
        yield tag("path", d=f"M{'L'.join([*upper, *lower[::-1]])}Z", class_="band")
    else:
        for x, (low, high) in zip(xs, ends, strict=True):
            yield tag("line", x1=x, x2=x, y1=low, y2=high, class_="whisker")
    if factor.has_order and len(line) <= MANY:
        path = "L".join(f"{number(x)},{number(y)}" for x, y in zip(xs, middle, strict=True))
        yield tag("path", d=f"M{path}", class_="middle thin")
    for x, y in zip(xs, middle, strict=True):
        yield tag("circle", cx=x, cy=y, r=2.6, class_="dot")
