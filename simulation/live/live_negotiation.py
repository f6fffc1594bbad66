"""A negotiation with people in some of its seats. It never waits: it says what it needs, and goes on when asked to."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from types import MappingProxyType
from typing import Self

import numpy as np

from simulation.engine.record import Record
from simulation.engine.recorder import Recorder
from simulation.engine.simulate import load_scenario
from simulation.errors import DelegationSimError, UnknownComponentError
from simulation.live import aftermath, conduct, steps, warnings
from simulation.live.errors import IllegalMoveError, LiveLogError
from simulation.live.holders import Holder, answer_person, ask
from simulation.live.informed import InformedNegotiation
from simulation.live.legal import check, examine
from simulation.live.live_state import LiveState
from simulation.live.log import ADVANCE, AGENT, MOST_ENTRIES, LiveLog, digest_of
from simulation.live.moves import LEVELS, Phase, SeatMove
from simulation.live.names_for_people import name
from simulation.live.request import Made, MoveRequest, Reply
from simulation.protocols.conference.conference import Conference
from simulation.protocols.parameter_sets.asked_parameters import MEDIAN
from simulation.protocols.parameter_sets.sets import ParameterSet
from simulation.protocols.parameter_sets.sets_table import Parameters, played_with
from simulation.protocols.result import OUTCOME_CLASSES
from simulation.scenario.load import scenario_hash
from simulation.scenario.schema import Scenario
from simulation.version import version
from simulation.words import Said, listed, say

__all__ = ["LiveNegotiation", "Maker"]

type Maker = Callable[["LiveNegotiation", int], Holder]
"""What makes an agent of the user's own for a negotiation and the row of its seat."""


