"""The room as a seat sees it: the map of now, or the braid so far, by the drawing code of the replay."""

from collections.abc import Mapping
from typing import Any, Literal

from dashboard.components import assets
from dashboard.components.replay import stamp

__all__ = ["room"]


def room(data: Mapping[str, Any], *, show: Literal["map", "braid"], own: str, key: str) -> None:
    """Show the room.

    Args:
        data: As `dashboard.seat.seat_room` makes it: public things only.
        show: Which of the two pictures.
        own: Key of the delegation that is the reader's.
        key: Identity of the component on the page.
    """
    drawn = assets.picture("room", assets.ROOM)
    drawn(data={"run": data, "stamp": stamp(data), "show": show, "own": own}, key=key)
