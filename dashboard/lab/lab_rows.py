"""Rows of dots with intervals, a label at the left and words at the right: how it ends, which change did it.

The same chart fits a wide page and a phone: on a narrow one labels and words move above their dots.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from dashboard.lab import lab_labels
from dashboard.lab.lab_ink import DOWN, FONT, NARROW, Spec, exact, finished, layer

__all__ = ["Dot", "Look", "Row", "height_of", "row_chart"]

type Look = Literal["base", "clear", "unclear"]

_LEFT: Final = 208
_RIGHT: Final = 222
_HEAD: Final = 15
"""Pixels above the dots of a row, where label and words stand on a phone."""
_STEP: Final = 11
"""Pixels between base and version."""
_TALL: Final = 17
"""The same where each dot has words of its own."""
_FOOT: Final = 9
_AXIS_TEXT: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A value with its interval."""

    value: float
    low: float
    high: float
    look: Look
    words: str = ""
    """What stands at the right."""
    tag: str = ""
    """Letter of the version where there are several."""
    note: str = ""
    """The value in words, where the scale of the row is its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One outcome, or one change."""

    label: str
    dots: tuple[Dot, ...]
    is_strong: bool = False
    outcome_class: str = ""
    """Class whose colour stands before the label; empty: none."""
    is_total: bool = False
    """Whether a rule stands above it: all changes together."""


def height_of(rows: Iterable[Row]) -> int:
    """Return the height of a chart of these rows, without its axis."""
    return sum(_height(row) for row in rows)


def _height(row: Row) -> int:
    return _HEAD + _step(row) * max(1, len(row.dots)) + _FOOT


def _step(row: Row) -> int:
    return _TALL if _has_words_each(row) else _STEP


def _has_words_each(row: Row) -> bool:
    return sum(bool(dot.words) for dot in row.dots) > 1


def row_chart(
    rows: Sequence[Row],
    tokens: Mapping[str, str],
    *,
    domain: tuple[float, float],
    is_difference: bool = False,
    has_axis: bool = True,
    decimal: str = ".",
) -> Spec:
    """Return the chart of some rows.

    Args:
        rows: From top to bottom.
        tokens: Colours of the theme.
        domain: Ends of the scale; of differences zero lies on it.
        is_difference: Whether zero is drawn and numbers have signs.
        has_axis: Whether the rows share a scale that is worth an axis.
        decimal: What stands before the decimals.
    """
    if is_difference:
        domain = (min(domain[0], 0.0), max(domain[1], 0.0))
    height = height_of(rows)
    axis = _axis(tokens, decimal, is_difference=is_difference) if has_axis else None
    scale = {"domain": list(domain), "range": _range(rows), "nice": False, "zero": False}
    x = {"field": "x", "type": "quantitative", "scale": scale, "axis": axis, "title": None}
    down = [{"expr": f"{NARROW} ? {height + DOWN} : {height}"}, {"expr": f"{NARROW} ? {DOWN} : 0"}]
    heights = {"domain": [height, 0], "range": down, "nice": False}
    y = {"field": "y", "type": "quantitative", "scale": heights, "axis": None}
    layers = [
        *_ground(rows, tokens, is_difference=is_difference, has_axis=has_axis),
        *_intervals(rows, tokens),
        _dots(rows, tokens),
        *lab_labels.labels(_lines(rows), tokens, left=_LEFT, right=_RIGHT),
    ]
    for part in layers:
        part["encoding"]["y"] = y
        if "x" not in part["mark"]:
            part["encoding"]["x"] = x
    return finished(layers, height)


def _range(rows: Sequence[Row]) -> list[dict[str, str]]:
    """Return where the scale begins and ends: beside labels and words, or over the whole width of a phone."""
    end = f"width - {_RIGHT - 40}" if any(map(_has_words_each, rows)) else "width - 8"
    return [
        {"expr": f"{NARROW} ? 8 : {_LEFT}"},
        {"expr": f"{NARROW} ? {end} : width - {_RIGHT}"},
    ]


def _axis(tokens: Mapping[str, str], decimal: str, *, is_difference: bool) -> Spec:
    number = f"format(datum.value, '{'+' if is_difference else ''}.6~g')"
    return {
        "labelExpr": f"datum.value == 0 ? '0' : replace({number}, '.', '{decimal}')",
        "domain": False,
        "ticks": False,
        "tickCount": 5,
        "gridColor": tokens["line2"],
        "labelColor": tokens["ink3"],
        "labelFont": FONT,
        "labelFontSize": _AXIS_TEXT,
        "labelPadding": 6,
        "labelFlush": False,
        "labelOverlap": True,
        "title": None,
    }


