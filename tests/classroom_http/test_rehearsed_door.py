"""Whoever of a rehearsal does not get in leaves no line open behind them."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread

import pytest

from dashboard.classroom.rehearsal import door
from dashboard.classroom.rehearsal.meeting import Meeting

PATIENCE = 10.0
OPEN = set[object]()
"""Lines of the server below that nobody has broken."""
CHANGED = Condition()


def all_are_broken() -> bool:
    with CHANGED:
        return CHANGED.wait_for(lambda: not OPEN, PATIENCE)


class Refusing(BaseHTTPRequestHandler):
    """Answers everybody that they are not who they say, and keeps the line open, as the class does."""

    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        super().setup()
        OPEN.add(self.client_address)

    def finish(self) -> None:
        super().finish()
        with CHANGED:
            OPEN.discard(self.client_address)
            CHANGED.notify_all()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(403)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        del format, args


@contextmanager
def refusing() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as server:
        serving = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        serving.start()
        yield server.server_address[1]
        server.shutdown()
        serving.join()


@pytest.mark.parametrize("guesses", [False, True])
def test_who_is_not_let_in_from_another_browser_leaves_no_line_open(guesses: bool) -> None:  # noqa: FBT001
    async def comes_back(port: int) -> tuple[int, bool, bool, int]:
        meeting = Meeting(port=port, code="ABCDEF", seed=1, pace=0.0)
        told, browser = await door.come_back_elsewhere(meeting, "Ada", "AAAABBBB", guesses=guesses)
        are_broken = await asyncio.to_thread(all_are_broken)
        return told.status, browser is None, are_broken, meeting.ledger.refused["403"]

    with refusing() as port:
        assert asyncio.run(comes_back(port)) == (403, True, True, 2 if guesses else 1)


def test_when_all_leave_no_line_stays_open_of_whoever_did_not_close_it() -> None:
    async def stays(port: int) -> tuple[bool, bool]:
        meeting = Meeting(port=port, code="ABCDEF", seed=1, pace=0.0)
        await door.come_back(meeting, meeting.browser(), "Ada", "AAAABBBB", guesses=False)
        was_open = bool(OPEN)
        meeting.leave()
        return was_open, await asyncio.to_thread(all_are_broken)

    with refusing() as port:
        assert asyncio.run(stays(port)) == (True, True)
