"""Tells a negotiation session by session, and who moved furthest."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulation.coalitions.tracking import CoalitionEvent, CoalitionHistory
from simulation.engine.record import Record
from simulation.reasons.movement import tell_steps
from simulation.reasons.moves import Log, Move
from simulation.reasons.outcome import left_over, outcome_sentence
from simulation.reasons.reading import Reading, moments_of
from simulation.text.document import build_document
from simulation.text.render import names_in_words
from simulation.words import numbered, say

__all__ = ["Mover", "SessionSentence", "session_sentences", "who_moved"]

NAMED = 3
"""Most delegations named in a headline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSentence:
    """What to say about one session."""

    session: int
    """Counted from 1."""
    head: str
    """What happened, in one sentence."""
    sub: str
    """How many clauses are in brackets and who holds them."""
    alt: str
    """The state of the room for those who do not see the charts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mover:
    """How far one delegation moved on one issue from its opening to the end."""

    delegation: str
    issue: str
    before: float
    after: float
    reason: str
    """The largest step with its private reason, and the sums of all steps by cause."""
    cause: str

    @property
    def amount(self) -> float:
        """Change, towards 1 if positive."""
        return self.after - self.before


def session_sentences(record: Record, history: CoalitionHistory) -> tuple[SessionSentence, ...]:
    """Return a headline, the state of the brackets and a text alternative for each session.

    Args:
        record: The negotiation.
        history: The coalitions detected in it.
    """
    reading = Reading(record)
    moments = moments_of(record)
    sentences = []
    for session in range(1, record.n_rounds + 1):
        document = build_document(record.scenario, record.tableau.delegations, moments[session])
        in_brackets = [clause for clause in document.clauses if clause.status == "bracketed"]
        held = {clause.issue for clause in in_brackets}
        columns = [number for number, issue in enumerate(record.scenario.issues) if issue.key in held]
        holders = int(record.objects[session - 1][:, columns].any(axis=1).sum())
        sentences.append(
            SessionSentence(
                session=session,
                head=_head(reading, history, session),
                sub=_brackets(len(in_brackets), holders),
                alt=_alternative(history, session, len(in_brackets), holders),
            )
        )
    return tuple(sentences)


def _brackets(clauses: int, holders: int) -> str:
    return numbered("story.brackets", clauses, h=numbered("story.holders", holders))


def _alternative(history: CoalitionHistory, session: int, clauses: int, holders: int) -> str:
    now = history.label[session - 1]
    values = {"s": session, "b": clauses, "h": holders}
    if not (now >= 0).any():
        return say("story.alt.none", **values)
    sizes = np.bincount(now[now >= 0])
    return say(
        "story.alt",
        **values,
        n=int((sizes > 0).sum()),
        x=_called(history, int(np.argmax(sizes))),
        m=int(sizes.max()),
        total=len(now),
    )


def _head(reading: Reading, history: CoalitionHistory, session: int) -> str:
    """Return the first that fits: the end, a merger, a change of side, a founding, a split, the text."""
    record = reading.record
    if session == record.n_rounds:
        early = session < record.deadline[-1] and record.is_clean[-1].all()
        key = "story.end.early" if early else "story.end"
        ending = say(key, s=session, outcome=outcome_sentence(record))
        return f"{ending} {left_over(record)}".strip()
    events = [event for event in history.events if event.session == session]
    told = (
        _merger(history, events, session)
        or _switch(reading, history, events)
        or _founding(history, events, session)
        or _split(history, events, session)
    )
    if told:
        return told
    closing = np.flatnonzero(record.is_clean[session] & ~record.is_clean[session - 1])
    agreed = {record.scenario.issues[issue].key for issue in closing}
    closes = sum(
        clause.issue in agreed for section in record.scenario.document.sections for clause in section.clauses
    )
    return numbered("story.text", closes, s=session) if closes else say("story.quiet", s=session)


def _called(history: CoalitionHistory, coalition: int) -> str:
    item = history.coalitions[coalition]
    return say("story.group", letter=item.letter, name=item.name)


def _largest(events: Sequence[CoalitionEvent], kind: str) -> CoalitionEvent | None:
    fitting = [event for event in events if event.kind == kind]
    return max(fitting, key=lambda event: len(event.members), default=None)


def _merger(history: CoalitionHistory, events: Sequence[CoalitionEvent], session: int) -> str:
    event = _largest(events, "merged")
    if event is None:
        return ""
    now = history.label[session - 1]
    sizes = np.bincount(now[now >= 0])
    is_largest = sizes[event.coalition] == sizes.max() and (sizes == sizes.max()).sum() == 1
    key = "story.merger.largest" if is_largest else "story.merger"
    return say(key, s=session, x=_called(history, event.source), y=_called(history, event.coalition))


def _switch(reading: Reading, history: CoalitionHistory, events: Sequence[CoalitionEvent]) -> str:
    event = _largest(events, "switched")
    if event is None:
        return ""
    capability = reading.record.tableau.capability[0]
    rows = sorted(event.members, key=lambda row: (-capability[row], row))
    names = names_in_words(
        tuple(str(row) for row in rows), {str(row): reading.names[row] for row in rows}, NAMED
    )
    earlier = any(
        other.kind == "switched" and other.source == event.source and other.session < event.session
        for other in history.events
    )
    return numbered(
        "story.switch" if earlier else "story.first",
        len(rows),
        s=event.session,
        names=names,
        x=_called(history, event.source),
        y=_called(history, event.coalition),
    )


def _founding(history: CoalitionHistory, events: Sequence[CoalitionEvent], session: int) -> str:
    founded = [event for event in events if event.kind == "founded"]
    event = _largest(events, "founded")
    if event is None:
        return ""
    if len(founded) > 1:
        return say(
            "story.opening",
            s=session,
            n=len(founded),
            x=_called(history, event.coalition),
            m=len(event.members),
            total=history.label.shape[1],
        )
    text = history.coalitions[event.coalition].text
    key = "story.founding" if text else "story.founding.plain"
    return say(key, s=session, n=len(event.members), x=_called(history, event.coalition), text=text)


def _split(history: CoalitionHistory, events: Sequence[CoalitionEvent], session: int) -> str:
    event = _largest(events, "split")
    if event is None:
        return ""
    before = len(history.members(session - 1, event.source))
    return numbered("story.split", len(event.members), s=session, x=_called(history, event.source), m=before)


def who_moved(record: Record, log: Log) -> tuple[Mover, ...]:
    """Return every delegation and issue that ended elsewhere than it began, the largest change first."""
    taken: dict[tuple[str, str], list[Move]] = {}
    for move in log.moves:
        if move.move == "change_position":
            taken.setdefault((move.delegation, move.issue), []).append(move)
    movers = []
    for row, key in enumerate(record.tableau.delegations):
        for number, issue in enumerate(record.scenario.issues):
            before = float(record.tableau.ideal[0, row, number])
            after = float(record.position[-1, row, number])
            steps = taken.get((key, issue.key), [])
            if steps:
                causes = dict.fromkeys((step.cause for step in steps), 0.0)
                for step in steps:
                    causes[step.cause] += step.amount * (after - before)
                movers.append(
                    Mover(
                        delegation=key,
                        issue=issue.key,
                        before=before,
                        after=after,
                        reason=tell_steps(steps, after - before),
                        cause=max(causes, key=lambda name: causes[name]),
                    )
                )
    return tuple(sorted(movers, key=lambda mover: -abs(mover.amount)))
