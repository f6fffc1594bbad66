"""People of a class that is measured: each has the page of a seat open, as its script has it, and sends forms."""

import asyncio
import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import batched
from typing import Any, Final

import numpy as np

from dashboard.classroom.cookies import HOST, SEAT, host_key
from dashboard.classroom.rehearsal.browser import Browser, Heard, Told
from dashboard.classroom.rehearsal.ledger import Ledger, Sent
from dashboard.classroom.rehearsal.open_page import Page
from simulation.classroom import ClassService, Opened, Plan
from simulation.classroom.suggested import n_seats, suggested
from simulation.rng import Streams
from simulation.scenario.schema import Scenario

__all__ = ["Crowd", "Guest", "Meant", "open_class"]

_OK, _ON = 200, 303
_POLL: Final = 3.0
"""Seconds between two looks of a page that has no stream, as its script has it."""
_SEEN: Final = re.compile(r'name="seen" value="(\d+)"')
_AT_ONCE: Final = 20
"""People who open their page at once, before it is measured."""
_PATIENCE: Final = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """A class that was opened, with people in it who hold their cookies."""

    opened: Opened
    tables: int
    cookies: tuple[str, ...]
    seats: tuple[tuple[str, str, bool], ...]
    """Of each: their id, the key of the seat, and whether they hold its pen."""


def open_class(
    url: str, case: Scenario, n: int, *, tables: int | None = None, places: int | None = None
) -> Meant:
    """Open a class and let people in, without the pages of the door.

    Args:
        url: Of the database.
        case: The case.
        n: People who come in.
        tables: As it is suggested if left out.
        places: People who are to have room; as many as come in if left out.
    """
    found, people = suggested(places or n, n_seats(case), tables=tables)
    minutes = dict.fromkeys(("talks", "floor", "package", "adoption", "signing"), 60.0)
    with ClassService(url) as service:
        opened = service.open(case, Plan(tables=found, people_a_seat=people, minutes=minutes, seed=1))
        joined = [
            service.join(opened.room, f"Student {at}", key=f"joining-{opened.code}-{at:012}")
            for at in range(n)
        ]
        host = service.host_view(service.enter(opened.room, opened.token))
    pens = {one.id: one.has_pen for one in host.people}
    return Meant(
        opened=opened,
        tables=found,
        cookies=tuple(f"{opened.room}.{one.token}" for one in joined),
        seats=tuple((one.caller.person, one.seat, pens[one.caller.person]) for one in joined),
    )


@dataclass
class Guest:
    """Somebody with a page."""

    browser: Browser
    number: int
    person: str
    seat: str
    has_pen: bool
    ledger: Ledger
    chance: np.random.Generator
    news: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when a change is heard of."""
    clock: Mapping[str, Any] = field(default_factory=dict)
    """Of the table, as it was heard of last."""
    tasks: list[asyncio.Task[None]] = field(default_factory=list)
    _version: int = 0
    _n: int = 0

    async def open(self) -> None:
        """Open the page, as a browser does first of all."""
        told = await self.browser.see("/class/seat")
        if told.status != _OK:
            self.ledger.problem(f"the page of a seat was answered with {told.status}")
        self._read(told)

    def _read(self, told: Told) -> None:
        if found := _SEEN.search(told.answered.text):
            self._version = int(found[1])

    def listen(self) -> None:
        """Have the page listen, and look again when it hears of something."""
        page = Page(self.browser, "seat", self.ledger, self.chance, self._hear)
        self.tasks.append(asyncio.create_task(page.run()))

    def _hear(self, heard: Heard) -> None:
        if heard.event == "change":
            self.clock = heard.data["clocks"][0]
            self._version = self.clock["version"]
            self.news.set()

    def poll(self) -> None:
        """Have the page look again and again, as it does where no stream comes through."""
        self.tasks.append(asyncio.create_task(self._poll()))

    async def _poll(self) -> None:
        etag = ""
        await asyncio.sleep(_POLL * self.chance.random())
        while True:
            begun = time.perf_counter()
            told = await self.browser.see("/class/seat/view", **({"If-None-Match": etag} if etag else {}))
            etag = told.answered.headers.get("etag", etag)
            self._read(told)
            self.ledger.timed("view", told)
            await asyncio.sleep(max(0.0, begun + _POLL - time.perf_counter()))

    def act_now_and_then(self, pace: tuple[float, float]) -> None:
        """Say something, consult capital, write something down, or be done, as people do who read before.

        Args:
            pace: The fewest and the most seconds between two of these.
        """
        self.tasks.append(asyncio.create_task(self._act_now_and_then(pace)))

    async def _act_now_and_then(self, pace: tuple[float, float]) -> None:
        await asyncio.sleep(float(self.chance.uniform(0, pace[1])))
        while True:
            await self.act()
            await asyncio.sleep(float(self.chance.uniform(*pace)))

    async def act(self) -> None:
        """Make a move, or write something down for oneself, without the pen."""
        self._n += 1
        if not self.has_pen:
            await self.write()
            return
        move = ("speak", "consult_capital", "done")[min(self._n % 4, 2)]
        text = {"text": "We could live with this if others can."} if move == "speak" else {}
        await self.submit(move, **text)

    async def submit(self, move: str, **more: str) -> int | None:
        """Make a move; return the number under which it is kept, None: it was refused."""
        data = {"move": {"seat": self.seat, "move": move, **more}}
        sent = Sent(self.person, "Submit", data, f"{self.number}-{self._n}-{self.chance.integers(1 << 40)}")
        asked = {"kind": "Submit", "data": data, "key": sent.key, "seen": self._version}
        told = await self.browser.send("/class/api/act", asked)
        return self.ledger.acknowledged(sent, told, times="pushed") if told.status == _OK else None

    async def write(self) -> None:
        """Send a form, which is answered with the page drawn anew."""
        value = {"n": int(self.chance.integers(99))}
        act = {"kind": "WriteDown", "data": {"name": "prediction", "value": value}}
        key = f"{self.number}-{self._n}-{self.chance.integers(1 << 40)}"
        told = await self.browser.form("/class/seat/act", {"act": json.dumps(act), "key": key})
        if told.status not in (_OK, _ON):
            self.ledger.problem(f"a form was answered with {told.status}")
        self.ledger.timed("form", told)

    async def leave(self) -> None:
        """Close the page."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        self.browser.drop()


