"""Changes single values of a case before it is checked: what `--set path=value` does."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final

from simulation.errors import ScenarioError
from simulation.scenario.fields import case_schema, resolve, step, valid_fields, values_of
from simulation.scenario.problem_wording import shown
from simulation.scenario.problems import Mark, Path, Problems, Source
from simulation.scenario.strict_yaml import UnreadableError, parse_yaml
from simulation.scenario.tree import no_such
from simulation.words import say

__all__ = ["apply_overrides", "find_place", "one_line", "written"]

_SHOWN: Final = 60
type _Node = Mapping[str, Any] | None


class _NoSuchPartError(Exception):
    """A path leads nowhere; the text says where it stops."""


def apply_overrides(
    raw: dict[str, Any],
    source: Source,
    overrides: Mapping[str, str],
    problems: Problems,
    schema: Mapping[str, Any] | None = None,
) -> tuple[dict[str, Any], Source]:
    """Return the case with other values at some places; `raw` and `source` stay as they are.

    A path names fields and, in lists, entries by their `key` (sections by their `kind`) or their number
    from 1: `sessions`, `delegations.BRA.mandate.Q1.position`, `document.sections.1.heading`. Keys may
    hold dots. Fields that are not there yet are made; entries of lists are not.

    Args:
        raw: the case as plain data, tables merged.
        source: where everything in it stands.
        overrides: values by path, written as in YAML: `0.4`, `{low: 0.2, high: 0.6}`, `[EU, G77]`.
        problems: collects paths that lead nowhere and values that are not YAML, as `--set path=value: ...`.
        schema: the JSON Schema of the file, references resolved; None: that of a case.
    """
    root = case_schema() if schema is None else schema
    for path, text in overrides.items():
        mark = Mark(f"--set {one_line(path)}={one_line(text)}")
        try:
            value = _parse(text, mark, problems)
            lever = _Lever(value, mark, path)
            raw, source = lever.put(raw, source, root, path.split("."), say("noun.Scenario"))
        except _NoSuchPartError as error:
            problems.add(mark, str(error))
        except UnreadableError:
            continue
    return raw, source


def written(overrides: Mapping[str, object]) -> dict[str, str]:
    """Return values by path as they are written in YAML; text stands as it is.

    >>> written({"sessions": 12, "forum.decision": {"rule": "consensus"}, "title": "A"})
    {'sessions': '12', 'forum.decision': '{"rule": "consensus"}', 'title': 'A'}

    Raises:
        ScenarioError: if a value is nothing that a case can hold.
    """
    found = {}
    for path, value in overrides.items():
        try:
            found[path] = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        except (TypeError, ValueError) as error:
            raise ScenarioError(say("problem.override", path=path, value=one_line(repr(value)))) from error
    return found


def find_place(raw: object, path: str) -> Path:
    """Return where a path of `apply_overrides` leads in a case that has all that it names.

    >>> find_place({"issues": [{"key": "Q1"}, {"key": "Q.2", "draft": "a"}]}, "issues.Q.2.draft")
    ('issues', 1, 'draft')
    """
    place: list[str | int] = []
    segments = path.split(".")
    while segments:
        names = _steps_into(raw)
        name = _longest(segments, names.__contains__) or segments[0]
        place.append(names.get(name, name))
        raw = _inside(raw, place[-1])
        segments = segments[name.count(".") + 1 :]
    return tuple(place)


def _inside(raw: object, step: str | int) -> object:
    if isinstance(raw, list) and isinstance(step, int):
        return raw[step]
    return raw.get(step) if isinstance(raw, dict) else None


def _steps_into(raw: object) -> dict[str, str | int]:
    """Return the steps that lead into a list or a mapping, by name."""
    if isinstance(raw, list):
        return {**{str(number): number - 1 for number in range(1, len(raw) + 1)}, **_names_of_entries(raw)}
    return {name: name for name in raw} if isinstance(raw, dict) else {}


def one_line(text: str) -> str:
    """Return a text on one line that is not too long."""
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."


def _parse(text: str, mark: Mark, problems: Problems) -> object:
    """Return the value; its problems get the mark of the whole override."""
    found = Problems()
    try:
        value, _ = parse_yaml(text, mark.file, found)
    finally:
        for problem in found.sorted():
            problems.add(mark, problem.message)
    if found:
        raise UnreadableError
    return value


class _Lever:
    """Puts one value where a path leads, copying only what lies on the way."""

    def __init__(self, value: object, mark: Mark, path: str) -> None:
        self._value = value
        self._mark = mark
        self._path = path

    def put(
        self, old: object, source: Source, node: _Node, segments: Sequence[str], where: str
    ) -> tuple[Any, Source]:
        """Return `old`, which may hold anything that is called `node`, with the value at `segments`."""
        if not segments:
            self._check_whole(node, where)
            return self._value, Source(self._mark, self._mark)
        if isinstance(old, list):
            return self._put_into_list(old, source, node, segments, where)
        if isinstance(old, dict):
            return self._put_into_mapping(old, source, node, segments, where)
        if old is None and _may_be_mapping(node):
            return self._put_into_mapping({}, source, node, segments, where)
        raise _NoSuchPartError(say("problem.no_part", where=where, value=shown(old), part=repr(segments[0])))

    def _check_whole(self, node: _Node, where: str) -> None:
        """Refuse a word in place of a component with parameters, whose word has a field of its own."""
        field = None if node is None else _word_of(node)
        if field is not None and isinstance(self._value, str):
            path, value = f"{self._path}.{field}", one_line(self._value)
            raise _NoSuchPartError(say("problem.has_parts", where=where, path=path, value=value))

    def _put_into_list(
        self, old: list[Any], source: Source, node: _Node, segments: Sequence[str], where: str
    ) -> tuple[Any, Source]:
        names = _names_of_entries(old)
        numbers = {str(number): number - 1 for number in range(1, len(old) + 1)}
        name = _longest(segments, {**numbers, **names}.__contains__)
        if name is None:
            raise _NoSuchPartError(
                no_such(say("thing.entry", where=where), segments[0], list(names or numbers))
            )
        place = names.get(name, numbers.get(name, 0))
        inner = step(node, place) if node is not None else None
        inside = source.inside.get(place, Source(source.mark))
        rest = segments[name.count(".") + 1 :]
        value, found = self.put(old[place], inside, inner, rest, f"{where} {name}")
        return [*old[:place], value, *old[place + 1 :]], _with(source, place, found)

    def _put_into_mapping(
        self, old: dict[str, Any], source: Source, node: _Node, segments: Sequence[str], where: str
    ) -> tuple[Any, Source]:
        name = _longest(segments, old.__contains__) or _new_name(segments, node)
        if name is None:
            known = [field for field in valid_fields(node or {}) if field != "tables"]
            raise _NoSuchPartError(no_such(say("thing.field", where=where), segments[0], known))
        inner = step(node, name) if node is not None else None
        inside = source.inside.get(name, Source(self._mark, self._mark))
        rest = segments[name.count(".") + 1 :]
        value, found = self.put(old.get(name), inside, inner, rest, name)
        return {**old, name: value}, _with(source, name, found)


def _with(source: Source, name: str | int, found: Source) -> Source:
    return Source(source.mark, source.key, {**source.inside, name: found})


def _names_of_entries(entries: Sequence[Any]) -> dict[str, int]:
    """Return places by name: the `key` of an entry, or its `kind` if that is not shared."""
    names: dict[str, int] = {}
    kinds = [entry.get("kind") for entry in entries if isinstance(entry, dict) and "key" not in entry]
    for place, entry in enumerate(entries):
        name = entry.get("key", entry.get("kind")) if isinstance(entry, dict) else None
        if isinstance(name, str) and kinds.count(name) <= 1:
            names.setdefault(name, place)
    return names


def _longest(segments: Sequence[str], is_name: Callable[[str], bool]) -> str | None:
    """Return the longest beginning of the path that is a name; keys may hold dots."""
    for end in range(len(segments), 0, -1):
        name = ".".join(segments[:end])
        if is_name(name):
            return name
    return None


def _may_be_mapping(node: _Node) -> bool:
    if node is None:
        return True
    return bool(valid_fields(node) or values_of(node) is not None or node.get("additionalProperties"))


def _word_of(node: Mapping[str, Any]) -> str | None:
    """Return the one field of a component that says which it is, beside its parameters; None: it is none."""
    node = resolve(node)
    fields = list(_fields(node))
    is_component = node.get("type") == "object" and node.get("additionalProperties") is True
    return fields[0] if is_component and len(fields) == 1 else None


def _new_name(segments: Sequence[str], node: _Node) -> str | None:
    """Return the field that is to be made in a mapping; None if it may not have this one."""
    if node is None or segments[0] in _fields(node):
        return segments[0]
    inner = values_of(node)
    if inner is None:
        return segments[0] if node.get("additionalProperties") else None
    fields = _fields(inner)
    if not fields:
        return ".".join(segments)
    end = next((end for end in range(1, len(segments)) if segments[end] in fields), 1)
    return ".".join(segments[:end])


def _fields(node: Mapping[str, Any]) -> Collection[str]:
    return [field for field in valid_fields(node) if field != "tables"]
