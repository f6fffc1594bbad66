"""The cookies by which a class knows its people and its host: out of reach of scripts, and only for its own paths."""

import re
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

__all__ = ["HOST", "SEAT", "Pass", "clear", "give", "host_key", "pass_of", "read"]

SEAT: Final = "delegation_sim_seat"
HOST: Final = "delegation_sim_host"
"""A teacher tries the seat of a student in the browser in which the class is hosted: there is one for each."""
_PASS: Final = re.compile(r"([0-9a-f]{16})\.([A-Za-z0-9_-]{43})")
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


def read(request: Request, name: str) -> Pass | None:
    """Return what the browser holds; None: nothing that could be a pass."""
    return pass_of(request.cookies.get(name, ""))


def give(response: Response, request: Request, name: str, holds: Pass, *, path: str) -> None:
    """Have the browser keep a pass."""
    response.set_cookie(
        name,
        f"{holds.room}.{holds.token}",
        max_age=_DAYS * 86_400,
        path=path,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def clear(response: Response, request: Request, name: str, *, path: str) -> None:
    """Have the browser forget a pass."""
    secure = request.url.scheme == "https"
    response.delete_cookie(name, path=path, secure=secure, httponly=True, samesite="lax")
