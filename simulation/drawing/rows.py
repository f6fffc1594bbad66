"""A chart of rows on one scale: a label, marks with their intervals, words at the right edge."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Final, Literal

from markupsafe import Markup

from simulation.drawing.safe_text import clean, clip
from simulation.drawing.scale import Scale
from simulation.drawing.svg import drawing, ending_box, tag, text, width_of
from simulation.drawing.widest import lines_at_widest, widest
from simulation.words import say

__all__ = ["NARROW", "WIDE", "Look", "Mark", "Paper", "Row", "draw_rows", "wrapped"]

type Look = Literal["bar", "plain", "base", "clear", "unclear", "part"]
"""A bar with its interval; a value, solid; the case as it stands, a hollow diamond; an effect, a solid dot, bold; no
clear effect, a hollow dot, dashed. A part of a range has ends and no middle."""

_SPACE: Final = re.compile(r"[^\S\u00a0\u202f]+")
"""Where a line may end: not at a no-break space."""
_SIZE: Final = 13.0
_LINE: Final = 16.0
_DOT: Final = 4.2
_DIAMOND: Final = 5.4
"""From its middle to a corner."""
_GAP: Final = 10.0
_FOOT: Final = 38.0
_LONG: Final = 18
"""A chart with more rows has its ticks at the top too."""
_MOST_LINES: Final = 12
"""More than any label has: none is cut."""
_NUMBER_WIDTH: Final = 16.0
_BOX: Final = 12.0
"""Side of the box in the fill of a class of endings."""
_REACH: Final = 8.0
"""How far from a mark a pointer may be."""
_ENDS: Final = 15.0
"""Height of what stands under a range."""
_SQUEEZED: Final = 1.15
"""How much wider than their room words seem before they are drawn closer: the guess is on the wide side."""
_LEGEND_GAP: Final = 46.0
"""From the end of what is told of a mark to the next, with the mark."""
_LEGEND: Final[tuple[Look, ...]] = ("base", "clear", "unclear")
"""Of what is compared with the case as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A value with its interval."""

    value: float
    low: float
    high: float
    look: Look
    words: str = ""
    number: str = ""
    """Which variant it is, where there are several."""
    ends: tuple[str, str] | None = None
    """Of a part: what stands under both ends of the range, in units of its own."""
    about: str = ""
    """What is said of it by itself; empty: its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing measured."""

    label: str
    marks: tuple[Mark, ...]
    strong: bool = False
    ending: int | None = None
    """Class of endings whose fill stands before the label."""
    ruled: bool = False
    """Whether a rule stands above it: all of the rows above together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Where labels, plot and words stand in the drawing."""

    width: float
    left: float
    """Edges of the plot."""
    right: float
    label_width: float
    words: float
    """Where the words begin; 0: they stand above the mark, as labels do."""
    pitch: float
    """From a mark with words to the next."""
    bare: float
    """From a mark without words to the next."""
    full: bool = False
    """Whether the drawing fills the width of its page."""

    @property
    def is_narrow(self) -> bool:
        """Whether labels and words stand above the marks: a phone."""
        return self.words == 0


WIDE: Final = Paper(width=720, left=210, right=440, label_width=196, words=454, pitch=15, bare=11)
NARROW: Final = Paper(width=358, left=10, right=348, label_width=306, words=0, pitch=15, bare=11)


def wrapped(label: str, width: float, *, size: float = _SIZE, most: int = _MOST_LINES) -> list[str]:
    r"""Return a label in lines that fit a width, the last one cut where there is more.

    >>> wrapped("clauses still open at the end", 110.0)
    ['clauses still', 'open at the end']
    >>> wrapped("Qui est avec qui\u00a0?", 98.0)
    ['Qui est avec', 'qui\xa0?']
    """
    longest = max(4, int(width / width_of("m", size)))
    lines: list[str] = [""]
    for word in _SPACE.split(clean(label).strip()):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > longest:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [clip(line, longest) for line in lines]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row with the heights at which its parts stand."""

    row: Row
    lines: list[str]
    top: float
    height: float
    at: tuple[float, ...]
    """Of each mark."""
    words_at: tuple[float, ...]
    """Base lines of the words of each mark."""


def draw_rows(
    key: str,
    rows: Sequence[Row],
    scale: Scale,
    paper: Paper,
    *,
    title: str,
    description: str,
    legend: bool = False,
) -> Markup:
    """Return the chart of rows, in their order; above them, if wanted, what its marks are."""
    key_marks, top = _legend(rows, paper) if legend else ([], 0.0)
    head = top + (_LINE if len(rows) > _LONG else 0.0)
    placed = list(_place(rows, paper, head + 2.0))
    foot = placed[-1].top + placed[-1].height if placed else head
    parts = [
        *key_marks,
        *(_axis(scale, paper, head, foot, above=head > top) if scale.ticks else ()),
        *(part for item in placed for part in _row(item, scale, paper)),
    ]
    return drawing(
        key,
        paper.width,
        foot + (_FOOT if scale.ticks else 4.0),
        title=title,
        description=description,
        parts=parts,
        class_="chart full" if paper.full else "chart",
    )


