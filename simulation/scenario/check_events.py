"""Checks the events of a case: whom they reach, when, what they change, and whether a red line allows it."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from simulation.scenario.problems import Path
from simulation.scenario.schema import Scenario
from simulation.scenario.tree import Finding, Part, entries, interval, is_plain, listed, no_such, parts, word
from simulation.words import say

__all__ = ["SESSIONS", "find_event_conflicts"]

SESSIONS: Final = Scenario.model_fields["sessions"].default
"""Of a case that does not say how many."""
_ANY: Final = ("session", "kind", "note")
_CHANGES: Final = ("position", "red_line", "salience", "flexibility")
_FIELDS: Final = {"instruction": ("delegation", "issue", *_CHANGES), "deadline": ("sessions",)}


def find_event_conflicts(
    raw: Part, issues: Collection[str], delegations: Mapping[str, Part], overridden: Collection[str]
) -> Iterator[Finding]:
    """Yield the path of every event that does not fit, and what to say about it.

    Args:
        raw: the case as plain data.
        issues: their keys.
        delegations: the delegations by key.
        overridden: paths whose values do not come from the case but from whoever plays it.
    """
    yield from _past_the_end(raw, is_chosen="sessions" in overridden)
    for place, event in parts(raw, "events"):
        path: Path = ("events", place)
        for field, valid in (("delegation", delegations), ("issue", issues)):
            key = word(event, field)
            if key is not None and key not in valid:
                yield (*path, field), no_such(field, key, list(valid))
        yield from _fields(path, event)
        if event.get("kind") == "deadline":
            yield from _deadline(path, event)
        elif event.get("kind") == "instruction":
            yield from _instruction(path, event, delegations)
    yield from _red_lines(raw, issues, delegations)


def _past_the_end(raw: Part, *, is_chosen: bool) -> Iterator[Finding]:
    """Check that every event has a session; a number of sessions chosen for one run is to blame itself."""
    planned = raw.get("sessions", SESSIONS)
    if not isinstance(planned, int):
        return
    last, is_moved = planned, False
    missed: list[tuple[int, int]] = []
    for place, event in _in_order(raw):
        session, moved = event["session"], event.get("sessions")
        if session > last and is_chosen and not is_moved:
            missed.append((session, place))
        elif session > last:
            yield ("events", place, "session"), say("problem.event.late", session=session, last=last)
        elif event.get("kind") == "deadline" and isinstance(moved, int):
            last, is_moved = max(moved, session), True
    if missed:
        session, place = missed[-1]
        text = say("problem.event.left_out", planned=planned, event=place + 1, session=session)
        yield ("sessions",), text


def _in_order(raw: Part) -> list[tuple[int, Part]]:
    """Return the events by session, each with its place in the list."""
    dated = [(place, event) for place, event in parts(raw, "events") if isinstance(event.get("session"), int)]
    return sorted(dated, key=lambda item: item[1]["session"])


def _fields(path: Path, event: Part) -> Iterator[Finding]:
    """Check that an event of one kind has no fields of the other."""
    kind = word(event, "kind")
    if kind not in _FIELDS:
        return
    own = (*_ANY, *_FIELDS[kind])
    for fields in _FIELDS.values():
        for name in fields:
            if name not in own and event.get(name) is not None:
                text = say(f"problem.event.field.{kind}", field=repr(name), valid=listed(own))
                yield (*path, name), text


def _deadline(path: Path, event: Part) -> Iterator[Finding]:
    session, end = event.get("session"), event.get("sessions")
    if end is None:
        yield path, say("problem.event.no_sessions")
    elif isinstance(end, int) and isinstance(session, int) and end < session:
        yield (*path, "sessions"), say("problem.event.too_early", end=end, session=session)


def _instruction(path: Path, event: Part, delegations: Collection[str]) -> Iterator[Finding]:
    if event.get("delegation") is None:
        yield path, say("problem.event.nobody", valid=listed(delegations))
    if all(event.get(name) is None for name in _CHANGES):
        yield path, say("problem.event.nothing", valid=listed(_CHANGES))


def _red_lines(raw: Part, issues: Collection[str], delegations: Mapping[str, Part]) -> Iterator[Finding]:
    """Follow positions and red lines given as intervals through the instructions: neither may leave the other."""
    standing: dict[tuple[str, str], Part] = {}
    for place, event in _in_order(raw):
        key = word(event, "delegation")
        if event.get("kind") != "instruction" or key is None or key not in delegations:
            continue
        given = {name: event[name] for name in ("position", "red_line") if event.get(name) is not None}
        for issue in issues:
            if event.get("issue") not in (None, issue):
                continue
            old = standing.get((key, issue)) or _mandate(delegations[key], issue)
            standing[key, issue] = {**old, **given}
            if len(given) == 1 and (text := _apart(standing[key, issue], key, issue, *given)):
                yield ("events", place, *given), text


def _mandate(delegation: Part, issue: str) -> Part:
    found = dict(entries(delegation, "mandate")).get(issue)
    return found if isinstance(found, dict) else {}


def _apart(mandate: Part, key: str, issue: str, changed: str) -> str:
    """Say that the position lies outside the red line, if it does; what is wrong by itself is left to others."""
    position, red_line = mandate.get("position"), interval(mandate, "red_line")
    if red_line is None or not is_plain(position):
        return ""
    low, high = red_line
    if low > high or not 0 <= position <= 1 or low <= position <= high:
        return ""
    told = {"low": f"{low:g}", "high": f"{high:g}", "position": f"{position:g}"}
    return say(f"problem.event.apart.{changed}", delegation=key, issue=issue, **told)
