from .clause_grid import clause_chart as clause_chart
from .clause_grid import closing_clause as closing_clause
from .groups_maps import groups_chart as groups_chart
from .seat_on_axis import seat_chart as seat_chart
from .seat_on_axis import told_seat as told_seat
from .session_steps import busiest_session as busiest_session
from .session_steps import session_chart as session_chart

__all__ = [
    "busiest_session",
    "clause_chart",
    "closing_clause",
    "groups_chart",
    "seat_chart",
    "session_chart",
    "told_seat",
]
