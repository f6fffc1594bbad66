"""Sets a paragraph in lines: words of several looks, as large as its box allows, cut with an ellipsis if it must be."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final

from markupsafe import Markup

from simulation.drawing.geometry import Box
from simulation.drawing.safe_text import clean, clip
from simulation.drawing.svg import number, tag, width_of

__all__ = ["LEAD", "WIDER", "Line", "Run", "draw_paragraph", "fitted", "in_lines", "letters_in"]

type Run = tuple[str, str]
"""Words, and the class of their look; empty: none of their own."""
type Line = list[Run]

LEAD: Final = 1.3
"""From line to line, in sizes of the letters."""
WIDER: Final = 1.12
"""By so much some fonts are wider than most: nothing may run out of its box where the font is not known."""
_WORD: Final = re.compile(r"[^ \t\n]+|[ \t\n]+")
"""What no-break spaces tie to a word stays with it."""


def letters_in(width: float, size: float, *, bold: bool = False, wider: float = WIDER) -> int:
    """Return how many letters a width holds in a font that is by so much wider than most."""
    return max(4, int(width / width_of("m", size, bold=bold) / wider))


def in_lines(
    runs: Iterable[Run], width: float, size: float, *, bold: bool = False, wider: float = WIDER
) -> list[Line]:
    """Return runs of words in lines of a width.

    >>> in_lines([("clauses still", ""), (" open", "new")], 90.0, 13.0)
    [[('clauses', '')], [('still', ''), (' open', 'new')]]
    """
    longest = letters_in(width, size, bold=bold, wider=wider)
    lines: list[list[Run]] = [[]]
    room = longest
    for word, look in _words(runs, longest):
        if len(word.rstrip()) > room and lines[-1]:
            lines.append([])
            room = longest
        shown = word if lines[-1] else word.lstrip()
        if shown:
            lines[-1].append((shown, look))
            room -= len(shown)
    return [_joined(line) for line in lines if line]


def _words(runs: Iterable[Run], longest: int) -> Iterator[Run]:
    """Yield words and the spaces between them; of a word that no line holds as much as one does."""
    for words, look in runs:
        for word in _WORD.findall(clean(words)):
            yield (" " if word.isspace() else clip(word, longest)), look


def _joined(line: list[Run]) -> Line:
    while len(line) > 1 and not line[-1][0].strip():
        line.pop()
    joined = [("".join(word for word, _ in same), look) for look, same in groupby(line, key=itemgetter(1))]
    last, look = joined[-1]
    return [*joined[:-1], (last.rstrip(), look)]


def fitted(
    runs: Sequence[Run],
    width: float,
    height: float,
    sizes: Sequence[float],
    *,
    bold: bool = False,
    wider: float = WIDER,
) -> tuple[float, list[Line]]:
    """Return the first of the sizes, the largest first, at which a paragraph fits its box, and its lines.

    Where none does, what does not fit at the last one is cut.
    """
    for size in sizes:
        lines = in_lines(runs, width, size, bold=bold, wider=wider)
        if len(lines) * size * LEAD <= height:
            return size, lines
    most = max(1, int(height / (sizes[-1] * LEAD)))
    words, look = lines[most - 1][-1]
    return sizes[-1], [*lines[: most - 1], [*lines[most - 1][:-1], (f"{words[:-1].rstrip()}…", look)]]


def draw_paragraph(
    runs: Sequence[Run],
    box: Box,
    sizes: Sequence[float],
    *,
    bold: bool = False,
    wider: float = WIDER,
    **attributes: object,
) -> tuple[Markup, float]:
    """Return a paragraph drawn into a box, left, upper, right and lower edge, and where its lower edge is then."""
    left, top, right, bottom = box
    if not "".join(words for words, _ in runs).strip():
        return Markup(), top
    size, lines = fitted(runs, right - left, bottom - top, sizes, bold=bold, wider=wider)
    drawn = [
        tag(
            "tspan",
            *(tag("tspan", words, class_=look) if look else words for words, look in line),
            x=left,
            y=top + size * (LEAD * at + 1),
        )
        for at, line in enumerate(lines)
    ]
    weight = 650 if bold else None
    text = tag("text", *drawn, font_size=number(size), font_weight=weight, **attributes)
    return text, top + len(lines) * size * LEAD
