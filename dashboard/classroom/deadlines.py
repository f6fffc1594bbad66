"""Looks after classes while the server runs: closes phases at their deadlines, and says so if one stands still."""

import asyncio
import logging
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from starlette.concurrency import run_in_threadpool

from dashboard.classroom.desk import Desk

__all__ = ["looked_after"]

_EVERY: Final = 0.5
"""Seconds between two looks at the clocks of all classes."""
_PATIENCE: Final = 5.0
"""Seconds that one look may take: agents answer in far less."""
_STEP: Final = 0.1
_LOG: Final = logging.getLogger(__name__)


@asynccontextmanager
async def looked_after(desk: Desk, *, patience: float = _PATIENCE) -> AsyncIterator[None]:
    """Look after all classes of a desk inside the block; at its end nobody is told anything any more.

    Args:
        desk: Whose classes.
        patience: Seconds after which a table that waits for an agent is told of.
    """
    watch = asyncio.create_task(_Watch(desk, patience).run())
    try:
        yield
    finally:
        watch.cancel()
        await asyncio.gather(watch, return_exceptions=True)
        await desk.streams.stop()


class _Watch:
    def __init__(self, desk: Desk, patience: float) -> None:
        self._desk, self._patience = desk, patience
        self._told = 0
        """Times that it was said that this look takes long."""
        self._is_failing = False

    async def run(self) -> None:
        """Look again and again. One look ends before the next begins; meanwhile its time is taken."""
        begun, look = time.monotonic(), asyncio.create_task(self._look())
        try:
            while not _server_stops():
                await asyncio.sleep(_STEP)
                taken = time.monotonic() - begun
                if not look.done():
                    self._warn(taken)
                elif taken >= _EVERY:
                    self._told, begun, look = 0, time.monotonic(), asyncio.create_task(self._look())
            await self._desk.streams.stop()  # the server waits for them, before it ends the lifespan
        finally:
            await look  # its thread has the database open, which is closed next

    async def _look(self) -> None:
        try:
            await run_in_threadpool(self._desk.service.tick)
        except Exception:  # noqa: BLE001 - whatever it is, the clocks go on at the next look
            if not self._is_failing:
                _LOG.exception("Classes could not be looked after. It is tried again until it succeeds.")
            self._is_failing = True
            return
        if self._is_failing:
            _LOG.warning("Classes are looked after again.")
        self._is_failing = False

    def _warn(self, seconds: float) -> None:
        if seconds < self._patience * (self._told + 1):
            return
        self._told += 1
        _LOG.warning("A table of a class waits for an agent for %d s: what it was sent is kept.", seconds)
        self._desk.streams.alarm(round(seconds))


def _server_stops() -> bool:
    """Return whether the server was told to end: it waits for open streams first, and tells nobody but its own handler.

    The handler of the signal is a method of the server, which uvicorn has no other way to.
    """
    server = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    return bool(getattr(server, "should_exit", False))