class Crowd:
    """All of a class: its host with the console open, and people with their pages.

    Args:
        meant: The class.
        port: Of its server.
    """

    def __init__(self, meant: Meant, port: int) -> None:
        self.ledger = Ledger()
        self.ledger.seconds["form"] = []
        self._chance, self._n = Streams(1), 0
        self._host = self._browser(port, HOST, host_key(meant.opened.room, meant.opened.token))
        self._page: asyncio.Task[None] | None = None
        self.guests = [
            Guest(self._browser(port, SEAT, cookie), at, *seat, self.ledger, self._of(at))
            for at, (cookie, seat) in enumerate(zip(meant.cookies, meant.seats, strict=True), start=1)
        ]

    def _of(self, who: int) -> np.random.Generator:
        return self._chance.generator("rehearsal", who)

    @staticmethod
    def _browser(port: int, name: str, cookie: str) -> Browser:
        browser = Browser(port)
        browser.cookies[name] = cookie
        return browser

    def guest(self, browser: Browser, number: int) -> Guest:
        """Return somebody who has come in by the door, without the pen of a seat."""
        return Guest(browser, number, "", "", has_pen=False, ledger=self.ledger, chance=self._of(number))

    async def come(self, *, is_pushed: bool = True) -> None:
        """Let the host and everybody open their pages."""
        page = Page(self._host, "host", self.ledger, self._of(0), self.ledger.hears)
        self._page = asyncio.create_task(page.run())
        for some in batched(self.guests, _AT_ONCE):
            await asyncio.gather(*(one.open() for one in some))
        for one in self.guests:
            one.listen() if is_pushed else one.poll()
        if is_pushed:
            await self.all_hear()

    async def all_hear(self) -> None:
        """Wait until each page has heard of a change."""
        async with asyncio.timeout(_PATIENCE):
            await asyncio.gather(*(one.news.wait() for one in self.guests))

    async def run(self, kind: str, *, is_sure: bool = True, **data: object) -> None:
        """Do something as the host.

        Args:
            kind: The action.
            is_sure: It has to be possible; else somebody may have been quicker.
            data: Its fields.
        """
        self._n += 1
        sent = Sent("host", kind, data, f"host-{self._n}")
        asked = {"kind": kind, "data": data, "key": sent.key}
        told = await self._host.send("/class/api/host/act", asked)
        if told.status == _OK:
            self.ledger.acknowledged(sent, told)
        elif is_sure:
            raise RuntimeError(f"{kind} was answered with {told.status}: {told.answered.text}")

    async def leave(self) -> None:
        """Close all pages."""
        await asyncio.gather(*(one.leave() for one in self.guests))
        if self._page is not None:
            self._page.cancel()
            await asyncio.gather(self._page, return_exceptions=True)
        self._host.drop()
