"""The exceptions that users of the library can catch, and the help that goes with a mistyped name."""

import difflib
import itertools
from collections.abc import Iterable
from typing import Final

__all__ = [
    "DelegationSimError",
    "RecordError",
    "ScenarioError",
    "SeedError",
    "StudyError",
    "UnknownComponentError",
    "VotingBodyError",
    "did_you_mean",
    "nearest",
]

_NEAR: Final = 8
"""Words near enough to be looked at more closely."""


class DelegationSimError(Exception):
    """Base of everything this library raises on purpose; its text is meant for the user."""


class ScenarioError(DelegationSimError):
    """A case cannot be used: its text lists every problem, one `file:line:column: ...` a line."""


class RecordError(DelegationSimError):
    """A run folder is missing, incomplete or was written by an incompatible version."""


class StudyError(DelegationSimError):
    """A study cannot be run, or cannot be gone on with; its text lists every problem."""


class FolderHeldError(RecordError, StudyError):
    """Another process writes to a folder at this moment; the text says which, and what to do."""


class SeedError(DelegationSimError, ValueError):
    """A seed, or the number of a replication, is none; its text says what is valid."""


class VotingBodyError(DelegationSimError):
    """A voting body has weights that cannot be, or more states than can be summed over."""


class UnknownComponentError(DelegationSimError):
    """No component of this kind has this key; `told` says so where English is not the language."""

    def __init__(self, *, kind: str, key: str, valid: Iterable[str], told: str = "") -> None:
        names = sorted(valid, key=_by_number)
        usual = f"No {kind} is called {key!r}.{did_you_mean(key, names)} Valid: {', '.join(names)}."
        super().__init__(told or usual)
        self.kind = kind
        self.key = key
        self.valid = tuple(names)


def _by_number(name: str) -> tuple[str, int]:
    """Return what names are sorted by, so that F10 comes after F2."""
    head = name.rstrip("0123456789")
    return head, int(name[len(head) :] or 0)


def did_you_mean(word: str, valid: Iterable[str]) -> str:
    """Return ` Did you mean 'x'?` for the nearest valid word, or nothing if none is near; in English.

    >>> did_you_mean("compromize", ["compromise", "conference"])
    " Did you mean 'compromise'?"
    >>> did_you_mean("zebra", ["compromise"])
    ''
    """
    found = nearest(word, valid)
    return "" if found is None else f" Did you mean {found!r}?"


def nearest(word: str, valid: Iterable[str]) -> str | None:
    """Return the valid word that was probably meant; None if none is near.

    Of words equally near, it is the one with the most first letters in common:

    >>> nearest("BRZ", ["GBR", "BRA"])
    'BRA'
    """
    written = str(word).lower()  # what a caller in Python gives may be anything
    lowered = {name.lower(): name for name in valid}
    near = difflib.get_close_matches(written, lowered, n=_NEAR, cutoff=0.6)
    if not near:
        return None
    best = max(near, key=lambda name: (_likeness(written, name), _common_start(written, name)))
    return lowered[best]


def _common_start(word: str, name: str) -> int:
    same = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(word, name, strict=False))
    return sum(1 for _ in same)


def _likeness(word: str, name: str) -> float:
    """Return what `difflib.get_close_matches` goes by."""
    return difflib.SequenceMatcher(a=name, b=word).ratio()
