"""Checks across the parts of an assembly: equal keys, references that lead nowhere, what is missing."""

from collections.abc import Collection, Iterator
from typing import Final

from simulation.scenario.problems import Path
from simulation.scenario.tree import Finding, Part, entries, is_plain, no_such, parts, repeated, word, words
from simulation.words import called, listed, say

__all__ = ["find_assembly_conflicts"]

_LISTS: Final = {
    "axes": "axis",
    "committees": "committee",
    "members": "member",
    "texts": "text",
    "signed": "signed text",
    "stages": "stage",
}


def find_assembly_conflicts(raw: Part) -> Iterator[Finding]:
    """Yield the path of everything that does not fit the rest of an assembly, and what to say about it."""
    for name, what in _LISTS.items():
        yield from repeated((((name, place), part) for place, part in parts(raw, name)), what)
    axes, committees, members = (_keys(raw, name) for name in ("axes", "committees", "members"))
    yield from _members(raw, axes, committees)
    for place, text in parts(raw, "texts"):
        yield from _text(("texts", place), text, axes, committees, members)
    for place, one in parts(raw, "signed"):
        path: Path = ("signed", place)
        yield from _committee(path, one, committees)
        yield from _people((*path, "signers"), one, "signers", members)
    yield from _sponsorship(raw, axes, members)
    yield from _stages(raw, committees)


def _keys(raw: Part, name: str) -> list[str]:
    return [key for _, part in parts(raw, name) if (key := word(part, "key")) is not None]


def _members(raw: Part, axes: Collection[str], committees: Collection[str]) -> Iterator[Finding]:
    for place, member in parts(raw, "members"):
        path: Path = ("members", place)
        yield from _committee(path, member, committees)
        yield from _axes_of((*path, "place"), member, axes)
        given = dict(entries(member, "place"))
        for axis in axes:
            if axis not in given:
                yield path, say("problem.assembly.no_place", member=word(member, "key"), axis=axis)
        if raw.get("nature") == "real":
            for field in ("basis", "source"):
                if not member.get(field):
                    told = {"member": word(member, "key"), "field": field}
                    yield path, say("problem.assembly.evidence", **told)


def _axes_of(path: Path, part: Part, axes: Collection[str]) -> Iterator[Finding]:
    for axis, _ in entries(part, path[-1] if isinstance(path[-1], str) else ""):
        if axis not in axes:
            yield (*path, axis), no_such("axis", axis, axes)


def _committee(path: Path, part: Part, committees: Collection[str]) -> Iterator[Finding]:
    key = word(part, "committee")
    if key is not None and key not in committees:
        yield (*path, "committee"), no_such("committee", key, committees)


def _people(path: Path, part: Part, field: str, members: Collection[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    known = set(members)
    for place, key in words(part, field):
        if key not in known:
            yield (*path, place), no_such("member", key, members)
        if key in seen:
            told = {"key": repr(key), "field": field, "what": called("thing", "member")}
            yield (*path, place), say("problem.twice", **told)
        seen.add(key)


def _text(
    path: Path, text: Part, axes: Collection[str], committees: Collection[str], members: Collection[str]
) -> Iterator[Finding]:
    yield from _committee(path, text, committees)
    yield from _axes_of((*path, "place"), text, axes)
    yield from _people((*path, "sponsors"), text, "sponsors", members)
    given = dict(entries(text, "place"))
    missing = [axis for axis in axes if axis not in given]
    if missing and not text.get("sponsors"):
        told = {"text": word(text, "key"), "axes": listed(missing)}
        yield path, say("problem.assembly.no_sponsors", **told)


def _sponsorship(raw: Part, axes: Collection[str], members: Collection[str]) -> Iterator[Finding]:
    given = raw.get("sponsorship")
    if not isinstance(given, dict):
        return
    least, most = given.get("least"), given.get("most")
    if is_plain(least) and is_plain(most) and least > most:
        told = {"least": f"{least:g}", "most": f"{most:g}"}
        yield ("sponsorship", "most"), say("problem.assembly.sizes", **told)
    if is_plain(most) and members and most > len(members):
        told = {"most": f"{most:g}", "n": str(len(members))}
        yield ("sponsorship", "most"), say("problem.assembly.too_many", **told)
    weights = given.get("weights")
    if isinstance(weights, dict):
        yield from (
            (("sponsorship", "weights", "distance", axis), no_such("axis", axis, axes))
            for axis, _ in entries(weights, "distance")
            if axis not in axes
        )


def _stages(raw: Part, committees: Collection[str]) -> Iterator[Finding]:
    """Check that every committee that texts go to has members where it votes."""
    seated = {word(member, "committee") for _, member in parts(raw, "members")}
    voting = [place for place, stage in parts(raw, "stages") if stage.get("voters") == "committee"]
    used = {word(text, "committee") for _, text in parts(raw, "texts")}
    for place, committee in parts(raw, "committees"):
        key = word(committee, "key")
        busy = key in used or bool(committee.get("tabled"))
        if voting and busy and key is not None and key in committees and key not in seated:
            yield ("committees", place), say("problem.assembly.nobody", committee=key)
