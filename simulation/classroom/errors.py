"""What can go wrong in a class: one exception for each decision that whoever asked can take."""

from simulation.errors import DelegationSimError
from simulation.words import say

__all__ = [
    "ClassroomError",
    "FullError",
    "NotAllowedError",
    "OtherClassVersionError",
    "StaleError",
    "TooManyTriesError",
    "UnknownClassError",
]


class ClassroomError(DelegationSimError):
    """Something is not possible in a class here and now; the text says why, and what would be.

    It is told in the language of whoever reads it, which need not be that of the class.
    """

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key, values)
        self.key, self.values = key, values

    def __str__(self) -> str:
        return say(self.key, **self.values)


class UnknownClassError(ClassroomError):
    """There is no class with this code or id: it was mistyped, or the class is over or deleted."""


class NotAllowedError(ClassroomError):
    """The caller may not do this: wrong role, wrong seat, or no valid token."""


class FullError(ClassroomError):
    """No seat is free; one can watch."""


class StaleError(ClassroomError):
    """The message answers a phase that has passed: look again and send it anew."""

    def __init__(self, key: str, /, *, version: int) -> None:
        super().__init__(key)
        self.version = version
        """Of the table, now."""


class TooManyTriesError(ClassroomError):
    """Too many codes were tried; the text says how long to wait."""

    def __init__(self, wait: float) -> None:
        super().__init__("classroom.tries", seconds=max(1, round(wait)))
        self.wait = wait
        """Seconds."""


class OtherClassVersionError(ClassroomError):
    """Another version of delegation-sim began the class: it can be exported and deleted, and not played on."""
