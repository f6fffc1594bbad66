"""How wide words are in the widest of the fonts that readers have: nothing is cut on a phone that has none of ours.

A page that was kept as a file is shown in whatever font the device takes instead of ours. The widths are those of
DejaVu Sans and Verdana, the widest that systems come with; most fonts need about four fifths of them.
"""

import re
from functools import cache
from typing import Final

from simulation.drawing.safe_text import clean

__all__ = ["lines_at_widest", "shortened", "widest"]

_WIDTHS: Final = (
    (0.29, "'ijlìíîïIJÌÍÎÏ"),
    (0.36, " ,.\u00a0\u202f·\u2018’/:;\\|-\u00ad"),
    (0.41, "f()[]t!r²³"),
    (0.55, 'sz"?“”*_`°–cç'),
    (0.61, "kvxyLFPTYaàáâãäåoòóôõöø«»"),
    (0.64, "ebdghnpquèéêëñùúûüßES0123456789${}"),
    (0.70, "AVBRXZKCÇÀÁÂÈÉÊË"),
    (0.80, "UHNDGOQÙÚÛÜÑÔÖ&"),
    (0.85, "w#+<=>~−×→←M"),
)
"""Sizes of the letters that a letter is wide at most."""
_OTHER: Final = 1.05
"""A letter of which nothing is known."""
_BOLD: Final = 0.08
"""By so much a bold letter is wider."""
_SPACE: Final = re.compile("[ \t\n]+")


def widest(words: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a line of text is at most, in the unit of `size`.

    >>> round(widest("clauses", 12.0)), round(widest("clauses", 12.0, bold=True))
    (46, 53)
    """
    more = _BOLD if bold else 0.0
    return size * sum(_width(letter) + more for letter in words)


@cache
def _width(letter: str) -> float:
    return next((width for width, letters in _WIDTHS if letter in letters), _OTHER)


def shortened(words: str, width: float, size: float, *, bold: bool = False) -> str:
    """Return words cut with an ellipsis to a width that they keep in every font.

    >>> shortened("intergovernmental", 90.0, 12.0)
    'intergovern…'
    """
    words = clean(words)
    if widest(words, size, bold=bold) <= width:
        return words
    kept = words
    while kept and widest(f"{kept}…", size, bold=bold) > width:
        kept = kept[:-1].rstrip()
    return f"{kept.rstrip('…')}…"


def lines_at_widest(words: str, width: float, size: float, *, bold: bool = False, most: int = 3) -> list[str]:
    """Return words in lines that keep within a width in every font, the last one cut where there are more than `most`.

    >>> lines_at_widest("clauses still open at the end", 110.0, 13.0)
    ['clauses still', 'open at the end']
    """
    lines = [""]
    for word in _SPACE.split(clean(words).strip()):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and widest(longer, size, bold=bold) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [shortened(line, width, size, bold=bold) for line in lines]
