"""The state of the document at one moment: what stands in it, what is in brackets and who holds them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np

from simulation.arrays import BoolArray, IntArray
from simulation.scenario.schema import Clause, Issue, Scenario, Section
from simulation.words import Said, composed, said

__all__ = [
    "OPEN",
    "STATUSES",
    "Bracket",
    "ClauseState",
    "DocumentState",
    "Moment",
    "SectionState",
    "Status",
    "Wording",
    "build_document",
    "clause_quoted",
    "title_at",
]

type Status = Literal[
    "tabled", "open", "bracketed", "clean_ad_ref", "adopted", "deleted", "deferred", "dropped", "given_up"
]
STATUSES: Final[tuple[Status, ...]] = (
    "tabled",
    "open",
    "bracketed",
    "clean_ad_ref",
    "adopted",
    "deleted",
    "deferred",
    "dropped",
    "given_up",
)
"""Not read yet; read and held by nobody; in brackets; agreed ad referendum; in the adopted document;
taken out; left to another place or time; fallen away at the end for want of agreement; agreed, and given up at the end
so that the rest could be adopted."""
OPEN: Final[tuple[Status, ...]] = ("tabled", "open", "bracketed")
"""States of a clause that is neither agreed nor gone."""
_DRAFT: Final = re.compile(r"(?:draft |projet (?:d['’]|de ))(?=\S)", re.IGNORECASE)
"""How the title of a draft begins."""
_GONE: Final[tuple[Status, ...]] = ("deleted", "dropped", "given_up")
"""States of a clause of which nothing is left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """All that the document depends on at one moment of a negotiation, rows and options as indices."""

    session: int
    """Sessions held so far; 0: before the first."""
    table: IntArray
    """Option on the table, `[I]`."""
    is_clean: BoolArray
    """Agreed ad referendum, `[I]`."""
    is_read: BoolArray
    """On the floor in some session so far, `[I]`."""
    holds: IntArray
    """Option that each delegation stands for, by its coalition or by what it tabled, `[A, I]`; -1: none."""
    objects: BoolArray
    """Objects formally to the text on the table, `[A, I]`."""
    adopted: IntArray | None = None
    """Option in the adopted document, `[I]`, -1 where the issue was dropped. None: nothing is adopted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One wording of a clause and the delegations that stand for it."""

    option: str
    text: str
    """Empty where the option is to have no such clause."""
    holders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """A delegation that keeps the text on the table in brackets, and the reason it gives in the room."""

    owner: str
    reason: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseState:
    """One clause at one moment. The first wording is the one on the table; the others compete with it."""

    key: str
    reference: str
    """Heading and label, as delegates quote the clause: `noting c)`."""
    label: str
    title: str
    issue: str
    status: Status
    option: str
    """Key of the option on the table, or in the final text; of a dropped clause the last one on the table."""
    wordings: tuple[Wording, ...]
    """Empty when nothing is left of the clause."""
    brackets: tuple[Bracket, ...] = ()
    falls_with: str = ""
    """Reference of the clause without which this one makes no sense and with which it fell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionState:
    """The clauses under one heading at one moment."""

    kind: str
    heading: str
    force: str
    clauses: tuple[ClauseState, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentState:
    """The whole text at one moment."""

    title: str
    instrument: str
    chapeau: str
    session: int
    is_adopted: bool
    sections: tuple[SectionState, ...]

    @property
    def clauses(self) -> tuple[ClauseState, ...]:
        """All clauses in the order of the text."""
        return tuple(clause for section in self.sections for clause in section.clauses)

    def reference_of(self, clause: ClauseState) -> str:
        """Return how delegates quote a clause; where the text has one heading only, its title."""
        return clause_quoted(clause.reference, clause.title, headings=len(self.sections))

    def count(self, *statuses: Status) -> int:
        """Return the number of clauses with one of these statuses."""
        return sum(clause.status in statuses for clause in self.clauses)

    @property
    def fallen(self) -> dict[str, str]:
        """Issues on which nothing is left to agree on, since all their clauses hung on others that are gone.

        By key of the issue, the reference of the clause with which it fell.
        """
        fell: dict[str, list[str]] = {}
        for clause in self.clauses:
            fell.setdefault(clause.issue, []).append(clause.falls_with)
        return {issue: parents[0] for issue, parents in fell.items() if all(parents)}


def clause_quoted(reference: str, title: str, *, headings: int) -> str:
    """Return how delegates quote a clause; where the text has one heading only, its title.

    >>> clause_quoted("agree on the following 1.", "Venue", headings=1)
    'Venue'
    """
    return title if headings == 1 and title else reference


def build_document(scenario: Scenario, delegations: Sequence[str], moment: Moment) -> DocumentState:
    """Return the document of a case at one moment; `delegations` are the keys of the rows, in order."""
    index = {issue.key: number for number, issue in enumerate(scenario.issues)}
    built: dict[str, ClauseState] = {}
    for section in scenario.document.sections:
        for clause in section.clauses:
            number = index[clause.issue]
            issue = scenario.issues[number]
            built[clause.key] = _clause(
                section, clause, issue, number, delegations=delegations, moment=moment
            )
    _let_children_fall(built, scenario)
    document = scenario.document
    return DocumentState(
        title=title_at(document.title, is_adopted=moment.adopted is not None),
        instrument=document.instrument,
        chapeau=document.chapeau,
        session=moment.session,
        is_adopted=moment.adopted is not None,
        sections=tuple(
            SectionState(
                kind=section.kind,
                heading=section.heading,
                force=section.force,
                clauses=tuple(built[clause.key] for clause in section.clauses),
            )
            for section in document.sections
        ),
    )


def title_at(title: str, *, is_adopted: bool) -> str:
    """Return the title of a document: once adopted it is no draft.

    >>> title_at("Draft opinion on seats", is_adopted=True)
    'Opinion on seats'
    >>> title_at("Projet d’avis sur les sièges", is_adopted=True)
    'Avis sur les sièges'
    """
    return composed(_as_adopted, title) if is_adopted else title


def _as_adopted(title: str) -> str:
    draft = _DRAFT.match(title)
    rest = title[draft.end() :] if draft else title
    return f"{rest[0].upper()}{rest[1:]}"


def _clause(
    section: Section, clause: Clause, issue: Issue, number: int, *, delegations: Sequence[str], moment: Moment
) -> ClauseState:
    final = None if moment.adopted is None else int(moment.adopted[number])
    stands = int(moment.table[number]) if final is None or final < 0 else final
    status = _status(issue, number, stands, final, moment)
    wordings: tuple[Wording, ...] = ()
    brackets: tuple[Bracket, ...] = ()
    if status in ("open", "bracketed"):
        wordings = _competing(clause, issue, stands, moment.holds[:, number], delegations)
        brackets = _brackets(issue, number, delegations, moment)
    elif status not in _GONE:
        option = issue.options[stands].key
        wordings = (Wording(option=option, text=clause.wordings.get(option, "")),)
    return ClauseState(
        key=clause.key,
        reference=composed("{} {}".format, section.heading, clause.label),
        label=clause.label,
        title=clause.title,
        issue=issue.key,
        status=status,
        option=issue.options[stands].key,
        wordings=wordings,
        brackets=brackets,
    )


def _status(issue: Issue, number: int, stands: int, final: int | None, moment: Moment) -> Status:
    if final == -1:
        return "given_up" if moment.is_clean[number] else "dropped"
    if final is not None or moment.is_clean[number]:
        kind = issue.options[stands].kind
        if kind == "delete":
            return "deleted"
        if kind == "refer":
            return "deferred"
        return "clean_ad_ref" if final is None else "adopted"
    if not moment.is_read[number]:
        return "tabled"
    return "bracketed" if moment.objects[:, number].any() else "open"


def _competing(
    clause: Clause, issue: Issue, stands: int, held: IntArray, delegations: Sequence[str]
) -> tuple[Wording, ...]:
    """The text on the table, then the other wordings by the number of their holders; equal texts are one."""
    holders: dict[str, list[int]] = {}
    options: dict[str, str] = {}
    counts = np.bincount(held[held >= 0], minlength=len(issue.options))
    order = [stands, *sorted(np.flatnonzero(counts).tolist(), key=lambda option: (-counts[option], option))]
    for option in dict.fromkeys(order):
        key = issue.options[option].key
        text = clause.wordings.get(key, "")
        options.setdefault(text, key)
        holders.setdefault(text, []).extend(np.flatnonzero(held == option).tolist())
    return tuple(
        Wording(
            option=options[text], text=text, holders=tuple(delegations[row] for row in sorted(holders[text]))
        )
        for text in options
    )


def _brackets(issue: Issue, number: int, delegations: Sequence[str], moment: Moment) -> tuple[Bracket, ...]:
    brackets = []
    for row in np.flatnonzero(moment.objects[:, number]).tolist():
        held = int(moment.holds[row, number])
        if held < 0 or held == moment.table[number]:
            reason = said("text.bracket.reserves")
        elif issue.options[held].kind == "delete":
            reason = said("text.bracket.no_text")
        else:
            reason = said("text.bracket.prefers", option=issue.options[held].label)
        brackets.append(Bracket(owner=delegations[row], reason=reason))
    return tuple(brackets)


def _let_children_fall(built: dict[str, ClauseState], scenario: Scenario) -> None:
    parents: Mapping[str, tuple[str, ...]] = {
        clause.key: clause.depends_on for section in scenario.document.sections for clause in section.clauses
    }
    falling = True
    while falling:
        falling = False
        for key, clause in built.items():
            if clause.status in _GONE:
                continue
            gone = [built[parent] for parent in parents[key] if built[parent].status in _GONE]
            if gone:
                built[key] = replace(
                    clause, status=gone[0].status, wordings=(), brackets=(), falls_with=gone[0].reference
                )
                falling = True
