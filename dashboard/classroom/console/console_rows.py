"""Seats and tables as rows of the console: a mark and a word each, and how many are done."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from dashboard.frame.language import Words
from simulation.classroom import Clock, HostPerson, HostSeat, HostTable, HostView
from simulation.scenario import Scenario

__all__ = ["Mark", "SeatRow", "TableRow", "headline", "table_rows"]

type Mark = Literal["done", "writing", "door", "away", "agent", "held", "idle"]


_SETTLED: Final[Mapping[str, Mark]] = {"given": "agent", "held": "held", "done": "done"}
"""By status: seats of which it does not matter whether their people are there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatRow:
    """A seat."""

    key: str
    name: str
    people: tuple[HostPerson, ...]
    with_people: str
    """Its name, and who sits in it."""
    mark: Mark
    word: str
    """What the mark says, in words."""
    is_waited_for: bool
    n_calls: int
    is_given: bool
    is_held: bool
    agent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A table."""

    key: str
    clock: Clock
    place: str
    """Session and phase, or that it has not begun or is over."""
    seats: tuple[SeatRow, ...]
    watchers: tuple[HostPerson, ...]
    sessions_begun: int
    line: int
    is_overdue: bool
    is_on: bool
    has_begun: bool


def table_rows(view: HostView, case: Scenario, words: Words) -> list[TableRow]:
    """Return all tables of a class; seats are called by the short names of the case."""
    names = {one.key: one.short or one.name for one in case.delegations}
    calls = Counter((call.table, call.seat) for call in view.calls)
    return [_table(view, table, calls, names, words) for table in view.tables]


def _table(
    view: HostView,
    table: HostTable,
    calls: Mapping[tuple[str, str], int],
    names: Mapping[str, str],
    words: Words,
) -> TableRow:
    clock, people = table.clock, {person.id: person for person in view.people}
    has_begun, is_on = clock.phase != "lobby", clock.phase not in ("lobby", "over") and not clock.is_ended
    key = clock.table
    return TableRow(
        key=key,
        clock=clock,
        place=_place(clock, words),
        seats=tuple(
            _seat(seat, names[seat.key], people, calls.get((key, seat.key), 0), words, is_on=is_on)
            for seat in table.seats
        ),
        watchers=tuple(one for one in view.people if one.table == key and not one.seat),
        sessions_begun=table.sessions_begun if has_begun else 0,
        line=table.line,
        is_overdue=table.is_overdue,
        is_on=is_on,
        has_begun=has_begun,
    )


def _place(clock: Clock, words: Words) -> str:
    if clock.phase == "lobby":
        return words.say(f"class.console.place.{'unbegun' if clock.is_ended else 'lobby'}")
    if clock.is_ended:
        return words.say("class.console.place.over")
    phase = words.say(f"phase.{clock.phase}")
    return words.say("class.console.place", session=clock.session, sessions=clock.sessions, phase=phase)


def _seat(
    seat: HostSeat, name: str, people: Mapping[str, HostPerson], n_calls: int, words: Words, *, is_on: bool
) -> SeatRow:
    here = tuple(people[who] for who in seat.people)
    is_away = bool(here) and all(person.is_away for person in here)
    has_opened = any(person.has_opened for person in here)
    mark, key = _mark(seat, is_away=is_away, has_opened=has_opened, is_on=is_on)
    return SeatRow(
        key=seat.key,
        name=name,
        people=here,
        with_people=f"{name} ({words.listed(person.nickname for person in here)})",
        mark=mark,
        word=words.say(f"class.console.mark.{key}"),
        is_waited_for=seat.status == "waiting",
        n_calls=n_calls,
        is_given=seat.status == "given",
        is_held=seat.status == "held",
        agent=seat.agent,
    )


def _mark(seat: HostSeat, *, is_away: bool, has_opened: bool, is_on: bool) -> tuple[Mark, str]:
    """Return the mark of a seat and the key of its word."""
    if seat.status == "agent":
        return "agent", f"agent.{seat.agent}" if seat.agent else "agent"
    if seat.status == "waiting":
        if is_away:
            return "away", "away.waited"
        return ("writing", "writing") if has_opened else ("door", "door")
    if seat.status in _SETTLED:
        return _SETTLED[seat.status], seat.status
    if is_away:
        return "away", "away"
    return "idle", "coming" if seat.status == "coming" else "idle" if is_on else "in"


def headline(view: HostView, rows: Sequence[TableRow], words: Words) -> str:
    """Return how things stand, with its counts, in a sentence or two."""
    say = words.say
    if view.is_ended:
        return say("class.console.head.ended")
    if view.is_debriefed:
        return say("class.console.head.debriefed")
    if all(not row.has_begun and row.clock.is_ended for row in rows):
        return words.counted("class.console.head.unbegun", len(rows))
    if not view.is_started:
        return words.counted("class.console.head.lobby", len(view.people))
    on = [row for row in rows if row.is_on]
    if not on:
        waits = any(not row.has_begun and not row.clock.is_ended for row in rows)
        return say("class.console.head.some" if waits else "class.console.head.over")
    asked, done = (sum(getattr(row.clock, name) for row in on) for name in ("asked", "submitted"))
    where = on[0].place if len(on) == 1 else words.counted("class.console.head.tables", len(on))
    parts = [
        words.counted("class.console.head.done", asked, where=where, submitted=done, asked=asked)
        if asked
        else say("class.console.head.nobody", where=where)
    ]
    marks = Counter(seat.mark for row in on for seat in row.seats if seat.is_waited_for)
    parts += [
        words.counted(f"class.console.head.{mark}", marks[mark])
        for mark in ("writing", "door", "away")
        if marks[mark]
    ]
    return " ".join(parts)
