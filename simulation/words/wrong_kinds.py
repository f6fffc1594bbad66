"""Says in words that an argument of a call is of the wrong kind: what was given, and what is valid."""

import os
from collections.abc import Iterable, Mapping, Sequence
from numbers import Integral
from typing import Final, TypeGuard

from simulation.errors import StudyError
from simulation.words.phrases import say

__all__ = [
    "MOST_PLAYS",
    "are_levers",
    "are_values",
    "as_given",
    "check_whole",
    "is_path",
    "is_whole",
    "texts_of",
]

MOST_PLAYS: Final = 10_000_000
"""Negotiations of one variant in one study."""
_LONG: Final = 60
"""Characters of a given value that a message shows."""


def as_given(given: object) -> str:
    """Return a value as Python writes it, cut if it is long.

    >>> as_given({"sessions": 3}), len(as_given("x" * 1_000))
    ("{'sessions': 3}", 61)
    """
    text = repr(given)
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"


def texts_of(name: str, given: object) -> tuple[str, ...]:
    """Return an argument that is some texts; a text alone is one, and not its letters.

    >>> texts_of("outcomes", "adopted")
    ('adopted',)

    Raises:
        StudyError: If it is none.
    """
    found = [given] if isinstance(given, str) else list(given) if isinstance(given, Iterable) else [None]
    if not all(isinstance(text, str) for text in found):
        raise StudyError(say("notebook.argument.texts", name=name, given=as_given(given)))
    return tuple(str(text) for text in found)


def is_whole(given: object, least: int, most: int = MOST_PLAYS) -> bool:
    """Return whether something is a whole number, of Python or of NumPy, between these."""
    if isinstance(given, bool) or not isinstance(given, Integral):
        return False
    return least <= int(given) <= most


def check_whole(name: str, given: object) -> int:
    """Return how often something is to be played.

    Raises:
        StudyError: If it is no whole number from 1 to `MOST_PLAYS`.
    """
    if not isinstance(given, Integral) or not is_whole(given, 1):
        told = {"name": name, "given": as_given(given), "least": 1, "most": MOST_PLAYS, "example": 40}
        raise StudyError(say("notebook.argument.whole", **told))
    return int(given)


def is_path(given: object) -> TypeGuard[str | os.PathLike[str]]:
    """Return whether something names a file, or a case: a text, or a path that is one."""
    return isinstance(os.fspath(given), str) if isinstance(given, str | os.PathLike) else False


def are_values(given: object) -> bool:
    """Return whether something is values by name."""
    return isinstance(given, Mapping) and all(isinstance(name, str) for name in given)


def are_levers(given: object) -> bool:
    """Return whether something is levers as a user writes them: a text, values by name, or some of these."""
    several = given if isinstance(given, Sequence) and not isinstance(given, str | bytes) else [given]
    return all(isinstance(one, str) or are_values(one) for one in several)
