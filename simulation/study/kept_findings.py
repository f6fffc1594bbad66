"""What a study found as it is kept: plain data in which sentences are still to be told."""

import dataclasses
import json
from collections.abc import Mapping
from math import isfinite
from typing import Any

from simulation.words import Said

__all__ = ["as_data", "read", "written"]

_MARK = "said"
"""The one field of the mapping that holds a sentence in a file."""


def as_data(value: object) -> Any:  # noqa: ANN401 - plain data
    """Return any nest of dataclasses, mappings and sequences as plain data but for sentences; not finite: None."""
    if isinstance(value, Said):
        return value
    if dataclasses.is_dataclass(value):
        return {field.name: as_data(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): as_data(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_data(item) for item in value]
    if isinstance(value, float):
        return value if isfinite(value) else None
    return value


def written(data: Mapping[str, Any]) -> str:
    """Return data for a file.

    >>> from simulation.words import said
    >>> read(written({"sentence": said("discovery.rules")})) == {"sentence": said("discovery.rules")}
    True
    """
    return json.dumps(data, indent=1, allow_nan=False, default=_told) + "\n"


def read(text: str) -> Any:  # noqa: ANN401 - parsed JSON
    """Return the data that `written` wrote. Files of an earlier version hold sentences as plain text.

    Raises:
        ValueError: if it is no JSON.
        KeyError: if a sentence is not one of this program.
    """
    return json.loads(text, object_hook=_read)


def _told(value: object) -> dict[str, Any]:
    if not isinstance(value, Said):
        raise TypeError(type(value).__name__)
    return {_MARK: value.to_plain()}


def _read(found: dict[str, Any]) -> Any:  # noqa: ANN401 - plain data
    return Said.from_plain(found[_MARK]) if found.keys() == {_MARK} else found
