"""A class served by itself, as a process of its own."""

import gzip
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from dashboard.classroom import Desk
from dashboard.classroom.serve import HEALTH, serve
from dashboard.headers import HEADERS
from simulation.classroom import ClassService
from simulation.errors import DelegationSimError
from tests.class_served import Browser, Listening
from tests.classes import url_in
from tests.processes import environment

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
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
        said, _ = process.communicate(timeout=20)
    told = log.read_text().splitlines()
    imported = [line for line in told if line.startswith("import time:")]
    assert not any(line.rpartition("|")[2].strip() == "streamlit" for line in imported)
    assert told == imported, "it has nothing to complain about"
    assert (process.returncode, said) == ((0, "ended\n") if how == signal.SIGINT else (-how, ""))


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
