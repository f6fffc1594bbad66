"""A PostgreSQL server of the tests' own, in a folder that goes with it, which only this machine reaches."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["NO_SERVER", "programs", "server"]

NO_SERVER = "no PostgreSQL here (.ci/postgresql says how to get it)"
_NOBODY = "postgres"
"""Who runs it where the tests are run by root, which the server refuses."""
_MOST_SECONDS = 180.0


def programs() -> Path | None:
    """Return the folder of the server's programs; None: there is none."""
    named = [Path(os.environ["POSTGRESQL"])] if os.environ.get("POSTGRESQL") else []
    on_path = shutil.which("initdb")
    found = [*named, *([Path(on_path).parent] if on_path else [])]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in found if (folder / "initdb").is_file()), None)


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Run a server and give the URL of its first database."""
    home = Path(tempfile.mkdtemp(prefix="classes-"))
    user = _NOBODY if hasattr(os, "getuid") and os.getuid() == 0 else None
    try:
        if user:
            shutil.chown(home, user)
        data, port = home / "data", _free_port()
        made = f"-D {data} -U classes -A trust -E UTF8 --no-locale -N"
        subprocess.run(  # noqa: S603 - our own arguments
            [str(folder / "initdb"), *made.split()], check=True, capture_output=True, cwd=home, user=user
        )
        run = f"-D {data} -p {port} -F -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=40"
        run_all = [str(folder / "postgres"), *run.split()]
        with (
            (home / "log").open("w") as log,
            subprocess.Popen(run_all, stdout=log, stderr=log, cwd=home, user=user) as process,  # noqa: S603 - likewise
        ):
            try:
                _wait_for(process, port, home / "log")
                yield f"postgresql+psycopg://classes@127.0.0.1:{port}/postgres"
            finally:
                process.send_signal(signal.SIGINT)
                process.wait(timeout=_MOST_SECONDS)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return int(place.getsockname()[1])


def _wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Wait until the server answers: how long that takes, no clock of ours decides."""
    import psycopg

    end = time.monotonic() + _MOST_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            psycopg.connect(f"host=127.0.0.1 port={port} user=classes dbname=postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"The server did not start:\n{log.read_text()}")
