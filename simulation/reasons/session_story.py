"""Tells a negotiation session by session, and who moved furthest."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.coalitions.tracking import (
    WHOLE,
    WHOLE_THAT_DECIDES,
    WHOLE_WITH_OTHERS,
    CoalitionEvent,
    CoalitionHistory,
)
from simulation.engine.record import Record
from simulation.reasons.ending_in_words import is_asked, outcome_sentence
from simulation.reasons.movement import tell_steps
from simulation.reasons.moves_logged import Log, Move
from simulation.reasons.news import News, news_of
from simulation.reasons.opposition import Opposition, brackets_told, deciding_of, oppositions
from simulation.reasons.order_of_work import calls, drafts, order_of_work, takes_stock
from simulation.reasons.record_log import chair_texts, closings
from simulation.reasons.record_reading import Reading, moments_of
from simulation.reasons.text_events import happened_then, text_events
from simulation.text.document import build_document
from simulation.words import Said, Value, said

__all__ = ["Mover", "SessionSentence", "furthest", "session_sentences", "who_moved"]

_WHOLE: Final = {
    WHOLE: "story.whole",
    WHOLE_THAT_DECIDES: "story.whole.decide",
    WHOLE_WITH_OTHERS: "story.whole.others",
}
NAMED = 3
"""Most delegations named in a headline."""
_DIGITS: Final = 9
"""Decimals in which two changes are as large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSentence:
    """What to say about one session."""

    session: int
    """Counted from 1."""
    head: Said
    """What happened, in one sentence."""
    sub: Said
    """How many clauses are in brackets, and how many of them somebody blocks."""
    alt: Said
    """The state of the room for those who do not see the charts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mover:
    """How far one delegation moved on one issue from its opening to the end."""

    delegation: str
    issue: str
    before: float
    after: float
    reason: Said
    """The largest step with its private reason, and the sums of all steps by cause."""
    cause: str

    @property
    def amount(self) -> float:
        """Change, towards 1 if positive."""
        return self.after - self.before


def session_sentences(
    record: Record, history: CoalitionHistory, log: Log | None = None, *, is_over: bool = True
) -> tuple[SessionSentence, ...]:
    """Return a headline, the state of the brackets and a text alternative for each session.

    Args:
        record: The negotiation.
        history: The coalitions detected in it.
        log: Its log; without one nothing is told of what only each delegation knows, such as its red lines.
        is_over: Whether its last session is the last of all; else that is told like the others.
    """
    reading = Reading(record)
    moments = moments_of(record)[: record.n_rounds + 1]
    documents = [build_document(record.scenario, record.tableau.delegations, moment) for moment in moments]
    position = np.concatenate([record.tableau.ideal, record.position])
    news = news_of(documents, history, position)
    standing = oppositions(documents, _moves(reading, log), deciding_of(record))
    return tuple(
        SessionSentence(
            session=session,
            head=_head(
                reading,
                history,
                news[session - 1],
                is_last=is_over and session == record.n_rounds,
            ),
            sub=brackets_told(standing[session]),
            alt=_alternative(history, session, standing[session]),
        )
        for session in range(1, record.n_rounds + 1)
    )


def _moves(reading: Reading, log: Log | None) -> Iterable[Move]:
    """Return what was done; without a log what the chair opened each session with, which all know."""
    if log is not None:
        return log.moves
    return [move for at in range(reading.record.n_rounds) for move in order_of_work(reading, at)]


def _alternative(history: CoalitionHistory, session: int, standing: Sequence[Opposition]) -> Said:
    now = history.label[session - 1]
    values = {"s": session, "b": len(standing), "k": sum(bool(one.blocks) for one in standing)}
    if not (now >= 0).any():
        return said("story.alt.none", **values)
    sizes = np.bincount(now[now >= 0])
    return said(
        "story.alt",
        n=int((sizes > 0).sum()),
        **values,
        x=_called(history, int(np.argmax(sizes))),
        m=int(sizes.max()),
        total=len(now),
    )


def _head(reading: Reading, history: CoalitionHistory, news: News, *, is_last: bool) -> Said:
    """Return the end, else what became of the text and then who changed sides, else what was done."""
    record, session = reading.record, news.session
    if not is_asked(record) and is_last:
        return outcome_sentence(record)
    if is_last:
        early = session < record.deadline[-1] and record.is_clean[-1].all()
        key = "story.end.early" if early else "story.end"
        return said(key, s=session, outcome=outcome_sentence(record))
    parts = [*_of_the_text(reading, news), *_of_groups(reading, history, news)] or [_quiet(reading, session)]
    return said("story.head", s=session, news=happened_then(parts))


def _of_the_text(reading: Reading, news: News) -> Iterator[Said]:
    """Yield what became of the text."""
    at, record = news.session - 1, reading.record
    moves = [*chair_texts(reading, at), *closings(reading, at)]
    for event in text_events(news, moves, record.scenario):
        yield event.told


def _issues(reading: Reading, rows: Sequence[int]) -> Said:
    return Said.names([reading.issues[row] for row in rows], len(rows))


def _of_groups(reading: Reading, history: CoalitionHistory, news: News) -> Iterator[Said]:
    """Yield who changed sides for good; where nobody moved, that the line was redrawn, if nothing else is told."""
    event = news.event
    if event is None:
        return
    if not news.is_redrawn:
        yield _told(reading, history, event)
    elif not news.closed:
        yield _redrawn(reading, history, event)


def _redrawn(reading: Reading, history: CoalitionHistory, event: CoalitionEvent) -> Said:
    """Return that delegations stayed put and count with others than before, or that their group is one no more."""
    if event.kind == "ended":
        return said("news.redrawn.ended", x=_called(history, event.source))
    values: dict[str, Value] = {"n": len(event.members), "names": _named(reading, event.members)}
    if event.kind in ("founded", "split"):
        return said("news.redrawn.new", **values)
    if event.coalition >= 0:
        return said("news.redrawn.to", y=_called(history, event.coalition), **values)
    return said("news.redrawn.out", x=_called(history, event.source), **values)


def _quiet(reading: Reading, session: int) -> Said:
    """Return what is told of a session, counted from 1, in which nothing closed and nobody changed sides."""
    if takes_stock(reading, session - 1):
        return said("story.stock")
    for key, found in (("called", calls(reading, session - 1)), ("drafted", drafts(reading, session - 1))):
        if found:
            return said(f"story.{key}", issues=_issues(reading, found))
    return said("story.quiet")


def _told(reading: Reading, history: CoalitionHistory, event: CoalitionEvent) -> Said:
    """Return an event in words."""
    values: dict[str, Value] = {"names": _named(reading, event.members)}
    for name, coalition in (("x", event.source), ("y", event.coalition)):
        if coalition >= 0:
            values[name] = _called(history, coalition)
    match event.kind:
        case "founded":
            rooms = [
                one for one in _founded_with(history, event) if history.coalitions[one.coalition].is_whole
            ]
            if rooms:
                return said(_WHOLE[history.coalitions[rooms[0].coalition].name.key])
            return _founding(history, event, values)
        case "merged":
            return said(f"story.merged{_rank(history, event)}", **values)
        case "switched":
            return said(f"story.{_crossing(history, event)}", n=len(event.members), **values)
        case "split":
            values["m"] = len(history.members(event.session - 1, event.source))
        case "ended":
            return _end_of(reading, history, event, values)
    return said(f"story.{event.kind}", n=len(event.members), **values)


def _end_of(
    reading: Reading, history: CoalitionHistory, event: CoalitionEvent, values: dict[str, Value]
) -> Said:
    """Return that a group came apart, and to which others its members went, the largest part first."""
    parts = [
        one
        for one in history.lasting
        if (one.kind, one.session, one.source) == ("switched", event.session, event.source)
    ]
    if not parts:
        return said("story.ended", **values)
    went = [
        said(
            "story.part",
            n=len(one.members),
            names=_named(reading, one.members),
            y=_called(history, one.coalition),
        )
        for one in sorted(parts, key=lambda one: -len(one.members))
    ]
    return said("story.ended.parts", parts=Said.apart(went), **values)


def _rank(history: CoalitionHistory, event: CoalitionEvent) -> str:
    """Return what a group has become that others merged into: the only one, newly the largest, or neither."""
    now = history.label[event.session - 1]
    if set(now[now >= 0].tolist()) == {event.coalition}:
        return ".only"
    is_largest, was_largest = (
        _largest(history, session) == [event.coalition] for session in (event.session, event.session - 1)
    )
    return ".largest" if is_largest and not was_largest else ""


def _named(reading: Reading, members: Sequence[int]) -> Said:
    """Return delegations by name, the greatest capability first."""
    capability = reading.record.tableau.capability[0]
    rows = sorted(members, key=lambda row: (-capability[row], row))
    return Said.names([reading.names[row] for row in rows], NAMED)


def _called(history: CoalitionHistory, coalition: int) -> Said:
    return history.coalitions[coalition].name


def _largest(history: CoalitionHistory, session: int) -> list[int]:
    """Return the largest coalition after a session, or several as large."""
    now = history.label[session - 1]
    sizes = np.bincount(now[now >= 0])
    return np.flatnonzero(sizes == sizes.max()).tolist()


def _crossing(history: CoalitionHistory, event: CoalitionEvent) -> str:
    """Return whether members go back to where they were, are the first to cross, or follow others."""
    if (history.label[: event.session - 1, list(event.members)] == event.coalition).any(axis=0).all():
        return "back"
    earlier = any(
        other.kind == "switched" and other.source == event.source and other.session < event.session
        for other in history.lasting
    )
    return "switched" if earlier else "first"


def _founded_with(history: CoalitionHistory, event: CoalitionEvent) -> list[CoalitionEvent]:
    """Return the foundings of a session, that of an event among them."""
    return [one for one in history.lasting if (one.kind, one.session) == ("founded", event.session)]


def _founding(history: CoalitionHistory, event: CoalitionEvent, values: dict[str, Value]) -> Said:
    """Return that a group forms; where several do, into what the room falls."""
    if len(_founded_with(history, event)) == 1:
        return said("story.founded", n=len(event.members), **values)
    now = history.label[event.session - 1]
    largest = _largest(history, event.session)[0]
    return said(
        "story.opening",
        n=len(np.unique(now[now >= 0])),
        x=_called(history, largest),
        m=int((now == largest).sum()),
        total=len(now),
    )


def furthest(movers: Sequence[Mover]) -> tuple[Mover, ...]:
    """Return the largest change of each delegation on one issue, the largest first."""
    found: dict[str, Mover] = {}
    for mover in movers:
        found.setdefault(mover.delegation, mover)
    return tuple(found.values())


def who_moved(record: Record, log: Log) -> tuple[Mover, ...]:
    """Return every delegation and issue that ended elsewhere than it began, the largest change first.

    Of changes as large that of the greatest voice is the first.
    """
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
    voice = dict(zip(record.tableau.delegations, record.tableau.capability[0].tolist(), strict=True))
    return tuple(
        sorted(movers, key=lambda mover: (-round(abs(mover.amount), _DIGITS), -voice[mover.delegation]))
    )
