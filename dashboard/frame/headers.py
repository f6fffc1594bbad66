"""What the server says with every answer: load nothing from elsewhere, be in no frame, tell nobody where."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["HEADERS", "Headers"]

_SOURCES: Final[Mapping[str, str]] = {
    "default-src": "'self'",
    # Streamlit writes the code of components into the page, and Vega compiles the expressions of a chart.
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self' data: blob:",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": "; ".join(f"{what} {whence}" for what, whence in _SOURCES.items()),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""By their names. A browser keeps to them also where a text of a case was not escaped."""


class Headers:
    """An application whose answers carry `HEADERS`, or stricter ones of their own.

    Args:
        app: The application.
        more: Headers that they carry besides.
    """

    def __init__(self, app: ASGIApp, more: Mapping[str, str] = MappingProxyType({})) -> None:
        self._app, self._headers = app, {**HEADERS, **more}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, with the headers."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)
