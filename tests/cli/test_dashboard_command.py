"""The command dashboard: it serves this machine only, says where, and ends when told to."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest
from typer.testing import Result

import scenarios

type Invoke = Callable[..., Result]

COMMAND = Path(sys.executable).parent / "delegation-sim"
AT = re.compile(r"The dashboard is at http://127\.0\.0\.1:(\d+)/(\w*)\. Ctrl-C ends it\.\n")


@contextmanager
def started(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Start the command in a folder; whatever happens, it is over afterwards."""
    process = subprocess.Popen(
        [COMMAND, "dashboard", "--no-browser", "--port", "0", *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def said(process: subprocess.Popen[str]) -> re.Match[str]:
    """Return the line that says where it is."""
    assert process.stdout is not None
    found = AT.fullmatch(process.stdout.readline())
    assert found is not None
    return found


def answered(port: int, path: str) -> tuple[int, bytes]:
    """Return what the server says to a request."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    response = connection.getresponse()
    found = response.status, response.read()
    connection.close()
    return found


@dataclass(frozen=True)
class Running:
    """A server that several tests ask, and what it could reach while it runs."""

    folder: Path
    port: int
    proxy: socket.socket
    """The way to other machines that it was told of; nobody should knock there."""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Return a server that was started in a folder with somebody's file in it."""
    folder = tmp_path_factory.mktemp("running")
    (folder / "secret.yaml").write_text("password", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as proxy, pytest.MonkeyPatch.context() as patch:
        proxy.settimeout(0)
        for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"):
            patch.setenv(name, f"http://127.0.0.1:{proxy.getsockname()[1]}")
        with started(folder) as process:
            yield Running(folder, int(said(process)[1]), proxy)


def test_it_serves_this_machine_only(running: Running) -> None:
    assert answered(running.port, "/_stcore/health") == (200, b"ok")
    with pytest.raises(OSError, match=r"refused|timed out|assign|unreachable"):
        socket.create_connection(("127.0.0.2", running.port), timeout=2).close()


def test_the_folder_it_is_started_from_is_not_served(running: Running) -> None:
    for path in ("/secret.yaml", "/app/static/secret.yaml", "/media/../secret.yaml", "/runs/secret.yaml"):
        assert b"password" not in answered(running.port, path)[1]


def test_every_answer_tells_the_browser_to_load_nothing_from_elsewhere(running: Running) -> None:
    for path in ("/", "/replay", "/_stcore/health", "/nothing/here.png"):
        connection = HTTPConnection("127.0.0.1", running.port, timeout=60)
        connection.request("GET", path)
        told = connection.getresponse().headers
        connection.close()
        assert "default-src 'self'" in told["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in told["Content-Security-Policy"]
        assert told["Referrer-Policy"] == "no-referrer"
        assert told.get_all("X-Content-Type-Options") == ["nosniff"]


@pytest.mark.thorough  # the address is built elsewhere
def test_it_opens_in_the_language_that_was_asked_for(tmp_path: Path) -> None:
    with started(tmp_path, "--language", "fr") as process:
        assert process.stdout is not None
        told = process.stdout.readline()
    assert re.fullmatch(
        r"Le tableau de bord est à l’adresse http://127\.0\.0\.1:\d+/\?lang=fr\. Ctrl-C l’arrête\.\n", told
    )


@pytest.mark.thorough  # with a file of one's own too
def test_with_a_case_it_begins_at_its_replay(tmp_path: Path) -> None:
    with started(tmp_path, "worked_clock") as process:
        assert said(process)[2] == "replay"


@pytest.mark.thorough  # the address is built elsewhere
def test_with_a_file_and_its_tables_it_begins_at_its_replay(tmp_path: Path) -> None:
    for name in ("wtpf13.yaml", "wtpf13_delegations.csv", "wtpf13_mandates.csv"):
        (tmp_path / name).write_bytes((Path(scenarios.__file__).parent / name).read_bytes())
    with started(tmp_path, "./wtpf13.yaml") as process:
        assert said(process)[2] == "replay"


def joined(port: int, host: str, *, origin: str = "") -> int:
    """Return what the server says to a page that wants to talk to it, opened under a name for it."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    wants = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    key = {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol": "streamlit"}
    connection.request(
        "GET", "/_stcore/stream", headers={"Host": host, "Origin": origin or f"http://{host}", **wants, **key}
    )
    status = connection.getresponse().status
    connection.close()
    return status


@pytest.mark.thorough  # tests/dashboard/test_launch_hosts.py says which names are let in
@pytest.mark.skipif(os.name == "nt", reason="there a server on all addresses asks for permission")
def test_on_all_addresses_it_warns_and_lets_in_only_names_of_this_machine_and_those_given(
    tmp_path: Path,
) -> None:
    everywhere = "0.0.0.0"  # noqa: S104 - to see who is let in
    with started(tmp_path, "--address", everywhere, "--host", "Seminar.example.org") as process:
        assert process.stdout is not None
        assert re.fullmatch(
            r"Anybody who can reach this machine on port \d+ can use it: there is no password\.\n",
            process.stdout.readline(),
        )
        port = int(said(process)[1])
        names = ("127.0.0.1", "localhost", socket.gethostname(), "seminar.example.org", everywhere)
        assert [joined(port, f"{name}:{port}") for name in names] == [101] * 5
        assert [joined(port, f"{name}:{port}") for name in ("attacker.example", "example.org")] == [403] * 2


def test_a_page_of_somebody_else_is_refused_without_asking_anybody(running: Running) -> None:
    host = f"127.0.0.1:{running.port}"
    assert joined(running.port, host, origin="https://attacker.example") == 403
    assert joined(running.port, host, origin="http://localhost:9000") == 101
    with pytest.raises(BlockingIOError):
        running.proxy.accept()


def test_it_ends_when_told_to_and_leaves_nothing_behind(tmp_path: Path) -> None:
    with started(tmp_path) as process:
        said(process)
        process.send_signal(signal.SIGINT)
        rest, complaints = process.communicate(timeout=120)
    assert (rest, complaints, process.returncode) == ("", "", 130)
    assert list(tmp_path.iterdir()) == []


def test_a_host_that_is_an_address_of_a_page_is_refused(invoke: Invoke) -> None:
    result = invoke("dashboard", "--no-browser", "--port", "0", "--host", "https://seminar.example.org")
    assert result.exit_code == 1
    assert result.stderr.startswith("'https://seminar.example.org' is not the name of a host. Valid: a name")


def test_a_class_is_no_option_any_more_and_the_message_names_its_command(invoke: Invoke) -> None:
    result = invoke("dashboard", "--no-browser", "--class")
    assert result.exit_code == 2
    assert "delegation-sim class first_hour --network" in " ".join(result.stderr.split())
    assert "--class" not in invoke("dashboard", "--help").stdout


def test_a_taken_port_is_said_in_one_line(invoke: Invoke) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = invoke("dashboard", "--no-browser", "--port", str(port))
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Port {port} is taken")
    assert result.stderr.count("\n") == 1


def test_a_case_that_cannot_be_used_is_told_as_by_validate(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("schema: 1\n", encoding="utf-8")
    result = invoke("dashboard", "--no-browser", "bad.yaml")
    assert result.exit_code == 1
    assert result.stderr == invoke("validate", "bad.yaml").stdout


def test_an_address_of_another_machine_is_refused(invoke: Invoke) -> None:
    result = invoke("dashboard", "--no-browser", "--address", "192.0.2.1", "--port", "0")
    assert result.exit_code == 1
    assert result.stderr.startswith("'192.0.2.1' is no address of this machine.")
