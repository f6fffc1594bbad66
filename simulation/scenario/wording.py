"""Puts what pydantic finds into words that the author of a case understands."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from simulation.errors import did_you_mean
from simulation.scenario.fields import (
    FORMS,
    case_schema,
    describe,
    is_number,
    members,
    noun,
    step,
    valid_fields,
    walk,
)
from simulation.scenario.problems import MAX_PROBLEMS, Path, Problems, Source

__all__ = ["add_schema_problems", "shown"]

_RANGES: Final = ("greater_than_equal", "less_than_equal")
_LENGTHS: Final = frozenset({"string_too_long", "string_too_short", "too_long", "too_short"})
_SHOWN: Final = 40
_COMMA: Final = re.compile(r"[-+]?\d*,\d+")


def add_schema_problems(
    error: ValidationError,
    raw: object,
    source: Source,
    problems: Problems,
    schema: Mapping[str, Any] | None = None,
) -> None:
    """Add one problem for each mistake, however many ways pydantic found to say it.

    Args:
        error: what pydantic found.
        raw: the file as plain data.
        source: where everything in it stands.
        problems: collects the problems.
        schema: the JSON Schema of the file, references resolved; None: that of a case.
    """
    root = case_schema() if schema is None else schema
    details = error.errors(include_url=False, include_context=True)
    groups: dict[Path, list[ErrorDetails]] = {}
    for detail in details:
        if not _follows_from_others(detail):
            groups.setdefault(_data_path(detail["loc"], root), []).append(detail)
    by_depth = sorted(groups.items(), key=lambda item: len(item[0]))
    for number, (path, group) in enumerate(by_depth):
        if number >= MAX_PROBLEMS:
            problems.leave_out(len(groups) - number)
            break
        _add(path, group, raw, source, problems, root=root)


def _follows_from_others(detail: ErrorDetails) -> bool:
    """Return whether this only says that a list is empty because all of its entries are wrong."""
    given = detail["input"]
    least = detail.get("ctx", {}).get("min_length", 0)
    return detail["type"] == "too_short" and isinstance(given, Sequence) and len(given) >= least


def _data_path(loc: Path, root: Mapping[str, Any]) -> Path:
    """Return `loc` without the names of union members that pydantic adds to it."""
    node: Mapping[str, Any] | None = root
    path: list[str | int] = []
    for segment in loc:
        if node is not None and members(node):
            break
        if segment == "[key]":
            break
        path.append(segment)
        node = step(node, segment) if node is not None else None
    return tuple(path)


def _value_at(raw: object, path: Path) -> object:
    for segment in path:
        if isinstance(raw, Mapping):
            raw = raw.get(segment)
        elif isinstance(raw, Sequence) and isinstance(segment, int):
            raw = raw[segment]
    return raw


def _add(
    path: Path,
    group: list[ErrorDetails],
    raw: object,
    source: Source,
    problems: Problems,
    *,
    root: Mapping[str, Any],
) -> None:
    kinds = {detail["type"] for detail in group}
    first = group[0]
    node = walk(path, root) or {}
    name = _name(path)
    if first["loc"][-1:] == ("[key]",):
        text = f"{name!r} cannot be a key. Valid: {describe({'type': 'string', 'pattern': ''})}. Rename it."
        problems.add(source.key_mark_of(path), text)
    elif kinds == {"missing"}:
        holder = walk(path[:-1], root) or {}
        text = f"{name!r} is missing from {noun(holder)}. Valid: {describe(node, name)}. Add it."
        problems.add(source.mark_of(path[:-1]), text)
    elif kinds == {"extra_forbidden"}:
        holder = walk(path[:-1], root) or {}
        fields = valid_fields(holder)
        text = f"{name!r} is not a field of {noun(holder)}.{did_you_mean(name, fields)}"
        text = f"{text} Valid: {', '.join(fields)}. Correct or remove it."
        problems.add(source.key_mark_of(path), text)
    else:
        value = _value_at(raw, path)
        wrong, advice = _wrong(value, group, node)
        place = path[-1] if path else ""
        subject = f"entry {place + 1} of {name}" if isinstance(place, int) else name or noun(root)
        text = f"{subject} {wrong} Valid: {describe(node, name)}. {advice}"
        problems.add(source.mark_of(path), text)


def _name(path: Path) -> str:
    return next((segment for segment in reversed(path) if isinstance(segment, str)), "")


def shown(value: object) -> str:
    """Return a value as an author would write it, cut to one short line."""
    match value:
        case None:
            return "empty"
        case bool():
            return str(value).lower()
        case str():
            return repr(value if len(value) <= _SHOWN else f"{value[:37]}...")
        case Mapping():
            return "a mapping"
        case Sequence():
            return "a list"
    return f"{value}"


def _wrong(value: object, group: list[ErrorDetails], node: Mapping[str, Any]) -> tuple[str, str]:
    """Return what is wrong with a value and what to do about it."""
    details = {detail["type"]: detail for detail in group}
    said = f"is {shown(value)}"
    if isinstance(value, Mapping) and is_number(node):
        return _wrong_distribution(value)
    for detail in (details[kind] for kind in _RANGES if kind in details):
        limit = detail["ctx"].get("le", detail["ctx"].get("ge"))
        where = "above" if "le" in detail["ctx"] else "below"
        return f"is {shown(detail['input'])}, {where} {limit:g}.", "Put it inside the range."
    if "literal_error" in details:
        words = [str(word) for word in node.get("enum", ())]
        near = did_you_mean(value, words) if isinstance(value, str) else ""
        return f"{said}.{near}", "Choose one of them."
    if _LENGTHS & details.keys() and isinstance(value, str | list):
        return _wrong_length(value)
    if "string_pattern_mismatch" in details and "maxLength" in node:
        return f"{said}.", "Write it on one line."
    return _wrong_type(value, said, is_list="tuple_type" in details and not members(node))


def _wrong_length(value: str | list[Any]) -> tuple[str, str]:
    what = "characters" if isinstance(value, str) else "entries"
    return f"has {len(value)} {what}.", "Shorten it." if value else "Fill it in or remove it."


def _wrong_type(value: object, said: str, *, is_list: bool) -> tuple[str, str]:
    if isinstance(value, str) and _COMMA.fullmatch(value):
        return f"{said}, not a number.", f"Write a point, not a comma: {value.replace(',', '.')}."
    if value is None:
        return f"{said}.", "Give a value or remove the line."
    if is_list:
        return f"{said}, not a list.", "Write it in [ ], or as lines that start with '- '."
    if isinstance(value, int | float):
        return f"{said}.", "Correct it; a number that is meant as text stands in quotes."
    return f"{said}.", "Correct it."


def _wrong_distribution(value: Mapping[str, Any]) -> tuple[str, str]:
    parts = sorted(set().union(*FORMS))
    unknown = [key for key in value if key not in parts]
    if unknown:
        return (
            f"has {unknown[0]!r}, which is not part of a distribution.{did_you_mean(unknown[0], parts)}",
            "Correct it.",
        )
    for key, part in value.items():
        if isinstance(part, bool) or not isinstance(part, int | float):
            return f"has {key} {shown(part)}, not a number.", "Give a number."
        if key == "sd" and part < 0:
            return f"has sd {part:g}, below 0.", "Give a number of at least 0."
    return f"has {', '.join(value) or 'nothing'}, which is no distribution.", "Complete it."
