"""The course of a negotiation that people took part in, kept at the beginning of each session, to be played on from."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Final

import numpy as np

from simulation.arrays import FloatArray, IntArray
from simulation.engine.record import Record
from simulation.errors import DelegationSimError
from simulation.live.live_negotiation import LiveNegotiation
from simulation.live.live_state import LiveState
from simulation.live.log import LiveLog
from simulation.live.moves import Phase, SeatMove
from simulation.live.offers import Offer, Side, Weighed, weigh_offer
from simulation.protocols.room import PutPackage, Turn
from simulation.reasons.record_reading import is_adopted
from simulation.scenario.schema import Scenario
from simulation.training.carried import PASSED, Reworded, carried_by
from simulation.training.frontier import Stakes
from simulation.words import NOTHING, Said, listed, said, say

__all__ = [
    "TRADES",
    "Course",
    "Deed",
    "Judged",
    "Stage",
    "course_of",
    "end_of",
    "otherwise",
    "otherwise_told",
    "question_of",
    "turn_of",
]

TRADES: Final = ("offer_trade", "accept_trade")
"""Moves by which promises are made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A move that a person made, with what it answered."""

    number: int
    """Its place among the entries of the log: later ones are greater."""
    session: int
    """Counted from 1; at the end, the last one."""
    phase: Phase
    move: SeatMove
    offer: Offer | None = None
    """The offer that it answers; None: it answers none."""
    question: tuple[int, ...] = ()
    """The package or document that it answers, see `question_of`; empty: it answers none."""
    weighed: Weighed | None = None
    """What the agent makes of it to whom it offers a trade; None: it offers none, or not to an agent."""
    answer: Said = NOTHING
    """What was said to it in the room; nothing: nothing was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A package that was put, and the changes of its wordings that would have carried it."""

    session: int
    """Counted from 1."""
    put: PutPackage
    reworded: Reworded
    """Whether it would not have passed by the instructions of all either, and what would have carried it."""
    alone: tuple[int, ...]
    """Rows of the people with the consent of any one of whom it would have passed."""
    together: tuple[int, ...]
    """Rows of all people who objected, if it would have passed with the consent of them all; else empty."""


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
    deeds: tuple[Deed, ...]
    """All that people did, in order."""
    lapsed: tuple[tuple[int, Offer], ...]
    """Offers to people that nobody answered, with the session, counted from 1."""
    packages: tuple[Judged, ...]
    """All that were put and answered, in order."""

    @property
    def final(self) -> IntArray:
        """What the document says by issue, `[I]`; -1: it is not in it, or fell with a clause on which it hung."""
        return end_of(self.record)[0]

    @property
    def worth(self) -> FloatArray:
        """What the end is worth to everybody, `[A]`, in lengths of the axis: the document, or that there is none."""
        return _worth(self.record, Stakes.at_the_end(self.record))

    @property
    def shown(self) -> FloatArray:
        """The same as people read it: the document is worth the sum of the whole points of its clauses."""
        return end_of(self.record)[1]

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

    def is_handed_over(self, seat: str, session: int = 0) -> bool:
        """Return whether an agent held a seat in a session, counted from 1; of 0: in any of them."""
        held = self.sat(seat)
        return session not in held if session else len(held) < self.record.n_rounds

    def did(self, seat: str, session: int, *moves: str) -> bool:
        """Return whether a person in a seat made one of these moves in a session, counted from 1."""
        return any(
            deed.session == session and deed.move.seat == seat and deed.move.move in moves
            for deed in self.deeds
        )

    def refused(self, row: int, judged: "Judged") -> bool:
        """Return whether the person in a seat, a row, objected to a package itself, in answer to it."""
        return judged.put.objects[row] and any(
            deed.move.move == "refuse_package" for deed in self.answers_to(row, judged)
        )

    def answers_to(self, row: int, judged: "Judged") -> tuple[Deed, ...]:
        """Return what the person in a seat, a row, did when it was asked of a package; empty: it was not asked."""
        seat, put = self.record.tableau.delegations[row], judged.put.package
        question = (put.author, *put.option.tolist())
        return tuple(
            deed
            for deed in self.deeds
            if (deed.session, deed.move.seat, deed.phase) == (judged.session, seat, "package")
            and deed.question == question
        )

    def is_instructed(self, seat: str, session: int, issue: str) -> bool:
        """Return whether what a person's seat did on an issue in a session followed its instructions: it said nothing.

        Where no person sat in the seat, an agent did it, which is neither.
        """
        if session not in self.sat(seat):
            return False
        stage = self.stages[session - 1]
        return not any(move.seat == seat and move.issue == issue for move in (*stage.talks, *stage.floor))


def end_of(record: Record) -> tuple[IntArray, FloatArray]:
    """Return the document of a record by issue, `[I]`, and its worth to each delegation in whole points, `[A]`."""
    return record.left, _worth(record, Stakes.at_the_end(record).in_whole_points())


def _worth(record: Record, stakes: Stakes) -> FloatArray:
    return stakes.worth(record.left) if is_adopted(record) else stakes.no_deal


def otherwise(case: Scenario, was: IntArray, now: IntArray) -> tuple[tuple[str, str], ...]:
    """Return where two documents, `[I]` each, differ: name of the issue and new wording, empty if it is gone."""
    return tuple(
        (issue.name, issue.options[option].label if option >= 0 else "")
        for issue, before, option in zip(case.issues, was.tolist(), now.tolist(), strict=True)
        if before != option
    )


def otherwise_told(changes: Sequence[tuple[str, str]]) -> list[Said]:
    """Return the differences that `otherwise` found, as one sentence a clause."""
    return [
        said("score.instead.on", issue=issue, option=option)
        if option
        else said("score.instead.dropped", issue=issue)
        for issue, option in changes
    ]


def question_of(state: LiveState) -> tuple[int, ...]:
    """Return the whole that is put to people now: author and wordings of a package, or the wordings of the document.

    Empty in the talks and on the floor, where nothing is put as a whole.
    """
    waiting = state.turn.waiting
    if state.phase == "package" and waiting is not None:
        return waiting.author, *waiting.option.tolist()
    if state.phase in ("adoption", "signing"):
        room = state.room.state
        return tuple(np.where(room.is_clean[0], room.table[0], -1).tolist())
    return ()


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
    walk = _Walk(
        LiveNegotiation(
            live.case, seed=log.seed, replication=log.replication, seats=log.seats, level=log.level
        )
    )
    for number, entry in enumerate(log.entries):
        if isinstance(entry, SeatMove):
            walk.submit(number, entry)
        else:
            walk.advance()
    walk.twin.live.room.looks_on = None
    return Course(
        case=live.case,
        log=log,
        record=walk.twin.record,
        stages=tuple(
            Stage(session=at, state=state, talks=tuple(talks), floor=tuple(floor), package=tuple(package))
            for at, (state, talks, floor, package) in enumerate(walk.kept, start=1)
        ),
        ending=walk.twin.live,
        deeds=tuple(walk.deeds),
        lapsed=tuple(walk.lapsed),
        packages=tuple(walk.packages),
    )


@dataclass(slots=True)
class _Walk:
    """A negotiation that is played again, with what is kept of it on the way."""

    twin: LiveNegotiation
    kept: list[tuple[LiveState, list[SeatMove], list[SeatMove], list[tuple[SeatMove, int]]]] = field(
        default_factory=list
    )
    deeds: list[Deed] = field(default_factory=list)
    lapsed: list[tuple[int, Offer]] = field(default_factory=list)
    packages: list[Judged] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.twin.live.room.looks_on = self._judge
        self._keep()

    def submit(self, number: int, move: SeatMove) -> None:
        state = self.twin.live
        _, talks, floor, package = self.kept[-1]
        waiting = state.turn.waiting
        if state.phase == "talks":
            talks.append(move)
        elif state.phase == "floor":
            floor.append(move)
        elif state.phase == "package" and waiting is not None:
            package.append((move, waiting.column))
        deed = Deed(
            number=number,
            session=state.session,
            phase=state.phase,
            move=move,
            offer=state.offers.get(move.offer) if move.offer else None,
            question=question_of(state),
            weighed=_weighed(state, move),
        )
        reply = self.twin.submit(move)
        self.deeds.append(replace(deed, answer=reply.reason))

    def advance(self) -> None:
        state, seats = self.twin.live, self.twin.seated
        if state.phase == "talks":
            self.lapsed += [(state.session, offer) for offer in state.offers.values() if offer.to in seats]
        self.twin.advance()
        self._keep()

    def _keep(self) -> None:
        if self.twin.phase == "talks" and self.twin.session > len(self.kept):
            self.kept.append((self.twin.live.fork(), [], [], []))

    def _judge(self, put: PutPackage) -> None:
        room = self.twin.live.room
        reworded = PASSED if put.passes else carried_by(put, room.setting.ladder.position)
        seated = self.twin.live.people.seated
        against = [] if put.passes else np.flatnonzero(put.objects & seated).tolist()
        self.packages.append(
            Judged(
                session=room.state.session + 1,
                put=put,
                reworded=reworded,
                alone=tuple(row for row in against if put.agreed([row])),
                together=tuple(against) if against and put.agreed(against) else (),
            )
        )


def _weighed(state: LiveState, move: SeatMove) -> Weighed | None:
    """Return what an agent makes of a trade that it is offered; None: none is, or a person is asked."""
    if move.move != "offer_trade" or move.give is None or move.get is None:
        return None
    person, agent = state.row(move.seat), state.row(move.to)
    if state.people.seated[agent]:
        return None
    side = Side(give=state.place(move.get), get=state.place(move.give))
    return weigh_offer(state.room, state.turn, agent=agent, person=person, side=side, level=state.level)


def turn_of(turn: Turn, rows: IntArray) -> Turn:
    """Return a session in the making for these replications of it."""
    twin = copy.copy(turn)
    for item in fields(turn):
        value = getattr(turn, item.name)
        if isinstance(value, np.ndarray):
            setattr(twin, item.name, value[rows])
    return twin
