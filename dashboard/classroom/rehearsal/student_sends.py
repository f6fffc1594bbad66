"""What a simulated student sends: actions with keys, the same key twice, again much later, and much that is wrong."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, Final

from dashboard.classroom.rehearsal.browser import Browser, Told
from dashboard.classroom.rehearsal.ledger import Sent, kind_of
from dashboard.classroom.rehearsal.meeting import Meeting

__all__ = ["Hand"]

_OK: Final = 200
_ACT: Final = "/class/api/act"
_MOST_KEPT: Final = 20
_OVERTAKEN: Final = ("stale", "not_allowed", "illegal", "wrong", "token")
"""What is answered to something that was possible a moment ago."""


class Hand:
    """The hand that presses the buttons of one student.

    Args:
        meeting: Where.
        browser: With what.
        name: By which the keys of its submissions begin.
    """

    def __init__(self, meeting: Meeting, browser: Browser, name: str) -> None:
        self._meeting, self.browser, self._name = meeting, browser, name
        self.person = ""
        self._n = 0
        self._past = list[tuple[Sent, dict[str, Any]]]()
        """What was acknowledged lately."""

    def is_now(self, person: str) -> None:
        """Be the hand of somebody else, who has sent nothing yet."""
        self.person = person
        self._past.clear()

    def _asked(self, kind: str, data: Mapping[str, Any], seen: int | None) -> tuple[Sent, dict[str, Any]]:
        self._n += 1
        sent = Sent(self.person, kind, data, f"{self._name}-{self._n}")
        return sent, {"kind": kind, "data": data, "key": sent.key, "seen": seen}

    async def does(
        self, kind: str, seen: int | None = None, *, at_once: int = 1, times: str = "", **data: object
    ) -> Told:
        """Do something that is possible by what was seen; so many times at once with one key."""
        sent, body = self._asked(kind, data, seen)
        told = await asyncio.gather(*(self.browser.send(_ACT, body) for _ in range(at_once)))
        kept = [one for one in told if one.status == _OK]
        if kept and len(kept) < at_once:  # one came before it was possible
            kept += [await self.browser.send(_ACT, body)]
        for one in kept:
            self._take(sent, one, times)
        if not kept:
            self._overtaken(sent, told[0])
            return told[0]
        self._meeting.ledger.done["sent twice at once"] += at_once - 1
        self._past = [*self._past, (sent, body)][-_MOST_KEPT:]
        return kept[0]

    def _take(self, sent: Sent, told: Told, times: str) -> None:
        if told.status == _OK:
            self._meeting.ledger.acknowledged(sent, told, times=times)
        else:
            self._meeting.ledger.problem(
                f"{sent.kind} was kept, and sent again refused as {kind_of(told)} ({told.status})"
            )

    def _overtaken(self, sent: Sent, told: Told) -> None:
        kind = kind_of(told)
        if kind in _OVERTAKEN:
            self._meeting.ledger.refused[kind] += 1
        else:
            self._meeting.ledger.problem(f"{sent.kind} was answered with {told.status} {kind}".strip())

    async def repeats(self, number: int) -> None:
        """Send something again that was acknowledged before, with its key: it is answered alike and not done again."""
        if self._past:
            sent, body = self._past[number % len(self._past)]
            told = await self.browser.send(_ACT, body)
            if kind_of(told) != "token":
                self._take(sent, told, "")
                self._meeting.ledger.done["sent again later"] += 1

    async def loses_answer(self, **data: object) -> None:
        """Send something, lose the line before the answer comes, and send it again with its key."""
        sent, body = self._asked("WriteDown", data, None)
        sending = asyncio.create_task(self.browser.send(_ACT, body))
        try:
            await asyncio.sleep(0.01)
            self.browser.drop()
            told = await sending
        finally:
            sending.cancel()
        if told.status == _OK:
            self._meeting.ledger.acknowledged(sent, told)
            self._meeting.ledger.done["answer lost"] += 1
        else:
            self._overtaken(sent, told)

    async def wrongly(
        self,
        what: str,
        expected: Sequence[str],
        kind: str,
        seen: int | None = None,
        *,
        origin: str = "",
        **data: object,
    ) -> None:
        """Do something that has to be refused."""
        sent, body = self._asked(kind, data, seen)
        told = await self.browser.send(_ACT, body, origin=origin)
        self._meeting.ledger.rightly(told, [*expected, "token"], what)
        if told.status == _OK:  # so that it is not counted a second time, as one that nobody sent
            self._meeting.ledger.acknowledged(sent, told)
