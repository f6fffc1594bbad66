"""Finds components by key and builds them from plain data: protocols, mechanisms, strategies, rules."""

import dataclasses
import json
import reprlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, Protocol, get_type_hints

from simulation.errors import UnknownComponentError
from simulation.words import called, listed, meant, say

if TYPE_CHECKING:
    from pydantic import TypeAdapter

__all__ = ["Component", "ComponentInfo", "ParameterProblem", "Registry"]

_LIMITS: Final = {
    "greater_than": "gt",
    "greater_than_equal": "ge",
    "less_than": "lt",
    "less_than_equal": "le",
    "literal_error": "expected",
}
"""What pydantic tells with an error, by the type of the error."""

type CostClass = Literal["AI", "A2", "A2I", "A2I2", "A3I"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentInfo:
    """What is said about a component wherever it is offered: lists, help, forms, documentation.

    `promises` are the properties that the conformance tests hold it to.
    """

    key: str
    label: str
    summary: str
    references: tuple[str, ...] = ()
    promises: frozenset[str] = frozenset()
    cost: CostClass = "AI"


class Component(Protocol):
    """A frozen dataclass whose fields are its parameters and whose class carries its `info`."""

    info: ClassVar[ComponentInfo]


@dataclass(frozen=True, slots=True)
class ParameterProblem:
    """One parameter that cannot be used: where it stands (path of keys), and what to say about it."""

    path: tuple[str, ...]
    message: str


class Registry[T: Component]:
    """Components of one kind: the built-in ones and those that installed packages register as entry points.

    An entry point of group `delegation_sim.<kind>` names a component class.
    """

    def __init__(self, kind: str, builtin: tuple[type[T], ...]) -> None:
        self.kind = kind
        self._builtin = builtin

    @cached_property
    def _classes(self) -> dict[str, type[T]]:
        classes = {cls.info.key: cls for cls in self._builtin}
        for point in entry_points(group=f"delegation_sim.{self.kind.replace(' ', '_')}"):
            cls = point.load()
            classes.setdefault(cls.info.key, cls)
        return classes

    def __iter__(self) -> Iterator[type[T]]:
        return iter(self._classes.values())

    def keys(self) -> list[str]:
        """Return the keys in alphabetical order."""
        return sorted(self._classes)

    def get(self, key: str) -> type[T]:
        """Return the class registered as `key`.

        Raises:
            UnknownComponentError: if there is none.
        """
        try:
            return self._classes[key]
        except KeyError:
            raise UnknownComponentError(kind=self.kind, key=key, valid=self._classes) from None

    def check(self, key: str, parameters: Mapping[str, object]) -> list[ParameterProblem]:
        """Return everything that keeps `create(key, parameters)` from working; nothing if it works."""
        if key not in self._classes:
            told = {"what": called("thing", self.kind), "near": meant(key, self._classes)}
            message = say("problem.component", key=repr(key), valid=listed(self.keys()), **told)
            return [ParameterProblem((), message)]
        return check_parameters(self._classes[key], parameters)

    def create(self, key: str, parameters: Mapping[str, object] | None = None) -> T:
        """Return the component, its parameters checked against their types and ranges.

        Raises:
            UnknownComponentError: if no component has this key.
            ValueError: if a parameter is unknown, of the wrong type or out of range.
        """
        return _validate(self.get(key), parameters or {})


def _validate[C](cls: type[C], parameters: Mapping[str, object]) -> C:
    """Return `cls(**parameters)`, from JSON: there the strict mode takes lists for tuples, but no text for a number."""
    prepare = getattr(cls, "prepare", dict)
    adapter: TypeAdapter[C] = _adapter(cls)  # type: ignore[arg-type] # a class is hashable
    return adapter.validate_json(json.dumps(prepare(parameters), default=repr), strict=True)


@lru_cache(maxsize=256)
def _adapter(cls: type[Any]) -> "TypeAdapter[Any]":
    """Return what validates a dataclass; making one takes longer than all that it is used for."""
    from pydantic import TypeAdapter

    if not hasattr(cls, "__pydantic_config__"):
        cls.__pydantic_config__ = {"extra": "forbid"}
    return TypeAdapter(cls)


def check_parameters(cls: type[Any], parameters: Mapping[str, object]) -> list[ParameterProblem]:
    """Return what is wrong with `parameters` for this dataclass, each with the path of its key."""
    from pydantic import ValidationError

    try:
        _validate(cls, parameters)
    except ValidationError as error:
        return [
            ParameterProblem(tuple(str(part) for part in item["loc"]), _said(cls, item))
            for item in error.errors()
        ]
    return []


def _said(cls: type[Any], item: Mapping[str, Any]) -> str:
    """Return what is wrong with one parameter, what is valid, and what to do."""
    *inside, name = (str(part) for part in item["loc"]) if item["loc"] else ("",)
    if item["type"] in {"unexpected_keyword_argument", "extra_forbidden"}:
        fields = _fields(cls, inside)
        known = listed(fields) or say("problem.listed.nothing")
        return say("problem.parameter.unknown", name=repr(name), near=meant(name, fields), valid=known)
    subject = repr(name)
    if name.isdigit() and inside:
        subject = say("thing.entry_of", n=int(name) + 1, name=repr(inside[-1]))
    return say("problem.parameter", name=subject, value=reprlib.repr(item["input"]), valid=_fits(item))


def _fits(item: Mapping[str, Any]) -> str:
    """Return what fits, by the error that pydantic reports."""
    kind = str(item["type"])
    if kind not in _LIMITS:
        return called("valid.parameter", kind, say("valid.parameter.unknown"))
    given = item["ctx"][_LIMITS[kind]]
    limit = (
        f"{given:g}" if isinstance(given, float) else f"{given}".replace(" or ", say("valid.parameter.or"))
    )
    return say(f"valid.parameter.{kind}", limit=limit)


def _fields(cls: type[Any], path: Iterable[str]) -> list[str]:
    """Return the parameters of the dataclass that stands at `path` inside `cls`."""
    for name in path:
        cls = get_type_hints(cls).get(name, cls)
    return [field.name for field in dataclasses.fields(cls)] if dataclasses.is_dataclass(cls) else []
