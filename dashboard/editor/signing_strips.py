"""Who could sign what, as a drawing: for each wording the delegations, from those who want it to those who block it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from markupsafe import Markup

from dashboard.editor.preview import Answers
from simulation.drawing import clip, draw_paragraph, drawing, set_apart, tag, text, width_of

__all__ = ["MARKS", "Strip", "strips"]

MARKS: Final[Mapping[str, str]] = {"wants": "●", "lives": "○", "loses": "▽", "refuses": "×", "unheard": "–"}
"""What stands before a name, by what a delegation would do; in the order of the strip."""
_NAMED: Final = 12
"""More delegations than this have no names in the strip, but a number for each part of it."""
_LABEL: Final = 13.0
_POINT: Final = 14.0
_SIZE: Final = 12.0
_BOX: Final = 22.0
"""Height of the box of a delegation."""
_PAD: Final = 5.0
_GAP: Final = 2.0
_APART: Final = 12.0
"""From one wording to the next."""
_ENDLESS: Final = 1e6

type Strip = tuple[str, Sequence[Answers]]
"""The name of a point, and the answers to each of its wordings."""
type _Box = tuple[str, str, str]
"""What a delegation would do, what stands in its box, and what is told of it."""


def strips(
    given: Sequence[Strip],
    names: Sequence[str],
    words: Mapping[str, str],
    *,
    width: float,
    title: str,
    alt: str,
) -> Markup:
    """Return the drawing. Boxes are as wide as their names and go on in the next line: no name is cut that fits one.

    Args:
        given: the points.
        names: of the delegations, in the order of the case.
        words: `signing.` with each of `MARKS`, and with `open`, `worse`, `passes` and `stopped`.
        width: of the drawing.
        title: what it is.
        alt: what it shows, for those who do not see it.
    """
    parts: list[Markup] = []
    y = 0.0
    for name, rows in given:
        head, y = draw_paragraph([(name, "point")], (0.0, y, width, _ENDLESS), [_POINT], bold=True, wider=1.0)
        parts.append(head)
        for answers in rows:
            told = [
                (answers.option.label or "…", "wording"),
                (f" · {_verdict(answers, words)}", _look(answers)),
            ]
            label, y = draw_paragraph(told, (0.0, y, width, _ENDLESS), [_LABEL], wider=1.0)
            boxes, y = _in_lines(_boxes(answers, names, words, width), y + 4, width)
            parts += [label, *boxes]
            y += _APART
    return drawing(f"signing-{width:.0f}", width, y, title=title, description=alt, parts=parts)


def _boxes(answers: Answers, names: Sequence[str], words: Mapping[str, str], width: float) -> Iterator[_Box]:
    """Yield the boxes of a wording: one for each delegation, of many one for each answer with their number."""
    longest = int((width - 2 * _PAD) / width_of("n", _SIZE)) - 2
    for part, mark in MARKS.items():
        rows: tuple[int, ...] = getattr(answers, part)
        told = words[f"signing.{part}"]
        if len(names) > _NAMED and rows:
            yield part, f"{mark} {len(rows)}", told
        else:
            yield from (
                (part, f"{mark} {set_apart(clip(names[row], longest))}", f"{set_apart(names[row])}: {told}")
                for row in rows
            )


def _in_lines(boxes: Iterator[_Box], y: float, width: float) -> tuple[list[Markup], float]:
    """Return the boxes line by line, and where the last line ends."""
    drawn: list[Markup] = []
    x = 0.0
    for part, label, told in boxes:
        wide = min(width_of(label, _SIZE) + 2 * _PAD, width)
        if x and x + wide > width:
            x, y = 0.0, y + _BOX + _GAP
        box = tag("rect", x=x + 1, y=y + 1, width=wide - 2, height=_BOX - 2, rx=3)
        shown = text(x + _PAD, y + 15, label, class_="who")
        drawn.append(tag("g", tag("title", told), box, shown, class_=f"answer {part}"))
        x += wide + _GAP
    return drawn, y + _BOX


def _look(answers: Answers) -> str:
    return "stopped" if answers.is_stopped else "passing"


def _verdict(answers: Answers, words: Mapping[str, str]) -> str:
    return words[f"signing.{answers.verdict}"]
