"""Writes the JSON Schemas of cases and packs, from which editors complete and check while one types."""

import ast
import copy
import inspect
from collections.abc import Iterator
from types import ModuleType
from typing import Any, Final

from simulation.scenario import assembly_schema as assembly_models
from simulation.scenario import instance_schema, judgement, schema
from simulation.scenario import pack_schema as pack_models
from simulation.scenario.fields import case_schema
from simulation.scenario.model_base import schema_of
from simulation.scenario.translations.case_texts import is_text
from simulation.scenario.translations.translatable import CODES

__all__ = ["assembly_file_schema", "pack_file_schema", "scenario_schema"]

_IN_TABLES: Final = ("members", "texts")
"""What an assembly has to have, and may have in its tables."""
_OF_A_TEXT: Final = ("type", "minLength", "maxLength", "pattern")
"""What a JSON Schema says of a text."""


def scenario_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a case file, every field described as in the models.

    `scenarios/schema.json` holds it as it is when it is shipped.
    """
    found = copy.deepcopy(case_schema())
    described = _field_docstrings(schema) | _field_docstrings(judgement) | _field_docstrings(instance_schema)
    for name, model in [("Scenario", found), *found["$defs"].items()]:
        for field, text in described.get(name, {}).items():
            if field in model.get("properties", {}):
                model["properties"][field]["description"] = text
    found["required"].remove("delegations")
    found["anyOf"] = [{"required": ["delegations"]}, {"required": ["tables"]}]
    return _headed("case", found)


def pack_file_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a trainer's pack, every field described as in the models."""
    return _headed("pack", _described(schema_of(pack_models.Pack), pack_models))


def assembly_file_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the case of an assembly, every field described as in the models."""
    found = _described(schema_of(assembly_models.Assembly), assembly_models)
    found["properties"]["tables"] = {
        "type": "object",
        "description": "CSV tables in the same folder, see below.",
    }
    found["required"] = [name for name in found["required"] if name not in _IN_TABLES]
    return _headed("assembly", found, in_languages=False)


def _headed(kind: str, schema: dict[str, Any], *, in_languages: bool = True) -> dict[str, Any]:
    """Return a schema with which draft it keeps to and what it is called."""
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:delegation-sim:schema:{kind}:1",
    }
    return {**head, **(_in_languages(schema) if in_languages else schema)}


def _in_languages(node: Any) -> Any:  # noqa: ANN401 - JSON
    """Return a schema in which every text may be a mapping of languages to texts too."""
    if isinstance(node, list):
        return [_in_languages(one) for one in node]
    if not isinstance(node, dict):
        return node
    if not is_text(node):
        return {key: _in_languages(value) for key, value in node.items()}
    text = {key: node[key] for key in _OF_A_TEXT if key in node}
    about = {key: value for key, value in node.items() if key not in text}
    languages = {"propertyNames": {"enum": list(CODES)}, "minProperties": 1}
    return {**about, "anyOf": [text, {"type": "object", "additionalProperties": text, **languages}]}


def _described(schema_: dict[str, Any], models: ModuleType) -> dict[str, Any]:
    """Return a schema without references, every field described as in its model."""
    found = copy.deepcopy(schema_)
    described = _field_docstrings(models)
    for model in _models(found):
        for field, text in described.get(model["title"], {}).items():
            name = "from" if field == "from_" else field
            model["properties"][name]["description"] = text
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}


def _models(node: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON
    """Yield every model in a schema without references."""
    if isinstance(node, dict):
        if "properties" in node:
            yield node
        for value in node.values():
            yield from _models(value)


def _field_docstrings(models: ModuleType) -> dict[str, dict[str, str]]:
    """Return the text below each field of each model; pydantic could keep it, but every start would pay."""
    found: dict[str, dict[str, str]] = {}
    for model in ast.parse(inspect.getsource(models)).body:
        if isinstance(model, ast.ClassDef):
            fields = found.setdefault(model.name, {})
            for field, below in zip(model.body, model.body[1:], strict=False):
                match field, below:
                    case ast.AnnAssign(target=ast.Name(name)), ast.Expr(ast.Constant(str(text))):
                        fields[name] = inspect.cleandoc(text)
    return found
