"""What is on the projector of a class, for everybody in it: how to join, clocks and counts, what was published."""

from dataclasses import dataclass

from simulation.classroom.class_plan import Dealing
from simulation.classroom.class_state import ClassState, Message, Projector, Published
from simulation.classroom.table_clock import Clock, clock_of

__all__ = ["ProjectorTable", "ProjectorView", "projector_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectorTable:
    """A table on the projector: counts during a phase, and the public record when the last one closed."""

    clock: Clock
    published: Published


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectorView:
    """What everybody in the room sees on the projector."""

    code: str
    title: str
    number: int
    people: tuple[str, ...]
    """Nicknames of who is in."""
    places_free: int
    """For how many more people the seats have room."""
    dealing: Dealing
    tables: tuple[ProjectorTable, ...]
    messages: tuple[Message, ...]
    """Of the host to everybody."""
    shows: Projector
    """What the host chose."""
    is_started: bool
    is_ended: bool
    is_debriefed: bool


def projector_of(state: ClassState) -> ProjectorView:
    """Return what everybody sees on the projector."""
    most = state.plan.people_a_seat
    seats = [seat for table in state.tables.values() for seat in table.seats.values()]
    return ProjectorView(
        code="" if state.is_ended else state.code,
        title=state.case.title,
        number=state.seen_by_all,
        people=tuple(person.nickname for person in state.here()),
        dealing=state.plan.dealing,
        places_free=sum(max(0, most - len(seat.people)) for seat in seats),
        tables=tuple(
            ProjectorTable(clock=clock_of(table), published=table.published)
            for table in state.tables.values()
        ),
        messages=tuple(
            one
            for one in state.messages
            if not one.table and not one.seats and not set(state.tables) <= set(one.not_at)
        ),
        shows=state.projector,
        is_started=state.is_started,
        is_ended=state.is_ended,
        is_debriefed=state.is_debriefed,
    )
