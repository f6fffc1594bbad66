"""A negotiation played again from a session on with some moves of people left out: the same chance, all others kept."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from simulation.arrays import IntArray
from simulation.engine.record import Record
from simulation.live import conduct, steps
from simulation.live.errors import IllegalMoveError
from simulation.live.legal import examine
from simulation.live.live_state import LiveState
from simulation.live.moves import SeatMove
from simulation.training.course_of_play import Course, Deed, end_of, question_of

__all__ = ["SEATING", "Dropped", "Replay", "Why", "replay", "replay_by_agent"]

SEATING: Final = frozenset({"done", "hand_over", "take_over"})
"""What is no move on the matter: who sits in a seat, and that it is through."""
_WHOLE: Final = ("package", "adoption", "signing")

type Why = Literal["offer", "package", "document", "impossible", "over"]
"""The offer that it answers was not made; that package, or that document, was not put; it was not possible any more; or
it was over by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A move that followed from one that is left out, and had to be left out with it."""

    deed: Deed
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """How it ended."""

    record: Record
    final: IntArray
    """What the document says by issue, `[I]`; -1: it is not in it."""
    value: float
    """What that is worth to the seat, in lengths of the axis."""
    dropped: tuple[Dropped, ...]
    """Moves of people that were not possible any more, in order."""

    @property
    def has_document(self) -> bool:
        """Whether there is one."""
        return bool((self.final >= 0).any())


def replay(
    course: Course,
    seat: str,
    session: int,
    *,
    without: Collection[int] = (),
    instead: Sequence[Deed] = (),
) -> Replay:
    """Play on from the talks of a session, counted from 1, with all that people did from there on, to the end.

    Each move is made in the session and the phase in which it was made. An answer to an offer is kept if the same is
    offered, one to a package or to the document if the same text is put; what is not possible any more is left out.
    Where nothing is left to say for a seat, its instructions speak, as where a person says nothing.

    Args:
        course: The negotiation.
        seat: Whose result is told.
        session: From which on it is played; nothing that is left out may lie before it.
        without: Numbers of the moves that are left out.
        instead: Moves that are made in place of them, at the end of what the seat does in that phase.
    """
    kept = [deed for deed in course.deeds if deed.session >= session and deed.number not in without]
    return _played(course, seat, session, [*kept, *instead])


def replay_by_agent(course: Course, seat: str, session: int) -> Replay:
    """Play on from the talks of a session with an agent in the seat from then on; other people do what they did."""
    others = [deed for deed in course.deeds if deed.session >= session and deed.move.seat != seat]
    deeds = list(others)
    if course.stages[session - 1].state.people.seated[course.row(seat)]:
        gives = SeatMove(seat=seat, move="hand_over")
        deeds.insert(0, Deed(number=-1, session=session, phase="talks", move=gives))
    return _played(course, seat, session, deeds)


def _played(course: Course, seat: str, session: int, deeds: Sequence[Deed]) -> Replay:
    state = course.stages[session - 1].state.fork()
    left, dropped = list(deeds), list[Dropped]()
    while state.phase != "over":
        due = [deed for deed in left if _is_due(state, deed)]
        left = [deed for deed in left if deed not in due]
        for deed in due:
            why = _do(state, deed)
            if why is not None and deed.move.move not in SEATING:
                dropped.append(Dropped(deed=deed, why=why))
        for row in steps.waited_for(state):
            conduct.apply(state, SeatMove(seat=state.room.tableau.delegations[row], move="done"))
        steps.go_on(state)
    dropped += [
        Dropped(deed=deed, why=_why_never(state, deed)) for deed in left if deed.move.move not in SEATING
    ]
    record = state.so_far
    final, worth = end_of(record)
    return Replay(
        record=record,
        final=final,
        value=float(worth[course.row(seat)]),
        dropped=tuple(sorted(dropped, key=lambda one: one.deed.number)),
    )


def _is_due(state: LiveState, deed: Deed) -> bool:
    """Return whether it is time for a move: in its session and phase, and of a text as a whole, once that is put.

    The document is put once, at the end, in whatever session that is.
    """
    if deed.phase != state.phase:
        return False
    if deed.phase in _WHOLE and deed.question != question_of(state):
        return False
    return deed.phase in ("adoption", "signing") or deed.session == state.session


def _do(state: LiveState, deed: Deed) -> Why | None:
    """Do a move, or return why that is not possible any more; whoever is through says no more than that."""
    move = deed.move
    if move.move == "done":
        return None
    if deed.offer is not None:
        terms = (deed.offer.by, deed.offer.to, deed.offer.give, deed.offer.get)
        there = [one.id for one in state.offers.values() if (one.by, one.to, one.give, one.get) == terms]
        if not there:
            return "offer"
        move = replace(move, offer=there[0])
    try:
        examine(state, move)
    except IllegalMoveError:
        return "impossible"
    conduct.apply(state, move)
    return None


def _why_never(state: LiveState, deed: Deed) -> Why:
    if deed.phase == "package":
        return "package"
    if deed.phase in ("adoption", "signing"):
        return "document"
    return "over" if deed.session > state.session else "impossible"
