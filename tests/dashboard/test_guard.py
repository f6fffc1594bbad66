"""Who asks, how much each may have in hand, and who has left."""

import asyncio
import ipaddress
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from dashboard.frame.host_names import is_allowed, proxies
from dashboard.guard.clients import COOKIE, client_of
from dashboard.guard.presence import GRACE, Presence
from dashboard.guard.shares import Client, Share, Shares
from dashboard.guard.uploads import ADDRESS, Uploads
from simulation.errors import DelegationSimError

ANN, BOB = Client("192.0.2.1", "ann"), Client("192.0.2.1", "bob")
FAR = Client("198.51.100.1", "far")


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def shares(clock: Clock | None = None) -> Shares:
    return Shares(browser=2, address=5, all=6, clock=clock or Clock())


def test_a_browser_has_less_room_than_its_address_and_an_address_less_than_all() -> None:
    ledger = shares()
    for client in (ANN, ANN):
        assert isinstance(ledger.take(client), Share)
    assert ledger.take(ANN) == "browser"
    for client in (BOB, BOB, Client("192.0.2.1", "eve")):
        assert isinstance(ledger.take(client), Share)
    assert ledger.take(Client("192.0.2.1", "made up")) == "address"
    assert isinstance(ledger.take(FAR), Share)
    assert ledger.take(FAR) == "all"


def test_whoever_sends_no_cookie_has_the_limit_of_the_address() -> None:
    ledger = shares()
    assert [isinstance(ledger.take(Client("192.0.2.1", "")), Share) for _ in range(6)] == [True] * 5 + [False]


def test_what_is_given_back_is_there_for_others_once_it_is_time() -> None:
    clock = Clock()
    ledger = shares(clock)
    share = ledger.take(ANN, 2)
    assert isinstance(share, Share)
    ledger.give_back(share, after=10.0)
    clock.now = 9.0
    assert ledger.limit(ANN) == "browser"
    clock.now = 10.0
    assert ledger.limit(ANN, 2) is None


def test_what_was_taken_for_a_time_comes_back_by_itself() -> None:
    clock = Clock()
    ledger = shares(clock)
    ledger.take(ANN, 2, seconds=5.0)
    clock.now = 5.0
    assert ledger.limit(ANN, 2) is None


def test_a_share_grows_only_where_there_is_room() -> None:
    ledger = shares()
    share = ledger.take(ANN)
    assert isinstance(share, Share)
    assert ledger.change(share, 3) == "browser"
    assert share.amount == 1
    assert ledger.change(share, 2) is None
    assert ledger.limit(ANN) == "browser"


def scope(address: str, cookie: str = "") -> Scope:
    headers = [(b"cookie", cookie.encode())] if cookie else []
    headers.append((b"x-forwarded-for", b"203.0.113.9"))
    return {"type": "http", "client": (address, 5), "headers": headers}


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::"),
        ("fe80::1%eth0", "fe80::"),
        ("", ""),
    ],
)
def test_an_address_is_the_one_that_the_network_gives(address: str, network: str) -> None:
    assert client_of(scope(address)) == Client(network, "")


def test_addresses_of_one_household_are_one() -> None:
    hosts = [str(ipaddress.IPv6Address("2001:db8::") + n) for n in (1, 2, 2**63)]
    assert len({client_of(scope(host)) for host in hosts}) == 1


@pytest.mark.parametrize("value", ["", "short", "x" * 23, "x" * 21 + ";", "ä" * 22])
def test_a_cookie_that_was_not_given_out_counts_as_none(value: str) -> None:
    assert client_of(scope("192.0.2.7", f"{COOKIE}={value}")).browser == ""


def test_a_browser_is_known_by_its_cookie() -> None:
    assert client_of(scope("192.0.2.7", f"a=b; {COOKIE}={'x' * 22}")).browser == "x" * 22


def test_a_visitor_has_left_when_the_page_stays_closed() -> None:
    clock = Clock()
    here = Presence(clock=clock)
    here.note("ann", "first")
    assert not here.has_left("ann")
    here.close("first")
    clock.now = GRACE
    assert not here.has_left("ann")
    clock.now = GRACE + 1
    assert here.has_left("ann")
    assert not here.has_left("bob")
    here.note("ann", "second")
    assert not here.has_left("ann")


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "[::1]:8501", "a.example.org", "localhost."])
def test_names_of_the_server_are_allowed(host: str) -> None:
    assert is_allowed(host, ["localhost", "::1", "*.example.org"])


@pytest.mark.parametrize(
    "host",
    [None, "", "attacker.example", "example.org", "localhost@attacker.example", "localhost/x", "::1", "[::1",
     "localhost:99999", "localhost:x", "user@localhost", "localhost.attacker.example"],
)  # fmt: skip
def test_other_names_are_not(host: str | None) -> None:
    assert not is_allowed(host, ["localhost", "::1", "*.example.org"])


def test_a_proxy_is_an_address_or_a_network() -> None:
    assert proxies(()) == ""
    assert proxies(("192.0.2.1", "10.0.0.0/8", "::1")) == "192.0.2.1,10.0.0.0/8,::1"
    assert proxies(("10.1.2.3/8",)) == "10.0.0.0/8", "uvicorn would take no notice of the other"
    for wrong in ("*", "proxy.example.org", ""):
        with pytest.raises(DelegationSimError, match="is not the address of a proxy"):
            proxies((wrong,))


class Upload:
    """What stands behind the limit of uploads: it keeps every file, as Streamlit does, or breaks down."""

    def __init__(self) -> None:
        self.stored: dict[str, dict[str, Any]] = {}
        self.breaks = False
        self.app = Uploads(self._take, lambda: self.stored)

    async def _take(self, scope: Scope, receive: Receive, send: Send) -> None:
        del receive
        if self.breaks:
            raise ConnectionError
        session, file = scope["path"].split("/")[-2:]
        self.stored.setdefault(session, {})[file] = None
        await send({"type": "http.response.start", "status": 204, "headers": []})

    def put(self, session: str, file: str, size: int) -> int:
        """Return the status of what comes back."""
        told: list[Message] = []

        async def send(message: Message) -> None:
            told.append(message)

        async def receive() -> Message:
            return {"type": "http.request"}

        scope = {
            "type": "http",
            "method": "PUT",
            "path": f"/_stcore/upload_file/{session}/{file}",
            "client": ("192.0.2.1", 5),
            "headers": [(b"content-length", str(size).encode())],
        }
        asyncio.run(self.app(scope, receive, send))
        return int(told[0]["status"])


def test_a_file_that_may_not_grow_still_counts_as_it_is() -> None:
    server, size = Upload(), 1_000_000
    names = [(str(n // 7), str(n)) for n in range(ADDRESS // size)]
    assert {server.put(*name, size) for name in names} == {204}
    assert server.put("other", "one more", size) == 429
    assert {server.put(*name, size + 10) for name in names} == {429}
    assert server.put("other", "one more", size) == 429


def test_an_upload_that_breaks_down_leaves_its_room_to_others() -> None:
    server, size = Upload(), 1_000_000
    server.breaks = True
    for n in range(2 * ADDRESS // size):
        with pytest.raises(ConnectionError):
            server.put(str(n), "x", size)
    server.breaks = False
    assert server.put("last", "x", size) == 204
