"""Checks numbers, distributions and red lines of a case against their ranges."""

from collections.abc import Iterator
from typing import Final

from simulation.scenario.fields import FORMS
from simulation.scenario.problems import Path
from simulation.scenario.tree import Finding, Part, entries, interval, is_plain, parts
from simulation.words import say

__all__ = ["find_bad_numbers"]

_UNIT: Final = (0.0, 1.0)
_AXIS: Final = (-1.0, 1.0)
_POSITIVE: Final = (0.0, float("inf"))
_OF_DELEGATION: Final = {
    "capability": _UNIT,
    "salience": _UNIT,
    "flexibility": _UNIT,
    "reservation": _AXIS,
}
_OF_MANDATE: Final = {"position": _UNIT, "salience": _UNIT, "flexibility": _UNIT, "red_line": _UNIT}
_OF_BLOC: Final = {"salience": _UNIT, "influence": _POSITIVE}
_OF_LINE: Final = {"position": _UNIT, "salience": _UNIT}


def find_bad_numbers(raw: Part) -> Iterator[Finding]:
    """Yield the path of each number or interval that is out of range or out of order, and what to say."""
    for place, delegation in parts(raw, "delegations"):
        path: Path = ("delegations", place)
        yield from _fields(path, delegation, _OF_DELEGATION)
        for issue, mandate in entries(delegation, "mandate"):
            if isinstance(mandate, dict):
                yield from _fields((*path, "mandate", issue), mandate, _OF_MANDATE)
                yield from _red_line((*path, "mandate", issue, "red_line"), mandate)
    for place, bloc in parts(raw, "blocs"):
        yield from _fields(("blocs", place), bloc, _OF_BLOC)
        for issue, line in entries(bloc, "line"):
            if isinstance(line, dict):
                yield from _fields(("blocs", place, "line", issue), line, _OF_LINE)
    if isinstance(raw.get("chair"), dict):
        for issue, ideal in entries(raw["chair"], "ideal"):
            yield from _number(("chair", "ideal", issue), say("thing.ideal_on", issue=issue), ideal, _UNIT)
    for place, event in parts(raw, "events"):
        yield from _red_line(("events", place, "red_line"), event)


def _fields(path: Path, part: Part, ranges: dict[str, tuple[float, float]]) -> Iterator[Finding]:
    for name, limits in ranges.items():
        if name in part:
            yield from _number((*path, name), name, part[name], limits)


def _number(path: Path, name: str, value: object, limits: tuple[float, float]) -> Iterator[Finding]:
    """Check a plain number or a distribution; what is neither is left to the schema."""
    if is_plain(value):
        if wrong := _outside(name, value, limits):
            yield path, wrong
    elif isinstance(value, dict) and set(value) in FORMS and all(map(is_plain, value.values())):
        for part, given in value.items():
            whole = say("thing.part_of", part=part, name=name)
            if part != "sd" and (wrong := _outside(whole, given, limits)):
                yield (*path, part), wrong
        order = [value[part] for part in ("low", "mode", "high") if part in value]
        if order != sorted(order):
            yield path, say("problem.number.order", name=name)


def _outside(name: str, value: float, limits: tuple[float, float]) -> str:
    """Return what to say of a number that is out of range; nothing of one that is not."""
    low, high = limits
    if low <= value <= high:
        return ""
    where, limit = ("below", low) if value < low else ("above", high)
    kind = "positive" if limits == _POSITIVE else "range"
    valid = say(f"valid.distribution.{kind}", low=f"{low:g}", high=f"{high:g}")
    return say(f"problem.number.{where}", name=name, value=f"{value:g}", limit=f"{limit:g}", valid=valid)


def _red_line(path: Path, part: Part) -> Iterator[Finding]:
    """Check that an interval is in order and holds the position it protects."""
    red_line = interval(part, "red_line")
    if red_line is None:
        return
    low, high = red_line
    position = part.get("position")
    if low > high:
        yield path, say("problem.red_line.order", low=f"{low:g}", high=f"{high:g}")
    elif is_plain(position) and 0 <= position <= 1 and not low <= position <= high:
        told = {"low": f"{low:g}", "high": f"{high:g}", "position": f"{position:g}"}
        yield path, say("problem.red_line.position", **told)
