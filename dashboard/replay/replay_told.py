"""What happened in each session, in sentences and in the few words that fit above the braid."""

from collections.abc import Sequence
from textwrap import wrap
from typing import Final

from dashboard.replay.replay_contract import Answer, Event, Mark, Sentence
from dashboard.replay.replay_view import View
from dashboard.replay.typicality import typicality
from simulation.coalitions import CoalitionEvent
from simulation.drawing import clip
from simulation.reasons import happened_then, text_events
from simulation.words import said

__all__ = ["answers_of", "events_of_run", "marks_of", "sentences_of"]

_WIDE: Final = 12
_LABEL: Final = 14
"""Letters in a line of what a class of outcome is called."""
_LINES: Final = 3


def sentences_of(view: View) -> list[Sentence]:
    """Return what to say before the first session and after each."""
    start = Sentence(
        head=view.counted("head.start", len(view.run.delegations)),
        sub=view.counted("sub.start", len(view.run.documents[0].clauses)),
        alt=view.counted("head.start", len(view.run.delegations)),
        usual="",
        level="",
        lines=[],
    )
    return [start, *(_sentence(view, session) for session in range(1, view.sessions + 1))]


def _sentence(view: View, session: int) -> Sentence:
    usual, level = typicality(view, view.run.news[session - 1])
    table = view.run.tables["sessions"]
    return Sentence(
        head=view.told(table["headline"][session - 1]),
        sub=_sub(view, session),
        alt=view.told(table["description"][session - 1]),
        usual=usual,
        level=level,
        lines=_lines(view, session),
    )


def answers_of(view: View) -> list[Answer]:
    """Return what a viewer asks first of a run, with the answers; the last is how usual its end is."""
    usual = typicality(view, view.run.news[-1])[0] or view.say("sure.alone")
    sure = Answer(kind="sure", ask=view.say("sure"), told=usual, session=view.sessions)
    found = [
        Answer(
            kind=one.kind,
            ask=view.words.say(f"glance.ask.{one.kind}"),
            told=view.told(one.told),
            session=one.session,
        )
        for one in view.run.gist.glance
    ]
    return [*found, sure]


def marks_of(view: View) -> list[Mark]:
    """Return what became of the text before the first session (nothing) and in each."""
    return [Mark(kinds=[], text=-1), *(_mark(view, session) for session in range(1, view.sessions + 1))]


def _mark(view: View, session: int) -> Mark:
    events = text_events(view.run.news[session - 1], view.run.log.moves, view.run.scenario)
    if not events:
        return Mark(kinds=[], text=-1)
    told = said("story.head", s=session, news=happened_then([event.told for event in events]))
    return Mark(kinds=[event.kind for event in events], text=view.pool.text(view.told(told)))


def _counts(view: View, session: int) -> tuple[int, int]:
    """Return clauses in brackets after a session, counted from 1, and how many of them somebody blocks."""
    standing = view.run.oppositions[session]
    return len(standing), sum(bool(one.blocks) for one in standing)


def _sub(view: View, session: int) -> str:
    """Return the state of the brackets, and what it was before or since when it is so; at the end what is left over."""
    if not view.run.manifest.asked:
        return view.say("sub.not_asked")
    left = view.run.manifest.left_over
    if session == view.sessions and left:
        return view.told(left)
    now = view.told(view.run.tables["sessions"]["brackets_in_words"][session - 1])
    counts, since = _counts(view, session), session
    told = view.run.tables["sessions"]["brackets_in_words"]
    while since > 1 and told[since - 2] == told[session - 1]:
        since -= 1
    if since < session:
        return view.say("sub.same", now=now, p=since) if counts[0] else now
    if session == 1:
        return now
    clauses, blocked = _counts(view, session - 1)
    return view.counted("sub.before", blocked, now=now, p=session - 1, c=clauses)


def _lines(view: View, session: int) -> list[str]:
    """Return at most three short lines for above the session."""
    if session == view.sessions:
        return wrap(view.words.say(f"class.{view.run.manifest.outcome['class']}"), _LABEL)[:_LINES]
    news = view.run.news[session - 1]
    if news.closed:
        return view.counted("line.closed", news.closed).split("\n")[:_LINES]
    event = news.event
    if event is None:
        return []
    if news.is_redrawn:
        return view.say("line.redrawn").split("\n")[:_LINES]
    others = sum(other.session == session for other in view.run.history.lasting) - 1
    lines = _event_lines(view, event)
    if event.kind == "founded":
        others = 0
    return [*lines, view.say("line.more", n=others)][:_LINES] if others else lines[:_LINES]


def _event_lines(view: View, event: CoalitionEvent) -> list[str]:
    if event.kind == "founded":
        letters = [
            view.letter(other.coalition)
            for other in view.run.history.lasting
            if other.session == event.session and other.kind == "founded"
        ]
        return [clip(view.words.listed(letters), _WIDE), view.counted("line.founded", len(letters))]
    ends = {
        name: view.letter(place)
        for name, place in (("x", event.source), ("y", event.coalition))
        if place >= 0
    }
    if event.kind in ("ended", "split"):
        return [view.say(f"line.{event.kind}", **ends)]
    if event.kind in ("joined", "left"):
        return [_who(view, event.members), view.say(f"line.{event.kind}", **ends)]
    way = " → ".join(ends.values())
    return [way, view.say("line.merged")] if event.kind == "merged" else [_who(view, event.members), way]


def _who(view: View, members: Sequence[int]) -> str:
    """Return the first delegation and how many more, in about twelve characters."""
    more = f" +{len(members) - 1}" if len(members) > 1 else ""
    names = [view.short[row] for row in view.by_voice(members)]
    room = _WIDE - len(more)
    return clip(next((name for name in names if len(name) <= room), names[0]), room) + more


def events_of_run(view: View) -> list[Event]:
    """Return what happened to coalitions and lasted."""
    return [
        Event(
            {
                "s": event.session,
                "type": event.kind,
                "who": view.pool.set(view.by_voice(event.members)),
                "from": event.source,
                "to": event.coalition,
                "short": " ".join(_event_lines(view, event)),
            }
        )
        for event in view.run.history.lasting
    ]
