"""The connections of the server: answers go out at once; messages are small, and halves of them are few."""

import asyncio
import socket
from typing import Any, Final, cast

from uvicorn import config as uvicorn_config
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.frames import Frame

from dashboard.frame.settings import MESSAGE
from dashboard.guard.cork import Corked
from dashboard.guard.shares import Client, Share, Shares

__all__ = ["Answers", "Wire", "watch_wires"]

ADDRESS: Final = 32_000_000
ALL: Final = 96_000_000
"""Bytes of halves of messages, from one address and from all."""
_WIRE: Final = 2 * MESSAGE
"""Bytes that half a message takes on the wire: in small pieces it takes much more memory than it has bytes."""
_SMALL: Final = 64_000
"""Bytes of half a message that nobody counts."""


class Answers(H11Protocol):
    """A connection over which requests are answered, and which a page turns into a `Wire`."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take a connection, over which no part of an answer waits for the one before it to be acknowledged.

        That takes some 40 ms. asyncio sees to it where a socket says that it is of TCP; that of Streamlit does not.
        """
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        super().connection_made(transport)  # type: ignore[arg-type] # it is what asyncio hands on


class Wire(WebSocketsSansIOProtocol):
    """A connection of the server."""

    _shares = Shares(browser=ADDRESS, address=ADDRESS, all=ALL)

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        # What Streamlit sends may be larger than what it is sent, and it has one setting for both.
        config.ws_max_size = MESSAGE
        super().__init__(config, server_state, app_state, _loop)
        self._waiting = 0
        self._share: Share | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take a connection, over which what is said goes out in one go."""
        super().connection_made(transport)
        self.transport = cast("asyncio.Transport", Corked(self.transport, self.loop))

    def data_received(self, data: bytes) -> None:
        """Take some bytes in, unless there are too many of messages that are not whole."""
        self._waiting += len(data)
        super().data_received(data)
        if self._waiting > _SMALL and (self._waiting > _WIRE or not self._has_room()):
            self.logger.warning("Too many halves of messages: a connection was closed.")
            self.transport.abort()

    def handle_text(self, event: Frame) -> None:
        """Close the line: no page of ours sends texts."""
        del event
        self.logger.warning("A visitor sent a text where a page sends bytes: the connection was closed.")
        self.conn.send_close(1003)
        self.handle_parser_exception()

    def send_receive_event_to_app(self) -> None:
        """Hand a whole message on."""
        self._waiting = 0
        self._give_back()
        super().send_receive_event_to_app()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget what was to become a message."""
        self._waiting = 0
        self._give_back()
        super().connection_lost(exc)

    def _has_room(self) -> bool:
        if self._share is None:
            address = self.client[0] if self.client else ""
            taken = self._shares.take(Client(address, ""), self._waiting)
            self._share = taken if isinstance(taken, Share) else None
            return self._share is not None
        return self._shares.change(self._share, self._waiting) is None

    def _give_back(self) -> None:
        if self._share is not None:
            self._shares.give_back(self._share)
            self._share = None


def watch_wires() -> None:
    """Let the server use these connections; before it starts."""
    uvicorn_config.HTTP_PROTOCOLS["auto"] = f"{Answers.__module__}:{Answers.__name__}"
    for name in ("websockets-sansio", "auto"):
        uvicorn_config.WS_PROTOCOLS[name] = f"{Wire.__module__}:{Wire.__name__}"
