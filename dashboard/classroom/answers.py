"""How the routes of a class answer: JSON that a page need not take twice, and refusals with one sentence."""

import json
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any, Final

from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.classroom.requests_read import Refused, language_asked
from dashboard.frame.language import words_in
from simulation.classroom import (
    ClassroomError,
    FullError,
    NotAllowedError,
    StaleError,
    TooManyTriesError,
    UnknownClassError,
)
from simulation.live import IllegalMoveError
from simulation.words import told_in

__all__ = ["HANDLERS", "Packed", "body_of", "refusal", "unchanged_or"]

_STATUS: Final[Mapping[type[Exception], tuple[int, str]]] = {
    StaleError: (409, "stale"),
    FullError: (409, "full"),
    NotAllowedError: (403, "not_allowed"),
    TooManyTriesError: (429, "tries"),
    UnknownClassError: (404, "no_class"),
    IllegalMoveError: (400, "illegal"),
}
_DATABASE: Final = "classroom.database"
_BUSY: Final = 2
"""Seconds after which to send again what the database did not take."""
_STREAM: Final = "/class/api/events"
_LEAST: Final = 1_000
"""Bytes below which an answer goes as it is."""


def body_of(plain: Any) -> bytes:  # noqa: ANN401 - JSON
    """Return plain data as the text that is sent."""
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def unchanged_or(request: Request, body: bytes) -> Response:
    """Return JSON, or that it is what the page has already."""
    name = f'"{blake2b(body, digest_size=12).hexdigest()}"'
    known = request.headers.get("if-none-match", "")
    if name in (one.strip().removeprefix("W/") for one in known.split(",")):
        return Response(status_code=304, headers={"ETag": name})
    return Response(body, media_type="application/json", headers={"ETag": name})


def refusal(error: Exception, language: str) -> tuple[int, dict[str, Any], dict[str, str]]:
    """Return status, what is said, and headers for something that is not possible."""
    if isinstance(error, Refused):
        said: dict[str, Any] = {"kind": error.kind, "error": error.told(language)}
        return error.status, said, _wait(error.wait)
    with told_in(language):
        text = str(error)
    status, kind = _STATUS.get(type(error), (400, "wrong"))
    headers = _wait(error.wait) if isinstance(error, TooManyTriesError) else {}
    said = {"kind": kind, "error": text}
    if isinstance(error, ClassroomError) and error.key == _DATABASE:
        return 503, {"kind": "database", "error": text}, _wait(_BUSY)
    if isinstance(error, ClassroomError) and error.key == "classroom.token":
        said["kind"] = "token"
    if isinstance(error, StaleError):
        said["version"] = error.version
    if isinstance(error, IllegalMoveError):
        said["legal"] = list(error.legal)
    return status, said, headers


def _wait(seconds: float) -> dict[str, str]:
    return {"Retry-After": str(max(1, round(seconds)))} if seconds else {}


async def _refuse(request: Request, error: Exception) -> Response:
    status, said, headers = refusal(error, language_asked(request))
    return JSONResponse(said, status, headers)


async def _fail(request: Request, _: Exception) -> Response:
    """Say that it is our fault, which the server writes down with the reason."""
    text = words_in(language_asked(request)).say("class.failed")
    return JSONResponse({"kind": "failed", "error": text}, 500)


HANDLERS: Final = {
    Refused: _refuse,
    ClassroomError: _refuse,
    IllegalMoveError: _refuse,
    Exception: _fail,
}
"""By exception, for the application of the routes."""


class Packed:
    """An application whose answers are packed for browsers that can unpack them, except the stream."""

    def __init__(self, app: ASGIApp) -> None:
        self._app, self._packed = app, GZipMiddleware(app, minimum_size=_LEAST, compresslevel=6)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does."""
        is_stream = scope["type"] != "http" or scope["path"].rstrip("/").endswith(_STREAM)
        await (self._app if is_stream else self._packed)(scope, receive, send)
