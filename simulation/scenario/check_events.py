"""Checks the events of a case: whom they reach, when, what they change, and whether a red line allows it."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from simulation.scenario.problems import Path
from simulation.scenario.schema import Scenario
from simulation.scenario.tree import Finding, Part, entries, interval, is_plain, listed, no_such, parts, word

__all__ = ["find_event_conflicts"]


_SESSIONS: Final = Scenario.model_fields["sessions"].default
_ANY: Final = ("session", "kind", "note")
_CHANGES: Final = ("position", "red_line", "salience", "flexibility")
_FIELDS: Final = {"instruction": ("delegation", "issue", *_CHANGES), "deadline": ("sessions",)}
_NOUNS: Final = {"instruction": "an instruction", "deadline": "a deadline"}


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
    planned = raw.get("sessions", _SESSIONS)
    if not isinstance(planned, int):
        return
    last, is_moved = planned, False
    missed: list[tuple[int, int]] = []
    for place, event in _in_order(raw):
        session, moved = event["session"], event.get("sessions")
        if session > last and is_chosen and not is_moved:
            missed.append((session, place))
        elif session > last:
            text = f"Session {session} is past the end. Valid: 1 to {last}. Choose an earlier one."
            yield ("events", place, "session"), text
        elif event.get("kind") == "deadline" and isinstance(moved, int):
            last, is_moved = max(moved, session), True
    if missed:
        session, place = missed[-1]
        text = f"{planned} leaves out event {place + 1} of the case, in session {session}."
        advice = "Plan more sessions (--sessions, --set sessions=...), or move or remove the event."
        yield ("sessions",), f"{text} Valid: {session} or more. {advice}"


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
                text = f"{name!r} means nothing in {_NOUNS[kind]}."
                yield (*path, name), f"{text} Valid: {', '.join(own)}. Remove it."


def _deadline(path: Path, event: Part) -> Iterator[Finding]:
    session, end = event.get("session"), event.get("sessions")
    if end is None:
        text = "A deadline without 'sessions' changes nothing. Valid: the number of sessions in all. Add it."
        yield path, text
    elif isinstance(end, int) and isinstance(session, int) and end < session:
        text = f"The end is moved to session {end}, before session {session}, when this is said."
        yield (*path, "sessions"), f"{text} Valid: {session} or later. Choose a later end."


def _instruction(path: Path, event: Part, delegations: Collection[str]) -> Iterator[Finding]:
    if event.get("delegation") is None:
        text = f"An instruction without 'delegation' reaches nobody. Valid: {listed(delegations)}. Add it."
        yield path, text
    if all(event.get(name) is None for name in _CHANGES):
        yield path, f"An instruction that changes nothing. Valid: one of {', '.join(_CHANGES)}. Add one."


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
            if len(given) == 1 and (text := _apart(standing[key, issue], f"{key} on {issue}", *given)):
                yield ("events", place, *given), text


def _mandate(delegation: Part, issue: str) -> Part:
    found = dict(entries(delegation, "mandate")).get(issue)
    return found if isinstance(found, dict) else {}


def _apart(mandate: Part, whose: str, changed: str) -> str:
    """Say that the position lies outside the red line, if it does; what is wrong by itself is left to others."""
    position, red_line = mandate.get("position"), interval(mandate, "red_line")
    if red_line is None or not is_plain(position):
        return ""
    low, high = red_line
    if low > high or not 0 <= position <= 1 or low <= position <= high:
        return ""
    if changed == "position":
        text = f"The position {position:g} of {whose} lies outside its red line [{low:g}, {high:g}]."
        return (
            f"{text} Valid: {low:g} to {high:g}, or a new red_line in the same instruction. Add or change it."
        )
    text = f"The red line [{low:g}, {high:g}] does not hold {position:g}, the position of {whose}."
    advice = (
        "Valid: an interval round the position, or a new position in the same instruction. Add or change it."
    )
    return f"{text} {advice}"
