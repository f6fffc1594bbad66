"""What is worked out of a class once, for the first who looks, while others wait or find it there."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable

__all__ = ["Once"]


class Once[Value]:
    """What was worked out of classes, the last used of it; no class waits for another.

    Args:
        most: So much is kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept = OrderedDict[tuple[str, Hashable], Value]()
        self._working = dict[str, threading.Lock]()
        """By class: held while something of it is worked out."""
        self._lock = threading.Lock()

    def get(self, room: str, key: Hashable, work: Callable[[], Value]) -> Value:
        """Return something of a class, worked out if nobody asked before.

        Args:
            room: Id of the class.
            key: What tells it from all else of the class.
            work: Works it out.
        """
        with self._lock:
            own = self._working.setdefault(room, threading.Lock())
        with own:
            with self._lock:
                if (room, key) in self._kept:
                    self._kept.move_to_end((room, key))
                    return self._kept[room, key]
            found = work()
            with self._lock:
                if self._working.get(room) is own:  # else the class was forgotten meanwhile
                    self._kept[room, key] = found
                    while len(self._kept) > self._most:
                        self._kept.popitem(last=False)
        return found

    def forget_all_but(self, rooms: Collection[str]) -> None:
        """Forget the classes that are gone.

        Args:
            rooms: Ids of those that there are.
        """
        with self._lock:
            for room in [one for one in self._working if one not in rooms]:
                del self._working[room]
            for key in [one for one in self._kept if one[0] not in rooms]:
                del self._kept[key]
