"""Who asks: the address that a request comes from, and the cookie by which one browser is told from the next there.

The cookie is a random number, holds nothing about anybody, and is gone when the browser is closed.
"""

import ipaddress
import re
import secrets
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.guard.shares import NOBODY, Client

__all__ = ["COOKIE", "Clients", "client_here", "client_of", "is_page", "line_here", "line_of"]

COOKIE: Final = "delegation_sim_browser"
_VALUE: Final = re.compile(r"[A-Za-z0-9_-]{22}")
_CLIENT: Final = "x-delegation-sim-client"
"""Header in which the server tells a page who asks; what a visitor sends under this name is dropped."""
_LINE: Final = "x-delegation-sim-line"
"""Likewise, over which connection."""
_OWN: Final = ("/_stcore", "/static/", "/media/", "/component/", "/app/static/")
_NETWORK: Final = 64
"""Bits of an address of version 6 that a household or a school has to itself."""


class Clients:
    """An application whose visitors are told apart."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Say who asks, and give a browser that comes for a page its cookie."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        found = client_of(scope)
        said = {_CLIENT: f"{found.address} {found.browser}", _LINE: secrets.token_hex(8)}
        names = [name.encode() for name in said]
        headers = [one for one in scope["headers"] if one[0].lower() not in names]
        headers += [(name.encode(), value.encode("latin-1", "replace")) for name, value in said.items()]
        scope = {**scope, "headers": headers}
        if found.browser or not is_page(scope):
            await self._app(scope, receive, send)
            return
        secure = "; Secure" if scope.get("scheme") == "https" else ""
        cookie = f"{COOKIE}={secrets.token_urlsafe(16)}; Path=/; HttpOnly; SameSite=Lax{secure}"

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).append("Set-Cookie", cookie)
            await send(message)

        await self._app(scope, receive, with_cookie)


def client_of(scope: Scope) -> Client:
    """Return who asks."""
    client = scope.get("client")
    sent = HTTPConnection(scope).cookies.get(COOKIE, "")
    return Client(_network(client[0] if client else ""), sent if _VALUE.fullmatch(sent) else "")


def client_here() -> Client:
    """Return who looks at the page that is being run."""
    import streamlit as st  # for pages only: a class is served without it

    address, _, browser = (st.context.headers.get(_CLIENT) or "").partition(" ")
    return Client(address, browser) if address or browser else NOBODY


def line_of(scope: Scope) -> str:
    """Return what tells this connection from all others."""
    return Headers(scope=scope).get(_LINE, "")


def line_here() -> str:
    """Return over which connection the page that is being run is looked at; empty: over none."""
    import streamlit as st

    return st.context.headers.get(_LINE) or ""


def is_page(scope: Scope) -> bool:
    """Return whether a browser asks for a page, and not for a part of one."""
    if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(_OWN):
        return False
    return "text/html" in Headers(scope=scope).get("accept", "")


def _network(address: str) -> str:
    """Return the address, of version 6 the network that it is in.

    >>> _network("192.0.2.7"), _network("2001:db8:1:2:3::4"), _network("::ffff:192.0.2.7")
    ('192.0.2.7', '2001:db8:1:2::', '192.0.2.7')
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if found.version == 4:  # noqa: PLR2004 - a name
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, _NETWORK), strict=False).network_address)
