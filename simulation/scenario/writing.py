"""Writes a case as YAML for people to read on, which the loader reads back as exactly the same data."""

from collections.abc import Mapping
from typing import Any, Final

import yaml

from simulation.scenario.schema import Scenario
from simulation.scenario.strict_yaml import scalar

__all__ = ["case_text"]

_WIDTH: Final = 110
_ONE_LINE: Final = 90
"""Characters of a mapping or list that stands on one line."""
_ORDER: Final = ("assembly", *(field.alias or name for name, field in Scenario.model_fields.items()))

_EMITTER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Dumper(_EMITTER):  # type: ignore[misc] # the C emitter if there is one
    """Plain YAML, short lists and mappings on one line, no aliases."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - asked for everything
        return True


def _text(dumper: Any, value: str) -> yaml.ScalarNode:  # noqa: ANN401 - the class of a dumper is not typed
    """Quote what a reader would take for something else than text, and what no plain style keeps."""
    style = None
    if _is_prose(value):
        style = "|"
    elif scalar(value) != value or not value.isprintable():
        style = '"'
    node: yaml.ScalarNode = dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)
    return node


def _is_prose(value: str) -> bool:
    """Return whether these are paragraphs that may stand under each other as they are."""
    lines = value.split("\n")
    return (
        len(lines) > 1
        and all(line.isprintable() and line == line.strip() for line in lines)
        and bool(lines[0])
    )


def _mapping(dumper: Any, value: Mapping[str, object]) -> yaml.MappingNode:  # noqa: ANN401 - as above
    node: yaml.MappingNode = dumper.represent_mapping(
        "tag:yaml.org,2002:map", list(value.items()), flow_style=_is_short(value)
    )
    return node


def _sequence(dumper: Any, value: list[object]) -> yaml.SequenceNode:  # noqa: ANN401 - as above
    node: yaml.SequenceNode = dumper.represent_sequence(
        "tag:yaml.org,2002:seq", value, flow_style=_is_short(value)
    )
    return node


def _is_short(value: object) -> bool:
    """Return whether a mapping or list fits on one line and holds no other mapping."""
    if isinstance(value, Mapping):
        inner = list(value.values())
        nested = any(isinstance(one, Mapping) and not _is_short(one) for one in inner)
    else:
        inner = list(value) if isinstance(value, list) else []
        nested = any(isinstance(one, Mapping) for one in inner)
    return not nested and len(str(value)) <= _ONE_LINE


_Dumper.add_representer(str, _text)
_Dumper.add_representer(dict, _mapping)
_Dumper.add_representer(list, _sequence)


def case_text(data: Mapping[str, Any], header: str) -> str:
    """Return the text of a file that holds this case and nothing else, below a header of comment lines."""
    ordered = {key: data[key] for key in _ORDER if key in data}
    ordered |= {key: value for key, value in data.items() if key not in ordered}
    text: str = yaml.dump(
        _Root(ordered), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH, indent=2
    )
    return header + text


class _Root(dict[str, Any]):
    """The case as a whole, which never stands on one line."""


def _root(dumper: Any, value: _Root) -> yaml.MappingNode:  # noqa: ANN401 - as above
    node: yaml.MappingNode = dumper.represent_mapping(
        "tag:yaml.org,2002:map", list(value.items()), flow_style=False
    )
    return node


_Dumper.add_representer(_Root, _root)
