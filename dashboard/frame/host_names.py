"""Under which names a browser may come: a page of somebody else cannot pass this server off as its own."""

import ipaddress
import re
import socket
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.frame.settings import HOSTS
from simulation.errors import DelegationSimError
from simulation.words import say

__all__ = ["OwnPages", "allowed_hosts", "is_allowed", "own_address", "own_addresses", "proxies"]

_NAME: Final = re.compile(r"(\*\.)?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.?")
_CLOSED: Final = ("/_stcore/metrics", "/_stcore/script-health-check")
"""What Streamlit tells whoever runs a server, and here would tell everybody."""
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
            raise DelegationSimError(say("server.no_host", name=repr(name)))
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
    yield from _addresses()


def _addresses() -> Iterator[str]:
    """Yield the addresses of this machine in its network."""
    for family, nobody in _ROUTED:
        # Nothing is sent: connecting a datagram socket only chooses the way.
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((nobody, 9))
            yield str(probe.getsockname()[0])


def own_address() -> str:
    """Return the address of this machine in its network; empty if it is in none."""
    return next(iter(own_addresses()), "")


def own_addresses() -> list[str]:
    """Return all of them, the one first from which it would send."""
    by_name = [name for name in _own_names() if _is_address(name)]
    found = [one for one in dict.fromkeys([*_addresses(), *by_name]) if "%" not in one]
    return [
        one
        for one in found
        if not (ipaddress.ip_address(one).is_loopback or ipaddress.ip_address(one).is_link_local)
    ]


def proxies(given: Sequence[str]) -> str:
    """Return the addresses of what stands before the server, as uvicorn wants them: only what they say counts.

    Raises:
        DelegationSimError: if one is neither an address nor a network.
    """
    found = []
    for one in given:
        try:
            found.append(
                str(ipaddress.ip_network(one, strict=False)) if "/" in one else str(ipaddress.ip_address(one))
            )
        except ValueError as error:
            raise DelegationSimError(say("server.no_proxy", name=repr(one))) from error
    return ",".join(found)


def is_allowed(host: str | None, allowed: Sequence[str]) -> bool:
    """Return whether a browser came under one of these names, which may begin with `*.`.

    >>> is_allowed("LOCALHOST:8501", ["localhost"]), is_allowed("[::1]:8501", ["::1"])
    (True, True)
    >>> is_allowed("a.example.org", ["*.example.org"]), is_allowed("localhost@example.org", ["localhost"])
    (True, False)
    """
    try:
        parts = urlsplit(f"//{host or ''}")
        name, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if not name or parts.netloc != host or "@" in parts.netloc:
        return False
    name = name.rstrip(".")
    return any(
        name.endswith(one[1:]) if one.startswith("*.") else name == one
        for one in (each.lower().rstrip(".") for each in allowed)
    )


class OwnPages:
    """An application that answers under its own names, and that only pages of its own talk to, and of this machine.

    Streamlit would ask a server elsewhere for the address of this one, to see whether a page of somebody else is its.
    It asks under which name a browser comes only where a page talks to it, and tells everybody how it is doing.
    """

    def __init__(self, app: ASGIApp, allowed: Sequence[str]) -> None:
        self._app = app
        self._allowed = allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, or close the line."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        is_here = is_allowed(headers.get("host"), self._allowed)
        if scope["type"] == "websocket":
            if is_here and _is_own(headers):
                await self._app(scope, receive, send)
            else:
                await send({"type": "websocket.close", "code": 1008})
        elif not is_here:
            await _elsewhere()(scope, receive, send)
        elif scope["path"].rstrip("/") in _CLOSED:
            await PlainTextResponse("Not found", 404)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _elsewhere() -> Response:
    return PlainTextResponse(
        "This server does not answer under that name. If it is one of its names, start it with --host NAME.",
        421,
    )


def _is_own(headers: Headers) -> bool:
    origin = headers.get("origin")
    if origin is None:
        return True
    try:
        page = urlsplit(origin)
        return page.netloc == headers.get("host") or page.hostname in HOSTS
    except ValueError:
        return False
