"""Adds issues, options, delegations and groups to a case, and takes them away with everything that names them."""

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import Any, Final

from dashboard.editor import judgement_marks
from dashboard.editor.edits import drop, get, place_of, put, put_or_drop
from dashboard.editor.opening_case import Data
from simulation.scenario import Path, fresh_key

__all__ = [
    "add_clause",
    "add_group",
    "add_issue",
    "add_option",
    "add_seat",
    "clauses_of",
    "copy_seat",
    "keys_of",
    "largest_gap",
    "remove_clause",
    "remove_group",
    "remove_issue",
    "remove_option",
    "remove_seat",
    "set_groups",
]

_DIGITS: Final = 3
_STARTER: Final[Mapping[str, float]] = {"first": 0.0, "middle": 0.5, "last": 1.0}
"""Options of a new issue, and where they lie."""


def keys_of(data: Data, name: str) -> list[str]:
    """Return the keys of the entries of the list `name`."""
    return [entry["key"] for entry in data.get(name, [])]


def clauses_of(data: Data, issue: str | None = None) -> list[tuple[Path, Data]]:
    """Return the clauses of the document and where they stand; only those of one issue if it is given."""
    found: list[tuple[Path, Data]] = []
    for place, section in enumerate(get(data, ("document", "sections"), [])):
        for inner, clause in enumerate(section["clauses"]):
            if issue is None or clause["issue"] == issue:
                found.append((("document", "sections", place, "clauses", inner), clause))
    return found


# --- issues and their wordings


def add_issue(data: Data, name: str) -> Data:
    """Return the case with one more issue that is still to be written: three options and a clause without words.

    The option at 0 is what holds without a text, that at 1 the draft.
    """
    key = fresh_key(name, keys_of(data, "issues"), "issue")
    options = [{"key": option, "label": "", "position": place} for option, place in _STARTER.items()]
    issue = {
        "key": key,
        "name": name,
        "dimension": "scope",
        "low": "",
        "high": "",
        "status_quo": options[0]["key"],
        "draft": options[-1]["key"],
        "options": options,
    }
    return add_clause({**data, "issues": [*data["issues"], issue]}, key)


def remove_issue(data: Data, key: str) -> Data:
    """Return the case without an issue: its clauses, mandates, lines of groups and events go with it."""
    kept = {**data, "issues": [issue for issue in data["issues"] if issue["key"] != key]}
    for path, _ in reversed(clauses_of(kept, key)):
        kept = remove_clause(kept, path)
    for name, field in (("delegations", "mandate"), ("blocs", "line")):
        for place, _ in enumerate(kept.get(name, [])):
            kept = drop(kept, (name, place, field, key))
    for path in (("chair", "ideal"), ("scales", "positions")):
        kept = drop(kept, (*path, key))
    kept = judgement_marks.without_issue(kept, key)
    return _without_events(kept, "issue", key)


def add_option(data: Data, issue_key: str, label: str) -> Data:
    """Return the case with one more option of an issue, in the largest gap; its clauses take the label."""
    place = place_of(data, "issues", issue_key) or 0
    issue = data["issues"][place]
    key = fresh_key(label, [option["key"] for option in issue["options"]], "wording")
    option = {"key": key, "label": label, "position": largest_gap(issue)}
    changed = put(data, ("issues", place, "options"), [*issue["options"], option])
    for path, _ in clauses_of(changed, issue_key):
        changed = put(changed, (*path, "wordings", key), label)
    return changed


def largest_gap(issue: Mapping[str, Any]) -> float:
    """Return the middle of the largest free stretch of the axis.

    >>> largest_gap({"options": [{"position": 0.0}, {"position": 0.5}, {"position": 0.9}]})
    0.25
    """
    places = sorted({0.0, 1.0, *(float(option["position"]) for option in issue["options"])})
    taken = {float(option["position"]) for option in issue["options"]}
    free = [end for end in (0.0, 1.0) if end not in taken]
    if free and not taken:
        return free[0]
    low, high = max(pairwise(places), key=lambda gap: round(gap[1] - gap[0], _DIGITS))
    return round((low + high) / 2, _DIGITS)


def remove_option(data: Data, issue_key: str, key: str) -> Data:
    """Return the case without an option; the draft moves to the first that is left, the status quo keeps its place."""
    place = place_of(data, "issues", issue_key) or 0
    issue = data["issues"][place]
    gone = next(option for option in issue["options"] if option["key"] == key)
    left = [option for option in issue["options"] if option["key"] != key]
    changed = put(data, ("issues", place, "options"), left)
    if issue["status_quo"] == key:
        changed = put(changed, ("issues", place, "status_quo"), gone["position"])
    if issue["draft"] == key and left:
        changed = put(changed, ("issues", place, "draft"), left[0]["key"])
    for path, _ in clauses_of(changed, issue_key):
        changed = _keep_mapping(changed, (*path, "wordings"), key)
    for seat, _ in enumerate(changed["delegations"]):
        for field in ("acceptable", "fallbacks"):
            changed = _without_name(changed, ("delegations", seat, "mandate", issue_key, field), key)
    return judgement_marks.without_option(changed, issue_key, key)


