"""My seat: the page on which people in a class read their brief, negotiate together, and see what came of it."""

from typing import Final

from dashboard.classroom import cookies
from dashboard.classroom.screens import Screen
from dashboard.classroom.seat.seat_page_data import look, sees
from dashboard.classroom.seat.take import take

__all__ = ["SEAT"]

SEAT: Final = Screen(
    path="/seat",
    template="seat.html",
    view="seat",
    cookies=(cookies.SEAT,),
    door="/join",
    title="class.seat.title",
    look=look,
    sees=sees,
    take=take,
    style="seat.css axis.css",
)
