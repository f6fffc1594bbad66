"""Which face of the projector is shown: the one that the address names, else the one that fits the moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from simulation.classroom import FACES, Face, ProjectorTable

__all__ = ["Shown", "asked_face", "shown_face"]

PICTURE: Final = 40.0
"""Seconds that the picture of a session stands on the projector after it closed, unless the address asks for more."""
PART: Final = 20.0
"""Seconds that each part of the text then stands there, if it is not in more than three."""
_TEXT: Final = 60.0
"""Seconds that all of it stands there."""
_LONG: Final = 1_800.0
"""Seconds left of a phase from which on nobody looks at a clock, but at the room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is on the projector now."""

    face: Face
    part: int = 0
    """Of the text, counted from 0."""
    until: float | None = None
    """When another face follows by itself, in seconds since 1970; None: when something happens."""


def asked_face(text: str) -> Face:
    """Return the face that an address names; one that there is not is `auto`."""
    return next((face for face in FACES if face == text), "auto")


def shown_face(
    asked: Face, tables: Sequence[ProjectorTable], *, now: float, parts: int, part: int | None
) -> Shown:
    """Return what is on the projector.

    Args:
        asked: By the address, or by the host.
        tables: One, or all of the class if they are shown together.
        now: By the clock of the deadlines.
        parts: How many parts the text has.
        part: Which the address asks for, counted from 0; None: they follow each other.
    """
    if asked != "auto":
        return _asked(asked, tables, now=now, parts=parts, part=part)
    if all(table.clock.phase == "lobby" and not table.clock.is_ended for table in tables):
        return Shown(face="join")
    if all(table.clock.is_ended for table in tables):
        return Shown(face="end")
    if len(tables) > 1:
        return Shown(face="round")
    return _of_one(tables[0], now, parts)


def _asked(
    face: Face, tables: Sequence[ProjectorTable], *, now: float, parts: int, part: int | None
) -> Shown:
    if face == "end" and not all(table.clock.is_ended for table in tables):
        return Shown(face="room")
    if face == "text" and part is None and parts > 1:
        turn = int(now // PART)
        return Shown(face="text", part=turn % parts, until=(turn + 1) * PART)
    return Shown(face=face, part=min(part or 0, max(parts - 1, 0)))


def _of_one(table: ProjectorTable, now: float, parts: int) -> Shown:
    clock, told = table.clock, table.published
    if not told.sessions_held:
        return Shown(face="round")
    if clock.left is not None or (clock.deadline is not None and clock.deadline - now > _LONG):
        return Shown(face="room")
    each = min(PART, _TEXT / max(parts, 1))
    pace = _pace(table, PICTURE + each * parts)
    until = told.held_at + PICTURE * pace
    if now < until:
        return Shown(face="room", until=until)
    for number in range(parts):
        until += each * pace
        if now < until:
            return Shown(face="text", part=number, until=until)
    return Shown(face="round")


def _pace(table: ProjectorTable, wanted: float) -> float:
    """Return how much of the wanted time there is: half of the phase is left for time and counts."""
    clock, told = table.clock, table.published
    if clock.deadline is None or told.at != told.held_at:  # another phase has begun since
        return 1.0
    return min(1.0, max(clock.deadline - told.held_at, 0.0) / 2 / wanted)
