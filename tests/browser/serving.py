"""Servers of the dashboard for the browser tests: on 127.0.0.1, a free port, ended by their own process."""

import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from urllib.error import URLError

from tests.processes import environment

__all__ = ["ROOT", "Server", "end", "free_port", "serving", "wait_for_health"]

ROOT = Path(__file__).parents[2]
_OPTIONS = {
    "server.headless": "true",
    "server.address": "127.0.0.1",
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": "false",
}
_PATIENCE = 180.0
_PACE = 0.05


@dataclass(frozen=True, slots=True)
class Server:
    """A running server, and what it writes."""

    url: str
    log: Path
    pid: int

    def tracebacks(self, since: int = 0) -> str:
        """Return what it wrote from the first traceback on after `since` characters; nothing if all went well."""
        text = self.log.read_text(encoding="utf-8", errors="replace")[since:]
        place = text.find("Traceback (most recent call last)")
        return text[place:] if place >= 0 else ""

    @property
    def written(self) -> int:
        """The number of characters that it has written."""
        return len(self.log.read_text(encoding="utf-8", errors="replace"))


@contextmanager
def serving(
    script: Path | None, folder: Path, case: Path | None = None, port: int | None = None
) -> Iterator[Server]:
    """Serve a script while the block runs; without one, the dashboard as users start it.

    Args:
        script: the file that Streamlit runs.
        folder: keeps what the server writes; in it `runs` is the folder of runs.
        case: the file of a case that the dashboard opens with.
        port: where it listens; one that is free if left out.

    Raises:
        RuntimeError: if it ends by itself or does not answer in time; the text is what it wrote.
    """
    port = port or free_port()
    log = folder / f"server-{port}.log"
    own = ["simulation", "dashboard", "--no-browser", "--port", str(port), "--runs", str(folder / "runs")]
    own += [str(case)] if case is not None else []
    options = [f"--{name}={value}" for name, value in {**_OPTIONS, "server.port": str(port)}.items()]
    module = own if script is None else ["streamlit", "run", str(script), *options]
    variables = {**environment(), "STREAMLIT_LOGGER_ENABLE_RICH": "false"}
    with log.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", *module], cwd=ROOT, env=variables, stdout=out, stderr=subprocess.STDOUT
        )
        try:
            wait_for_health(process, port, log)
            yield Server(f"http://127.0.0.1:{port}", log, process.pid)
        finally:
            end(process)


def free_port() -> int:
    """Return a port that nobody has."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def wait_for_health(
    process: "subprocess.Popen[bytes]", port: int, log: Path, *, path: str = "/_stcore/health"
) -> None:
    """Wait until a server answers.

    Raises:
        RuntimeError: if it ends by itself or does not answer in time; the text is what it wrote.
    """
    deadline = monotonic() + _PATIENCE
    while monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5):
                return
        except (URLError, ConnectionError, TimeoutError):
            pass
        try:
            process.wait(_PACE)
        except subprocess.TimeoutExpired:
            continue
        break
    raise RuntimeError(f"The server did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")


def end(process: "subprocess.Popen[bytes]") -> None:
    """End a server, if it runs."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
