"""A class over real HTTP: a server on 127.0.0.1, browsers with their cookies, and pages that listen."""

import asyncio
import http.client
import itertools
import json
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from queue import Empty, Queue
from time import monotonic
from typing import Any
from urllib.parse import urlencode

import uvicorn
from starlette.applications import Starlette

from dashboard.classroom import Desk, host_key, looked_after
from dashboard.classroom.serve import application
from dashboard.frame.settings import HOSTS
from simulation.classroom import ClassService, Opened, Plan
from simulation.scenario.schema import Scenario
from tests.classes import six_seats, url_in

__all__ = ["PATIENCE", "Answered", "Browser", "Heard", "Lesson", "Listening", "lesson", "serving"]

PATIENCE = 60.0
KEYS = itertools.count(1)


@dataclass(frozen=True)
class Answered:
    """An answer, with all bytes of it."""

    status: int
    headers: Mapping[str, str]
    cookies: tuple[str, ...]
    body: bytes
    raw: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:  # noqa: ANN401 - JSON
        return json.loads(self.body)


@dataclass
class Browser:
    """Somebody's browser: it keeps cookies and says where it comes from, as browsers do."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    heard: bytearray = field(default_factory=bytearray)
    """Everything that it received."""

    def ask(self, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str) -> Answered:
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        if method == "POST":
            said = {"Origin": f"http://127.0.0.1:{self.port}", "Sec-Fetch-Site": "same-origin", **said}
        said = {**self.headers, **{name: value for name, value in said.items() if value}}
        if self.cookies:
            said["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, said)
            answer = connection.getresponse()
            found = answer.read()
            raw = f"{answer.status} {answer.reason}\n".encode() + answer.headers.as_bytes() + found
            given = tuple(answer.headers.get_all("Set-Cookie", []))
        finally:
            connection.close()
        for line in given:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
                if morsel["max-age"] == "0":
                    del self.cookies[name]
        self.heard += raw
        lower = {name.lower(): value for name, value in answer.headers.items()}
        return Answered(answer.status, lower, given, found, raw)

    def form(self, path: str, fields: Mapping[str, str], **headers: str) -> Answered:
        kind = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        return self.ask(path, method="POST", body=urlencode(fields).encode(), **kind)

    def send(self, path: str, data: Any, **headers: str) -> Answered:  # noqa: ANN401 - JSON
        body = data if isinstance(data, bytes) else json.dumps(data).encode()
        return self.ask(path, method="POST", body=body, **{"Content-Type": "application/json", **headers})

    def act(
        self, kind: str, *, key: str = "", seen: int | None = None, path: str = "act", **data: object
    ) -> Answered:
        said = {"kind": kind, "data": data, "key": key or f"key-{next(KEYS)}", "seen": seen}
        return self.send(f"/class/api/{path}", said)

    def run(self, kind: str, **data: Any) -> Answered:  # noqa: ANN401 - fields of an action
        """Do something as the host."""
        return self.act(kind, path="host/act", **data)

    def move(self, move: str, *, seen: int | None = None, **fields: Any) -> Answered:  # noqa: ANN401 - likewise
        mine = self.see("seat")
        seen = mine["clock"]["version"] if seen is None else seen
        return self.act("Submit", seen=seen, move={"seat": mine["seat"], "move": move, **fields})

    def see(self, what: str) -> Any:  # noqa: ANN401 - JSON
        answer = self.ask(f"/class/api/{what}")
        assert answer.status == 200, answer.text
        return answer.json()

    def join(self, code: str, nickname: str, **more: str) -> Answered:
        key = f"form-of-a-test-{next(KEYS):06}"
        return self.form("/class/join", {"code": code, "nickname": nickname, "key": key, **more})


@dataclass(frozen=True)
class Heard:
    """One thing that was pushed."""

    event: str
    id: str
    data: Any
    at: float


class Listening:
    """An open stream, read by a thread."""

    def __init__(self, browser: Browser, view: str, last: str = "", *, encoding: str = "") -> None:
        self.raw = bytearray()
        self._said = Queue[Heard]()
        self._connection = http.client.HTTPConnection("127.0.0.1", browser.port, timeout=PATIENCE)
        cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        headers = {"Cookie": cookie, "Last-Event-ID": last, "Accept-Encoding": encoding}
        headers = {name: value for name, value in headers.items() if value}
        self._connection.request("GET", f"/class/api/events?view={view}", headers=headers)
        self._answer = self._connection.getresponse()
        self.status = self._answer.status
        self.headers = dict(self._answer.headers.items())
        self.raw += self._answer.headers.as_bytes()
        self.is_over = threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        found = {"event": "", "id": "", "data": "null"}
        try:
            while line := self._answer.readline():
                self.raw += line
                name, _, value = line.decode().rstrip("\n").partition(": ")
                if name:
                    found[name] = value
                elif found["event"]:
                    self._said.put(Heard(found["event"], found["id"], json.loads(found["data"]), monotonic()))
                    found = {"event": "", "id": found["id"], "data": "null"}
        except (OSError, ValueError, AttributeError, http.client.HTTPException):
            pass  # it was closed
        self.is_over.set()

    def next(self, event: str = "change", *, until: Callable[[Heard], bool] = lambda _: True) -> Heard:
        end = monotonic() + PATIENCE
        while (left := end - monotonic()) > 0:
            try:
                said = self._said.get(timeout=left)
            except Empty:
                break
            if said.event == event and until(said):
                return said
        raise AssertionError(f"no {event} came: {bytes(self.raw)!r}")

    def is_silent(self, seconds: float) -> bool:
        """Return whether nothing more comes in some seconds; what came before is passed over."""
        try:
            self._said.get(timeout=seconds)
        except Empty:
            return True
        return False

    def close(self) -> None:
        # Closing the connection alone would wait for the thread that reads it.
        if self._connection.sock is not None:
            self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._answer.close()
        self._connection.close()


@dataclass
class Lesson:
    """A class that is served, and its host's browser."""

    desk: Desk
    opened: Opened
    port: int
    host: Browser
    loop: asyncio.AbstractEventLoop
    open_streams: list[Listening] = field(default_factory=list)
    student_cookie: str = ""
    """Of whoever joined last."""

    @property
    def service(self) -> ClassService:
        return self.desk.service

    def student(self, nickname: str = "", **more: str) -> Browser:
        browser = Browser(self.port)
        answer = browser.join(self.opened.code, nickname or f"Student {next(KEYS)}", **more)
        assert answer.status == 200, answer.text
        self.student_cookie = browser.cookies["delegation_sim_seat"]
        return browser

    def listen(self, browser: Browser, view: str, *, last: str = "") -> Listening:
        stream = Listening(browser, view, last)
        self.open_streams.append(stream)
        return stream

    def stop_streams(self) -> None:
        asyncio.run_coroutine_threadsafe(self.desk.streams.stop(), self.loop).result(PATIENCE)


