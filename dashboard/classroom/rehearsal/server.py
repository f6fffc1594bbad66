"""The server of a rehearsal, a process of its own that is served as a class is: it can be killed, and begins again."""

import asyncio
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from simulation.errors import DelegationSimError

__all__ = ["Server", "main"]

_PATIENCE: Final = 60.0
"""Seconds for a server to begin or to end."""
_EVERY: Final = 1.0
_MEMORY: Final = "memory "
_STATUS: Final = Path("/proc/self/status")


class Server:
    """The process, seen from the one that rehearses.

    Args:
        url: Of the database.
        log: File to which it writes what it has to complain about.
    """

    def __init__(self, url: str, log: Path) -> None:
        self._url, self._log = url, log
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None
        self.port = 0
        """Where it listens; the same after it began again."""
        self.memory: float | None = None
        """The most that it took, in MiB; None: this system does not say."""

    async def start(self) -> None:
        """Start it, and wait until it answers.

        Raises:
            DelegationSimError: if it does not; the text is what it wrote.
        """
        command = [sys.executable, "-P", "-m", __name__, self._url, str(self.port)]
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *command, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=log
            )
        assert self._process.stdout is not None  # noqa: S101 - as asked for
        line = b""
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                line = await self._process.stdout.readline()
        port = urlsplit(line.decode().strip()).port if line else None
        if port is None:
            await self.stop()
            raise DelegationSimError(self._log.read_text(encoding="utf-8", errors="replace").strip() or "–")
        self.port = port
        self._reader = asyncio.create_task(self._read(self._process.stdout))

    async def _read(self, out: asyncio.StreamReader) -> None:
        async for line in out:
            text = line.decode()
            if text.startswith(_MEMORY):
                self.memory = max(self.memory or 0.0, float(text.removeprefix(_MEMORY)))

    async def kill(self) -> None:
        """End it at once, in whatever it is doing."""
        await self._end(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)

    async def stop(self) -> None:
        """End it as its host does."""
        await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(ProcessLookupError):
            process.send_signal(how)
        try:
            async with asyncio.timeout(_PATIENCE):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()
        if self._reader is not None:
            await self._reader

    def complaints(self) -> str:
        """Return what it wrote that it should not have had to."""
        return self._log.read_text(encoding="utf-8", errors="replace") if self._log.exists() else ""


def main(url: str, port: str) -> None:
    """Serve the classes of a database on this machine, and say how much memory that takes."""
    from dashboard.classroom.desk import Desk
    from dashboard.classroom.serve import serve
    from simulation.classroom import ClassService

    with ClassService(url) as service:
        serve(Desk(service), "127.0.0.1", int(port), _tell)


def _tell(address: str) -> None:
    print(address, flush=True)  # noqa: T201 - whoever started it reads it
    threading.Thread(target=_tell_memory, daemon=True).start()


def _tell_memory() -> None:
    """Tell it again and again; once nobody listens, end."""
    try:
        while True:
            if (found := _memory()) is not None:
                print(f"{_MEMORY}{found:.1f}", flush=True)  # noqa: T201 - likewise
            time.sleep(_EVERY)
    except OSError:
        os.kill(os.getpid(), signal.SIGTERM)


def _memory() -> float | None:
    """Return the most that this process has taken, in MiB."""
    if _STATUS.exists():
        found = dict(line.partition(":")[::2] for line in _STATUS.read_text(encoding="ascii").splitlines())
        return int(found["VmHWM"].split()[0]) / 1024
    try:
        import resource
    except ImportError:
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main(*sys.argv[1:])
