"""Sends what is said in one go: a page is a hundred small messages, and each way to the network costs a turn."""

import asyncio
from collections.abc import Iterable
from typing import Any, Final

__all__ = ["Corked"]

_SECONDS: Final = 0.002
"""For which more may come."""
_FULL: Final = 65_536
"""Bytes at which nothing more is waited for."""


class Corked:
    """A transport that waits a moment for more before it writes; everything else is as in the one that it is for."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._waiting: list[bytes] = []
        self._size = 0
        self._timer: asyncio.TimerHandle | None = None

    def write(self, data: bytes) -> None:
        """Take it for the next time that something is written."""
        self._waiting.append(data)
        self._size += len(data)
        if self._size >= _FULL:
            self.flush()
        elif self._timer is None:
            self._timer = self._loop.call_later(_SECONDS, self.flush)

    def writelines(self, list_of_data: Iterable[bytes]) -> None:
        """Take several after one another, as `write` does."""
        self.write(b"".join(list_of_data))

    def flush(self) -> None:
        """Write what is there."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._waiting:
            data, self._waiting, self._size = b"".join(self._waiting), [], 0
            self._transport.write(data)

    def close(self) -> None:
        """Write what is there, and close."""
        self.flush()
        self._transport.close()

    def abort(self) -> None:
        """Close, whatever is there."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._waiting = []
        self._transport.abort()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the transport has
        return getattr(self._transport, name)
