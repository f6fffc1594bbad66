"""How usual what is seen in one session is: a statement about it, counted over the runs of an ensemble."""

from collections.abc import Sequence

import numpy as np

from dashboard.charts.replay_contract import Level
from dashboard.charts.replay_view import View
from dashboard.ensemble import Ensemble
from simulation.coalitions.tracking import CoalitionEvent
from simulation.experiments.interval import Estimate
from simulation.protocols.result import OUTCOME_CLASSES

__all__ = ["FEWEST", "in_100", "level_of", "typicality"]

FEWEST = 50
"""Below this number of runs no share is told."""
_USUAL, _LESS = 0.40, 0.10
_NEAR = 1


def level_of(value: float) -> Level:
    """Return how usual a share of the runs is.

    >>> level_of(0.58), level_of(0.4), level_of(0.1), level_of(0.02)
    ('usual', 'usual', 'less', 'rare')
    """
    if value >= _USUAL:
        return "usual"
    return "less" if value >= _LESS else "rare"


def in_100(estimate: Estimate) -> dict[str, int]:
    """Return a share and its interval as numbers of 100 runs."""
    return {
        "p": round(100 * estimate.value),
        "lo": round(100 * estimate.low),
        "hi": round(100 * estimate.high),
    }


def typicality(view: View, session: int, event: CoalitionEvent | None) -> tuple[str, Level]:
    """Return a sentence on how usual a session is, and how usual in one word; empty without an ensemble."""
    ensemble = view.ensemble
    if ensemble is None or ensemble.n < FEWEST or not view.run.manifest.asked:
        return "", ""
    statement, hits = _statement(view, ensemble, session, event)
    estimate = ensemble.share(hits)
    level = level_of(estimate.value)
    sentence = view.say(
        f"usual.{level}", runs=_number(view, ensemble.n), statement=statement, **in_100(estimate)
    )
    return sentence, level


def _number(view: View, n: int) -> str:
    return f"{n:,}".replace(",", view.say("thousands"))


def _statement(view: View, ensemble: Ensemble, session: int, event: CoalitionEvent | None) -> tuple[str, int]:
    """Return what is counted, in words, and in how many runs it is so."""
    if session == view.sessions:
        outcome = view.run.manifest.outcome["class"]
        hits = int((ensemble.outcome == OUTCOME_CLASSES.index(outcome)).sum())
        return view.say(f"statement.outcome.{outcome}"), hits
    pair = _pair(view, session, event)
    if pair is not None:
        first, second = pair
        hits = int(ensemble.together(session, first)[second])
        names = {"a": view.short[first], "b": view.short[second]}
        return view.say("statement.together", s=session, **names), hits
    if event is None:
        closed = _closed_now(view, session)
        if closed:
            hits = int(
                ((ensemble.closed[:, closed] > 0) & (ensemble.closed[:, closed] <= session)).all(axis=1).sum()
            )
            name = view.run.scenario.issues[closed[0]].name
            return view.counted("statement.closed", len(closed), s=session, issue=name), hits
    return _brackets(view, ensemble, session)


def _brackets(view: View, ensemble: Ensemble, session: int) -> tuple[str, int]:
    count = int(view.run.tables["sessions"]["clauses_in_brackets"][session - 1])
    low, high = max(0, count - _NEAR), count + _NEAR
    now = ensemble.bracketed[:, session]
    hits = int(((now >= low) & (now <= high)).sum())
    return view.say("statement.brackets", s=session, low=low, high=high), hits


def _pair(view: View, session: int, event: CoalitionEvent | None) -> tuple[int, int] | None:
    """Return two delegations whose standing together is the heart of an event: one that came, one that it came to.

    Each is the one with most capability on its side.
    """
    if event is None or event.coalition < 0:
        return None
    inside = np.flatnonzero(view.label[session] == event.coalition).tolist()
    came = view.by_voice(event.members)
    there = view.by_voice([row for row in inside if row not in event.members])
    if event.kind in ("founded", "split") or not there:
        return _first_two(view.by_voice(inside))
    return came[0], there[0]


def _first_two(rows: Sequence[int]) -> tuple[int, int] | None:
    return (rows[0], rows[1]) if len(rows) > 1 else None


def _closed_now(view: View, session: int) -> list[int]:
    """Return the issues that closed in a session."""
    clean = np.asarray(view.run.tables["issues"]["clean"]).reshape(view.sessions, -1)
    before = clean[session - 2] if session > 1 else np.zeros_like(clean[0])
    closed: list[int] = np.flatnonzero(clean[session - 1] & ~before).tolist()
    return closed
