"""Many futures of a negotiation from the true state of a session: only the chance of the sessions ahead differs."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Final, Self

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.engine.case_events import apply_due
from simulation.engine.round import play_round
from simulation.engine.score_sheet import whole
from simulation.live import conduct
from simulation.live.errors import IllegalMoveError
from simulation.live.legal import check
from simulation.live.live_state import LiveState
from simulation.live.moves import SIGNAL_OF, SeatMove
from simulation.protocols.result import SIGNALS
from simulation.protocols.room import Room
from simulation.training.course_of_play import Course, Stage, turn_of
from simulation.training.progress import Told

__all__ = ["Chance", "Futures", "Script", "futures", "tried"]

_CHUNK: Final = 50
"""Futures played together: what fits the cache, and how often progress is told."""
_ON_PACKAGE: Final = {
    "accept_package": SIGNALS.index("can_live_with"),
    "accept_package_with_statement": SIGNALS.index("statement"),
    "refuse_package": SIGNALS.index("formal_object"),
}
_NO_MOVE: Final = frozenset({"done", "speak"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What people do in the one session before agents take all seats."""

    talks: tuple[SeatMove, ...] = ()
    floor: tuple[SeatMove, ...] = ()
    """Signals; to what is not answered they do as instructed."""
    package: tuple[tuple[SeatMove, int], ...] = ()

    @classmethod
    def as_played(cls, stage: Stage) -> Self:
        """Return what they did."""
        return cls(talks=stage.talks, floor=stage.floor, package=stage.package)


@dataclass(frozen=True, slots=True, kw_only=True)
class Futures:
    """How R futures end, as one seat sees them."""

    value: FloatArray
    """Own gain of the document, `[R]`, in lengths of the axis; where there is none, what that is worth."""
    shown: FloatArray
    """The same as people read it, the sum of whole points, `[R]`."""
    outcome_class: IntArray
    """Index into `OUTCOME_CLASSES`, `[R]`."""
    option: IntArray
    """In the document, `[R, I]`; -1: not in it, or no document."""
    closed_at: IntArray
    """Session of closing, counted from 1, `[R, I]`; 0: never."""
    part: FloatArray
    """What each issue adds to what is shown, `[R, I]`: whole points; 0 without a document."""


@dataclass(slots=True)
class Chance:
    """The chance of the sessions ahead, the same for whatever is played with it: common random numbers.

    Args:
        course: Whose seed it is of. The replication that was played is left out.
        first: Replication from which on they are taken.
        n: How many.
    """

    course: Course
    first: int
    n: int
    room: Room = field(init=False)

    def __post_init__(self) -> None:
        state = self.course.ending
        own = int(state.room.tableau.replications[0])
        ids = [number for number in range(self.first, self.first + self.n + 1) if number != own][: self.n]
        rows = np.zeros(self.n, dtype=np.int64)
        tableau = replace(state.room.tableau.take(rows), replications=np.array(ids, dtype=np.int64))
        self.room = state.protocol.open(tableau, state.room.setting.forum)
        asked = state.room.setting
        self.room.setting = replace(self.room.setting, pressed=asked.pressed, holds_out=asked.holds_out)
        # A capital answers as quickly in the sessions ahead as it did in those behind.
        capital = np.repeat(state.room.draws.capital[state.room.rows], self.n, axis=0)
        self.room.draws = replace(self.room.draws, capital=capital)


def tried(stage: Stage, moves: tuple[SeatMove, ...], before: tuple[SeatMove, ...] = ()) -> LiveState | None:
    """Return the session after moves in its talks; None: one of them is not possible there.

    Of what is done `before` them, what is not possible is left out.
    """
    state = stage.state.fork()
    _do(state, before)
    try:
        for move in moves:
            check(state, move)
            conduct.apply(state, move)
    except IllegalMoveError:
        return None
    return state


def _do(state: LiveState, moves: tuple[SeatMove, ...]) -> None:
    for move in moves:
        if move.move not in _NO_MOVE:
            try:
                check(state, move)
            except IllegalMoveError:
                continue  # it followed from something that this branch leaves out
            conduct.apply(state, move)


