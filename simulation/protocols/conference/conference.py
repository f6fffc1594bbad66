"""The conference: the protocol that delegates recognise, as an ordered list of mechanisms."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Annotated, ClassVar

import numpy as np
from annotated_types import Interval

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray
from simulation.preferences import values
from simulation.preferences.values import Values
from simulation.protocols.conference import setting as settings
from simulation.protocols.conference.adopt import Adopt
from simulation.protocols.conference.agenda import Agenda, Clock
from simulation.protocols.conference.chair_text import ChairText
from simulation.protocols.conference.coalesce import Caucus, Coalesce, believe
from simulation.protocols.conference.concede import Concede, mood_of
from simulation.protocols.conference.consult import Consult, Trade
from simulation.protocols.conference.decide import Decide
from simulation.protocols.conference.draft import Draft
from simulation.protocols.conference.goodwill import Goodwill
from simulation.protocols.conference.package import Package
from simulation.protocols.conference.persuade import Persuade
from simulation.protocols.conference.poll import Poll, poll
from simulation.protocols.conference.programme import Programme
from simulation.protocols.conference.propose import Propose
from simulation.protocols.conference.session_sheet import blank_turn, file_away, opening_state
from simulation.protocols.conference.signal import Signal
from simulation.protocols.result import Result
from simulation.protocols.room import Room, Setting, Turn
from simulation.registry import ComponentInfo
from simulation.scenario.forums import Forum
from simulation.scenario.schema import Scenario
from simulation.state.draws import Draws
from simulation.state.red_lines import Defaults
from simulation.state.tableau import Tableau

__all__ = ["Conference", "WorthOfOptions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorthOfOptions:
    """General values behind gains and red lines."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    curve: Annotated[float, Interval(ge=1, le=2)] = 1.8
    """Power of the distance in what is lost by it: at 1 every step away from one's ideal costs the same, at 2 the last
    step costs most, as in spatial models of voting."""
    vague_cost: Annotated[float, Interval(ge=0, le=1)] = 0.25
    """Distance at which a text is as bad as one that says nothing, in lengths of the axis: one rung of five, worse than
    near agreement and better than defeat."""
    vague_precision: Annotated[float, Interval(ge=0, le=1)] = 0.4
    """Share of the meaning that a vague text fixes: under half."""
    refer_precision: Annotated[float, Interval(ge=0, le=1)] = 0.75
    """The same for a referral, which changes little today."""
    own_channel: Annotated[float, Interval(ge=0, le=1)] = 0.0
    """Worth, in lengths of the axis, of a follow-up with the host body: a meeting can instruct its own house and
    only ask others."""
    guess: Annotated[float, Interval(ge=0.1, le=1)] = 0.5
    """Distance at which outsiders expect refusal: half the ladder is the other side."""
    edit_price: Annotated[float, Interval(ge=0, le=1)] = 0.021
    """Support, as a share of the room, that every edit of the first draft has to bring whoever puts a text or a package
    together: one delegation in fifty is lost over words that were known."""
    failure_cost: Annotated[float, Interval(ge=-1, le=1)] = 0.1
    """Price of no document where a case names none, in lengths of the axis: somewhat embarrassing."""
    hope_beyond: bool = True
    """Whether one hopes for wordings beyond one's own red lines too. If so a tighter line lowers nobody's demands; red
    lines are vetoes and nothing else."""
    red_line_base: Annotated[float, Interval(ge=0, le=2)] = 2.0
    red_line_slope: Annotated[float, Interval(ge=0, le=2)] = 0.0
    """Half-width of red lines where a case names none: base less slope times salience."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conference:
    """One text on the table, clause by clause, until it is clean or time is up.

    Every mechanism has its own parameters and its own switch. The specification, with its evidence and its
    limits, is docs/explanation/conference.md.
    """

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="conference",
        label="Conference",
        summary="A text with brackets is negotiated session by session: caucus, talks, proposals, chair’s text.",
        promises=frozenset({"respects_red_lines", "ends_in_text", "observers_change_nothing"}),
        cost="A2",
    )
    __pydantic_config__: ClassVar = {"extra": "forbid"}
    values: WorthOfOptions = field(default_factory=WorthOfOptions)
    clock: Clock = field(default_factory=Clock)
    programme: Programme = field(default_factory=Programme)
    agenda: Agenda = field(default_factory=Agenda)
    concede: Concede = field(default_factory=Concede)
    goodwill: Goodwill = field(default_factory=Goodwill)
    caucus: Caucus = field(default_factory=Caucus)
    consult: Consult = field(default_factory=Consult)
    trade: Trade = field(default_factory=Trade)
    persuade: Persuade = field(default_factory=Persuade)
    coalesce: Coalesce = field(default_factory=Coalesce)
    draft: Draft = field(default_factory=Draft)
    propose: Propose = field(default_factory=Propose)
    chair_text: ChairText = field(default_factory=ChairText)
    signal: Signal = field(default_factory=Signal)
    decide: Decide = field(default_factory=Decide)
    package: Package = field(default_factory=Package)
    adopt: Adopt = field(default_factory=Adopt)

    @classmethod
    def prepare(cls, parameters: Mapping[str, object]) -> dict[str, object]:
        """Read `mechanism: false` as its switch, and `true` as on with its defaults."""
        switches = {f.name for f in fields(cls) if f.name != "values"}
        return {
            key: {"enabled": value} if key in switches and isinstance(value, bool) else value
            for key, value in parameters.items()
        }

    @property
    def defaults(self) -> Defaults:
        """Values that the protocol uses where a case gives none."""
        return Defaults(
            red_line_base=self.values.red_line_base,
            red_line_slope=self.values.red_line_slope,
            failure_cost=self.values.failure_cost,
        )

    def worth(self, tableau: Tableau, forum: Forum) -> Values:
        """Return what every option is worth to everyone under the instructions that they come with."""
        setting = self._setting(tableau, forum)
        return values.evaluate(tableau, setting.ladder, setting.refuses, tableau)

    def open(self, tableau: Tableau, forum: Forum) -> Room:
        """Return the room before the first session."""
        setting = self._setting(tableau, forum)
        draws = Draws.make(
            tableau,
            rounds=self._longest(tableau.scenario),
            talks=max(self.consult.talks, int(tableau.attention.max(initial=0))),
            chair_talks=self.consult.chair_talks,
        )
        return Room(
            tableau=tableau,
            state=opening_state(
                tableau,
                setting,
                unknown=1.0 - self.consult.initial_knowledge,
                trust=self.consult.trust_start,
                mood=mood_of(draws, self._temperature(tableau)),
            ),
            setting=setting,
            draws=draws,
            rows=np.arange(tableau.n_replications),
        )

    def floor(self, room: Room) -> IntArray:
        """Return how many clauses can be open in the coming session of each replication, `[R]`."""
        return self.calendar.floor(room, self.clock.places(room))

    def play(self, room: Room) -> Turn:
        """Play one session: every mechanism in its order.

        The four steps are apart so that people can be asked between them; nothing happens there otherwise.
        """
        turn = self.begin(room)
        self.meet(room, turn)
        self.hear(room, turn)
        self.conclude(room, turn)
        return turn

    def begin(self, room: Room) -> Turn:
        """Open the session: what is on the agenda, and how far everybody would go today."""
        turn = blank_turn(
            room,
            pressure=self.clock.pressure(room),
            endgame=self.clock.endgame(room),
            places=self.calendar.places(room, self.clock.places(room)),
            speakers=self._speakers,
        )
        self.agenda.apply(room, turn, self.calendar, self.clock.places(room))
        self.persuade.apply(room, turn)
        self.concede.apply(room, turn, self.calendar)
        self.goodwill.apply(room, turn)
        self.concede.margins(room, turn)
        self.propose.admit(room, turn)
        self.draft.apply(room, turn)
        return turn

    def meet(self, room: Room, turn: Turn) -> None:
        """Let delegations talk, trade and gather; then the wordings stand on the floor."""
        if room.people is not None:
            turn.is_opened = turn.is_opened & ~room.people.deferred[turn.opened]
        self.consult.apply(room, turn)
        self.consult.hold(room, turn, self.trade)
        turn.believed = believe(room, turn)
        self.coalesce.apply(room, turn)
        self.propose.apply(room, turn)
        self.chair_text.apply(room, turn)
        turn.protected = self._protected(room, turn)

    def hear(self, room: Room, turn: Turn) -> None:
        """Let everybody signal, and close what passes."""
        self.signal.apply(room, turn)
        self.decide.apply(room, turn)

    def conclude(self, room: Room, turn: Turn) -> None:
        """Put packages and end the session, unless `turn.waiting` says that a package waits for people."""
        self.package.apply(room, turn, self.signal, self.chair_text.lean)
        if turn.waiting is None:
            file_away(room, turn)
            self.clock.apply(room, turn)
            room.state.session += 1

    def close(self, room: Room) -> Result:
        """Return how it ended."""
        return self.adopt.result(room, self.signal)

    def poll(
        self,
        room: Room,
        option: IntArray,
        *,
        noise: float,
        band: float = 0.0,
        known: FloatArray | None = None,
    ) -> Poll:
        """Return the chances of how everybody would take a text `[R, I]` today, if nothing more were negotiated."""
        return poll(self.adopt, self.signal, room, option, noise=noise, band=band, known=known)

    @property
    def calendar(self) -> Programme:
        """The programme of work as it is kept: without a clock there is none."""
        return self.programme if self.clock.enabled else replace(self.programme, enabled=False)

    @property
    def _speakers(self) -> int:
        """One speaker a clause beside the platforms; where there are no platforms, as many as would be heard."""
        return 1 if self.coalesce.enabled else self.propose.hearings

    def _temperature(self, tableau: Tableau) -> FloatArray | float:
        drawn = tableau.parameter("concede.temperature", self.concede.temperature, axes=2)
        return drawn if self.concede.enabled else 0.0

    def _edit_price(self, tableau: Tableau) -> FloatArray | float:
        return tableau.parameter("values.edit_price", self.values.edit_price, axes=1)

    def _longest(self, scenario: Scenario) -> int:
        moved = [event.sessions for event in scenario.events if event.sessions is not None]
        return max([scenario.sessions, *moved]) + self.clock.extend

    def _protected(self, room: Room, turn: Turn) -> BoolArray:
        """Return the wordings that it costs something to object to: the table, and what a coalition co-signs."""
        r = np.arange(len(turn.opened))[:, None]
        options = np.arange(room.tableau.n_options)
        on_table = room.state.table[r, turn.opened][..., None] == options
        joined = turn.kept(room.state.platform)[..., None] == options
        cosign = room.tableau.parameter("coalesce.cosign", self.coalesce.cosign, axes=3)
        cosigned = joined.any(axis=2) & (room.setting.decider @ joined >= cosign - ATOL)
        protected: BoolArray = (on_table | cosigned) & turn.on_floor
        return protected

    def _setting(self, tableau: Tableau, forum: Forum) -> Setting:
        cohorts = settings.cohorts_of(tableau)
        size = tableau.n_delegations
        without = replace(tableau, member=np.zeros_like(tableau.member))
        seen = tableau if self.caucus.enabled else without
        holders = max(int(tableau.decide.sum()), 1)
        edits = settings.edits_of(tableau)
        return Setting(
            forum=forum,
            conditions=settings.conditions_of(tableau, forum),
            ladder=values.ladder_of(
                tableau,
                vague_precision=self.values.vague_precision,
                refer_precision=self.values.refer_precision,
                vague_cost=self.values.vague_cost,
                guess=self.values.guess,
                own_channel=self.values.own_channel,
                stake=settings.stakes_of(cohorts, size),
                curve=tableau.parameter("values.curve", self.values.curve, axes=1),
                hope_beyond=self.values.hope_beyond,
            ),
            powers=frozenset(tableau.scenario.chair.powers),
            package=forum.package,
            strategies=cohorts,
            holds=settings.flag(cohorts, "holds", size),
            firm=settings.flag(cohorts, "firm", size),
            led=settings.flag(cohorts, "follows", size) | settings.flag(cohorts, "watches", size),
            refuses=settings.refuses_of(cohorts, size),
            bridges=settings.flag(cohorts, "bridges", size),
            pressed=np.ones(size),
            holds_out=np.zeros(size),
            talks=settings.talks_of(seen, self.consult.talks, self.caucus.cost),
            decider=tableau.decide / holders,
            edits=edits,
            resistance=edits * np.reshape(self._edit_price(tableau), (-1, 1, 1)),
            blocs=settings.blocs_of(seen, self.caucus.discipline, settings.flag(cohorts, "follows", size)),
        )
