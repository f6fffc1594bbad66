"""Small forms for a browser: numbers as text, and each text and each set of delegations once."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

import numpy as np

__all__ = ["ALPHABET", "LARGEST", "Pool", "in_phrases", "pack", "texts_of", "thousandths", "unpack"]

ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
LARGEST: Final = 64 * 64 - 2
"""The largest number that can be packed; the smallest is -1."""

_JOINT: Final = re.compile(r"(?<=[.,;:!?)»”’]) ")
"""Where a text may be cut into phrases that others share."""
_PLACE: Final = {sign: place for place, sign in enumerate(ALPHABET)}


def pack(numbers: Iterable[int]) -> str:
    """Return whole numbers from -1 to `LARGEST` as text, two characters each.

    >>> pack([-1, 0, 63, 1000])
    'AAABBAPp'
    """
    return "".join(ALPHABET[(n + 1) >> 6] + ALPHABET[(n + 1) & 63] for n in numbers)


def unpack(text: str) -> list[int]:
    """Return what was packed.

    >>> unpack('AAABBAPp')
    [-1, 0, 63, 1000]
    """
    pairs = zip(text[::2], text[1::2], strict=True)
    return [64 * _PLACE[high] + _PLACE[low] - 1 for high, low in pairs]


def thousandths(values: np.ndarray) -> list[int]:
    """Return places on the axis as whole numbers, 0..1000; what lies beyond an end is put there."""
    whole: list[int] = np.rint(np.clip(values, 0.0, 1.0) * 1000).astype(np.int64).tolist()
    return whole


def in_phrases(texts: Iterable[str]) -> tuple[list[list[int]], list[str]]:
    """Return texts as numbers of phrases, and the phrases: what several texts say stands there once.

    >>> in_phrases(["It moved. It had a line to keep.", "It stayed. It had a line to keep."])
    ([[0, 1], [2, 1]], ['It moved.', 'It had a line to keep.', 'It stayed.'])
    """
    cut = [_JOINT.split(text) for text in texts]
    often = Counter(part for parts in cut for part in parts)
    known: dict[str, int] = {}
    found = []
    for parts in cut:
        phrases: list[str] = []
        is_own = False
        for part in parts:
            if is_own and often[part] == 1:
                phrases[-1] += f" {part}"
            else:
                phrases.append(part)
            is_own = often[part] == 1
        found.append([known.setdefault(phrase, len(known)) for phrase in phrases])
    return found, list(known)


def texts_of(data: Mapping[str, Any]) -> list[str]:
    """Return the whole texts of what was taken apart.

    >>> texts_of({"phrases": ["It stayed.", "Nobody spoke."], "texts": [[0, 1], [1]]})
    ['It stayed. Nobody spoke.', 'Nobody spoke.']
    """
    phrases = data["phrases"]
    return [" ".join(phrases[number] for number in text) for text in data["texts"]]


class Pool:
    """Texts and sets of delegations, each kept once and named by its number; -1: none."""

    def __init__(self, texts: Iterable[str] = (), sets: Iterable[str] = ()) -> None:
        self._texts = {text: number for number, text in enumerate(texts)}
        self._sets = {packed: number for number, packed in enumerate(sets)}

    def text(self, text: str) -> int:
        """Return the number of a text; the empty one has a number too."""
        return self._texts.setdefault(text, len(self._texts))

    def maybe(self, text: str) -> int:
        """Return the number of a text, -1 for the empty one."""
        return self.text(text) if text else -1

    def set(self, rows: Iterable[int]) -> int:
        """Return the number of a set of rows, -1 for the empty one."""
        packed = pack(rows)
        return self._sets.setdefault(packed, len(self._sets)) if packed else -1

    @property
    def texts(self) -> list[str]:
        """All texts by number."""
        return list(self._texts)

    @property
    def sets(self) -> list[str]:
        """All sets by number, packed."""
        return list(self._sets)
