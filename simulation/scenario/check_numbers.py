"""Checks numbers, distributions and red lines of a case against their ranges."""

from collections.abc import Iterator
from typing import Final

from simulation.scenario.fields import FORMS
from simulation.scenario.problems import Path
from simulation.scenario.tree import Finding, Part, entries, interval, is_plain, parts

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
            yield from _number(("chair", "ideal", issue), f"The ideal of the chair on {issue}", ideal, _UNIT)
    for place, event in parts(raw, "events"):
        yield from _red_line(("events", place, "red_line"), event)


def _fields(path: Path, part: Part, ranges: dict[str, tuple[float, float]]) -> Iterator[Finding]:
    for name, limits in ranges.items():
        if name in part:
            yield from _number((*path, name), name, part[name], limits)


def _number(path: Path, name: str, value: object, limits: tuple[float, float]) -> Iterator[Finding]:
    """Check a plain number or a distribution; what is neither is left to the schema."""
    valid = (
        "a number of at least 0" if limits == _POSITIVE else f"a number from {limits[0]:g} to {limits[1]:g}"
    )
    valid = f"Valid: {valid}, or {{mean, sd}}, {{low, high}}, {{low, mode, high}} in this range."
    if is_plain(value):
        if wrong := _outside(value, limits):
            yield path, f"{name} is {wrong}. {valid} Put it inside the range."
    elif isinstance(value, dict) and set(value) in FORMS and all(map(is_plain, value.values())):
        for part, given in value.items():
            if part != "sd" and (wrong := _outside(given, limits)):
                yield (*path, part), f"{part} of {name} is {wrong}. {valid} Put it inside the range."
        order = [value[part] for part in ("low", "mode", "high") if part in value]
        if order != sorted(order):
            yield path, f"{name} has its ends out of order. Valid: low <= mode <= high. Put them in order."


def _outside(value: float, limits: tuple[float, float]) -> str:
    low, high = limits
    if value < low:
        return f"{value:g}, below {low:g}"
    return f"{value:g}, above {high:g}" if value > high else ""


def _red_line(path: Path, part: Part) -> Iterator[Finding]:
    """Check that an interval is in order and holds the position it protects."""
    red_line = interval(part, "red_line")
    if red_line is None:
        return
    low, high = red_line
    position = part.get("position")
    if low > high:
        yield path, f"The red line [{low:g}, {high:g}] is out of order. Valid: [low, high]. Swap the ends."
    elif is_plain(position) and 0 <= position <= 1 and not low <= position <= high:
        text = f"The red line [{low:g}, {high:g}] does not hold the position {position:g}."
        yield path, f"{text} Valid: an interval round the position. Move one of them."
