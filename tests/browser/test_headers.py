"""What the server tells every browser: an image on another host is not fetched, even where a text was not escaped."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page

from tests.browser.looking import Heard, settle
from tests.browser.serving import Server

FETCH = """address => new Promise(done => {
  const image = new Image();
  image.onload = () => done('fetched');
  image.onerror = () => done('refused');
  image.src = address;
  document.documentElement.append(image);
})"""
DOT = b"<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>"


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """Return the address of an image on another server, and what that server was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/dot.svg":
                asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "image/svg+xml")
            self.end_headers()
            self.wfile.write(DOT)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named so by its parent
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_address[1]}/dot.svg", asked
        server.shutdown()


def test_an_image_on_another_host_is_not_fetched(
    page: Page, app: Server, heard: Heard, elsewhere: tuple[str, list[str]]
) -> None:
    address, asked = elsewhere
    page.goto(address.replace("localhost", "127.0.0.1"))
    asked.clear()
    assert page.evaluate(FETCH, address) == "fetched"
    assert asked.pop() == "/dot.svg"
    page.goto(f"{app.url}/method")
    settle(page)
    assert page.evaluate(FETCH, address) == "refused"
    assert asked == []
    assert any("Content Security Policy" in error for error in heard.errors)
    heard.errors.clear()
    heard.outside.clear()
