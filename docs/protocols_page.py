"""Writes the page on the published protocols and their parameters, from the classes themselves."""
# ruff: noqa: INP001 - a module beside conf.py

import dataclasses
import inspect
import re
from collections.abc import Iterator
from typing import Any, Final, Literal, TypeAliasType, get_args, get_origin, get_type_hints

from annotated_types import Interval

from simulation.protocols import PROTOCOLS, NegotiationProtocol

__all__ = ["protocols"]

HEAD: Final = """\
<!-- Written by docs/reference_pages.py from the classes in simulation/protocols/. -->
# Protocols

What plays a case: `protocol: {key: challenge, preset: masad}` in the file, or
`delegation-sim run CASE --protocol challenge --set protocol.preset=masad`. The conference, with its mechanisms, is told
of in [its explanation](../explanation/conference.md); the others are published models, compared in
[compare the models](../how-to/compare-models.md) and explained in [the published models](../explanation/models.md).
"""


def protocols() -> str:
    """Return every protocol but the conference with what it is and its parameters."""
    published = [each for each in PROTOCOLS if each.info.key != "conference"]
    return "\n".join([HEAD, *(line for each in published for line in _protocol(each))])


def _protocol(cls: type[NegotiationProtocol]) -> Iterator[str]:
    yield f"## `{cls.info.key}`\n"
    yield re.sub(r"\[(\w+)\]_", r"\1", inspect.cleandoc(cls.__doc__ or "")) + "\n"
    hints = get_type_hints(cls, include_extras=True)
    rows = [
        f"| `{field.name}` | {_valid(hints[field.name])} | {_told(field.default)} |"
        for field in dataclasses.fields(cls)  # type: ignore[arg-type] # every protocol is a dataclass
    ]
    if rows:
        yield "\n".join(["| parameter | valid | if left out |", "| --- | --- | --- |", *rows]) + "\n"


def _valid(hint: Any) -> str:  # noqa: ANN401 - whatever stands behind a field
    if isinstance(hint, TypeAliasType):
        return _valid(hint.__value__)
    if get_origin(hint) is Literal:
        return ", ".join(f"`{value}`" for value in get_args(hint))
    if hint is bool:
        return "true or false"
    ends = next((meta for meta in getattr(hint, "__metadata__", ()) if isinstance(meta, Interval)), None)
    if ends is None:
        return ", ".join(_valid(part) for part in get_args(hint) if part is not type(None))
    kind = "a whole number" if get_args(hint)[0] is int else "a number"
    low = f"from {ends.ge}" if ends.ge is not None else f"above {ends.gt}"
    return f"{kind} {low} to {ends.le}"


def _told(default: object) -> str:
    if default is None:
        return "as the preset or the room says"
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"