def _tops(rows: Sequence[Row]) -> list[int]:
    tops, top = [], 0
    for row in rows:
        tops.append(top)
        top += _height(row)
    return tops


def _middle(row: Row, top: int) -> float:
    """Return the height at which the middle of the dots of a row lies."""
    return top + _HEAD + _step(row) * (max(1, len(row.dots)) - 1) / 2


def _place(row: Row, top: int, number: int) -> float:
    return top + _HEAD + _step(row) * number


def _ground(
    rows: Sequence[Row], tokens: Mapping[str, str], *, is_difference: bool, has_axis: bool
) -> list[Spec]:
    """Return zero, the rule over the total, and for rows with a scale of their own a line each."""
    found: list[Spec] = []
    tops = _tops(rows)
    if not has_axis:
        begin, end = _range(rows)
        line: Spec = {"type": "rule", "color": tokens["line2"], "x": begin, "x2": end}
        found.append(layer([{"y": _middle(row, top)} for row, top in zip(rows, tops, strict=True)], line))
    if is_difference:
        found.append(layer([{"x": 0}], {"type": "rule", "color": tokens["ink3"], "y": 0, "y2": "height"}))
    totals = [{"y": top - 6} for row, top in zip(rows, tops, strict=True) if row.is_total and top]
    if totals:
        mark: Spec = {"type": "rule", "color": tokens["line"], "x": 0, "x2": {"expr": "width"}}
        found.append(layer(totals, mark))
    return found


def _intervals(rows: Sequence[Row], tokens: Mapping[str, str]) -> list[Spec]:
    """Return the line from base to version, and intervals: solid where clear, dashed where not."""
    joins: list[Spec] = []
    by_look: dict[Look, list[Spec]] = {"base": [], "unclear": [], "clear": []}
    for row, top in zip(rows, _tops(rows), strict=True):
        base = next((dot for dot in row.dots if dot.look == "base"), None)
        for number, dot in enumerate(row.dots):
            y = _place(row, top, number)
            by_look[dot.look].append({"x": dot.low, "x2": dot.high, "y": y})
            if base is not None and dot.look == "clear" and not _has_words_each(row):
                joins.append({"x": base.value, "x2": dot.value, "y": _place(row, top, 0), "y2": y})
    styles: dict[Look, Spec] = {
        "base": {"color": tokens["ink3"], "strokeWidth": 1.5},
        "unclear": {"color": tokens["ink3"], "strokeWidth": 2, "strokeDash": [3, 3]},
        "clear": {"color": tokens["ink"], "strokeWidth": 2.5},
    }
    thin = {"type": "rule", "color": tokens["ink2"], "strokeWidth": 1}
    found = [layer(joins, thin, x2={"field": "x2"}, y2={"field": "y2"})] if joins else []
    return found + [
        layer(values, {"type": "rule", **styles[look]}, x2={"field": "x2"})
        for look, values in by_look.items()
        if values
    ]


def _dots(rows: Sequence[Row], tokens: Mapping[str, str]) -> Spec:
    values = [
        {
            "x": dot.value,
            "y": _place(row, top, number),
            "fill": tokens["ink"] if dot.look == "clear" else tokens["page"],
            "stroke": tokens["ink"] if dot.look == "clear" else tokens["ink3"],
        }
        for row, top in zip(rows, _tops(rows), strict=True)
        for number, dot in enumerate(row.dots)
    ]
    mark = {"type": "point", "filled": True, "size": 95, "strokeWidth": 1.6, "opacity": 1, "shape": "circle"}
    return layer(values, mark, fill=exact("fill"), stroke=exact("stroke"))


def _lines(rows: Sequence[Row]) -> list[lab_labels.Line]:
    """Return what is written on the chart, row by row, with the heights at which it stands."""
    return [
        lab_labels.Line(
            label=row.label,
            is_strong=row.is_strong,
            outcome_class=row.outcome_class,
            top=top,
            middle=_middle(row, top),
            has_words_each=_has_words_each(row),
            words=tuple(
                lab_labels.Words(
                    y=_place(row, top, number),
                    x=(dot.low, dot.value, dot.high),
                    text=dot.words,
                    tag=dot.tag,
                    note=dot.note,
                    look=dot.look,
                )
                for number, dot in enumerate(row.dots)
            ),
        )
        for row, top in zip(rows, _tops(rows), strict=True)
    ]