class LiveNegotiation:
    """One negotiation in which people hold some seats and agents the rest.

    It *is* its log: the same case, seed, level and moves give the same negotiation, byte for byte. With no person in
    any seat it is, session by session, what `simulate` plays, unless the level tells them more of each other.

    >>> from simulation.live import LiveNegotiation, SeatMove
    >>> live = LiveNegotiation("wtpf13_training", seats=("LUM",))
    >>> [(request.seat, request.phase) for request in live.pending]
    [('LUM', 'talks')]
    >>> reply = live.submit(SeatMove(seat="LUM", move="consult_bilaterally", to="TAM"))
    >>> reply.told.cares  # one of these matters most to it
    ('roles', 'pace')
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
        agents: By key, agents of the user's own in other seats: what makes a `Holder` for the negotiation and a row,
            such as `simulation.abm.beside_people(Stubborn)`. They are asked when a phase begins, before people move.
        parameters: As for `simulate`, or a set that was drawn; what is drawn stands in `case`.

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
        agents: Mapping[str, "Maker"] = MappingProxyType({}),
        parameters: Parameters | ParameterSet = MEDIAN,
    ) -> None:
        if level not in LEVELS:
            raise UnknownComponentError(kind="skill", key=level, valid=LEVELS)
        case = case if isinstance(case, Scenario) else load_scenario(case)
        self.case, drawn = played_with(case, parameters, seed, replication)
        self.log = LiveLog(
            case=self.case.key,
            case_hash=scenario_hash(self.case),
            seed=seed,
            replication=replication,
            level=level,
            seats=tuple(seats),
            version=version(),
            agents=tuple(agents),
            drawn=drawn,
            instance=self.case.instance,
        )
        self._makers = dict(agents)
        self._holders = dict[int, Holder]()
        self.live = self._open()
        self._holders = {self.live.row(seat): self._made(seat) for seat in agents}
        self._ask(self._holders)
        self._note_how_far()

    @classmethod
    def from_log(
        cls,
        log: LiveLog,
        case: Scenario,
        *,
        until: int | None = None,
        agents: Mapping[str, "Maker"] = MappingProxyType({}),
    ) -> Self:
        """Return the negotiation that a log is of, after its first `until` entries; None: after all.

        Agents of the user's own decide anew, so they have to be given again, in all the seats that they held.

        Raises:
            OtherVersionError: if another version played it.
            LiveLogError: if the case is another one, an entry cannot have been made, an agent is missing, or the agents
                do otherwise than when it was written.
        """
        log.check_version()
        log.check_case(case)
        if missing := [seat for seat in log.seats_of_agents if seat not in agents]:
            raise LiveLogError(say("live.log.agents", seats=listed(missing)))
        try:
            live = cls._begun(log, case, agents)
        except IllegalMoveError as error:
            raise LiveLogError(say("live.log.damaged", what=error)) from error
        live.log.notes, live.log.is_sealed = dict(log.notes), log.is_sealed
        for number, entry in enumerate(log.entries[:until], start=1):
            try:
                live.play(entry)
            except IllegalMoveError as error:
                raise LiveLogError(say("live.log.entry", number=number, error=error)) from error
        if until is None and live.log.decided != log.decided:
            raise LiveLogError(say("live.log.decided", seats=listed(log.seats_of_agents)))
        return live

    @classmethod
    def _begun(cls, log: LiveLog, case: Scenario, agents: Mapping[str, "Maker"]) -> Self:
        live = cls(
            case,
            seed=log.seed,
            replication=log.replication,
            seats=log.seats,
            level=log.level,
            agents={seat: agents[seat] for seat in log.agents},
            parameters=log.drawn or MEDIAN,
        )
        live._makers |= agents
        return live

    def play(self, entry: SeatMove | str) -> None:
        """Do again what an entry of a log says, or raise `IllegalMoveError`: make a move, seat an agent, or go on."""
        if isinstance(entry, SeatMove):
            self.submit(entry)
        elif entry == ADVANCE:
            self.advance()
        else:
            seat = entry.removeprefix(AGENT)
            self.put(seat, self._makers[seat])

    def put(self, seat: str, agent: "Maker") -> None:
        """Let an agent of the user's own take a seat over in the talks, in which it is asked at once.

        It gives the seat back with the move `hand_over`, which may be submitted for it.

        Raises:
            IllegalMoveError: if there is no such seat, somebody sits in it, or these are not the talks.
        """
        row = self.live.row(seat)
        check(self.live, SeatMove(seat=seat, move="take_over"))
        before = dict(self._makers), dict(self._holders)
        self._makers[seat] = agent
        try:
            self._holders[row] = self._made(seat)
            with self._whole():
                self.live.given_back.discard(row)
                self.live.hold({*self.live.programs, row})
                self._ask({row: self._holders[row]})
        except BaseException:
            self._makers, self._holders = before
            raise
        self.log.entries.append(f"{AGENT}{seat}")
        self._note_how_far()

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
        seated = np.flatnonzero(self.live.people.seated).tolist()
        return tuple(keys[row] for row in seated if row not in self.live.programs)

    @property
    def moves(self) -> tuple[Made, ...]:
        """All that agents of the user's own did so far, in order, and the answers."""
        return tuple(self.live.made)

    @property
    def pending(self) -> tuple[MoveRequest, ...]:
        """Open requests by seat of a person; if empty, `advance` can go on."""
        rows = (row for row in steps.waited_for(self.live) if row not in self.live.programs)
        return tuple(steps.request_of(self.live, row) for row in rows)

    @property
    def record(self) -> Record:
        """All that happened, once it is over.

        Raises:
            DelegationSimError: if it is not over yet.
        """
        if self.phase != "over":
            raise DelegationSimError(say("live.not_over", session=self.session))
        return self.live.so_far

    def check(self, move: SeatMove) -> tuple[Said, ...]:
        """Return the warnings of the seat's own brief against a move, without making it.

        Raises:
            IllegalMoveError: if it is not possible here and now; its `legal` says what would be.
        """
        self._check(move)
        return warnings.against(self.live, move, self.live.row(move.seat))

    def examine(self, move: SeatMove) -> None:
        """Refuse a move that `submit` would refuse, in the same words, and do nothing else.

        Raises:
            IllegalMoveError: if it is not possible here and now; which moves would be, it does not say.
        """
        examine(self.live, move)
        self._check_held(move)

    def submit(self, move: SeatMove) -> Reply:
        """Make a move and return the answer to it.

        Raises:
            IllegalMoveError: if it is not possible here and now. Nothing has happened then.
        """
        self._check(move)
        with self._whole():
            reply = conduct.apply(self.live, move)
            if move.move == "offer_trade" and self.live.row(move.to) in self.live.programs:
                reply = replace(answer_person(self.live, self._holders, move), warnings=reply.warnings)
        self.log.entries.append(replace(move))  # of its own, package and all
        self._note_decided()
        return reply

    def advance(self) -> Phase:
        """Go on to the next phase, and return it.

        Raises:
            IllegalMoveError: if somebody is still asked for something, or it is over.
        """
        if waiting := self.pending:
            seats = listed(request.seat for request in waiting)
            raise IllegalMoveError(say("live.waits", seats=seats), waiting[0].legal)
        if self.phase == "over":
            raise IllegalMoveError(say("illegal.over"))
        with self._whole():
            steps.go_on(self.live)
            self._ask(self._holders)
        self.log.entries.append(ADVANCE)
        self._note_how_far()
        return self.phase

    def play_out(self) -> Record:
        """Let agents take all seats of people and play to the end; return the record."""
        while self.phase != "over":
            for request in self.pending:
                move = "hand_over" if self.phase == "talks" else "done"
                self.submit(SeatMove(seat=request.seat, move=move))
            self.advance()
        return self.record

    def undo(self) -> Self:
        """Return the negotiation as it was before the last move; without a move, as it was at the start."""
        entries = self.log.entries
        last = max((at for at, entry in enumerate(entries) if isinstance(entry, SeatMove)), default=0)
        before = self.from_log(self.log, self.case, until=last, agents=self._makers)
        before.live.keep_numbers(self.live.numbers)
        return before

    def fork(self, session: int | None = None) -> Self:
        """Return an independent copy, as it is now or as it was when a session began, counted from 1.

        Raises:
            IllegalMoveError: if that session was not held.
        """
        if session is None:
            return self.from_log(self.log, self.case, agents=self._makers)
        twin = self._begun(self.log, self.case, self._makers)
        twin.log.notes = dict(self.log.notes)
        entries = iter(self.log.entries)
        while not (twin.session == session and twin.phase == "talks"):
            entry = next(entries, None)
            if entry is None:
                raise IllegalMoveError(say("live.no_session", session=session, held=self.session))
            twin.play(entry)
        return twin

    def _open(self) -> LiveState:
        strangers = (*self.log.seats, *self.log.agents)
        negotiation = InformedNegotiation.of(self.case, level=self.log.level, seats=strangers)
        protocol = negotiation.protocol
        if not isinstance(protocol, Conference):
            raise DelegationSimError(say("live.protocol", protocol=protocol.info.key))
        room = negotiation.open(self.log.seed, [self.log.replication])
        recorder = Recorder(self.case, room, self.log.drawn)
        live = steps.open_session(
            self.case, protocol=protocol, level=self.log.level, room=room, recorder=recorder
        )
        for seat in self.log.seats:
            live.people.seated[live.row(seat)] = True
        for seat in self.log.agents:
            if live.people.seated[live.row(seat)]:
                raise IllegalMoveError(say("illegal.seated", seat=name(live, seat)))
        if self.log.agents:
            live.hold({live.row(seat) for seat in self.log.agents})
        protocol.concede.weigh(room, live.turn)
        aftermath.come_with_offers(live)
        return live

    def _check(self, move: SeatMove) -> None:
        check(self.live, move)
        self._check_held(move)

    def _check_held(self, move: SeatMove) -> None:
        """Refuse what comes with a full log, and moves for an agent of the user's own but to give its seat back."""
        if len(self.log.entries) >= MOST_ENTRIES:
            raise IllegalMoveError(say("live.full", most=MOST_ENTRIES))
        if self.live.row(move.seat) in self.live.programs and move.move != "hand_over":
            raise IllegalMoveError(say("illegal.held", seat=name(self.live, move.seat)), ("hand_over",))

    def _made(self, seat: str) -> Holder:
        """Return a new agent of the user's own for a seat."""
        holder = self._makers[seat](self, self.live.row(seat))
        if not isinstance(holder, Holder):
            raise DelegationSimError(say("live.no_agent", seat=seat, what=repr(holder)[:80]))
        return holder

    def _ask(self, holders: Mapping[int, Holder]) -> None:
        """Ask agents of the user's own whose move this phase waits for; they see it as it begins."""
        there = {row: holder for row, holder in holders.items() if row in self.live.programs}
        if there:
            ask(self.live, there)

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """Let all of it happen or, if an agent of the user's own does what is not possible, nothing."""
        before = self.live
        if self._holders:
            self.live = before.fork()
        try:
            yield
        except BaseException:
            self.live = before
            raise

    def _note_decided(self) -> None:
        if self.log.seats_of_agents:
            self.log.decided = digest_of(made.move for made in self.live.made)

    def _note_how_far(self) -> None:
        """Say in the log how far it is, for whoever reads it where it cannot be played again."""
        self._note_decided()
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
