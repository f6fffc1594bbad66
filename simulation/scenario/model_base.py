"""What every part of a case is built from: the base of the models, and the kinds of text and number in them."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

__all__ = [
    "ONE_LINE",
    "SAYS_NOTHING",
    "CasePart",
    "Key",
    "Line",
    "OptionKind",
    "Prose",
    "Share",
    "is_nothing",
    "schema_of",
]

type OptionKind = Literal["text", "agreed_language", "vague", "delete", "refer"]
SAYS_NOTHING: Final[tuple[OptionKind, ...]] = ("delete", "refer")
"""Kinds of wordings that say nothing on the matter: the clause is struck, or put off."""

ONE_LINE: Final = r"^[^\t\n\r\x85\u2028\u2029]*$"
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_.-]{0,39}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=ONE_LINE)]
Prose = Annotated[str, StringConstraints(max_length=4000)]
Share = Annotated[float, Field(ge=0, le=1)]


def is_nothing(value: object) -> bool:
    """Return whether to leave a field out of what is hashed: cases older than it keep their hash."""
    return value in (None, (), 0)


class CasePart(BaseModel):
    """Base of every part of a case: frozen, and a key it does not know is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


@cache
def schema_of(model: type[CasePart]) -> dict[str, Any]:
    """Return the JSON Schema of a file of this model, references resolved, without descriptions of single fields."""
    schema = model.model_json_schema(by_alias=True)
    whole: dict[str, Any] = _resolved(schema, schema.pop("$defs"))
    return whole


def _resolved(node: Any, parts: Mapping[str, Any]) -> Any:  # noqa: ANN401 - JSON in, JSON out
    """Return a JSON Schema with each reference replaced by the one of `parts` that it stands for."""
    match node:
        case {"$ref": str(name), **rest}:
            target = parts[name.rpartition("/")[2]]
            return _resolved({**target, **rest}, parts)
        case dict():
            return {key: _resolved(value, parts) for key, value in node.items()}
        case list():
            return [_resolved(value, parts) for value in node]
    return node
