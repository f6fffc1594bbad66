"""What is on the projector: how to join, time and counts while a phase is on, the room when a session has closed."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dashboard.classroom import cookies
from dashboard.classroom.projector.faces import Shown, asked_face, shown_face
from dashboard.classroom.projector.projected_room import TableShown, table_shown
from dashboard.classroom.projector.text_parts import in_parts
from dashboard.classroom.qr import qr_code, way_in
from dashboard.classroom.screens import Screen, Sight
from simulation.classroom import Clock, Face, Message, ProjectorView

__all__ = ["PROJECTOR"]

_LINKS: Final[tuple[Face, ...]] = ("auto", "join", "round", "room", "text")
_SAID: Final = 2
"""Messages of the host to all that stand on the projector, the last ones."""
_LETTERS: Final = 1_200
"""Letters of nicknames for which there is room on the projector."""
_BETWEEN: Final = 3
"""Letters that the space between two of them takes."""
_LOOSE: Final = 420
"""Letters up to which they stand in larger type."""
_ALIKE: Final = 1.0
"""Seconds by which deadlines of tables differ that have one clock."""
_STANDS: Final = 180.0
"""Seconds for which one stands there."""


def _look(sight: Sight) -> Mapping[str, Any]:
    service, room = sight.service, sight.caller.room
    projector = service.projector(room)
    face = asked_face(sight.query.get("face", ""))
    is_hosts = face == "auto"
    asked = _asked_table(sight, projector.shows.table if is_hosts else "")
    chosen = [table for table in projector.tables if table.clock.table == asked] or list(projector.tables)
    one: TableShown | None = None
    if len(chosen) == 1:
        clock, published = chosen[0].clock, chosen[0].published
        one = table_shown(sight, clock=clock, published=published)
    now = service.now()
    said = [message for message in projector.messages if abs(now - message.at) < _STANDS][-_SAID:]
    parts = None if one is None else in_parts(one.clauses, messages=len(said))
    shown = shown_face(
        projector.shows.face if is_hosts else face,
        chosen,
        now=now,
        parts=0 if parts is None else len(parts.parts),
        part=_part(sight.query.get("part", "")),
    )
    tables = [] if one is not None or shown.face == "join" else _small(sight, projector)
    return {
        "projector": projector,
        "shown": shown,
        "asked": face,
        "faces": _LINKS,
        "table": one,
        "tables": tables,
        "columns": _columns(len(tables)),
        "common": _common([one.clock for one in tables]),
        "text": parts,
        "said": said,
        "again": _again(shown, said),
        "submitted": sum(table.clock.submitted for table in chosen),
        "seats": sum(table.clock.asked for table in chosen),
        **_way_in(sight, projector),
        **_names(projector.people),
    }


def _again(shown: Shown, said: Sequence[Message]) -> float | None:
    """Return when the page has to look again though nothing has happened; None: it need not."""
    ends = [*([] if shown.until is None else [shown.until]), *(one.at + _STANDS for one in said)]
    return min(ends, default=None)


def _asked_table(sight: Sight, shown: str) -> str:
    """Return the table that the address names, if whoever looks may see it, else the one that is shown."""
    asked = sight.query.get("table", shown)
    return asked if asked in ("", shown) or sight.service.may_look(sight.caller, asked) else shown


def _names(people: Sequence[str]) -> dict[str, Any]:
    """Return who is in, as far as there is room: those who came last."""
    room, shown = _LETTERS, list[str]()
    for nickname in reversed(people):
        room -= len(nickname) + _BETWEEN
        if room < 0:
            break
        shown.insert(0, nickname)
    return {"names": shown, "more": len(people) - len(shown), "is_dense": room < _LETTERS - _LOOSE}


def _small(sight: Sight, projector: ProjectorView) -> list[TableShown]:
    return [table_shown(sight, clock=table.clock, published=table.published) for table in projector.tables]


def _common(clocks: Sequence[Clock]) -> Clock | None:
    """Return a clock that tells the time of all tables that are on; None: they go by several, or none runs."""
    on = [clock for clock in clocks if not clock.is_ended]
    deadlines = [clock.deadline for clock in on if clock.deadline is not None]
    if not on or len(deadlines) < len(on) or max(deadlines) - min(deadlines) > _ALIKE:
        return None
    return on[0]


def _columns(n: int) -> int:
    return next((columns for columns, most in ((1, 1), (2, 4), (3, 9), (4, 16)) if n <= most), 5)


def _way_in(sight: Sight, projector: ProjectorView) -> dict[str, Any]:
    if not projector.code:
        return {"address": "", "qr": ""}
    address, link = way_in(sight, projector.code)
    return {"address": address, "qr": qr_code(link, sight.words.say("class.projector.qr", address=address))}


def _part(text: str) -> int | None:
    """Return the part of the text that an address names, counted from 0; None: it names none."""
    return max(0, int(text) - 1) if text.isdecimal() and len(text) < 4 else None  # noqa: PLR2004 - no text is so long


PROJECTOR: Final = Screen(
    path="/projector",
    template="projector.html",
    view="projector",
    cookies=(cookies.HOST, cookies.SEAT),
    door="/host",
    title="report.table.room",
    look=_look,
    style="drawing.css projector.css",
    script="projector.js",
    width="full",
)
