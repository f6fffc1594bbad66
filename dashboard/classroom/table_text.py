"""The text of a table as pages of a class show it: each clause with its wordings, its brackets and who holds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dashboard.frame.language import Words
from simulation.report import Person
from simulation.text import OPEN, ClauseState, DocumentState

__all__ = ["ClauseShown", "WordingShown", "clauses_of"]

_NAMED: Final = 6
"""Holders named before the rest becomes a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingShown:
    """One wording, and who stands for it."""

    text: str
    """Empty: to have no such clause."""
    holders: tuple[Person, ...]
    more: int
    """Holders beyond those."""
    is_bracketed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseShown:
    """One clause."""

    label: str
    """As delegates quote it, with the heading of its section."""
    title: str
    status: str
    """In words."""
    is_open: bool
    """Whether something of it is still to be negotiated."""
    is_bracketed: bool
    wordings: tuple[WordingShown, ...]
    owners: tuple[Person, ...]
    """Who keeps the text on the table in brackets."""
    more: int


def clauses_of(
    document: DocumentState, people: Mapping[str, Person], words: Words
) -> tuple[ClauseShown, ...]:
    """Return the clauses in the order of the text."""
    return tuple(_clause(document, clause, people, words) for clause in document.clauses)


def _clause(
    document: DocumentState, clause: ClauseState, people: Mapping[str, Person], words: Words
) -> ClauseShown:
    quoted = document.reference_of(clause)
    owners = [people[bracket.owner] for bracket in clause.brackets]
    is_open = clause.status in OPEN
    competes = clause.status in ("open", "bracketed")
    return ClauseShown(
        label="" if quoted == clause.title else quoted,
        title=clause.title,
        status=words.say(f"replay.status.{clause.status}"),
        is_open=is_open,
        is_bracketed=clause.status == "bracketed",
        wordings=tuple(
            WordingShown(
                text=wording.text,
                holders=tuple(people[key] for key in wording.holders[:_NAMED]) if competes else (),
                more=max(len(wording.holders) - _NAMED, 0) if competes else 0,
                is_bracketed=clause.status == "bracketed",
            )
            for wording in clause.wordings
        ),
        owners=tuple(owners[:_NAMED]),
        more=max(len(owners) - _NAMED, 0),
    )
