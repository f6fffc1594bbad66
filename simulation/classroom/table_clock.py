"""Where a table is, and how long it has: what everybody may know at any moment, and is pushed."""

from dataclasses import dataclass

from simulation.classroom.class_state import Table

__all__ = ["Clock", "clock_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The session and phase of a table, and the time left."""

    table: str
    version: int
    session: int
    sessions: int
    phase: str
    deadline: float | None
    """Seconds since 1970; None: no clock runs."""
    left: float | None
    """Seconds left on a clock that stands still; None: it goes."""
    asked: int
    """Seats with people that have, or had, something to do in this phase."""
    submitted: int
    """Of these, seats that are done, or held by an agent."""
    is_ended: bool


def clock_of(table: Table) -> Clock:
    """Return the clock of a table."""
    status = list(table.statuses().values())
    asked = [one for one in status if one in ("waiting", "done", "held")]
    return Clock(
        table=table.key,
        version=table.version,
        session=table.live.session,
        sessions=int(table.live.live.room.state.deadline[0]),
        phase=table.phase,
        deadline=table.deadline,
        left=table.left,
        asked=len(asked),
        submitted=len(asked) - asked.count("waiting"),
        is_ended=not table.is_still_on,
    )
