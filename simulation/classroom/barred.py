"""Where wrong codes keep people out for a while, as the host of a class is told of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from simulation.classroom.class_state import ClassState, Person
from simulation.classroom.tokens import digest
from simulation.classroom.tries import Full, Kind
from simulation.scenario.characters import likeness

__all__ = ["Barred", "barred", "caller_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Barred:
    """One way into a class that is closed for a while."""

    kind: Kind
    who: str
    """By what the service knows it, which is no address: `let_try` takes it."""
    source: str
    """Address from which the codes came; empty: from several, or it may be an address of people of another class."""
    nickname: str
    """Of whoever cannot come back from there; empty: it is not about one of them."""
    until: int
    """Seconds since 1970, by the clock of the deadlines."""
    is_shut: bool
    """A right code is not taken either."""


def caller_of(source: str, room: str, person: Person | None, nickname: str) -> str:
    """Return by what whoever wants to come back as somebody is known to the tries.

    A nickname that nobody has is typed by whoever tries, so it stands here as a digest: it is never read as an id.
    """
    return f"{source} {room} {digest(likeness(nickname)) if person is None else person.id}"


def barred(state: ClassState, full: Iterable[Full], now: float) -> Iterator[Barred]:
    """Yield what keeps people of a class out now; of other classes nothing.

    Whoever looks for a class is in none yet, so every host of the server is told of that, without the address.
    """
    for one in full:
        source, nickname = "", ""
        if one.kind == "class" and one.who != state.id:
            continue
        if one.kind == "caller":
            source, room, who = one.who.rsplit(" ", 2)
            if room != state.id or who not in state.people:
                continue  # a nickname that nobody has: nobody is kept out
            nickname = state.people[who].nickname
        yield Barred(
            kind=one.kind,
            who=one.handle,
            source=source,
            nickname=nickname,
            until=round(now + one.wait),
            is_shut=one.is_shut,
        )
