"""Finds keys for new things from their names."""

import re
import unicodedata
from collections.abc import Collection
from typing import Final

__all__ = ["fresh_key"]

_LONGEST: Final = 40
_LETTERS: Final = 24
"""Letters of a name that its key keeps: enough to be known by."""


def fresh_key(name: str, taken: Collection[str], fallback: str) -> str:
    """Return a key that is like a name and not taken.

    >>> fresh_key("Côte d'Ivoire", (), "seat"), fresh_key("北京", {"seat"}, "seat")
    ('Cote_d_Ivoire', 'seat_2')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Za-z0-9]+", "_", plain).strip("_")[:_LETTERS].strip("_")
    if not words or not words[0].isalpha():
        words = f"{fallback}_{words}".strip("_") if words else fallback
    key, number = words, 1
    while key in taken:
        number += 1
        key = f"{words[: _LONGEST - 5]}_{number}"
    return key
