"""Which classes are looked after when: one that cannot be does not stop the clocks of the others."""

import logging
from collections.abc import Callable
from typing import Final

from simulation.classroom.errors import OtherClassVersionError, UnknownClassError

__all__ = ["Looks"]

_LONGEST: Final = 64
"""Looks after which a class is tried again at the latest."""
_LOG: Final = logging.getLogger(__name__)


class Looks:
    """Looks at all classes, one after the other."""

    def __init__(self) -> None:
        self._number = 0
        self._left_alone = set[str]()
        """Classes of other versions."""
        self._failing = dict[str, tuple[int, int]]()
        """By class that could not be looked after: at which look it is tried again, and how many it waits."""

    def begin(self) -> None:
        """Begin another look at all of them."""
        self._number += 1

    def after(self, room: str, look: Callable[[str], None]) -> None:
        """Look after a class if it is its turn; what is wrong with it is logged once, and it is tried again later."""
        again, waits = self._failing.get(room, (0, 0))
        if room in self._left_alone or self._number < again:
            return
        try:
            look(room)
        except UnknownClassError:
            pass  # deleted meanwhile
        except OtherClassVersionError:
            self._left_alone.add(room)  # whoever asks for it is told
        except Exception:  # noqa: BLE001 - whatever it is, the others go on
            if not waits:
                _LOG.exception(
                    "Class %s could not be looked after. It is tried again, the others go on.", room
                )
            waits = min(2 * waits or 1, _LONGEST)
            self._failing[room] = (self._number + waits, waits)
            return
        self._failing.pop(room, None)
