"""Prints on a terminal or into a pipe: wrapped text in ink and grey, no more width than reads well."""

import re
import sys
from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.text import Text

from simulation.words import Said

__all__ = ["MAX_WIDTH", "Page", "Told", "plain", "wrapped"]

MAX_WIDTH: Final = 100
MIN_WIDTH: Final = 40
"""Where a terminal is narrower, it breaks the lines itself."""

_WORD = re.compile(r"([^\S\xa0\u202f]*)(\[[-\N{MINUS SIGN}+0-9.,; ]+\]\S*|[\S\xa0\u202f]+)")
"""What is not broken: a word with what no-break spaces tie to it, or the ends of an interval."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    r"""Return a text without characters that would steer a terminal or turn its direction.

    >>> plain('a\x1b[31mb')
    'a\ufffd[31mb'
    """
    return _CONTROL.sub("\ufffd", text)


type Told = str | Said
"""A text, or a sentence that is told in the language in which it is printed."""


def _wrapped(text: str, width: int, first: str, further: str) -> list[str]:
    """Return a text broken at words, what stands in front of the first line and of further ones included.

    The width is that on the screen: a Chinese character takes two columns. A word wider than a line is cut.
    """
    lines, line, is_begun = [], first, False
    for space, word in _WORD.findall(text.strip()):
        between = " " * len(space)
        for part in chop_cells(word, width - cell_len(further)):
            longer = line + between + part
            if is_begun and cell_len(longer) > width:
                lines.append(line)
                longer = further + part
            line, is_begun, between = longer, True, ""
    return [*lines, line.rstrip()]


def wrapped(line: str, width: int) -> str:
    r"""Return a line broken at words for a screen so wide; further lines are indented.

    >>> wrapped("one two three", 8)
    'one two\n  three'
    """
    indent = " " * (len(line) - len(line.lstrip()))
    return "\n".join(_wrapped(line, min(width, MAX_WIDTH), indent, f"{indent}  "))


class Page:
    """What a command prints on. Text of a case is taken as it is, square brackets and all."""

    def __init__(self) -> None:
        self._console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
        self.width = max(MIN_WIDTH, min(self._console.width, MAX_WIDTH))

    @property
    def is_terminal(self) -> bool:
        """Whether somebody watches."""
        return self._console.is_terminal

    def write(self, text: Told = "", style: str = "") -> None:
        """Print a line, or several, as they are."""
        self._console.print(Text(plain(str(text)), style=style), soft_wrap=True)

    def say(self, text: Told, *, style: str = "", indent: int = 0, hang: int = 0) -> None:
        """Print a paragraph, broken at words; `hang` indents its further lines by so much more."""
        for line in _wrapped(str(text), self.width, " " * indent, " " * (indent + hang)):
            self.write(line, style)

    def paragraphs(self, text: str, indent: int = 0) -> None:
        """Print a text of several paragraphs, with an empty line between them."""
        for number, paragraph in enumerate(filter(str.strip, text.splitlines())):
            if number:
                self.write()
            self.say(paragraph, indent=indent)

    def title(self, text: Told) -> None:
        """Print what the whole page is about."""
        self.say(text, style="bold")

    def heading(self, text: Told) -> None:
        """Print a heading, after an empty line."""
        self.write()
        self.write(text, "bold")

    def note(self, text: Told, indent: int = 0) -> None:
        """Print something of less weight."""
        self.say(text, style="dim", indent=indent)

    def columns(self, rows: Sequence[Sequence[Told]], *, indent: int = 2, heads: Sequence[Told] = ()) -> None:
        """Print rows in aligned columns; the last column takes what is left and is broken at words.

        Where that is too little, the last column goes under the others; so do all but the first where even they
        are too wide. No cell of several is broken then.
        """
        if not rows:
            return
        cells = [list(map(str, row)) for row in ([heads, *rows] if heads else rows)]
        widths = [max(cell_len(row[place]) for row in cells) for place in range(len(cells[0]) - 1)]
        start = indent + sum(widths) + 2 * len(widths)
        for number, row in enumerate(cells):
            style = "dim" if heads and number == 0 else ""
            lead = " " * indent + "".join(
                cell + " " * (width - cell_len(cell) + 2) for cell, width in zip(row, widths, strict=False)
            )
            if self.width - start < LEAST_LAST:
                if len(widths) > _FEW and start - 2 > self.width:
                    self._stacked(row[:-1], widths, style, indent)
                else:
                    self._lead(row[:-1], lead.rstrip(), style, indent)
                if not row[-1]:
                    continue
                self.say(row[-1], style=style, indent=indent + 4)
                continue
            for line in _wrapped(row[-1], self.width, lead, " " * start):
                self.write(line, style)

    def _lead(self, row: Sequence[str], lead: str, style: str, indent: int) -> None:
        if cell_len(lead) > self.width:
            lead = " " * indent + "  ".join(row)
        if cell_len(lead) <= self.width:
            self.write(lead, style)
            return
        self.say(row[0], style=style, indent=indent, hang=2)
        self.say("  ".join(row[1:]), style=style, indent=indent + 4)

    def _stacked(self, row: Sequence[str], widths: Sequence[int], style: str, indent: int) -> None:
        """Print the first cell and under it the others, which stay whole and stand under those of other rows."""
        self.say(row[0], style=style, indent=indent, hang=2)
        lines, room = [""], self.width - indent - 4
        for cell, width in zip(row[1:], widths[1:], strict=True):
            if lines[-1] and cell_len(lines[-1]) + width > room:
                lines.append("")
            lines[-1] += cell + " " * (width - cell_len(cell) + 2)
        for line in filter(str.strip, lines):
            self.write(f"{' ' * (indent + 4)}{line.rstrip()}", style)


_FEW: Final = 2
"""Columns before the last one up to which a row is told as a sentence where it is too wide."""
LEAST_LAST: Final = 24
"""A last column narrower than this goes under the others."""
