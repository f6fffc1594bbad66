"""Where a server of ours listens: a port that is free, and how its address is written in a link."""

import errno
import socket
import sys
from os import environ
from typing import Final

from dashboard.frame.settings import ADDRESS
from simulation.errors import DelegationSimError
from simulation.words import say

__all__ = ["free_port", "has_display", "shown_address"]

MAX_PORT: Final = 65_535
_ALL: Final = "0.0.0.0"  # noqa: S104 - to say what it means


def free_port(address: str, port: int) -> int:
    """Return the port if it is free; for 0 one that is.

    Raises:
        DelegationSimError: if it is taken or reserved, or the address is not one of this machine.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except PermissionError as error:
            raise DelegationSimError(say("server.reserved", port=port)) from error
        except OSError as error:
            raise DelegationSimError(_why_not(address, port, error)) from error
        return int(probe.getsockname()[1])


def _why_not(address: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return say("server.taken", port=port, other=port + 1 if port < MAX_PORT else 8600)
    return say("server.no_address", address=repr(address), here=ADDRESS, all=_ALL)


def shown_address(address: str) -> str:
    """Return an address as it stands in a link that opens on this machine.

    >>> shown_address("0.0.0.0"), shown_address("::"), shown_address("192.0.2.7")
    ('127.0.0.1', '[::1]', '192.0.2.7')
    """
    shown = {_ALL: ADDRESS, "::": "::1"}.get(address, address)
    return f"[{shown}]" if ":" in shown else shown


def has_display() -> bool:
    """Return whether this machine could show a browser."""
    return not sys.platform.startswith("linux") or bool(
        environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")
    )
