"""Checks the document of a case against its issues: labels, wordings, and what depends on what."""

from collections.abc import Collection, Iterator, Mapping
from itertools import groupby

from simulation.scenario.problems import Path
from simulation.scenario.tree import Finding, Part, entries, no_such, parts, repeated, word, words
from simulation.words import say

__all__ = ["find_document_conflicts"]


def find_document_conflicts(raw: Part, options: Mapping[str, Mapping[str, Part]]) -> Iterator[Finding]:
    """Yield the path of every clause that does not fit, and what to say about it.

    Args:
        raw: the case as plain data.
        options: the options of each issue, by key.
    """
    clauses = list(_clauses(raw))
    yield from repeated(clauses, "clause")
    for _, of_section in groupby(clauses, key=lambda item: item[0][2]):
        yield from repeated(of_section, "clause of this section", "label")
    for path, clause in clauses:
        yield from _wordings(path, clause, options)
    yield from _dependencies(clauses)


def _clauses(raw: Part) -> Iterator[tuple[Path, Part]]:
    document = raw.get("document")
    for place, section in parts(document, "sections") if isinstance(document, dict) else ():
        for inner, clause in parts(section, "clauses"):
            yield ("document", "sections", place, "clauses", inner), clause


def _wordings(path: Path, clause: Part, options: Mapping[str, Mapping[str, Part]]) -> Iterator[Finding]:
    issue = word(clause, "issue")
    if issue is None:
        return
    if issue not in options:
        yield (*path, "issue"), no_such("issue", issue, options.keys())
        return
    given = dict(entries(clause, "wordings"))
    for key in given:
        if key not in options[issue]:
            yield (
                (*path, "wordings", key),
                no_such(say("thing.option_of", issue=issue), key, options[issue].keys()),
            )
    if not isinstance(clause.get("wordings"), dict):
        return
    for key, option in options[issue].items():
        wording = given.get(key, "")
        is_missing = isinstance(wording, str) and not wording.strip()
        if is_missing and option.get("kind") != "delete":
            text = say("problem.no_wording", clause=repr(clause.get("key")), option=repr(key), issue=issue)
            yield (*path, "wordings", *([key] if key in given else [])), text


def _dependencies(clauses: list[tuple[Path, Part]]) -> Iterator[Finding]:
    needs: dict[str, list[str]] = {}
    paths: dict[str, Path] = {}
    for path, clause in clauses:
        key = word(clause, "key")
        if key is not None:
            needs.setdefault(key, [needed for _, needed in words(clause, "depends_on")])
            paths.setdefault(key, path)
    for path, clause in clauses:
        for place, needed in words(clause, "depends_on"):
            if needed not in needs:
                yield (*path, "depends_on", place), no_such("clause", needed, needs.keys())
            elif needed == word(clause, "key"):
                yield (*path, "depends_on", place), say("problem.depends_on_itself", clause=repr(needed))
    for circle in _circles(needs):
        text = say("problem.circle", clauses=" -> ".join([*circle, circle[0]]))
        yield (*paths[circle[0]], "depends_on"), text


def _circles(needs: Mapping[str, Collection[str]]) -> Iterator[list[str]]:
    """Yield every circle of two or more clauses that a depth-first walk closes; without recursion."""
    done: set[str] = set()
    for start in needs:
        trail: dict[str, None] = {}
        todo = [(start, False)]
        while todo:
            key, is_left = todo.pop()
            if is_left:
                done.add(trail.popitem()[0])
            elif key in trail:
                order = list(trail)
                circle = order[order.index(key) :]
                if len(circle) > 1:
                    yield circle
            elif key in needs and key not in done:
                trail[key] = None
                todo.append((key, True))
                todo.extend((needed, False) for needed in needs[key])
