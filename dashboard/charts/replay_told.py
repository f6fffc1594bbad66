"""What happened in each session, in sentences and in the few words that fit above the braid."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from dashboard.charts.replay_contract import Event, Sentence
from dashboard.charts.replay_view import View
from dashboard.charts.typicality import typicality
from simulation.coalitions.tracking import CoalitionEvent, EventKind
from simulation.report.plain import clip

__all__ = ["closing_clauses", "events_of_run", "main_event", "sentences_of"]

_ORDER: Final[tuple[EventKind, ...]] = ("merged", "switched", "founded", "split", "joined", "left", "ended")
"""What is told first where several things happen in one session."""
_WIDE: Final = 12
_LINES: Final = 3


def main_event(view: View, session: int) -> CoalitionEvent | None:
    """Return what to tell of a session: the first kind in order, and of it what concerns most delegations."""
    events = [event for event in view.run.history.events if event.session == session]
    return min(events, key=lambda event: (_ORDER.index(event.kind), -len(event.members)), default=None)


def closing_clauses(view: View, session: int) -> int:
    """Return how many clauses were agreed or taken out in a session."""
    before, now = view.run.documents[session - 1], view.run.documents[session]
    over = {"clean_ad_ref", "deleted", "deferred"}
    pairs = zip(before.clauses, now.clauses, strict=True)
    return sum(new.status in over and old.status not in over for old, new in pairs)


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
    usual, level = typicality(view, session, main_event(view, session))
    return Sentence(
        head=_head(view, session),
        sub=_sub(view, session),
        alt=_alt(view, session),
        usual=usual,
        level=level,
        lines=_lines(view, session),
    )


def _counts(view: View, session: int) -> tuple[int, int]:
    """Return clauses in brackets after a session, and by how many delegations they are held."""
    table = view.run.tables["sessions"]
    if not session:
        return 0, 0
    return int(table["clauses_in_brackets"][session - 1]), int(table["holders"][session - 1])


def _sub(view: View, session: int) -> str:
    clauses, holders = _counts(view, session)
    if not view.run.manifest.asked:
        return view.say("sub.not_asked")
    left = view.run.manifest.outcome["left_over"]
    if session == view.sessions and left:
        return view.told(left)
    now = _held(view, clauses, holders)
    if session == 1:
        return now
    before = _counts(view, session - 1)
    if before == (clauses, holders):
        return view.say("sub.same", now=now, p=session - 1) if clauses else now
    return view.say("sub.before", now=now, p=session - 1, c=before[0], h=before[1])


def _held(view: View, clauses: int, holders: int) -> str:
    if not clauses:
        return view.say("sub.none")
    number = "one" if clauses == 1 else "other"
    return view.counted(f"sub.{number}", holders, b=clauses)


def _alt(view: View, session: int) -> str:
    clauses, holders = _counts(view, session)
    label = view.label[session]
    if not (label >= 0).any():
        return view.say("alt.none", s=session, b=clauses, h=holders)
    sizes = np.bincount(label[label >= 0])
    groups, largest = int((sizes > 0).sum()), int(sizes.argmax())
    return view.counted(
        "alt",
        groups,
        s=session,
        x=view.group(largest),
        m=int(sizes.max()),
        a=len(label),
        b=clauses,
        h=holders,
    )


def _head(view: View, session: int) -> str:
    if session == view.sessions:
        manifest = view.run.manifest
        if not manifest.asked:
            return view.told(manifest.outcome["sentence"])
        clean = np.asarray(view.run.tables["issues"]["clean"]).reshape(session, -1)[-1]
        key = "head.end.early" if session < manifest.planned and clean.all() else "head.end"
        return view.say(key, s=session, outcome=view.told(manifest.outcome["sentence"]))
    event = main_event(view, session)
    if event is not None:
        return _event_head(view, event)
    closing = closing_clauses(view, session)
    return view.counted("head.text", closing, s=session) if closing else view.say("head.quiet", s=session)


def _event_head(view: View, event: CoalitionEvent) -> str:
    told = {"s": event.session, "names": view.names(event.members)}
    if event.source >= 0:
        told["x"] = view.group(event.source)
    if event.coalition >= 0:
        told["y"] = view.group(event.coalition)
    n, key = len(event.members), f"head.{event.kind}"
    if event.kind == "founded":
        return _founding(view, event)
    if event.kind == "merged":
        return view.say(f"{key}.largest" if _is_largest(view, event) else key, **told)
    if event.kind == "switched":
        key = f"head.{_crossing(view, event)}"
    if event.kind == "split":
        told["m"] = int((view.label[event.session - 1] == event.source).sum())
    return view.counted(key, n, **told)


def _founding(view: View, event: CoalitionEvent) -> str:
    label = view.label[event.session]
    groups = len(np.unique(label[label >= 0]))
    founded = [
        other
        for other in view.run.history.events
        if other.session == event.session and other.kind == "founded"
    ]
    told = {"s": event.session, "y": view.group(event.coalition), "m": len(event.members), "a": len(label)}
    if len(founded) > 1:
        return view.say("head.opening", n=groups, **told)
    return view.counted("head.founded", len(event.members), names=view.names(event.members), **told)


def _is_largest(view: View, event: CoalitionEvent) -> bool:
    now = view.label[event.session]
    sizes = np.bincount(now[now >= 0])
    return bool(sizes[event.coalition] == sizes.max() and (sizes == sizes.max()).sum() == 1)


def _crossing(view: View, event: CoalitionEvent) -> str:
    """Return whether members go back to where they were, are the first to cross, or follow others."""
    rows = list(event.members)
    if (view.label[: event.session, rows] == event.coalition).any(axis=0).all():
        return "back"
    earlier = any(
        other.kind == "switched" and other.source == event.source and other.session < event.session
        for other in view.run.history.events
    )
    return "switched" if earlier else "first"


def _lines(view: View, session: int) -> list[str]:
    """Return at most three short lines for above the session."""
    if session == view.sessions:
        return view.say(f"line.outcome.{view.run.manifest.outcome['class']}").split("\n")
    event = main_event(view, session)
    if event is None:
        closing = closing_clauses(view, session)
        return view.counted("line.closed", closing).split("\n")[:_LINES] if closing else []
    others = sum(other.session == session for other in view.run.history.events) - 1
    lines = _event_lines(view, event)
    if event.kind == "founded":
        others = 0
    return [*lines, view.say("line.more", n=others)][:_LINES] if others else lines[:_LINES]


def _event_lines(view: View, event: CoalitionEvent) -> list[str]:
    if event.kind == "founded":
        letters = ", ".join(
            view.letter(other.coalition)
            for other in view.run.history.events
            if other.session == event.session and other.kind == "founded"
        )
        return [clip(letters, _WIDE), view.say("line.founded")]
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
    """Return all that happened to coalitions."""
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
        for event in view.run.history.events
    ]
