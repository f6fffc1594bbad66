"""What is written on a chart of rows: labels, words, letters of versions, values, and the colours of endings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.lab.lab_ink import BACK_HATCHED, DOWN, HATCHED, NARROW, Spec, class_fill, exact, layer

__all__ = ["Line", "Words", "labels"]

_SIZE: Final = 13
_SMALL: Final = 12
_HEAD: Final = 5
"""Where a label stands below the top of its row on a phone."""
_INDENT: Final = 20
_LETTER: Final = 6.5
"""Pixels that a letter of a label takes on a phone, about."""
_SQUARE: Final = "M-1,-1H1V1H-1Z"
_STROKES: Final = "M-1,0L0,-1M-1,1L1,-1M0,1L1,0"
_BACK_STROKES: Final = "M0,-1L1,0M-1,-1L1,1M-1,0L0,1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What stands beside a dot, and at the right of it."""

    y: float
    x: tuple[float, float, float]
    """Low end, value, high end."""
    text: str
    tag: str
    note: str
    look: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is written on a row."""

    label: str
    is_strong: bool
    outcome_class: str
    top: float
    middle: float
    has_words_each: bool
    words: tuple[Words, ...]

    @property
    def up(self) -> float:
        """Pixels by which a label stands higher on a phone."""
        return self.middle - self.top - _HEAD + DOWN


def labels(lines: Sequence[Line], tokens: Mapping[str, str], *, left: int, right: int) -> list[Spec]:
    """Return the layers with all that is written.

    Args:
        lines: Row by row.
        tokens: Colours of the theme.
        left: Pixels that labels have on a wide page.
        right: Pixels that words have there.
    """
    has_colours = any(line.outcome_class for line in lines)
    indent = _INDENT if has_colours else 0
    names = [
        {
            "y": line.middle,
            "up": line.up,
            "text": line.label,
            "weight": 600 if line.is_strong else 400,
            "color": tokens["ink"] if line.is_strong else tokens["ink2"],
        }
        for line in lines
    ]
    texts = [
        _text(
            names,
            x=indent,
            align="left",
            limit=f"{NARROW} ? width * .47 - {indent} : {left - indent - 12}",
        )
    ]
    words = [
        _at_the_right(line, one, tokens) | {"beside": indent + _LETTER * len(line.label)}
        for line in lines
        for one in line.words
        if one.text
    ]
    if words:
        texts.append(
            _text(
                words,
                x="width",
                align="right",
                limit=f"{NARROW} ? max(width * .53, width - 12 - datum.beside) : {right - 8}",
            )
        )
    texts += _beside(lines, tokens)
    return texts + (_colours(lines, tokens) if has_colours else [])


def _at_the_right(line: Line, one: Words, tokens: Mapping[str, str]) -> Spec:
    return {
        "y": one.y if line.has_words_each else line.middle,
        "up": 0 if line.has_words_each else line.up,
        "text": one.text,
        "weight": 600 if one.look == "clear" else 400,
        "color": tokens["ink3"] if one.look == "unclear" else tokens["ink"],
    }


def _text(values: list[Spec], *, x: int | str, align: str, limit: str) -> Spec:
    mark = {
        "type": "text",
        "x": x,
        "align": align,
        "baseline": "middle",
        "fontSize": {"expr": f"{NARROW} ? {_SMALL} : {_SIZE}"},
        "limit": {"expr": limit},
        "dy": {"expr": f"{NARROW} ? -datum.up : 0"},
        "fontWeight": {"expr": "datum.weight"},
    }
    return layer(values, mark, text={"field": "text"}, color=exact("color"))


def _beside(lines: Sequence[Line], tokens: Mapping[str, str]) -> list[Spec]:
    """Return letters at the right of their intervals; values on that side of the dot where the other is not."""
    values = []
    for line in lines:
        middle = sum(one.x[1] for one in line.words) / max(1, len(line.words))
        for one in line.words:
            text = " ".join(part for part in (one.tag, one.note) if part)
            is_left = bool(one.note) and one.x[1] < middle
            if text:
                values.append(
                    {
                        "x": one.x[0] if is_left else one.x[2],
                        "y": one.y,
                        "text": text,
                        "align": "right" if is_left else "left",
                        "dx": -9 if is_left else 9,
                        "color": tokens["ink"] if one.look == "clear" else tokens["ink3"],
                    }
                )
    if not values:
        return []
    mark = {
        "type": "text",
        "baseline": "middle",
        "fontSize": _SMALL,
        "align": {"expr": "datum.align"},
        "dx": {"expr": "datum.dx"},
    }
    return [layer(values, mark, text={"field": "text"}, color=exact("color"))]


def _colours(lines: Sequence[Line], tokens: Mapping[str, str]) -> list[Spec]:
    """Return the colour of each class before its label; what is hatched in the bars is hatched here."""
    squares = [
        {"y": line.middle, "up": line.up, "fill": class_fill(line.outcome_class, tokens)}
        for line in lines
        if line.outcome_class
    ]
    strokes, back = (
        [{"y": line.middle, "up": line.up} for line in lines if line.outcome_class in hatched]
        for hatched in (HATCHED, BACK_HATCHED)
    )
    up = {"expr": f"{NARROW} ? -datum.up : 0"}
    mark = {"type": "point", "x": 6, "size": 140, "opacity": 1, "yOffset": up}
    outline = {**mark, "shape": _SQUARE, "filled": True, "stroke": tokens["ink3"], "strokeWidth": 1}
    found = [layer(squares, outline, fill=exact("fill"))]
    hatchings = ((strokes, _STROKES, tokens["ink2"]), (back, _BACK_STROKES, tokens["page"]))
    return found + [
        layer(values, {**mark, "shape": shape, "stroke": colour, "strokeWidth": 1.4})
        for values, shape, colour in hatchings
        if values
    ]
