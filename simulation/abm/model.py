"""One negotiation as a Mesa model: to watch, to step through in class, to fork and to meddle with."""

import copy
import os
from collections.abc import Mapping
from functools import cached_property
from types import EllipsisType, MappingProxyType
from typing import Final, Self

import numpy as np
from mesa import DataCollector, Model
from mesa.time import Priority, Schedule

from simulation.abm import seating
from simulation.abm.agent import DelegationAgent
from simulation.abm.seating import Seat
from simulation.arrays import FloatArray, IntArray
from simulation.engine import recorder
from simulation.engine.batch import prepare
from simulation.engine.record import Record
from simulation.engine.recorder import Recorder
from simulation.engine.round import play_round
from simulation.engine.simulate import load_scenario
from simulation.errors import DelegationSimError, SeedError, UnknownComponentError
from simulation.live import steps
from simulation.live.holders import ask
from simulation.live.informed import inform
from simulation.live.live_state import LiveState
from simulation.live.request import Made
from simulation.protocols.parameter_sets.asked_parameters import MEDIAN
from simulation.protocols.parameter_sets.sets_table import Parameters, played_with
from simulation.protocols.room import Turn
from simulation.reasons.record_reading import final_document
from simulation.rng import as_seed
from simulation.scenario.case_conflicts import find_conflicts
from simulation.scenario.problems import Path
from simulation.scenario.schema import Delegation, Event, Scenario
from simulation.state.negotiation import NegotiationState
from simulation.state.tableau import Tableau
from simulation.text.document import DocumentState, Moment, build_document
from simulation.text.render import render_plain
from simulation.words import say

__all__ = ["AGENT_REPORTERS", "MODEL_REPORTERS", "NegotiationModel"]

MODEL_REPORTERS: Final[Mapping[str, str]] = MappingProxyType(
    {"session": "session", "clean": "n_clean", "brackets": "n_brackets"}
)
"""What `collect=True` keeps of the model after each session, for a Mesa `DataCollector`."""
AGENT_REPORTERS: Final[Mapping[str, str]] = MappingProxyType(
    {"key": "key", "give": "give", "position": "position", "brackets": "brackets"}
)
"""What it keeps of each delegation."""


