"""What is the news of each session: what became of the text, then who changed sides for good."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray
from simulation.coalitions.tracking import CoalitionEvent, CoalitionHistory, EventKind
from simulation.engine.record import Record
from simulation.reasons.record_reading import moments_of
from simulation.text.document import DocumentState, Status, build_document

__all__ = ["POINTS", "STAYED", "News", "news_in", "news_of", "turning_points"]

POINTS: Final = 4
"""Most sessions told as turning points."""
STAYED: Final = 0.005
"""A delegation that moved no further than this on any issue stayed where it was, in lengths of the axis."""
_ORDER: Final[tuple[EventKind, ...]] = ("merged", "switched", "founded", "split", "joined", "left", "ended")
"""What is told first where several things happen to groups in one session."""
_OVER: Final[tuple[Status, ...]] = ("clean_ad_ref", "deleted", "deferred")
"""States of a clause of which nothing is left to negotiate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """The news of one session, counted from 1."""

    session: int
    agreed: tuple[str, ...]
    struck: tuple[str, ...]
    put_off: tuple[str, ...]
    """Issues, by key, of which all clauses came to that in this session."""
    closed: int
    """Clauses that came to one of these."""
    event: CoalitionEvent | None
    """The change of groups that is told: of those that last the first kind in order, and of it what concerns most."""
    is_redrawn: bool
    """Whether none of those whom it concerns moved: only the line between groups was drawn anew."""


def news_of(
    documents: Sequence[DocumentState], history: CoalitionHistory, position: FloatArray
) -> tuple[News, ...]:
    """Return the news of every session.

    Args:
        documents: The text before the first session and after each.
        history: The groups.
        position: Before the first session and after each, `[T + 1, A, I]`.
    """
    moved: BoolArray = (np.abs(np.diff(position, axis=0)) > STAYED).any(axis=2)
    return tuple(
        _news(session, documents[session - 1 : session + 1], history, moved[session - 1])
        for session in range(1, len(moved) + 1)
    )


def news_in(record: Record, history: CoalitionHistory) -> tuple[News, ...]:
    """Return the news of every session of a record."""
    keys = record.tableau.delegations
    moments = moments_of(record)[: record.n_rounds + 1]
    documents = [build_document(record.scenario, keys, moment) for moment in moments]
    return news_of(documents, history, np.concatenate([record.tableau.ideal, record.position]))


def _news(
    session: int, documents: Sequence[DocumentState], history: CoalitionHistory, moved: BoolArray
) -> News:
    before, now = (document.clauses for document in documents)
    new = [clause for old, clause in zip(before, now, strict=True) if old.status not in _OVER]
    fates = {
        status: tuple(dict.fromkeys(clause.issue for clause in new if clause.status == status))
        for status in _OVER
    }
    events = [event for event in history.lasting if event.session == session]
    parted = {event.source for event in events if event.kind == "switched"}
    redrawn = {event: session > 1 and not moved[list(event.members)].any() for event in events}
    event = min(
        events,
        key=lambda event: (redrawn[event], _rank(event, parted), -len(event.members)),
        default=None,
    )
    return News(
        session=session,
        agreed=fates["clean_ad_ref"],
        struck=fates["deleted"],
        put_off=fates["deferred"],
        closed=sum(clause.status in _OVER for clause in new),
        event=event,
        is_redrawn=event is not None and redrawn[event],
    )


def _rank(event: CoalitionEvent, parted: AbstractSet[int]) -> int:
    """Return how early a change is told; that a group came apart before where its parts went, which tells them all."""
    if event.kind == "ended" and event.source in parted:
        return _ORDER.index("merged")
    return _ORDER.index(event.kind)


def turning_points(news: Sequence[News], capability: FloatArray, most: int = POINTS) -> list[int]:
    """Return the sessions, counted from 1, in which most changed, at most so many, the heaviest first; never the last.

    What counts is the share of all clauses that closed, and how much of the voice in the room changed sides. The first
    groups are no change.

    Args:
        news: Of every session.
        capability: `[A]`.
        most: How many.
    """
    clauses = max(1, sum(one.closed for one in news))
    voice = max(float(capability.sum()), 1e-9)

    def weight(one: News) -> float:
        is_change = one.event is not None and one.session > 1 and not one.is_redrawn
        members = list(one.event.members) if one.event is not None and is_change else []
        return one.closed / clauses + float(capability[members].sum()) / voice

    told = [one for one in news[:-1] if weight(one)]
    return [one.session for one in sorted(told, key=lambda one: (-weight(one), one.session))[:most]]
