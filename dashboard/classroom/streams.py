"""Pushes to open pages that there is something to look at. One that is slow is told the latest, and not all of it."""

import asyncio
import json
import logging
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final, Literal

from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from dashboard.classroom.pushed_counts import Glance, View, looked_at, written
from simulation.classroom import Caller, ClassService, UnknownClassError

__all__ = ["BEAT", "MOST", "EventStream", "Stream", "Streams"]

type Why = Literal["", "gone", "elsewhere", "stopped"]
"""Why a stream ends: its person is not in the class any more, or the class is deleted; the same person opened more of
them elsewhere; the server stops. After the first the page need not come back, after the second it asks now and then,
after the last it comes back by itself. A class that is ended ends none: people still write, and its host acts."""

BEAT: Final = 10.0
"""Seconds after which a stream says that it is there. The page answers by a sign of life of its own."""
MOST: Final = 4
"""Streams of one person, or of the host: a browser has six connections to a server, over which all else goes too."""
_ALL: Final = 2_000
_PULSE: Final = 1.0
"""Seconds after which is looked whether somebody is away or a table late, of which no event tells."""
_AGAIN: Final = 2_000
"""Milliseconds after which a browser comes back that lost its stream."""
_WITHIN: Final = (0.2, 0.8)
"""Seconds over which pages spread that have to look at the same moment: at least, and at most."""
_A_PAGE: Final = 0.02
"""Seconds for each of them, twice as long as it takes to draw one."""
_LOG: Final = logging.getLogger(__name__)


class Stream:
    """One open page. It keeps the latest that there is to say, and nothing before it."""

    def __init__(self, caller: Caller, view: View, last: str, token: str) -> None:
        self.caller, self.view, self.token = caller, view, token
        self._last = last
        """Id of what the page was told last."""
        self._told: Mapping[str, Any] = {}
        """How it stood for the page when that was looked at last."""
        self._news: tuple[str, bytes] | None = None
        self._alarm = b""
        self._why: Why = ""
        self._woken = asyncio.Event()

    def has_to_look(self, glance: Glance) -> bool:
        """Return whether the page will look again once it is told, and is one of many: that of the host never waits."""
        told = glance.told(self.view, self.caller.person)
        return self.view != "host" and told is not None and looked_at(told) != looked_at(self._told)

    def tell(self, glance: Glance, within: float = _WITHIN[0]) -> None:
        """Have the page told what has changed for it, and over how many seconds such pages spread."""
        told = glance.told(self.view, self.caller.person)
        if told is None:
            self.end("gone")
            return
        if told == self._told:  # something happened elsewhere
            return
        self._told = told
        news = written(told, within)
        self._news = None if news[0] == self._last else news
        if self._news is not None:
            self._woken.set()

    def alarm(self, seconds: int) -> None:
        """Have a host told that the class stands still for so long."""
        self._alarm = f'event: stuck\ndata: {{"seconds":{seconds}}}\n\n'.encode()
        self._woken.set()

    def end(self, why: Why) -> None:
        """Have the stream end once the page was told what there still is to say."""
        self._why = self._why or why
        self._woken.set()

    async def lines(self) -> AsyncIterator[bytes]:
        """Yield what the page is told, until the end."""
        yield f"retry: {_AGAIN}\n\n".encode()
        while True:
            try:
                async with asyncio.timeout(BEAT):
                    await self._woken.wait()
            except TimeoutError:
                yield b"event: beat\ndata: {}\n\n"
                continue
            self._woken.clear()
            said, self._alarm = self._alarm, b""
            if self._news is not None:
                (self._last, news), self._news = self._news, None
                said += news
            if self._why and self._why != "stopped":
                said += f"event: end\ndata: {json.dumps({'why': self._why})}\n\n".encode()
            if said:
                yield said
            if self._why:
                return


