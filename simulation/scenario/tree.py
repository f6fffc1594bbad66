"""Looks into the plain data of a case, of which any part may be missing or of the wrong type."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from simulation.errors import did_you_mean

__all__ = ["Part", "entries", "listed", "no_such", "parts", "word", "words"]

type Part = Mapping[str, Any]

_SHOWN: Final = 30
_COMPARED: Final = 1000
"""Names among which a similar one is looked for; so many are not written by hand."""


def parts(holder: Part, name: str) -> Iterator[tuple[int, Part]]:
    """Yield the place and the fields of every mapping in the list `name`."""
    found = holder.get(name)
    if isinstance(found, list):
        yield from ((place, part) for place, part in enumerate(found) if isinstance(part, dict))


def entries(holder: Part, name: str) -> Iterator[tuple[str, Any]]:
    """Yield the keys and values of the mapping `name`."""
    found = holder.get(name)
    if isinstance(found, dict):
        yield from found.items()


def words(holder: Part, name: str) -> Iterator[tuple[int, str]]:
    """Yield the place and the text of every text in the list `name`."""
    found = holder.get(name)
    if isinstance(found, list):
        yield from ((place, text) for place, text in enumerate(found) if isinstance(text, str))


def word(holder: Part, name: str) -> str | None:
    """Return the text `name`, if it is one."""
    found = holder.get(name)
    return found if isinstance(found, str) else None


def listed(names: Collection[str]) -> str:
    """Return names for a sentence, cut to thirty."""
    shown = ", ".join(list(names)[:_SHOWN]) or "none"
    return shown if len(names) <= _SHOWN else f"{shown} and {len(names) - _SHOWN} more"


def no_such(what: str, key: str, valid: Collection[str]) -> str:
    """Say that a reference leads nowhere."""
    near = did_you_mean(key, valid) if len(valid) <= _COMPARED and len(key) <= _COMPARED else ""
    return f"No {what} is called {key!r}.{near} Valid: {listed(valid)}. Correct the name."
