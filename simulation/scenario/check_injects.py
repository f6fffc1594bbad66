"""Checks what a case or its pack has prepared to be thrown in: who gets it, when, and whether it can be read."""

from collections.abc import Collection, Iterator

from simulation.scenario.characters import acting, called, is_blank, is_overmarked, meaningless
from simulation.scenario.tree import Finding, Part, is_plain, no_such, parts, word
from simulation.words import say

__all__ = ["find_inject_conflicts"]


def find_inject_conflicts(raw: Part, delegations: Collection[str], last: object) -> Iterator[Finding]:
    """Yield the path of everything prepared that does not fit, and what to say about it.

    Args:
        raw: the case, or the pack, as plain data.
        delegations: their keys.
        last: the number of sessions; no number: any session will do.
    """
    for place, inject in parts(raw, "injects"):
        to, session = word(inject, "to"), inject.get("session")
        if to is not None and to not in delegations:
            yield ("injects", place, "to"), no_such("delegation", to, list(delegations))
        if is_plain(session) and is_plain(last) and session > last:
            late = say("problem.event.late", session=f"{session:g}", last=f"{last:g}")
            yield ("injects", place, "session"), late
        if problem := _unreadable(word(inject, "what") or ""):
            yield ("injects", place, "what"), problem


def _unreadable(what: str) -> str:
    """Return why nobody could send a slip as it is; what acts instead of being read is told of every text."""
    if not what or acting(what):
        return ""
    if character := meaningless(what):
        return say("problem.inject.character", character=called(character))
    if is_overmarked(what):
        return say("problem.inject.marks")
    return say("problem.inject.blank") if is_blank(what) else ""
