"""The text at the end as an edit of the first draft, clause by clause, with brackets and who holds them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from simulation.drawing.strips import draw_clause_life
from simulation.report.delegations_shown import People, Person
from simulation.storage import Run
from simulation.text import (
    CHANGE_WORDS,
    OPEN,
    Change,
    ClauseState,
    DocumentState,
    Piece,
    changes_from_draft,
    changes_in_words,
    difference,
    draft_wording,
    survival,
)
from simulation.words import called, numbered, say

__all__ = ["ClauseView", "SectionView", "TextView", "WordingView", "spaced", "view_text"]

CLOSING = tuple(",.;:!?)]’”")
"""Marks that stand close to the word before."""
NO_BREAK = frozenset("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")
SHOWN = 6
"""Holders named before the rest becomes a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingView:
    """One wording as an edit of the first draft, and who stands for it."""

    pieces: tuple[Piece, ...]
    holders: tuple[Person, ...]
    more: int
    """Holders beyond those."""
    in_brackets: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseView:
    """One clause."""

    label: str
    title: str
    reference: str
    change: str
    note: str
    wordings: tuple[WordingView, ...]
    owners: tuple[Person, ...]
    """Who held it in brackets after the last session."""
    more: int
    life: Markup
    """Its sessions as a drawing."""
    life_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """The clauses under one heading."""

    heading: str
    clauses: tuple[ClauseView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextView:
    """The whole text."""

    title: str
    heading: str
    """What to see, in a sentence."""
    chapeau: str
    sections: tuple[SectionView, ...]
    survival: tuple[tuple[str, int, int, str], ...]
    """Type of clause, how many had words in the first draft, how many of them still have, what became of them."""


def view_text(run: Run, people: People) -> TextView:
    """Return the text of a run as its report shows it."""
    final = run.documents[-1]
    after = {document.session: document for document in run.documents if not document.is_adopted}
    last = {clause.key: clause for clause in after[run.manifest.sessions].clauses}
    lives = _lives(run, after)
    changes = changes_from_draft(run.scenario, final)
    kept = sum(change == "kept" for change in changes.values())
    sections = []
    for section in final.sections:
        views = [
            _view(
                run, people, clause, last=last[clause.key], change=changes[clause.key], life=lives[clause.key]
            )
            for clause in section.clauses
        ]
        sections.append(SectionView(heading=section.heading, clauses=tuple(views)))
    return TextView(
        title=final.title,
        heading=say("report.text.kept.all")
        if kept == len(changes) == 1
        else numbered("report.text.kept", kept, total=len(changes)),
        chapeau=final.chapeau,
        sections=tuple(sections),
        survival=tuple(
            (
                say(
                    "report.clause",
                    kind=called("report.kind", row.kind, row.kind.replace("_", " ")),
                    force=say(f"report.force.{row.force}"),
                ),
                row.clauses,
                row.survived,
                changes_in_words(row.changes),
            )
            for row in survival(run.scenario, final)
        ),
    )


def _lives(run: Run, after: Mapping[int, DocumentState]) -> dict[str, list[str]]:
    lives: dict[str, list[str]] = {}
    for session in range(1, run.manifest.sessions + 1):
        for clause in after[session].clauses:
            lives.setdefault(clause.key, []).append(clause.status)
    return lives


def _view(
    run: Run, people: People, clause: ClauseState, *, last: ClauseState, change: Change, life: Sequence[str]
) -> ClauseView:
    owners = [people[bracket.owner] for bracket in last.brackets]
    in_words = _life_in_words(life)
    note = (
        say("text.falls", parent=clause.falls_with)
        if clause.falls_with
        else say(f"report.note.{clause.status}")
    )
    return ClauseView(
        label=clause.label,
        title=clause.title,
        reference=clause.reference,
        change=CHANGE_WORDS[change],
        note=note,
        wordings=tuple(_wordings(run, people, clause)),
        owners=tuple(owners[:SHOWN]),
        more=max(len(owners) - SHOWN, 0),
        life=draw_clause_life(
            f"life-{clause.key}", life, say("report.strip", reference=clause.reference, words=in_words)
        ),
        life_words=in_words,
    )


def _wordings(run: Run, people: People, clause: ClauseState) -> list[WordingView]:
    draft = draft_wording(run.scenario, clause.key)
    if not clause.wordings:
        gone = (Piece("removed", draft),) if draft else ()
        return [WordingView(pieces=gone, holders=(), more=0, in_brackets=False)]
    competing = clause.status in ("open", "bracketed")
    views = []
    for wording in clause.wordings:
        holders = [people[key] for key in wording.holders]
        views.append(
            WordingView(
                pieces=spaced(difference(draft, wording.text)),
                holders=tuple(holders[:SHOWN]) if competing else (),
                more=max(len(holders) - SHOWN, 0) if competing else 0,
                in_brackets=clause.status == "bracketed",
            )
        )
    return views


def spaced(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the pieces with the space between two of them in front of the second, outside its marking."""
    found = []
    for place, piece in enumerate(pieces):
        bare = piece.text.strip()
        if place > 0 and (space := _space_between(pieces[place - 1].text, bare)):
            found.append(Piece("kept", space))
        found.append(Piece(piece.kind, bare))
    return tuple(found)


def _space_between(before: str, after: str) -> str:
    """Return the space that ends `before`; in front of a closing mark only one that may not break, as in French."""
    space = before[len(before.rstrip()) :]
    if after[:1] in CLOSING:
        return space if NO_BREAK.intersection(space) else ""
    return space or " "


def _life_in_words(life: Sequence[str]) -> str:
    """Return for how long a clause was in brackets and when it closed."""
    held = sum(status == "bracketed" for status in life)
    words = numbered("report.strip.bracketed", held) if held else say("report.strip.never")
    closed = next(
        (place for place, status in enumerate(life, start=1) if status not in OPEN),
        0,
    )
    if not closed:
        return words
    return say("report.strip.both", held=words, closed=say("report.issue.closed", s=closed))
