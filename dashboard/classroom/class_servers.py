"""Starts servers of classes from the dashboard, each a process of its own that says where it is; they end with it."""

import json
import subprocess
import sys
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock, Thread, Timer
from typing import Any, Final

from dashboard.frame.closing import at_close
from simulation.errors import DelegationSimError

__all__ = ["Hosted", "end", "ended", "hosted", "start"]

_PATIENCE: Final = 60.0
"""Seconds until a class has to be open."""
_END: Final = 10.0
_REMEMBERED: Final = 20
"""Lines of what a server complains about: it is heard to the end, so that it never waits to be."""
_lock: Final = Lock()
_hosted: Final[list["Hosted"]] = []
_ended: Final[list["Hosted"]] = []


@dataclass(frozen=True, slots=True)
class Hosted:
    """A class that is served."""

    title: str
    code: str
    join: str
    """Address for students."""
    console: str
    """Address of the host's console, with the key behind `#`."""
    is_for_network: bool
    process: "subprocess.Popen[str]"

    @property
    def is_on(self) -> bool:
        """Whether its server runs."""
        return self.process.poll() is None


def hosted() -> list[Hosted]:
    """Return the classes that were started here and are served."""
    with _lock:
        for one in [one for one in _hosted if not one.is_on]:
            _let_go(one.process)
            _hosted.remove(one)
            _ended.append(one)
        return list(_hosted)


def ended() -> list[Hosted]:
    """Return the classes that were started here and whose server has ended since: they are kept."""
    with _lock:
        return list(_ended)


def start(arguments: Sequence[str]) -> Hosted:
    """Open a class and return it once it is served.

    Args:
        arguments: Of `delegation-sim class`, but for those that say how it is told.

    Raises:
        DelegationSimError: if it cannot be opened; the text is what the command said.
    """
    command = [sys.executable, "-m", "simulation", "class", *arguments, "--no-browser", "--json"]
    process = subprocess.Popen(  # noqa: S603 - our own command, without a shell
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    said = deque[str](maxlen=_REMEMBERED)
    listener = Thread(target=lambda: said.extend(process.stderr or ()), daemon=True)
    listener.start()
    told = _told(process)
    if told is None:
        listener.join(_END)
        _let_go(process)
        raise DelegationSimError(said[-1].strip().removeprefix("Error: ") if said else " ".join(command))
    (one,) = told["classes"]
    found = Hosted(one["title"], one["code"], one["join"], one["host"], told["is_for_network"], process)
    with _lock:
        _hosted.append(found)
    at_close(lambda: end(found))
    return found


def _told(process: "subprocess.Popen[str]") -> dict[str, Any] | None:
    """Return what the server says of itself; None: it ended instead."""
    if process.stdout is None:
        return None
    late = Timer(_PATIENCE, process.kill)
    late.start()
    try:
        line = process.stdout.readline()
    finally:
        late.cancel()
    if not line:
        process.wait(_END)
        return None
    told: dict[str, Any] = json.loads(line)
    return told


def end(one: Hosted) -> None:
    """End a server; its class is kept."""
    one.process.terminate()
    try:
        one.process.wait(_END)
    except subprocess.TimeoutExpired:
        one.process.kill()
        one.process.wait()
    _let_go(one.process)


def _let_go(process: "subprocess.Popen[str]") -> None:
    for pipe in (process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()
