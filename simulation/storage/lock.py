"""Keeps a folder to one process at a time, by a lock of the operating system: it ends with whoever holds it."""

import errno
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from simulation.errors import FolderHeldError
from simulation.words import say

__all__ = ["LOCK", "hold", "refuse_held"]

LOCK: Final = ".delegation-sim.lock"
"""Stands in a folder as long as a process writes to it. One that was killed leaves the file, and not the lock."""
_LONGEST: Final = 1000
"""Characters of such a file that are read, and of a command that are told."""
_WITHOUT_LOCKS: Final = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP})
"""What file systems answer that know no locks, some of those that are far away."""


@contextmanager
def hold(folder: Path, command: str = "", *, or_nobody: bool = False) -> Iterator[None]:
    """Hold a folder that is there: no other process, and nobody else in this one, holds it meanwhile.

    Args:
        folder: The folder.
        command: What holds it, told to whoever asks for it meanwhile.
        or_nobody: Go on where the file system knows no locks, so that nobody can hold anything; else that is an error.

    Raises:
        FolderHeldError: if it is held already; says by whom, and what to do.
        OSError: if nothing can be written to the folder.
    """
    from filelock import FileLock, Timeout  # .1 s that commands which write nothing need not wait

    file = folder / LOCK
    lock = FileLock(file, thread_local=False)  # a server ends in another thread than it began in
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise FolderHeldError(_held_by(folder)) from None
    except OSError as error:
        if not (or_nobody and error.errno in _WITHOUT_LOCKS):
            raise
    try:
        with suppress(OSError):  # Windows lets nobody write to a file that is locked, whoever locked it
            _sign(file, command)
        yield
    finally:
        # While it is held still: whoever locked the file just before it went finds so, and asks for a new one.
        with suppress(OSError):
            file.unlink(missing_ok=True)
        lock.release()


def refuse_held(folder: Path) -> None:
    """Refuse a folder that another process writes to at this moment; a lock file without a process goes.

    Raises:
        FolderHeldError: if so.
    """
    if (folder / LOCK).exists():
        with suppress(OSError), hold(folder):  # where we may not write, what is there can still be read
            pass


def _sign(file: Path, command: str) -> None:
    about = {"pid": os.getpid(), "host": socket.gethostname(), "command": command[:_LONGEST]}
    with file.open("r+", encoding="utf-8") as stream:
        stream.truncate()
        json.dump(about, stream)


def _held_by(folder: Path) -> str:
    try:
        with (folder / LOCK).open(encoding="utf-8") as stream:
            about = json.loads(stream.read(2 * _LONGEST))
        pid, host, command = int(about["pid"]), str(about["host"]), str(about["command"])
    # It may be being signed, or be on Windows.
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return say("folder.held", folder=folder, who=say("folder.held.unknown"))
    who = say("folder.held.process", pid=pid)
    if host != socket.gethostname():
        who = say("folder.held.elsewhere", pid=pid, host=host)
    if command.isprintable() and command:
        who = say("folder.held.command", who=who, command=command)
    return say("folder.held", folder=folder, who=who)
