"""Visitors without a browser: they speak to the server of the dashboard as Streamlit's own page does."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

__all__ = ["Load", "Seated", "Visitor", "crowd", "seated"]

_PATIENCE: Final = 120.0
_LARGEST: Final = 64 * 1024 * 1024
_DONE: Final = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
_KEPT: Final = 2
"""Runs for which a browser keeps a large message that is not on the page any more."""
_WALK: Final = ("seat.clause.after", "seat.clause.before")
"""What a player who waits does: look at the next clause, and back."""


@dataclass(slots=True)
class Visitor:
    """One open tab, which says with every run what a browser says: page, fields, and what it has in its cache."""

    url: str
    page: str
    query: str
    socket: ClientConnection | None = None
    buttons: dict[str, str] = field(default_factory=dict)
    """Ids of the buttons on the page, by label."""
    received: int = 0
    """Bytes."""
    _script: str = ""
    """Hash of the page that is shown; empty before it is known, when the page is asked for by its name."""
    _parts: dict[str, str] = field(default_factory=dict)
    """By id of a field or button, the part of the page in which it stands, which runs alone when it is used."""
    _fields: dict[str, Any] = field(default_factory=dict)
    """What stands in the fields, by id."""
    _cache: dict[str, int] = field(default_factory=dict)
    """By hash of a large message, how many runs ago it was last on the page."""

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
        """Run the page again, with a press on a button if one is named; return the seconds until it stands.

        A button that stands in a part of the page which runs alone has only that part run.
        """
        assert self.socket is not None  # noqa: S101 - it has arrived
        message: Any = BackMsg()
        asked = message.rerun_script
        asked.query_string = self.query
        asked.page_name, asked.page_script_hash = "" if self._script else self.page, self._script
        asked.context_info.locale = "en-GB"
        asked.context_info.url = f"{self.url}/{self.page}"
        asked.cached_message_hashes.extend(self._cache)
        asked.widget_states.widgets.extend(self._fields.values())
        if press:
            state = asked.widget_states.widgets.add()
            state.id, state.trigger_value = self.buttons[press], True
            asked.fragment_id = self._parts[state.id]
        begun = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        self._forget(asked.fragment_id)
        await asyncio.wait_for(self._finished(), _PATIENCE)
        return time.perf_counter() - begun

    async def press(self, key: str) -> float:
        """Press the button with a key, which its id ends with; return the seconds until the page stands."""
        return await self.run(next(label for label, id_ in self.buttons.items() if id_.endswith(f"-{key}")))

    def _forget(self, part: str) -> None:
        """Forget the fields of the part that runs; they come anew. No part: all of them."""
        self._fields = {
            id_: state for id_, state in self._fields.items() if part and self._parts[id_] != part
        }

    async def _finished(self) -> None:
        assert self.socket is not None  # noqa: S101 - as above
        while True:
            data = await self.socket.recv()
            self.received += len(data)
            message: Any = ForwardMsg()
            message.ParseFromString(data)
            kind = message.WhichOneof("type")
            if kind == "navigation":
                self._script = message.navigation.page_script_hash
            elif kind == "ref_hash":
                self._cache[message.ref_hash] = 0
            elif kind == "delta":
                if message.metadata.cacheable:
                    self._cache[message.hash] = 0
                self._take(message.delta.new_element, message.delta.fragment_id)
            elif kind == "script_finished" and message.script_finished in _DONE:
                self._cache = {hash_: age + 1 for hash_, age in self._cache.items() if age < _KEPT}
                return

    def _take(self, element: Any, part: str) -> None:  # noqa: ANN401 - messages have no types
        """Take notice of a button or a field."""
        kind = element.WhichOneof("type")
        if kind not in {"button", "selectbox", "text_area", "button_group"}:
            return
        given = getattr(element, kind)
        self._parts[given.id] = part
        if kind == "button":
            self.buttons[given.label] = given.id
            return
        state: Any = WidgetState(id=given.id)
        if kind == "selectbox":
            state.string_value = given.raw_value if given.set_value else given.options[given.default]
        elif kind == "text_area":
            state.string_value = given.default
        else:
            state.string_array_value.data.extend(given.raw_values)
        self._fields[given.id] = state

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
        quiet = await _looks(visitors, seconds, pace, _again)
        held = weigh()
        for study in studies:
            await study.run(press)
        busy = await _looks(visitors, seconds, pace, _again)
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
    """Let more and more players take a seat in a game of their own, and look at another clause every `pace` seconds.

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
            runs = await _looks(players, seconds, pace, _walk)
            cost = (spent() - before) / len(runs)
            found.append(Seated(players=number, joined=tuple(joined), runs=runs, cost=cost))
    finally:
        for player in players:
            await player.leave()
    return found


async def _again(visitor: Visitor, number: int) -> float:
    """Run the page of a visitor anew."""
    del number
    return await visitor.run()


async def _walk(visitor: Visitor, number: int) -> float:
    """Let a player look at the next clause, and the time after at the one before."""
    return await visitor.press(_WALK[number % 2])


async def _looks(
    visitors: Sequence[Visitor], seconds: float, pace: float, look: Callable[[Visitor, int], Awaitable[float]]
) -> tuple[float, ...]:
    end = time.perf_counter() + seconds

    async def looks(visitor: Visitor, wait: float) -> list[float]:
        await asyncio.sleep(wait)
        found = list[float]()
        while time.perf_counter() < end:
            taken = await look(visitor, len(found))
            found.append(taken)
            await asyncio.sleep(max(0.0, pace - taken))
        return found

    n = len(visitors)
    every = await asyncio.gather(*(looks(one, pace * place / n) for place, one in enumerate(visitors)))
    return tuple(taken for found in every for taken in found)