class EventStream(StreamingResponse):
    """The answer that is a stream."""

    def __init__(self, stream: Stream, streams: "Streams") -> None:
        self._stream, self._streams = stream, streams
        # A proxy is to hand on each line, and not to wait for more.
        super().__init__(stream.lines(), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer until the stream ends or the page goes."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._streams.close(self._stream)


class Streams:
    """All open pages of this process; used in its event loop only."""

    def __init__(self, service: ClassService) -> None:
        self._service = service
        self._open = dict[str, list[Stream]]()
        """By class, the oldest first."""
        self._pumps = dict[str, asyncio.Task[None]]()
        self._last = dict[str, Glance]()
        """By class that is watched: what was pushed last."""
        self._failing = set[str]()
        """Classes that could not be looked at the last time."""
        self._is_stopped = False

    def __len__(self) -> int:
        return sum(map(len, self._open.values()))

    def open(self, caller: Caller, view: View, *, token: str, last: str = "") -> Stream | None:
        """Open a stream; of too many of one person the oldest ends. None: there is no room for more.

        Args:
            caller: Who looks at the page.
            view: Which page.
            token: Hash of the token that let them in: their stream ends when it does so no more.
            last: Id of what it was told last, before it lost its stream.
        """
        if self._is_stopped or len(self) >= _ALL:
            return None
        stream = Stream(caller, view, last, token)
        here = self._open.setdefault(caller.room, [])
        same = [one for one in here if one.caller == caller]
        if len(same) >= MOST:
            same[0].end("elsewhere")
            here.remove(same[0])
        here.append(stream)
        if caller.room in self._last:
            stream.tell(self._last[caller.room])
        if caller.room not in self._pumps:
            self._pumps[caller.room] = asyncio.create_task(self._pump(caller.room))
        return stream

    def close(self, stream: Stream) -> None:
        """Forget a stream that has ended."""
        here = self._open.get(stream.caller.room, [])
        if stream in here:
            here.remove(stream)
        if not here:
            self._open.pop(stream.caller.room, None)

    def alarm(self, seconds: int) -> None:
        """Tell all hosts that their tables wait for an agent, or for the server, for so many seconds."""
        for stream in self._all():
            if stream.view == "host":
                stream.alarm(seconds)

    async def stop(self) -> None:
        """End all streams, and open none any more."""
        self._is_stopped = True
        for stream in self._all():
            stream.end("stopped")
        for pump in list(self._pumps.values()):
            pump.cancel()
            with suppress(asyncio.CancelledError):
                await pump

    def _all(self) -> list[Stream]:
        return [stream for here in self._open.values() for stream in here]

    async def _pump(self, room: str) -> None:
        """Look at a class whenever it changes, as long as anybody looks at it, and tell them."""
        try:
            while self._open.get(room):
                await self._look(room)
        finally:
            del self._pumps[room]
            self._last.pop(room, None)
            if not self._is_stopped and self._open.get(room):  # somebody came at the last moment
                self._pumps[room] = asyncio.create_task(self._pump(room))

    async def _look(self, room: str) -> None:
        before = list(self._open.get(room, []))
        try:
            glance = await run_in_threadpool(self._glance, room, before)
            let_in = await run_in_threadpool(self._service.let_in, room)
        except UnknownClassError:
            self._end(room, "gone")
            return
        except Exception:  # noqa: BLE001 - such as a database that is busy; pages ask by themselves meanwhile
            if room not in self._failing:
                self._failing.add(room)
                _LOG.exception("A class could not be looked at.")
            await asyncio.sleep(_PULSE)
            return
        self._failing.discard(room)
        self._last[room] = glance
        here = list(self._open.get(room, []))
        least, most = _WITHIN
        within = round(min(most, max(least, _A_PAGE * sum(one.has_to_look(glance) for one in here))), 2)
        for stream in here:
            stream.tell(glance, within)
            if (
                stream in before and stream.token not in let_in
            ):  # of a device that its person was released from
                stream.end("gone")
        await self._service.changes.next(room, glance.number, timeout=_PULSE)

    def _glance(self, room: str, pages: Sequence[Stream]) -> Glance:
        """Look at a class; in a thread."""
        view = self._service.host_view(Caller(room=room))
        n_pages = Counter(page.caller for page in pages if page.view == "seat")
        several = [caller for caller, n in n_pages.items() if n > 1 and caller.person]
        return Glance.of(view, {caller.person: self._service.drafts(caller) for caller in several})

    def _end(self, room: str, why: Why) -> None:
        for stream in self._open.pop(room, []):
            stream.end(why)
