"""Puts what pydantic finds into words that the author of a case understands."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

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
from simulation.words import listed, meant, say

__all__ = ["add_schema_problems", "shown", "value_at"]

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


def value_at(raw: object, path: Path) -> object:
    """Return what stands at a path of parsed data, as far as the data go."""
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
        problems.add(source.key_mark_of(path), say("problem.key", name=repr(name), valid=say("valid.key")))
    elif kinds == {"missing"}:
        holder = walk(path[:-1], root) or {}
        told = {"name": repr(name), "holder": noun(holder), "valid": describe(node, name)}
        text = say("problem.missing", **told)
        problems.add(source.mark_of(path[:-1]), text)
    elif kinds == {"extra_forbidden"}:
        holder = walk(path[:-1], root) or {}
        fields = valid_fields(holder)
        told = {"near": meant(name, fields), "valid": listed(fields)}
        text = say("problem.no_field", name=repr(name), holder=noun(holder), **told)
        problems.add(source.key_mark_of(path), text)
    else:
        value = value_at(raw, path)
        wrong, advice = _wrong(value, group, node)
        place = path[-1] if path else ""
        subject = name or noun(root)
        if isinstance(place, int):
            subject = say("thing.entry_of", n=place + 1, name=name)
        told = {"subject": subject, "wrong": wrong, "advice": advice}
        text = say("problem.value", valid=describe(node, name), **told)
        problems.add(source.mark_of(path), text)


def _name(path: Path) -> str:
    return next((segment for segment in reversed(path) if isinstance(segment, str)), "")


def shown(value: object) -> str:
    """Return a value as an author would write it, cut to one short line."""
    match value:
        case None:
            return say("shown.empty")
        case bool():
            return str(value).lower()
        case str():
            return repr(value if len(value) <= _SHOWN else f"{value[:37]}...")
        case Mapping():
            return say("shown.mapping")
        case Sequence():
            return say("shown.list")
    return f"{value}"


def _wrong(value: object, group: list[ErrorDetails], node: Mapping[str, Any]) -> tuple[str, str]:
    """Return what is wrong with a value and what to do about it."""
    details = {detail["type"]: detail for detail in group}
    said = shown(value)
    if isinstance(value, Mapping) and is_number(node):
        return _wrong_distribution(value)
    for detail in (details[kind] for kind in _RANGES if kind in details):
        limit = detail["ctx"].get("le", detail["ctx"].get("ge"))
        where = "wrong.above" if "le" in detail["ctx"] else "wrong.below"
        told = {"value": shown(detail["input"]), "limit": f"{limit:g}"}
        return say(where, **told), say("advice.range")
    if "literal_error" in details:
        words = [str(word) for word in node.get("enum", ())]
        near = meant(value, words) if isinstance(value, str) else ""
        return say("wrong.is", value=said) + near, say("advice.choose")
    if _LENGTHS & details.keys() and isinstance(value, str | list):
        return _wrong_length(value)
    if "string_pattern_mismatch" in details and "maxLength" in node:
        return say("wrong.is", value=said), say("advice.line")
    return _wrong_type(value, said, is_list="tuple_type" in details and not members(node))


def _wrong_length(value: str | list[Any]) -> tuple[str, str]:
    what = "wrong.characters" if isinstance(value, str) else "wrong.entries"
    return say(what, n=len(value)), say("advice.shorten" if value else "advice.fill")


def _wrong_type(value: object, said: str, *, is_list: bool) -> tuple[str, str]:
    if isinstance(value, str) and _COMMA.fullmatch(value):
        return say("wrong.no_number", value=said), say("advice.point", value=value.replace(",", "."))
    if value is None:
        return say("wrong.is", value=said), say("advice.give")
    if is_list:
        return say("wrong.no_list", value=said), say("advice.list")
    if isinstance(value, int | float):
        return say("wrong.is", value=said), say("advice.quotes")
    return say("wrong.is", value=said), say("advice.correct")


def _wrong_distribution(value: Mapping[str, Any]) -> tuple[str, str]:
    parts = sorted(set().union(*FORMS))
    unknown = [key for key in value if key not in parts]
    if unknown:
        return say("wrong.no_part", part=repr(unknown[0])) + meant(unknown[0], parts), say("advice.correct")
    for key, part in value.items():
        if isinstance(part, bool) or not isinstance(part, int | float):
            return say("wrong.part", part=key, value=shown(part)), say("advice.number")
        if key == "sd" and part < 0:
            return say("wrong.sd", value=f"{part:g}"), say("advice.at_least_nought")
    if not value:
        return say("wrong.empty_distribution"), say("advice.complete")
    return say("wrong.no_distribution", parts=listed(value)), say("advice.complete")
