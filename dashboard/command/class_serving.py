"""Serves classes from the command line, and says where they are and how they are gone on with."""

import json
import threading
import webbrowser
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from simulation.called import COMMAND
from simulation.cli import languages
from simulation.words import say

if TYPE_CHECKING:
    from dashboard.command.class_page import Doorplate, Place
    from simulation.classroom import ClassService

__all__ = ["EVERYWHERE", "HERE", "Server", "serve"]

EVERYWHERE: Final = "0.0.0.0"  # noqa: S104 - only where --network asks for it
HERE: Final = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """How the classes are served."""

    address: str
    port: int
    hosts: list[str]
    proxies: list[str]
    folder: Path
    database: str
    """As it was given; empty: that of the folder."""
    given_folder: Path | None
    browser: bool
    as_json: bool


def serve(
    service: "ClassService", server: Server, port: int, plates: "list[Doorplate]", *, is_again: bool
) -> None:
    """Serve classes until somebody ends it; say first where they are, and at the end how they are gone on with."""
    from dashboard.classroom import Desk
    from dashboard.classroom.serve import serve as serve_classes
    from dashboard.command.class_page import as_document, show_class, show_kept, show_reach
    from dashboard.frame.ports import has_display
    from simulation.cli.terminal import Page

    page = Page()
    place = _where(server, port)
    # Where it listens everywhere, the address is that of the network in which the machine then is.
    outside = "" if server.address == EVERYWHERE and not server.hosts else place.shown

    def tell(_: str) -> None:
        if server.as_json:
            typer.echo(json.dumps(as_document(place, plates), ensure_ascii=False))
        elif is_again:
            show_kept(page, place, plates)
        else:
            show_class(page, place, plates[0])
        if not server.as_json:
            show_reach(page, place, again=_again(server, port, network=True))
        if server.browser and plates[0].key and has_display():
            console = f"{place.here}/class/host#{plates[0].key}"
            threading.Thread(target=webbrowser.open, args=(console,), daemon=True).start()

    serve_classes(
        Desk(service, outside=outside),
        server.address,
        port,
        tell,
        hosts=server.hosts,
        behind=server.proxies,
    )
    if server.as_json:
        return
    page.write()
    page.say(say("classes.ended"))
    page.write(f"  {_again(server, port, network=server.address == EVERYWHERE)}")


def _where(server: Server, port: int) -> "Place":
    from dashboard.command.class_page import Place, address
    from dashboard.frame import host_names as hosts
    from dashboard.frame import ports
    from dashboard.frame.settings import HOSTS

    here = f"http://{ports.shown_address(server.address)}:{port}"
    is_for_all = server.address not in HOSTS
    if server.hosts:
        # Whoever names a proxy has it speak https on its own port; else the name is this machine's.
        name = server.hosts[0]
        outside = f"https://{name}" if server.proxies else address(name, port)
        return Place(here=here, outside=outside, is_for_all=is_for_all)
    if not is_for_all:
        return Place(here=here, outside="")
    if server.address != EVERYWHERE:
        return Place(here=here, outside=here, is_for_all=True)
    own = hosts.own_addresses()
    outside = address(own[0], port) if own else ""
    return Place(
        here=here, outside=outside, others=tuple(address(one, port) for one in own[1:]), is_for_all=True
    )


def _again(server: Server, port: int, *, network: bool) -> str:
    """Return the line that goes on with the classes of this server."""
    words = [COMMAND, "class", "--again", "--port", str(port)]
    if server.given_folder is not None:
        words += ["--folder", str(server.given_folder)]
    if network:
        words += ["--network"]
    elif server.address != HERE:
        words += ["--address", server.address]
    for option, names in (("--host", server.hosts), ("--proxy", server.proxies)):
        for name in names:
            words += [option, name]
    line = languages.to_type(words)
    return say("classes.again.database", line=line) if server.database else line
