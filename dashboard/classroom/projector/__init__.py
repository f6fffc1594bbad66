"""What is on the wall: how to join, time and counts while a phase is on, the room when it has closed."""

from collections.abc import Mapping
from typing import Any, Final

from dashboard.classroom import cookies
from dashboard.classroom.screens import Screen, Sight

__all__ = ["PROJECTOR"]


def _look(sight: Sight) -> Mapping[str, Any]:
    return {"wall": sight.service.projector(sight.caller.room)}


PROJECTOR: Final = Screen(
    path="/projector",
    template="projector.html",
    view="projector",
    cookies=(cookies.HOST, cookies.SEAT),
    door="/host",
    title="class.projector.title",
    look=_look,
    width="full",
)
