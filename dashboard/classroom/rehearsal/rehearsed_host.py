"""The host of a rehearsal: starts, pauses, extends, closes, injects, rewinds, moves people, ends and debriefs."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import numpy as np

from dashboard.classroom.rehearsal.browser import Heard, Told
from dashboard.classroom.rehearsal.ledger import Sent, kind_of
from dashboard.classroom.rehearsal.meeting import Meeting
from dashboard.classroom.rehearsal.open_page import Page

__all__ = ["Host"]

type Seen = Mapping[str, Any]
type Step = Callable[[Seen, Mapping[str, Any]], Awaitable[None]]

_OK, _ON = 200, 303
_ACT: Final = "/class/api/host/act"
_NEVER: Final = 60.0
"""Seconds after a deadline after which it is not what closed a phase."""
_MOST_IN_SEAT: Final = 3


class Host:
    """The host.

    Args:
        meeting: Where.
        key: That opens the page of the host.
        chance: Of its own.
    """

    def __init__(self, meeting: Meeting, key: str, chance: np.random.Generator) -> None:
        self._meeting, self._key, self._chance = meeting, key, chance
        self._browser = meeting.browser()
        self._clocks = dict[str, Seen]()
        self._n = 0
        self._page: asyncio.Task[None] | None = None

    async def enter(self) -> None:
        """Open the page of the host."""
        told = await self._browser.form("/class/host", {"key": self._key})
        if told.status != _ON:
            self._meeting.ledger.problem(f"the host was answered with {told.status}")
        page = Page(self._browser, "host", self._meeting.ledger, self._chance, self._hear)
        self._page = asyncio.create_task(page.run())

    async def leave(self) -> None:
        """Close the page."""
        if self._page is not None:
            self._page.cancel()
            await asyncio.gather(self._page, return_exceptions=True)
        self._browser.drop()

    def _hear(self, heard: Heard) -> None:
        self._meeting.ledger.hears(heard)
        if heard.event == "lost":
            self._clocks.clear()
        if heard.event != "change":
            return
        now = time.time()
        for clock in heard.data["clocks"]:
            before = self._clocks.get(clock["table"])
            self._clocks[clock["table"]] = clock
            if before is None or not before["deadline"] or not 0 <= now - before["deadline"] < _NEVER:
                continue
            if (before["session"], before["phase"]) != (clock["session"], clock["phase"]):
                self._meeting.ledger.seconds["deadline"].append(now - before["deadline"])

    async def look(self) -> Seen:
        """Return what the host sees."""
        told = await self._browser.see("/class/api/host")
        if told.status != _OK:
            self._meeting.ledger.problem(f"the host who looks was answered with {told.status}")
        self._meeting.ledger.timed("data", told)
        seen: Seen = told.json()
        return seen

    async def does(self, kind: str, *, times: str = "", **data: object) -> Told:
        """Do something; what is not possible any more is said to be so."""
        self._n += 1
        sent = Sent("host", kind, data, f"host-{self._n}")
        told = await self._browser.send(_ACT, {"kind": kind, "data": data, "key": sent.key})
        if told.status == _OK:
            self._meeting.ledger.acknowledged(sent, told, times=times)
            self._meeting.ledger.done[f"host: {kind}"] += 1
        elif kind_of(told) in ("wrong", "full", "illegal"):
            self._meeting.ledger.refused[kind_of(told)] += 1
        else:
            self._meeting.ledger.problem(f"{kind} of the host was answered with {told.status}")
        return told

    async def errs(self) -> None:
        """Ask for what cannot be."""
        for what, kind, data in (
            ("a rewind to a session that is to come", "Rewind", {"table": "1", "session": 99}),
            ("seats that are dealt anew in the middle", "Deal", {}),
            ("a debriefing before the end", "OpenDebrief", {}),
            ("a table that is none", "CloseNow", {"table": "99"}),
        ):
            self._n += 1
            told = await self._browser.send(_ACT, {"kind": kind, "data": data, "key": f"host-{self._n}"})
            self._meeting.ledger.rightly(told, ["wrong"], what)

    def steps(self) -> list[Step]:
        """Return what the host does while a class plays, each once, in this order."""
        return [
            self._tell,
            self._pause,
            self._extend,
            self._close,
            self._instruct,
            self._swap,
            self._rename,
            self._bring_on,
            self._leak,
            self._release,
            self._close,
            self._empty_a_seat,
            self._send_out,
            self._rewind,
            self._inject,
            self._close,
            self._bring_on,
        ]

    async def answer_calls(self, seen: Seen) -> None:
        """Go to whoever called."""
        for call in seen["calls"]:
            await self.does("AnswerCall", call=call["number"])

    async def _tell(self, _: Seen, table: Seen) -> None:
        await self.does("Tell", text="Five minutes to the floor.")
        await self.does("Tell", text="Keep to the point.", table=table["clock"]["table"])

    async def _pause(self, _: Seen, table: Seen) -> None:
        await self.does("Pause", table=table["clock"]["table"])
        await self._meeting.think(self._chance, 2)
        await self.does("Resume", table=table["clock"]["table"])

    async def _extend(self, _: Seen, __: Seen) -> None:
        await self.does("Extend", minutes=0.5)

    async def _bring_on(self, _: Seen, table: Seen) -> None:
        """Let the time of a table be up."""
        await self.does("Extend", table=table["clock"]["table"], minutes=-60)

    async def _close(self, _: Seen, table: Seen) -> None:
        await self.does("CloseNow", times="close", table=table["clock"]["table"])

    async def _instruct(self, _: Seen, table: Seen) -> None:
        seat = table["seats"][int(self._chance.integers(len(table["seats"])))]
        where = {"table": table["clock"]["table"], "seat": seat["key"]}
        await self.does("Instruct", **where, text="Capital has more room than it said.", flexibility=0.9)
        looked = await self._browser.see(f"/class/api/host/look?table={where['table']}&seat={where['seat']}")
        if looked.status != _OK:
            self._meeting.ledger.problem(f"a look at a seat was answered with {looked.status}")

    async def _leak(self, _: Seen, table: Seen) -> None:
        await self.does("Leak", table=table["clock"]["table"], text="A draft is said to go round.")

    async def _swap(self, _: Seen, table: Seen) -> None:
        seat = next((one for one in table["seats"] if one["people"] and one["status"] != "given"), None)
        if seat is None:
            return
        where = {"table": table["clock"]["table"], "seat": seat["key"]}
        await self.does("GiveToAgent", **where)
        await self._meeting.think(self._chance, 3)
        await self.does("GiveBack", **where)

    def _somebody(self, seen: Seen) -> Seen | None:
        there = [
            one
            for one in seen["people"]
            if one["seat"] and int(one["id"][1:]) > 3  # noqa: PLR2004 - not the first, whose name others want
        ]
        return there[int(self._chance.integers(len(there)))] if there else None

    async def _rename(self, seen: Seen, _: Seen) -> None:
        """Give a watcher or a student another nickname and the old one back, with which they come back."""
        if (who := self._somebody(seen)) is not None:
            await self.does("Rename", person=who["id"], nickname=f"{who['nickname']} the Great")
            await self.does("Rename", person=who["id"], nickname=who["nickname"])

    async def _release(self, seen: Seen, _: Seen) -> None:
        """Let somebody come back with a code that is read out."""
        if (who := self._somebody(seen)) is not None:
            self._meeting.released.add(who["id"])
            told = await self.does("Release", person=who["id"])
            if told.status == _OK:
                self._meeting.codes[who["id"]] = told.json()["code"]
            else:
                self._meeting.released.discard(who["id"])

    async def _send_out(self, seen: Seen, _: Seen) -> None:
        if (who := self._somebody(seen)) is not None:
            await self.does("Remove", person=who["id"])

    async def _empty_a_seat(self, _: Seen, table: Seen) -> None:
        """Move the people of the smallest delegation to others of the table, so that an agent sits there."""
        seats = sorted(table["seats"], key=lambda one: len(one["people"]))
        for who in seats[0]["people"]:
            room = next((one["key"] for one in seats[1:] if len(one["people"]) < _MOST_IN_SEAT), "")
            await self.does("Move", person=who, table=table["clock"]["table"], seat=room)

    async def _rewind(self, _: Seen, table: Seen) -> None:
        session = max(1, table["sessions_begun"] - 1)
        await self.does("Rewind", table=table["clock"]["table"], session=session)

    async def _inject(self, seen: Seen, _: Seen) -> None:
        """Have agents without people obstruct, propose late and ask for a text, in whichever talks they are."""
        looked = await self.look()
        free = [
            (table["clock"], seat["key"])
            for table in looked["tables"]
            for seat in table["seats"]
            if not seat["people"] and not table["clock"]["is_ended"]
        ]
        del seen
        for (clock, seat), kind in zip(free * 3, ("ProposeLate", "Obstruct", "AskForText"), strict=False):
            more = await self._wording(clock["table"], seat) if kind == "ProposeLate" else {}
            await self.does(kind, table=clock["table"], seat=seat, **more)

    async def _wording(self, table: str, seat: str) -> dict[str, str]:
        told = await self._browser.see(f"/class/api/host/look?table={table}&seat={seat}")
        topics = [
            (topic["key"], one["key"], one["is_admissible"] and not one["on_table"] and topic["on_agenda"])
            for topic in told.json()["issues"]
            for one in topic["options"]
        ]
        issue, option, _ = next((one for one in topics if one[2]), topics[0])
        return {"issue": issue, "option": option}
