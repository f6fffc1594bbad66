"""A summary as plain data, for JSON."""

from collections.abc import Mapping
from typing import Any

from simulation.study.kept_findings import as_data
from simulation.study.study_summary import StudySummary
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
    return _told(as_data(value))


def _told(data: object) -> object:
    if isinstance(data, Said):
        return str(data)
    if isinstance(data, Mapping):
        told = {key: item.to_plain() for key, item in data.items() if isinstance(item, Said)}
        return {key: _told(item) for key, item in data.items()} | ({"said": told} if told else {})
    return [_told(item) for item in data] if isinstance(data, list) else data
