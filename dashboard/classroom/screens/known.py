"""What pages were drawn from last: a page of which nothing has changed need not be drawn to know that."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final

__all__ = ["Known"]

_MOST: Final = 2_000
"""Pages."""
_KEPT: Final = 60.0
"""Seconds for which a page is known that nobody looks at: it is closed, or its class is over."""


class Known:
    """The last that was drawn of each open page: what of the class it was drawn from, and its tag.

    Args:
        clock: Seconds of any kind.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._pages = OrderedDict[Hashable, tuple[float, object, str]]()
        """When it was looked at, what it was drawn from, its tag; the longest unused first."""

    def __len__(self) -> int:
        return len(self._pages)

    def is_as(self, page: Hashable, seen: object, tag: str) -> bool:
        """Return whether a page that has a tag would be drawn from the same again."""
        with self._lock:
            known = self._pages.get(page)
            if known is None or known[2] != tag or known[1] != seen:
                return False
            self._note(page, seen, tag)
            return True

    def keep(self, page: Hashable, seen: object, tag: str) -> None:
        """Note from what a page was drawn, and forget those that nobody looks at any more."""
        with self._lock:
            self._note(page, seen, tag)

    def _note(self, page: Hashable, seen: object, tag: str) -> None:
        now = self._clock()
        self._pages[page] = (now, seen, tag)
        self._pages.move_to_end(page)
        while len(self._pages) > _MOST or next(iter(self._pages.values()))[0] < now - _KEPT:
            self._pages.popitem(last=False)
