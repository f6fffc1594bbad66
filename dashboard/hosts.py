"""Under which names a browser may come: a page of somebody else cannot pass this server off as its own."""

import ipaddress
import re
import socket
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.settings import HOSTS
from simulation.errors import DelegationSimError

__all__ = ["OwnPages", "allowed_hosts"]

_NAME: Final = re.compile(r"(\*\.)?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.?")
_ROUTED: Final = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
"""Addresses that nobody has: what this machine would send to them from is its own address in the network."""


def allowed_hosts(address: str, named: Sequence[str]) -> list[str]:
    """Return the names: those that only this machine knows, those of this machine in its network, those given.

    Args:
        address: Where the server listens; if it is for this machine only, so are its names.
        named: Others, such as the name of what stands before the server.

    Raises:
        DelegationSimError: if one is not a name.
    """
    for name in named:
        if not (_NAME.fullmatch(name) or _is_address(name)):
            raise DelegationSimError(
                f"{name!r} is no name of a host. Valid: a name or an address, without http: and port, such as "
                "seminar.example.org. Correct --host."
            )
    own = () if address in HOSTS else (address, *_own_names())
    return list(dict.fromkeys(name.lower() for name in (*HOSTS, *own, *named)))


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _own_names() -> Iterator[str]:
    """Yield the name of this machine, also as neighbours call it, and its addresses."""
    name = socket.gethostname()
    yield name
    if "." not in name:
        yield f"{name}.local"
    with suppress(OSError):
        yield from (str(found[4][0]) for found in socket.getaddrinfo(name, None))
    for family, nobody in _ROUTED:
        # Nothing is sent: connecting a datagram socket only chooses the way.
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((nobody, 9))
            yield str(probe.getsockname()[0])


class OwnPages:
    """An application that only pages of its own talk to, and pages of this machine.

    Streamlit would ask a server elsewhere for the address of this one, to see whether a page of somebody else is its.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, or close the line."""
        if scope["type"] == "websocket" and not _is_own(Headers(scope=scope)):
            await send({"type": "websocket.close", "code": 1008})
            return
        await self._app(scope, receive, send)


def _is_own(headers: Headers) -> bool:
    origin = headers.get("origin")
    if origin is None:
        return True
    try:
        page = urlsplit(origin)
        return page.netloc == headers.get("host") or page.hostname in HOSTS
    except ValueError:
        return False
