"""Rows of a table of targets: what is measured, its target, what was found, and whether that is enough."""

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import numpy as np

from benchmarks._class_server import BARE, Served
from dashboard.classroom.rehearsal.browser import Browser

__all__ = ["Row", "beside_a_bare_answer", "p95", "table"]

_EVERY = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One target."""

    what: str
    target: str
    found: str
    is_met: bool | None = None
    """None: there is no target."""
    beside: str = ""
    """What the machine did meanwhile: load, and how long a bare answer took."""


def p95(seconds: Sequence[float]) -> float:
    """Return in how many milliseconds 95 of 100 are."""
    return 1e3 * float(np.quantile(seconds, 0.95)) if seconds else float("nan")


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a table."""
    met = {True: "met", False: "missed", None: ""}
    lines = [(row.what, row.target, row.found, met[row.is_met], row.beside) for row in rows]
    heads = ("what", "target", "found", "", "beside it")
    return "\n".join(f"| {' | '.join(one)} |" for one in (heads, ("---",) * len(heads), *lines))


@asynccontextmanager
async def beside_a_bare_answer() -> AsyncIterator[list[str]]:
    """Ask a bare application of Starlette ten times a second inside the block; say at its end how that went."""
    said, seconds = list[str](), list[float]()

    async def ask(port: int) -> None:
        browser = Browser(port)
        try:
            while True:
                seconds.append((await browser.see("/")).seconds)
                await asyncio.sleep(_EVERY)
        finally:
            browser.drop()

    async with Served(BARE) as bare:
        asking = asyncio.create_task(ask(bare.port))
        try:
            yield said
        finally:
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
    said.append(f"load {os.getloadavg()[0]:.1f}, bare answer p95 {p95(seconds):.0f} ms")
