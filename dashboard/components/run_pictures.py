"""Pictures of a run, drawn in the browser: the replay on one clock, and the room as a seat sees it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from dashboard.components import assets

__all__ = ["ReplayResult", "replay", "room", "stamp"]

_LATER: Final = frozenset({"reasons", "texts", "phrases", "sets"})
"""Parts of a run that the browser takes over without building anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayResult:
    """What the reader looks at, as of the last time the clock stood still for a quarter of a second."""

    round: int | None
    """Session shown; None: nobody asked for one, and the component has not spoken yet."""
    selected: str | None
    """Identifier of the selected delegation."""
    pinned: tuple[int, ...]
    """At most two sessions, ascending."""


def replay(
    data: Mapping[str, Any],
    *,
    key: str,
    session: int | None = None,
    selected: str | None = None,
    pinned: Sequence[int] = (),
    fresh: bool = False,
    asked: int = 0,
) -> ReplayResult:
    """Show a run and return what the reader looks at.

    The picture lives in the browser: a rerun with the same values leaves it alone, so the page may hand back
    what it was told. A value that is new, from a link or a button, moves the picture.

    Args:
        data: A run in the contract `replay/1`, of `dashboard.replay.replay_data`.
        key: Identity of the component on the page.
        session: Session to show; None: the last at first, then wherever the reader is.
        selected: Identifier of the delegation to select.
        pinned: Sessions to compare, at most two.
        fresh: Whether nobody asked for a session, so that one may guess before the run is played.
        asked: How often a button asked for a session: once more moves the picture to the same one again.
    """
    wish = {
        "session": session,
        "selected": selected,
        "pinned": sorted(pinned)[:2],
        "fresh": fresh,
        "asked": asked,
    }
    shown = assets.picture("replay", assets.REPLAY)(
        data={"run": data, "stamp": stamp(data), "wish": wish},
        key=key,
        on_seen_change=assets.again,
    )
    return _result(shown.get("seen"), wish)


def _result(seen: object, wish: Mapping[str, Any]) -> ReplayResult:
    """Return what came from the browser, checked: it may send anything. Before that, what was asked for."""
    if not isinstance(seen, Mapping):
        return ReplayResult(round=wish["session"], selected=wish["selected"], pinned=tuple(wish["pinned"]))
    now, who, both = seen.get("round"), seen.get("selected"), seen.get("pinned")
    sessions = both if isinstance(both, list | tuple) else ()
    return ReplayResult(
        round=now if isinstance(now, int) else wish["session"],
        selected=who if isinstance(who, str) else None,
        pinned=tuple(sorted(s for s in sessions if isinstance(s, int))[:2]),
    )


def room(data: Mapping[str, Any], *, show: Literal["map", "braid"], own: str, key: str) -> None:
    """Show the room as a seat sees it: the map of now, or the braid so far.

    Args:
        data: As `dashboard.seat.seat_room` makes it: public things only.
        show: Which of the two pictures.
        own: Key of the delegation that is the reader's.
        key: Identity of the component on the page.
    """
    drawn = assets.picture("room", assets.ROOM)
    drawn(data={"run": data, "stamp": stamp(data), "show": show, "own": own}, key=key)


def stamp(data: Mapping[str, Any]) -> str:
    """Return a short text that differs for different data: the browser builds anew when it changes.

    Reasons do not count, nor what they add to the texts and sets: in a large room those of the selected delegation
    come after the click.
    """
    lasting = {name: part for name, part in data.items() if name not in _LATER}
    text = json.dumps(lasting, ensure_ascii=False, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()
