"""Checks across the parts of a case: equal keys, references that lead nowhere, what is missing.

The checks look at plain data, so that a case with mistakes in some fields still hears of all others.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final, get_args

from simulation.scenario.check_document import find_document_conflicts
from simulation.scenario.check_events import SESSIONS, find_event_conflicts
from simulation.scenario.check_injects import find_inject_conflicts
from simulation.scenario.check_judgement import find_judgement_conflicts
from simulation.scenario.check_numbers import find_bad_numbers
from simulation.scenario.check_sponsors import find_sponsor_conflicts
from simulation.scenario.forums import forum_presets
from simulation.scenario.problems import Path
from simulation.scenario.schema import DelegationKind
from simulation.scenario.tree import Finding, Part, entries, interval, no_such, parts, repeated, word, words
from simulation.words import called, say

__all__ = ["find_conflicts"]

_SOURCE_KEY: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,39}")


def find_conflicts(raw: Part, overridden: Collection[str] = ()) -> Iterator[Finding]:
    """Yield the path of everything that does not fit the rest of the case, and what to say about it.

    Args:
        raw: the case as plain data.
        overridden: dotted paths whose values do not come from the case but from whoever plays it.
    """
    names = _Names.of(raw)
    yield from _issues(raw, names.delegations)
    yield from find_sponsor_conflicts(raw, names.delegations, overridden)
    yield from find_document_conflicts(raw, names.options)
    yield from _delegations(raw, names)
    yield from _blocs(raw, names)
    yield from _forum(raw)
    yield from _chair(raw, names)
    yield from find_event_conflicts(raw, names.options, names.delegations, overridden)
    chosen = "sessions" in overridden
    yield from find_inject_conflicts(
        raw, names.delegations, None if chosen else raw.get("sessions", SESSIONS)
    )
    yield from find_judgement_conflicts(
        raw, names.options, names.delegations, overridden, check=_find_text_conflicts
    )
    yield from find_bad_numbers(raw)
    yield from _scales(raw, names)
    yield from _sources(raw)


def _find_text_conflicts(raw: Part) -> Iterator[Finding]:
    """Yield what does not fit of the issues and of the document."""
    names = _Names.of(raw)
    yield from _issues(raw, names.delegations)
    yield from find_document_conflicts(raw, names.options)


@dataclass(frozen=True, slots=True)
class _Names:
    """The keys that references may use."""

    options: dict[str, dict[str, Part]]
    """Options by issue."""
    delegations: dict[str, Part]
    blocs: dict[str, Part]

    @classmethod
    def of(cls, raw: Part) -> "_Names":
        options = {key: _by_key(issue, "options") for key, issue in _by_key(raw, "issues").items()}
        return cls(options, _by_key(raw, "delegations"), _by_key(raw, "blocs"))


def _by_key(holder: Part, name: str) -> dict[str, Part]:
    return {key: part for _, part in parts(holder, name) if (key := word(part, "key")) is not None}


def _of(path: Path, holder: Part, name: str) -> Iterator[tuple[Path, Part]]:
    return (((*path, name, place), part) for place, part in parts(holder, name))


def _issues(raw: Part, delegations: dict[str, Part]) -> Iterator[Finding]:
    yield from repeated(_of((), raw, "issues"), "issue")
    for place, issue in parts(raw, "issues"):
        path: Path = ("issues", place)
        name = word(issue, "key") or called("thing", "this issue")
        what = say("thing.option_of", issue=name)
        yield from repeated(_of(path, issue, "options"), what)
        options = _by_key(issue, "options")
        for field in ("status_quo", "draft"):
            key = word(issue, field)
            if key is not None and key not in options:
                yield (*path, field), no_such(what, key, options)
        yield from _options(path, issue, name)
        yield from _unknown((*path, "sponsors"), issue, "sponsors", "delegation", delegations)


def _options(path: Path, issue: Part, name: str) -> Iterator[Finding]:
    places: dict[Any, str | None] = {}
    kinds = set()
    for place, option in parts(issue, "options"):
        kind = word(option, "kind") or "text"
        kinds.add(kind)
        position = option.get("position")
        if kind != "text" or not isinstance(position, int | float):
            continue
        if position in places:
            text = say("problem.same_place", option=repr(places[position]), issue=name, at=f"{position:g}")
            yield (*path, "options", place, "position"), text
        places[position] = word(option, "key")
    if kinds == {"delete"}:
        yield (*path, "options"), say("problem.only_deletions", issue=name)


def _delegations(raw: Part, names: _Names) -> Iterator[Finding]:
    yield from repeated(_of((), raw, "delegations"), "delegation")
    yield from _seats(raw)
    is_real = raw.get("nature") == "real"
    for place, delegation in parts(raw, "delegations"):
        path: Path = ("delegations", place)
        yield from _unknown((*path, "blocs"), delegation, "blocs", "bloc", names.blocs)
        for issue, mandate in entries(delegation, "mandate"):
            here: Path = (*path, "mandate", issue)
            if issue not in names.options:
                yield here, no_such("issue", issue, names.options)
            elif isinstance(mandate, dict):
                yield from _mandate_options(here, issue, mandate, names)
            if is_real and isinstance(mandate, dict):
                yield from _evidence(here, issue, mandate, delegation)


def _seats(raw: Part) -> Iterator[Finding]:
    seen: dict[int, str | None] = {}
    for place, delegation in parts(raw, "delegations"):
        given = delegation.get("seat")
        seat = place if given is None else given
        if not isinstance(seat, int):
            continue
        if seat in seen:
            path = ("delegations", place, "seat") if given is not None else ("delegations", place)
            yield path, say("problem.seat_taken", seat=seat, by=seen[seat])
        seen.setdefault(seat, word(delegation, "key"))


def _unknown(path: Path, part: Part, field: str, what: str, valid: Collection[str]) -> Iterator[Finding]:
    """Check a list of references; none may stand in it twice."""
    seen: set[str] = set()
    for place, key in words(part, field):
        if key not in valid:
            yield (*path, place), no_such(what, key, valid)
        if key in seen:
            yield (
                (*path, place),
                say("problem.twice", key=repr(key), field=field, what=called("thing", what)),
            )
        seen.add(key)


def _mandate_options(path: Path, issue: str, mandate: Part, names: _Names) -> Iterator[Finding]:
    options = names.options[issue]
    for field in ("acceptable", "fallbacks"):
        yield from _unknown((*path, field), mandate, field, say("thing.option_of", issue=issue), options)
    if mandate.get("acceptable") == []:
        yield (*path, "acceptable"), say("problem.nothing_acceptable", issue=issue)


def _evidence(path: Path, issue: str, mandate: Part, delegation: Part) -> Iterator[Finding]:
    missing = [name for name in ("basis", "source") if not mandate.get(name) and not delegation.get(name)]
    if missing:
        yield (
            path,
            say(
                f"problem.evidence.{'_'.join(missing)}",
                delegation=delegation.get("key"),
                issue=issue,
            ),
        )


def _blocs(raw: Part, names: _Names) -> Iterator[Finding]:
    yield from repeated(_of((), raw, "blocs"), "bloc")
    joined: dict[str, set[str]] = {}
    for key, delegation in names.delegations.items():
        for _, bloc in words(delegation, "blocs"):
            joined.setdefault(bloc, set()).add(key)
    for place, part in parts(raw, "blocs"):
        path: Path = ("blocs", place)
        name = word(part, "key") or called("thing", "this bloc")
        yield from _unknown((*path, "members"), part, "members", "delegation", names.delegations)
        speaker = word(part, "spokesperson")
        members = joined.get(name, set()) | {member for _, member in words(part, "members")}
        if speaker is not None and speaker not in names.delegations:
            yield (*path, "spokesperson"), no_such("delegation", speaker, names.delegations)
        elif speaker is not None and speaker not in members:
            text = no_such(say("thing.member_of", bloc=name), speaker, sorted(members))
            yield (*path, "spokesperson"), text
        for issue, _ in entries(part, "line"):
            if issue not in names.options:
                yield (*path, "line", issue), no_such("issue", issue, names.options)


def _forum(raw: Part) -> Iterator[Finding]:
    forum = raw.get("forum")
    if not isinstance(forum, dict):
        return
    presets = forum_presets()
    preset = word(forum, "preset")
    if preset is None:
        return
    if preset not in presets:
        yield ("forum", "preset"), no_such("forum", preset, sorted(presets))
        return
    own = forum.get("rights")
    # A standing that only another forum knows falls back on the kind, so that a case can be put to another forum.
    standings = {name for rules in presets.values() for name in rules.rights or {}}
    known = standings | set(get_args(DelegationKind.__value__))
    standings |= set(own) if isinstance(own, dict) else set()
    used = {
        standing for _, delegation in parts(raw, "delegations") if (standing := word(delegation, "standing"))
    }
    for name in own if isinstance(own, dict) else ():
        if name not in known | used:
            text = no_such("kind of delegation or standing", name, sorted(known))
            yield ("forum", "rights", name), text
    for place, delegation in parts(raw, "delegations"):
        standing = word(delegation, "standing")
        if standing is not None and standing not in standings:
            text = no_such("standing", standing, sorted(standings))
            yield ("delegations", place, "standing"), text


def _chair(raw: Part, names: _Names) -> Iterator[Finding]:
    chair = raw.get("chair")
    if isinstance(chair, dict):
        for issue, _ in entries(chair, "ideal"):
            if issue not in names.options:
                yield ("chair", "ideal", issue), no_such("issue", issue, names.options)


def _scales(raw: Part, names: _Names) -> Iterator[Finding]:
    scales = raw.get("scales")
    if not isinstance(scales, dict):
        return
    for issue, _ in entries(scales, "positions"):
        ends = interval(scales["positions"], issue)
        if issue not in names.options:
            yield ("scales", "positions", issue), no_such("issue", issue, names.options)
        elif ends is not None and ends[0] >= ends[1]:
            told = {"low": f"{ends[0]:g}", "high": f"{ends[1]:g}"}
            yield ("scales", "positions", issue), say("problem.scale.order", issue=issue, **told)


def _sources(raw: Part) -> Iterator[Finding]:
    """Check sources that are given as keys; free text is taken as it is."""
    known = dict(entries(raw, "sources"))
    if not known:
        return
    for path, part in _with_sources(raw):
        keys = [piece.strip() for piece in re.split("[,;]", word(part, "source") or "") if piece.strip()]
        if all(_SOURCE_KEY.fullmatch(key) for key in keys):
            for key in keys:
                if key not in known:
                    yield (*path, "source"), no_such("source", key, known)


def _with_sources(raw: Part) -> Iterator[tuple[Path, Part]]:
    for place, issue in parts(raw, "issues"):
        for inner, option in parts(issue, "options"):
            yield ("issues", place, "options", inner), option
    for name, mapping in (("delegations", "mandate"), ("blocs", "line")):
        for place, part in parts(raw, name):
            yield (name, place), part
            for key, line in entries(part, mapping):
                if isinstance(line, dict):
                    yield (name, place, mapping, key), line
    if isinstance(raw.get("chair"), dict):
        yield ("chair",), raw["chair"]
