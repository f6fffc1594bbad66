"""What everybody in a rehearsal shares: where the class is, the books, how fast it goes, and who was told what."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from dashboard.classroom.console import CONSOLE
from dashboard.classroom.projector import PROJECTOR
from dashboard.classroom.pushed_counts import View
from dashboard.classroom.rehearsal.browser import Browser
from dashboard.classroom.rehearsal.ledger import Ledger
from dashboard.classroom.screens import Screen
from dashboard.classroom.seat import SEAT

__all__ = ["Meeting", "page_of"]

_PAGES: Final[Mapping[View, Screen]] = {"seat": SEAT, "host": CONSOLE, "projector": PROJECTOR}


@dataclass(kw_only=True)
class Meeting:
    """A class that is being rehearsed."""

    port: int
    code: str
    seed: int
    pace: float
    """Seconds that a student takes on the average before doing something."""
    ledger: Ledger = field(default_factory=Ledger)
    codes: dict[str, str] = field(default_factory=dict)
    """To come back with, by person: what the host reads out to somebody who was released."""
    released: set[str] = field(default_factory=set)
    """People to whom the host is about to read one out."""
    is_open: asyncio.Event = field(default_factory=asyncio.Event)
    """The tables have begun: late-comers come."""
    is_over: asyncio.Event = field(default_factory=asyncio.Event)
    browsers: list[Browser] = field(default_factory=list)
    """Of all who are or were there."""

    def browser(self) -> Browser:
        """Return a browser for somebody; its lines break when all leave, at the latest."""
        self.browsers.append(Browser(self.port))
        return self.browsers[-1]

    def leave(self) -> None:
        """Break all lines that are left, whatever became of those whose they are."""
        for browser in self.browsers:
            browser.drop()

    async def think(self, chance: np.random.Generator, times: float = 1.0) -> None:
        """Let some time pass, as somebody does who reads."""
        await asyncio.sleep(times * self.pace * min(3.0, float(chance.exponential())))


def page_of(view: View) -> str:
    """Return where a page looks again: at the part of it that is drawn anew."""
    return f"/class{_PAGES[view].path}/view"
