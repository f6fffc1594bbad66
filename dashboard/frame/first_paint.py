"""What a page is before Streamlit has drawn any of it: where its server is, its look, and the room for what comes.

Streamlit serves one document for every page. It looks for its server below the page first, where it is not, and draws
in its own look until our style sheet arrives as part of a page: both are told in the document instead.
"""

from functools import cache
from html import escape
from http import HTTPStatus
from importlib.resources import files
from pathlib import Path
from typing import Final

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.frame import reserved_space
from dashboard.frame.language import words_in
from simulation.drawing import DARK, LIGHT, css_variables
from simulation.words import ENGLISH

__all__ = ["FirstPaint", "painted"]

_TITLE: Final = b"<title>Streamlit</title>"
_HEAD: Final = b"</head>"
_BODY: Final = b"</body>"
_SERVER: Final = (
    """<script>window.__streamlit = { BACKEND_BASE_URL: new URL('.', location.href).href };</script>"""
)
"""Pages are no folders: the server is where they are."""
_FONTS: Final = ("SourceSerifVariable-Roman", "MaterialSymbols-Rounded")
"""Of headings and of signs; that of the text is asked for by Streamlit's own document."""


_SHEETS: Final = (
    ("components", "shell.css"),
    ("lab", "lab.css"),
    ("seat", "seat.css"),
    ("seat", "axis.css"),
    ("components", "room.css"),
)
"""Those of the pages come again with each page; here they are there before it."""


class FirstPaint:
    """An application whose documents are `painted`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does; with a whole document painted."""
        if scope["type"] != "http" or not _wants_a_page(scope):
            await self._app(scope, receive, send)
            return
        # A packed answer could not be read; the document is small.
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        begun: list[Message] = []
        parts: list[bytes] = []

        async def paint(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_document(message):
                begun.append(message)
            elif not begun:
                await send(message)
            elif message["type"] == "http.response.body":
                parts.append(message.get("body", b""))
                if not message.get("more_body", False):
                    await _send(begun[0], painted(b"".join(parts)), send)

        await self._app({**scope, "headers": plain}, receive, paint)


def _wants_a_page(scope: Scope) -> bool:
    return scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", "")


def _is_document(message: Message) -> bool:
    headers = Headers(raw=message["headers"])
    kind = headers.get("content-type", "")
    return (
        message["status"] == HTTPStatus.OK
        and kind.startswith("text/html")
        and "content-encoding" not in headers
    )


async def _send(start: Message, body: bytes, send: Send) -> None:
    headers = MutableHeaders(scope=start)
    headers["content-length"] = str(len(body))
    # They speak of the document as it is on the disk.
    for name in ("etag", "last-modified"):
        del headers[name]
    await send(start)
    await send({"type": "http.response.body", "body": body})


def painted(document: bytes) -> bytes:
    """Return the document of Streamlit with what it lacks; another one as it is."""
    if _TITLE not in document:
        return document
    title = f"<title>{escape(words_in(ENGLISH).say('shell.product'))}</title>".encode()
    return (
        document.replace(_TITLE, title, 1)
        .replace(_HEAD, _head().encode() + _HEAD, 1)
        .replace(_BODY, _body().encode() + _BODY, 1)
    )


@cache
def _head() -> str:
    media = Path(streamlit.__file__).parent / "static" / "static" / "media"
    found = [path.name for font in _FONTS for path in sorted(media.glob(f"{font}*.woff2"))]
    links = "".join(
        f'<link rel="preload" href="./static/media/{name}" as="font" type="font/woff2" crossorigin>'
        for name in found
    )
    return f"{_SERVER}{links}"


@cache
def _body() -> str:
    """Return the look; at the end, so that it comes after what Streamlit writes into the head.

    Tokens are those that the reader's system asks for; a page that knows better overrides them.
    """
    light, dark = css_variables(LIGHT), css_variables(DARK)
    tokens = f":where(:root){{{light}}}@media (prefers-color-scheme: dark){{:where(:root){{{dark}}}}}"
    sheets = [files("dashboard").joinpath(*name).read_text(encoding="utf-8") for name in _SHEETS]
    return f"<style>{tokens}{''.join(sheets)}{reserved_space.css()}</style>"
