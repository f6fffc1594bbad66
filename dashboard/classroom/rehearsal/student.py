"""A simulated student: joins, negotiates by chance, drops out and comes back, and sends much that has to be refused."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

import numpy as np

from dashboard.classroom.debrief import DEBRIEF
from dashboard.classroom.pushed_counts import View
from dashboard.classroom.rehearsal import door, student_moves
from dashboard.classroom.rehearsal.browser import Browser, Heard
from dashboard.classroom.rehearsal.ledger import kind_of
from dashboard.classroom.rehearsal.meeting import Meeting
from dashboard.classroom.rehearsal.open_page import Page
from dashboard.classroom.rehearsal.student_sends import Hand

__all__ = ["Student"]

type Seen = Mapping[str, Any]

_HABITS: Final = ("twice", "tabs", "drops", "elsewhere", "pen", "illegal", "stale", "late")
"""What each of eight students does besides negotiating: sends all twice, opens pages twice, loses the line and returns
with the cookie, returns in another browser with the own code, fights for the pen, makes moves that are none, answers
what has passed, comes late."""
_OK, _ON, _NO_CONTENT = 200, 303, 204
_SOMETIMES: Final = 0.05
_OFTEN: Final = 0.2
_MOST_MOVES: Final = 3
"""Before a student is done with a phase."""


class Student:
    """One student.

    Args:
        meeting: Where.
        number: From 1; chooses the habit.
        chance: Of its own.
    """

    def __init__(self, meeting: Meeting, number: int, chance: np.random.Generator) -> None:
        self._meeting, self._chance = meeting, chance
        self.habit = _HABITS[(number - 1) % len(_HABITS)]
        self.nickname = f"Student {number:02}"
        self._hand = Hand(meeting, meeting.browser(), f"{meeting.seed}-{number}")
        self._pages = list[asyncio.Task[None]]()
        self._news = asyncio.Event()
        self._own = ""
        self._times = 1
        """That this student has joined."""
        self._phase: tuple[object, ...] = ()
        self._left = 0
        """Moves that are still wanted in the phase."""
        self._version = 0
        """Of the table, as it was seen last."""
        self._old = 0
        """A version that was seen in a phase that has closed; 0: none at this table."""
        self._draft = ""
        self._has_guessed = False
        self.is_debriefed = False

    @property
    def _browser(self) -> Browser:
        return self._hand.browser

    async def run(self) -> None:
        """Be a student until the class is over."""
        try:
            if self.habit == "late":
                await self._meeting.is_open.wait()
                await self._meeting.think(self._chance, 4)
                await door.takes_name_of(self._meeting, self._browser, "Student 01")
            await self._join()
            await self._stay()
        finally:
            await self._close_pages()
            self._browser.drop()

    async def _join(self) -> None:
        if self.habit == "pen":
            await door.tries_wrong_code(self._meeting, self._browser, self.nickname)
        name = self.nickname if self._times == 1 else f"{self.nickname} again"
        is_twice = self.habit == "twice" and self._times == 1
        self._own = await door.join(self._meeting, self._browser, name, twice=is_twice)
        mine = await self._browser.see("/class/api/seat")
        if mine.status == _OK:
            self._hand.is_now(mine.json()["person"])
            self.nickname = name
        if self.habit == "tabs":
            again = {"code": self._meeting.code, "nickname": "Second tab", "key": "key-of-a-second-tab"}
            told = await self._browser.form("/class/join", again)
            if told.status != _ON:
                self._meeting.ledger.problem(f"a second tab that joins was answered with {told.status}")
        self._open_pages()

    def _open_pages(self) -> None:
        views: list[View] = ["seat", "seat", "projector"] if self.habit == "tabs" else ["seat"]
        self._meeting.ledger.done["second tab"] += len(views) - 1
        for view in views:
            page = Page(self._browser, view, self._meeting.ledger, self._chance, self._hear)
            self._pages.append(asyncio.create_task(page.run()))

    async def _close_pages(self) -> None:
        for page in self._pages:
            page.cancel()
        for ended in await asyncio.gather(*self._pages, return_exceptions=True):
            if isinstance(ended, Exception):
                self._meeting.ledger.problem(f"a page broke: {ended!r}")
        self._pages.clear()

    def _hear(self, heard: Heard) -> None:
        if heard.event in ("change", "end"):
            self._news.set()

    async def _stay(self) -> None:
        while not self._meeting.is_over.is_set():
            await self._meeting.think(self._chance)
            mine = await self._look()
            if mine is None:
                if not self._meeting.is_over.is_set():
                    await self._let_in_again()
                continue
            if mine["is_debriefed"] and not self.is_debriefed:
                await self._open_debriefing()
            if mine["is_class_ended"]:
                return
            if not await self._act(mine):
                self._news.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), 1.5)

    async def _open_debriefing(self) -> None:
        told = await self._browser.see(f"/class{DEBRIEF.path}")
        if told.status != _OK:
            self._meeting.ledger.problem(f"the debriefing was answered with {told.status}")
        self._meeting.ledger.timed("debrief", told)
        self.is_debriefed = True

    async def _look(self) -> Seen | None:
        """Return what this student sees; None: nothing, any more."""
        told = await self._browser.see("/class/api/seat")
        if told.status != _OK:
            if kind_of(told) not in ("token", "no_class"):
                self._meeting.ledger.problem(f"a student who looks was answered with {told.status}")
            return None
        self._meeting.ledger.timed("data", told)
        mine: Seen = told.json()
        if mine["person"] != self._hand.person:
            self._meeting.ledger.problem("a student was taken for another one")
        if self._draft and self._draft not in [draft["text"] for draft in mine["drafts"]]:
            self._meeting.ledger.problem("a draft was lost")
        return mine

    async def _let_in_again(self) -> None:
        """Come back with the code that the host read out, or as somebody new after being sent out."""
        await self._close_pages()
        code = self._meeting.codes.pop(self._hand.person, "")
        if code:
            self._own = code
            self._meeting.released.discard(self._hand.person)
            await door.come_back(self._meeting, self._browser, self.nickname, code, guesses=False)
            self._meeting.ledger.done["released and back"] += 1
            self._open_pages()
            return
        await self._meeting.think(self._chance, 4)
        if self._hand.person in self._meeting.released:
            return  # the host is still reading the code out
        self._times, self._draft = self._times + 1, ""
        await self._join()

    async def _act(self, mine: Seen) -> bool:
        """Do something; return whether there was anything to do."""
        clock = mine["clock"]
        phase = (clock["table"], clock["session"], clock["phase"])
        if phase != self._phase:
            self._old = self._version if self._phase and phase[0] == self._phase[0] else 0
            self._phase, self._left = phase, int(self._chance.integers(_MOST_MOVES))
        self._version = clock["version"]
        if self._chance.random() < _SOMETIMES:
            await self._aside(mine)
        if self._chance.random() < (_OFTEN if self._has_habit else _SOMETIMES):
            await self._follow_habit(mine)
            return True
        if mine["free"]:  # where seats are chosen
            seat = mine["free"][int(self._chance.integers(len(mine["free"])))]
            await self._hand.does("ChooseSeat", table=clock["table"], seat=seat)
            return True
        return await self._negotiate(mine)

    @property
    def _has_habit(self) -> bool:
        return self.habit in ("drops", "pen", "illegal", "stale", "elsewhere")

    async def _aside(self, mine: Seen) -> None:
        """Do what is no move: a draft, a note, a call, something written down."""
        kind = int(self._chance.integers(6))
        if kind == 0:
            text = f"Half a sentence, {int(self._chance.integers(1000))}"
            told = await self._browser.send("/class/api/draft", {"place": "speak", "text": text})
            if told.status == _NO_CONTENT:
                self._draft = text
                self._meeting.ledger.done["draft"] += 1
        elif kind == 1:
            others = [seat["key"] for seat in mine["seats"] if seat["people"] and seat["key"] != mine["seat"]]
            if mine["seat"] and others:
                to = others[int(self._chance.integers(len(others)))]
                await self._hand.does("SendNote", to=to, text=f"Shall we meet? {self.nickname}")
        elif kind == 2:  # noqa: PLR2004 - one of six
            if not mine["calls"]:
                await self._hand.does("CallHost", text="May I ask something?")
        elif kind == 3:  # noqa: PLR2004 - likewise
            value = {"n": int(self._chance.integers(1000))}
            await self._hand.does("WriteDown", at_once=2, name="prediction", value=value)
        elif kind == 4:  # noqa: PLR2004 - likewise
            await self._hand.loses_answer(name="answer", value=int(self._chance.integers(1000)))
        else:
            await self._hand.repeats(int(self._chance.integers(100)))

    async def _follow_habit(self, mine: Seen) -> None:
        """Do what this student is here for; those who send all twice, and some of the others, do some of the rest."""
        habit = self.habit if self._has_habit else _HABITS[2 + int(self._chance.integers(5))]
        if habit == "drops":
            await self._drop()
        elif habit == "elsewhere":
            await self._move_elsewhere()
        elif habit == "pen":
            await self._fight(mine)
        elif habit == "illegal":
            await self._err(mine)
        elif self._old and mine["seat"]:
            move = {"seat": mine["seat"], "move": "done"}
            await self._hand.wrongly(
                "an answer to what has passed", ["stale"], "Submit", self._old, move=move
            )

    async def _drop(self) -> None:
        """Lose the line for a while, in the middle of whatever is under way, and come back with the cookie."""
        await self._close_pages()
        self._browser.drop()
        self._meeting.ledger.done["dropped and back"] += 1
        await self._meeting.think(self._chance, 2)
        self._open_pages()

    async def _move_elsewhere(self) -> None:
        if not self._own:
            return
        guesses, self._has_guessed = not self._has_guessed, True
        told, other = await door.come_back_elsewhere(self._meeting, self.nickname, self._own, guesses=guesses)
        if other is None:
            if await self._look() is not None:  # they are in, and neither released nor sent out
                self._meeting.ledger.problem(f"somebody who came back was answered with {told.status}")
            return
        await self._close_pages()
        self._browser.drop()
        self._hand.browser = other
        self._meeting.ledger.done["another browser"] += 1
        self._open_pages()

    async def _fight(self, mine: Seen) -> None:
        """Take the pen from one's mate, or write without it."""
        mates = {one["id"]: one["has_pen"] for one in mine["mates"]}
        if len(mates) < 2:  # noqa: PLR2004 - nobody to fight with
            await self._err(mine)
        elif mates[self._hand.person]:
            await self._hand.does("GivePen", to=next(who for who in mates if who != self._hand.person))
        else:
            await self._hand.does("TakePen")
            self._meeting.ledger.done["pen taken"] += 1

    async def _err(self, mine: Seen) -> None:
        """Send something that has to be refused, whatever happens meanwhile."""
        seen, seat = mine["clock"]["version"], mine["seat"]
        refusals = ["illegal", "not_allowed", "stale", "wrong"]
        kind = int(self._chance.integers(5))
        if kind == 0 and seat:
            move = student_moves.illegal(mine["view"], seat, self._chance)
            await self._hand.wrongly("a move that is none", refusals, "Submit", seen, move=move)
        elif kind == 1 and seat:
            other = next(one["key"] for one in mine["seats"] if one["key"] != seat)
            move = {"seat": other, "move": "done"}
            await self._hand.wrongly("a move of another seat", refusals, "Submit", seen, move=move)
        elif kind == 2:  # noqa: PLR2004 - one of five
            await self._hand.wrongly("an act of the host", ["not_allowed"], "CloseNow")
        elif kind == 3:  # noqa: PLR2004 - likewise
            origin = "http://elsewhere.example"
            await self._hand.wrongly("an act from elsewhere", ["elsewhere"], "TakePen", origin=origin)
        else:
            await self._hand.wrongly("an act that is none", ["wrong"], "CallHost", colour="red")

    async def _negotiate(self, mine: Seen) -> bool:
        """Make a move, or be done; return whether the table waited for it."""
        mate = next((one for one in mine["mates"] if one["id"] == self._hand.person), None)
        if mate is None or not mate["has_pen"]:
            return False
        if mine["status"] == "held":
            await self._hand.does("TakeBack")
            return True
        seen = mine["view"]
        if mine["status"] != "waiting" or seen["request"] is None:
            return False
        if self._chance.random() < _SOMETIMES / 2:
            await self._hand.does("LetAgent")
            return True
        move = student_moves.move_for(seen, self._chance) if self._left > 0 else None
        self._left -= 1
        if move is not None and not await self._may(mine, move):
            return True
        await self._submit(mine, move or {"move": "done"})
        return True

    async def _may(self, mine: Seen, move: student_moves.Move) -> bool:
        """Ask what the brief has against a move, as a page does before it is made; return whether it is possible."""
        asked = {"move": {"seat": mine["seat"], **move}}
        return (await self._browser.send("/class/api/check", asked)).status == _OK

    async def _submit(self, mine: Seen, move: student_moves.Move) -> None:
        version = mine["clock"]["version"]
        made = {"seat": mine["seat"], **move}
        at_once = 2 if self.habit == "twice" or self._chance.random() < _SOMETIMES else 1
        told = await self._hand.does("Submit", version, at_once=at_once, times="pushed", move=made)
        if told.status == _OK:
            return
        after = await self._look()
        if after is not None and after["clock"]["version"] == version:
            self._meeting.ledger.problem(
                f"{move['move']} was refused though nothing had changed: {told.answered.text}"
            )
