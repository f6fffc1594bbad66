"""What changed between two wordings, word by word, and what became of each clause of the first draft."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from simulation.arrays import ATOL
from simulation.scenario.schema import Issue, Option, Scenario
from simulation.text.document import ClauseState, DocumentState

__all__ = [
    "CHANGES",
    "NEW_WORDING",
    "Change",
    "Piece",
    "Survival",
    "changes_from_draft",
    "difference",
    "draft_wording",
    "strength",
    "survival",
]

type Change = Literal["kept", "weakened", "strengthened", "reworded", "moved", "deleted", "new"]
CHANGES: Final[tuple[Change, ...]] = (
    "kept",
    "weakened",
    "strengthened",
    "reworded",
    "moved",
    "deleted",
    "new",
)
NEW_WORDING: Final = 0.34
"""Texts with a smaller share of words in common, in order (Ratcliff and Obershelp), are not edits of each other:
the old goes whole, the new comes whole."""

_WORD = re.compile(r"(?:\w+(?:[-'’.]\w+)*|[^\w\s])\s*")
_VAGUE: Final = 0.4


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of one fate. Pieces kept and new, joined, are the new text."""

    kind: Literal["kept", "removed", "new"]
    text: str


def difference(old: str, new: str) -> tuple[Piece, ...]:
    """Return `new` as an edit of `old`, word by word; below `NEW_WORDING` as a replacement of the whole.

    >>> [(piece.kind, piece.text) for piece in difference("the UN is best", "the UN is an option")]
    [('kept', 'the UN is '), ('removed', 'best'), ('new', 'an option')]
    """
    before, after = _words(old), _words(new)
    match = _match(before, after)
    if before and after and match.ratio() < NEW_WORDING:
        return (Piece("removed", "".join(before)), Piece("new", "".join(after)))
    return tuple(_pieces(match, before, after))


def _pieces(match: SequenceMatcher[str], before: list[str], after: list[str]) -> Iterator[Piece]:
    for tag, start, stop, new_start, new_stop in match.get_opcodes():
        if tag == "equal":
            yield Piece("kept", "".join(after[new_start:new_stop]))
            continue
        if stop > start:
            yield Piece("removed", "".join(before[start:stop]))
        if new_stop > new_start:
            yield Piece("new", "".join(after[new_start:new_stop]))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.strip())


def _match(before: list[str], after: list[str]) -> SequenceMatcher[str]:
    strip = str.rstrip
    return SequenceMatcher(
        None, [strip(word) for word in before], [strip(word) for word in after], autojunk=False
    )


def strength(issue: Issue, option: Option) -> float:
    """Return how far an option takes the issue from the status quo in the direction of the first draft.

    It is precision times the distance from the status quo, negative on the other side; the precision of a
    vague text that states none counts as 0.4. A draft that *is* the status quo points to its nearer pole.
    """
    by_key = {item.key: item for item in issue.options}
    status_quo = issue.status_quo
    start = by_key[status_quo].position if isinstance(status_quo, str) else status_quo
    ahead = by_key[issue.draft].position - start
    if abs(ahead) <= ATOL:
        ahead = by_key[issue.draft].position - 0.5
    precision = option.precision
    if precision is None:
        precision = _VAGUE if option.kind == "vague" else 1.0
    return precision * (option.position - start) * (1.0 if ahead >= 0 else -1.0)


def changes_from_draft(scenario: Scenario, document: DocumentState) -> dict[str, Change]:
    """Return, by clause key, what became of the clause of the first draft.

    *Kept*: the same words. *Weakened* and *strengthened*: less or more `strength`, that is, closer to the
    status quo or further along the draft's own way. *Reworded*: other words of equal strength. *Moved*:
    referred to another place. *Deleted*: no text left. *New*: the draft had no such text.
    """
    issues = {issue.key: issue for issue in scenario.issues}
    return {clause.key: _change(scenario, issues[clause.issue], clause) for clause in document.clauses}


def draft_wording(scenario: Scenario, clause_key: str) -> str:
    """Return the words of a clause in the first draft; empty if it had none."""
    issues = {issue.key: issue for issue in scenario.issues}
    for section in scenario.document.sections:
        for clause in section.clauses:
            if clause.key == clause_key:
                return clause.wordings.get(issues[clause.issue].draft, "")
    message = f"no clause {clause_key!r}"
    raise KeyError(message)


def _change(scenario: Scenario, issue: Issue, clause: ClauseState) -> Change:
    by_key = {option.key: option for option in issue.options}
    before = draft_wording(scenario, clause.key)
    after = clause.wordings[0].text if clause.wordings else ""
    if after == before:
        return "kept"
    if not after:
        return "deleted"
    if by_key[clause.option].kind == "refer":
        return "moved"
    if not before:
        return "new"
    step = strength(issue, by_key[clause.option]) - strength(issue, by_key[issue.draft])
    if abs(step) <= ATOL:
        return "reworded"
    return "strengthened" if step > 0 else "weakened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Survival:
    """What became of the clauses of one type: those under headings of one kind."""

    kind: str
    force: str
    clauses: int
    """Those that had words in the first draft."""
    survived: int
    """Those of them that still have words, whatever they are."""
    changes: dict[Change, int]
    """All clauses of the type, new ones too, by change."""


def survival(scenario: Scenario, document: DocumentState) -> tuple[Survival, ...]:
    """Return survival by clause type, in the order of the sections."""
    changes = changes_from_draft(scenario, document)
    groups: dict[tuple[str, str], list[ClauseState]] = {}
    for section in document.sections:
        groups.setdefault((section.kind, section.force), []).extend(section.clauses)
    rows = []
    for (kind, force), clauses in groups.items():
        counts: dict[Change, int] = dict.fromkeys(CHANGES, 0)
        for clause in clauses:
            counts[changes[clause.key]] += 1
        drafted = [clause for clause in clauses if draft_wording(scenario, clause.key)]
        rows.append(
            Survival(
                kind=kind,
                force=force,
                clauses=len(drafted),
                survived=sum(changes[clause.key] not in ("deleted", "moved") for clause in drafted),
                changes=counts,
            )
        )
    return tuple(rows)
