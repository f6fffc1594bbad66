"""How many tables a class needs, and how many people a seat: suggested from how many come."""

from math import ceil

from simulation.classroom.class_plan import MOST_PEOPLE_A_SEAT, MOST_TABLES
from simulation.classroom.class_state import seats_of
from simulation.classroom.errors import ClassroomError
from simulation.live import LiveNegotiation
from simulation.scenario.schema import Scenario

__all__ = ["n_seats", "suggested"]


def n_seats(case: Scenario) -> int:
    """Return the number of seats at a table in which people can sit."""
    return len(seats_of(LiveNegotiation(case, seed=0), case))


def suggested(
    students: int, seats: int, *, tables: int | None = None, people_a_seat: int | None = None
) -> tuple[int, int]:
    """Return tables and people a seat: one table as long as it holds all, and no fuller delegations than needed.

    Args:
        students: How many come.
        seats: Of one table.
        tables: If that is settled.
        people_a_seat: Likewise.

    Raises:
        ClassroomError: if they do not fit.

    >>> suggested(5, 6), suggested(14, 6), suggested(40, 6), suggested(40, 6, tables=6)
    ((1, 1), (1, 3), (3, 3), (6, 2))
    """
    most = people_a_seat or MOST_PEOPLE_A_SEAT
    tables = tables or min(MOST_TABLES, ceil(students / (seats * most)))
    people = people_a_seat or ceil(students / (seats * tables))
    if people > MOST_PEOPLE_A_SEAT or tables * seats * people < students:
        room = tables * seats * min(most, MOST_PEOPLE_A_SEAT)
        raise ClassroomError(
            "classroom.too_many",
            students=students,
            room=room,
            tables=tables,
            seats=seats,
            people=min(most, MOST_PEOPLE_A_SEAT),
        )
    return tables, people
