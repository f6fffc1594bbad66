"""Signs that an output cannot show become those of ASCII: a minus a hyphen, curly quotes straight; letters stay."""

import codecs
import io
import sys
import unicodedata
from collections.abc import Mapping
from typing import Final

__all__ = ["HANDLER", "SIGNS", "in_ascii", "show_what_fits"]

SIGNS: Final[Mapping[str, str]] = {
    **dict.fromkeys("−‐‑‒–—―⁃", "-"),
    **dict.fromkeys("‘’‚‛′‹›", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("•●○◦▪■□◆·", "*"),
    **dict.fromkeys("✓✔", "+"),
    **dict.fromkeys("✗✘×", "x"),
    "→": "->",
    "←": "<-",
    "↔": "<->",
    "↑": "^",
    "↓": "v",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "≈": "~",
    "±": "+/-",
    "°": "o",
    "÷": "/",
    "œ": "oe",
    "Œ": "OE",
    "æ": "ae",
    "Æ": "AE",
    "ß": "ss",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ı": "i",
}
"""What NFKD does not take apart. What is not here and is no letter becomes a question mark."""
HANDLER: Final = "delegation_sim_signs"
_BOXES: Final = range(0x2500, 0x2580)
_BLOCKS: Final = range(0x2580, 0x25A0)


def in_ascii(character: str) -> str:
    """Return what stands for a character in ASCII; a question mark where nothing does.

    >>> [in_ascii(one) for one in "−“…é≤│─└█京"]
    ['-', '"', '...', 'e', '<=', '|', '-', '+', '#', '?']
    """
    if character in SIGNS:
        return SIGNS[character]
    if ord(character) in _BOXES:
        name = unicodedata.name(character)
        lies, stands = "HORIZONTAL" in name, "VERTICAL" in name
        return "+" if lies == stands else "-" if lies else "|"
    if ord(character) in _BLOCKS:
        return "#"
    if unicodedata.category(character) == "Cf":  # says how to break or to turn a line, and is not seen
        return ""
    apart = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode("ascii")
    return apart or ("" if unicodedata.combining(character) else "?")


def show_what_fits() -> None:
    """Let the output and error streams write what they can, and signs of ASCII in place of the rest."""
    codecs.register_error(HANDLER, _in_place)
    sys.stdout, sys.stderr = _fitting(sys.stdout), _fitting(sys.stderr)


def _in_place(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(in_ascii, error.object[error.start : error.end])), error.end


class _Ascii(io.TextIOWrapper):
    """A stream that writes ASCII and does not say so: Typer takes ASCII for a mistake and writes UTF-8 instead."""

    @property
    def encoding(self) -> str:  # type: ignore[override] # typeshed has it writable, which it is not
        """A name that no codec has."""
        return "ascii-as-wanted"


def _fitting[Stream](stream: Stream) -> "Stream | _Ascii":
    if not isinstance(stream, io.TextIOWrapper):  # a test, a notebook: it takes any text
        return stream
    if codecs.lookup(stream.encoding).name == "ascii":
        return _Ascii(stream.buffer, encoding="ascii", errors=HANDLER, line_buffering=stream.line_buffering)
    stream.reconfigure(errors=HANDLER)
    return stream
