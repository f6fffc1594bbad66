"""The HTTP side of a class: its routes, what is pushed over them, and who looks after its clocks.

It stands on `simulation.classroom` and knows no Streamlit page. Pages and the command build a `Desk`, give
`class_routes(desk)` to the application, and run `looked_after(desk)` inside its lifespan.
"""

from dashboard.classroom.cookies import host_key
from dashboard.classroom.desk import Desk, Paths
from dashboard.classroom.routes import class_routes
from dashboard.classroom.watch import looked_after

__all__ = ["Desk", "Paths", "class_routes", "host_key", "looked_after"]
