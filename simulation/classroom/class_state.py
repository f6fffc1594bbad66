"""What a class is at one moment: worked out from its events, and never kept itself."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import numpy as np

from simulation.classroom.actions import Face
from simulation.classroom.class_plan import Plan
from simulation.live import IllegalMoveError, LiveLog, LiveNegotiation, Reply
from simulation.live.live_negotiation import Maker
from simulation.live.public import Statement
from simulation.live.request import Made
from simulation.live.steps import waited_for
from simulation.scenario.schema import Event as CaseEvent
from simulation.scenario.schema import Scenario
from simulation.text.document import DocumentState

__all__ = [
    "HOST",
    "Answer",
    "Call",
    "ClassState",
    "Held",
    "Inject",
    "Message",
    "Note",
    "OldLine",
    "Person",
    "Projector",
    "Published",
    "Seat",
    "Status",
    "Table",
    "Why",
    "seats_of",
]

HOST: Final = "host"

type Why = Literal["time", "host", "asked", "given"]
"""Why an agent held a seat: time was up, the host closed, its people asked for it, or the host gave it away."""

type Status = Literal["agent", "given", "held", "coming", "waiting", "done", "not_asked"]
"""Of a seat: an agent's; given to one; held by one; taken over in the next talks; asked; done; not asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to an action that was accepted."""

    number: int
    """Of the event."""
    table: str = ""
    version: int = 0
    """Of the table after it."""
    reply: Reply | None = None
    """To a move."""
    code: str = ""
    """To come back with, for a person who was released; said once and not kept."""


@dataclass(slots=True, kw_only=True)
class Person:
    """Somebody in the class."""

    id: str
    nickname: str
    tokens: list[str]
    """Hashes of the tokens that let them in."""
    code_hash: str
    table: str = ""
    seat: str = ""
    """Empty: watches."""
    is_removed: bool = False
    is_let_in_by_form: bool = True
    """The form with which they came lets them in once more, for its answer may have been lost; not after a release."""
    has_chosen: bool = False
    """They sit where they wanted to, or where the host put them: they read its brief, and choose no other seat."""
    has_read: tuple[str, str] | None = None
    """Table and seat that they left with its brief read, under this nickname or another: they choose no other seat."""
    number: int = 0
    """Of the last event that is for them and not for their whole table."""
    notes: dict[str, Any] = field(default_factory=dict)
    """What they wrote down, by name."""


@dataclass(slots=True, kw_only=True)
class Seat:
    """A delegation at a table."""

    key: str
    decides: bool
    people: list[str] = field(default_factory=list)
    """Ids, in the order in which they came."""
    pen: str = ""
    is_given: bool = False
    """The host gave it to an agent."""
    is_held: bool = False
    """Its people let an agent hold it in this phase."""
    since: int = 0
    """Number of the event that last gave the pen to somebody else."""
    agent: Literal["", "obstructs", "once"] = ""
    """What the host had the agent do that sits in it."""

    @property
    def is_led(self) -> bool:
        """Whether people lead it at this moment, so that the table waits for them."""
        return bool(self.people) and not self.is_given and not self.is_held


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An agent held a seat with people in one phase."""

    line: int
    session: int
    phase: str
    seat: str
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A private note between two delegations."""

    number: int
    at: float
    by: str
    to: str
    person: str
    text: str


