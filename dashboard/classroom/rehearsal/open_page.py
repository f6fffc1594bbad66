"""An open page in a rehearsal: it listens, looks again when it hears of a change, and gives signs of life."""

import asyncio
from collections.abc import Callable
from time import perf_counter
from typing import Final

import numpy as np

from dashboard.classroom.pushed_counts import View
from dashboard.classroom.rehearsal.browser import Browser, Heard
from dashboard.classroom.rehearsal.ledger import Ledger
from dashboard.classroom.rehearsal.meeting import page_of

__all__ = ["Page"]

_APART: Final = {"seat": 0.7, "projector": 0.7, "host": 0.3}
"""Seconds between two looks of a page; likewise."""
_FINE: Final = (200, 304)
_GONE: Final = 403


class Page:
    """One page of somebody.

    Args:
        browser: In which it is open.
        view: What it shows: `seat`, `host` or `projector`.
        ledger: In which its answers are noted.
        chance: Of its own.
        hears: Told whatever is pushed to it.
    """

    def __init__(
        self,
        browser: Browser,
        view: View,
        ledger: Ledger,
        chance: np.random.Generator,
        hears: Callable[[Heard], None],
    ) -> None:
        self._browser, self._view, self._ledger, self._chance = browser, view, ledger, chance
        self._hears = hears
        self._news = asyncio.Event()
        self._number, self._etag, self._within = -1, "", 0.0

    async def run(self) -> None:
        """Be open until there is no need to come back."""
        looking = asyncio.create_task(self._look())
        try:
            async for heard in self._browser.listen(self._view):
                await self._hear(heard)
                self._hears(heard)
        finally:
            looking.cancel()
            await asyncio.gather(looking, return_exceptions=True)

    async def _hear(self, heard: Heard) -> None:
        if heard.event == "change" and heard.data["number"] != self._number:
            self._number, self._within = heard.data["number"], heard.data["within"]
            self._news.set()
        elif heard.event == "beat" and self._view == "seat":
            await self._browser.send("/class/api/present", {})
        elif heard.event == "stuck":
            self._ledger.problem("a table waited for an agent")

    async def _look(self) -> None:
        while True:
            await self._news.wait()
            if self._view != "host":
                await asyncio.sleep(self._within * self._chance.random())
            self._news.clear()
            begun, number = perf_counter(), self._number
            known = {"If-None-Match": self._etag} if self._etag else {}
            told = await self._browser.see(page_of(self._view), **known)
            if told.status in _FINE:
                self._etag = told.answered.headers.get("etag", "")
                self._ledger.timed("view", told)
                if self._view == "host":
                    self._ledger.shows(number, perf_counter())
            elif told.status != _GONE:
                self._ledger.problem(f"the page of the {self._view} was answered with {told.status}")
            await asyncio.sleep(begun + _APART[self._view] - perf_counter())
