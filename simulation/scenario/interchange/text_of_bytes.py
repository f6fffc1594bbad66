"""Reads the text of a file whatever encoding a spreadsheet saved it in: which one it is shows in its bytes."""

import codecs
from typing import Final

from simulation.scenario.problems import Mark, Problems
from simulation.scenario.strict_yaml import UnreadableError, check_text
from simulation.words import say

__all__ = ["PLAIN", "text_of"]

PLAIN: Final = "utf8"
"""The key of the encoding that needs no word; the others are keys of the catalogue too."""
_MARKED: Final = (
    (codecs.BOM_UTF8, "utf-8-sig", PLAIN),
    (codecs.BOM_UTF16_LE, "utf-16", "utf16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf16"),
)
_LOOKED_AT: Final = 4_000
"""Bytes at the beginning in which one sees how characters are stored."""
_MOST: Final = 0.4
"""At least this share of every second byte is 0 in a text in UTF-16 whose letters are Latin."""


def text_of(data: bytes, file: str, problems: Problems) -> tuple[str, str]:
    r"""Return a text and the key of its encoding: UTF-8, UTF-16, else what Windows wrote in Western Europe.

    >>> text_of("Côte,1".encode("cp1252"), "t.csv", Problems()), text_of("a;1".encode("utf-16-le"), "t", Problems())
    (('Côte,1', 'windows'), ('a;1', 'utf16'))

    Raises:
        UnreadableError: if it is no text; the reason is added to `problems`.
    """
    for codec, key in _candidates(data):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        check_text(text, file, problems)
        return text, key
    is_binary = b"\0" in data
    problems.add(Mark(file), say("problem.file.binary" if is_binary else "problem.import.encoding"))
    raise UnreadableError


def _candidates(data: bytes) -> list[tuple[str, str]]:
    for mark, codec, key in _MARKED:
        if data.startswith(mark):
            return [(codec, key)]
    start = data[:_LOOKED_AT]
    for offset, codec in ((1, "utf-16-le"), (0, "utf-16-be")):
        every_second = start[offset::2]
        if every_second and every_second.count(0) > _MOST * len(every_second):
            return [(codec, "utf16")]
    return [] if b"\0" in data else [("utf-8", PLAIN), ("cp1252", "windows")]
