"""How much anybody may upload: Streamlit limits a file, and keeps as many in memory as are sent."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Final, Protocol

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.guard.clients import client_of
from dashboard.guard.shares import Share, Shares

__all__ = ["FILES", "LARGEST", "SESSION", "Uploads", "uploaded"]

FILES: Final = 20
"""Files that a session may hold: those of one case, a few times over."""
SESSION: Final = 8_000_000
"""Bytes that a session may hold."""
BROWSER: Final = 16_000_000
ADDRESS: Final = 64_000_000
"""A class of forty, each with a case of the largest size."""
ALL: Final = 96_000_000
LARGEST: Final = 1_200_000
"""Bytes of one upload, with what stands around the file."""
_LEAST: Final = 10_000
"""What a small file counts as: it takes room too."""
_SECONDS: Final = 60.0
"""For one upload to arrive."""
_ROUTE: Final = "/_stcore/upload_file/"
_log: Final = logging.getLogger(__name__)


class _File(Protocol):
    data: bytes


type Stored = Mapping[str, Mapping[str, _File]]
"""Files by session and by their own id."""


def uploaded() -> Stored:
    """Return what Streamlit keeps."""
    from streamlit import runtime

    found: Stored = getattr(runtime.get_instance().uploaded_file_mgr, "file_storage", {})
    return found


class Uploads:
    """An application that takes no more files than there is room for."""

    def __init__(self, app: ASGIApp, stored: Callable[[], Stored] = uploaded) -> None:
        self._app = app
        self._stored = stored
        self._shares = Shares(browser=BROWSER, address=ADDRESS, all=ALL)
        self._held: dict[tuple[str, str], Share] = {}
        self._coming: set[tuple[str, str]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, or that there is no room."""
        if (
            scope["type"] != "http"
            or scope["method"] not in ("PUT", "POST")
            or not scope["path"].startswith(_ROUTE)
        ):
            await self._app(scope, receive, send)
            return
        session, _, file = scope["path"].removeprefix(_ROUTE).partition("/")
        place = (session, file)
        refused = self._refused(scope, place)
        if refused is not None:
            await refused(scope, receive, send)
            return
        try:
            await self._taken(scope, receive, send)
        finally:
            self._coming.discard(place)

    def _refused(self, scope: Scope, place: tuple[str, str]) -> PlainTextResponse | None:
        """Return why an upload is not taken; None: there is room, which is taken."""
        told = Headers(scope=scope).get("content-length", "")
        if not told.isdecimal():
            return PlainTextResponse("Say how long the file is (Content-Length).", 411)
        size = max(int(told), _LEAST)
        if size > LARGEST:
            return PlainTextResponse(f"The file is too large. Valid: at most {LARGEST:,} bytes.", 413)
        self._forget()
        if place in self._coming:
            return _busy("This file is being uploaded already.")
        session = [share for one, share in self._held.items() if one[0] == place[0] and one != place]
        if len(session) >= FILES or sum(share.amount for share in session) + size > SESSION:
            return PlainTextResponse(
                f"This page holds as many files as it may. Valid: at most {FILES} files, {SESSION:,} bytes together. "
                "Remove some, or reload the page.",
                413,
            )
        if not self._takes_room(scope, place, size):
            return _busy("There is no room for more files now. Remove some, or try again in a few minutes.")
        self._coming.add(place)
        return None

    def _takes_room(self, scope: Scope, place: tuple[str, str], size: int) -> bool:
        """Return whether there is room, which is taken; a file that is sent again counts once, at its largest."""
        old = self._held.get(place)
        if old is not None:
            return self._shares.change(old, max(old.amount, size)) is None
        share = self._shares.take(client_of(scope), size)
        if not isinstance(share, Share):
            return False
        self._held[place] = share
        return True

    async def _taken(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the application take an upload, if it arrives in time."""
        until = asyncio.get_running_loop().time() + _SECONDS
        has_begun = False

        async def in_time() -> Message:
            async with asyncio.timeout_at(until):
                return await receive()

        async def noted(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, in_time, noted)
        except TimeoutError:
            _log.warning("An upload did not arrive in %d s and was given up.", _SECONDS)
            if not has_begun:
                await PlainTextResponse("The file did not arrive in time.", 408)(scope, receive, send)

    def _forget(self) -> None:
        """Give back the room of files that are gone."""
        stored = self._stored()
        for place in [one for one in self._held if one not in self._coming]:
            session, file = place
            if file not in stored.get(session, {}):
                self._shares.give_back(self._held.pop(place))


def _busy(why: str) -> PlainTextResponse:
    return PlainTextResponse(why, 429, {"Retry-After": "60"})
