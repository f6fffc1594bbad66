"""Where delegations stand on one issue before the first session, as a chart for the case editor."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dashboard.editor.preview import Stand
from dashboard.frame.escaping import plain
from dashboard.lab.lab_ink import FONT, finished
from simulation.scenario.schema import Issue

__all__ = ["MANY", "SHAPES", "stances"]

type Spec = dict[str, Any]

MANY: Final = 20
"""More delegations than this are packed into columns, without names."""
SHAPES: Final[Mapping[str, str]] = {
    "government": "circle",
    "intergovernmental": "square",
    "private_sector": "diamond",
    "civil_society": "triangle-up",
    "technical_community": "M0.5,-0.866L1,0L0.5,0.866L-0.5,0.866L-1,0L-0.5,-0.866Z",
    "academia": "cross",
}
_HEAD: Final = 34
_FOOT: Final = 24
_ROW: Final = 28
_DOT: Final = 13
_LARGE: Final = 170
_SMALL: Final = 90
_CROSS: Final = "M-0.5,-0.5L0.5,0.5M0.5,-0.5L-0.5,0.5"
_ASIDE: Final = 13
"""Pixels between a mark and its name."""
_NAME: Final = 26
"""Letters of a name."""
_COLUMNS: Final = 28
"""Into which many delegations are packed."""
_NEAR: Final = 0.2
"""Texts nearer than this to an end of the axis stand inside it."""
_MIDDLE: Final = 0.5
_TIGHT: Final = 0.17
"""Labels of options that stand nearer than this to each other are put in two rows."""


def stances(
    stands: Sequence[Stand], issue: Issue, tokens: Mapping[str, str], words: Mapping[str, str]
) -> Spec:
    """Return the chart.

    Args:
        stands: where everybody stands, from 0 to 1; those without a position last.
        issue: the issue.
        tokens: colours of the page.
        words: names of the kinds under `kind.`; `decimal`, the mark before decimals; and `draft`, `status_quo`,
            `position`, `red_line`, `blocks`, `voice`, `beyond`, `refused`, and `silent`, with a place for a `name`.
    """
    many = len(stands) > MANY
    placed = [stand for stand in stands if stand.position is not None]
    level = _levels(placed) if many else list(range(len(stands)))
    top, pace = _HEAD, _DOT if many else _ROW
    foot = top + pace * (max(level, default=0) + 1)
    height = foot + _FOOT
    draft = next(option.position for option in issue.options if option.key == issue.draft)
    rows = [
        _row(stand, foot - pace * (at + 0.5) if many else top + pace * (at + 0.7), draft, tokens, words)
        | {"size": (_SMALL if many else _LARGE) * (0.4 + stand.capability)}
        for stand, at in zip(placed if many else stands, level, strict=True)
    ]
    y: Spec = {"field": "y", "type": "quantitative", "axis": None}
    y["scale"] = {"domain": [0, height], "range": [0, height], "nice": False}
    layers = [
        *_options(issue, tokens, words, foot),
        *_poles(issue, tokens, height),
        *([] if many else _red_lines(rows, tokens, y, words)),
        _marks([row for row in rows if "x" in row], tokens, y, words),
        *([] if many else [*_signed(rows, tokens, y, words), *_names(rows, tokens, y, words)]),
    ]
    return finished(layers, height) | {"config": {"font": FONT, "view": {"stroke": None}}}


def _row(stand: Stand, y: float, draft: float, tokens: Mapping[str, str], words: Mapping[str, str]) -> Spec:
    """Return what is drawn of a delegation; nothing has an `x` that has no position, nor ends without a red line."""
    row: Spec = {
        "name": plain(stand.name),
        "kind": words[f"kind.{stand.kind}"],
        "shape": SHAPES[stand.kind],
        "y": y,
        "fill": tokens["ink"] if stand.may_block else tokens["page"],
        "says": words["blocks"] if stand.may_block else words["voice"],
        "beyond": list(stand.beyond),
        "refused": [] if stand.signs_draft else [draft],
    }
    if stand.position is not None:
        row |= {"x": stand.position, "at": _told(stand.position, words)}
    if stand.line is not None:
        low, high = stand.line
        red_line = f"{_told(low, words)} – {_told(high, words)}"
        row |= {"low": low, "high": high, "red_line": red_line}
    return row


def _levels(stands: Sequence[Stand]) -> list[int]:
    """Return how high each of many stands when those that stand together are stacked."""
    used: dict[int, int] = {}
    found = []
    for stand in stands:
        column = round((stand.position or 0.0) * _COLUMNS)
        found.append(used.get(column, 0))
        used[column] = found[-1] + 1
    return found


def _told(number: float, words: Mapping[str, str]) -> str:
    return f"{number:.3g}".replace(".", words["decimal"])


def _x(field: str = "x") -> Spec:
    return {
        "field": field,
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, 1], "nice": False, "padding": 14},
    }


def _places(issue: Issue, tokens: Mapping[str, str], words: Mapping[str, str]) -> list[Spec]:
    """Return where each wording stands, and what is said of it."""
    values: list[Spec] = []
    last, level = -1.0, 0
    for option in sorted(issue.options, key=lambda one: one.position):
        level = 1 - level if option.position - last < _TIGHT else 0
        last = option.position
        pairs = ((words["draft"], issue.draft), (words["status_quo"], issue.status_quo))
        notes = ", ".join(word for word, key in pairs if key == option.key)
        values.append(
            {
                "x": option.position,
                "text": f"{_told(option.position, words)} {notes}".strip(),
                "label": plain(option.label),
                "above": 14 * level,
                "dash": [4, 3] if option.key == issue.draft else [1, 0],
                "colour": tokens["ink2" if option.key == issue.draft else "line"],
            }
        )
    return values


def _options(issue: Issue, tokens: Mapping[str, str], words: Mapping[str, str], foot: int) -> list[Spec]:
    """A line at each wording, above it its place; the draft and the status quo say what they are."""
    values = _places(issue, tokens, words)
    tip = [{"field": "label", "type": "nominal", "title": " "}]
    line = {"type": "rule", "strokeWidth": 1, "y": _HEAD - 4, "y2": foot}
    paint = {"field": "colour", "type": "nominal", "scale": None, "legend": None}
    dash = {"field": "dash", "type": "nominal", "scale": None, "legend": None}
    layers: list[Spec] = [
        {
            "data": {"values": values},
            "mark": line,
            "encoding": {"x": _x(), "color": paint, "strokeDash": dash, "tooltip": tip},
        }
    ]
    for value in values:
        mark = {
            "type": "text",
            "align": _side(value["x"]),
            "baseline": "top",
            "y": value["above"],
            "color": tokens["ink2"],
            "fontSize": 12,
        }
        text = {"field": "text", "type": "nominal"}
        layers.append(
            {"data": {"values": [value]}, "mark": mark, "encoding": {"x": _x(), "text": text, "tooltip": tip}}
        )
    return layers


def _poles(issue: Issue, tokens: Mapping[str, str], height: int) -> list[Spec]:
    """The names of the two ends, under them."""
    ends = (("left", 0.0, f"← {plain(issue.low)}"), ("right", 1.0, f"{plain(issue.high)} →"))
    return [
        {
            "data": {"values": [{"x": x, "text": text}]},
            "mark": {
                "type": "text",
                "align": side,
                "baseline": "bottom",
                "y": height,
                "color": tokens["ink"],
                "fontSize": 12,
                "fontWeight": 600,
                "limit": 180,
            },
            "encoding": {"x": _x(), "text": {"field": "text", "type": "nominal"}},
        }
        for side, x, text in ends
    ]


def _side(x: float) -> str:
    return "left" if x < _NEAR else "right" if x > 1 - _NEAR else "center"


def _red_lines(
    rows: Sequence[Spec], tokens: Mapping[str, str], y: Spec, words: Mapping[str, str]
) -> list[Spec]:
    """A bar from one end of what can be signed to the other."""
    mark = {"type": "rule", "color": tokens["ink3"], "strokeWidth": 2, "opacity": 0.55}
    tip = [
        {"field": "name", "type": "nominal", "title": " "},
        {"field": "red_line", "type": "nominal", "title": words["red_line"]},
    ]
    shared = {"y": y, "tooltip": tip}
    bounded = [row for row in rows if "low" in row]
    ends = {"type": "tick", "color": tokens["ink3"], "thickness": 2, "size": 9, "orient": "vertical"}
    return [
        {
            "data": {"values": bounded},
            "mark": mark,
            "encoding": {"x": _x("low"), "x2": {"field": "high"}, **shared},
        },
        {"data": {"values": bounded}, "mark": ends, "encoding": {"x": _x("low"), **shared}},
        {"data": {"values": bounded}, "mark": ends, "encoding": {"x": _x("high"), **shared}},
    ]


def _marks(rows: Sequence[Spec], tokens: Mapping[str, str], y: Spec, words: Mapping[str, str]) -> Spec:
    mark = {"type": "point", "stroke": tokens["ink"], "strokeWidth": 1.6, "filled": False}
    tip = [
        {"field": "name", "type": "nominal", "title": " "},
        {"field": "kind", "type": "nominal", "title": " "},
        {"field": "at", "type": "nominal", "title": words["position"]},
        {"field": "says", "type": "nominal", "title": " "},
    ]
    return {
        "data": {"values": list(rows)},
        "mark": mark,
        "encoding": {
            "x": _x(),
            "y": y,
            "shape": {"field": "shape", "type": "nominal", "scale": None, "legend": None},
            "fill": {"field": "fill", "type": "nominal", "scale": None, "legend": None},
            "size": {"field": "size", "type": "quantitative", "scale": None, "legend": None},
            "tooltip": tip,
        },
    }


def _signed(rows: Sequence[Spec], tokens: Mapping[str, str], y: Spec, words: Mapping[str, str]) -> list[Spec]:
    """A dot at each wording that a delegation could sign beyond its bar; a cross where it could not sign the draft."""
    marks = (
        ("beyond", {"type": "point", "shape": "circle", "filled": True, "color": tokens["ink3"], "size": 40}),
        (
            "refused",
            {"type": "point", "shape": _CROSS, "stroke": tokens["ink"], "strokeWidth": 2, "size": 200},
        ),
    )
    tip = [{"field": field, "type": "nominal", "title": " "} for field in ("name", "tells")]
    layers = []
    for field, mark in marks:
        values = [
            {"name": row["name"], "tells": words[field], "x": x, "y": row["y"]}
            for row in rows
            for x in row[field]
        ]
        encoding = {"x": _x(), "y": y, "tooltip": tip}
        layers += [{"data": {"values": values}, "mark": mark, "encoding": encoding}] if values else []
    return layers


def _names(rows: Sequence[Spec], tokens: Mapping[str, str], y: Spec, words: Mapping[str, str]) -> list[Spec]:
    """Names above the bars, beside the marks, on the side where there is room; of who has no position, at the left."""
    values = [{**row, "name": _cut(row["name"])} for row in rows if "x" in row]
    silent = [
        {"x": 0.0, "y": row["y"], "name": words["silent"].format(name=_cut(row["name"]))}
        for row in rows
        if "x" not in row
    ]
    sides = (
        ("left", [one for one in values if one["x"] <= _MIDDLE], "ink", _ASIDE),
        ("right", [one for one in values if one["x"] > _MIDDLE], "ink", -_ASIDE),
        ("left", silent, "ink2", 0),
    )
    return [
        {
            "data": {"values": chosen},
            "mark": {
                "type": "text",
                "align": side,
                "dx": aside,
                "dy": -9 if aside else 0,
                "baseline": "middle",
                "color": tokens[ink],
                "fontSize": 13,
            },
            "encoding": {"x": _x(), "y": y, "text": {"field": "name", "type": "nominal"}},
        }
        for side, chosen, ink, aside in sides
        if chosen
    ]


def _cut(name: str) -> str:
    return name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"
