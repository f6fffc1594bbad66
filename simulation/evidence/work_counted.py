"""Counts how much of long work is done, and tells whoever wants to know."""

from collections.abc import Callable

__all__ = ["Counted", "Progress", "part_of"]

type Progress = Callable[[int, int], None]
"""Told how much is done, of how much."""


class Counted:
    """Work of which more and more is done."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def __call__(self, more: int = 1) -> None:
        """Count some more."""
        self._done += more
        if self._progress is not None:
            self._progress(self._done, self._total)


def part_of(progress: Progress | None, before: int, total: int) -> Progress | None:
    """Return what notes a part of the work as work on the whole, of which so much was done before."""
    return None if progress is None else lambda done, _: progress(before + done, total)