class NegotiationModel(Model):  # type: ignore[misc] # Mesa ships no types
    """One replication of a case, played session by session. The same seed gives the same bits as any batch.

    `step()` and `run_for(1)` hold one session, `run()` the rest of them. Mesa's `time` counts the sessions. Once
    the negotiation is over, `running` is false and time passes without effect. Chance comes from the streams of the
    case, seed and replication alone; Mesa's own `rng` and `random` are seeded by the same for whoever adds to the
    model, such as an agent of your own with whims, and change no result.

    >>> model = NegotiationModel("worked_isolation", seed=1)
    >>> model.agents.get("key")
    ['NORTH', 'SOUTH', 'EAST', 'WEST', 'MID']
    >>> model.step()
    >>> model.running, model.table
    (False, {'seats': 'six'})
    >>> model.agents.select(lambda agent: "statement" in agent.signals.values()).get("name")
    ['Midland']
    >>> model.record.outcome.outcome_class
    'consensus_with_statements'

    Args:
        case: the case, or the name of a shipped one, or a file.
        seed: with the case and the replication, it fixes every bit; 1 if nothing is given.
        rng: the seed by the name that Mesa has for it, such as in `mesa.batch_run(..., rng=[1, 2, 3])`; one of both.
        replication: which of the many futures of this seed.
        seats: by key, the agents of your own that sit in the seats of delegations: subclasses of `DelegationAgent` with
            an `act`, or functions of a model and a row that make one. Everybody else does as instructed.
        skill: how well everybody else knows and bargains, one of `LEVELS`; those in `seats` stay strangers to them.
        parameters: as for `simulate`; what a replication draws stands in `case`.
        collect: keep `MODEL_REPORTERS` and `AGENT_REPORTERS` in `datacollector`, as Mesa models often do.

    Raises:
        ScenarioError: if the case cannot be used.
        SeedError: if seed, rng or replication is no whole number from 0 on. None is none: the system would draw another
            seed each time, and nobody could repeat it.
        UnknownComponentError: if it names a protocol, rule, strategy or forum that does not exist, or seats does a
            delegation, or there is no such skill.
        DelegationSimError: if seats holds what is no agent, or the protocol of the case asks nobody.
    """

    running: bool

    def __init__(
        self,
        case: Scenario | str | os.PathLike[str],
        *,
        seed: int | EllipsisType = ...,
        rng: int | EllipsisType = ...,
        replication: int = 0,
        seats: Mapping[str, Seat] = MappingProxyType({}),
        skill: str = "standard",
        collect: bool = False,
        parameters: Parameters = MEDIAN,
    ) -> None:
        seed, replication = _seed_of(seed, rng), as_seed(replication, "replication")
        super().__init__(rng=seating.chance(seed, replication))
        given = case if isinstance(case, Scenario) else load_scenario(case)
        self.case, drawn = played_with(given, parameters, seed, replication)
        self.seed, self.replication = seed, replication
        negotiation = prepare(self.case)
        self.protocol = negotiation.protocol
        self.skill = skill
        self.room = negotiation.open(seed, [replication])
        """Tableau, state and draws, with R = 1."""
        self.recorder = Recorder(self.case, self.room, drawn)
        self._longest = max([self.case.sessions, *(e.sessions for e in self.case.events if e.sessions)])
        size = (self.tableau.n_delegations, self.tableau.n_issues)
        self.signal_to_table: IntArray = np.full(size, -1)
        """Code of `SIGNALS` given in the last session to the wording then on the table, `[A, I]`; -1: not asked."""
        self.tabled: IntArray = np.full(size, -1)
        """Option that each delegation last tabled, `[A, I]`; -1: none."""
        self.turn: Turn | None = None
        """The last session that was held."""
        self.live: LiveState | None = None
        """What agents that decide for themselves have said and been told; None until one has been asked."""
        seating.fill(self, seats)
        inform(self.room, level=skill, seats=seats)
        self.datacollector = DataCollector(dict(MODEL_REPORTERS), dict(AGENT_REPORTERS)) if collect else None
        self._collect()

    def step(self) -> None:
        """Hold one session, with its events in the case; do nothing once the negotiation is over.

        Raises:
            IllegalMoveError: if an agent of your own does what is not possible; it says what would be. Nothing of the
                session has happened then.
        HolderError: if its code fails; likewise.
        """
        if not self.running:
            return
        before = self.room, self.recorder, self.live
        try:
            turn = self._hold()
        except BaseException:
            self.room, self.recorder, self.live = before
            self.time, self.steps = float(self.session), self.session
            # Mesa itself schedules no step any more once one has raised an error.
            self.schedule_recurring(self._do_step, Schedule(interval=1.0), priority=Priority.HIGH)
            raise
        self._note(turn)
        self.running = not bool(self.state.is_over[0])
        self._collect()

    def _hold(self) -> Turn:
        """Hold one session: at once, or phase by phase where agents decide for themselves."""
        holders = seating.holders(self)
        if not holders and self.live is None:
            turn = play_round(self.case, self.protocol, self.room)
            self.recorder.note(self.room, turn)
            return turn
        live = seating.begin(self, holders)
        self.room, self.recorder, self.live = live.room, live.recorder, live
        while True:
            ask(live, holders)
            if steps.advance(live) in ("talks", "over"):
                return live.turn

    def run(self) -> Record:
        """Hold the sessions that are left and return the record."""
        while self.running:
            self.step()
        return self.record

    @cached_property
    def record(self) -> Record:
        """All that happened, once it is over.

        Raises:
            DelegationSimError: if it is not over yet.
        """
        if self.running:
            held, of = self.session, int(self.state.deadline[0])
            raise DelegationSimError(say("agent.model.not_over", held=held, of=of))
        return self.recorder.record(self.room, self.protocol.close(self.room))

    @property
    def moves(self) -> tuple[Made, ...]:
        """What agents of your own did so far, with the answers, in order."""
        return () if self.live is None else tuple(self.live.made)

    def put(self, seat: str, agent: Seat) -> DelegationAgent:
        """Seat another agent in a seat before the next session, and return it; `DelegationAgent` is the built-in one.

        What was said and promised in the seat stands. The agent that sat there leaves the model.

        Raises:
            UnknownComponentError: if there is no such delegation.
            DelegationSimError: if it has no say, this is no agent, or the protocol asks nobody.
        """
        return seating.put(self, seat, agent)

    @property
    def tableau(self) -> Tableau:
        """What does not move, with R = 1."""
        return self.room.tableau

    @property
    def state(self) -> NegotiationState:
        """What moves, with R = 1. Read it, and change nothing in it."""
        return self.room.state

    @property
    def session(self) -> int:
        """Sessions held so far."""
        return self.state.session

    @property
    def n_clean(self) -> int:
        """Issues agreed ad referendum."""
        return int(self.state.is_clean.sum())

    @property
    def n_brackets(self) -> int:
        """Brackets in the text on the table, one for each delegation and issue."""
        return int(self.state.brackets.sum())

    @property
    def position(self) -> FloatArray:
        """How far towards the text on the table each delegation would go today, `[A, I]`, 0..1."""
        return recorder.position(self.room)

    @property
    def table(self) -> dict[str, str]:
        """Option on the table, by issue."""
        return {
            issue.key: issue.options[option].key
            for issue, option in zip(self.case.issues, self.state.table[0], strict=True)
        }

    @property
    def document(self) -> DocumentState:
        """The current text: versions, brackets and their owners; after the end, the final text."""
        if not self.running:
            return final_document(self.record)
        platform = self.state.platform[0]
        moment = Moment(
            session=self.session,
            table=self.state.table[0],
            is_clean=self.state.is_clean[0],
            is_read=self.state.readings[0] > 0,
            holds=np.where(platform >= 0, platform, self.tabled),
            objects=self.state.objects[0],
        )
        return build_document(self.case, self.tableau.delegations, moment)

    @property
    def text(self) -> str:
        """The current text, ready to print."""
        return render_plain(self.document, {d.key: d.name for d in self.case.delegations})

    def delegation(self, key: str) -> Delegation:
        """Return the entry of a delegation in the case.

        Raises:
            UnknownComponentError: if there is none with this key.
        """
        known = {delegation.key: delegation for delegation in self.case.delegations}
        if key not in known:
            raise UnknownComponentError(kind="delegation", key=key, valid=known)
        return known[key]

    def instruct(
        self,
        delegation: str,
        issue: str | None = None,
        *,
        position: float | None = None,
        red_line: tuple[float, float] | None = None,
        salience: float | None = None,
        flexibility: float | None = None,
        note: str = "",
    ) -> None:
        """Let new instructions reach a delegation before the next session, on one issue or on all.

        The instruction becomes an event of the case being played, so the record says of what it is the record. For
        a shock at a set time give a function that calls this to `schedule_event`; keep the function in a name,
        because Mesa holds it weakly.

        Raises:
            UnknownComponentError: if there is no such delegation or issue.
            DelegationSimError: if the delegation has no say, or no case could hold these instructions: they change
                nothing, or position and red line do not fit each other.
            ValueError: if a number is out of its range.
        """
        name = self.delegation(delegation).name
        if delegation in self.tableau.observers:
            raise DelegationSimError(say("agent.model.no_say", name=name))
        issues = [known.key for known in self.case.issues]
        if issue is not None and issue not in issues:
            raise UnknownComponentError(kind="issue", key=issue, valid=issues)
        self._add(
            Event(
                session=self.session + 1,
                kind="instruction",
                note=note,
                delegation=delegation,
                issue=issue,
                position=position,
                red_line=red_line,
                salience=salience,
                flexibility=flexibility,
            )
        )

    def move_deadline(self, sessions: int, note: str = "") -> None:
        """Let there be this number of sessions in all, from the next session on.

        Raises:
            DelegationSimError: if so many were held already, or the case foresees fewer; its chance is drawn in
                advance for those alone.
            ValueError: if the number is not positive.
        """
        if sessions > self._longest:
            raise DelegationSimError(say("agent.model.deadline", foreseen=self._longest, asked=sessions))
        self._add(Event(session=self.session + 1, kind="deadline", note=note, sessions=sessions))

    def fork(self) -> Self:
        """Return an independent copy that goes on from here, bit for bit as this one would.

        Agents of your own go along, with a copy of all that they keep.
        Functions given to `schedule_event` stay with this model; instructions and deadlines go along.
        """
        twin = type(self)(self.case, seed=self.seed, replication=self.replication, skill=self.skill)
        twin.running = False
        if self.time > 0:
            twin.run_for(self.time)  # Mesa's clock cannot be set: let it pass the sessions that were held
        twin.running = self.running
        twin.rng.bit_generator.state = self.rng.bit_generator.state
        twin.random.setstate(self.random.getstate())
        twin.live = None if self.live is None else self.live.fork()
        twin.room = self.room.fork() if twin.live is None else twin.live.room
        twin.recorder = self.recorder.fork() if twin.live is None else twin.live.recorder
        seating.copy_agents(self, twin)
        twin.signal_to_table, twin.tabled = self.signal_to_table.copy(), self.tabled.copy()
        twin.datacollector = copy.deepcopy(self.datacollector)
        return twin

    def _add(self, event: Event) -> None:
        if not self.running:
            raise DelegationSimError(say("agent.model.over"))
        case = self.case.model_copy(update={"events": (*self.case.events, event)})
        here: Path = ("events", len(self.case.events))
        ignored: Path = (
            *here,
            "session",
        )  # while the chair extends, sessions are held past the end of the case
        raw = case.model_dump(mode="json", by_alias=True, exclude_none=True)
        wrong = [text for path, text in find_conflicts(raw) if path[:2] == here and path != ignored]
        if wrong:
            raise DelegationSimError(" ".join(wrong))
        self.case = self.recorder.scenario = case

    def _note(self, turn: Turn) -> None:
        """Keep what was signalled to the table and who tabled what, for the properties of the agents."""
        self.turn = turn
        self.signal_to_table = np.full_like(self.signal_to_table, -1)
        for place in np.flatnonzero(turn.is_opened[0]):
            issue = turn.opened[0, place]
            self.signal_to_table[:, issue] = turn.signal[0, place, :, self.state.table[0, issue]]
            who = turn.speaker[0, place]
            self.tabled[who[who >= 0], issue] = turn.speaker_option[0, place, who >= 0]

    def _collect(self) -> None:
        if self.datacollector is not None:
            self.datacollector.collect(self)


def _seed_of(seed: int | EllipsisType, rng: int | EllipsisType) -> int:
    """Return the seed, whichever name it was given by."""
    if seed is not ... and rng is not ... and seed is not None:
        raise SeedError(say("agent.model.seed.twice"))
    name, value = ("seed", seed) if rng is ... else ("rng", rng)
    if value is None:
        raise SeedError(say("agent.model.seed.none", name=name))
    return 1 if value is ... else as_seed(value, name)
