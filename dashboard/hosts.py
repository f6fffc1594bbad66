"""Under which names a browser may come: a page of somebody else cannot pass this server off as its own."""

import ipaddress
import re
import socket
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Final

from dashboard.settings import HOSTS
from simulation.errors import DelegationSimError

__all__ = ["allowed_hosts"]

_NAME: Final = re.compile(r"(\*\.)?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.?")
_ROUTED: Final = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
"""Addresses that nobody has: what this machine would send to them from is its own address in the network."""


def allowed_hosts(address: str, named: Sequence[str]) -> list[str]:
    """Return the names: those that only this machine knows, those of this machine in its network, those given.

    Args:
        address: Where the server listens; if it is for this machine only, so are its names.
        named: Others, such as the name of what stands before the server.

    Raises:
        DelegationSimError: if one is not a name.
    """
    for name in named:
        if not (_NAME.fullmatch(name) or _is_address(name)):
            raise DelegationSimError(
                f"{name!r} is no name of a host. Valid: a name or an address, without http: and port, such as "
                "seminar.example.org. Correct --host."
            )
    own = () if address in HOSTS else (address, *_own_names())
    return list(dict.fromkeys(name.lower() for name in (*HOSTS, *own, *named)))


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _own_names() -> Iterator[str]:
    """Yield the name of this machine, also as neighbours call it, and its addresses."""
    name = socket.gethostname()
    yield name
    if "." not in name:
        yield f"{name}.local"
    with suppress(OSError):
        yield from (str(found[4][0]) for found in socket.getaddrinfo(name, None))
    for family, nobody in _ROUTED:
        # Nothing is sent: connecting a datagram socket only chooses the way.
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((nobody, 9))
            yield str(probe.getsockname()[0])
