"""All routes of a class, as one application below `/class`."""

from typing import Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from dashboard.classroom.answers import HANDLERS
from dashboard.classroom.api import Api
from dashboard.classroom.console import CONSOLE
from dashboard.classroom.debrief import DEBRIEF, debrief_routes
from dashboard.classroom.desk import Desk
from dashboard.classroom.join import Doors
from dashboard.classroom.projector import PROJECTOR
from dashboard.classroom.public_record import TABLE
from dashboard.classroom.screens import Screen, screen_routes
from dashboard.classroom.seat import SEAT
from dashboard.frame.headers import Headers

__all__ = ["SCREENS", "class_routes"]

SCREENS: Final[tuple[Screen, ...]] = (CONSOLE, PROJECTOR, SEAT, TABLE, DEBRIEF)


def class_routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes of a desk.

    It is an application of its own, so that nothing of it is answered by another one, and nothing without its headers.
    """
    routes = [
        Route("/", _to_join),
        *Doors(desk).routes(),
        *Api(desk).routes(),
        *debrief_routes(desk),
        *screen_routes(desk, SCREENS),
    ]
    inner = Starlette(routes=routes, exception_handlers=HANDLERS)
    unkept = {"Cache-Control": "no-store"}  # on the way or in the browser
    return [Mount("/class", app=Headers(inner, unkept))]


async def _to_join(request: Request) -> Response:
    return RedirectResponse(f"{request.scope.get('root_path', '')}/join", 303)