def add_clause(data: Data, issue_key: str) -> Data:
    """Return the case with one more clause for an issue, worded by the labels of its options, in the last section."""
    issue = next(one for one in data["issues"] if one["key"] == issue_key)
    sections = data["document"]["sections"]
    last = len(sections) - 1
    labels = {clause["label"] for clause in sections[last]["clauses"]}
    number = next(n for n in range(1, len(labels) + 2) if f"{n}." not in labels)
    clause = {
        "key": fresh_key(issue_key, [clause["key"] for _, clause in clauses_of(data)], "clause"),
        "label": f"{number}.",
        "title": issue["name"],
        "issue": issue_key,
        "wordings": {
            option["key"]: option["label"] for option in issue["options"] if option.get("kind") != "delete"
        },
    }
    path: Path = ("document", "sections", last, "clauses")
    return put(data, path, [*sections[last]["clauses"], clause])


def remove_clause(data: Data, path: Path) -> Data:
    """Return the case without a clause; what depended on it depends on it no more, an empty section goes."""
    key = get(data, path)["key"]
    changed = drop(data, path)
    if not get(changed, path[:-1]) and len(changed["document"]["sections"]) > 1:
        changed = drop(changed, path[:3])
    for other, _ in clauses_of(changed):
        changed = _without_name(changed, (*other, "depends_on"), key)
    return changed


# --- delegations and groups


def add_seat(data: Data, name: str, kind: str) -> Data:
    """Return the case with one more delegation, without instructions yet; nobody else's draws change."""
    seat: Data = {"key": fresh_key(name, keys_of(data, "delegations"), "seat"), "name": name, "kind": kind}
    return _seat_in(data, seat)


def copy_seat(data: Data, place: int, name: str) -> Data:
    """Return the case with one more delegation that wants what this one wants."""
    old = data["delegations"][place]
    kept = {field: value for field, value in old.items() if field not in {"seat", "short"}}
    seat = {**kept, "key": fresh_key(name, keys_of(data, "delegations"), "seat"), "name": name}
    return _seat_in(data, seat)


def _seat_in(data: Data, seat: Data) -> Data:
    """Add a delegation at the end, on a seat of its own if the others have theirs."""
    others = data["delegations"]
    if any("seat" in other for other in others):
        highest = max(_seats(others))
        seat = {**seat, "seat": highest + 1}
    return {**data, "delegations": [*others, seat]}


def _seats(delegations: list[Data]) -> Iterator[int]:
    for place, seat in enumerate(delegations):
        given = seat.get("seat")
        yield place if given is None else given


def remove_seat(data: Data, place: int) -> Data:
    """Return the case without a delegation; the others keep their seats, and with them their random draws."""
    key = data["delegations"][place]["key"]
    seats = list(_seats(data["delegations"]))
    changed = data
    for other in range(place + 1, len(seats)):
        if data["delegations"][other].get("seat") is None:
            changed = put(changed, ("delegations", other, "seat"), seats[other])
    changed = drop(changed, ("delegations", place))
    for bloc, _ in enumerate(changed.get("blocs", [])):
        changed = _without_name(changed, ("blocs", bloc, "members"), key)
        if get(changed, ("blocs", bloc, "spokesperson")) == key:
            changed = drop(changed, ("blocs", bloc, "spokesperson"))
    for issue, _ in enumerate(changed["issues"]):
        changed = _without_name(changed, ("issues", issue, "sponsors"), key)
    for field, value in get(changed, ("forum", "decision"), {}).items():
        if isinstance(value, dict):
            changed = drop(changed, ("forum", "decision", field, key))
        elif isinstance(value, list):
            changed = _without_name(changed, ("forum", "decision", field), key)
    return _without_events(judgement_marks.without_delegation(changed, key), "delegation", key)


def add_group(data: Data, name: str) -> Data:
    """Return the case with one more group."""
    key = fresh_key(name, keys_of(data, "blocs"), "group")
    return {**data, "blocs": [*data.get("blocs", []), {"key": key, "name": name}]}


def remove_group(data: Data, key: str) -> Data:
    """Return the case without a group; its members stay."""
    changed = put_or_drop(data, ("blocs",), [bloc for bloc in data.get("blocs", []) if bloc["key"] != key])
    for place, _ in enumerate(changed["delegations"]):
        changed = _without_name(changed, ("delegations", place, "blocs"), key)
    return changed


def set_groups(data: Data, place: int, groups: Collection[str]) -> Data:
    """Return the case with a delegation in these groups and no others, wherever its membership was written down."""
    key = data["delegations"][place]["key"]
    own = [name for name in get(data, ("delegations", place, "blocs"), []) if name in groups]
    changed = data
    for bloc, entry in enumerate(data.get("blocs", [])):
        is_member = key in entry.get("members", [])
        if entry["key"] not in groups:
            changed = _without_name(changed, ("blocs", bloc, "members"), key)
            if entry.get("spokesperson") == key:
                changed = drop(changed, ("blocs", bloc, "spokesperson"))
        elif not is_member and entry["key"] not in own:
            own.append(entry["key"])
    return put_or_drop(changed, ("delegations", place, "blocs"), own)


# --- references


def _without_name(data: Data, path: Path, name: str) -> Data:
    """Take a name out of a list; the list goes when nothing is left in it."""
    found = get(data, path)
    if not isinstance(found, list | tuple) or name not in found:
        return data
    return put_or_drop(data, path, [one for one in found if one != name])


def _keep_mapping(data: Data, path: Path, name: str) -> Data:
    """Take a name out of a mapping that must stay, even when it is empty."""
    found = get(data, path, {})
    return put(data, path, {key: value for key, value in found.items() if key != name})


def _without_events(data: Data, field: str, name: str) -> Data:
    events = data.get("events")
    if not events:
        return data
    return put_or_drop(data, ("events",), [event for event in events if event.get(field) != name])
