"""Looks into the plain data of a case, of which any part may be missing or of the wrong type."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final, TypeGuard

from simulation.scenario.problems import Path
from simulation.words import called, chained, meant, say

__all__ = [
    "Finding",
    "Part",
    "entries",
    "interval",
    "is_plain",
    "listed",
    "no_such",
    "parts",
    "repeated",
    "word",
    "words",
]

type Part = Mapping[str, Any]
type Finding = tuple[Path, str]
"""Where something does not fit, and what to say about it."""

_SHOWN: Final = 30
_COMPARED: Final = 300
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


def is_plain(value: object) -> TypeGuard[float]:
    """Return whether a value is a plain number."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def interval(holder: Part, name: str) -> tuple[float, float] | None:
    """Return the two plain numbers in the list `name`, if that is what stands there."""
    match holder.get(name):
        case [low, high] if is_plain(low) and is_plain(high):
            return low, high
    return None


def repeated(found: Iterable[tuple[Path, Part]], what: str, field: str = "key") -> Iterator[Finding]:
    """Yield the path of every `field` that something has in common with something before it.

    `what` is a word of the catalogue (`thing.<what>`), or says itself what it is.
    """
    seen: set[str] = set()
    for path, part in found:
        name = word(part, field)
        if name in seen:
            yield (
                (*path, field),
                say("problem.repeated", what=called("thing", what), field=field, name=repr(name)),
            )
        if name is not None:
            seen.add(name)


def listed(names: Collection[str]) -> str:
    """Return names for a sentence, cut to thirty."""
    shown = chained("list.next", list(names)[:_SHOWN]) or say("problem.listed.nothing")
    return shown if len(names) <= _SHOWN else say("problem.listed.more", shown=shown, n=len(names) - _SHOWN)


def no_such(what: str, key: str, valid: Collection[str]) -> str:
    """Say that a reference leads nowhere; `what` is a word of the catalogue (`thing.<what>`), or says it itself."""
    near = meant(key, valid) if len(valid) <= _COMPARED and len(key) <= _COMPARED else ""
    return say("problem.no_such", what=called("thing", what), key=repr(key), near=near, valid=listed(valid))
