"""The order of work: which clauses the chair calls, when it takes stock of all, what drafting groups bring back."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from simulation.reasons.moves_logged import Move
from simulation.reasons.record_reading import Reading, by_capability
from simulation.state.tableau import VAGUE
from simulation.words import Said, said

__all__ = ["NAMED", "calls", "drafts", "order_of_work", "takes_stock", "waits_for_call"]

NAMED = 4
"""Most delegations named in a reason of the chair."""


def calls(reading: Reading, session: int) -> list[int]:
    """Return the open clauses that the chair calls in a session, counted from 0; none without a programme."""
    record = reading.record
    if reading.programme is None:
        return []
    before = record.called[session - 1] if session else np.zeros_like(record.called[0])
    return np.flatnonzero(record.called[session] & ~before & ~record.is_clean[session]).tolist()


def takes_stock(reading: Reading, session: int) -> bool:
    """Return whether every open clause is on the floor in a session, counted from 0."""
    left = int(reading.record.deadline[session]) - session
    return reading.programme is not None and left <= reading.programme.stock_taking


def drafts(reading: Reading, session: int) -> list[int]:
    """Return the clauses on which a drafting group comes back in a session, counted from 0."""
    return np.flatnonzero(reading.record.drafted[session] >= 0).tolist()


def waits_for_call(reading: Reading, session: int, issue: int) -> int | None:
    """Return in which session the chair calls a clause that it has not called yet, counted from 1.

    0: in none, since it closes before or the conference ends. None: it has called it.
    """
    record = reading.record
    if record.called[session, issue]:
        return None
    later = np.flatnonzero(record.called[:, issue] & ~record.is_clean[:-1, issue])
    return int(later[0]) + 1 if len(later) else 0


def order_of_work(reading: Reading, session: int) -> Iterator[Move]:
    """Yield what the chair opens a session with: stock taken, clauses called and taken up, what groups bring back."""
    stock = takes_stock(reading, session)
    if stock:
        left = int(reading.record.deadline[session]) - session
        yield Move(
            **reading.place(session, None),
            move="take_stock",
            public_reason=said("public.take_stock"),
            private_reason=said("private.take_stock", n=left),
            cause="last",
        )
    cause = "last" if stock else "next"
    for issue in calls(reading, session):
        called = _of_the_chair(reading, session, issue, "call_clause")
        yield replace(called, private_reason=said(f"private.call_clause.{cause}"), cause=cause)
    for issue in np.flatnonzero(reading.record.opened[session]).tolist():
        opened = _of_the_chair(reading, session, issue, "set_order")
        yield replace(opened, private_reason=said("private.set_order"))
    for issue in drafts(reading, session):
        yield _drafted(reading, session, issue)


def _of_the_chair(reading: Reading, session: int, issue: int, move: str) -> Move:
    public = said(f"public.{move}", issue=reading.issues[issue])
    return Move(**reading.place(session, None, issue), move=move, public_reason=public)


def _drafted(reading: Reading, session: int, issue: int) -> Move:
    """Return what a drafting group brought back; `others` of it are those who had objected, by capability."""
    record = reading.record
    option = int(record.drafted[session, issue])
    decides = record.tableau.decide
    objected = record.objects[session - 1, :, issue] & decides
    rows = by_capability(record, objected)
    names = Said.names([reading.names[row] for row in rows], NAMED)
    who = "room" if (objected == decides).all() else "sides"
    private = said(f"private.draft_wording.{who}", names=names)
    if record.tableau.option_kind[issue, option] == VAGUE:
        read = int(record.opened[:session, issue].sum())
        private = Said.joined(private, said("private.draft_wording.general", n=read))
    names_of = {"issue": reading.issues[issue], "option": reading.labels[issue][option]}
    return Move(
        **reading.place(session, None, issue, option),
        move="draft_wording",
        others=tuple(record.tableau.delegations[row] for row in rows),
        public_reason=said("public.draft_wording", **names_of),
        private_reason=private,
        cause="stuck",
    )
