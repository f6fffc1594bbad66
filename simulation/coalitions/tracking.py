"""Follows coalitions through the sessions: which of today's is which of yesterday's, and what happened."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray
from simulation.words import NOTHING, Said, said

__all__ = [
    "WHOLE",
    "WHOLE_THAT_DECIDES",
    "WHOLE_WITH_OTHERS",
    "Coalition",
    "CoalitionEvent",
    "CoalitionHistory",
    "EventKind",
    "events_of",
    "events_told",
    "first_to_leave",
    "letter",
    "settled",
    "track",
]

WHOLE: Final = "coalition.whole"
"""What the group is called that holds the whole room."""
WHOLE_THAT_DECIDES: Final = "coalition.whole.decide"
"""What it is called if not all seats are in it, but all that decide."""
WHOLE_WITH_OTHERS: Final = "coalition.whole.others"
"""What it is called if all that decide are in it, and some of the others."""
_FEWEST = 2
"""One seat alone is no room."""
MERGED: Final = 0.8
"""Share of its voice that goes to one place where a coalition merges into another; with less it comes apart."""

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
        """Its short name: the members that it is named after, else its side."""
        return _short(self.name)

    @property
    def is_whole(self) -> bool:
        """Whether it is no side, but everybody who decides."""
        return self.name.key in (WHOLE, WHOLE_THAT_DECIDES, WHOLE_WITH_OTHERS)

    @property
    def letter(self) -> str:
        """The letter of its slot."""
        return letter(self.slot)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoalitionEvent:
    """Something that happened to coalitions in one session.

    *founded*: `members` found `coalition`. *joined*, *left*: with no other coalition involved. *switched*:
    from `source` to `coalition`. *merged*: `source` ends, and nearly all its voice and whoever it is named after
    are now in `coalition`. *split*: `members` leave `source`, which goes on, and found `coalition`. *ended*: `source`
    is no more; where its members went to others, each part switched.
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
    values = dict(name.values)
    if name.key == "coalition.again":
        return said(name.key, **(values | {"name": _short(name.inner("name"))}))
    if "names" in values:
        return Said.dashed(name.inner("names").parts())
    return said(f"{name.key}.short", **values) if name.key.startswith("coalition.") else name


def track(found: IntArray, capability: FloatArray, decides: BoolArray | None = None) -> CoalitionHistory:
    """Return the history of coalitions from the partition of each session.

    A group is the same coalition as one of the session before if they share at least half the capability of
    the smaller of the two; where several qualify, the largest overlap goes first. So a merger goes on as its
    larger side and a split as its larger part. Slots are given in the order of founding, within a session to
    the largest first, and none is given twice.

    A group that holds the whole room is no side: it is a coalition of its own, one in a run. The sides of before end
    there, and go on where the room falls apart again.

    Args:
        found: Group of each delegation in each session, `[T, A]`, any numbers; -1: none.
        capability: `[A]`.
        decides: Who decides, `[A]`: with all of these a group holds the whole room; without two of them it takes all
            delegations. None: no group is told apart so.
    """
    label = np.full_like(found, -1)
    coalitions: list[Coalition] = []
    sides = np.full_like(found[0], -1) if len(found) else found
    everybody = -1  # the coalition that is the whole room
    weight = np.maximum(capability, ATOL)  # a coalition of the voiceless is still one
    for session, now in enumerate(found, start=1):
        groups = [now == group for group in np.unique(now[now >= 0])]
        groups.sort(key=lambda inside: (-weight[inside].sum(), int(np.argmax(inside))))
        room = next((group for group, inside in enumerate(groups) if _is_room(inside, decides)), -1)
        matched = _match(sides, groups, weight, room)
        if room >= 0 and everybody >= 0:
            matched[room] = everybody
        for group, inside in enumerate(groups):
            if group not in matched:
                matched[group] = len(coalitions)
                coalitions.append(Coalition(slot=len(coalitions), founded=session))
            label[session - 1, inside] = matched[group]
        everybody = matched.get(room, everybody)
        sides = np.where(groups[room], sides, label[session - 1]) if room >= 0 else label[session - 1]
        alive = set(matched.values())
        coalitions = [_lives(item, session, is_there=item.slot in alive) for item in coalitions]
    if everybody >= 0 and decides is not None:
        coalitions[everybody] = _named_room(coalitions[everybody], label == everybody, decides)
    return CoalitionHistory(
        label=label,
        coalitions=tuple(coalitions),
        events=events_of(label, weight),
        lasting=events_of(settled(label), weight),
    )


