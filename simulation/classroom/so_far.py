"""How a table came to where it is, session by session, as anybody in its room could tell it.

It is made of what was heard: where delegations opened, what they signalled and co-signed, the text, who kept it in
brackets, how everybody stood at the end. Who stands with whom is worked out from that alone, all issues alike: what a
delegation wants, and how much it cares, has no part in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from simulation.arrays import FloatArray, IntArray
from simulation.classroom.class_state import Table
from simulation.coalitions import CoalitionHistory, coalitions_seen
from simulation.engine.record import JOINS, SIGNATURES, Record
from simulation.reasons import SessionSentence, document_at, session_sentences
from simulation.scenario.schema import Option, Scenario
from simulation.state.tableau import Tableau

__all__ = ["HeardIssue", "HeardSeat", "Material", "SoFar", "material_of", "told"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardSeat:
    """A delegation as the room knows it."""

    key: str
    name: str
    short: str
    kind: str
    capability: float
    """Voice in the room, 0..1."""
    decides: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardIssue:
    """An issue, with the wordings that were there from the beginning."""

    key: str
    name: str
    low: str
    high: str
    """What the poles at 0 and at 1 are called."""
    wordings: Mapping[str, tuple[str, float]]
    """Label and place, by key; those that have a place."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SoFar:
    """A table up to the last session held: T sessions, A delegations, I issues."""

    seats: tuple[HeardSeat, ...]
    issues: tuple[HeardIssue, ...]
    places: FloatArray
    """Where everybody seems to stand, `[T + 1, A, I]`: at the opening and after each session."""
    history: CoalitionHistory
    """Who stands with whom, `[T, A]`."""
    holds: IntArray
    """How many clauses each keeps in brackets, `[T + 1, A]`."""
    brackets: tuple[int, ...]
    """Clauses in brackets, at the opening and after each session."""
    sentences: tuple[SessionSentence, ...]
    """What happened, by session held."""
    joined: Mapping[str, tuple[str, ...]]
    """Keys of the seats by how they stood to the text at the end, as in `JOINS`; empty: it is not over."""
    signed: Mapping[str, tuple[str, ...]]
    """Likewise by signature, as in `SIGNATURES`; empty too where nobody signs."""
    is_over: bool

    @property
    def held(self) -> int:
        """Sessions held."""
        return len(self.places) - 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Material:
    """What `told` works with: nothing of it changes any more, so that it can be done while the class goes on."""

    case: Scenario
    tableau: Tableau
    places: FloatArray
    record: Record | None
    """Of the sessions held; None before the first."""
    is_over: bool


def material_of(table: Table) -> Material:
    """Return what a table has so far."""
    live = table.live.live
    held = table.published.sessions_held
    return Material(
        case=table.case,
        tableau=live.room.tableau,
        places=live.followed.places[: held + 1],
        record=live.so_far if held else None,
        is_over=live.phase == "over",
    )


def told(material: Material) -> SoFar:
    """Return how a table came to where it is, in the current language."""
    tableau, case, record = material.tableau, material.case, material.record
    history = _history(material)
    documents = [] if record is None else [document_at(record, at) for at in range(record.n_rounds + 1)]
    row = {key: number for number, key in enumerate(tableau.delegations)}
    holds = np.zeros(material.places.shape[:2], dtype=np.int64)
    for session, document in enumerate(documents):
        for clause in document.clauses:
            holds[session, [row[bracket.owner] for bracket in clause.brackets]] += 1
    return SoFar(
        seats=_seats(case, tableau),
        issues=tuple(_issue(case, number) for number in range(tableau.n_issues)),
        places=material.places,
        history=history,
        holds=holds,
        brackets=tuple(document.count("bracketed") for document in documents) or (0,),
        sentences=() if record is None else session_sentences(record, history, is_over=material.is_over),
        joined=_by_word(material, "joins", JOINS),
        signed=_by_word(material, "signature", SIGNATURES),
        is_over=material.is_over,
    )


def _seats(case: Scenario, tableau: Tableau) -> tuple[HeardSeat, ...]:
    known = {delegation.key: delegation for delegation in case.delegations}
    return tuple(
        HeardSeat(
            key=key,
            name=known[key].name,
            short=known[key].short or known[key].name,
            kind=known[key].kind,
            capability=capability,
            decides=decides,
        )
        for key, capability, decides in zip(
            tableau.delegations, tableau.capability[0].tolist(), tableau.decide.tolist(), strict=True
        )
    )


def _issue(case: Scenario, number: int) -> HeardIssue:
    issue = case.issues[number]
    return HeardIssue(
        key=issue.key,
        name=issue.name,
        low=issue.low,
        high=issue.high,
        wordings={
            option.key: (option.label, option.position) for option in issue.written if _has_place(option)
        },
    )


def _has_place(option: Option) -> bool:
    """Return whether a wording lies somewhere; deletion and referral have no place of their own."""
    return option.kind not in ("delete", "refer")


def _history(material: Material) -> CoalitionHistory:
    places, tableau, record = material.places[1:], material.tableau, material.record
    return coalitions_seen(
        material.case,
        delegations=tableau.delegations,
        capability=tableau.capability[0],
        decides=tableau.decide,
        places=places,
        platform=np.full(places.shape, -1) if record is None else record.platform,
        seed=tableau.seed,
    )


def _by_word(
    material: Material, asked: Literal["joins", "signature"], words: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    """Return the keys of the seats by how they stood at the end; of whom nothing was asked, nothing."""
    if material.record is None or not material.is_over:
        return {}
    code, keys = getattr(material.record.outcome, asked), material.tableau.delegations
    found = {
        word: tuple(keys[row] for row in np.flatnonzero(code == number).tolist())
        for number, word in enumerate(words)
    }
    return {word: who for word, who in found.items() if who}
