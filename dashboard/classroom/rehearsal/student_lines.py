"""Connections to a server of this machine, over which students of a rehearsal ask, one request after the other."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Self

import h11

__all__ = ["Answered", "Line", "LostError"]

_AT_ONCE = 65_536
"""Bytes that are read at a time."""


class LostError(Exception):
    """The line broke before there was a whole answer: nobody knows what the server has done."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What the server said."""

    status: int
    headers: Mapping[str, str]
    cookies: tuple[str, ...]
    body: bytes

    @property
    def text(self) -> str:
        """Return the body as text."""
        return self.body.decode()


class Line:
    """One connection, as a browser keeps some."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._wire = h11.Connection(h11.CLIENT)

    @classmethod
    async def open(cls, port: int) -> Self:
        """Return a connection to this machine.

        Raises:
            LostError: if nobody listens there.
        """
        try:
            return cls(*await asyncio.open_connection("127.0.0.1", port))
        except OSError as error:
            raise LostError from error

    @property
    def is_free(self) -> bool:
        """Whether another request can be sent over it."""
        return self._wire.states == {h11.CLIENT: h11.IDLE, h11.SERVER: h11.IDLE} and not self._reader.at_eof()

    def drop(self) -> None:
        """Break the line, whatever is under way on it."""
        with suppress(RuntimeError):  # the loop is closed already
            self._writer.transport.abort()

    async def ask(
        self, method: str, path: str, headers: Sequence[tuple[str, str]], body: bytes = b""
    ) -> Answered:
        """Send a request and return the answer.

        Raises:
            LostError: if the line breaks before.
        """
        said = await self._begun(method, path, headers, body)
        found = bytearray()
        async for part in self._parts():
            found += part
        if self._wire.our_state is h11.DONE and self._wire.their_state is h11.DONE:
            self._wire.start_next_cycle()
        return _answered(said, bytes(found))

    async def stream(self, path: str, headers: Sequence[tuple[str, str]]) -> tuple[int, AsyncIterator[bytes]]:
        """Ask for something that goes on; return its status and its parts.

        Raises:
            LostError: if the line breaks before there is an answer; later, where it breaks the parts end.
        """
        said = await self._begun("GET", path, headers, b"")
        return said.status_code, self._parts()

    async def _begun(
        self, method: str, path: str, headers: Sequence[tuple[str, str]], body: bytes
    ) -> h11.Response:
        sized = [("Content-Length", str(len(body)))] if method == "POST" else []
        try:
            said = self._wire.send(h11.Request(method=method, target=path, headers=[*headers, *sized])) or b""
            if body:
                said += self._wire.send(h11.Data(data=body)) or b""
            said += self._wire.send(h11.EndOfMessage()) or b""
            self._writer.write(said)
            await self._writer.drain()
        except (OSError, h11.LocalProtocolError) as error:
            raise LostError from error
        event = await self._next()
        if not isinstance(event, h11.Response):
            raise LostError
        return event

    async def _parts(self) -> AsyncIterator[bytes]:
        while isinstance(event := await self._next(), h11.Data):
            yield bytes(event.data)

    async def _next(self) -> object:
        try:
            while (event := self._wire.next_event()) is h11.NEED_DATA:
                self._wire.receive_data(await self._reader.read(_AT_ONCE))
        except (OSError, h11.RemoteProtocolError) as error:
            raise LostError from error
        return event


def _answered(said: h11.Response, body: bytes) -> Answered:
    headers = [(name.decode().lower(), value.decode("latin-1")) for name, value in said.headers]
    cookies = tuple(value for name, value in headers if name == "set-cookie")
    return Answered(said.status_code, dict(headers), cookies, body)
