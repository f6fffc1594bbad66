"""A real server: nobody fills its memory, it answers under its own names, and what is malformed costs it one line."""

import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from time import perf_counter

import pytest

from dashboard.frame.settings import MESSAGE
from dashboard.guard import connections, uploads, wire
from dashboard.guard.clients import COOKIE
from tests.browser.serving import Server, serving
from tests.plain_visitor import Visitor, request, rerun

ROUTES = (
    "/",
    "/seat",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/static/css/x.css",
    "/favicon.png",
    "/media/x",
    "/component/x/y",
    "/_stcore/bidi-components/x/y",
    "/_stcore/upload_file/x/y",
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(None, tmp_path_factory.mktemp("server")) as found:
        yield found


@pytest.fixture
def port(server: Server) -> int:
    return int(server.url.rpartition(":")[2])


@contextmanager
def visit(port: int, cookie: str = "") -> Iterator[Visitor]:
    visitor = Visitor(port, cookie=cookie).arrive()
    try:
        yield visitor
    finally:
        visitor.leave()


def _upgrade(path: str, port: int, cookie: str = "") -> bytes:
    """Return a request to talk to the server."""
    own = f"Cookie: {cookie}\r\n" if cookie else ""
    return (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{own}\r\n"
    ).encode()


def _joined(port: int, cookie: str) -> socket.socket:
    """Return a page that is open and says nothing."""
    line = socket.create_connection(("127.0.0.1", port), timeout=60)
    line.sendall(_upgrade("/_stcore/stream", port, cookie))
    assert b" 101 " in line.recv(4096)
    return line


def test_a_session_holds_no_more_files_than_it_may(port: int) -> None:
    with visit(port) as visitor:
        sent = [visitor.upload(1_000_000)[0] for _ in range(10)]
        assert sent == [204] * 7 + [413] * 3
    with visit(port) as visitor:
        assert [visitor.upload(1)[0] for _ in range(uploads.FILES + 2)] == [204] * uploads.FILES + [413] * 2


def test_sessions_of_a_browser_hold_no_more_together_than_one_person_needs(port: int) -> None:
    cookie = f"{COOKIE}={'a' * 22}"
    with visit(port, cookie) as one, visit(port, cookie) as two, visit(port, cookie) as three:
        sent = [visitor.upload(1_000_000) for _ in range(7) for visitor in (one, two, three)]
        assert [status for status, _ in sent].count(204) == 15
        assert {status for status, _ in sent[15:]} == {429}
        assert "try again" in sent[-1][1]
        with visit(port, f"{COOKIE}={'b' * 22}") as other:
            assert other.upload(1_000_000)[0] == 204


def test_a_file_that_is_sent_again_counts_once(port: int) -> None:
    with visit(port) as visitor:
        assert [visitor.upload(1_000_000, file="same")[0] for _ in range(12)] == [204] * 12


@pytest.mark.parametrize(("size", "status"), [(uploads.LARGEST, 413), (1_048_577, 413), (900_000, 204)])
def test_a_file_is_no_larger_than_it_may_be(port: int, size: int, status: int) -> None:
    with visit(port) as visitor:
        assert visitor.upload(size)[0] == status


def test_a_message_is_no_longer_than_a_page_needs(server: Server, port: int) -> None:
    since = server.written
    with visit(port) as visitor:
        code = visitor.say(rerun(said=MESSAGE + 1))
        assert code in (1006, 1009), "closed, maybe before all of it was sent"
    assert server.tracebacks(since) == ""


def test_pages_of_a_browser_say_no_more_than_the_server_keeps(port: int) -> None:
    cookie = f"{COOKIE}={'c' * 22}"
    said = [Visitor(port, cookie=cookie).arrive() for _ in range(4)]
    codes = [visitor.say(rerun(said=4_900_000)) for visitor in said]
    assert codes == [0, 0, 0, 1013]
    with visit(port, f"{COOKIE}={'d' * 22}") as other:
        assert other.say(rerun(said=4_900_000)) == 0
    with visit(port, cookie) as filling, visit(port, cookie) as small:
        assert filling.say(rerun(said=299_000)) == 0
        assert small.say(rerun(said=10_000)) == 0, (
            "a page that says little is not shut out by those that say much"
        )
    for visitor in said:
        visitor.leave()


def test_a_browser_has_so_many_pages_open_and_is_told_so_in_its_language(port: int) -> None:
    cookie = f"{COOKIE}={'e' * 22}"
    accept = {"Accept": "text/html", "Cookie": cookie}
    assert request(port, "/", headers=accept)[0] == 200
    halves = [_joined(port, cookie) for _ in range(connections.BROWSER)]
    assert b" 429 " in _answer(port, cookie)
    status, text, headers = request(port, "/", headers={**accept, "Accept-Language": "fr-CA,en"})
    assert (status, headers["retry-after"]) == (429, "60")
    assert "Trop de pages sont ouvertes" in text
    assert request(port, "/", headers={**accept, "Cookie": f"{COOKIE}={'f' * 22}"})[0] == 200
    for half in halves:
        half.close()


def _answer(port: int, cookie: str) -> bytes:
    """Return what the server says to one page more."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.sendall(_upgrade("/_stcore/stream", port, cookie))
        return line.recv(4096)


def test_a_page_gives_a_browser_a_cookie_that_holds_nothing_and_goes_with_it(port: int) -> None:
    cookie = request(port, "/", headers={"Accept": "text/html"})[2]["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert cookie.endswith("; Path=/; HttpOnly; SameSite=Lax")
    again = request(port, "/", headers={"Accept": "text/html", "Cookie": cookie.partition(";")[0]})[2]
    assert COOKIE not in again.get("set-cookie", "")


@pytest.mark.parametrize("path", ROUTES)
def test_no_route_answers_under_the_name_of_somebody_else(port: int, path: str) -> None:
    status, text, _ = request(port, path, headers={"Host": "attacker.example"})
    assert (status, "--host" in text) == (421, True)


def test_no_answer_waits_until_its_head_is_acknowledged(port: int) -> None:
    taken = []
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as line:
        for _ in range(40):
            begun = perf_counter()
            line.request("GET", "/_stcore/health")
            assert line.getresponse().read() == b"ok"
            taken.append(perf_counter() - begun)
    assert min(taken[20:]) < 0.03, "each waits 40 ms at least"


def test_how_the_server_is_doing_is_told_to_nobody(port: int) -> None:
    for path in ("/_stcore/metrics", "/_stcore/metrics/", "//_stcore/metrics", "/_stcore/%6detrics"):
        status, text, _ = request(port, path)
        assert "# TYPE" not in text
        assert (status, "cache_memory" in text) in ((404, False), (400, False), (200, False))
    assert request(port, "/_stcore/metrics")[0] == 404


def test_who_says_to_ask_for_another_is_not_believed(port: int) -> None:
    cookie = f"{COOKIE}={'g' * 22}"
    first, *others = [
        Visitor(port, cookie=cookie, headers={"X-Forwarded-For": f"203.0.113.{n}"}).arrive() for n in range(4)
    ]
    sent = [visitor.upload(1_000_000)[0] for _ in range(5) for visitor in (first, *others)]
    assert sent.count(204) == 15
    for visitor in (first, *others):
        visitor.leave()


MALFORMED: list[bytes | str] = [
    b"\xff\xff\xff",
    b"\x00" * 100,
    b"",
    "a text",
    "x" * 70_000,
    b"\x08\x01",  # to clear what is kept for all
    b"\x52\x00",
    b"\x52\x02\x52\x00",
    b"\xfa\x07\x00",
    rerun()[:-3],
    rerun("no such page"),
    rerun("\x00"),
]


def test_messages_that_no_page_sends_leave_no_traceback(server: Server, port: int) -> None:
    since = server.written
    for message in MALFORMED:
        with visit(port) as visitor:
            visitor.say(message, waits=False)
            visitor.say(rerun())
    assert server.tracebacks(since) == ""
    told = server.log.read_text(encoding="utf-8")[since:]
    assert "What came is no message of a page: the connection of 127.0.0.1 was closed." in told
    assert len(told.splitlines()) <= len(MALFORMED)


BROKEN = (
    b"GET / HTTP/9.9\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"GET /\xff HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: \xff\xfe\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: \xff=\xfe; a\r\nAccept: text/html\r\n\r\n",
    b"GET /media/%00 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET /component/..%2f..%2fetc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"PUT /_stcore/upload_file/x/y HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n",
    b"PUT /_stcore/upload_file/x/y HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"PUT /_stcore/upload_file/x HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3\r\n\r\nabc",
    b"POST /_stcore/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3\r\n\r\nabc",
    b"GET /_stcore/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    _upgrade("/nowhere", 80),
)


def test_requests_that_no_browser_sends_leave_no_traceback(server: Server, port: int) -> None:
    since = server.written
    for data in BROKEN:
        with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
            line.sendall(data)
            line.shutdown(socket.SHUT_WR)
            while line.recv(65_536):
                continue
    assert request(port, "/_stcore/health")[0] == 200
    assert server.tracebacks(since) == ""
    told = server.log.read_text(encoding="utf-8")[since:]
    assert len(told.splitlines()) <= len(BROKEN)


def test_an_upload_that_breaks_off_leaves_one_line(server: Server, port: int) -> None:
    since = server.written
    with visit(port) as visitor:
        token = request(port, "/_stcore/health")[2]["set-cookie"].partition("=")[2].partition(";")[0]
        with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
            line.sendall(
                f"PUT /_stcore/upload_file/{visitor.session}/y HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
                f"Cookie: _streamlit_xsrf={token}\r\nX-Xsrftoken: {token}\r\n"
                "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000\r\n\r\n--b\r\n".encode()
            )
        assert visitor.upload(5)[0] == 204
    told = server.log.read_text(encoding="utf-8")[since:]
    assert told == "A request broke off: whoever sent it has gone, or sent what is no request.\n"


@pytest.mark.parametrize(
    "frame",
    [
        b"\x81\x82\x00\x00\x00\x00\xff\xfe",  # a text that is none
        b"\x83\x80\x00\x00\x00\x00",  # no such kind
        b"\x82\x05hello",  # not masked
        b"\x80\x80\x00\x00\x00\x00",  # goes on with nothing
        b"\x82\xff\x7f\xff\xff\xff\xff\xff\xff\xff\x00\x00\x00\x00",  # as long as can be
        b"\x88\x81\x00\x00\x00\x00\x00",
    ],
)
def test_frames_that_no_browser_sends_leave_no_traceback(server: Server, port: int, frame: bytes) -> None:
    since = server.written
    with _joined(port, "") as line:
        line.sendall(frame)
        line.settimeout(5)
        while line.recv(65_536):
            continue
    assert server.tracebacks(since) == ""


def test_one_page_may_say_much_one_thing_after_the_other(port: int) -> None:
    with visit(port, f"{COOKIE}={'h' * 22}") as visitor:
        assert [visitor.say(rerun(said=4_900_000)) for _ in range(3)] == [0, 0, 0]


def test_halves_of_messages_from_one_address_take_no_more_than_they_may(server: Server, port: int) -> None:
    since, half = server.written, 4_900_000
    lines_of_one = [_joined(port, "") for _ in range(wire.ADDRESS // half + 1)]
    for line in lines_of_one:
        _begin(line, half)
    assert _is_closed(lines_of_one[-1])
    assert "Too many halves of messages" in server.log.read_text(encoding="utf-8")[since:]
    for line in lines_of_one:
        line.close()
    with visit(port) as other:
        assert other.say(rerun(said=half)) == 0


def _is_closed(line: socket.socket) -> bool:
    try:
        return line.recv(1) == b""
    except ConnectionResetError:
        return True


def _begin(line: socket.socket, size: int) -> None:
    """Send a message of so many bytes but for its end."""
    with suppress(ConnectionError):  # it may be closed before all is sent
        line.sendall(b"\x82\xff" + (size + 1).to_bytes(8) + bytes(4) + b"x" * size)
