"""Writes the JSON Schema of a case file, from which editors complete and check while one types."""

import ast
import copy
import inspect
from typing import Any

from simulation.scenario import schema
from simulation.scenario.fields import case_schema

__all__ = ["scenario_schema"]


def scenario_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a case file, every field described as in the models.

    `scenarios/schema.json` holds it as it is when it is shipped.
    """
    found = copy.deepcopy(case_schema())
    described = _field_docstrings()
    for name, model in [("Scenario", found), *found["$defs"].items()]:
        for field, text in described.get(name, {}).items():
            if field in model.get("properties", {}):
                model["properties"][field]["description"] = text
    found["required"].remove("delegations")
    found["anyOf"] = [{"required": ["delegations"]}, {"required": ["tables"]}]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}


def _field_docstrings() -> dict[str, dict[str, str]]:
    """Return the text below each field of each model; pydantic could keep it, but every start would pay."""
    found: dict[str, dict[str, str]] = {}
    for model in ast.parse(inspect.getsource(schema)).body:
        if isinstance(model, ast.ClassDef):
            fields = found.setdefault(model.name, {})
            for field, below in zip(model.body, model.body[1:], strict=False):
                match field, below:
                    case ast.AnnAssign(target=ast.Name(name)), ast.Expr(ast.Constant(str(text))):
                        fields[name] = inspect.cleandoc(text)
    return found
