"""Reads what a page sends into an action of the room service: strictly, and what is wrong is said in one sentence."""

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from functools import cache
from typing import Any, ClassVar, Final, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from dashboard.classroom.requests_read import Refused, new_key
from simulation.classroom import ACTIONS, FILLED_IN, Action, Submit
from simulation.live import SeatMove
from simulation.words import Said

__all__ = ["Act", "Checked", "Draft", "Sent", "act_of", "action_of", "move_of", "sent"]

_KINDS: Final[Mapping[str, str]] = {
    "string": "text",
    "int": "whole",
    "float": "number",
    "bool": "yes",
    "dict": "object",
    "mapping": "object",
    "model": "object",
    "tuple": "list",
    "list": "list",
}
"""What a field has to be, by how the name of an error of pydantic begins: `class.kind.*`."""

_DEEPEST: Final = 2
"""Names that lead to a field; what is deeper is part of a list."""
_MOVE: Final = "SeatMove"
_DEEPEST_PATH: Final = 4


class Sent(BaseModel):
    """Base of what a page sends."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", strict=True)


class Act(Sent):
    """Something to do: a kind of `ACTIONS`, its fields, a key, and for a move the version that was seen."""

    kind: str
    data: dict[str, Any] = Field(default_factory=dict)
    key: str
    seen: int | None = None


class Draft(Sent):
    """What somebody is typing, and where; an empty text takes it away."""

    place: str
    text: str


class Checked(Sent):
    """A move to hold against the brief, without making it."""

    move: dict[str, Any]


def sent[Kind: Sent](kind: type[Kind], given: Mapping[str, Any]) -> Kind:
    """Return what was sent.

    Raises:
        Refused: if it is something else.
    """
    return _read(kind, given, kind.__name__.lower())


def action_of(act: Act) -> Action:
    """Return the action that was sent.

    Raises:
        Refused: if there is none of this kind, or its fields are others.
    """
    kind = ACTIONS.get(act.kind)
    if kind is None:
        raise Refused(400, "class.unknown", name=act.kind[:40], valid=Said.listed(ACTIONS))
    read = _read(_model(act.kind), act.data, act.kind)
    given = {name: getattr(read, name) for name in read.model_fields_set}
    if kind is Submit:
        return Submit(move=_made(given["move"]))
    return kind(**given)


def move_of(given: Mapping[str, Any]) -> SeatMove:
    """Return a move by itself.

    Raises:
        Refused: if it is none.
    """
    return _made(_read(_model(_MOVE), given, _MOVE))


def _made(read: BaseModel) -> SeatMove:
    return SeatMove(**{name: getattr(read, name) for name in read.model_fields_set})


@cache
def _model(name: str) -> type[BaseModel]:
    """Return what an action, or a move, has to look like: its fields but for those that the service fills in."""
    kind: type[Any] = SeatMove if name == _MOVE else ACTIONS[name]
    hints = get_type_hints(kind)
    given: dict[str, Any] = {}
    for item in fields(kind):
        if item.name in FILLED_IN:
            continue
        hint = _model(_MOVE) if hints[item.name] is SeatMove else hints[item.name]
        is_needed = item.default is MISSING and item.default_factory is MISSING
        given[item.name] = (hint, ...) if is_needed else (hint, None)
    return create_model(name, __config__=Sent.model_config, **given)


def _read[Kind: BaseModel](model: type[Kind], given: Mapping[str, Any], name: str) -> Kind:
    try:
        return model.model_validate_json(json.dumps(given))
    except (ValueError, RecursionError) as error:
        if not isinstance(error, ValidationError):
            raise Refused(400, "class.json.text") from error
        raise _refused(error, name, model) from error


def _refused(error: ValidationError, name: str, model: type[BaseModel]) -> Refused:
    first = error.errors(include_url=False, include_input=False)[0]
    path = [str(part) for part in first["loc"]]
    field = ".".join(path)[:60]
    if first["type"] == "extra_forbidden":
        return Refused(400, "class.field.unknown", field=field, name=name, valid=_valid(model, path[:-1]))
    if first["type"] == "missing" and len(path) <= _DEEPEST:
        return Refused(400, "class.field.missing", field=field, name=name)
    kind = _KINDS.get(first["type"].partition("_")[0], "other")
    return Refused(400, f"class.field.{kind}", field=field or name, name=name)


def _valid(model: type[BaseModel], path: list[str]) -> Said | str:
    for name in path:
        inner = model.model_fields[name].annotation if name in model.model_fields else None
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            model = inner
    return Said.listed(model.model_fields) if model.model_fields else "–"


def act_of(fields: Mapping[str, str]) -> Act:
    """Return what a form asks for.

    A button says what it does as JSON (`act`: kind and data), and fields beside it fill in what people type: their
    names are paths into it, and say how they are to be read, as in `data.minutes:number`; `data.minutes:hours` makes
    minutes of hours.

    Args:
        fields: `act`, `key` (of this press of the button), `seen` (version), and paths.

    Raises:
        Refused: if it asks for nothing that there is.
    """
    try:
        asked = json.loads(fields.get("act", ""))
    except ValueError as error:
        raise Refused(400, "class.form") from error
    if not isinstance(asked, dict):
        raise Refused(400, "class.form")
    for name, text in fields.items():
        path, _, kind = name.partition(":")
        if path.startswith("data."):
            _put(asked, path.split("."), _typed(text, kind))
    asked["key"] = fields.get("key") or new_key()
    if seen := fields.get("seen"):
        asked["seen"] = _typed(seen, "whole")
    return sent(Act, asked)


def _put(asked: dict[str, Any], path: list[str], value: object) -> None:
    if len(path) > _DEEPEST_PATH:
        raise Refused(400, "class.form")
    here = asked
    for part in path[:-1]:
        here = here.setdefault(part, {})
        if not isinstance(here, dict):
            raise Refused(400, "class.form")
    if value is not None:
        here[path[-1]] = value


def _typed(text: str, kind: str) -> object:
    """Return a typed value; None: the field was left empty and is not text."""
    if kind and not text.strip():
        return None
    try:
        return _READERS[kind](text)
    except (KeyError, ValueError) as error:
        key = "class.number" if kind in _READERS and kind else "class.form"
        raise Refused(400, key, text=text[:40]) from error


def _number(text: str) -> float:
    return float(text.strip().replace(",", ".").replace("−", "-"))


_READERS: Final[Mapping[str, Callable[[str], object]]] = {
    "": str,
    "number": _number,
    "hours": lambda text: 60 * _number(text),
    "whole": lambda text: int(text.strip()),
    "yes": lambda text: text == "1",
}
"""By what stands behind the colon of a name."""
