"""Keeps what is marked as judgement in step with a case from which something is taken away."""

from collections.abc import Mapping
from typing import Any

from dashboard.editor.opening_case import Data

__all__ = ["without_delegation", "without_issue", "without_option"]


def without_issue(data: Data, key: str) -> Data:
    """Return the case without what is marked of an issue."""
    return _with(data, "issues", [part for part in _marked(data, "issues") if part.get("issue") != key])


def without_option(data: Data, issue: str, key: str) -> Data:
    """Return the case without what is marked of an option, and without other codings of an issue that name it."""
    parts = [_bare(part, key) if part.get("issue") == issue else part for part in _marked(data, "issues")]
    left = [part for part in parts if any(part.get(name) for name in ("others", "positions", "status_quo"))]
    return _with(data, "issues", left)


def without_delegation(data: Data, key: str) -> Data:
    """Return the case without a delegation among those whose red lines are marked."""
    parts = []
    for part in _marked(data, "red_lines"):
        named = part.get("delegations") or []
        left = [name for name in named if name != key]
        if left or not named:
            parts.append({**part, "delegations": left} if named else part)
    return _with(data, "red_lines", parts)


def _marked(data: Data, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (data.get("judgement") or {}).get(name) or []
    return found


def _bare(part: Mapping[str, Any], key: str) -> dict[str, Any]:
    left = dict(part)
    others = [
        other
        for other in part.get("others") or []
        if key not in (other.get("kinds") or {}) and other.get("status_quo") != key
    ]
    positions = {name: ends for name, ends in (part.get("positions") or {}).items() if name != key}
    for name, value in (("others", others), ("positions", positions)):
        left.pop(name, None)
        if value:
            left[name] = value
    return left


def _with(data: Data, name: str, parts: list[dict[str, Any]]) -> Data:
    """Return the case with these marks; without the part if nothing is marked any more."""
    if parts == _marked(data, name):
        return data
    judgement = {key: value for key, value in data["judgement"].items() if key != name}
    judgement = {**judgement, name: parts} if parts else judgement
    rest = {key: value for key, value in data.items() if key != "judgement"}
    return {**rest, "judgement": judgement} if judgement else rest
