"""The browser of somebody in a rehearsal: it keeps cookies, asks again where a line broke, and listens."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from time import perf_counter
from typing import Any, Final
from urllib.parse import urlencode

from dashboard.classroom.rehearsal.student_lines import Answered, Line, LostError

__all__ = ["Browser", "Heard", "Told"]

_PATIENCE: Final = 90.0
"""Seconds for which is asked again: longer than a server takes to begin again."""
_SLOW: Final = 30.0
"""Seconds after which an answer does not come any more."""
_AGAIN: Final = 0.4
_BUSY: Final = (429, 503)
"""Statuses after which the same is sent again."""
_JSON: Final = "application/json"
_FORM: Final = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Told:
    """An answer, and how it came."""

    answered: Answered
    begun: float
    """When it was first asked."""
    seconds: float
    """From the last time that it was asked."""
    tries: int

    @property
    def status(self) -> int:
        """Return its status."""
        return self.answered.status

    def json(self) -> Any:  # noqa: ANN401 - JSON
        """Return the data that it holds."""
        return json.loads(self.answered.body)


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing that was pushed."""

    event: str
    id: str
    data: Any
    at: float


class Browser:
    """One browser.

    Args:
        port: Of the server on this machine.
    """

    def __init__(self, port: int) -> None:
        self._port = port
        self.cookies = dict[str, str]()
        self._free = list[Line]()
        self._all = set[Line]()

    def drop(self) -> None:
        """Break all lines, as when a phone loses its network."""
        for line in self._all:
            line.drop()
        self._all.clear()
        self._free.clear()

    async def see(self, path: str, **headers: str) -> Told:
        """Ask for something."""
        return await self._asked("GET", path, [*headers.items()], b"")

    async def fetch(self, method: str, path: str) -> Told:
        """Ask with another method that changes nothing."""
        return await self._asked(method, path, [], b"")

    async def form(self, path: str, fields: Mapping[str, str], *, origin: str = "") -> Told:
        """Send a form."""
        return await self._asked("POST", path, self._own(_FORM, origin), urlencode(fields).encode())

    async def send(self, path: str, data: Mapping[str, Any], *, origin: str = "") -> Told:
        """Send data."""
        return await self._asked("POST", path, self._own(_JSON, origin), json.dumps(data).encode())

    def _own(self, kind: str, origin: str) -> list[tuple[str, str]]:
        here = origin or f"http://127.0.0.1:{self._port}"
        return [("Content-Type", kind), ("Origin", here)]

    def _headers(self) -> list[tuple[str, str]]:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return [("Host", f"127.0.0.1:{self._port}"), *([("Cookie", cookie)] if cookie else [])]

    async def _asked(self, method: str, path: str, headers: list[tuple[str, str]], body: bytes) -> Told:
        """Ask until there is an answer.

        Raises:
            LostError: if there is none for long.
        """
        first, tries = perf_counter(), 0
        while True:
            begun, tries = perf_counter(), tries + 1
            try:
                said = await self._once(method, path, headers, body)
            except LostError:
                if begun - first > _PATIENCE:
                    raise
                await asyncio.sleep(_AGAIN)
                continue
            if said.status in _BUSY and begun - first < _PATIENCE and "retry-after" in said.headers:
                await asyncio.sleep(min(float(said.headers["retry-after"]), 10.0))
                continue
            self._keep(said)
            return Told(said, first, perf_counter() - begun, tries)

    async def _once(self, method: str, path: str, headers: list[tuple[str, str]], body: bytes) -> Answered:
        line = await self._line()
        try:
            async with asyncio.timeout(_SLOW):
                said = await line.ask(method, path, [*self._headers(), *headers], body)
        except TimeoutError as error:
            self._forget(line)
            raise LostError from error
        except BaseException:
            self._forget(line)
            raise
        if line.is_free and line in self._all:
            self._free.append(line)
        else:
            self._forget(line)
        return said

    async def _line(self) -> Line:
        while self._free:
            line = self._free.pop()
            if line.is_free:
                return line
            self._forget(line)
        line = await Line.open(self._port)
        self._all.add(line)
        return line

    def _forget(self, line: Line) -> None:
        self._all.discard(line)
        line.drop()

    def _keep(self, said: Answered) -> None:
        for text in said.cookies:
            for name, morsel in SimpleCookie(text).items():
                if morsel["max-age"] == "0":
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value

    async def listen(self, view: str) -> AsyncIterator[Heard]:
        """Yield what is pushed to a page; where the stream is lost, it comes back, and says so as `lost`."""
        last = ""
        while True:
            try:
                async for heard in self._listened(view, last):
                    last = heard.id or last
                    yield heard
                    if heard.event in ("end", "refused"):
                        return
            except LostError:
                pass
            yield Heard("lost", "", None, perf_counter())
            await asyncio.sleep(_AGAIN)

    async def _listened(self, view: str, last: str) -> AsyncIterator[Heard]:
        line = await Line.open(self._port)
        self._all.add(line)
        known = [("Last-Event-ID", last)] if last else []
        try:
            status, parts = await line.stream(
                f"/class/api/events?view={view}", [*self._headers(), ("Accept", "text/event-stream"), *known]
            )
            if status in _BUSY:
                return
            yield Heard("opened" if status == 200 else "refused", "", status, perf_counter())  # noqa: PLR2004 - HTTP
            left = b""
            async for part in parts:
                *whole, left = (left + part).split(b"\n\n")
                for text in whole:
                    if heard := _heard(text.decode()):
                        yield heard
        finally:
            self._forget(line)


def _heard(text: str) -> Heard | None:
    found = dict(line.partition(": ")[::2] for line in text.splitlines())
    if "event" not in found:
        return None
    return Heard(found["event"], found.get("id", ""), json.loads(found.get("data", "null")), perf_counter())