type MessageKind = Literal["message", "instruction", "end", "leak"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message of the host. Messages are ordered by number, not by clock."""

    number: int
    at: float
    """By the clock of that moment: earlier than before, if it was set back."""
    text: str
    table: str = ""
    seats: tuple[str, ...] = ()
    """Empty: all of the table, or of all tables."""
    kind: MessageKind = "message"
    not_at: tuple[str, ...] = ()
    """Tables that do not read it: they were over, or went back to before it."""

    def is_for(self, table: str, seat: str) -> bool:
        """Return whether a seat may read it; nothing is addressed to one seat and meant for watchers."""
        return (
            self.table in ("", table) and table not in self.not_at and (not self.seats or seat in self.seats)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Somebody asked the host to come."""

    number: int
    at: float
    person: str
    table: str
    seat: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inject:
    """An event that the host put into the case of a table."""

    number: int
    """Of the event of the class that did it."""
    session: int
    """At which it takes effect."""
    event: CaseEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class OldLine:
    """The negotiation of a table before it was rewound."""

    line: int
    until: int
    """Number of the event that ended it."""
    log: LiveLog
    injects: tuple[Inject, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The public record of a table when the last phase closed."""

    session: int
    phase: str
    """Of what follows."""
    at: float
    """When that phase closed, in seconds since 1970; 0 in the lobby."""
    sessions_held: int
    held_at: float
    """When the last of them closed; 0 as long as none did."""
    document: DocumentState
    statements: tuple[Statement, ...]
    places: dict[str, dict[str, float]]
    """Where each delegation seems to stand, by issue."""
    coalitions: dict[str, dict[str, tuple[str, ...]]]
    """Delegations by issue and wording."""
    brackets: tuple[int, ...]
    """Clauses in brackets after each session held."""


@dataclass(slots=True, kw_only=True)
class Table:
    """One negotiation of the class, with its clock."""

    key: str
    case: Scenario
    """As it is played here, with what the host put in."""
    seats: dict[str, Seat]
    live: LiveNegotiation
    """Before the start one without people, to look at."""
    published: Published
    is_started: bool = False
    is_ended: bool = False
    version: int = 0
    news: int = 0
    """Number of the last event after which anybody here sees another page, but for the counts of who is done."""
    since: int = 0
    """Number of the event with which the phase began: what answers anything before it is stale."""
    deadline: float | None = None
    left: float | None = None
    """Seconds left on a clock that is stopped."""
    extended: float = 0.0
    """Seconds by which the host has moved the deadline of this phase; below zero: sooner."""
    line: int = 1
    lines: list[OldLine] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    """After how many entries of the log each session began."""
    makers: list[Maker] = field(default_factory=list)
    """Of the agents that the host put in seats, in the order of their entries in the log."""
    injects: list[Inject] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    made: list[Made] = field(default_factory=list)
    """Moves that people made in the line that is played, with the answers."""
    questions: dict[tuple[str, str], int] = field(default_factory=dict)
    """By who asked and whom, the number of the event with which a delegation last asked another."""

    def changed(self, number: int) -> None:
        """Note an event that changes what anybody here sees."""
        self.version = self.news = number

    @property
    def is_on(self) -> bool:
        """Whether moves can be made."""
        return self.is_started and self.is_still_on

    @property
    def is_still_on(self) -> bool:
        """Whether it has not come to its end, and the host has not ended it before; begun or not."""
        return not self.is_ended and self.live.phase != "over"

    @property
    def phase(self) -> str:
        """Return `lobby` before the start, then the phase of its negotiation."""
        return self.live.phase if self.is_started else "lobby"

    @property
    def asked(self) -> tuple[str, ...]:
        """Keys of the seats of people that the negotiation waits for; quicker than to ask it what for."""
        state = self.live.live
        keys = state.room.tableau.delegations
        return tuple(keys[row] for row in waited_for(state) if row not in state.programs)

    @property
    def waits_for(self) -> tuple[str, ...]:
        """Keys of the seats whose people have something to do still."""
        return tuple(key for key in self.asked if self.seats[key].is_led)

    def statuses(self) -> dict[str, Status]:
        """Return what is with each seat."""
        asked, seated = frozenset(self.asked), frozenset(self.live.seated)
        return {key: self._status(seat, asked, seated) for key, seat in self.seats.items()}

    def _status(self, seat: Seat, asked: AbstractSet[str], seated: AbstractSet[str]) -> Status:
        if not seat.people:
            return "agent"
        if seat.is_given:
            return "given"
        if not self.is_on:
            return "not_asked"
        if seat.key not in seated:
            return "coming"
        if seat.is_held or seat.key in asked:
            return "held" if seat.is_held else "waiting"
        return "done" if self.live.live.row(seat.key) in self.live.live.done else "not_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Projector:
    """What the host has the projector show."""

    face: Face = "auto"
    table: str = ""
    """Empty: all of them."""


@dataclass(slots=True, kw_only=True)
class ClassState:
    """All of a class."""

    id: str
    plan: Plan
    case: Scenario
    host_tokens: list[str]
    code: str
    number: int = 0
    """Of the last event."""
    at: float = 0.0
    """When it was."""
    general: int = 0
    """Number of the last event that is for everybody."""
    tables: dict[str, Table] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    tokens_gone: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By the hash of a token that somebody had who left: table and seat whose brief they read."""
    messages: list[Message] = field(default_factory=list)
    calls: dict[int, Call] = field(default_factory=dict)
    """Those that nobody has seen to yet, by number."""
    answers: dict[tuple[str, str], tuple[str, Answer]] = field(default_factory=dict)
    """By author and key: what was asked, as a digest, and what was answered."""
    projector: Projector = Projector()
    real_names: Mapping[str, str] = field(default_factory=dict)
    """What delegations are really called, by key, where the class knows them as archetypes; empty: as they are."""
    is_shut: bool = False
    """Whoever joins watches until the host gives them a seat."""
    is_ended: bool = False
    is_debriefed: bool = False
    is_revealed: bool = False
    """Everybody may read the real names."""

    @property
    def is_started(self) -> bool:
        """Whether any table has begun."""
        return any(table.is_started for table in self.tables.values())

    @property
    def seen_by_all(self) -> int:
        """Number of the last event that is for a whole table, or for everybody."""
        return max(self.general, *(table.version for table in self.tables.values()))

    def may_read(self, person: Person) -> bool:
        """Return whether somebody reads the brief of their seat: where seats are chosen, once they have chosen one."""
        is_settled = person.has_chosen or self.plan.dealing != "chosen"
        return bool(person.seat) and (is_settled or self.tables[person.table].is_started)

    def here(self) -> list[Person]:
        """Return the people who were not removed and did not leave."""
        return [person for person in self.people.values() if not person.is_removed]


def seats_of(live: LiveNegotiation, case: Scenario) -> dict[str, Seat]:
    """Return the seats of a table that have a say, in the order of the case."""
    tableau = live.live.room.tableau
    found = dict[str, Seat]()
    for delegation in case.delegations:
        try:
            row = live.live.row(delegation.key)
        except IllegalMoveError:
            continue
        found[delegation.key] = Seat(key=delegation.key, decides=bool(np.all(tableau.decide[row])))
    return found
