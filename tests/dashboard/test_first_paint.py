"""The document that every page begins with: it says where the server is, and has the look and the room of the page."""

import asyncio
import re
from importlib.resources import files
from pathlib import Path

import pytest
import streamlit
from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send

from dashboard.frame.first_paint import FirstPaint, painted
from simulation.drawing import theme

STATIC = Path(streamlit.__file__).parent / "static"
DOCUMENT = (STATIC / "index.html").read_bytes()


def ask(content: bytes, kind: str, **given: str) -> tuple[Headers, bytes, Headers]:
    """Return headers and body of the answer to a request, and with which headers the application was asked.

    Args:
        content: what the application answers, in two parts.
        kind: its content type.
        given: `method` and `accept` of the request, and the `encoding` of the answer.
    """
    asked: list[Headers] = []
    sent: list[Message] = []

    async def application(scope: Scope, _: Receive, send: Send) -> None:
        asked.append(Headers(scope=scope))
        headers = [
            (b"content-type", kind.encode()),
            (b"content-length", b"%d" % len(content)),
            (b"etag", b'"1"'),
        ]
        if "encoding" in given:
            headers.append((b"content-encoding", given["encoding"].encode()))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": content[:100], "more_body": True})
        await send({"type": "http.response.body", "body": content[100:]})

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"accept", given.get("accept", "text/html,*/*").encode()), (b"accept-encoding", b"gzip")]
    scope = {"type": "http", "method": given.get("method", "GET"), "path": "/", "headers": headers}
    asyncio.run(FirstPaint(application)(scope, receive, send))
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return Headers(raw=sent[0]["headers"]), body, asked[0]


def test_the_document_says_where_the_server_is_before_any_script_runs() -> None:
    text = painted(DOCUMENT).decode()
    assert "BACKEND_BASE_URL: new URL('.', location.href)" in text.partition("</head>")[0]
    assert "<title>Delegation simulator</title>" in text


def test_the_look_comes_last_and_with_the_colours_of_both_themes() -> None:
    style = painted(DOCUMENT).decode().partition('<div id="root">')[2]
    for sheet in (
        "components/shell.css",
        "components/room.css",
        "lab/lab.css",
        "seat/seat.css",
        "seat/axis.css",
    ):
        assert files("dashboard").joinpath(*sheet.split("/")).read_text(encoding="utf-8") in style
    assert theme.css_variables(theme.LIGHT) in style
    assert theme.css_variables(theme.DARK) in style.partition("prefers-color-scheme: dark")[2]


def test_the_fonts_that_it_asks_for_are_there() -> None:
    text = painted(DOCUMENT).decode()
    fonts = re.findall(r'<link\s+rel="preload"\s+href="\./(static/media/[^"]+)"', text)
    assert len(fonts) == 3
    assert all((STATIC / font).is_file() for font in fonts)


def test_an_answer_to_a_reader_is_painted_whole_and_its_headers_fit() -> None:
    headers, body, asked = ask(DOCUMENT, "text/html; charset=utf-8")
    assert body == painted(DOCUMENT) != DOCUMENT
    assert int(headers["content-length"]) == len(body)
    assert "etag" not in headers
    assert "accept-encoding" not in asked


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("application/json", {}),
        ("text/html", {"accept": "*/*"}),
        ("text/html", {"method": "HEAD"}),
        ("text/html", {"encoding": "gzip"}),
    ],
)
def test_anything_else_goes_through_as_it_is(kind: str, given: dict[str, str]) -> None:
    headers, body, _ = ask(DOCUMENT, kind, **given)
    assert (body, headers["etag"]) == (DOCUMENT, '"1"')


def test_a_document_that_is_not_of_streamlit_stays_as_it_is() -> None:
    _, body, _ = ask(b"<title>Another</title></head></body>", "text/html")
    assert body == b"<title>Another</title></head></body>"
