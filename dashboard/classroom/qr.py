"""The way into a class for a phone: its address as a QR code, drawn on this machine."""

import ipaddress
from functools import lru_cache
from typing import Final

import segno
from markupsafe import Markup

from dashboard.classroom.screens import Sight
from dashboard.frame.host_names import own_address
from simulation.drawing import tag

__all__ = ["address_for_phones", "is_here", "qr_code", "way_in"]

_QUIET: Final = 4
"""Empty modules that have to stand round a code."""
_KEPT: Final = 64


@lru_cache(_KEPT)
def qr_code(text: str, title: str) -> Markup:
    """Return a QR code as a drawing: black on white in light and dark alike, for many phones read no other.

    Args:
        text: What a phone reads.
        title: What the drawing is called.
    """
    code = segno.make(text, error="m", micro=False)
    side = len(code.matrix) + 2 * _QUIET
    dark = "".join(
        f"M{x + _QUIET},{y + _QUIET}h1v1h-1z"
        for y, row in enumerate(code.matrix)
        for x, module in enumerate(row)
        if module
    )
    return tag(
        "svg",
        tag("title", title),
        tag("rect", width=side, height=side, fill="#fff"),
        tag("path", d=dark, fill="#000"),
        viewBox=f"0 0 {side} {side}",
        role="img",
        shape_rendering="crispEdges",
        class_="qr",
    )


def way_in(sight: Sight, code: str) -> tuple[str, str]:
    """Return the address that students type, and the one of which a phone makes a page to join by a code."""
    outside = sight.outside or f"{sight.scheme}://{address_for_phones(sight.host)}"
    shown = outside.removeprefix("http://").removeprefix("https://")
    return f"{shown}{sight.base}", f"{outside}{sight.base}/join/{code}"


def address_for_phones(host: str) -> str:
    """Return under which name and port others reach this server, for somebody who sees it under `host`.

    Whoever looks from this machine itself may do so under a name that means another machine to all others.
    """
    name, _, port = host.rpartition(":") if not host.endswith("]") and ":" in host else (host, "", "")
    if not is_here(name.strip("[]")):
        return host
    found = own_address()
    if not found:
        return host
    shown = f"[{found}]" if ":" in found else found
    return f"{shown}:{port}" if port else shown


def is_here(name: str) -> bool:
    """Return whether a name or address means the machine on which it is said, to whoever says it."""
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name.lower() in ("localhost", "localhost.localdomain")
