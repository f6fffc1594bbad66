"""A summary as plain data, for JSON."""

import dataclasses
from collections.abc import Mapping
from math import isfinite
from typing import Any

from simulation.experiments.summary import StudySummary

__all__ = ["as_plain", "plain"]


def plain(summary: StudySummary) -> dict[str, Any]:
    """Return a summary as mappings, lists, numbers and words; an interval without an end has null there."""
    found = as_plain(summary)
    assert isinstance(found, dict)  # noqa: S101 - a dataclass is told as a mapping
    return {"format": "delegation-sim study summary", "format_version": 1, **found}


def as_plain(value: object) -> object:
    """Return any nest of dataclasses, mappings and sequences as plain data; what is not finite becomes None."""
    if dataclasses.is_dataclass(value):
        return {field.name: as_plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): as_plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_plain(item) for item in value]
    if isinstance(value, float):
        return value if isfinite(value) else None
    return value
