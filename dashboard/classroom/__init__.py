"""The HTTP side of a class: its routes, what is pushed over them, and who looks after its clocks.

It stands on `simulation.classroom` and knows no Streamlit page. The command builds a `Desk`, for which `serve`
answers.
"""

from dashboard.classroom.cookies import host_key
from dashboard.classroom.deadlines import looked_after
from dashboard.classroom.desk import Desk, Paths

__all__ = ["Desk", "Paths", "host_key", "looked_after"]
