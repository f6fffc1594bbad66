"""A visitor of the dashboard without a browser: it speaks as Streamlit's own page does, or as nobody should."""

import http.client
import uuid
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

__all__ = ["Visitor", "request", "rerun"]

_SECONDS = 60.0


def request(
    port: int, path: str, *, method: str = "GET", body: bytes = b"", headers: dict[str, str] | None = None
) -> tuple[int, str, dict[str, str]]:
    """Return status, text and headers of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_SECONDS)
    try:
        connection.request(method, path, body or None, headers or {})
        response = connection.getresponse()
        text = response.read().decode(errors="replace")
        return response.status, text, {name.lower(): value for name, value in response.headers.items()}
    finally:
        connection.close()


def rerun(page: str = "method", *, said: int = 0) -> bytes:
    """Return the message by which a page is run, with so many bytes that a widget is said to hold."""
    message: Any = BackMsg()
    message.rerun_script.page_name = page
    if said:
        state = message.rerun_script.widget_states.widgets.add()
        state.id, state.string_value = "$$ID-invented", "x" * said
    written: bytes = message.SerializeToString()
    return written


@dataclass
class Visitor:
    """One open page."""

    port: int
    cookie: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    session: str = ""
    line: ClientConnection | None = None
    _open: ExitStack = field(default_factory=ExitStack)

    def arrive(self, page: str = "method") -> "Visitor":
        """Open a page and wait until it stands."""
        headers = {**self.headers, **({"Cookie": self.cookie} if self.cookie else {})}
        opened = connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            additional_headers=headers,
            max_size=None,
            proxy=None,
        )
        self.line = self._open.enter_context(opened)
        self.say(rerun(page))
        return self

    def say(self, message: bytes | str, *, waits: bool = True) -> int:
        """Say something and wait until the page stands; return the code with which the server closed, else 0."""
        assert self.line is not None
        try:
            self.line.send(message)
            while waits:
                heard: Any = ForwardMsg()
                heard.ParseFromString(self.line.recv(_SECONDS, decode=False))
                kind = heard.WhichOneof("type")
                if kind == "new_session":
                    self.session = heard.new_session.initialize.session_id
                elif kind == "script_finished":
                    return 0
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006
        return 0

    def upload(self, size: int, *, file: str = "") -> tuple[int, str]:
        """Send a file of so many bytes as the upload field does; return what the server says."""
        health = request(self.port, "/_stcore/health")[2]["set-cookie"]
        token = health.partition("=")[2].partition(";")[0]
        head = b'--b\r\nContent-Disposition: form-data; name="f"; filename="f.yaml"\r\n\r\n'
        status, text, _ = request(
            self.port,
            f"/_stcore/upload_file/{self.session}/{file or uuid.uuid4()}",
            method="PUT",
            body=head + b"x" * size + b"\r\n--b--\r\n",
            headers={
                "Content-Type": "multipart/form-data; boundary=b",
                "Cookie": f"_streamlit_xsrf={token}; {self.cookie}",
                "X-Xsrftoken": token,
            },
        )
        return status, text

    def leave(self) -> None:
        """Close the page."""
        self._open.close()
