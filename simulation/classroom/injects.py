"""What the host throws in, as far as a negotiation can take it; and going on from an earlier session."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np

from simulation.classroom import table_phases
from simulation.classroom.class_state import ClassState, Inject, OldLine, Table
from simulation.classroom.errors import ClassroomError
from simulation.classroom.events import Event
from simulation.classroom.hosting import check_open, say
from simulation.classroom.who_sits_where import seat_at, table_of
from simulation.classroom.words_of_people import words
from simulation.errors import ScenarioError
from simulation.live import HolderError, IllegalMoveError, LiveNegotiation, SeatMove, SeatView
from simulation.live.live_negotiation import Maker
from simulation.live.log import AGENT
from simulation.scenario.case_source import with_events
from simulation.scenario.schema import Event as CaseEvent
from simulation.scenario.schema import Scenario

__all__ = [
    "ask_for_text",
    "instruct",
    "leak",
    "move_end",
    "obstruct",
    "propose_late",
    "rewind",
]

_CHANGES: Final = ("position", "red_line", "salience", "flexibility")


@dataclass(slots=True, kw_only=True)
class _Obstructing:
    """Objects to all that is put, refuses packages and stays out of the consensus; trades with nobody."""

    seat: str

    def act(self, view: SeatView) -> Iterator[SeatMove] | None:
        """Return its moves in this phase."""
        if view.request is None:
            return None
        return self._moves(view.request.asked, view.request.legal)

    def _moves(self, asked: Sequence[tuple[str, str]], legal: Sequence[str]) -> Iterator[SeatMove]:
        for issue, option in asked:
            yield SeatMove(seat=self.seat, move="object_formally", issue=issue, option=option)
        for move in ("refuse_package", "dissociate", "not_sign"):
            if move in legal:
                yield SeatMove(seat=self.seat, move=move)

    def answer(self, view: SeatView) -> list[SeatMove]:
        """Refuse whatever is offered."""
        return [
            SeatMove(seat=self.seat, move="refuse_trade", offer=offer.id)
            for offer in view.offers
            if offer.to == self.seat
        ]


@dataclass(slots=True, kw_only=True)
class _Once:
    """Makes one move when it is first asked, and follows its instructions in all else."""

    move: SeatMove
    is_made: bool = field(default=False)

    def act(self, _: SeatView) -> list[SeatMove] | None:
        """Return the move, once."""
        if self.is_made:
            return None
        self.is_made = True
        return [self.move]

    def answer(self, _: SeatView) -> None:
        """Answer as instructed."""


def _obstructing(live: LiveNegotiation, row: int) -> _Obstructing:
    return _Obstructing(seat=live.live.room.tableau.delegations[row])


def instruct(state: ClassState, event: Event) -> None:
    """Give a seat new instructions from its next session on."""
    data, text = event.data, words(event.data["text"])
    table, seat = table_of(state, event.table), seat_at(state, event.table, event.data["seat"])
    fields = {name: data[name] for name in _CHANGES if data[name] is not None}
    if data["issue"]:
        fields["issue"] = data["issue"]
    _amend(table, event.number, {"kind": "instruction", "note": text, "delegation": seat.key, **fields})
    say(state, event, text, "instruction", seats=(seat.key,))


def move_end(state: ClassState, event: Event) -> None:
    """Give tables another number of sessions."""
    text = words(event.data["text"])
    every = list(state.tables.values())
    named = [table_of(state, event.table)] if event.table else [one for one in every if one.is_still_on]
    if not named:
        raise ClassroomError("classroom.no_table.on")
    amended = [
        (
            table,
            *_amended(
                table, event.number, {"kind": "deadline", "note": text, "sessions": event.data["sessions"]}
            ),
        )
        for table in named
    ]
    for table, inject, case, live in amended:
        _put_in(table, inject, case, live)
        table.changed(event.number)
    say(state, event, text, "end", not_at=tuple(one.key for one in every if one not in named))


def leak(state: ClassState, event: Event) -> None:
    """Let people read something."""
    text, seats = words(event.data["text"]), tuple(event.data["seats"])
    if event.table:
        table_of(state, event.table)
    for seat in seats:
        seat_at(state, event.table, seat)
    say(state, event, text, "leak", seats=seats)


def obstruct(state: ClassState, event: Event) -> None:
    """Let the agent in a seat obstruct from these talks on."""
    _put(state, event, _obstructing)
    seat_at(state, event.table, event.data["seat"]).agent = "obstructs"


def propose_late(state: ClassState, event: Event) -> None:
    """Let the agent in a seat table a wording."""
    data = event.data
    text = words(data["text"]) if data["text"] else ""
    move = SeatMove(
        seat=data["seat"], move="propose_option", issue=data["issue"], option=data["option"], text=text
    )
    _put_once(state, event, move)


def ask_for_text(state: ClassState, event: Event) -> None:
    """Let the agent in a seat ask the chair for a text, if the chair would put one."""
    live = table_of(state, event.table).live.live
    if live.phase == "talks" and not live.grants_text:
        raise ClassroomError("live.reply.no_text")
    _put_once(state, event, SeatMove(seat=event.data["seat"], move="ask_for_chair_text"))


def _put_once(state: ClassState, event: Event, move: SeatMove) -> None:
    # a new one each time that the negotiation is played
    _put(state, event, lambda _live, _row: _Once(move=move))
    seat_at(state, event.table, event.data["seat"]).agent = "once"


def _put(state: ClassState, event: Event, maker: Maker) -> None:
    table, seat = table_of(state, event.table), seat_at(state, event.table, event.data["seat"])
    if not table.is_on:
        raise ClassroomError("classroom.no_table.on")
    if seat.people or seat.agent:
        raise ClassroomError("classroom.inject.people")
    try:
        table.live.put(seat.key, maker)
    except (HolderError, IllegalMoveError) as error:
        raise ClassroomError("classroom.inject.refused", why=error) from error
    table.makers.append(maker)


def rewind(state: ClassState, event: Event) -> None:
    """Go on from the beginning of a session, without what was thrown in since."""
    check_open(state)
    table, session = table_of(state, event.table), event.data["session"]
    if not table.is_started or type(session) is not int or not 0 < session <= len(table.starts):
        raise ClassroomError("classroom.rewind", held=len(table.starts))
    kept = [inject for inject in table.injects if inject.session <= session]
    undone = [inject for inject in table.injects if inject.session > session]
    case = _without(table.case, [inject.event for inject in undone])
    entries = table.live.log.entries[: table.starts[session - 1]]
    live, makers = _played(table, case, entries), table.makers[: _seatings(entries)]
    table.lines.append(
        OldLine(line=table.line, until=event.number, log=table.live.log, injects=tuple(table.injects))
    )
    table.line += 1
    table.live, table.case, table.injects, table.makers = live, case, kept, makers
    table.made = [one for one in table.made if one.session < session]
    table.is_ended = False
    _unsay(state, table, {inject.number for inject in undone})
    table.starts = table.starts[: session - 1]
    obstruct = _obstruct(live, entries, makers)
    for seat in table.seats.values():
        seat.agent = "obstructs" if seat.key in obstruct else ""
    table_phases.begins_again(state, table, event.clock)


def _obstruct(live: LiveNegotiation, entries: Sequence[SeatMove | str], makers: Sequence[Maker]) -> set[str]:
    """Return the seats in which an agent obstructs; one that had one thing to do goes when the talks begin."""
    seated = (
        entry.removeprefix(AGENT) for entry in entries if isinstance(entry, str) and entry.startswith(AGENT)
    )
    last = dict(zip(seated, makers, strict=False))
    return {
        key
        for key, maker in last.items()
        if maker is _obstructing and live.live.row(key) in live.live.programs
    }


def _seatings(entries: Sequence[SeatMove | str]) -> int:
    return sum(isinstance(entry, str) and entry.startswith(AGENT) for entry in entries)


def _amend(table: Table, number: int, fields: dict[str, Any]) -> None:
    _put_in(table, *_amended(table, number, fields))


def _put_in(table: Table, inject: Inject, case: Scenario, live: LiveNegotiation) -> None:
    table.injects.append(inject)
    table.case, table.live = case, live
    if not table.is_started:
        table.published = table_phases.publish(live)


def _amended(table: Table, number: int, fields: dict[str, Any]) -> tuple[Inject, Scenario, LiveNegotiation]:
    """Return an event of the next session, the case with it, and what was played so far on that case.

    Raises:
        ClassroomError: if it cannot be an event of the case, or no session follows.
    """
    if not table.is_still_on:
        raise ClassroomError("classroom.no_table.on")
    session = table.live.session + 1 if table.is_started else 1
    if session > int(table.live.live.room.state.deadline[0]):
        raise ClassroomError("classroom.inject.last")
    try:
        case = with_events(table.case, [{"session": session, **fields}])
    except ScenarioError as error:
        raise ClassroomError("classroom.inject.case", why=error) from error
    live = _played(table, case, table.live.log.entries)
    if table.is_started and not _is_alike(live, table.live):
        raise ClassroomError("classroom.inject.changes")
    return Inject(number=number, session=session, event=case.events[-1]), case, live


def _without(case: Scenario, events: Sequence[CaseEvent]) -> Scenario:
    gone = [id(event) for event in events]
    return case.model_copy(update={"events": tuple(one for one in case.events if id(one) not in gone)})


def _played(table: Table, case: Scenario, entries: Sequence[SeatMove | str]) -> LiveNegotiation:
    """Return what was played, on another case that is the same as far as it was played."""
    log, makers = table.live.log, iter(table.makers)
    live = LiveNegotiation(case, seed=log.seed, replication=log.replication, seats=log.seats, level=log.level)
    for entry in entries:
        if isinstance(entry, str) and entry.startswith(AGENT):
            live.put(entry.removeprefix(AGENT), next(makers))
        else:
            live.play(entry)
    return live


def _is_alike(one: LiveNegotiation, other: LiveNegotiation) -> bool:
    """Return whether two negotiations are at the same point, with the same on the table and the same in mind."""
    if (one.session, one.phase, one.seated) != (other.session, other.phase, other.seated):
        return False
    ours, theirs = one.live.room.state, other.live.room.state
    names = (
        "ideal",
        "red_low",
        "red_high",
        "salience",
        "flexibility",
        "table",
        "platform",
        "objects",
        "give",
    )
    return all(np.array_equal(getattr(ours, name), getattr(theirs, name)) for name in names)


def _unsay(state: ClassState, table: Table, numbers: set[int]) -> None:
    """Let a table read no more what was told of instructions and ends that are undone."""
    state.messages = [
        replace(one, not_at=(*one.not_at, table.key)) if one.number in numbers else one
        for one in state.messages
    ]
