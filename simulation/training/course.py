"""The course of a negotiation that people took part in, kept at the beginning of each session, to be played on from."""

import copy
from dataclasses import dataclass, fields

import numpy as np

from simulation.arrays import FloatArray, IntArray
from simulation.engine.record import Record
from simulation.errors import DelegationSimError
from simulation.live.log import LiveLog
from simulation.live.moves import SeatMove
from simulation.live.negotiation import LiveNegotiation
from simulation.live.state import LiveState
from simulation.protocols.room import Turn
from simulation.reasons.reading import is_adopted
from simulation.scenario.schema import Scenario
from simulation.text import let_fall
from simulation.training.frontier import Stakes
from simulation.words import listed, say

__all__ = ["Course", "Stage", "course_of", "turn_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One session: how it stood when its talks began, and what people did in it."""

    session: int
    """Counted from 1."""
    state: LiveState
    """The true state of the room, all private values in it. Not to be changed: play on from a `fork` of it."""
    talks: tuple[SeatMove, ...]
    floor: tuple[SeatMove, ...]
    package: tuple[tuple[SeatMove, int], ...]
    """Answers to packages, each with its column in `People.on_package`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A negotiation that is over, with the state at the beginning of each session."""

    case: Scenario
    log: LiveLog
    record: Record
    stages: tuple[Stage, ...]
    ending: LiveState

    @property
    def final(self) -> IntArray:
        """What the document says by issue, `[I]`; -1: it is not in it, or fell with a clause on which it hung."""
        return let_fall(self.case, self.record.outcome.option)

    @property
    def worth(self) -> FloatArray:
        """What the end is worth to everybody, `[A]`, in lengths of the axis: the document, or that there is none."""
        stakes = Stakes.at_the_end(self.record)
        return stakes.worth(self.final) if is_adopted(self.record) else stakes.no_deal

    def row(self, seat: str) -> int:
        """Return the row of a seat.

        Raises:
            IllegalMoveError: if there is none with this key, or it only watches.
        """
        return self.ending.row(seat)

    def sat(self, seat: str) -> tuple[int, ...]:
        """Return the sessions that a person in the seat went through, counted from 1.

        Raises:
            IllegalMoveError: if there is none with this key, or it only watches.
        """
        return tuple((np.flatnonzero(self.record.played[:, self.row(seat)]) + 1).tolist())

    def is_instructed(self, seat: str, session: int, issue: str) -> bool:
        """Return whether what a person's seat did on an issue in a session followed its instructions: it said nothing.

        Where no person sat in the seat, an agent did it, which is neither.
        """
        if session not in self.sat(seat):
            return False
        stage = self.stages[session - 1]
        return not any(move.seat == seat and move.issue == issue for move in (*stage.talks, *stage.floor))


def course_of(live: LiveNegotiation) -> Course:
    """Return the course of a negotiation, played again from its log.

    Raises:
        DelegationSimError: if it is not over: till then nobody may look behind it.
    """
    if live.phase != "over":
        raise DelegationSimError(say("debrief.not_over", session=live.session))
    log = live.log
    if log.seats_of_agents:
        raise DelegationSimError(say("debrief.own_agents", seats=listed(log.seats_of_agents)))
    twin = LiveNegotiation(
        live.case, seed=log.seed, replication=log.replication, seats=log.seats, level=log.level
    )
    kept: list[tuple[LiveState, list[SeatMove], list[SeatMove], list[tuple[SeatMove, int]]]] = []
    for entry in (None, *log.entries):
        if isinstance(entry, SeatMove):
            _, talks, floor, package = kept[-1]
            waiting = twin.live.turn.waiting
            if twin.phase == "talks":
                talks.append(entry)
            elif twin.phase == "floor":
                floor.append(entry)
            elif twin.phase == "package" and waiting is not None:
                package.append((entry, waiting.column))
            twin.submit(entry)
        elif entry is not None:
            twin.advance()
        if twin.phase == "talks" and twin.session > len(kept):
            kept.append((twin.live.fork(), [], [], []))
    return Course(
        case=live.case,
        log=log,
        record=twin.record,
        stages=tuple(
            Stage(session=at, state=state, talks=tuple(talks), floor=tuple(floor), package=tuple(package))
            for at, (state, talks, floor, package) in enumerate(kept, start=1)
        ),
        ending=twin.live,
    )


def turn_of(turn: Turn, rows: IntArray) -> Turn:
    """Return a session in the making for these replications of it."""
    twin = copy.copy(turn)
    for item in fields(turn):
        value = getattr(turn, item.name)
        if isinstance(value, np.ndarray):
            setattr(twin, item.name, value[rows])
    return twin
