"""Finds names that may be one name, misspelt: one letter more, less, other or in another place, or other accents."""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations
from typing import Final

from simulation.scenario.characters import likeness
from simulation.scenario.problems import Mark
from simulation.words import LANGUAGES, Said, said

__all__ = ["near_names"]

_LEAST: Final = 5
"""Letters of the words in which two names differ; shorter ones are other words."""
_MOST: Final = 10
"""Pairs that are told."""


def near_names(names: Mapping[str, Mark]) -> tuple[Said, ...]:
    """Return a warning for each pair of names that differ by one letter or by accents, but for names of two countries.

    >>> [str(one) for one in near_names({"United Kingdom": Mark("t.csv", 2, 1), "Untied Kingdom": Mark("t.csv", 5, 1)})]
    ... # doctest: +NORMALIZE_WHITESPACE
    ['“Untied Kingdom” (line 5) is almost “United Kingdom” (line 2). They count as two.
      If they are one, write the name in one way in the whole table.']
    >>> near_names({"Gambia": Mark("t.csv", 2, 1), "Zambia": Mark("t.csv", 3, 1)})
    ()
    """
    found = []
    for one, other in _pairs(names):
        line, first = (names[name].line or 0 for name in (other, one))
        found.append(said("import.near", name=other, line=line, other=one, first=first))
    return tuple(found[:_MOST])


def _pairs(names: Mapping[str, Mark]) -> Iterator[tuple[str, str]]:
    by_shorter: dict[str, list[str]] = {}
    for name in names:
        plain = _bare(name)
        for shorter in {plain, *(plain[:place] + plain[place + 1 :] for place in range(len(plain)))}:
            by_shorter.setdefault(shorter, []).append(name)
    seen = set()
    for alike in by_shorter.values():
        for pair in combinations(alike[:_MOST], 2):
            if pair not in seen and _may_be_one(*pair):
                seen.add(pair)
                yield pair


def _bare(name: str) -> str:
    """Return what is the same of names that differ by accents as well."""
    letters = unicodedata.normalize("NFKD", likeness(name))
    return "".join(sign for sign in letters if not unicodedata.combining(sign))


def _may_be_one(one: str, other: str) -> bool:
    if _bare(one) == _bare(other):
        return True
    words, others = likeness(one).split(), likeness(other).split()
    differing = " ".join(word for word in words if word not in others)
    instead = " ".join(word for word in others if word not in words)
    digits = [[sign for sign in text if sign.isdigit()] for text in (differing, instead)]
    is_long = max(len(differing), len(instead)) >= _LEAST
    return is_long and digits[0] == digits[1] and not {likeness(one), likeness(other)} <= _countries()


@cache
def _countries() -> frozenset[str]:
    from babel.core import Locale

    return frozenset(
        likeness(name) for code in LANGUAGES for name in Locale(code).territories.values() if name
    )
