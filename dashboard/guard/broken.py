"""Requests that break off or are none: one line in the log, where the server would write down where it was."""

import logging
from typing import Final

from h11 import LocalProtocolError
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["Broken"]

_log: Final = logging.getLogger(__name__)


class Broken:
    """An application that does not mind visitors who go, or who send what is no request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, as long as there is somebody to answer."""
        try:
            await self._app(scope, receive, send)
        except (ClientDisconnect, LocalProtocolError):
            _log.warning("A request broke off: whoever sent it has gone, or sent what is no request.")
