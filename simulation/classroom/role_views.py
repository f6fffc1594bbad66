"""What each role may see of a class, as plain data: nothing else of it leaves the service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from simulation.classroom.barred import Barred, barred
from simulation.classroom.class_plan import Plan
from simulation.classroom.class_state import (
    Call,
    ClassState,
    Held,
    Message,
    Note,
    Person,
    Projector,
    Published,
    Seat,
    Status,
    Table,
)
from simulation.classroom.seat_views import SeatViews
from simulation.classroom.store import Draft
from simulation.classroom.table_clock import Clock, clock_of
from simulation.classroom.tries import Full
from simulation.live import SeatView
from simulation.live.aftermath import heard
from simulation.live.public import PublicMove
from simulation.live.request import Made
from simulation.protocols.result import JOINS, SIGNATURES
from simulation.reasons.record_reading import is_adopted
from simulation.words import told_in

__all__ = [
    "Ending",
    "HostPerson",
    "HostSeat",
    "HostTable",
    "HostView",
    "Mate",
    "MySeat",
    "PublicSeat",
    "TableRecord",
    "ending_of",
    "host_view",
    "my_seat",
    "table_record",
]

_OVERDUE: Final = 5.0
"""Seconds after a deadline after which a table should have gone on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What came of a negotiation, as everybody at its table knows it."""

    outcome_class: str
    """One of `OUTCOME_CLASSES`."""
    options: Mapping[str, str]
    """Wording in the document by issue; empty: it is not in it, or there is none."""
    joins: Mapping[str, str]
    """How each seat stands to the document, one of `JOINS`; nothing without one."""
    signatures: Mapping[str, str]
    """Likewise, one of `SIGNATURES`."""


def ending_of(table: Table) -> Ending | None:
    """Return what came of the negotiation of a table; None: it is not over."""
    if not table.is_started or table.live.phase != "over":
        return None
    record = table.live.record
    outcome = record.outcome
    keys, is_there = record.tableau.delegations, is_adopted(record)
    wordings = zip(table.case.issues, record.left.tolist(), strict=True)
    return Ending(
        outcome_class=outcome.outcome_class,
        options={issue.key: issue.options[at].key if at >= 0 else "" for issue, at in wordings},
        joins=_named(keys, outcome.joins.tolist(), JOINS) if is_there else {},
        signatures=_named(keys, outcome.signature.tolist(), SIGNATURES) if is_there else {},
    )


def _named(keys: Sequence[str], codes: Sequence[int], names: Sequence[str]) -> dict[str, str]:
    return {key: names[code] for key, code in zip(keys, codes, strict=True) if code >= 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mate:
    """Somebody of a delegation."""

    id: str
    nickname: str
    has_pen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicSeat:
    """A seat as anybody at the table sees it."""

    key: str
    name: str
    people: tuple[str, ...]
    """Nicknames; empty: an agent."""
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class MySeat:
    """The view of a person in the class."""

    person: str
    nickname: str
    seat: str
    """Key; empty: watches."""
    status: Status | None
    mates: tuple[Mate, ...]
    """Of one's delegation, oneself among them."""
    clock: Clock
    since: int
    """Version of the table from which on what one sees can be answered: before, the phase was another or the pen."""
    begun: int
    """Number of the event with which the phase began."""
    is_rewound: bool
    """That event was of the host, who took the table back to this session."""
    view: SeatView | None
    """What the seat may know; None: without a seat, or it is still to be chosen."""
    made: tuple[Made, ...]
    """Moves of the seat in the line that is played, with the answers."""
    ending: Ending | None
    """None: it is not over, or was ended before its end."""
    free: tuple[str, ...]
    """Keys of the seats in which one may sit down now."""
    seats: tuple[PublicSeat, ...]
    notes: tuple[Note, ...]
    """Private notes from and to the seat."""
    questions: Mapping[str, int]
    """By seat that asked this one something, the number of the event with which it last did."""
    messages: tuple[Message, ...]
    """Of the host, to all, the table or the seat."""
    calls: tuple[int, ...]
    """Own calls that the host has not seen to yet."""
    drafts: tuple[Draft, ...]
    written: Mapping[str, Any]
    """What one wrote down."""
    is_shut: bool
    """Whoever joins watches until the host gives them a seat."""
    is_debriefed: bool
    is_class_ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRecord:
    """The public record of a table since the last phase closed."""

    clock: Clock
    title: str
    seats: tuple[PublicSeat, ...]
    published: Published
    heard: tuple[tuple[PublicMove, ...], ...]
    """By session held."""
    held: tuple[Held, ...]
    """Seats that agents held, in the line that is played."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostSeat:
    """A seat on the host's page."""

    key: str
    name: str
    people: tuple[str, ...]
    """Ids."""
    pen: str
    status: Status
    agent: str
    """What its agent was made to do; empty: nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostTable:
    """A table on the host's page."""

    clock: Clock
    news: int
    """Number of the last event after which anybody there sees another page, but for the counts of the clock."""
    seats: tuple[HostSeat, ...]
    waits_for: tuple[str, ...]
    held: tuple[Held, ...]
    notes: tuple[Note, ...]
    line: int
    sessions_begun: int
    """To any of these it can be rewound, counted from 1."""
    is_overdue: bool
    """Its deadline passed and it did not go on: whoever runs the clock has stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostPerson:
    """Somebody on the host's page."""

    id: str
    nickname: str
    table: str
    seat: str
    has_pen: bool
    is_away: bool
    has_opened: bool
    """They have opened a page of their seat; False: they read the page that let them in."""
    number: int
    """Of the last event that is for them and not for their whole table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostView:
    """The view of the host."""

    room: str
    code: str
    title: str
    number: int
    general: int
    """Number of the last event that is for everybody."""
    plan: Plan
    tables: tuple[HostTable, ...]
    people: tuple[HostPerson, ...]
    calls: tuple[Call, ...]
    messages: tuple[Message, ...]
    projector: Projector
    """What the projector is to show."""
    barred: tuple[Barred, ...]
    """Where wrong codes keep people out for a while."""
    real_names: Mapping[str, str]
    """What the delegations are really called, by key, where the class knows them as archetypes."""
    is_shut: bool
    """Whoever joins watches until the host gives them a seat."""
    is_started: bool
    is_debriefed: bool
    is_revealed: bool
    """Everybody may read the real names."""
    is_ended: bool


def my_seat(state: ClassState, person: Person, drafts: tuple[Draft, ...], seen: SeatViews) -> MySeat:
    """Return what somebody sees; `seen` are the views of seats of the class."""
    table = state.tables[person.table]
    seat, read = table.seats.get(person.seat), person.seat if state.may_read(person) else ""
    notes = [note for note in table.notes if read and read in (note.by, note.to)]
    return MySeat(
        person=person.id,
        nickname=person.nickname,
        seat=person.seat,
        status=None if seat is None else table.statuses()[seat.key],
        mates=() if seat is None else tuple(_mate(state, seat, who) for who in seat.people),
        clock=clock_of(table),
        since=table.since if seat is None else max(table.since, seat.since),
        begun=table.since,
        is_rewound=any(old.until == table.since for old in table.lines),
        view=seen.of(state, table, read) if read else None,
        made=() if seat is None else tuple(one for one in table.made if one.move.seat == seat.key),
        ending=ending_of(table),
        free=_free(state, table, person),
        seats=_public_seats(state, table),
        notes=tuple(notes),
        questions={by: number for (by, to), number in table.questions.items() if read and to == read},
        messages=tuple(one for one in state.messages if one.is_for(person.table, read)),
        calls=tuple(call.number for call in state.calls.values() if call.person == person.id),
        drafts=drafts,
        written=dict(person.notes),
        is_shut=state.is_shut,
        is_debriefed=state.is_debriefed,
        is_class_ended=state.is_ended,
    )


def _free(state: ClassState, table: Table, person: Person) -> tuple[str, ...]:
    if state.plan.dealing != "chosen" or table.is_started or person.has_chosen:
        return ()
    if state.is_shut and not person.seat:
        return ()
    most = state.plan.people_a_seat
    return tuple(
        key
        for key, seat in table.seats.items()
        if (key == person.seat or len(seat.people) < most) and person.has_read in (None, (table.key, key))
    )


def _mate(state: ClassState, seat: Seat, who: str) -> Mate:
    return Mate(id=who, nickname=state.people[who].nickname, has_pen=seat.pen == who)


def _names(table: Table) -> dict[str, str]:
    return {one.key: one.name for one in table.case.delegations}


def _public_seats(state: ClassState, table: Table) -> tuple[PublicSeat, ...]:
    names, statuses = _names(table), table.statuses()
    return tuple(
        PublicSeat(
            key=seat.key,
            name=names[seat.key],
            people=tuple(state.people[who].nickname for who in seat.people),
            status=statuses[seat.key],
        )
        for seat in table.seats.values()
    )


def table_record(state: ClassState, table: Table) -> TableRecord:
    """Return what the room of a table knows."""
    with told_in(state.plan.language):
        told = tuple(heard(table.live.live)[: table.published.sessions_held])
    return TableRecord(
        clock=clock_of(table),
        title=table.case.title,
        seats=_public_seats(state, table),
        published=table.published,
        heard=told,
        held=tuple(one for one in table.held if one.line == table.line),
    )


def host_view(
    state: ClassState, *, now: float, away: frozenset[str], opened: frozenset[str], full: Sequence[Full]
) -> HostView:
    """Return what the host sees.

    Args:
        state: The class.
        now: What time it is.
        away: Ids of people of whom nothing was seen lately.
        opened: Ids of people who have opened a page of their seat.
        full: Where too many wrong codes were tried.
    """
    return HostView(
        room=state.id,
        code=state.code,
        title=state.case.title,
        number=state.number,
        general=state.general,
        plan=state.plan,
        tables=tuple(_host_table(table, now) for table in state.tables.values()),
        people=tuple(_host_person(state, person, away, opened) for person in state.here()),
        calls=tuple(state.calls.values()),
        messages=tuple(state.messages),
        projector=state.projector,
        barred=tuple(barred(state, full, now)),
        real_names=dict(state.real_names),
        is_shut=state.is_shut,
        is_started=state.is_started,
        is_debriefed=state.is_debriefed,
        is_revealed=state.is_revealed,
        is_ended=state.is_ended,
    )


def _host_table(table: Table, now: float) -> HostTable:
    names, statuses = _names(table), table.statuses()
    return HostTable(
        clock=clock_of(table),
        news=table.news,
        seats=tuple(
            HostSeat(
                key=seat.key,
                name=names[seat.key],
                people=tuple(seat.people),
                pen=seat.pen,
                status=statuses[seat.key],
                agent=seat.agent,
            )
            for seat in table.seats.values()
        ),
        waits_for=table.waits_for if table.is_on else (),
        held=tuple(table.held),
        notes=tuple(table.notes),
        line=table.line,
        sessions_begun=len(table.starts),
        is_overdue=table.deadline is not None and table.deadline + _OVERDUE < now,
    )


def _host_person(
    state: ClassState, person: Person, away: frozenset[str], opened: frozenset[str]
) -> HostPerson:
    seat = state.tables[person.table].seats.get(person.seat)
    return HostPerson(
        id=person.id,
        nickname=person.nickname,
        table=person.table,
        seat=person.seat,
        has_pen=seat is not None and seat.pen == person.id,
        is_away=person.id in away,
        has_opened=person.id in opened,
        number=person.number,
    )
