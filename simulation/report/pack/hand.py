"""What people take into their hands in the room: cards, strips, forms, plates and slips, as their pages need them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from simulation.report.pack.room_in_words import people_of
from simulation.report.pack.trainer_score_sheet import short_name
from simulation.scenario.forums import resolve_forum
from simulation.scenario.group_files import clauses_by_issue
from simulation.scenario.pack import injects_of
from simulation.scenario.pack_schema import Pack
from simulation.scenario.schema import Clause, Delegation, Issue, Scenario
from simulation.training.group.adopted import counts_silence, silence_told, stand_label, stands_asked
from simulation.words import listed, say

__all__ = ["Card", "Plate", "cards_of", "forms_of", "plates_of", "sheets_of", "slips_of", "strips_of"]

_SIZES: Final = ((70, "huge"), (150, "large"), (280, "middle"), (520, "small"))
"""Characters of a wording up to which it is set so; what is longer is set as small as can be read at a table."""
_STRIPS: Final = 4
"""Strips that a seat gets at most: nobody holds more brackets at a time and is still understood."""
_PLATE: Final = 14
"""Characters of a name that fit on a plate in the largest type."""


@dataclass(frozen=True, slots=True)
class Card:
    """A wording of a clause, to hang on a wall."""

    clause: str
    """Label and title."""
    wording: str
    text: str
    size: str
    is_draft: bool
    key: str
    """Keys of clause and wording, as results are entered."""
    of: str
    """Its number among the wordings of its clause."""


@dataclass(frozen=True, slots=True)
class Plate:
    """A name plate."""

    name: str
    about: str
    size: str


def cards_of(case: Scenario) -> list[Card]:
    """Return a card for each wording of each clause, in the order of the document."""
    issues = {issue.key: issue for issue in case.issues}
    return [
        card
        for section in case.document.sections
        for clause in section.clauses
        for card in _cards(section.heading, clause, issues[clause.issue])
    ]


def _cards(heading: str, clause: Clause, issue: Issue) -> Iterator[Card]:
    written = issue.written
    for number, option in enumerate(written, start=1):
        text = clause.wordings.get(option.key, "")
        shown = text or option.label
        yield Card(
            clause=" ".join(word for word in (heading, clause.label) if word),
            wording=option.label if text else "",
            text=shown,
            size=next((size for most, size in _SIZES if len(shown) <= most), "least"),
            is_draft=option.key == issue.draft,
            key=f"{clause.key}={option.key}",
            of=f"{number}/{len(written)}",
        )


def sheets_of[T](items: list[T], each: int) -> list[tuple[T, ...]]:
    """Return things in sheets of so many.

    >>> sheets_of([1, 2, 3], 2)
    [(1, 2), (3,)]
    """
    return [tuple(items[first : first + each]) for first in range(0, len(items), each)]


def strips_of(case: Scenario) -> list[str]:
    """Return the name on each bracket strip: who may propose or object has one for each clause, four at most."""
    forum = resolve_forum(case)
    holds = [
        seat
        for seat in case.delegations
        if (rights := forum.rights_of(seat)).object or rights.vote or rights.propose
    ]
    copies = min(_STRIPS, len(case.issues))
    return [short_name(seat) for seat in holds for _ in range(copies)]


def plates_of(case: Scenario) -> list[Plate]:
    """Return a plate for the Chair and for every seat."""
    seats = zip(case.delegations, people_of(case, resolve_forum(case)), strict=True)
    names = [(short_name(seat), _about(seat)) for seat, _ in seats]
    return [
        Plate(name, about, "huge" if len(name) <= _PLATE else "large")
        for name, about in ((str(case.chair.named), ""), *names)
    ]


def _about(seat: Delegation) -> str:
    """Return what a plate says of a seat below its name, without that name once more."""
    name = short_name(seat)
    found = re.fullmatch(rf"{re.escape(name)}(?:\s*\((.*)\))?", seat.name)
    return seat.name if found is None else found[1] or ""


def slips_of(case: Scenario, pack: Pack | None) -> list[tuple[int, str]]:
    """Return what can be thrown in, each with its session; why stays with the trainer."""
    return [(item.session, item.what) for item in injects_of(case, pack)]


def forms_of(case: Scenario) -> dict[str, Any]:
    """Return what forms ask for: the wordings of each issue with the clauses that it governs, and the seats."""
    labels = {clause.key: clause.label for section in case.document.sections for clause in section.clauses}
    governed = clauses_by_issue(case)
    return {
        "issues": [
            (
                issue.name,
                listed(labels[key] for key in governed[issue.key]),
                [(option.label, option.key) for option in issue.written],
            )
            for issue in case.issues
        ],
        "seats": [(short_name(seat), seat.key) for seat in case.delegations],
        "stands": [say(stand_label(case, stand)) for stand in stands_asked(case)],
        "silence": silence_told(case) if counts_silence(case) else "",
    }
