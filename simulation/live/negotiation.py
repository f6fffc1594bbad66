"""A negotiation with people in some of its seats. It never waits: it says what it needs, and goes on when asked to."""

import os
from collections.abc import Sequence
from dataclasses import replace
from typing import Self

import numpy as np

from simulation.engine.record import Record
from simulation.engine.recorder import Recorder
from simulation.engine.simulate import load_scenario
from simulation.errors import DelegationSimError, UnknownComponentError
from simulation.live import aftermath, conduct, steps, warnings
from simulation.live.errors import IllegalMoveError, LiveLogError
from simulation.live.informed import InformedNegotiation
from simulation.live.legal import check, examine
from simulation.live.log import ADVANCE, MOST_ENTRIES, LiveLog
from simulation.live.moves import LEVELS, Phase, SeatMove
from simulation.live.request import MoveRequest, Reply
from simulation.live.state import LiveState
from simulation.protocols.conference.conference import Conference
from simulation.protocols.result import OUTCOME_CLASSES
from simulation.scenario.load import scenario_hash
from simulation.scenario.schema import Scenario
from simulation.version import version
from simulation.words import say

__all__ = ["LiveNegotiation"]


class LiveNegotiation:
    """One negotiation in which people hold some seats and agents the rest.

    It *is* its log: the same case, seed, level and moves give the same negotiation, byte for byte. With no person in
    any seat it is, session by session, what `simulate` plays, unless the level tells them more of each other.

    >>> from simulation.live import LiveNegotiation, SeatMove
    >>> live = LiveNegotiation("wtpf13_training", seats=("LUM",))
    >>> [(request.seat, request.phase) for request in live.pending]
    [('LUM', 'talks')]
    >>> reply = live.submit(SeatMove(seat="LUM", move="consult_bilaterally", to="TAM"))
    >>> reply.told.cares
    'pace'
    >>> live.submit(SeatMove(seat="LUM", move="done")).granted
    True
    >>> live.advance()
    'floor'

    Args:
        case: A case, or what `load_scenario` takes.
        seed: With the case, the level and the moves, it fixes every bit.
        replication: Which of the many futures of this seed.
        seats: Keys of the delegations in whose seats people sit.
        level: One of `LEVELS`: what simulated delegations know and how well they bargain.

    Raises:
        ScenarioError: if the case cannot be used.
        DelegationSimError: if its protocol asks nobody, so that nobody can play it.
        IllegalMoveError: if a seat does not exist or has no say.
        UnknownComponentError: if there is no such skill.
    """

    def __init__(
        self,
        case: Scenario | str | os.PathLike[str],
        *,
        seed: int = 1,
        replication: int = 0,
        seats: Sequence[str] = (),
        level: str = "standard",
    ) -> None:
        if level not in LEVELS:
            raise UnknownComponentError(kind="skill", key=level, valid=LEVELS)
        self.case = case if isinstance(case, Scenario) else load_scenario(case)
        self.log = LiveLog(
            case=self.case.key,
            case_hash=scenario_hash(self.case),
            seed=seed,
            replication=replication,
            level=level,
            seats=tuple(seats),
            version=version(),
        )
        self.live = self._open()
        self._note_how_far()

    @classmethod
    def from_log(cls, log: LiveLog, case: Scenario, *, until: int | None = None) -> Self:
        """Return the negotiation that a log is of, after its first `until` entries; None: after all.

        Raises:
            OtherVersionError: if another version played it.
            LiveLogError: if the case is another one, or an entry cannot have been made.
        """
        log.check_version()
        log.check_case(case)
        try:
            live = cls(case, seed=log.seed, replication=log.replication, seats=log.seats, level=log.level)
        except IllegalMoveError as error:
            raise LiveLogError(say("live.log.damaged", what=error)) from error
        live.log.notes, live.log.is_sealed = dict(log.notes), log.is_sealed
        for number, entry in enumerate(log.entries[:until], start=1):
            try:
                if isinstance(entry, SeatMove):
                    live.submit(entry)
                else:
                    live.advance()
            except IllegalMoveError as error:
                raise LiveLogError(say("live.log.entry", number=number, error=error)) from error
        return live

    @property
    def phase(self) -> Phase:
        """Which step of the session it is in."""
        return self.live.phase

    @property
    def session(self) -> int:
        """The session that is held, counted from 1; once it is over, the last one."""
        return self.live.session

    @property
    def seated(self) -> tuple[str, ...]:
        """Keys of the seats in which people sit now."""
        keys = self.live.room.tableau.delegations
        return tuple(keys[row] for row in np.flatnonzero(self.live.people.seated))

    @property
    def pending(self) -> tuple[MoveRequest, ...]:
        """What is asked of whom; empty: `advance` can go on."""
        return tuple(steps.request_of(self.live, row) for row in steps.waited_for(self.live))

    @property
    def record(self) -> Record:
        """All that happened, once it is over.

        Raises:
            DelegationSimError: if it is not over yet.
        """
        if self.phase != "over":
            raise DelegationSimError(say("live.not_over", session=self.session))
        return self.live.so_far

    def check(self, move: SeatMove) -> tuple[str, ...]:
        """Return what the seat's own brief says against a move, without making it.

        Raises:
            IllegalMoveError: if it is not possible here and now; its `legal` says what would be.
        """
        check(self.live, move)
        self._check_log()
        return warnings.against(self.live, move, self.live.row(move.seat))

    def examine(self, move: SeatMove) -> None:
        """Refuse a move that `submit` would refuse, in the same words, and do nothing else.

        Raises:
            IllegalMoveError: if it is not possible here and now; which moves would be, it does not say.
        """
        examine(self.live, move)
        self._check_log()

    def submit(self, move: SeatMove) -> Reply:
        """Make a move and return the answer to it.

        Raises:
            IllegalMoveError: if it is not possible here and now. Nothing has happened then.
        """
        check(self.live, move)
        self._check_log()
        reply = conduct.apply(self.live, move)
        self.log.entries.append(replace(move))  # of its own, package and all
        return reply

    def advance(self) -> Phase:
        """Go on to the next phase, and return it.

        Raises:
            IllegalMoveError: if somebody is still asked for something, or it is over.
        """
        if waiting := self.pending:
            seats = ", ".join(request.seat for request in waiting)
            raise IllegalMoveError(say("live.waits", seats=seats), waiting[0].legal)
        if self.phase == "over":
            raise IllegalMoveError(say("illegal.over"))
        self.log.entries.append(ADVANCE)
        if steps.advance(self.live) == "talks":
            steps.begin(self.live)
            aftermath.come_with_offers(self.live)
        self._note_how_far()
        return self.phase

    def play_out(self) -> Record:
        """Let agents take all seats and play to the end; return the record."""
        while self.phase != "over":
            for row in steps.waited_for(self.live):
                seat = self.live.room.tableau.delegations[row]
                self.submit(SeatMove(seat=seat, move="hand_over" if self.phase == "talks" else "done"))
            self.advance()
        return self.record

    def undo(self) -> Self:
        """Return the negotiation as it was before the last move; without a move, as it was at the start."""
        entries = self.log.entries
        last = max((at for at, entry in enumerate(entries) if isinstance(entry, SeatMove)), default=0)
        before = self.from_log(self.log, self.case, until=last)
        before.live.keep_numbers(self.live.numbers)
        return before

    def fork(self, session: int | None = None) -> Self:
        """Return an independent copy, as it is now or as it was when a session began, counted from 1.

        Raises:
            IllegalMoveError: if that session was not held.
        """
        if session is None:
            return self.from_log(self.log, self.case)
        twin = type(self)(
            self.case,
            seed=self.log.seed,
            replication=self.log.replication,
            seats=self.log.seats,
            level=self.log.level,
        )
        twin.log.notes = dict(self.log.notes)
        entries = iter(self.log.entries)
        while not (twin.session == session and twin.phase == "talks"):
            entry = next(entries, None)
            if entry is None:
                raise IllegalMoveError(say("live.no_session", session=session, held=self.session))
            twin.submit(entry) if isinstance(entry, SeatMove) else twin.advance()
        return twin

    def _open(self) -> LiveState:
        negotiation = InformedNegotiation.of(self.case, level=self.log.level, seats=self.log.seats)
        protocol = negotiation.protocol
        if not isinstance(protocol, Conference):
            raise DelegationSimError(say("live.protocol", protocol=protocol.info.key))
        room = negotiation.open(self.log.seed, [self.log.replication])
        recorder = Recorder(self.case, room)
        live = steps.open_session(
            self.case, protocol=protocol, level=self.log.level, room=room, recorder=recorder
        )
        for seat in self.log.seats:
            live.people.seated[live.row(seat)] = True
        protocol.concede.weigh(room, live.turn)
        aftermath.come_with_offers(live)
        return live

    def _check_log(self) -> None:
        if len(self.log.entries) >= MOST_ENTRIES:
            raise IllegalMoveError(say("live.full", most=MOST_ENTRIES))

    def _note_how_far(self) -> None:
        """Say in the log how far it is, for whoever reads it where it cannot be played again."""
        live, sessions = self.live, self.log.reached.get("sessions", [])
        if live.phase == "talks":
            sessions = [*sessions, len(self.log.entries)]
        self.log.reached = {"session": live.session, "phase": live.phase, "sessions": sessions}
        if live.phase == "over" and live.result is not None:
            options = {
                live.topic(issue).key: live.wording(issue, option).key if option >= 0 else ""
                for issue, option in enumerate(live.result.option[0].tolist())
            }
            outcome = OUTCOME_CLASSES[live.result.outcome_class[0]]
            self.log.reached |= {"outcome": outcome, "options": options}