def _is_room(inside: BoolArray, decides: BoolArray | None) -> bool:
    """Return whether a group holds everybody who decides, or everybody at all."""
    if decides is None or len(inside) < _FEWEST:
        return False
    return bool(inside.all() or (decides.sum() >= _FEWEST and inside[decides].all()))


def _named_room(item: Coalition, inside: BoolArray, decides: BoolArray) -> Coalition:
    """Return the coalition that holds the whole room with its name; `inside` is who was in it, `[T, A]`."""
    is_all, holds_others = inside[inside.any(axis=1)].all(), inside[:, ~decides].any()
    return replace(
        item, name=said(WHOLE if is_all else WHOLE_WITH_OTHERS if holds_others else WHOLE_THAT_DECIDES)
    )


def _lives(item: Coalition, session: int, *, is_there: bool) -> Coalition:
    """Return a coalition as it is known after a session."""
    if is_there:
        return item if item.ended is None else replace(item, ended=None)
    return replace(item, ended=session) if item.ended is None else item


def _match(before: IntArray, groups: Sequence[BoolArray], weight: FloatArray, room: int) -> dict[int, int]:
    """Return which coalition of before each group goes on as, by index of the group; the whole room as none."""
    candidates = []
    for coalition in np.unique(before[before >= 0]).tolist():
        old = before == coalition
        for group, inside in enumerate(groups):
            shared = float(weight[old & inside].sum())
            smaller = min(float(weight[old].sum()), float(weight[inside].sum()))
            if group != room and shared > 0 and shared >= smaller / 2 - ATOL:
                candidates.append((-shared, coalition, group))
    matched: dict[int, int] = {}
    for _, coalition, group in sorted(candidates):
        if group not in matched and coalition not in matched.values():
            matched[group] = coalition
    return matched


def settled(label: IntArray) -> IntArray:
    """Return the coalition of each delegation in each session without what does not last, `[T, A]`.

    A delegation is in another coalition than in the first session only once it is there for two sessions, or at the
    end; until then it counts where it was, as long as that coalition is there or it is back there in the next session.

    >>> settled(np.array([[0, 0, 1], [1, 0, 1], [0, 0, 1], [0, 0, 1], [1, 0, 1]]))[:, 0].tolist()
    [0, 0, 0, 0, 1]
    """
    calm = label.copy()
    for session in range(1, len(label) - 1):
        before, now = calm[session - 1], label[session]
        then = label[session + 1]
        stays = (now != then) & ((before < 0) | np.isin(before, now) | (before == then))
        calm[session] = np.where(stays, before, now)
    return calm


def first_to_leave(label: IntArray) -> tuple[int, list[int]]:
    """Return in which session somebody first leaves a group that goes on without it, and the rows of who does.

    What is undone in the next session does not count, see `settled`; 0 and no row: nobody ever does.

    >>> first_to_leave(np.array([[0, 0, 1], [0, 0, 1], [0, 1, 1], [0, 1, 1]]))
    (3, [1])
    >>> first_to_leave(np.array([[0, 0, -1], [1, 1, 1]]))
    (0, [])

    Args:
        label: The coalition of each delegation in each session, `[T, A]`; -1: none.
    """
    calm = settled(label)
    for session in range(1, len(calm)):
        before, now = calm[session - 1], calm[session]
        rows: list[int] = np.flatnonzero((before >= 0) & (now != before) & np.isin(before, now)).tolist()
        if rows:
            return session + 1, rows
    return 0, []


def events_told(
    history: CoalitionHistory, capability: FloatArray, named: Sequence[Sequence[int]]
) -> CoalitionHistory:
    """Return the history with what happened to its coalitions, given the rows that each is named after."""
    weight = np.maximum(capability, ATOL)
    return replace(
        history,
        events=events_of(history.label, weight, named),
        lasting=events_of(settled(history.label), weight, named),
    )


def events_of(
    label: IntArray, capability: FloatArray, named: Sequence[Sequence[int]] = ()
) -> tuple[CoalitionEvent, ...]:
    """Return what happened, in order, from the coalition of each delegation in each session, `[T, A]`.

    Args:
        label: The coalition of each delegation.
        capability: `[A]`.
        named: Rows that each coalition is named after: one merges into another only with all of them.
    """
    events: list[CoalitionEvent] = []
    before = np.full(label.shape[1], -1, dtype=np.int64)
    for session, now in enumerate(label, start=1):
        events.extend(_events_between(session, before, now, capability, named))
        before = now
    return tuple(events)


def _events_between(
    session: int,
    before: IntArray,
    now: IntArray,
    capability: FloatArray,
    named: Sequence[Sequence[int]],
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
        is_most = amount >= MERGED * float(capability[members].sum()) - ATOL
        names = list(named[source]) if named else []
        if to in alive_before and is_most and (now[names] == to).all():
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
