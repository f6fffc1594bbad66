"""Promises: what was traded is remembered, and so is who kept it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np

from simulation.live.places import place_of
from simulation.protocols.result import SIGNALS
from simulation.protocols.room import Room, Turn

__all__ = ["Promise", "State", "after_session", "at_the_end", "bind"]

type State = Literal["open", "kept", "broken", "void"]

FORMAL_OBJECT: Final = SIGNALS.index("formal_object")
AFTER_A_BREACH: Final = 0.1
"""What is left of the trust of whoever was let down (judgement): one breach, and it trades no more."""
HEARSAY: Final = 0.7
"""The same of everybody else, who hears of it at once (judgement): after two of them nobody trades any more."""
AFTER_KEEPING: Final = 0.1
"""What trust gains when a promise is kept (judgement: four talks in full agreement)."""
HEALING: Final = 0.02
"""What trust in who broke a promise comes back in a session in which it breaks none (judgement): a promise kept does as
much as five such sessions."""


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
    """Session in which it was kept, broken or void; 0: open."""


def after_session(
    room: Room, turn: Turn, ledger: Sequence[Promise], session: int, *, start: float
) -> list[Promise]:
    """Return the promises after a session, counted from 1, and let trust follow; pledges that are void are lifted.

    A promise is broken by a formal objection to the wording. It is kept when the clause is agreed on it. Where it is
    broken or comes to nothing, what was promised for it is void.

    Args:
        room: The room.
        turn: The session that was held.
        ledger: All promises so far.
        session: Its number.
        start: Trust with which everybody began, 0..1: what was lost by a breach heals by itself no further.
    """
    settled = [_settle(room, turn, promise, session) for promise in ledger]
    fallen = [
        new
        for new, old in zip(settled, ledger, strict=True)
        if new.state != old.state and new.state in ("broken", "void")
    ]
    for promise in fallen:
        settled = [_void(other, promise, session) for other in settled]
    _heal(room, settled, session, start)
    for new, old in zip(settled, ledger, strict=True):
        if new.state != old.state:
            _feel(room, new)
    bind(room, settled)
    return settled


def bind(room: Room, ledger: Sequence[Promise]) -> None:
    """Let delegations be bound by the promises that are open, and by no others."""
    if room.people is None:
        return
    room.people.pledged[:] = False
    for promise in ledger:
        if promise.state == "open":
            room.people.pledged[_place(room, promise)] = True


def at_the_end(ledger: Sequence[Promise], session: int, *, is_adopted: bool) -> list[Promise]:
    """Return the promises after the last session: what was never put to the test is void.

    Without a document so is what was kept on its way there: nothing is agreed until everything is. Who refuses a
    package or a document breaks no promise by it; what was broken on the floor before stays broken.
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


def _feel(room: Room, promise: Promise) -> None:
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
    room.state.trust = trust


def _heal(room: Room, ledger: Sequence[Promise], session: int, start: float) -> None:
    """Let trust come back by and by in who broke a promise once and none in this session, up to where it began."""
    rows = room.tableau.delegations.index
    broken = [one for one in ledger if one.state == "broken"]
    healing = {rows(one.by) for one in broken} - {rows(one.by) for one in broken if one.settled == session}
    if not healing:
        return
    trust, who = room.state.trust.copy(), sorted(healing)
    most = np.maximum(trust[:, :, who], start)
    trust[:, :, who] = np.minimum(trust[:, :, who] + HEALING, most)
    room.state.trust = trust


def _place(room: Room, promise: Promise) -> tuple[int, int, int]:
    """Return row, issue and option of a promise as indices."""
    place = place_of(room.tableau.scenario, (promise.issue, promise.option))
    return room.tableau.delegations.index(promise.by), *place
