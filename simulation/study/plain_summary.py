"""A summary as plain data, for JSON."""

import dataclasses
from collections.abc import Mapping
from math import isfinite
from typing import Any

from simulation.study.summary import StudySummary
from simulation.words import Said

__all__ = ["as_plain", "plain"]


def plain(summary: StudySummary) -> dict[str, Any]:
    """Return a summary as mappings, lists, numbers and words; an interval without an end has null there."""
    found = as_plain(summary)
    assert isinstance(found, dict)  # noqa: S101 - a dataclass is told as a mapping
    return {"format": "delegation-sim study summary", "format_version": 1, **found}


def as_plain(value: object) -> object:
    """Return any nest of dataclasses, mappings and sequences as plain data; what is not finite becomes None.

    Sentences are told, and stand under `said` as keys and values too.
    """
    if isinstance(value, Said):
        return str(value)
    if dataclasses.is_dataclass(value):
        return as_plain({field.name: getattr(value, field.name) for field in dataclasses.fields(value)})
    if isinstance(value, Mapping):
        told = {str(key): item.to_plain() for key, item in value.items() if isinstance(item, Said)}
        return {str(key): as_plain(item) for key, item in value.items()} | ({"said": told} if told else {})
    if isinstance(value, list | tuple):
        return [as_plain(item) for item in value]
    if isinstance(value, float):
        return value if isfinite(value) else None
    return value
