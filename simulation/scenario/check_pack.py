"""Checks a trainer's pack against its case and against itself: names that lead nowhere, minutes that do not add up."""

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import Final, get_args

from simulation.scenario.check_injects import find_inject_conflicts
from simulation.scenario.pack_schema import DebriefStep
from simulation.scenario.problems import Path
from simulation.scenario.schema import Scenario
from simulation.scenario.tree import Finding, Part, entries, is_plain, no_such, parts, word, words
from simulation.words import listed, say

__all__ = ["DEBRIEF_SHARE", "find_pack_conflicts"]

DEBRIEF_SHARE: Final = 0.25
"""Least share of a script that is debrief."""
_STEPS: Final[tuple[str, ...]] = get_args(DebriefStep.__value__)
_LEVELS: Final = ("easy", "medium", "hard")

type Options = Mapping[str, Collection[str]]
"""The keys of the options of each issue."""


def find_pack_conflicts(raw: Part, case: Scenario) -> Iterator[Finding]:
    """Yield the path of everything that does not fit the case or the rest of the pack, and what to say about it.

    Args:
        raw: the pack as plain data.
        case: the case that it is for.
    """
    options = {issue.key: [option.key for option in issue.options] for issue in case.issues}
    seats = [delegation.key for delegation in case.delegations]
    key = word(raw, "case")
    if key is not None and key != case.key:
        yield ("case",), say("problem.pack.case", key=repr(key), valid=case.key)
    yield from _zone(raw, options)
    yield from _package(raw, options)
    yield from _traps_and_coalitions(raw, options, seats)
    yield from _calendar(raw, case.sessions)
    yield from find_inject_conflicts(raw, seats, case.sessions)
    for place, script in parts(raw, "scripts"):
        yield from _script(("scripts", place), script)
    yield from _questions(raw)
    yield from _suggested(raw, seats)


def _zone(raw: Part, options: Options) -> Iterator[Finding]:
    for issue, _ in entries(raw, "landing_zone"):
        path: Path = ("landing_zone", issue)
        if issue not in options:
            yield path, no_such("issue", issue, options)
            continue
        given = list(words(dict(entries(raw, "landing_zone")), issue))
        for place, key in given:
            if key not in options[issue]:
                yield (*path, place), no_such(f"option of {issue}", key, options[issue])
        if not given:
            yield path, say("problem.pack.no_option", issue=issue)
    yield from _complete(raw, "landing_zone", ("landing_zone",), options)


def _complete(holder: Part, name: str, path: Path, options: Options) -> Iterator[Finding]:
    found = holder.get(name)
    missing = [issue for issue in options if issue not in found] if isinstance(found, dict) else []
    if missing:
        yield path, say("problem.pack.issues", issues=listed(missing))


def _chosen(holder: Part, path: Path, options: Options) -> Iterator[Finding]:
    """Check options by issue."""
    for issue, key in entries(holder, "options"):
        if issue not in options:
            yield (*path, "options", issue), no_such("issue", issue, options)
        elif isinstance(key, str) and key not in options[issue]:
            yield (*path, "options", issue), no_such(f"option of {issue}", key, options[issue])


def _package(raw: Part, options: Options) -> Iterator[Finding]:
    package = raw.get("best_package")
    if not isinstance(package, dict):
        return
    yield from _chosen(package, ("best_package",), options)
    yield from _complete(package, "options", ("best_package", "options"), options)
    zone = dict(entries(raw, "landing_zone"))
    for issue, key in entries(package, "options"):
        inside = zone.get(issue)
        if isinstance(inside, list) and inside and key in options.get(issue, ()) and key not in inside:
            text = say("problem.pack.outside", option=repr(key), issue=issue, valid=listed(map(str, inside)))
            yield ("best_package", "options", issue), text


def _traps_and_coalitions(raw: Part, options: Options, seats: Collection[str]) -> Iterator[Finding]:
    for place, trap in parts(raw, "traps"):
        yield from _chosen(trap, ("traps", place), options)
    for place, coalition in parts(raw, "coalitions"):
        path: Path = ("coalitions", place)
        for inner, key in words(coalition, "members"):
            if key not in seats:
                yield (*path, "members", inner), no_such("delegation", key, seats)
        for inner, key in words(coalition, "issues"):
            if key not in options:
                yield (*path, "issues", inner), no_such("issue", key, options)


def _calendar(raw: Part, last: int) -> Iterator[Finding]:
    for place, part in parts(raw, "calendar"):
        session = part.get("session")
        if is_plain(session) and session > last:
            text = say("problem.pack.session", session=f"{session:g}", last=last)
            yield ("calendar", place, "session"), text


def _script(path: Path, script: Part) -> Iterator[Finding]:
    slots = [(place, slot) for place, slot in parts(script, "slots")]
    times = [(place, slot.get("from"), slot.get("to"), slot.get("kind")) for place, slot in slots]
    whole = [
        (place, begin, end, kind) for place, begin, end, kind in times if is_plain(begin) and is_plain(end)
    ]
    minutes = script.get("minutes")
    if len(whole) < len(times) or not whole or not is_plain(minutes):
        return
    for place, begin, end, _ in whole:
        if end <= begin:
            text = say("problem.pack.slot.ends", end=f"{end:g}", begin=f"{begin:g}")
            yield (*path, "slots", place, "to"), text
    ends = [0.0, *(end for _, _, end, _ in whole)]
    for before, (place, begin, _, _) in zip(ends, whole, strict=False):
        if begin != before:
            text = say("problem.pack.slot.begins", begin=f"{begin:g}", before=f"{before:g}")
            yield (*path, "slots", place, "from"), text
    last_place, _, last, _ = whole[-1]
    if last != minutes:
        text = say("problem.pack.script.ends", end=f"{last:g}", minutes=f"{minutes:g}")
        yield (*path, "slots", last_place, "to"), text
    debrief = sum(end - begin for _, begin, end, kind in whole if kind == "debrief")
    if debrief < DEBRIEF_SHARE * minutes:
        least = f"{DEBRIEF_SHARE * minutes:g}"
        text = say("problem.pack.debrief", given=f"{debrief:g}", minutes=f"{minutes:g}", least=least)
        yield (*path, "slots"), text


def _questions(raw: Part) -> Iterator[Finding]:
    found = [(place, step) for place, part in parts(raw, "debrief_questions") if (step := word(part, "step"))]
    known = [(place, _STEPS.index(step)) for place, step in found if step in _STEPS]
    order = listed(_STEPS)
    for (_, before), (place, now) in pairwise(known):
        if now < before:
            text = say(
                "problem.pack.step.late", step=repr(_STEPS[now]), before=repr(_STEPS[before]), order=order
            )
            yield ("debrief_questions", place, "step"), text
    missing = [step for step in _STEPS if step not in dict.fromkeys(step for _, step in found)]
    if found and missing:
        text = say("problem.pack.step.missing", steps=listed(missing), order=order)
        yield ("debrief_questions",), text


def _suggested(raw: Part, seats: Collection[str]) -> Iterator[Finding]:
    suggested = raw.get("seats_by_difficulty")
    if not isinstance(suggested, dict):
        return
    seen: dict[str, str] = {}
    for level in _LEVELS:
        advice = suggested.get(level)
        key = word(advice, "seat") if isinstance(advice, dict) else None
        path: Path = ("seats_by_difficulty", level, "seat")
        if key is None:
            continue
        if key not in seats:
            yield path, no_such("delegation", key, seats)
        elif key in seen:
            yield path, say("problem.pack.seat", seat=repr(key), level=seen[key])
        seen.setdefault(key, level)
