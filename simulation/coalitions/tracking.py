"""Follows coalitions through the sessions: which of today's is which of yesterday's, and what happened."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from simulation.arrays import ATOL, FloatArray, IntArray
from simulation.words import NOTHING, Said, said

__all__ = [
    "Coalition",
    "CoalitionEvent",
    "CoalitionHistory",
    "EventKind",
    "events_of",
    "letter",
    "settled",
    "track",
]

type EventKind = Literal["founded", "joined", "left", "switched", "merged", "split", "ended"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coalition:
    """One coalition over its life. Sessions are counted from 1."""

    slot: int
    """Place in the order of founding: 0 is A. No other coalition of the run has it. Up to 7 it has its own colour."""
    name: Said = NOTHING
    text: str = ""
    """The wording it stands for, if all its members put their name to one."""
    founded: int
    ended: int | None = None
    """The first session without it."""

    @property
    def short(self) -> Said:
        """Its name where there is little room: the members that it is named after."""
        return _short(self.name)

    @property
    def letter(self) -> str:
        """The letter of its slot."""
        return letter(self.slot)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoalitionEvent:
    """Something that happened to coalitions in one session.

    *founded*: `members` found `coalition`. *joined*, *left*: with no other coalition involved. *switched*:
    from `source` to `coalition`. *merged*: `source` ends and its larger part is now in `coalition`. *split*:
    `members` leave `source`, which goes on, and found `coalition`. *ended*: `source` is no more.
    """

    session: int
    kind: EventKind
    members: tuple[int, ...]
    """Rows."""
    coalition: int = -1
    source: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class CoalitionHistory:
    """Who was in which coalition, session by session."""

    label: IntArray
    """Index into `coalitions`, `[T, A]`; -1: in none."""
    coalitions: tuple[Coalition, ...]
    events: tuple[CoalitionEvent, ...] = field(default=())
    lasting: tuple[CoalitionEvent, ...] = field(default=())
    """What is worth telling: the events less those that are undone in the next session. See `settled`."""

    def members(self, session: int, coalition: int) -> IntArray:
        """Return the rows in a coalition in a session, counted from 1."""
        rows: IntArray = np.flatnonzero(self.label[session - 1] == coalition)
        return rows


def letter(slot: int) -> str:
    """Return the letter of a slot: A to Z, then A2 and so on.

    >>> letter(0), letter(8), letter(26)
    ('A', 'I', 'A2')
    """
    turn, place = divmod(slot, 26)
    return chr(ord("A") + place) + (str(turn + 1) if turn else "")


def _short(name: Said) -> Said:
    match name.key:
        case "coalition.again":
            return said("coalition.again", **(dict(name.values) | {"name": _short(name.inner("name"))}))
        case "coalition.side" | "coalition.side.named" | "coalition.middle" | "coalition.around":
            return Said.verbatim("–".join(name.inner("names").items()))
    return name


def track(found: IntArray, capability: FloatArray) -> CoalitionHistory:
    """Return the history of coalitions from the partition of each session.

    A group is the same coalition as one of the session before if they share at least half the capability of
    the smaller of the two; where several qualify, the largest overlap goes first. So a merger goes on as its
    larger side and a split as its larger part. Slots are given in the order of founding, within a session to
    the largest first, and none is given twice.

    Args:
        found: Group of each delegation in each session, `[T, A]`, any numbers; -1: none.
        capability: `[A]`.
    """
    label = np.full_like(found, -1)
    coalitions: list[Coalition] = []
    alive: list[int] = []
    weight = np.maximum(capability, ATOL)  # a coalition of the voiceless is still one
    for session, now in enumerate(found, start=1):
        groups = [now == group for group in np.unique(now[now >= 0])]
        groups.sort(key=lambda inside: (-weight[inside].sum(), int(np.argmax(inside))))
        before = label[session - 2] if session > 1 else np.full_like(now, -1)
        matched = _match(before, alive, groups, weight)
        for coalition in set(alive) - set(matched.values()):
            old = coalitions[coalition]
            coalitions[coalition] = Coalition(slot=old.slot, founded=old.founded, ended=session)
        for group in range(len(groups)):
            if group not in matched:
                matched[group] = len(coalitions)
                coalitions.append(Coalition(slot=len(coalitions), founded=session))
            label[session - 1, groups[group]] = matched[group]
        alive = sorted(matched.values())
    return CoalitionHistory(
        label=label,
        coalitions=tuple(coalitions),
        events=events_of(label, weight),
        lasting=events_of(settled(label), weight),
    )


def _match(
    before: IntArray, alive: Sequence[int], groups: Sequence[np.ndarray], weight: FloatArray
) -> dict[int, int]:
    """Return which coalition alive each group goes on as, by index of the group."""
    candidates = []
    for coalition in alive:
        old = before == coalition
        for group, inside in enumerate(groups):
            shared = float(weight[old & inside].sum())
            smaller = min(float(weight[old].sum()), float(weight[inside].sum()))
            if shared > 0 and shared >= smaller / 2 - ATOL:
                candidates.append((-shared, coalition, group))
    matched: dict[int, int] = {}
    for _, coalition, group in sorted(candidates):
        if group not in matched and coalition not in matched.values():
            matched[group] = coalition
    return matched


def settled(label: IntArray) -> IntArray:
    """Return the coalition of each delegation in each session without what does not last, `[T, A]`.

    A delegation is in another coalition than in the first session only once it is there for two sessions, or at the
    end; until then it counts where it was, as long as that coalition is there.

    >>> settled(np.array([[0, 0, 1], [1, 0, 1], [0, 0, 1], [0, 0, 1], [1, 0, 1]]))[:, 0].tolist()
    [0, 0, 0, 0, 1]
    """
    calm = label.copy()
    for session in range(1, len(label) - 1):
        before, now = calm[session - 1], label[session]
        stays = (now != label[session + 1]) & ((before < 0) | np.isin(before, now))
        calm[session] = np.where(stays, before, now)
    return calm


def events_of(label: IntArray, capability: FloatArray) -> tuple[CoalitionEvent, ...]:
    """Return what happened, in order, from the coalition of each delegation in each session, `[T, A]`."""
    events: list[CoalitionEvent] = []
    before = np.full(label.shape[1], -1, dtype=np.int64)
    for session, now in enumerate(label, start=1):
        events.extend(_events_between(session, before, now, capability))
        before = now
    return tuple(events)


def _events_between(
    session: int, before: IntArray, now: IntArray, capability: FloatArray
) -> list[CoalitionEvent]:
    alive_before = set(before[before >= 0].tolist())
    alive = set(now[now >= 0].tolist())
    events: list[CoalitionEvent] = []
    told = np.zeros(len(now), dtype=np.bool_)  # delegations whose change an event already tells

    def tell(kind: EventKind, rows: np.ndarray, coalition: int = -1, source: int = -1) -> None:
        members = tuple(np.flatnonzero(rows).tolist())
        events.append(
            CoalitionEvent(session=session, kind=kind, members=members, coalition=coalition, source=source)
        )
        told[rows] = True

    for source in sorted(alive_before - alive):
        members = before == source
        to, amount = _largest_part(now, members, capability)
        if to in alive_before and amount >= float(capability[members].sum()) / 2 - ATOL:
            tell("merged", members & (now == to), to, source)
        else:
            tell("ended", members, source=source)
            told[members] = now[members] < 0  # those that went elsewhere are told by where they went
    for coalition in sorted(alive - alive_before):
        members = now == coalition
        source, amount = _largest_part(before, members, capability)
        if source in alive and amount >= float(capability[members].sum()) / 2 - ATOL:
            tell("split", members & (before == source), coalition, source)
        else:
            tell("founded", members, coalition)
    for source, coalition in sorted(set(zip(before[~told].tolist(), now[~told].tolist(), strict=True))):
        rows = ~told & (before == source) & (now == coalition)
        if source != coalition:
            kind: EventKind = "joined" if source < 0 else "left" if coalition < 0 else "switched"
            tell(kind, rows, coalition, source)
    return events


def _largest_part(label: IntArray, rows: np.ndarray, capability: FloatArray) -> tuple[int, float]:
    inside = rows & (label >= 0)
    if not inside.any():
        return -1, 0.0
    shares = np.bincount(label[inside], weights=capability[inside])
    return int(np.argmax(shares)), float(shares.max())
