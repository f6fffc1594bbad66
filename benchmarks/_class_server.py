"""A server of classes for measurements, a process of its own: it says what it takes, and can be killed.

`python -m benchmarks._class_server URL PORT` serves the classes of a database as `delegation-sim class` does;
with `bare` in place of the URL, an application of Starlette that answers a few words, to tell the machine's part.
"""

import asyncio
import gc
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, Self
from urllib.parse import urlsplit

__all__ = ["BARE", "Served"]

BARE: Final = "bare"
_PATIENCE: Final = 120.0
_STATUS: Final = Path("/proc/self/status")


class Served:
    """The process, seen from the one that measures; it ends with the block.

    Args:
        url: Of the database, or `BARE`.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._process: asyncio.subprocess.Process | None = None
        self.port = 0
        """Where it listens; the same after it began again."""

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.end(signal.SIGTERM)

    async def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [sys.executable, "-P", "-m", __name__, self._url, str(self.port)]
        self._process = await asyncio.create_subprocess_exec(
            *command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
        )
        self.port = urlsplit(await self._line()).port or 0

    async def _line(self) -> str:
        assert self._process is not None  # noqa: S101 - it was started
        assert self._process.stdout is not None  # noqa: S101 - as asked for
        async with asyncio.timeout(_PATIENCE):
            line = await self._process.stdout.readline()
        if not line:
            raise RuntimeError("the server of the measurement has ended")
        return line.decode().strip()

    async def taken(self, later: float = 0.0) -> dict[str, float]:
        """Return what it takes once all is let go of that is not needed.

        Args:
            later: Seconds that its clock is set ahead before, as if a class had been over for so long.
        """
        return await self._asked(f"{later}")

    async def busy(self) -> float:
        """Return for how many seconds a core has worked for it."""
        return (await self._asked(""))["seconds"]

    async def _asked(self, line: str) -> dict[str, float]:
        assert self._process is not None  # noqa: S101 - it was started
        assert self._process.stdin is not None  # noqa: S101 - as asked for
        self._process.stdin.write(f"{line}\n".encode())
        found: dict[str, float] = json.loads(await self._line())
        return found

    async def end(self, how: signal.Signals) -> None:
        """End it."""
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError):
                process.send_signal(how)
            await process.communicate()


def main(url: str, port: str) -> None:
    """Serve until whoever started it ends it, or is gone."""
    if url == BARE:
        _serve_bare(int(port))
        return
    from dashboard.classroom.desk import Desk
    from dashboard.classroom.serve import serve
    from simulation.classroom import ClassService

    ahead = [0.0]
    with ClassService(url, clock=lambda: time.time() + ahead[0]) as service:

        def later(seconds: float) -> None:
            ahead[0] += seconds
            service.tick()

        serve(Desk(service), "127.0.0.1", int(port), lambda address: _told(address, later))


def _serve_bare(port: int) -> None:
    import socket

    import uvicorn
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import PlainTextResponse
    from starlette.routing import Route

    async def answer(_: Request) -> PlainTextResponse:
        return PlainTextResponse("ok")

    with socket.create_server(("127.0.0.1", port)) as place:
        _told(f"http://127.0.0.1:{place.getsockname()[1]}", lambda _: None)
        config = uvicorn.Config(Starlette(routes=[Route("/", answer)]), log_level="warning", ws="none")
        uvicorn.Server(config).run(sockets=[place])


def _told(address: str, later: Callable[[float], None]) -> None:
    print(address, flush=True)
    threading.Thread(target=_listen, args=(later,), daemon=True).start()


def _listen(later: Callable[[float], None]) -> None:
    """Answer each line; once nobody asks any more, end."""
    for line in sys.stdin:
        if line.strip():
            later(float(line))
            print(json.dumps(_taken()), flush=True)
        else:
            print(json.dumps({"seconds": time.process_time()}), flush=True)
    os.kill(os.getpid(), signal.SIGTERM)


def _taken() -> dict[str, float]:
    """Return MiB of the process, now and at the most, and how many objects Python keeps track of."""
    for _ in range(3):
        gc.collect()
    found = dict(line.partition(":")[::2] for line in _STATUS.read_text(encoding="ascii").splitlines())
    return {
        "resident": int(found["VmRSS"].split()[0]) / 1024,
        "most": int(found["VmHWM"].split()[0]) / 1024,
        "objects": len(gc.get_objects()),
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
