"""Sends the pages of a class packed, but for what is pushed: packed, it would wait for more."""

from typing import Final

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["Packed"]

_STREAM: Final = "/class/api/events"
_LEAST: Final = 1_000
"""Bytes below which an answer goes as it is."""


class Packed:
    """An application whose answers are packed for browsers that can unpack them, except the stream."""

    def __init__(self, app: ASGIApp) -> None:
        self._app, self._packed = app, GZipMiddleware(app, minimum_size=_LEAST, compresslevel=6)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does."""
        is_stream = scope["type"] != "http" or scope["path"].rstrip("/").endswith(_STREAM)
        await (self._app if is_stream else self._packed)(scope, receive, send)
