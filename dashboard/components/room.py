"""The room as a seat sees it: the map of now, or the braid so far, by the drawing code of the replay."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final, Literal

import streamlit as st

from dashboard.components import assets
from dashboard.components.replay import stamp

__all__ = ["room"]

_NAME: Final = "delegation_sim_room"


def room(data: Mapping[str, Any], *, show: Literal["map", "braid"], own: str, key: str) -> None:
    """Show the room.

    Args:
        data: As `dashboard.seat.seat_room` makes it: public things only.
        show: Which of the two pictures.
        own: Key of the delegation that is the reader's.
        key: Identity of the component on the page.
    """
    _component()(data={"run": data, "stamp": stamp(data), "show": show, "own": own}, key=key)


@cache
def _component() -> Any:  # noqa: ANN401 - the renderer's type is not public
    """Register the component once."""
    return st.components.v2.component(
        _NAME, html=assets.frame("room"), css=assets.look(), js=assets.script(assets.ROOM)
    )
