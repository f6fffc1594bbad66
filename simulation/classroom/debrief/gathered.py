"""What a debriefing of a class begins with: case, tables as they were played, who sat where, what they wrote down."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from simulation.classroom.class_state import ClassState, Table
from simulation.classroom.events import Event
from simulation.errors import DelegationSimError
from simulation.live import LiveLog, LiveNegotiation
from simulation.scenario.schema import Delegation, Scenario
from simulation.words import listed, say

__all__ = ["Attended", "Gathered", "TableLog", "gather"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attended:
    """Somebody who was in the class."""

    id: str
    nickname: str
    table: str
    seat: str
    """Key; empty: watched."""
    is_removed: bool
    notes: dict[str, Any] = field(default_factory=dict)
    """What they wrote down, by name."""
    moves: int = 0
    """Submitted by this person; counted only where the events are at hand."""
    held: int = 0
    """Phases in which an agent held their seat."""
    sessions_held: frozenset[int] = frozenset()
    """Sessions in which it did in some phase, counted from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLog:
    """A table: its case as it was played there, and the log of the line that was played last."""

    key: str
    case: Scenario
    log: LiveLog
    line: int
    is_over: bool
    """Played to its end; else the host ended it before, or it is still on."""
    seats: tuple[str, ...]
    """Keys of the seats with people, in the order of the case."""
    injects: int
    """Things that the host put into its case."""

    def live(self) -> LiveNegotiation:
        """Return its negotiation, played again from the log.

        Raises:
            DelegationSimError: if the host had an agent do something, whose moves are not in the log.
        """
        if held := self.log.seats_of_agents:
            names = {one.key: one.short or one.name for one in self.case.delegations}
            raise DelegationSimError(say("classdebrief.agents", seats=listed(names[key] for key in held)))
        return LiveNegotiation.from_log(self.log, self.case)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A class to be debriefed."""

    room: str
    case: Scenario
    """As the class began with it."""
    seed: int
    language: str
    tables: tuple[TableLog, ...]
    """Those that were begun."""
    on: tuple[str, ...]
    """Keys of the tables that are still on, those that were not begun too: the debriefing waits for them."""
    people: tuple[Attended, ...]
    """Of a person who asks, that one alone."""
    predictions: tuple[tuple[str, dict[str, Any]], ...]
    """What everybody with a seat predicted, with the key of the table and without their names."""
    is_debriefed: bool
    has_archetypes: bool = False
    """Its delegations are real ones, called by kind and region."""
    real_names: Mapping[str, str] = field(default_factory=dict)
    """What they are really called, by key, once everybody may read it; empty before."""
    me: str = ""
    """Id of the person who asks; empty: the host."""

    @property
    def key(self) -> str:
        """What tells the negotiations of a class from others: it grows with every move."""
        parts = [
            f"{one.key}/{one.line}/{len(one.log.entries)}/{one.injects}/{one.is_over}" for one in self.tables
        ]
        return f"{self.room}:{','.join(parts)}"

    @property
    def cut(self) -> tuple[str, ...]:
        """Tables that were ended before they came to their end."""
        return tuple(one.key for one in self.tables if one.key not in self.on and not one.is_over)

    def called(self, seat: Delegation) -> str:
        """Return the name of a delegation, with its real name where everybody may read it."""
        real = self.real_names.get(seat.key)
        return seat.name if real is None else say("classdebrief.names.was", name=seat.name, real=real)

    def table(self, key: str) -> TableLog | None:
        """Return a table that was begun; None: there is none with this key."""
        return next((one for one in self.tables if one.key == key), None)

    def person(self, who: str) -> Attended | None:
        """Return somebody by id."""
        return next((one for one in self.people if one.id == who), None)

    def at(self, table: str, seat: str) -> tuple[Attended, ...]:
        """Return the people of a seat."""
        return tuple(one for one in self.people if (one.table, one.seat) == (table, seat) and seat)


def gather(state: ClassState, events: Sequence[Event] = (), *, person: str = "") -> Gathered:
    """Return everything that the debriefing of a class is made from.

    Args:
        state: The class.
        events: Its log, to count who moved how often; none: nothing is counted.
        person: Who asks, for whom the notes of all others are left out; empty: the host.
    """
    return Gathered(
        room=state.id,
        case=state.case,
        seed=state.plan.seed,
        language=state.plan.language,
        tables=tuple(_table(table) for table in state.tables.values() if table.is_started),
        on=tuple(table.key for table in state.tables.values() if table.is_still_on),
        people=tuple(_attended(state, events, person)),
        predictions=tuple(
            (one.table, {name: one.notes[name] for name in ("prediction",) if name in one.notes})
            for one in state.people.values()
            if one.seat
        ),
        is_debriefed=state.is_debriefed,
        has_archetypes=bool(state.real_names),
        real_names=state.real_names if state.is_revealed else {},
        me=person,
    )


def _attended(state: ClassState, events: Sequence[Event], person: str) -> Iterator[Attended]:
    """Yield who was there, or one person alone, and what is counted of each."""
    moves = Counter(event.author for event in events if event.kind == "Submit")
    held: dict[tuple[str, str], list[int]] = {}
    for table in state.tables.values():
        for phase in table.held:
            if phase.line == table.line:
                held.setdefault((table.key, phase.seat), []).append(phase.session)
    for one in state.people.values():
        if person in ("", one.id):
            sessions = held.get((one.table, one.seat), []) if one.seat else []
            yield Attended(
                id=one.id,
                nickname=one.nickname,
                table=one.table,
                seat=one.seat,
                is_removed=one.is_removed,
                notes=dict(one.notes),
                moves=moves[one.id],
                held=len(sessions),
                sessions_held=frozenset(sessions),
            )


def _table(table: Table) -> TableLog:
    log = table.live.log
    return TableLog(
        key=table.key,
        case=table.case,
        log=replace(log, entries=list(log.entries), notes={}, reached=dict(log.reached)),
        line=table.line,
        is_over=table.live.phase == "over",
        seats=tuple(seat.key for seat in table.seats.values() if seat.people),
        injects=len(table.injects),
    )
