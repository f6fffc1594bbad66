"""How it ends, as bars of 100 %: one for the base, one for each version, classes always in the same order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from dashboard.lab.lab_ink import (
    BACK_HATCHED,
    HATCHED,
    NARROW,
    Spec,
    class_fill,
    class_text,
    exact,
    finished,
    layer,
)
from simulation.protocols.result import OUTCOME_CLASSES

__all__ = ["Bar", "bar_chart", "segments"]

_STEP: Final = 58
_TALL: Final = 30
_TOP: Final = 24
"""Pixels over a bar, for the bracket and, on a phone, its name."""
_LEFT: Final = 112
_LEAST: Final = 0.035
"""Shares below this have no number inside."""
_LETTER: Final = 7.2
"""Pixels that a letter in a bar takes, about."""
_STROKES: Final = 0.012
"""Distance between two strokes of a hatching, as a share of the bar."""
_FAR: Final = 0.8
"""Where the bracket ends so far at the right that its sum has no room beside it."""
_LEAN: Final = 0.018
"""How far a stroke leans."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: shares by class, and what is written on it."""

    name: str
    shares: Mapping[str, float]
    """By class, 0..1."""
    told: Mapping[str, str]
    """The same in percent, by class, without the sign."""
    adopted: float
    adopted_told: str
    """Such as `adopted: 49`; empty: no bracket."""
    is_strong: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)
    """What the classes are called: written into parts that are wide enough."""


def segments(bar: Bar) -> list[tuple[str, float, float]]:
    """Return class, begin and end of each part of a bar that is there, in the order of the classes."""
    found, begin = [], 0.0
    for name in OUTCOME_CLASSES:
        share = bar.shares.get(name, 0.0)
        if share > 0:
            found.append((name, begin, begin + share))
            begin += share
    return found


def bar_chart(bars: Sequence[Bar], tokens: Mapping[str, str]) -> Spec:
    """Return the chart of some bars, one below the other."""
    height = _STEP * len(bars) + 2
    tops = [place * _STEP + _TOP for place in range(len(bars))]
    lines = list(zip(bars, tops, strict=True))
    parts = [part for bar, top in lines for part in _parts(bar, top, tokens)]
    strokes, back = (
        [
            stroke
            for bar, top in lines
            for name, begin, end in segments(bar)
            if name in hatched
            for stroke in _hatching(begin, end, top)
        ]
        for hatched in (HATCHED, BACK_HATCHED)
    )
    summed = [(bar, top) for bar, top in lines if bar.adopted_told and bar.adopted > 0]
    brackets = [one for bar, top in summed for one in _bracket(bar.adopted, top)]
    layers = [
        _rectangles(parts),
        _strokes(strokes, tokens["ink3"], 1),
        _strokes(_turned(back), tokens["page"], 1),
        _strokes(brackets, tokens["ink"], 1.2),
        _sums([_sum(bar, top) for bar, top in summed], tokens),
        *_numbers([part for part in parts if part["x2"] - part["x"] >= _LEAST]),
        _names([_name(bar, top, tokens) for bar, top in lines]),
    ]
    begin = {"expr": f"{NARROW} ? 0 : {_LEFT}"}
    across = {"domain": [0, 1], "range": [begin, {"expr": "width"}], "nice": False}
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": across}
    y = {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [height, 0], "nice": False}}
    shown = [part for part in layers if part["data"]["values"]]
    for part in shown:
        part["encoding"]["y"] = part["encoding"].get("y", y) | y
        if "x" not in part["mark"]:
            part["encoding"]["x"] = x
    return finished(shown, height)


def _parts(bar: Bar, top: int, tokens: Mapping[str, str]) -> list[Spec]:
    return [
        {
            "x": begin,
            "x2": end,
            "y": top,
            "y2": top + _TALL,
            "fill": class_fill(name, tokens),
            "stroke": tokens["ink3"] if name in HATCHED else tokens["page"],
            "text": bar.told.get(name, ""),
            "label": f"{bar.told.get(name, '')} {bar.labels.get(name, '')}".strip(),
            "ink": tokens["ink"] if name in HATCHED else class_text(name, tokens),
        }
        for name, begin, end in segments(bar)
    ]


