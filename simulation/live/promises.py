"""Promises: what was traded is remembered, and so is who kept it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np

from simulation.arrays import FloatArray
from simulation.live.places import place_of
from simulation.protocols.result import SIGNALS
from simulation.protocols.room import Room, Turn

__all__ = ["Promise", "State", "after_session", "at_the_end", "bind"]

type State = Literal["open", "kept", "broken", "void"]

FORMAL_OBJECT: Final = SIGNALS.index("formal_object")
AFTER_A_BREACH: Final = 0.1
"""What is left of the trust of whoever was let down (judgement): after one breach it trades no more."""
HEARSAY: Final = 0.7
"""The same of everybody else, who hears of it at once (judgement): after two of them nobody trades any more who
trusted as all do at the start; who has come to trust less stops sooner, who trusts more later."""
AFTER_KEEPING: Final = 0.1
"""What trust gains when a promise is kept (judgement: four talks in full agreement)."""
HEALING: Final = 0.02
"""What comes back in a session without a breach of the trust that breaches took, and of no other (judgement): a promise
kept does as much as five such sessions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One side of a trade: to live with a wording if it comes to it."""

    by: str
    to: str
    issue: str
    option: str
    trade: str
    """Id of the offer that was accepted; both sides of a trade have the same."""
    session: int
    """In which it was made, counted from 1."""
    state: State = "open"
    """`void`: the clause was settled otherwise or by the end not at all, the return fell away (the other side broke its
    part, or that came to nothing), or there is no document in the end."""
    settled: int = 0
    """Session in which it was kept, broken or void; 0 while it is open."""


def after_session(
    room: Room, turn: Turn, ledger: Sequence[Promise], session: int, *, lost: FloatArray
) -> list[Promise]:
    """Return the promises after a session, counted from 1, and let trust follow; pledges that are void are lifted.

    A promise is broken by a formal objection to the wording. It is kept when the clause is agreed on it. Where it is
    broken or comes to nothing, what was promised for it is void.

    Args:
        room: The room.
        turn: The session that was held.
        ledger: All promises so far.
        session: Its number.
        lost: What breaches have taken of the trust of each delegation, a row, in each other and what has not come back
            yet, `[A, A]`, 0..1; it is brought up to date in place.
    """
    settled = [_settle(room, turn, promise, session) for promise in ledger]
    fallen = [
        new
        for new, old in zip(settled, ledger, strict=True)
        if new.state != old.state and new.state in ("broken", "void")
    ]
    for promise in fallen:
        settled = [_void(other, promise, session) for other in settled]
    _heal(room, settled, session, lost)
    for new, old in zip(settled, ledger, strict=True):
        if new.state != old.state:
            _feel(room, new, lost)
    bind(room, settled)
    return settled


def bind(room: Room, ledger: Sequence[Promise]) -> None:
    """Let delegations be bound by the promises that are open, and by no others."""
    if room.people is None:
        return
    room.people.pledged[:] = room.people.bought[:] = False
    for promise in ledger:
        if promise.state == "open":
            by, *place = _place(room, promise)
            to = room.tableau.delegations.index(promise.to)
            room.people.pledged[by, *place] = room.people.bought[to, *place] = True


def at_the_end(ledger: Sequence[Promise], session: int, *, is_adopted: bool) -> list[Promise]:
    """Return the promises after the last session: what was never put to the test is void.

    Without a document so is what was kept on its way there: what was agreed counts only in a text that is adopted. Who
    refuses a package or a document breaks no promise by it; what was broken on the floor before stays broken.
    """
    fails: set[State] = {"open"} if is_adopted else {"open", "kept"}
    return [replace(item, state="void", settled=session) if item.state in fails else item for item in ledger]


def _settle(room: Room, turn: Turn, promise: Promise, session: int) -> Promise:
    if promise.state != "open":
        return promise
    row, issue, option = _place(room, promise)
    places = np.flatnonzero((turn.opened[0] == issue) & turn.is_opened[0])
    objected = any(turn.signal[0, place, row, option] == FORMAL_OBJECT for place in places)
    if objected:
        return replace(promise, state="broken", settled=session)
    if room.state.is_clean[0, issue]:
        state: State = "kept" if room.state.table[0, issue] == option else "void"
        return replace(promise, state=state, settled=session)
    return promise


def _void(promise: Promise, fallen: Promise, session: int) -> Promise:
    """Free the other side of a trade whose return was broken or came to nothing."""
    answers = promise.trade == fallen.trade and promise.by == fallen.to
    if promise.state != "open" or not answers:
        return promise
    return replace(promise, state="void", settled=session)


def _feel(room: Room, promise: Promise, lost: FloatArray) -> None:
    """Let trust in whoever promised follow what became of it."""
    keys = room.tableau.delegations
    by, to = keys.index(promise.by), keys.index(promise.to)
    trust = room.state.trust.copy()
    if promise.state == "kept":
        trust[:, to, by] = np.minimum(trust[:, to, by] + AFTER_KEEPING, 1.0)
    elif promise.state == "broken":
        left = trust[:, to, by] * AFTER_A_BREACH
        trust[:, :, by] *= HEARSAY
        trust[:, to, by] = left
        lost[:, by] += room.state.trust[0, :, by] - trust[0, :, by]
    room.state.trust = trust


def _heal(room: Room, ledger: Sequence[Promise], session: int, lost: FloatArray) -> None:
    """Give back by and by what breaches took of trust, to who broke nothing in this session.

    What disagreement took stays taken. As without a breach, nobody is trusted more than fully: what would go beyond
    comes back no more.
    """
    rows = room.tableau.delegations.index
    np.minimum(lost, 1.0 - room.state.trust[0], out=lost)
    back = np.minimum(HEALING, lost)
    back[:, [rows(one.by) for one in ledger if one.state == "broken" and one.settled == session]] = 0.0
    lost -= back
    room.state.trust = room.state.trust + back


def _place(room: Room, promise: Promise) -> tuple[int, int, int]:
    """Return row, issue and option of a promise as indices."""
    place = place_of(room.tableau.scenario, (promise.issue, promise.option))
    return room.tableau.delegations.index(promise.by), *place
