"""Who comes, sits where, holds the pen and goes."""

import secrets
from collections.abc import Mapping
from typing import Any, Final

from simulation.classroom import table_phases
from simulation.classroom.class_plan import MOST_PEOPLE_A_SEAT
from simulation.classroom.class_state import ClassState, Person, Seat, Table
from simulation.classroom.errors import ClassroomError, FullError, NotAllowedError
from simulation.classroom.events import Event
from simulation.classroom.words_of_people import is_alike, nickname
from simulation.words import Said

__all__ = [
    "MOST_WATCHERS",
    "choose_seat",
    "deal",
    "dealt",
    "free_seat",
    "give_pen",
    "join",
    "leave",
    "move",
    "new_code",
    "place",
    "reclaim",
    "release",
    "remove",
    "rename",
    "seat_at",
    "table_of",
    "take_pen",
]

_MOST_PEOPLE: Final = 400
"""In the seats of a class."""
MOST_WATCHERS: Final = 100
"""Who are in a class without a seat."""
_MOST_TOKENS: Final = 8
"""Devices of one person: by one more, the oldest but the first is shut out."""


def table_of(state: ClassState, key: str) -> Table:
    """Return a table by key."""
    if key not in state.tables:
        raise ClassroomError("classroom.no_table", table=key, valid=Said.listed(state.tables))
    return state.tables[key]


def seat_at(state: ClassState, table: str, key: str) -> Seat:
    """Return a seat by the keys of its table and delegation."""
    seats = table_of(state, table).seats
    if key not in seats:
        raise ClassroomError("classroom.no_seat", seat=key, valid=Said.listed(seats))
    return seats[key]


def person_of(state: ClassState, who: str) -> Person:
    """Return somebody who is there."""
    person = state.people.get(who)
    if person is None or person.is_removed:
        raise ClassroomError("classroom.no_person")
    return person


def _free_name(state: ClassState, given: str, *, but: str = "") -> str:
    """Return a nickname in order, or refuse one that cannot be told from somebody else's."""
    name = nickname(given)
    for person in state.here():
        if person.id != but and is_alike(person.nickname, name):
            raise ClassroomError("classroom.name.taken", name=name)
    return name


def free_seat(state: ClassState, table: str = "") -> tuple[str, str]:
    """Return a table and a seat by chance: an agent's at the table with the fewest people, else one of few people.

    Raises:
        FullError: if all are taken.
    """
    counted = {key: sum(len(seat.people) for seat in one.seats.values()) for key, one in state.tables.items()}
    free = [
        ((len(seat.people), not seat.decides, counted[key]), (key, seat.key))
        for key, one in state.tables.items()
        for seat in one.seats.values()
        if table in ("", key)
        and not one.is_ended
        and one.phase != "over"
        and len(seat.people) < state.plan.people_a_seat
    ]
    if not free:
        is_over = not any(one.is_still_on for one in state.tables.values())
        raise FullError("classroom.full.over" if is_over else "classroom.full")
    best = min(rank for rank, _ in free)
    return secrets.choice([where for rank, where in free if rank == best])


def dealt(state: ClassState) -> dict[str, tuple[str, str]]:
    """Return another place for everybody, by chance; who finds none watches at the first table."""
    keys, most = list(state.tables), state.plan.people_a_seat
    order = [person.id for person in state.here()]
    secrets.SystemRandom().shuffle(order)
    seats = [
        [
            (key, seat.key)
            for seat in sorted(state.tables[key].seats.values(), key=lambda one: not one.decides)
        ]
        for key in keys
    ]
    rounds = max(map(len, seats), default=0)
    at_tables = [each[at] for at in range(rounds) for each in seats if at < len(each)]
    places = [place for _ in range(most) for place in at_tables]
    placed = dict(zip(order, places, strict=False))
    return {who: placed.get(who, (keys[0], "")) for who in order}


def place(state: ClassState, person: Person, table: str, seat: str) -> None:
    """Take somebody out of their seat and put them in another one; without a seat they watch."""
    if person.seat:
        old = state.tables[person.table].seats[person.seat]
        old.people.remove(person.id)
        if old.pen == person.id:
            _give(state, old, next(iter(old.people), ""))
        if not old.people:
            old.is_given = old.is_held = False
    before = person.table
    person.table, person.seat = table, seat
    if seat:
        new = state.tables[table].seats[seat]
        new.people.append(person.id)
        if not new.pen:
            _give(state, new, person.id)
    for key in {before, table} - {""}:
        table_phases.settle(state.tables[key])


def _give(state: ClassState, seat: Seat, who: str) -> None:
    seat.pen, seat.since = who, state.number


def _check_room(state: ClassState, table: str, seat: str, *, by_host: bool = False) -> None:
    """Refuse a seat that is full; a host may put as many in it as a seat can have at all."""
    there = seat_at(state, table, seat)
    most = MOST_PEOPLE_A_SEAT if by_host else state.plan.people_a_seat
    if len(there.people) >= most:
        raise FullError("classroom.seat_full", seat=seat, n=len(there.people))


def _check_number(state: ClassState, seat: str) -> None:
    """Refuse one more in the seats, or one more who watches."""
    there = sum(bool(person.seat) == bool(seat) for person in state.here())
    if there >= (_MOST_PEOPLE if seat else MOST_WATCHERS):
        raise FullError("classroom.full") if seat else FullError("classroom.full.watchers", n=there)