def _place(rows: Sequence[Row], paper: Paper, top: float) -> Iterator[_Placed]:
    for row in rows:
        lines = _label_lines(row, paper)
        item = (
            _place_narrow(row, lines, paper, top) if paper.is_narrow else _place_wide(row, lines, paper, top)
        )
        yield item
        top += item.height


def _label_lines(row: Row, paper: Paper) -> list[str]:
    width = paper.label_width - _indent(row)
    if paper.is_narrow:
        return lines_at_widest(row.label, width, _SIZE, bold=row.strong, most=_MOST_LINES)
    return wrapped(row.label, width)


def _place_wide(row: Row, lines: list[str], paper: Paper, top: float) -> _Placed:
    steps = [(paper.pitch if mark.words else paper.bare) + _below(mark) for mark in row.marks]
    content = max(_LINE * len(lines), sum(steps))
    y, at = top + _GAP / 2 + (content - sum(steps)) / 2, []
    for step, mark in zip(steps, row.marks, strict=True):
        at.append(y + (step - _below(mark)) / 2)
        y += step
    alone = sum(bool(mark.words) for mark in row.marks) == 1
    words_at = tuple((top + (content + _GAP) / 2 if alone else here) + 4.5 for here in at)
    return _Placed(row, lines, top, content + _GAP, tuple(at), words_at)


def _place_narrow(row: Row, lines: list[str], paper: Paper, top: float) -> _Placed:
    """Place the words beside the label if both fit, under it if there are one mark's only, else above their mark."""
    told = [mark for mark in row.marks if mark.words]
    alone = len(told) == 1
    beside = alone and len(lines) == 1 and _room(lines[0], _numbered(told[0])) <= paper.width
    y = top + _GAP / 2 + _LINE * len(lines)
    if alone and not beside:
        y += paper.pitch + _further_lines(told[0], paper)
    first = y - 4 - (_further_lines(told[0], paper) if alone and not beside else 0.0)
    at, words_at = [], []
    for mark in row.marks:
        if mark.words and not alone:
            y += paper.pitch + _further_lines(mark, paper)
        words_at.append(first if alone else y - 3 - _further_lines(mark, paper))
        y += paper.bare
        at.append(y - paper.bare / 2)
        y += _below(mark)
    return _Placed(row, lines, top, y - top + _GAP / 2, tuple(at), tuple(words_at))


def _words_lines(mark: Mark, paper: Paper) -> list[str]:
    """Return the words of a mark on a phone, in lines that keep within it in every font; one at least."""
    return lines_at_widest(_numbered(mark), paper.width, _SIZE, bold=mark.look == "clear")


def _further_lines(mark: Mark, paper: Paper) -> float:
    return _LINE * (len(_words_lines(mark, paper)) - 1)


def _indent(row: Row) -> float:
    return 0.0 if row.ending is None else _BOX + 7


def _below(mark: Mark) -> float:
    return _ENDS if mark.ends else 0.0


def _room(label: str, words: str) -> float:
    return widest(label, _SIZE, bold=True) + widest(words, _SIZE, bold=True) + 16


def _legend(rows: Sequence[Row], paper: Paper) -> tuple[list[Markup], float]:
    """Return what the marks of a comparison are, and the height that it takes; nothing where nothing is compared."""
    there = {mark.look for row in rows for mark in row.marks}
    looks = [look for look in _LEGEND if look in there] if "base" in there else []
    parts, x, y = list[Markup](), 0.0, _LINE / 2
    for look in looks:
        told = say(f"study.legend.{look}")
        if x and x + _LEGEND_GAP + width_of(told, _SIZE) > paper.width:
            x, y = 0.0, y + _LINE
        line = tag("line", x1=x, x2=x + 24, y1=y, y2=y)
        parts.append(tag("g", line, _middle(look, x + 12, y), class_=f"m {look}"))
        parts.append(text(x + 30, y + 4.5, told, class_="tick"))
        x += _LEGEND_GAP + width_of(told, _SIZE)
    return parts, y + _LINE if looks else 0.0


def _middle(look: Look, x: float, y: float) -> Markup:
    """Return what stands at a value: a diamond for the case as it stands, else a dot."""
    if look != "base":
        return tag("circle", cx=x, cy=y, r=_DOT)
    d = _DIAMOND
    return tag("path", d=f"M{x:.2f},{y - d:.2f}l{d},{d}l-{d},{d}l-{d},-{d}z")


