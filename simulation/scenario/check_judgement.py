"""Checks what a case marks as judgement: that it leads somewhere, holds what is written, and can be played."""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from itertools import combinations
from typing import Any, Final

from simulation.scenario.problems import Path
from simulation.scenario.tree import (
    Finding,
    Part,
    entries,
    interval,
    is_plain,
    no_such,
    parts,
    repeated,
    word,
    words,
)
from simulation.words import say

__all__ = ["find_judgement_conflicts"]

type Options = Mapping[str, Mapping[str, Part]]

_AS_WRITTEN: Final = 1.0
"""Factor of red lines that leaves them as they are."""


def find_judgement_conflicts(
    raw: Part,
    options: Options,
    delegations: Mapping[str, Part],
    overridden: Collection[str],
    *,
    check: Callable[[Part], Iterator[Finding]],
) -> Iterator[Finding]:
    """Yield the path of everything marked as judgement that does not fit, and what to say about it.

    What whoever plays a case changes in it is not looked at: it is not drawn any more.

    Args:
        raw: the case as plain data.
        options: the options of each issue, by key.
        delegations: those of the case, by key.
        overridden: paths whose values do not come from the case but from whoever plays it.
        check: finds what is wrong with the issues and the document of a case.
    """
    judged = raw.get("judgement")
    if not isinstance(judged, dict) or (
        overridden and not any(p.startswith("judgement") for p in overridden)
    ):
        return
    found = [(("judgement", "issues", place), part) for place, part in parts(judged, "issues")]
    yield from repeated(found, "issue", "issue")
    issues = {word(issue, "key"): (place, issue) for place, issue in parts(raw, "issues")}
    for path, part in found:
        key = word(part, "issue")
        if key is None:
            continue
        if key not in options:
            yield (*path, "issue"), no_such("issue", key, options)
            continue
        place, issue = issues[key]
        yield from _issue(path, part, issue, options[key])
        yield from _others(path, part, issue, partial(_news, raw, place, check))
    yield from _red_lines(judged, delegations)


def _issue(path: Path, part: Part, issue: Part, options: Mapping[str, Part]) -> Iterator[Finding]:
    name = word(issue, "key") or ""
    if not any(part.get(field) for field in ("others", "positions", "status_quo")):
        yield path, say("problem.judgement.nothing", issue=name)
    ranges: dict[str, tuple[float, float]] = {}
    for key, _ in entries(part, "positions"):
        here: Path = (*path, "positions", key)
        if key not in options:
            yield here, no_such(say("thing.option_of", issue=name), key, options)
            continue
        ends, written = interval(part["positions"], key), options[key].get("position")
        if ends is not None and is_plain(written):
            ranges[key] = ends
            yield from _holds(here, ends, written)
    yield from _in_order(path, ranges, options, name)
    ends, written = interval(part, "status_quo"), issue.get("status_quo")
    if ends is not None and is_plain(written):
        yield from _holds((*path, "status_quo"), ends, written)
    elif ends is not None:
        yield (*path, "status_quo"), say("problem.judgement.status_quo", issue=name, option=repr(written))


def _holds(path: Path, ends: tuple[float, float], written: float) -> Iterator[Finding]:
    if not ends[0] <= written <= ends[1]:
        told = {"low": f"{ends[0]:g}", "high": f"{ends[1]:g}", "written": f"{written:g}"}
        yield path, say("problem.judgement.range", **told)


def _in_order(
    path: Path, ranges: Mapping[str, tuple[float, float]], options: Mapping[str, Part], issue: str
) -> Iterator[Finding]:
    """Check that no two options can change places: a ladder keeps its order however it is coded."""
    ends = {
        key: ranges.get(key, (option["position"], option["position"]))
        for key, option in options.items()
        if is_plain(option.get("position")) and not option.get("drafted")
    }
    for first, second in combinations(ends, 2):
        low, high = sorted((first, second), key=lambda key: (options[key]["position"], ends[key]))
        if options[low]["position"] < options[high]["position"] and ends[low][1] >= ends[high][0]:
            blamed = high if high in ranges else low
            told = {"option": repr(blamed), "other": repr(low if blamed == high else high), "issue": issue}
            yield (*path, "positions", blamed), say("problem.judgement.order", **told)


def _others(
    path: Path, part: Part, issue: Part, news: Callable[[Part], Iterator[Finding]]
) -> Iterator[Finding]:
    name = word(issue, "key") or ""
    written = {word(option, "key"): option for _, option in parts(issue, "options")}
    for place, other in parts(part, "others"):
        here: Path = (*path, "others", place)
        kinds = dict(entries(other, "kinds"))
        wrong = [key for key in kinds if key not in written]
        for key in wrong:
            yield (
                (*here, "kinds", key),
                no_such(say("thing.option_of", issue=name), key, [k for k in written if k]),
            )
        same = all(
            kind == (written[key].get("kind") or "text") for key, kind in kinds.items() if key in written
        )
        if not wrong and same and other.get("status_quo") in (None, issue.get("status_quo")):
            yield here, say("problem.judgement.same", issue=name)
        status_quo = other.get("status_quo")
        new: dict[str, Any] = {**issue, "options": [_coded(option, kinds) for option in _listed(issue)]}
        if status_quo is not None:
            new["status_quo"] = status_quo
        for _, message in news(new):
            yield here, say("problem.judgement.unplayable", why=message)


def _listed(issue: Part) -> list[Any]:
    found = issue.get("options")
    return found if isinstance(found, list) else []


def _coded(option: object, kinds: Mapping[str, object]) -> object:
    if isinstance(option, dict) and option.get("key") in kinds:
        return {**option, "kind": kinds[option["key"]]}
    return option


def _news(
    raw: Part, place: int, check: Callable[[Part], Iterator[Finding]], issue: Part
) -> Iterator[Finding]:
    """Yield what is wrong with a case in which an issue is coded otherwise, but for what was wrong before."""
    before = set(check(raw))
    issues = raw["issues"]
    yield from (
        finding
        for finding in check({**raw, "issues": [*issues[:place], issue, *issues[place + 1 :]]})
        if finding not in before
    )


def _red_lines(judged: Part, delegations: Mapping[str, Part]) -> Iterator[Finding]:
    taken: set[str] = set()
    for place, part in parts(judged, "red_lines"):
        path: Path = ("judgement", "red_lines", place)
        ends = interval(part, "factor")
        if ends is not None:
            yield from _holds((*path, "factor"), ends, _AS_WRITTEN)
        named = [key for _, key in words(part, "delegations")]
        for at, key in words(part, "delegations"):
            if key not in delegations:
                yield (*path, "delegations", at), no_such("delegation", key, delegations)
        group = {key for key in named or delegations if key in delegations}
        if twice := sorted(group & taken):
            yield path, say("problem.judgement.twice", delegation=twice[0])
        elif group and not any(_has_line(delegations[key]) for key in group):
            yield path, say("problem.judgement.no_line")
        taken |= group


def _has_line(delegation: Part) -> bool:
    return any(
        isinstance(mandate, dict)
        and mandate.get("red_line") is not None
        and mandate.get("acceptable") is None
        for _, mandate in entries(delegation, "mandate")
    )
