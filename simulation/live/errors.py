"""What can go wrong when people play: a move that the rules do not allow, a log that cannot be used."""

import traceback
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from simulation.errors import DelegationSimError

__all__ = ["HolderError", "IllegalMoveError", "LiveLogError", "OtherVersionError", "told_error"]

_PACKAGE: Final = Path(__file__).parents[1]


class HolderError(DelegationSimError):
    """The code of an agent of the user's own has failed; the text says in which seat, when, and in which line."""


class IllegalMoveError(DelegationSimError):
    """A move is not possible here and now; its text says why, and what would be."""

    def __init__(self, why: str, legal: Sequence[str] = ()) -> None:
        super().__init__(why)
        self.legal = tuple(legal)
        """Moves that the seat could make instead, by key."""


class LiveLogError(DelegationSimError):
    """The log of a live negotiation is damaged, of another case, or of another version."""


class OtherVersionError(LiveLogError):
    """The log of a live negotiation is whole, but another version played it: it can be read, and not played on."""


def told_error(error: BaseException) -> str:
    """Return an error of a user's own code in words: its kind, what it says, and the line where it came about.

    That is the innermost line in the file in which the code begins that was called: what passes the call on in this
    package is none of it, unless there is no other.
    """
    told = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    frames = traceback.extract_tb(error.__traceback__)
    files = [frame.filename for frame in frames]
    others = [now for before, now in pairwise(files) if now != before]
    called = next((file for file in others if _PACKAGE not in Path(file).parents), next(iter(others), None))
    lines = [frame.lineno for frame in frames if frame.filename == called]
    return f"{told} ({called}, line {lines[-1]})" if lines else told
