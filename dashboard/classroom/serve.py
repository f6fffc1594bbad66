"""Serves classes by themselves: their own routes under uvicorn, and nothing of the pages of the dashboard."""

import socket
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Final

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from dashboard.classroom.answers import HANDLERS, Packed
from dashboard.classroom.api import Api
from dashboard.classroom.console import CONSOLE
from dashboard.classroom.deadlines import looked_after
from dashboard.classroom.debrief import DEBRIEF, debrief_routes
from dashboard.classroom.desk import Desk
from dashboard.classroom.join import Doors
from dashboard.classroom.projector import PROJECTOR
from dashboard.classroom.public_record import TABLE
from dashboard.classroom.screens import Screen, screen_routes
from dashboard.classroom.seat import SEAT
from dashboard.frame.breaking import heard_once
from dashboard.frame.headers import Headers
from dashboard.frame.host_names import OwnPages, allowed_hosts, proxies
from dashboard.frame.ports import free_port, shown_address
from dashboard.guard.broken import Broken
from dashboard.guard.clients import Clients

__all__ = ["HEALTH", "application", "serve"]

HEALTH: Final = "/health"
"""Answers `ok` as long as the server answers at all; it tells nothing of any class."""

_WAITING: Final = 256
"""Connections that wait for the server: a whole class comes at once."""
_PATIENCE: Final = 5
"""Seconds that a server that was told to end waits for what is under way."""
_SCREENS: Final[tuple[Screen, ...]] = (CONSOLE, PROJECTOR, SEAT, TABLE, DEBRIEF)


def serve(
    desk: Desk,
    address: str,
    port: int,
    tell: Callable[[str], None],
    *,
    hosts: Sequence[str] = (),
    behind: Sequence[str] = (),
) -> None:
    """Serve the classes of a desk, and look after them, until somebody ends it.

    Args:
        desk: Whose classes.
        address: Where to listen.
        port: Likewise; 0: any that is free.
        tell: Told the address for a browser of this machine, without a path, once the server answers.
        hosts: Names under which browsers may come, besides those of this machine.
        behind: Addresses of proxies, which say for whom they ask.

    Raises:
        DelegationSimError: if the port is taken, the address is not one of this machine, or a host or a proxy cannot
            be called so.
    """
    allowed, trusted = allowed_hosts(address, hosts), proxies(behind)
    free = free_port(address, port)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        heard_once()
        async with looked_after(desk):
            tell(f"http://{shown_address(address)}:{free}")
            yield

    config = uvicorn.Config(
        application(desk, allowed, lifespan),
        log_level="warning",
        ws="none",
        lifespan="on",
        forwarded_allow_ips=trusted,
        server_header=False,
        timeout_graceful_shutdown=_PATIENCE,
    )
    with (
        _listening(address, free) as place,
        suppress(KeyboardInterrupt),  # uvicorn raises it once more after it has ended
    ):
        uvicorn.Server(config).run(sockets=[place])


def application(
    desk: Desk,
    allowed: Sequence[str],
    lifespan: Callable[[Starlette], AbstractAsyncContextManager[None]],
) -> Starlette:
    """Return all that answers for the classes of a desk, with what every request and answer goes through.

    Args:
        desk: Whose classes.
        allowed: Names under which browsers may come.
        lifespan: What is done as long as it serves.
    """
    around = [
        Middleware(Broken),
        Middleware(Packed),
        Middleware(Headers),
        Middleware(OwnPages, allowed),
        Middleware(Clients),
    ]
    routes = [Route("/", _to_class), Route(HEALTH, _health), *_class_routes(desk)]
    return Starlette(routes=routes, middleware=around, lifespan=lifespan)


async def _health(_: Request) -> Response:
    return PlainTextResponse("ok", headers={"Cache-Control": "no-store"})


async def _to_class(request: Request) -> Response:
    return RedirectResponse(f"{request.scope.get('root_path', '')}/class/join", 303)


def _listening(address: str, port: int) -> socket.socket:
    """Return a socket on which the server is reached.

    It says that it is of TCP: only then does asyncio send the parts of an answer at once, and not the second of them
    when the first has been acknowledged, some 40 ms later.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    place = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":
            place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        place.bind((address, port))
        place.listen(_WAITING)
    except BaseException:
        place.close()
        raise
    return place


def _class_routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes of a desk.

    It is an application of its own, so that nothing of it is answered by another one, and nothing without its headers.
    """
    routes = [
        Route("/", _to_join),
        *Doors(desk).routes(),
        *Api(desk).routes(),
        *debrief_routes(desk),
        *screen_routes(desk, _SCREENS),
    ]
    inner = Starlette(routes=routes, exception_handlers=HANDLERS)
    unkept = {"Cache-Control": "no-store"}  # on the way or in the browser
    return [Mount("/class", app=Headers(inner, unkept))]


async def _to_join(request: Request) -> Response:
    return RedirectResponse(f"{request.scope.get('root_path', '')}/join", 303)
