"""The exceptions that users of the library can catch, and the help that goes with a mistyped name."""

import difflib
from collections.abc import Iterable

__all__ = [
    "DelegationSimError",
    "RecordError",
    "ScenarioError",
    "UnknownComponentError",
    "did_you_mean",
]


class DelegationSimError(Exception):
    """Base of everything this library raises on purpose; its text is meant for the user."""


class ScenarioError(DelegationSimError):
    """A case cannot be used: its text lists every problem, one `file:line:column: ...` a line."""


class RecordError(DelegationSimError):
    """A run folder is missing, incomplete or was written by an incompatible version."""


class UnknownComponentError(DelegationSimError):
    """No component of this kind has this key."""

    def __init__(self, *, kind: str, key: str, valid: Iterable[str]) -> None:
        names = sorted(valid)
        super().__init__(f"No {kind} is called {key!r}.{did_you_mean(key, names)} Valid: {', '.join(names)}.")
        self.kind = kind
        self.key = key


def did_you_mean(word: str, valid: Iterable[str]) -> str:
    """Return ` Did you mean 'x'?` for the nearest valid word, or nothing if none is near.

    >>> did_you_mean("compromize", ["compromise", "conference"])
    " Did you mean 'compromise'?"
    >>> did_you_mean("zebra", ["compromise"])
    ''
    """
    lowered = {name.lower(): name for name in valid}
    near = difflib.get_close_matches(word.lower(), lowered, n=1, cutoff=0.6)
    return f" Did you mean {lowered[near[0]]!r}?" if near else ""
