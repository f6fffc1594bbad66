"""A class served by itself, as a process of its own."""

import asyncio
import gzip
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.requests import Request
from starlette.types import Message

from dashboard.classroom import Desk
from dashboard.classroom.requests_read import Refused, form_of
from dashboard.classroom.serve import HEALTH, serve
from dashboard.frame.headers import HEADERS
from simulation.classroom import ClassService
from simulation.errors import DelegationSimError
from tests.class_served import Browser, Listening
from tests.classes import url_in
from tests.extent import at_a_desk
from tests.processes import environment

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("how", at_a_desk([signal.SIGTERM], [signal.SIGINT, signal.SIGTERM]))
def test_a_class_is_served_by_itself_until_somebody_ends_it(tmp_path: Path, how: signal.Signals) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "tests.class_alone", str(tmp_path)]
    log = tmp_path / "log"
    with (
        log.open("w") as out,
        subprocess.Popen(  # noqa: S603 - our own
            command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=out, text=True
        ) as process,
    ):
        assert process.stdout is not None
        code, key, url = (process.stdout.readline().strip() for _ in range(3))
        port = urlsplit(url).port
        assert port is not None
        host, one = Browser(port), Browser(port)
        assert host.form("/class/host", {"key": key}).status == 303
        assert one.join(code, "Ada").status == 200
        assert host.run("Start").status == 200
        assert one.see("seat")["clock"]["phase"] == "talks"
        assert_packed(one, host)
        page = one.ask("/class/join")
        assert {name: page.headers[name.lower()] for name in HEADERS} == dict(HEADERS)
        assert Browser(port).ask("/class/join", Host="elsewhere.example").status == 421
        for path in ("/", "/class", "/class/"):
            led = Browser(port).ask(path)
            assert led.status in (303, 307)
            assert led.headers["location"].endswith(("/class/", "/class/join"))
        assert (Browser(port).ask(HEALTH).text, Browser(port).ask("/library").status) == ("ok", 404)
        process.send_signal(how)
        said, _ = process.communicate(timeout=60)
    told = log.read_text().splitlines()
    imported = [line for line in told if line.startswith("import time:")]
    assert not any(line.rpartition("|")[2].strip() == "streamlit" for line in imported)
    assert told == imported, "it has nothing to complain about"
    assert (process.returncode, said) == ((0, "ended\n") if how == signal.SIGINT else (-how, ""))


@pytest.mark.thorough
def test_a_body_that_is_half_sent_when_the_server_ends_is_nothing_to_complain_about(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.class_alone", str(tmp_path)]
    log = tmp_path / "log"
    with (
        log.open("w") as out,
        subprocess.Popen(  # noqa: S603 - our own
            command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=out, text=True
        ) as process,
    ):
        assert process.stdout is not None
        url = [process.stdout.readline().strip() for _ in range(3)][2]
        place = urlsplit(url).netloc
        with socket.create_connection(("127.0.0.1", urlsplit(url).port or 0), timeout=60) as line:
            head = f"POST /class/join HTTP/1.1\r\nHost: {place}\r\nOrigin: http://{place}\r\n"
            head += "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 400\r\n\r\ncode="
            line.sendall(head.encode())
            assert Browser(urlsplit(url).port or 0).ask("/class/join").status == 200
            process.send_signal(signal.SIGINT)
            said, _ = process.communicate(timeout=60)
    assert (process.returncode, said) == (0, "ended\n")
    told = log.read_text()
    assert "Traceback" not in told
    assert "Exception" not in told


def test_a_body_that_does_not_come_to_its_end_as_the_server_ends_is_refused() -> None:
    async def ended() -> int:
        async def receive() -> Message:
            await asyncio.Event().wait()
            raise AssertionError

        kind = (b"content-type", b"application/x-www-form-urlencoded")
        scope = {"type": "http", "method": "POST", "headers": [kind], "path": "/class/join"}
        reading = asyncio.create_task(form_of(Request(scope, receive)))
        await asyncio.sleep(0)
        reading.cancel()
        with pytest.raises(Refused) as refused:
            await reading
        return refused.value.status

    assert asyncio.run(ended()) == 503


def assert_packed(one: Browser, host: Browser) -> None:
    """A phone loads its page packed; what is pushed comes at once."""
    whole = one.ask("/class/seat/view")
    page = one.ask("/class/seat/view", Accept_Encoding="gzip")
    assert page.headers["content-encoding"] == "gzip"
    assert gzip.decompress(page.body) == whole.body
    assert len(page.body) < len(whole.body) / 3
    again = one.ask("/class/seat/view", Accept_Encoding="gzip", If_None_Match=page.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    stream = Listening(one, "seat", encoding="gzip")
    try:
        before = stream.next().data["number"]
        assert "content-encoding" not in {name.lower() for name in stream.headers}
        assert host.run("Tell", text="Two minutes more.").status == 200
        assert stream.next().data["number"] > before
    finally:
        stream.close()


def test_a_port_that_is_taken_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, ClassService(url_in(tmp_path)) as service:
        port = taken.getsockname()[1]
        with pytest.raises(DelegationSimError, match=f"Port {port} is taken"):
            serve(Desk(service), "127.0.0.1", port, print)
