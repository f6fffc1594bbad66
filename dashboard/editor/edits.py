"""Changes one thing in plain data: the old data stay as they are, and share all that did not change."""

from typing import Any

from dashboard.editor.opening_case import TRANSLATIONS, Data
from simulation.scenario import Path

__all__ = ["drop", "get", "place_of", "put", "put_or_drop", "replaced"]


def get(data: object, path: Path, default: Any = None) -> Any:  # noqa: ANN401 - a case holds anything
    """Return what stands at a path; the default if nothing does."""
    found: Any = data
    for step in path:
        if not _has(found, step):
            return default
        found = found[step]
    return found


def _has(holder: object, step: str | int) -> bool:
    if isinstance(holder, list):
        return isinstance(step, int) and 0 <= step < len(holder)
    return isinstance(holder, dict) and step in holder


def put(data: Data, path: Path, value: object) -> Data:
    """Return the data with a value at a path; mappings on the way are made, places in lists are not.

    A text that takes the place of another keeps its translations: they can be left alone, or mended in the file.

    Raises:
        LookupError: if the path leads through a list at a place that is not there.
    """
    changed = replaced(data, path, value)
    old = get(data, path) if TRANSLATIONS in data else None
    return _carried(changed, old, value) if isinstance(old, str) and isinstance(value, str) else changed


def _carried(data: Data, old: str, new: str) -> Data:
    """Return the data in which a text that was changed has the translations that it had before."""
    carried = {
        code: {**texts, new: texts.get(new, texts[old])} if old in texts and new else texts
        for code, texts in data[TRANSLATIONS].items()
    }
    return {**data, TRANSLATIONS: carried}


def replaced(data: Data, path: Path, value: object) -> Data:
    """Return the data with a value at a path, and nothing else done to them.

    Raises:
        LookupError: as `put`.
    """
    changed: Data = _put(data, path, value)
    return changed


def _put(old: Any, path: Path, value: object) -> Any:  # noqa: ANN401 - as above
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        if not isinstance(old, list) or not 0 <= step < len(old):
            raise LookupError(f"nothing stands at {step}")
        return [*old[:step], _put(old[step], rest, value), *old[step + 1 :]]
    inside = old if isinstance(old, dict) else {}
    return {**inside, step: _put(inside.get(step), rest, value)}


def drop(data: Data, path: Path) -> Data:
    """Return the data without what stands at a path; mappings that this empties go too, the places of lists stay."""
    *before, last = path
    holder = get(data, tuple(before))
    if isinstance(holder, list) and isinstance(last, int):
        return put(data, tuple(before), [*holder[:last], *holder[last + 1 :]])
    if not isinstance(holder, dict) or last not in holder:
        return data
    rest = {key: value for key, value in holder.items() if key != last}
    if not rest and before and not isinstance(before[-1], int):
        return drop(data, tuple(before))
    return put(data, tuple(before), rest)


def put_or_drop(data: Data, path: Path, value: object) -> Data:
    """Return the data with a value at a path; without the field if the value is empty."""
    return drop(data, path) if value is None or value in ("", []) else put(data, path, value)


def place_of(data: Data, name: str, key: str) -> int | None:
    """Return the place of the entry with this key in the list `name`; None if there is none."""
    entries = data.get(name, [])
    return next((place for place, entry in enumerate(entries) if entry.get("key") == key), None)
