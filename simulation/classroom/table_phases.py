"""How a table goes on: who is seated in the talks, what is published, when a phase closes, and its clock."""

from typing import Final

from simulation.classroom.class_plan import Plan
from simulation.classroom.class_state import ClassState, Held, Published, Seat, Table, Why, seats_of
from simulation.live import IllegalMoveError, LiveNegotiation, SeatMove
from simulation.live.aftermath import sessions_held
from simulation.live.log import MOST_ENTRIES
from simulation.live.open_to_all import Shown
from simulation.scenario.schema import Scenario

__all__ = [
    "begin",
    "begins_again",
    "close",
    "go_on",
    "opened",
    "publish",
    "restart_clock",
    "seconds_of",
    "settle",
]

_MOST_STEPS: Final = 5_000
"""Phases of the longest negotiation."""


def opened(key: str, case: Scenario, plan: Plan) -> Table:
    """Return a table in the lobby."""
    live = LiveNegotiation(case, seed=plan.seed, level=plan.level)
    return Table(key=key, case=case, seats=seats_of(live, case), live=live, published=publish(live))


def begin(state: ClassState, table: Table, at: float) -> None:
    """Open the talks of the first session with people where they sit."""
    plan = state.plan
    people = [seat.key for seat in table.seats.values() if seat.people and not seat.is_given]
    table.live = LiveNegotiation(table.case, seed=plan.seed, level=plan.level, seats=people)
    table.is_started = True
    table.starts = []
    begins_again(state, table, at)


def begins_again(state: ClassState, table: Table, at: float) -> None:
    """Let the phase begin in which a negotiation stands."""
    _phase_begins(state, table, at)
    go_on(state, table, at)


def go_on(state: ClassState, table: Table, at: float) -> None:
    """Close phases in which nobody is left to be asked; a table without people waits for its deadline."""
    if table.left is not None or state.plan.goes_on == "at_deadline":
        return
    for _ in range(_MOST_STEPS):
        if not table.is_on or table.waits_for or not any(seat.is_led for seat in table.seats.values()):
            return
        close(state, table, at, "time")


def close(state: ClassState, table: Table, at: float, why: Why) -> None:
    """Let agents hold the seats that are not done, as instructed, and go on to the next phase."""
    live, asked = table.live, table.asked
    if len(live.log.entries) + len(asked) >= MOST_ENTRIES:
        table.is_ended, table.deadline, table.left = True, None, None  # its log is full
        return
    for key in asked:
        seat = table.seats[key]
        live.submit(SeatMove(seat=seat.key, move="done"))
        if seat.people:
            _note_held(table, seat, why)
    live.advance()
    _phase_begins(state, table, at)


def _note_held(table: Table, seat: Seat, why: Why) -> None:
    said: Why = "given" if seat.is_given else "asked" if seat.is_held else why
    live = table.live
    table.held.append(Held(line=table.line, session=live.session, phase=live.phase, seat=seat.key, why=said))


def _phase_begins(state: ClassState, table: Table, at: float) -> None:
    table.since, table.extended = state.number, 0.0
    for seat in table.seats.values():
        seat.is_held = False
        if table.live.phase == "talks" and seat.agent == "once":
            seat.agent = ""
    if table.live.phase == "talks":
        table.starts.append(len(table.live.log.entries))
        settle(table)
    table.published = publish(table.live, at=at, before=table.published)
    restart_clock(state, table, at)


def restart_clock(state: ClassState, table: Table, at: float) -> None:
    """Give the phase its whole time, as the host has changed it; a stopped clock stays stopped."""
    if not table.is_on:
        table.deadline = table.left = None
        return
    seconds = seconds_of(state, table)
    if table.left is not None:
        table.left = seconds
    else:
        table.deadline = at + seconds


def seconds_of(state: ClassState, table: Table) -> float:
    """Return how long the phase of a table lasts, with what the host gave it or took from it."""
    return max(0.0, state.plan.seconds(table.live.phase) + table.extended)


def settle(table: Table) -> None:
    """Seat people, and unseat those who are gone, as far as the talks allow: what cannot be now waits for the next."""
    live = table.live
    if not table.is_on or live.phase != "talks":
        return
    for seat in table.seats.values():
        wants = bool(seat.people) and not seat.is_given
        row = live.live.row(seat.key)
        if row in live.live.programs and (wants or not seat.agent):
            _try(live, SeatMove(seat=seat.key, move="hand_over"))
        is_in = seat.key in live.seated
        if wants and not is_in:
            _try(live, SeatMove(seat=seat.key, move="take_over"))
        elif is_in and not wants:
            _try(live, SeatMove(seat=seat.key, move="hand_over"))


def _try(live: LiveNegotiation, move: SeatMove) -> None:
    try:
        live.examine(move)
    except IllegalMoveError:
        return
    live.submit(move)


def publish(live: LiveNegotiation, *, at: float = 0.0, before: Published | None = None) -> Published:
    """Return what the room knows at this moment, and since when; `before` is what it knew in the last phase."""
    room = live.live
    held = sessions_held(room)
    shown = Shown.by(room)
    issues = [topic.key for topic in room.case.issues]
    places = shown.followed.places[-1].tolist()
    return Published(
        session=live.session,
        phase=live.phase,
        at=at,
        sessions_held=held,
        held_at=before.held_at if before is not None and before.sessions_held == held else at,
        document=shown.document,
        statements=tuple(said for said in room.statements if not said.is_private),
        places={
            seat: dict(zip(issues, row, strict=True))
            for seat, row in zip(room.room.tableau.delegations, places, strict=True)
        },
        coalitions={
            issue: {room.wording(place, option).key: who for option, who in holders.items()}
            for place, (issue, holders) in enumerate(zip(issues, shown.holders, strict=True))
        },
        brackets=shown.clauses_in_brackets,
    )
