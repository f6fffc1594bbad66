"""The connections of open pages: how many there may be, how much they may say, and what is no message of a page."""

import logging
from typing import Any, Final

from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from dashboard.frame.settings import MESSAGE, STAYS
from dashboard.guard.clients import client_of, is_page, line_of
from dashboard.guard.presence import presence
from dashboard.guard.refusals import too_many_pages
from dashboard.guard.shares import Client, Limit, Share, Shares

__all__ = ["BROWSER", "Lines"]

BROWSER: Final = 24
"""Pages that a browser may have open."""
_ADDRESS: Final = 160
"""Pages that a class behind one address may have open."""
_ALL: Final = 480
_SAID: Final = (3 * MESSAGE, 48_000_000, 96_000_000)
"""Bytes of what the pages of a browser, of an address and of all said last: the server remembers it as long as them."""
_LITTLE: Final = 20_000
"""Bytes that nobody counts, less than a page takes anyway: else those who say much would shut the others out."""
_NAMES: Final = 100
"""Files that a page asks for room for at a time."""
_HEARD: Final = (
    "rerun_script",
    "stop_script",
    "file_urls_request",
    "app_heartbeat",
    "backend_operation_request",
)
"""Messages of a page; others are for whoever writes an application, such as to clear what is kept for all."""
_STREAM: Final = "/_stcore/stream"
"""Where pages of Streamlit talk to the server."""
_ELSEWHERE: Final = 1008
_TOO_BIG: Final = 1009
_WRONG: Final = 1002
_LATER: Final = 1013
_log: Final = logging.getLogger(__name__)


class Lines:
    """An application whose visitors hold no more than their share, and speak as its pages do."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        browser, address, everybody = _SAID
        self._pages = Shares(browser=BROWSER, address=_ADDRESS, all=_ALL)
        self._said = Shares(browser=browser, address=address, all=everybody)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, or that too many pages are open."""
        if is_page(scope):
            limit = self._pages.limit(client_of(scope))
            if limit is not None:
                await _refusal(scope, limit)(scope, receive, send)
                return
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        if scope["path"] != _STREAM:
            # Some versions of Starlette would look there for a file, and not find how to send one.
            await send({"type": "websocket.close", "code": _ELSEWHERE})
            return
        client = client_of(scope)
        page = self._pages.take(client)
        if not isinstance(page, Share):
            _log.warning("Too many pages are open (limit of %s): one more was refused.", _whose(page, client))
            await PlainTextResponse("Too many pages are open.", 429)(scope, receive, send)
            return
        line = _Line(client, self._said)
        try:
            await self._app(scope, line.hearing(receive, send), line.sending(send))
        finally:
            self._pages.give_back(page)
            line.end()
            presence().close(line_of(scope))


class _Line:
    """One connection."""

    def __init__(self, client: Client, said: Shares) -> None:
        self._client = client
        self._said = said
        self._share: Share | None = None
        self._is_closed = False

    def end(self) -> None:
        """Give back what it holds once the server has forgotten it."""
        if self._share is not None:
            self._said.give_back(self._share, after=STAYS)

    def sending(self, send: Send) -> Send:
        """Return how to speak to the page; once it is closed nothing is said."""

        async def open_only(message: Message) -> None:
            if not self._is_closed:
                await send(message)

        return open_only

    def hearing(self, receive: Receive, send: Send) -> Receive:
        """Return how to hear the page; the first thing wrong is the last thing heard."""

        async def next_message() -> Message:
            while True:
                message = await receive()
                if self._is_closed or message["type"] != "websocket.receive":
                    return message
                code, why = self._fault(message.get("bytes"))
                if code:
                    _log.warning("%s: the connection of %s was closed.", why, self._client.address)
                    await send({"type": "websocket.close", "code": code, "reason": why})
                    self._is_closed = True
                    return {"type": "websocket.disconnect", "code": code, "reason": why}
                if not why:
                    return message

        return next_message

    def _fault(self, data: bytes | None) -> tuple[int, str]:
        """Return with which code to close and why; 0 and a reason: it is passed over; 0 and none: nothing is wrong."""
        if data is None:
            return _WRONG, "A text came where a page sends bytes"
        if len(data) > MESSAGE:
            return _TOO_BIG, "A message was too long"
        message: Any = BackMsg()
        try:
            message.ParseFromString(data)
        except Exception:  # noqa: BLE001 - the parser has an error of its own, which has no types
            return _WRONG, "What came is no message of a page"
        return self._unwanted(message, len(data))

    def _unwanted(self, message: Any, size: int) -> tuple[int, str]:  # noqa: ANN401 - messages have no types
        kind = message.WhichOneof("type")
        if kind not in _HEARD:
            return 0, "no page says this"
        if kind == "file_urls_request" and len(message.file_urls_request.file_names) > _NAMES:
            return _LATER, "Too many files were announced"
        if kind == "rerun_script" and self._is_too_much(size):
            return _LATER, "Pages say more than the server can keep in mind"
        return 0, ""

    def _is_too_much(self, size: int) -> bool:
        if self._share is None and size <= _LITTLE:
            return False
        if self._share is not None:
            return self._said.change(self._share, size) is not None
        taken = self._said.take(self._client, size)
        self._share = taken if isinstance(taken, Share) else None
        return self._share is None


def _refusal(scope: Scope, limit: Limit) -> Response:
    return HTMLResponse(too_many_pages(scope, limit), 429, {"Retry-After": "60"})


def _whose(limit: Limit, client: Client) -> str:
    return "all together" if limit == "all" else f"one {limit}, {client.address}"