def _axis(scale: Scale, paper: Paper, head: float, foot: float, *, above: bool) -> Iterator[Markup]:
    for tick in scale.ticks:
        x = scale.at(tick, paper.left, paper.right)
        is_zero = abs(tick) < abs(scale.high - scale.low) * 1e-9
        look = "zero" if is_zero and scale.low < 0 else "grid"
        yield tag("line", x1=x, x2=x, y1=head, y2=foot, class_=look)
        yield text(x, foot + 14, scale.label(tick), text_anchor="middle", class_="tick")
        if above:
            yield text(x, head - 5, scale.label(tick), text_anchor="middle", class_="tick")
    middle = (paper.left + paper.right) / 2
    yield text(middle, foot + 30, scale.words, text_anchor="middle", class_="tick")


def _row(item: _Placed, scale: Scale, paper: Paper) -> Iterator[Markup]:
    look = "strong" if item.row.strong else None
    first = item.top + _GAP / 2 + 12
    if not paper.is_narrow:
        first += (item.height - _GAP - _LINE * len(item.lines)) / 2
    if item.row.ruled:
        yield tag("line", x1=0.0, x2=paper.width, y1=item.top, y2=item.top, class_="axis")
    if item.row.ending is not None:
        yield ending_box(item.row.ending, x=0.0, y=first - 11, width=_BOX, height=_BOX)
    for number, line in enumerate(item.lines):
        name = [tag("title", item.row.label)] if number == 0 and line.endswith("…") else []
        yield tag("text", line, *name, x=_indent(item.row), y=first + _LINE * number, class_=look)
    yield from _joins(item, scale, paper)
    for mark, y, words_y in zip(item.row.marks, item.at, item.words_at, strict=True):
        yield _mark(item.row, mark, y, scale, paper)
        for x, anchor, end in zip((paper.left, paper.right), ("start", "end"), mark.ends or (), strict=False):
            yield text(x, y + _ENDS + 2, end, text_anchor=anchor, class_="tick")
        yield from _words(mark, words_y, paper)


def _joins(item: _Placed, scale: Scale, paper: Paper) -> Iterator[Markup]:
    """Yield a thin line from the base to the only variant if its effect is clear; of more, lines would tangle."""
    if [mark.look for mark in item.row.marks] == ["base", "clear"]:
        x1, x2 = (scale.at(mark.value, paper.left, paper.right) for mark in item.row.marks)
        yield tag("line", x1=x1, x2=x2, y1=item.at[0], y2=item.at[1], class_="join")


def _mark(row: Row, mark: Mark, y: float, scale: Scale, paper: Paper) -> Markup:
    x, parts = scale.at(mark.value, paper.left, paper.right), []
    ends = [x]
    if mark.look == "bar":
        zero = scale.at(0.0, paper.left, paper.right)
        parts.append(tag("rect", x=min(zero, x), y=y - 5, width=abs(x - zero), height=10.0, class_="amount"))
    if isfinite(mark.low) and isfinite(mark.high):
        low, high = (scale.at(end, paper.left, paper.right) for end in (mark.low, mark.high))
        parts.append(tag("line", x1=low, x2=high, y1=y, y2=y))
        ends += [low, high]
    if mark.look == "part":
        parts.insert(0, tag("line", x1=paper.left, x2=paper.right, y1=y, y2=y, class_="range"))
    else:
        parts.append(_middle(mark.look, x, y))
    about = mark.about or _numbered(mark)
    if about:
        left, right = min(ends) - _REACH, max(ends) + _REACH
        parts.append(tag("rect", x=left, y=y - 5, width=right - left, height=10.0, class_="hit"))
        parts.insert(0, tag("title", say("study.line", name=row.label, words=about)))
    return tag("g", *parts, class_=f"m {mark.look}")


def _numbered(mark: Mark) -> str:
    return say("study.line", name=mark.number, words=mark.words) if mark.number else mark.words


def _words(mark: Mark, y: float, paper: Paper) -> Iterator[Markup]:
    if not mark.words:
        return
    look = "quiet" if mark.look == "unclear" else "strong" if mark.look == "clear" else None
    if paper.is_narrow:
        for line, told in enumerate(_words_lines(mark, paper)):
            yield text(paper.width, y + _LINE * line, told, text_anchor="end", class_=look)
        return
    x = paper.words
    if mark.number:
        yield text(x, y, mark.number, class_="which")
        x += _NUMBER_WIDTH
    room = paper.width - x
    is_long = width_of(mark.words, _SIZE, bold=look == "strong") > _SQUEEZED * room
    fit = {"textLength": room, "lengthAdjust": "spacingAndGlyphs"} if is_long else {}
    yield text(x, y, mark.words, class_=look, **fit)
