"""What a host reads in the terminal: where the class is, its code, its key, and how to come back."""

import ipaddress
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from simulation.cli.json_document import document
from simulation.cli.terminal import Page
from simulation.words import alternatives, numbered, say

__all__ = ["Doorplate", "Place", "address", "as_document", "blocks", "show_class", "show_kept", "show_reach"]

_INK: Final = "\x1b[30;107m"
_PLAIN: Final = "\x1b[0m"
_BLOCKS: Final = " ▄▀█"
"""By whether the upper and the lower of two modules are dark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a server is."""

    here: str
    """Address for a browser of this machine, without a path."""
    outside: str
    """Address for others; empty: they do not reach it."""
    others: tuple[str, ...] = ()
    """Under further addresses of this machine, of which one may be that of the network of the room."""
    is_for_all: bool = False
    """Machines of the network reach it."""

    @property
    def shown(self) -> str:
        """Address for students."""
        return self.outside or self.here


@dataclass(frozen=True, slots=True, kw_only=True)
class Doorplate:
    """What opens one class."""

    title: str
    code: str
    key: str = ""
    """Of the host; empty: it is not kept here."""
    key_file: Path | None = None
    line: str = ""
    """What else there is to say of it."""
    problem: str = ""
    """Why it cannot go on here; empty: it can."""


def show_class(page: Page, place: Place, plate: Doorplate) -> None:
    """Say how students come in, and how the host does."""
    page.title(plate.title)
    if plate.line:
        page.say(plate.line)
    page.write()
    join = f"{place.shown}/class/join/{plate.code}"
    page.columns([(say("classes.students"), f"{place.shown}/"), (say("class.code"), plate.code)])
    if page.is_terminal and _can_draw():
        page.write()
        for line in blocks(join):
            sys.stdout.write(f"  {_INK}{line}{_PLAIN}\n")
        sys.stdout.flush()
    page.write()
    _show_host(page, place, plate)


def _show_host(page: Page, place: Place, plate: Doorplate) -> None:
    page.say(say("classes.host"), indent=2)
    page.write(f"  {place.here}/class/host" + (f"#{plate.key}" if plate.key else ""))
    if plate.key_file is not None:
        page.say(say("classes.key.yours" if plate.key else "classes.key.file"), indent=2)
        page.write(f"  {plate.key_file}")
    page.note(say("classes.key.about"), indent=2)


def show_kept(page: Page, place: Place, plates: Sequence[Doorplate]) -> None:
    """Say of each class that is gone on with how students and the host come back."""
    page.title(numbered("classes.go_on", len(plates)))
    page.say(say("classes.back", address=f"{place.shown}/"))
    for plate in plates:
        page.heading(f"{plate.code}  {plate.title}".strip())
        if plate.line:
            page.say(plate.line, indent=2)
        _show_host(page, place, plate)


def as_document(place: Place, plates: Sequence[Doorplate]) -> dict[str, Any]:
    """Return the same for a program: addresses, codes, and for each class the address of its console, with the key."""
    classes = [
        {
            "title": plate.title,
            "code": plate.code,
            "join": f"{place.shown}/class/join/{plate.code}",
            "host": f"{place.here}/class/host" + (f"#{plate.key}" if plate.key else ""),
            "key_file": None if plate.key_file is None else str(plate.key_file),
            "problem": plate.problem or None,
        }
        for plate in plates
    ]
    where = {"here": place.here, "students": place.shown, "is_for_network": place.is_for_all}
    return document("class", **where, classes=classes)


def show_reach(page: Page, place: Place, *, again: str) -> None:
    """Say who reaches the server, what to do if they do not, and how it ends.

    Args:
        page: Where.
        place: The server.
        again: Line that goes on with the classes for the network.
    """
    page.write()
    if not place.is_for_all:
        page.say(say("classes.reach.here"))
        page.write(f"  {again}")
    else:
        page.say(say("classes.reach.network"))
        if place.others:
            page.say(say("classes.reach.others", addresses=alternatives(place.others)))
        page.say(say("classes.reach.else"))
    page.write()
    page.say(say("classes.reach.end"))


def blocks(text: str) -> list[str]:
    """Return a QR code as lines of half blocks, dark where they are filled, with the quiet edge that it needs."""
    import segno

    matrix = [list(map(bool, row)) for row in segno.make(text, error="m", micro=False).matrix_iter(border=4)]
    matrix += [[False] * len(matrix[0])] * (len(matrix) % 2)
    pairs = zip(matrix[::2], matrix[1::2], strict=True)
    return [
        "".join(_BLOCKS[2 * up + down] for up, down in zip(upper, lower, strict=True))
        for upper, lower in pairs
    ]


def _can_draw() -> bool:
    try:
        _BLOCKS.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def address(name: str, port: int) -> str:
    """Return the address of a server under a name or number.

    >>> address("192.0.2.7", 8600), address("2001:db8::7", 8600)
    ('http://192.0.2.7:8600', 'http://[2001:db8::7]:8600')
    """
    try:
        is_long = ipaddress.ip_address(name).version == 6  # noqa: PLR2004 - a name
    except ValueError:
        is_long = False
    return f"http://[{name}]:{port}" if is_long else f"http://{name}:{port}"