def _sum(bar: Bar, top: int) -> Spec:
    is_far = bar.adopted > _FAR
    return {"x": bar.adopted, "y": top - (14 if is_far else 6), "text": bar.adopted_told, "is_far": is_far}


def _name(bar: Bar, top: int, tokens: Mapping[str, str]) -> Spec:
    color = tokens["ink"] if bar.is_strong else tokens["ink2"]
    return {"y": top + _TALL / 2, "text": bar.name, "weight": 600 if bar.is_strong else 400, "color": color}


def _turned(strokes: list[Spec]) -> list[Spec]:
    """Return strokes that lean the other way."""
    return [{**one, "y": one["y2"], "y2": one["y"]} for one in strokes]


def _hatching(begin: float, end: float, top: int) -> list[Spec]:
    """Return the strokes of a part that is hatched, cut off at its ends."""
    found = []
    foot = begin - _LEAN
    while foot < end:
        low, high = max(foot, begin), min(foot + _LEAN, end)
        if high > low:
            found.append(
                {
                    "x": low,
                    "y": top + _TALL * (1 - (low - foot) / _LEAN),
                    "x2": high,
                    "y2": top + _TALL * (1 - (high - foot) / _LEAN),
                }
            )
        foot += _STROKES
    return found


def _bracket(end: float, top: int) -> list[Spec]:
    y = top - 5
    return [
        {"x": 0.0, "y": y, "x2": end, "y2": y},
        {"x": 0.0, "y": y, "x2": 0.0, "y2": y + 4},
        {"x": end, "y": y, "x2": end, "y2": y + 4},
    ]


def _rectangles(values: list[Spec]) -> Spec:
    mark = {"type": "rect", "strokeWidth": 2}
    return layer(
        values,
        mark,
        x2={"field": "x2"},
        y2={"field": "y2"},
        fill=exact("fill"),
        stroke=exact("stroke"),
    )


def _strokes(values: list[Spec], colour: str, width: float) -> Spec:
    mark = {"type": "rule", "color": colour, "strokeWidth": width}
    return layer(values, mark, x2={"field": "x2"}, y2={"field": "y2"})


def _numbers(values: list[Spec]) -> list[Spec]:
    """Return the numbers in the parts: with the name of the class where it fits, alone where only they do.

    Under each the hatching is covered.
    """
    across = f"(datum.x2 - datum.x) * (width - ({NARROW} ? 0 : {_LEFT}))"
    long, short = (f"{across} > 14 + {_LETTER} * length(datum.{name})" for name in ("label", "text"))
    middle = [{**value, "y": value["y"] + _TALL / 2} for value in values]
    mark = {
        "type": "text",
        "align": "left",
        "baseline": "middle",
        "dx": 7,
        "fontSize": 13,
        "fontWeight": 600,
    }
    halo = {"strokeWidth": 5, "strokeJoin": "round"}
    found = []
    for name, seen in (("label", long), ("text", f"!({long}) && {short}")):
        own = {**mark, "opacity": {"expr": f"{seen} ? 1 : 0"}}
        text = {"field": name}
        found.append(layer(middle, {**own, **halo}, text=text, color=exact("fill"), stroke=exact("fill")))
        found.append(layer(middle, own, text=text, color=exact("ink")))
    return found


def _sums(values: list[Spec], tokens: Mapping[str, str]) -> Spec:
    mark = {
        "type": "text",
        "align": {"expr": "datum.is_far ? 'right' : 'left'"},
        "baseline": "middle",
        "dx": {"expr": "datum.is_far ? 0 : 6"},
        "fontSize": 12,
        "fontWeight": 600,
        "color": tokens["ink"],
    }
    return layer(values, mark, text={"field": "text"})


def _names(values: list[Spec]) -> Spec:
    """Return the names at the left, on a phone above the bars."""
    mark = {
        "type": "text",
        "x": 0,
        "align": "left",
        "baseline": "middle",
        "fontSize": 13,
        "fontWeight": {"expr": "datum.weight"},
        "dy": {"expr": f"{NARROW} ? -30 : 0"},
        "limit": {"expr": f"{NARROW} ? width * .6 : {_LEFT - 8}"},
    }
    return layer(values, mark, text={"field": "text"}, color=exact("color"))
