"""The parameters of a protocol as its code declares them: name, range, default, and what it says of each."""

import ast
import dataclasses
import inspect
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from annotated_types import Interval

from dashboard.frame.language import Words
from simulation.evidence.facts import find_facts
from simulation.protocols import PROTOCOLS
from simulation.protocols.parameter_sets import OF_STUDIES, sets_for

__all__ = ["Mechanism", "Parameter", "mechanisms"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter, named as `--set protocol.NAME=VALUE` takes it."""

    name: str
    valid: str
    """Its range, or the words that it takes."""
    default: str
    about: str
    """What it does and why it has this value, as the code says."""
    sets: int
    """Of how many sets in the shipped table its default is the median; 0: it is not among them."""
    facts: tuple[str, ...]
    """Stylised facts for whose sake it was made or changed; none: a general default, set before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mechanism:
    """A part of a protocol, with its own parameters."""

    name: str
    """Empty: the protocol itself."""
    about: str
    parameters: tuple[Parameter, ...]


@cache
def mechanisms(protocol: str, words: Words) -> tuple[Mechanism, ...]:
    """Return the parts of a protocol that have parameters, in the order of the code; ranges in the words given."""
    made = PROTOCOLS.create(protocol)
    parts: dict[str, list[Parameter]] = {}
    abouts: dict[str, str] = {}
    for path, owner, field in _leaves("", made):
        part = path.rpartition(".")[0]
        parts.setdefault(part, []).append(_parameter(path, owner, field, words))
        abouts[part] = (inspect.getdoc(owner) or "").partition("\n")[0] if part else ""
    return tuple(
        Mechanism(name=part, about=abouts[part], parameters=tuple(found)) for part, found in parts.items()
    )


def _leaves(prefix: str, owner: Any) -> Iterator[tuple[str, Any, dataclasses.Field[Any]]]:  # noqa: ANN401 - a component
    for field in dataclasses.fields(owner):
        value = getattr(owner, field.name)
        path = f"{prefix}{field.name}"
        if dataclasses.is_dataclass(value):
            yield from _leaves(f"{path}.", value)
        else:
            yield path, owner, field


def _parameter(path: str, owner: Any, field: dataclasses.Field[Any], words: Words) -> Parameter:  # noqa: ANN401 - a component
    hint = get_type_hints(type(owner), include_extras=True)[field.name]
    return Parameter(
        name=path,
        valid=_valid(hint, words),
        default=_told(getattr(owner, field.name), words),
        about=_notes(type(owner)).get(field.name, ""),
        sets=_sets(path),
        facts=tuple(fact.key for fact in find_facts(None) if _is_named(path, fact.mechanism)),
    )


def _sets(path: str) -> int:
    """Return how many sets of the shipped table have this parameter."""
    table = sets_for(OF_STUDIES)
    return table.size if table is not None and path in table.names else 0


def _is_named(path: str, text: str) -> bool:
    """Return whether a text names a parameter, in full or by its last word."""
    return f"`{path}`" in text or f"`{path.rpartition('.')[2]}`" in text


def _valid(hint: Any, words: Words) -> str:  # noqa: ANN401 - a type
    """Return what a type admits."""
    if get_origin(hint) is Annotated:
        kind, *limits = get_args(hint)
        for limit in limits:
            if isinstance(limit, Interval):
                return _range(limit, words, is_whole=kind is int)
        return _valid(kind, words)
    if get_origin(hint) is Literal:
        return words.listed(map(str, get_args(hint)))
    if hint is bool:
        return words.say("method.parameters.either")
    parts = [_valid(part, words) for part in get_args(hint) if part is not type(None)]
    return " / ".join(dict.fromkeys(parts)) if parts else getattr(hint, "__name__", str(hint))


def _range(limit: Interval, words: Words, *, is_whole: bool) -> str:
    """Return a range in words and signs, such as `0 to 1`."""
    low = limit.ge if limit.ge is not None else limit.gt
    high = limit.le if limit.le is not None else limit.lt
    opened = ">" if limit.gt is not None else ""
    closed = "<" if limit.lt is not None else ""
    told = f"{opened}{_told(low, words)}"
    if high is not None:
        told = words.say("figure.span", low=told, high=f"{closed}{_told(high, words)}")
    return words.say("method.parameters.whole", range=told) if is_whole else told


def _told(value: Any, words: Words) -> str:  # noqa: ANN401 - a plain value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    return words.say("method.parameters.none") if value is None else str(value)


def _notes(kind: type) -> Mapping[str, str]:
    """Return the text under each field of a class; fields that stand together share theirs."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(kind)))
    found: dict[str, str] = {}
    waiting: list[str] = []
    for node in tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else ():
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            waiting.append(node.target.id)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            text = inspect.cleandoc(str(node.value.value))
            found |= dict.fromkeys(waiting, " ".join(text.split()))
            waiting = []
        else:
            waiting = []
    return found
