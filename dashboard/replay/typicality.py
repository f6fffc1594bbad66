"""How usual what is seen in one session is: a statement about it, counted over the runs of an ensemble."""

import numpy as np

from dashboard.replay.ensemble import Ensemble
from dashboard.replay.replay_contract import Level
from dashboard.replay.replay_shares import share_in_words
from dashboard.replay.replay_view import View
from simulation.coalitions import CoalitionEvent
from simulation.protocols import OUTCOME_CLASSES
from simulation.reasons import News

__all__ = ["FEWEST", "level_of", "typicality"]

FEWEST = 50
"""Below this number of runs no share is told."""
_USUAL, _LESS = 0.40, 0.10
_MANY = 10
"""Clauses from which one more or less in brackets is the same."""


def level_of(value: float) -> Level:
    """Return how usual a share of the runs is.

    >>> level_of(0.58), level_of(0.4), level_of(0.1), level_of(0.02)
    ('usual', 'usual', 'less', 'rare')
    """
    if value >= _USUAL:
        return "usual"
    return "less" if value >= _LESS else "rare"


def typicality(view: View, news: News) -> tuple[str, Level]:
    """Return a sentence on how usual a session is, and how usual in one word; empty without an ensemble."""
    ensemble = view.ensemble
    if ensemble is None or ensemble.n < FEWEST or not view.run.manifest.asked:
        return "", ""
    statement, hits = _statement(view, ensemble, news)
    estimate = ensemble.share(hits)
    level = level_of(estimate.value)
    sentence = view.say(
        f"usual.{level}",
        runs=view.words.count(ensemble.n),
        statement=statement,
        **share_in_words(view.words, estimate),
    )
    return sentence, level


def _statement(view: View, ensemble: Ensemble, news: News) -> tuple[str, int]:
    """Return what is counted, in words, and in how many runs it is so."""
    session, event = news.session, news.event
    if session == view.sessions:
        outcome = view.run.manifest.outcome["class"]
        hits = int((ensemble.outcome == OUTCOME_CLASSES.index(outcome)).sum())
        return view.words.say(f"class.{outcome}.event"), hits
    closed = _closed_now(view, session)
    if closed:
        by_now = (ensemble.closed[:, closed] > 0) & (ensemble.closed[:, closed] <= session)
        name = view.run.scenario.issues[closed[0]].name
        return view.counted("statement.closed", len(closed), s=session, issue=name), int(
            by_now.all(axis=1).sum()
        )
    if event is not None and event.kind == "founded":
        return _groups(view, ensemble, session)
    pair = None if event is None else _pair(view, session, event)
    if pair is not None:
        first, second, is_together = pair
        hits = int(ensemble.together(session, first)[second])
        names = {"a": view.short[first], "b": view.short[second]}
        if is_together:
            return view.say("statement.together", s=session, **names), hits
        return view.say("statement.apart", s=session, **names), ensemble.n - hits
    return _brackets(view, ensemble, session)


def _brackets(view: View, ensemble: Ensemble, session: int) -> tuple[str, int]:
    """Return how many clauses are in brackets, give or take one where there are many."""
    clauses = len(view.run.documents[0].clauses)
    count = int(view.run.tables["sessions"]["clauses_in_brackets"][session - 1])
    spread = 1 if clauses >= _MANY else 0
    low, high = max(0, count - spread), min(clauses, count + spread)
    now = ensemble.bracketed[:, session]
    hits = int(((now >= low) & (now <= high)).sum())
    if low == high:
        return view.counted("statement.bracketed", low, s=session), hits
    key = "statement.either" if high == low + 1 else "statement.brackets"
    return view.say(key, s=session, low=low, high=high), hits


def _groups(view: View, ensemble: Ensemble, session: int) -> tuple[str, int]:
    """Return into how many groups the room falls."""
    label = view.label[session]
    groups = len(np.unique(label[label >= 0]))
    hits = sum(len(np.unique(now[now >= 0])) == groups for now in ensemble.label[:, session])
    return view.counted("statement.groups", groups, s=session), hits


def _pair(view: View, session: int, event: CoalitionEvent) -> tuple[int, int, bool] | None:
    """Return two delegations that tell the heart of an event, and whether they stand together after it.

    One is of those that came or went, the other of those to whom it came or from whom it went; each is the one with
    most capability on its side.
    """
    is_together = event.kind not in ("split", "left", "ended")
    where = event.coalition if is_together else event.source
    label = view.label[session]
    there = [row for row in np.flatnonzero(label == where).tolist() if row not in event.members]
    came = view.by_voice(event.members)
    if there:
        return came[0], view.by_voice(there)[0], is_together
    return (came[0], came[1], label[came[0]] == label[came[1]] >= 0) if len(came) > 1 else None


def _closed_now(view: View, session: int) -> list[int]:
    """Return the issues that closed in a session."""
    clean = np.asarray(view.run.tables["issues"]["clean"]).reshape(view.sessions, -1)
    before = clean[session - 2] if session > 1 else np.zeros_like(clean[0])
    closed: list[int] = np.flatnonzero(clean[session - 1] & ~before).tolist()
    return closed