def join(state: ClassState, event: Event) -> None:
    """Let somebody in."""
    data = event.data
    name = _free_name(state, data["nickname"])
    _check_number(state, data["seat"])
    table_of(state, event.table)
    if data["seat"]:
        _check_room(state, event.table, data["seat"])
    person = Person(
        id=data["person"],
        nickname=name,
        tokens=[data["token"]],
        code_hash=data["code"],
        has_chosen=data["is_chosen"],
        has_read=state.tokens_gone.get(data.get("token_before", "")),
    )
    state.people[person.id] = person
    place(state, person, event.table, data["seat"])
    table_phases.go_on(state, state.tables[event.table], event.clock)


def reclaim(state: ClassState, event: Event) -> None:
    """Let somebody in from another device too."""
    person = person_of(state, event.data["person"])
    person.tokens.append(event.data["token"])
    del person.tokens[1 : 1 - _MOST_TOKENS]
    person.code_hash = event.data.get("code_hash", person.code_hash)


def new_code(state: ClassState, event: Event) -> None:
    """Let somebody come back with another code than before; the devices that they are in from stay in."""
    person_of(state, event.data["person"]).code_hash = event.data["code_hash"]


def take_pen(state: ClassState, event: Event) -> None:
    """Give the pen of a seat to whoever of it takes it."""
    person = state.people[event.author]
    seat = seat_at(state, person.table, person.seat)
    if seat.pen == person.id:
        raise ClassroomError("classroom.pen.yours")
    _give(state, seat, person.id)


def give_pen(state: ClassState, event: Event) -> None:
    """Give one's pen to somebody else of the seat."""
    person = state.people[event.author]
    seat = seat_at(state, person.table, person.seat)
    if seat.pen != person.id:
        raise NotAllowedError("classroom.pen.not_yours", name=_pen_holder(state, seat))
    if event.data["to"] not in seat.people or event.data["to"] == person.id:
        raise ClassroomError("classroom.pen.nobody")
    _give(state, seat, event.data["to"])


def _pen_holder(state: ClassState, seat: Seat) -> str:
    return state.people[seat.pen].nickname if seat.pen else "–"


def choose_seat(state: ClassState, event: Event) -> None:
    """Let somebody sit down where they want, as long as nobody plays there: who has read a brief keeps its seat."""
    person, data = state.people[event.author], event.data
    if (person.table, person.seat) == (data["table"], data["seat"]):
        person.has_chosen = True
        return
    if state.plan.dealing != "chosen":
        raise NotAllowedError("classroom.dealt")
    if state.is_shut and not person.seat:
        raise NotAllowedError("classroom.chosen.shut")
    seat_at(state, data["table"], data["seat"])
    left = [person.table] if person.seat else []
    if any(state.tables[key].is_started for key in (data["table"], *left)):
        raise NotAllowedError("classroom.chosen")
    if person.has_chosen:
        raise NotAllowedError("classroom.chosen.read")
    if person.has_read not in (None, (data["table"], data["seat"])):
        raise NotAllowedError("classroom.chosen.read")
    _check_room(state, data["table"], data["seat"])
    _go_to(state, person, data["table"], data["seat"], event)
    person.has_chosen = True


def move(state: ClassState, event: Event) -> None:
    """Put somebody in another seat."""
    data = event.data
    person = person_of(state, data["person"])
    table_of(state, data["table"])
    if (person.table, person.seat) == (data["table"], data["seat"]):
        return
    if data["seat"]:
        _check_room(state, data["table"], data["seat"], by_host=True)
        person.has_chosen = True
    _go_to(state, person, data["table"], data["seat"], event)


def _go_to(state: ClassState, person: Person, table: str, seat: str, event: Event) -> None:
    before = person.table
    place(state, person, table, seat)
    for key in sorted({before, table} - {""}):
        state.tables[key].changed(event.number)
        table_phases.go_on(state, state.tables[key], event.clock)


def deal(state: ClassState, event: Event) -> None:
    """Put everybody where chance put them."""
    if state.is_started:
        raise ClassroomError("classroom.started")
    placed: Mapping[str, Any] = event.data["placed"]
    for person in state.here():
        place(state, person, person.table, "")
    for who, (table, seat) in placed.items():
        place(state, state.people[who], table, seat)


def leave(state: ClassState, event: Event) -> None:
    """Let somebody go."""
    _gone(state, state.people[event.author], event)


def remove(state: ClassState, event: Event) -> None:
    """Take somebody out of the class."""
    _gone(state, person_of(state, event.data["person"]), event)


def _gone(state: ClassState, person: Person, event: Event) -> None:
    """Take somebody out. Who read a brief comes back in the same browser to this seat only, whatever their nickname."""
    if state.may_read(person):
        person.has_read = (person.table, person.seat)
    if person.has_read is not None:
        state.tokens_gone |= dict.fromkeys(person.tokens, person.has_read)
    _go_to(state, person, person.table, "", event)
    person.is_removed, person.is_let_in_by_form = True, False
    person.tokens.clear()
    for number in [call.number for call in state.calls.values() if call.person == person.id]:
        del state.calls[number]


def rename(state: ClassState, event: Event) -> None:
    """Give somebody another nickname."""
    person = person_of(state, event.data["person"])
    person.nickname = _free_name(state, event.data["nickname"], but=person.id)


def release(state: ClassState, event: Event) -> None:
    """End the tokens of somebody, who comes back with a new code."""
    person = person_of(state, event.data["person"])
    person.tokens.clear()
    person.code_hash = event.data["code_hash"]
    person.is_let_in_by_form = False
