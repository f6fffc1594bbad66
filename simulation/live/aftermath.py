"""Before and after a session: who comes with offers, who came to whom, and what was heard in the room."""

from dataclasses import replace
from typing import Final

import numpy as np

from simulation.live import talks
from simulation.live.approach import make_offers
from simulation.live.live_state import LiveState
from simulation.live.public import FAILED_PACKAGE, PublicMove, heard_in
from simulation.reasons.record_log import session_moves
from simulation.reasons.record_reading import Reading
from simulation.words import Said, said

__all__ = ["come_with_offers", "heard", "note_failed_packages", "remember_visits", "sessions_held"]

_OFFERS: Final = {"easy": 3, "standard": 2, "hard": 1}
"""How many delegations come to a seat with an offer in a session, by level."""
_NAMED: Final = 6
"""Most names in a sentence."""


def heard(live: LiveState) -> list[tuple[PublicMove, ...]]:
    """Return the signals and moves that the room heard, one entry a session held."""
    held = sessions_held(live)
    if len(live.heard) < held:
        reading = Reading(live.recorder.record(live.room, None), in_public=True)
        live.heard += [_heard_in(live, reading, session) for session in range(len(live.heard) + 1, held + 1)]
    return live.heard


def _heard_in(live: LiveState, reading: Reading, session: int) -> tuple[PublicMove, ...]:
    """Return what was heard in a session, counted from 1."""
    moves = heard_in(list(session_moves(reading, session - 1)))
    return *(_as_support(live, move, session) for move in moves), *live.failed.get(session, ())


def note_failed_packages(live: LiveState, session: int) -> None:
    """Keep, of the session just held, which packages did not pass: no record says so."""
    live.failed[session] = tuple(_failed_packages(live, session))


def sessions_held(live: LiveState) -> int:
    """Return how many sessions are over."""
    return len(live.recorder.table) - 1


def _as_support(live: LiveState, move: PublicMove, session: int) -> PublicMove:
    """Return a move, marked where it tables the wording that was on the table before the session."""
    if move.move != "propose_option":
        return move
    issue = live.issue(move.issue)
    before = int(live.recorder.table[session - 1][issue])
    return replace(move, on_table=live.wording(issue, before).key == move.option)


def come_with_offers(live: LiveState) -> None:
    """Put on the table what simulated delegations offer whoever holds a seat in this session."""
    for row in np.flatnonzero(live.held).tolist():
        most = _OFFERS[live.level]
        for offer in make_offers(live, person=row, most=most):
            live.put(offer)


def remember_visits(live: LiveState) -> None:
    """Keep whom colleagues met for whoever holds a seat, who sought it out in this session, and what those told.

    Where somebody sits, colleagues seek out others and tell nothing: what it says is for whoever sits there to decide.
    So whom they met is not told that it was sought out.
    """
    live.sought, live.talked_for = {}, {}
    for row in np.flatnonzero(live.held).tolist():
        comes = (live.turn.partner[0] == row).any(axis=1) & ~live.people.seated
        live.sought[row] = visitors = np.flatnonzero(comes).tolist()
        met = live.turn.partner[0, row]
        live.talked_for[row] = np.unique(met[met >= 0]).tolist()
        for other in visitors:
            talks.visit(live, row, other, session=live.room.state.session)


def _failed_packages(live: LiveState, session: int) -> list[PublicMove]:
    """Return, for each package that did not pass, that it did not and who objected."""
    keys = live.room.tableau.delegations
    names = {item.key: item.short or item.name for item in live.case.delegations}
    moves = list[PublicMove]()
    for fallen in live.turn.fallen:
        against = tuple(keys[row] for row in np.flatnonzero(fallen.objects))
        author = "" if fallen.author < 0 else keys[fallen.author]
        issues = [live.topic(issue).name for issue in np.flatnonzero(fallen.is_open).tolist()]
        reason = said(
            "live.package.failed",
            n=len(against),
            who=names[author] if author else said("news.chair"),
            issues=_some(issues),
            names=_some([names[key] for key in against]),
        )
        moves.append(_failed(session, author, reason, against))
    authors = np.flatnonzero(live.people.seated & (live.people.package >= 0).any(axis=1))
    if len(authors) and live.turn.bridge_by[0] != authors[0]:
        moves.append(_failed(session, keys[authors[0]], said("live.package.unread")))
    return moves


def _failed(session: int, author: str, reason: Said, against: tuple[str, ...] = ()) -> PublicMove:
    return PublicMove(session=session, delegation=author, move=FAILED_PACKAGE, others=against, reason=reason)


def _some(names: list[str]) -> Said:
    """Return names as a list; of many the first are named, and never is one alone only counted."""
    return Said.names(names, _NAMED if len(names) > _NAMED + 1 else len(names))
