"""What a swept lever does: outcomes along its values, with a ribbon of intervals, one set of charts for each lever.

Expects `summary.analysis["design"]` as `Design.to_plain` gives it, its points in the order of the variants; or, where
variants are missing or come in another order, `summary.analysis["points"]`: by variant the value of every factor by
its key, as a user would write it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from simulation.experiments.design import Design
from simulation.experiments.factor import Factor
from simulation.experiments.interval import Estimate
from simulation.experiments.summary import Finding, StudySummary
from simulation.report.plain import clip
from simulation.report.study.chart import Section, Table
from simulation.report.study.compared import range_words, scale_for
from simulation.report.study.figures import base_of, is_sized, share_range
from simulation.report.study.scale import Scale
from simulation.report.study.wording import EVENTS, say
from simulation.report.svg import Frame, drawing, number, tag, text

__all__ = ["Along", "along", "draw_sweep", "sweep_headline", "sweep_sections"]

_FRAME: Final = Frame(width=232, height=156, left=34, right=12, top=10, bottom=34)
_PANELS: Final = 9
_GROUPS: Final = ("ending", "text", "process", "legitimacy")
_RIBBON: Final = 20
"""More values than this are drawn as dots: a ribbon would invent what lies between."""
_WORDS: Final = 8
"""Letters of a value between others."""
_SHORT: Final = 4
_ENDS: Final = 2
_NUMBER_ROOM: Final = 30.0
_WORD_ROOM: Final = 60.0


@dataclass(frozen=True, slots=True)
class Along:
    """One value of a lever and what was measured there."""

    place: float
    label: str
    estimate: Estimate


def sweep_sections(summary: StudySummary) -> Iterator[Section]:
    """Yield for each lever the outcomes that it moves most, how it ends first."""
    factors, points = _laid_out(summary)
    for place, factor in enumerate(factors):
        yield _section(f"sweep-{place}", factor, points, summary, pooled=len(factors) > 1)


def sweep_headline(summary: StudySummary) -> str | None:
    """Return how often a text is adopted at both ends of the lever that moves that most; None if there is none."""
    factors, points = _laid_out(summary)
    found = next((each for each in summary.findings if each.key == "adopted"), None)
    lines = [(factor, along(found, factor, points)) for factor in factors] if found else []
    if not lines:
        return None
    factor, line = max(lines, key=lambda item: _moved(item[1]))
    first, last = line[0], line[-1]
    return say(
        "head.sweep",
        base=base_of(first.estimate.n),
        event=EVENTS["adopted"],
        lever=factor.name,
        low=share_range(first.estimate),
        first=first.label,
        high=share_range(last.estimate),
        last=last.label,
    )


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

    Where several points share a value, the mean over them with the mean width of their intervals: all points meet the
    same chance, so that it does not average out between them.
    """
    at: dict[str, list[Estimate]] = {}
    for point, estimate in zip(points, finding.estimates, strict=True):
        if is_sized(estimate):
            at.setdefault(point[factor.key], []).append(estimate)
    places = {value: factor.number(value) for value in at}
    return [
        Along(places[value], value, _mean(at[value])) for value in sorted(at, key=lambda value: places[value])
    ]


def _mean(found: Sequence[Estimate]) -> Estimate:
    value, low, high = (
        sum(getattr(each, part) for each in found) / len(found) for part in ("value", "low", "high")
    )
    return Estimate(value=value, low=low, high=high, n=found[0].n, level=found[0].level)


def _section(
    key: str, factor: Factor, points: Sequence[Mapping[str, str]], summary: StudySummary, *, pooled: bool
) -> Section:
    found = [
        each for each in summary.findings if each.group in _GROUPS and any(e.value for e in each.estimates)
    ]
    lines = [(each, along(each, factor, points)) for each in found]
    lines = [(each, line) for each, line in lines if line]
    ordered = sorted(lines, key=lambda item: (item[0].key != "adopted", -_moved(item[1])))
    panels = tuple(
        (_panel_name(each), draw_sweep(f"{key}-{place}", each, factor, line))
        for place, (each, line) in enumerate(ordered[:_PANELS])
    )
    values = [item.label for item in ordered[0][1]] if ordered else []
    rows = tuple(
        (_panel_name(each), *(range_words(item.estimate, each.unit) for item in line))
        for each, line in ordered
        if len(line) == len(values)
    )
    return Section(
        heading=say("sweep.heading", lever=factor.name),
        caption=say(
            "sweep.caption",
            lever=factor.name,
            level=f"{100 * summary.level:.0f}",
            axis=say("axis.runs", n=base_of(summary.replications)),
            pooled=say("sweep.pooled") if pooled else "",
        ),
        panels=panels,
        table=Table(head=(factor.name, *values), rows=rows),
    )


