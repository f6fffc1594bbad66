"""Visitors without a browser: they speak to the server of the dashboard as Streamlit's own page does."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

__all__ = ["Load", "Seated", "Visitor", "crowd", "seated"]

_PATIENCE: Final = 120.0
_LARGEST: Final = 64 * 1024 * 1024


@dataclass(slots=True)
class Visitor:
    """One open tab."""

    url: str
    page: str
    query: str
    socket: ClientConnection | None = None
    buttons: dict[str, str] = field(default_factory=dict)
    """Ids of the buttons on the page, by label."""
    received: int = 0
    """Bytes."""

    async def arrive(self) -> float:
        """Open the page and return the seconds until it stands."""
        parts = urlsplit(self.url)
        self.socket = await connect(
            f"ws://{parts.netloc}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item] # a name is a text with a label
            origin=self.url,  # type: ignore[arg-type] # likewise
            max_size=_LARGEST,
        )
        return await self.run()

    async def run(self, press: str = "") -> float:
        """Run the page again, with a press on a button if one is named; return the seconds until it stands."""
        assert self.socket is not None  # noqa: S101 - it has arrived
        message: Any = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.page_name = self.page
        message.rerun_script.context_info.locale = "en-GB"
        message.rerun_script.context_info.url = f"{self.url}/{self.page}"
        if press:
            state = message.rerun_script.widget_states.widgets.add()
            state.id, state.trigger_value = self.buttons[press], True
        begun = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        await asyncio.wait_for(self._finished(), _PATIENCE)
        return time.perf_counter() - begun

    async def press(self, key: str) -> float:
        """Press the button with a key, which its id ends with; return the seconds until the page stands."""
        return await self.run(next(label for label, id_ in self.buttons.items() if id_.endswith(f"-{key}")))

    async def _finished(self) -> None:
        assert self.socket is not None  # noqa: S101 - as above
        while True:
            data = await self.socket.recv()
            self.received += len(data)
            message: Any = ForwardMsg()
            message.ParseFromString(data)
            kind = message.WhichOneof("type")
            if kind == "delta" and message.delta.new_element.WhichOneof("type") == "button":
                button = message.delta.new_element.button
                self.buttons[button.label] = button.id
            elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return

    async def leave(self) -> None:
        """Close the tab."""
        if self.socket is not None:
            await self.socket.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What visitors met while the others worked."""

    arrival: tuple[float, ...]
    """Seconds until each page stood, all of them opened at once."""
    weight: float
    """Bytes that a page was, on average."""
    quiet: tuple[float, ...]
    """Seconds of each run of the page while nobody studied."""
    busy: tuple[float, ...]
    """The same while studies ran."""
    held: float
    """What `weigh` gave with all pages open, before anybody studied."""
    during: bool
    """Whether the studies were still running when the last of them was measured."""


async def crowd(
    url: str,
    *,
    watching: int,
    studies: Sequence[Visitor],
    press: str,
    seconds: float,
    pace: float,
    weigh: Callable[[], float],
) -> Load:
    """Let visitors look at the replay, each anew every `pace` seconds; then let others study meanwhile.

    Args:
        url: of the server.
        watching: visitors on the replay.
        studies: visitors that will study.
        press: label of the button that starts a study.
        seconds: how long to measure, each way.
        pace: seconds from one look of a visitor to its next.
        weigh: returns what the server holds in memory.
    """
    visitors = [Visitor(url, "replay", "case=wtpf13") for _ in range(watching)]
    try:
        arrival = await asyncio.gather(*(visitor.arrive() for visitor in visitors))
        weight = sum(visitor.received for visitor in visitors) / len(visitors)
        for study in studies:
            await study.arrive()
        quiet = await _looks(visitors, seconds, pace)
        held = weigh()
        for study in studies:
            await study.run(press)
        busy = await _looks(visitors, seconds, pace)
        for study in studies:
            study.buttons.clear()
            await study.run()
        during = any("Cancel" in study.buttons for study in studies)
    finally:
        for visitor in (*visitors, *studies):
            await visitor.leave()
    return Load(arrival=tuple(arrival), weight=weight, held=held, quiet=quiet, busy=busy, during=during)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seated:
    """What players met, so many at a time."""

    players: int
    joined: tuple[float, ...]
    """Seconds until the page of each newcomer stood, all of whom came at once."""
    runs: tuple[float, ...]
    """Seconds of each run of the page while all of them play."""
    cost: float
    """Seconds of the server's processor for each run; 0 on a system that does not say."""


async def seated(
    url: str, numbers: Sequence[int], *, seconds: float, pace: float, spent: Callable[[], float]
) -> list[Seated]:
    """Let more and more players take a seat in a game of their own, and look at it every `pace` seconds.

    Args:
        url: of the server.
        numbers: how many players to measure with, rising.
        seconds: how long to measure each number.
        pace: seconds from one look of a player to its next.
        spent: returns the seconds that the server's processor worked so far.
    """
    players: list[Visitor] = []
    found = []
    try:
        for number in numbers:
            newcomers = [Visitor(url, "seat", "") for _ in range(number - len(players))]
            players += newcomers
            joined = await asyncio.gather(*(player.arrive() for player in newcomers))
            for key in ("seat.take.easy", "seat.begin"):
                await asyncio.gather(*(player.press(key) for player in newcomers))
            before = spent()
            runs = await _looks(players, seconds, pace)
            cost = (spent() - before) / len(runs)
            found.append(Seated(players=number, joined=tuple(joined), runs=runs, cost=cost))
    finally:
        for player in players:
            await player.leave()
    return found


async def _looks(visitors: Sequence[Visitor], seconds: float, pace: float) -> tuple[float, ...]:
    end = time.perf_counter() + seconds

    async def look(visitor: Visitor, wait: float) -> list[float]:
        await asyncio.sleep(wait)
        found = []
        while time.perf_counter() < end:
            taken = await visitor.run()
            found.append(taken)
            await asyncio.sleep(max(0.0, pace - taken))
        return found

    n = len(visitors)
    every = await asyncio.gather(*(look(one, pace * place / n) for place, one in enumerate(visitors)))
    return tuple(taken for found in every for taken in found)
