"""Says what may stand at a place of a case, in words, from the JSON Schema of the models."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from simulation.scenario.problems import Path
from simulation.scenario.schema import Normal, Scenario, Triangular, Uniform
from simulation.words import called, listed, say

__all__ = [
    "FORMS",
    "UNIT",
    "case_schema",
    "describe",
    "is_number",
    "members",
    "noun",
    "resolve",
    "step",
    "valid_fields",
    "values_of",
    "walk",
]

type Node = Mapping[str, Any]

UNIT: Final = frozenset({"position", "salience", "flexibility", "capability", "red_line", "ideal"})
"""Fields that hold numbers or distributions from 0 to 1."""

_MODELS: Final = (Normal, Uniform, Triangular)
FORMS: Final = tuple(frozenset(model.model_fields) for model in _MODELS)
"""The parts of each kind of distribution."""
_ON_THE_AXIS: Final = frozenset({"reservation"})
_DISTRIBUTIONS: Final = ", ".join(f"{{{', '.join(model.model_fields)}}}" for model in _MODELS)
_TABLES: Final[Node] = {
    "title": "Tables",
    "description": "CSV tables in the same folder: delegations, and their mandates.",
    "type": "object",
    "properties": {
        "delegations": {"type": "string", "description": "File with one delegation a row."},
        "mandates": {"type": "string", "description": "File with one delegation and issue a row."},
    },
    "additionalProperties": False,
}


@cache
def case_schema() -> dict[str, Any]:
    """Return the JSON Schema of a case file, without descriptions of single fields."""
    schema = Scenario.model_json_schema(by_alias=True)
    schema["properties"]["tables"] = _TABLES
    return schema


def resolve(node: Node) -> Node:
    """Return what a reference or an optional value stands for."""
    while True:
        if "$ref" in node:
            node = case_schema()["$defs"][node["$ref"].rpartition("/")[2]]
        elif len(choices := members(node)) == 1:
            node = choices[0]
        else:
            return node


def members(node: Node) -> list[Node]:
    """Return the alternatives of a union, `null` left out; nothing if it is none."""
    return [choice for choice in node.get("anyOf", ()) if choice.get("type") != "null"]


def is_number(node: Node) -> bool:
    """Return whether a number or a distribution may stand here."""
    return any("Normal" in choice.get("$ref", "") or is_number(resolve(choice)) for choice in members(node))


def step(node: Node, segment: str | int) -> Node | None:
    """Return what may stand at `segment` inside `node`; None if that is free or not allowed."""
    node = resolve(node)
    if isinstance(segment, int):
        places = node.get("prefixItems")
        found = places[segment] if places and segment < len(places) else node.get("items")
    else:
        found = node.get("properties", {}).get(segment, values_of(node))
    return resolve(found) if isinstance(found, Mapping) else None


def values_of(node: Node) -> Node | None:
    """Return what may stand under the free keys of a mapping; None if there are none or anything may."""
    patterns = node.get("patternProperties")
    found = next(iter(patterns.values())) if patterns else node.get("additionalProperties")
    return resolve(found) if isinstance(found, Mapping) else None


def walk(path: Path, schema: Node | None = None) -> Node | None:
    """Return what may stand at `path` of a case, or of a file with another schema; None: free or not allowed."""
    node: Node | None = case_schema() if schema is None else schema
    for segment in path:
        node = step(node, segment) if node is not None else None
    return node


def valid_fields(node: Node) -> list[str]:
    """Return the names of the fields that a mapping may have."""
    return list(resolve(node).get("properties", ()))


def noun(node: Node) -> str:
    """Return what a mapping is called in a sentence."""
    title = node.get("title", "mapping")
    other = "noun.other.an" if title[0] in "AEIOU" else "noun.other.a"
    return called("noun", title, say(other, name=title.lower()))


def describe(node: Node, name: str = "") -> str:
    """Return the values that are valid for the field called `name`, in words."""
    node = resolve(node)
    if is_number(node):
        return _describe_number(node, name)
    if choices := members(node):
        return say("valid.or").join(describe(choice) for choice in choices)
    if "const" in node:
        return f"{node['const']}"
    if "enum" in node:
        return listed(node["enum"])
    return _BY_TYPE[node.get("type", "object")](node)


def _describe_mapping(node: Node) -> str:
    fields = valid_fields(node)
    return say("valid.fields", fields=listed(fields)) if fields else say("valid.mapping")


def _describe_number(node: Node, name: str) -> str:
    ends = {"low": -1, "high": 1} if name in _ON_THE_AXIS else {"low": 0, "high": 1}
    limits = say("valid.from_to", **ends) if name in UNIT | _ON_THE_AXIS else ""
    forms = [say("valid.number", limits=limits), _DISTRIBUTIONS]
    if any("prefixItems" in choice for choice in members(node)):
        forms.append("[low, high]")
    return say("valid.or").join(forms)


def _describe_text(node: Node) -> str:
    if "maxLength" in node:
        kind = "valid.line" if "pattern" in node else "valid.characters"
        return say(kind, limits=_range(node, "minLength", "maxLength", "of_to"))
    return say("valid.key" if "pattern" in node else "valid.text")


def _describe_list(node: Node) -> str:
    if "prefixItems" in node:
        return "[low, high]"
    if limits := _range(node, "minItems", "maxItems", "of_to"):
        return say("valid.list.entries", limits=limits)
    item = resolve(node["items"])
    if "enum" in item:
        return say("valid.list.words", words=listed(item["enum"]))
    if "pattern" in item:
        return say("valid.list.keys")
    if item.get("type") == "array":
        return say("valid.list.lists")
    return say("valid.list.texts" if item.get("type") == "string" else "valid.list.mappings")


def _range(node: Node, low: str, high: str, both: str = "from_to") -> str:
    if low in node and node[low] == node.get(high):
        return say("valid.exactly", n=f"{node[low]:g}")
    if low in node and high in node:
        return say(f"valid.{both}", low=f"{node[low]:g}", high=f"{node[high]:g}")
    if low in node:
        return say("valid.at_least", low=f"{node[low]:g}")
    return say("valid.at_most", high=f"{node[high]:g}") if high in node else ""


_BY_TYPE: Final[Mapping[str, Callable[[Node], str]]] = {
    "string": _describe_text,
    "boolean": lambda _: say("valid.boolean"),
    "integer": lambda node: say("valid.integer", limits=_range(node, "minimum", "maximum")),
    "number": lambda node: say("valid.number", limits=_range(node, "minimum", "maximum")),
    "array": _describe_list,
    "object": _describe_mapping,
}