def _panel_name(finding: Finding) -> str:
    words = say("ending.adopted") if finding.key == "adopted" else finding.label
    return words[:1].upper() + words[1:]


def _moved(line: Sequence[Along]) -> float:
    """Return how far the values lie apart, in mean half-widths of their intervals."""
    values = [item.estimate.value for item in line]
    half = sum(item.estimate.high - item.estimate.low for item in line) / (2 * len(line))
    spread = max(values) - min(values)
    return spread / half if half > 0 else spread


def draw_sweep(key: str, finding: Finding, factor: Factor, line: Sequence[Along]) -> Markup:
    """Return an outcome along the values of a lever."""
    scale = scale_for([finding])
    first, last = line[0], line[-1]
    return drawing(
        key,
        _FRAME.width,
        _FRAME.height,
        title=say("sweep.title", outcome=_panel_name(finding), lever=factor.name),
        description=say(
            "sweep.description",
            low=range_words(first.estimate, finding.unit),
            first=first.label,
            high=range_words(last.estimate, finding.unit),
            last=last.label,
        ),
        parts=[*_grid(scale), *_values(factor, line), *_marks(factor, line, scale)],
    )


def _y(scale: Scale, value: float) -> float:
    return scale.at(value, _FRAME.height - _FRAME.bottom, _FRAME.top)


def _xs(factor: Factor, line: Sequence[Along]) -> list[float]:
    """Return x of each value: to scale where values are numbers, at equal distances where they are words."""
    places = [item.place for item in line] if factor.has_order else [float(row) for row in range(len(line))]
    low, high = min(places), max(places)
    room = _FRAME.width - _FRAME.left - _FRAME.right - 16
    return [_FRAME.left + 8 + (place - low) / ((high - low) or 1.0) * room for place in places]


def _grid(scale: Scale) -> Iterator[Markup]:
    for tick in scale.ticks:
        y = _y(scale, tick)
        yield tag("line", x1=_FRAME.left, x2=_FRAME.width - _FRAME.right, y1=y, y2=y, class_="grid")
        yield text(_FRAME.left - 5, y + 4, scale.label(tick), text_anchor="end", class_="tick")


def _values(factor: Factor, line: Sequence[Along]) -> Iterator[Markup]:
    """Yield the values under the axis, as many as there is room for, the first and the last always."""
    foot, written = _FRAME.height - _FRAME.bottom, -_FRAME.width
    xs, longest = _xs(factor, line), max(len(item.label) for item in line)
    words = _WORDS if len(line) > _ENDS else 2 * _WORDS
    least = _NUMBER_ROOM if longest <= _SHORT else _WORD_ROOM
    for row, (x, item) in enumerate(zip(xs, line, strict=True)):
        is_last = row == len(line) - 1
        if not is_last and (x - written < least or xs[-1] - x < least):
            continue
        side = "end" if is_last else "start" if row == 0 else "middle"
        anchor = side if longest > _SHORT and len(line) > 1 else "middle"
        edge = x + {"end": 8, "start": -8, "middle": 0}[anchor]
        yield text(edge, foot + 15, clip(item.label, words), text_anchor=anchor, class_="tick")
        written = x


def _marks(factor: Factor, line: Sequence[Along], scale: Scale) -> Iterator[Markup]:
    xs = _xs(factor, line)
    ends = [(_y(scale, item.estimate.low), _y(scale, item.estimate.high)) for item in line]
    middle = [_y(scale, item.estimate.value) for item in line]
    if factor.has_order and len(line) <= _RIBBON:
        upper = [f"{number(x)},{number(high)}" for x, (_, high) in zip(xs, ends, strict=True)]
        lower = [f"{number(x)},{number(low)}" for x, (low, _) in zip(xs, ends, strict=True)]
        yield tag("path", d=f"M{'L'.join([*upper, *lower[::-1]])}Z", class_="band")
        path = "L".join(f"{number(x)},{number(y)}" for x, y in zip(xs, middle, strict=True))
        yield tag("path", d=f"M{path}", class_="middle thin")
    else:
        for x, (low, high) in zip(xs, ends, strict=True):
            yield tag("line", x1=x, x2=x, y1=low, y2=high, class_="whisker")
    for x, y in zip(xs, middle, strict=True):
        yield tag("circle", cx=x, cy=y, r=2.6, class_="dot")