def futures(
    course: Course, stage: Stage, seat: str, chance: Chance, script: Script | None = None
) -> Told[Futures]:
    """Play the futures of a session and return how they end; yield how many are played after each part of them.

    All private values, the mood of the room and how quickly each capital answers are the true ones, and what was said
    before stands. People do in this session what the script says, where that is possible; then agents take all seats,
    in this session already if there is no script.
    """
    begun = _begin(stage, script)
    parts = []
    for start in range(0, chance.n, _CHUNK):
        rows = np.arange(start, min(start + _CHUNK, chance.n))
        parts.append(_play(course, begun, chance.room.take(rows), script, course.row(seat)))
        yield int(rows[-1]) + 1, chance.n
    return _joined(parts)


def _begin(stage: Stage, script: Script | None) -> LiveState:
    state = stage.state.fork()
    if script is None:
        state.people.seated[:] = False
        state.protocol.concede.weigh(state.room, state.turn)
    else:
        _do(state, script.talks)
    return state


def _play(course: Course, begun: LiveState, room: Room, script: Script | None, row: int) -> Futures:
    """Play to the end: what is over leaves the room, so that the rest is quick."""
    start = room.rows[0]
    room.people = begun.people.fork()
    room.people.waits = False
    _play_first(begun, room, script)
    left: list[tuple[IntArray, Futures]] = []
    is_second = script is not None
    while True:
        over = room.state.is_over
        if over.any():
            done = room.take(over)
            done.people = None
            left.append((done.rows - start, _ended(begun, done, row)))
            room = room.take(~over)
        if not len(room.rows):
            rows = np.concatenate([rows for rows, _ in left])
            return _joined([part for _, part in left], np.argsort(rows))
        if is_second:
            _play_second(course, begun, room)
            is_second = False
        else:
            play_round(course.case, begun.protocol, room)


def _play_first(begun: LiveState, room: Room, script: Script | None) -> None:
    """Play the session that the state stands in, with what people do in it."""
    rows = np.zeros(len(room.rows), dtype=np.int64)
    room.state = begun.room.state.take(rows)
    turn = turn_of(begun.turn, rows)
    begun.protocol.meet(room, turn)
    if script is not None:
        _answer(begun, room, script)
    begun.protocol.hear(room, turn)
    begun.protocol.conclude(room, turn)
    if room.people is not None:
        room.people.next_session()


def _play_second(course: Course, begun: LiveState, room: Room) -> None:
    """Play the session after: capital and agenda answer what people asked for; then agents take over."""
    apply_due(course.case, room)
    turn = begun.protocol.begin(room)
    if room.people is not None:
        room.people.taken_up()
        room.people.seated[:] = False
    begun.protocol.concede.weigh(room, turn)
    begun.protocol.meet(room, turn)
    begun.protocol.hear(room, turn)
    begun.protocol.conclude(room, turn)


def _answer(begun: LiveState, room: Room, script: Script) -> None:
    people = room.people
    if people is None:
        return
    for move in script.floor:
        if move.move in SIGNAL_OF:
            place = (begun.row(move.seat), *begun.place((move.issue, move.option)))
            people.said[place] = people.answer[place] = SIGNAL_OF[move.move]
    for move, column in script.package:
        if move.move in _ON_PACKAGE:
            people.on_package[begun.row(move.seat), column] = _ON_PACKAGE[move.move]


def _ended(begun: LiveState, done: Room, row: int) -> Futures:
    result = begun.protocol.close(done)
    there: BoolArray = (result.option >= 0).any(axis=1)
    gain = done.state.gain[:, row]
    each = np.take_along_axis(gain, np.maximum(result.option, 0)[..., None], axis=2)[..., 0]
    option = done.tableau.falling.left(result.option)
    part = whole(each / each.shape[1]) * (option >= 0)
    none = -done.tableau.failure_cost[:, row]
    return Futures(
        value=np.where(there, result.gain[:, row], none),
        shown=np.where(there, part.sum(axis=1), whole(none)),
        outcome_class=result.outcome_class,
        option=option,
        closed_at=done.state.closed_at + 1,
        part=part,
    )


def _joined(parts: Sequence[Futures], order: IntArray | slice = slice(None)) -> Futures:
    return Futures(
        **{
            item.name: np.concatenate([getattr(part, item.name) for part in parts])[order]
            for item in fields(Futures)
        }
    )