@contextmanager
def serving(desk: Desk, *, patience: float | None = 5.0) -> Iterator[tuple[int, asyncio.AbstractEventLoop]]:
    """Serve a desk as the command does; None for the patience: nobody looks after its classes."""
    loops = Queue[asyncio.AbstractEventLoop]()

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        loops.put(asyncio.get_running_loop())
        if patience is None:
            yield
            return
        async with looked_after(desk, patience=patience):
            yield

    app = application(desk, HOSTS, lifespan)
    config = uvicorn.Config(
        app, log_level="warning", ws="none", forwarded_allow_ips="127.0.0.1", lifespan="on"
    )
    server = uvicorn.Server(config)
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        place.listen(64)  # so that nobody is refused before the server listens itself
        thread = threading.Thread(target=server.run, kwargs={"sockets": [place]}, daemon=True)
        thread.start()
        loop = loops.get(timeout=PATIENCE)
        try:
            yield place.getsockname()[1], loop
        finally:
            asyncio.run_coroutine_threadsafe(desk.streams.stop(), loop).result(PATIENCE)
            server.should_exit = True
            thread.join(PATIENCE)
            assert not thread.is_alive()


@contextmanager
def lesson(
    folder: Path,
    case: Scenario | None = None,
    *,
    clock: Callable[[], float] | None = None,
    steady: Callable[[], float] | None = None,
    patience: float | None = 5.0,
    **plan: Any,  # noqa: ANN401 - fields of a plan
) -> Iterator[Lesson]:
    """Give a class over HTTP."""
    clocks = {"clock": clock, "steady": steady}
    given = {name: one for name, one in clocks.items() if one is not None}
    with ClassService(url_in(folder), **given) as service:
        opened = service.open(case or six_seats(), Plan(**{"seed": 1, **plan}))
        desk = Desk(service)
        with serving(desk, patience=patience) as (port, loop):
            host = Browser(port)
            answer = host.form("/class/host", {"key": host_key(opened.room, opened.token)})
            assert (answer.status, answer.headers["location"]) == (303, f"/class/console?room={opened.room}")
            here = Lesson(desk, opened, port, host, loop)
            try:
                yield here
            finally:
                for stream in here.open_streams:
                    stream.close()
