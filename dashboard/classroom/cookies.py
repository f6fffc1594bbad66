"""The cookies by which a class knows its people and its host: out of reach of scripts, and only for its own paths."""

import re
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

__all__ = ["HOST", "SEAT", "Pass", "clear", "give", "held", "host_key", "pass_of", "read"]

SEAT: Final = "delegation_sim_seat"
HOST: Final = "delegation_sim_host"
"""A teacher tries the seat of a student in the browser in which the class is hosted: there is one for each."""
_PASS: Final = re.compile(r"([0-9a-f]{16})\.([A-Za-z0-9_-]{43})")
_BETWEEN: Final = "~"
_MOST: Final = 8
"""Classes of which a browser keeps the pass: the latest."""
_DAYS: Final = 366
"""As long as a class can be kept at most; when it is deleted, the cookie opens nothing."""


@dataclass(frozen=True, slots=True)
class Pass:
    """A class, and the token that lets somebody in."""

    room: str
    token: str


def host_key(room: str, token: str) -> str:
    """Return the key of a host, as it is kept in a file and typed into the page of the host."""
    return f"{room}.{token}"


def pass_of(text: str) -> Pass | None:
    """Return what a key or a cookie says; None: it is none.

    >>> pass_of("0123456789abcdef." + "A" * 43).room
    '0123456789abcdef'
    >>> pass_of("nothing") is None
    True
    """
    found = _PASS.fullmatch(text.strip())
    return Pass(found[1], found[2]) if found else None


def held(request: Request, name: str) -> list[Pass]:
    """Return the passes that the browser holds, one for each class, the latest first."""
    found = map(pass_of, request.cookies.get(name, "").split(_BETWEEN))
    return [one for one in found if one is not None]


def read(request: Request, name: str) -> Pass | None:
    """Return the pass of the class that the address names as `room`, else the latest; None: there is none."""
    room = request.query_params.get("room", "")
    return next((one for one in held(request, name) if room in ("", one.room)), None)


def give(response: Response, request: Request, name: str, holds: Pass, *, path: str) -> None:
    """Have the browser keep a pass, before those of other classes: a page of each acts on its own."""
    others = [one for one in held(request, name) if one.room != holds.room]
    passes = [holds, *others][:_MOST]
    response.set_cookie(
        name,
        _BETWEEN.join(f"{one.room}.{one.token}" for one in passes),
        max_age=_DAYS * 86_400,
        path=path,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def clear(response: Response, request: Request, name: str, *, path: str) -> None:
    """Have the browser forget all passes of a kind."""
    secure = request.url.scheme == "https"
    response.delete_cookie(name, path=path, secure=secure, httponly=True, samesite="lax")
