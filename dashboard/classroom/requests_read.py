"""What a request says: whether a page of ours sent it, in which language, and a body that is what it claims to be."""

import asyncio
import json
from collections.abc import Mapping
from secrets import token_urlsafe
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request

from dashboard.frame.language import words_in
from dashboard.guard.clients import client_of
from dashboard.guard.refusals import language_of
from simulation.words import LANGUAGES

__all__ = ["Refused", "address_of", "form_of", "json_of", "language_asked", "must_be_ours", "new_key"]

_FORM: Final = 64_000
"""Bytes: the longest form, each sign of it nine bytes."""
_JSON: Final = 64_000
"""Bytes: a draft of the longest kind, with every sign of it escaped."""
_SECONDS: Final = 15.0
"""For a body to arrive."""
_AGAIN: Final = 5.0
"""Seconds after which to send again what a server that ends has not read."""
_MOST_FIELDS: Final = 160
"""A case has up to 60 issues, and a form a field for each."""
_KINDS: Final = {"form": "application/x-www-form-urlencoded", "json": "application/json"}
_KEY_BYTES: Final = 18


class Refused(Exception):  # noqa: N818 - it is an answer, not a mistake of ours
    """A request is not answered as it asks: status, and a sentence that says why in the language of the reader."""

    def __init__(
        self, status: int, key: str, /, *, kind: str = "wrong", wait: float = 0.0, **values: object
    ) -> None:
        super().__init__(key, values)
        self.status, self.kind, self.wait = status, kind, wait
        self._key, self._values = key, values

    def told(self, language: str) -> str:
        """Return the sentence."""
        return words_in(language).say(self._key, **self._values)


def language_asked(request: Request) -> str:
    """Return the language that the address names, else the first of ours that the browser asks for."""
    chosen = request.query_params.get("lang", "")
    return chosen if chosen in LANGUAGES else language_of(request.scope)


def address_of(request: Request) -> str:
    """Return by what tries are counted: the address, as the server knows it behind its own proxies."""
    return client_of(request.scope).address


def new_key() -> str:
    """Return what a form is known by again that is sent twice: pressed twice it does its work once."""
    return token_urlsafe(_KEY_BYTES)


def must_be_ours(request: Request) -> None:
    """Refuse what a page of somebody else has a browser send with the cookies of this one.

    Browsers say where a request comes from in `Sec-Fetch-Site`, but not to a plain address in a network, and in
    `Origin`, which every POST has. Whoever says neither is no browser of today.

    Raises:
        Refused: if it comes from elsewhere, or does not say from where.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site not in (None, "same-origin", "none") or (site is None and origin is None):
        raise Refused(403, "class.elsewhere", kind="elsewhere")
    if origin is None or (origin == "null" and site is not None):
        return
    try:
        here = urlsplit(origin).netloc == request.headers.get("host")
    except ValueError:
        here = False
    if not here:
        raise Refused(403, "class.elsewhere", kind="elsewhere")


async def form_of(request: Request) -> Mapping[str, str]:
    """Return the fields of a form; the end of a line, of which browsers send two characters, is one of them.

    Raises:
        Refused: if it is none, too large, too slow, or names a field twice.
    """
    body = await _body(request, "form", _FORM)
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict"
        )
    except ValueError as error:  # which a wrong character is too
        raise Refused(400, "class.form") from error
    fields = {name: text.replace("\r\n", "\n") for name, text in pairs}
    if len(fields) != len(pairs):
        raise Refused(400, "class.form")
    return fields


async def json_of(request: Request) -> dict[str, Any]:
    """Return the object that a body holds; no field of it stands twice, and no number is none.

    Raises:
        Refused: if it is none, too large or too slow.
    """
    body = await _body(request, "json", _JSON)
    try:
        found = json.loads(body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
        json.dumps(
            found, ensure_ascii=False
        ).encode()  # half of a pair of signs can be read, and not be answered
    except json.JSONDecodeError as error:
        raise Refused(400, "class.json", line=error.lineno, column=error.colno) from error
    except (ValueError, RecursionError) as error:
        raise Refused(400, "class.json.text") from error
    if not isinstance(found, dict):
        raise Refused(400, "class.json.object")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise Refused(400, "class.json.twice", name=next(one for one in names if names.count(one) > 1))
    return found


def _no_number(text: str) -> float:
    raise Refused(400, "class.json.number", text=text)


async def _body(request: Request, kind: str, most: int) -> bytes:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _KINDS[kind]:
        raise Refused(415, "class.media", valid=_KINDS[kind])
    told = request.headers.get("content-length", "0")
    if not told.isdecimal() or int(told) > most:
        raise Refused(413, "class.large", most=most)
    body = bytearray()
    try:
        async with asyncio.timeout(_SECONDS):
            async for part in request.stream():
                body += part
                if len(body) > most:
                    raise Refused(413, "class.large", most=most)
    except TimeoutError as error:
        raise Refused(408, "class.slow") from error
    except asyncio.CancelledError as error:  # the server ends, and waits no longer
        raise Refused(503, "class.ending", kind="ending", wait=_AGAIN) from error
    return bytes(body)
