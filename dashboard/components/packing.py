"""Small forms for a browser: numbers as text, and each text and each set of delegations once."""

from collections.abc import Iterable
from typing import Final

import numpy as np

__all__ = ["ALPHABET", "LARGEST", "Pool", "pack", "thousandths", "unpack"]

ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
LARGEST: Final = 64 * 64 - 2
"""The largest number that can be packed; the smallest is -1."""

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
