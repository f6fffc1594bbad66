"""How much of something each browser, each address and all together have in hand, and whether there is room for more.

A browser is told by its cookie, an address by the network. A class sits behind one address and each of it has a
browser, so the address has room for a class, and a browser for one person. Whoever sends no cookie has no limit of a
browser, and shares that of the address; whoever makes up cookies has no more than the address has.
"""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

__all__ = ["NOBODY", "Client", "Limit", "Room", "Share", "Shares"]

type Limit = Literal["browser", "address", "all"]
"""Whose limit it is that something does not fit."""


@dataclass(frozen=True, slots=True)
class Client:
    """Who asks."""

    address: str
    browser: str
    """What the cookie says; empty: there is none."""


NOBODY: Final = Client("", "")
"""Who asks where there is no server, as in a test of one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How many of something there may be at a time."""

    browser: int
    address: int
    all: int
    plain: int
    """Of those at one address together who send no cookie: no browser does so, and each of them may be the same one."""

    def limit(self, client: Client, others: Sequence[Client]) -> Limit | None:
        """Return whose limit is in the way of one more beside those of others; None: there is room."""
        if len(others) >= self.all:
            return "all"
        if client == NOBODY:
            return None
        near = [other for other in others if other.address == client.address]
        if len(near) >= self.address:
            return "address"
        own = [other for other in near if other.browser == client.browser]
        return "browser" if len(own) >= (self.browser if client.browser else self.plain) else None


@dataclass(slots=True, eq=False)
class Share:
    """So much in the hands of a client."""

    client: Client
    amount: int
    until: float = field(default=float("inf"))
    """When it is given back by itself, on the clock of its ledger."""


class Shares:
    """A ledger of one thing; may be used from any thread."""

    def __init__(
        self,
        *,
        browser: int,
        address: int,
        all: int,  # noqa: A002 - the third limit is for all
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most: dict[Limit, int] = {"browser": browser, "address": address, "all": all}
        self._clock = clock
        self._held: list[Share] = []
        self._lock = threading.Lock()

    def take(self, client: Client, amount: int = 1, *, seconds: float = float("inf")) -> Share | Limit:
        """Take some; return what was taken, or whose limit is in the way.

        Args:
            client: Who takes it.
            amount: How much.
            seconds: After which it is given back by itself.
        """
        with self._lock:
            if (limit := self._in_the_way(client, amount)) is not None:
                return limit
            share = Share(client, amount, self._clock() + seconds)
            self._held.append(share)
            return share

    def change(self, share: Share, amount: int) -> Limit | None:
        """Make a share larger or smaller; return whose limit is in the way, and then it stays as it is."""
        with self._lock:
            if amount > share.amount:
                limit = self._in_the_way(share.client, amount - share.amount)
                if limit is not None:
                    return limit
            share.amount = amount
            return None

    def give_back(self, share: Share, *, after: float = 0.0) -> None:
        """Give it back, at once or after some seconds."""
        with self._lock:
            share.until = self._clock() + after
            self._tidy()

    def limit(self, client: Client, amount: int = 1) -> Limit | None:
        """Return whose limit would be in the way; None: there is room."""
        with self._lock:
            return self._in_the_way(client, amount)

    def _in_the_way(self, client: Client, amount: int) -> Limit | None:
        self._tidy()
        of_address = [share for share in self._held if share.client.address == client.address]
        of_browser = [share for share in of_address if share.client.browser == client.browser]
        whose: dict[Limit, list[Share]] = {"browser": of_browser, "address": of_address, "all": self._held}
        if not client.browser:
            del whose["browser"]
        for limit, shares in whose.items():
            if sum(share.amount for share in shares) + amount > self._most[limit]:
                return limit
        return None

    def _tidy(self) -> None:
        now = self._clock()
        if any(share.until <= now for share in self._held):
            self._held = [share for share in self._held if share.until > now]
