"""The past of a case as steps from one state to the one before, few enough for a browser to keep."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from dashboard.editor.edits import get, replaced
from dashboard.editor.opening_case import Data
from simulation.scenario import Path

__all__ = ["MOST", "states_back", "steps_back"]

MOST: Final = 100
"""Steps that can be undone."""
_NOTHING: Final = object()
_ROOM: Final = 60_000
"""Characters that all steps take together."""
_DEEP: Final = 12
"""Places on a path, and mappings and lists in each other; in a case there are seven."""
_WIDE: Final = 5_000
"""Entries of all mappings and lists on a path: each change copies them; in the cases that came with the library there
are a few hundred."""


def steps_back(now: Data, states: Sequence[Data]) -> list[Any]:
    """Return the steps from a case through earlier states of it, given the last one last, as far as there is room.

    Each step is a list of places at which the two differ, with what stood there.

    >>> steps_back({"title": "Cod", "sessions": 8}, [{"title": "Eel", "sessions": 8}])
    [[[['title'], 'Eel']]]
    """
    steps: list[Any] = []
    room = _ROOM
    for state in reversed(states):
        step = [*_changes(now, state, ())]
        room -= len(json.dumps(step, ensure_ascii=False))
        if room < 0:
            break
        steps.append(step)
        now = state
    return steps


def _changes(now: object, then: object, path: Path) -> Iterator[list[Any]]:
    """Yield the smallest parts in which two states differ, and what they were; no more where they were not there."""
    if isinstance(now, dict) and isinstance(then, dict):
        yield from ([[*path, key]] for key in now if key not in then)
        pairs = [(key, now.get(key, _NOTHING), value) for key, value in then.items()]
    elif isinstance(now, list) and isinstance(then, list) and len(now) == len(then):
        pairs = [(place, *both) for place, both in enumerate(zip(now, then, strict=True))]
    else:
        yield [[*path], then]
        return
    for step, one, other in pairs:
        if one is not other and one != other:
            yield from _changes(one, other, (*path, step))


def states_back(now: Data, steps: object) -> list[Data]:
    """Return the states that steps lead to, the last one last; none behind a step that cannot be taken.

    A browser may hand back anything: no more is taken than `steps_back` writes.

    >>> states_back({"title": "Cod"}, [[[["title"], "Eel"]], [[["a", 0], 1]], "x"])
    [{'title': 'Eel'}]
    """
    states: list[Data] = []
    room = _ROOM
    for step in steps[:MOST] if isinstance(steps, list) else []:
        if not isinstance(step, list) or not _is_shallow(step, _DEEP):
            break
        room -= len(json.dumps(step, ensure_ascii=False))
        if room < 0:
            break
        try:
            now = _taken(now, step)
        except LookupError:
            break
        states.append(now)
    return states[::-1]


def _is_shallow(found: object, deep: int) -> bool:
    inside = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    return deep >= 0 and all(_is_shallow(one, deep - 1) for one in inside)


def _taken(now: Data, step: list[Any]) -> Data:
    """Return the state that a step leads to.

    Raises:
        LookupError: if it leads nowhere.
    """
    for change in step:
        match change:
            case [[*path], *was] if 0 < len(path) <= _DEEP and len(was) <= 1 and _is_narrow(now, path):
                now = replaced(now, tuple(path), was[0]) if was else _without(now, tuple(path))
            case _:
                raise LookupError(f"{change} is no change")
    return now


def _is_narrow(now: Data, path: list[Any]) -> bool:
    """Return whether little is copied on a path that has the form of one."""
    if not all(isinstance(one, str | int) for one in path):
        return False
    held = [get(now, tuple(path[:length])) for length in range(len(path))]
    return sum(len(one) for one in held if isinstance(one, dict | list)) <= _WIDE


def _without(data: Data, path: Path) -> Data:
    holder = get(data, path[:-1])
    if not isinstance(holder, dict) or path[-1] not in holder:
        raise LookupError(f"nothing is called {path[-1]}")
    return replaced(data, path[:-1], {key: value for key, value in holder.items() if key != path[-1]})
