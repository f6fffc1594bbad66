"""One thing that happened in a class, as it is kept."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

__all__ = ["CLOCK", "FILLED_IN", "Event", "as_json", "content", "in_files"]

CLOCK: Final = "clock"
"""Author of what nobody did: a deadline passed, a clock was set right."""

FILLED_IN: Final = frozenset({"placed", "unseen", "code_hash", "clock"})
"""What chance, the clock or what was there before decides when an action is accepted."""


_OPENS: Final = frozenset({"token", "token_before", "code", "code_hash"})
"""Data of events that are hashes of what opens a class: nobody needs them in a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event of a class; with those before it, it fixes what the class is."""

    number: int
    """Counted from 1 without a gap."""
    at: float
    """Seconds since 1970."""
    kind: str
    """Name of an action, or `open`, `join`, `reclaim`, `code`, `close`, `clock`."""
    author: str
    """Id of a person, `HOST` or `CLOCK`."""
    data: Mapping[str, Any]
    table: str = ""
    key: str = ""
    """By which whoever sends it again is known; empty: none."""

    @property
    def clock(self) -> float:
        """What the clock said, from which deadlines count: earlier than `at` if it was set back."""
        return float(self.data.get("clock", self.at))


def as_json(data: object) -> str:
    """Return plain data as the text that is kept: the same for the same data."""
    return json.dumps(data, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False)


def content(kind: str, data: Mapping[str, Any]) -> str:
    """Return a digest of what was asked: the same key with another content is a mistake of whoever sends it.

    What the service fills in is no part of it.
    """
    data = {name: value for name, value in data.items() if name not in FILLED_IN}
    return hashlib.sha256(f"{kind} {as_json(data)}".encode()).hexdigest()


def in_files(events: Sequence[Event]) -> list[dict[str, Any]]:
    """Return events as plain data for files, without what opens the class."""
    return [
        {
            "number": event.number,
            "at": event.at,
            "kind": event.kind,
            "author": event.author,
            "table": event.table,
            "data": {name: value for name, value in event.data.items() if name not in _OPENS},
        }
        for event in events
    ]
