"""Makes words from outside safe to print: no control characters, no overrides of direction, no endless names.

Escaping is the business of Jinja and MarkupSafe; this removes what escaping would let through.
"""

import re
from typing import Final

from markupsafe import Markup

__all__ = ["cell", "clean", "clip", "clip_name", "set_apart"]

_UNWANTED: Final = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f"  # control characters but tab and line ends
    "\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff"  # what is not seen, embeddings and overrides of direction
    "\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f]"  # halves of pairs, annotations, tags
)
_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", *"\uff1d\uff0b\uff0d\uff20")
"""What makes a spreadsheet calculate, the last four in the width of Chinese characters."""
_RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_MARK: Final = "\u200e"
"""Is not seen, and counts as a letter that is written from left to right."""
_BREAKS: Final = re.compile("[\u2028\u2029\u0085]")


def clean(value: object) -> str:
    """Return a value as text without characters that act instead of being read.

    >>> clean("Al\u202eba")
    'Alba'
    """
    kept = _UNWANTED.sub("", _BREAKS.sub(" ", str(value)))
    return Markup(kept) if isinstance(value, Markup) else kept  # noqa: S704 - it was markup before


def cell[T](value: T) -> T | str:
    r"""Return the text for a cell of a spreadsheet file, escaped so that it is not read as a formula.

    >>> cell("=1+1"), cell("@now"), cell(-1)
    ("'=1+1", "'@now", -1)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULAS) else value


def clip(text: str, longest: int) -> str:
    """Return a text cut to a number of characters, with an ellipsis if it was cut.

    >>> clip("Intergovernmental", 8)
    'Intergo…'
    >>> clip("And so on… until the end", 11)
    'And so on…'
    """
    text = clean(text)
    return text if len(text) <= longest else text[: longest - 1].rstrip().rstrip("…") + "…"


def clip_name(name: str, longest: int) -> str:
    """Return a name cut to a number of characters, with the number at its end, which may be all that tells it apart.

    >>> clip_name("Asia-Pacific 2", 10), clip_name("Intergovernmental", 8)
    ('Asia-Pa… 2', 'Intergo…')
    """
    name = clean(name)
    before, _, number = name.rpartition(" ")
    room = longest - len(number) - 1
    if len(name) <= longest or not before or not number.isdecimal() or room <= 1:
        return clip(name, longest)
    return f"{clip(before, room)} {number}"


def set_apart(name: str) -> str:
    r"""Return a name behind which numbers and other names keep their places, also if it is written from right to left.

    Our pages run from left to right. Without a mark a number behind a Hebrew or Arabic name would be shown before it.

    >>> set_apart("Arad"), set_apart("\u05d0\u05e8\u05d3")
    ('Arad', '\u200e\u05d0\u05e8\u05d3\u200e')
    """
    return f"{_MARK}{name}{_MARK}" if _RIGHT_TO_LEFT.search(name) else name
