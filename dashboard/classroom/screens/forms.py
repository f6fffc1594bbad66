"""Reads the form of a live page into an action of the room service.

A button says what it does as JSON (`act`: kind and data), and fields beside it fill in what people type: their names
are paths into it, and say how they are to be read, as in `data.minutes:number`; `data.minutes:hours` makes minutes
of hours.
"""

import json
from collections.abc import Callable, Mapping
from secrets import token_urlsafe
from typing import Any, Final

from dashboard.classroom.action_reading import Act, sent
from dashboard.classroom.requests_read import Refused

__all__ = ["act_of"]

_KEY: Final = 18
_DEEPEST: Final = 4


def act_of(fields: Mapping[str, str]) -> Act:
    """Return what a form asks for.

    Args:
        fields: `act`, `key` (of this press of the button), `seen` (version), and paths.

    Raises:
        Refused: if it asks for nothing that there is.
    """
    try:
        asked = json.loads(fields.get("act", ""))
    except ValueError as error:
        raise Refused(400, "class.form") from error
    if not isinstance(asked, dict):
        raise Refused(400, "class.form")
    for name, text in fields.items():
        path, _, kind = name.partition(":")
        if path.startswith("data."):
            _put(asked, path.split("."), _read(text, kind))
    asked["key"] = fields.get("key") or token_urlsafe(_KEY)
    if seen := fields.get("seen"):
        asked["seen"] = _read(seen, "whole")
    return sent(Act, asked)


def _put(asked: dict[str, Any], path: list[str], value: object) -> None:
    if len(path) > _DEEPEST:
        raise Refused(400, "class.form")
    here = asked
    for part in path[:-1]:
        here = here.setdefault(part, {})
        if not isinstance(here, dict):
            raise Refused(400, "class.form")
    if value is not None:
        here[path[-1]] = value


def _read(text: str, kind: str) -> object:
    """Return a typed value; None: the field was left empty and is not text."""
    if kind and not text.strip():
        return None
    try:
        return _READERS[kind](text)
    except (KeyError, ValueError) as error:
        key = "class.number" if kind in _READERS and kind else "class.form"
        raise Refused(400, key, text=text[:40]) from error


def _number(text: str) -> float:
    return float(text.strip().replace(",", ".").replace("−", "-"))


_READERS: Final[Mapping[str, Callable[[str], object]]] = {
    "": str,
    "number": _number,
    "hours": lambda text: 60 * _number(text),
    "whole": lambda text: int(text.strip()),
    "yes": lambda text: text == "1",
}
"""By what stands behind the colon of a name."""
