"""Starts the dashboard, wherever it is installed and whichever folder it is started from."""

import sys
import threading
import webbrowser
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from importlib import import_module
from importlib.resources import files
from os import environ
from pathlib import Path
from types import ModuleType
from typing import Final

from starlette.middleware import Middleware
from streamlit.starlette import App

from dashboard.frame import closing
from dashboard.frame.begun_with import Opening, set_opening
from dashboard.frame.breaking import heard_once
from dashboard.frame.first_paint import FirstPaint
from dashboard.frame.headers import Headers
from dashboard.frame.host_names import OwnPages, allowed_hosts, proxies
from dashboard.frame.ports import free_port, has_display, shown_address
from dashboard.frame.settings import HOSTS, Option, options
from dashboard.guard.broken import Broken
from dashboard.guard.clients import Clients
from dashboard.guard.connections import Lines
from dashboard.guard.uploads import Uploads
from dashboard.guard.wire import watch_wires
from dashboard.library.cases import DEFAULT_CASE, add_case, as_yaml, file_name, has_tables
from simulation.engine import load_scenario
from simulation.errors import ScenarioError
from simulation.scenario import is_assembly, load_assembly, shipped_assemblies, shipped_scenarios
from simulation.words import ENGLISH, language, say

__all__ = ["asked_language", "launch"]

_QUIET: Final[Mapping[str, Option]] = {
    "server.headless": True,
    "logger.level": "warning",
    "logger.hideWelcomeMessage": True,
}


def launch(
    case: str | None,
    *,
    address: str,
    port: int,
    runs: Path,
    opens_browser: bool,
    tell: Callable[[str], None],
    hosts: Sequence[str] = (),
    behind: Sequence[str] = (),
) -> None:
    """Serve the dashboard until somebody ends it.

    Args:
        case: Name of a shipped case or a YAML file, to begin with.
        address: Where to listen.
        port: Likewise; 0: any that is free.
        runs: Folder of runs and studies.
        opens_browser: Show it in a browser of this machine, if there is one.
        tell: Told the address once the dashboard answers, and a warning if others can reach it.
        hosts: Names under which browsers may come, besides those of this machine.
        behind: Addresses of proxies, which say for whom they ask.

    Raises:
        ScenarioError: if the case cannot be used.
        DelegationSimError: if the port is taken, the address is not one of this machine, or a host or a proxy cannot
            be called so.
    """
    allowed = allowed_hosts(address, hosts)
    # Else uvicorn believes whoever says from this machine for whom it asks.
    environ["FORWARDED_ALLOW_IPS"] = proxies(behind)
    watch_wires()
    is_alone = address in HOSTS and not hosts and not behind
    found = replace(_opened(case, runs), is_alone=is_alone, language=asked_language())
    set_opening(found)
    free = free_port(address, port)
    here = _url(address, free, found)

    def begin() -> None:
        if address not in HOSTS:
            tell(say("launch.open", port=free))
        tell(say("launch.address", address=here))
        if opens_browser and has_display():
            threading.Thread(target=webbrowser.open, args=(here,), daemon=True).start()

    script = str(files("dashboard").joinpath("app.py"))
    app = App(
        script,
        lifespan=_lifespan(begin),
        middleware=_middleware(allowed),
        on_script_error=lambda error: _shell().apologise(error),
    )
    # What Streamlit looks for in the arguments of this process is none of ours.
    sys.argv = [script]
    app.run(config=_config(address, allowed, free))


def _config(address: str, allowed: list[str], port: int) -> dict[str, Option]:
    """Return what Streamlit is told."""
    where: dict[str, Option] = {
        "server.address": address,
        "server.allowedHosts": allowed,
        "server.port": port,
    }
    return {**options(), **_QUIET, **where}


def _lifespan(begin: Callable[[], None]) -> Callable[[App], AbstractAsyncContextManager[None]]:
    """Return what is done as long as the dashboard serves; `begin` is called when it is about to answer."""

    @asynccontextmanager
    async def lifespan(_: App) -> AsyncIterator[None]:
        heard_once()
        _shell().prepare()
        begin()
        yield
        closing.close()

    return lifespan


def _middleware(allowed: Sequence[str]) -> list[Middleware]:
    """Return what every request goes through before Streamlit, the outermost first."""
    return [
        Middleware(Broken),
        Middleware(Headers),
        Middleware(OwnPages, allowed),
        Middleware(Clients),
        Middleware(Lines),
        Middleware(Uploads),
        Middleware(FirstPaint),
    ]


def _shell() -> ModuleType:
    """Return the shell, loaded when Streamlit is ready: pages say at import what Streamlit is to remember."""
    return import_module("dashboard.frame.shell")


def _opened(case: str | None, runs: Path) -> Opening:
    if case is None:
        return Opening(runs=runs)
    if case in shipped_scenarios():
        return Opening(case=case, runs=runs)
    if is_assembly(case):
        found = load_assembly(case)
        return Opening(runs=runs, page="assembly", assembly=None if case in shipped_assemblies() else found)
    scenario = load_scenario(case)
    text = Path(case).read_text(encoding="utf-8-sig")
    if has_tables(text):
        text = as_yaml(scenario)
    kept: dict[str, str] = {}
    key, problems = add_case(text, kept, file_name(case))
    if key is None:
        raise ScenarioError("\n".join(map(str, problems)))
    return Opening(case=key, text=kept[key], runs=runs)


def asked_language() -> str:
    """Return the language that was asked for; English is what nobody asked for: there each browser chooses its own."""
    return "" if language() == ENGLISH else language()


def _url(address: str, port: int, found: Opening) -> str:
    page = found.page or ("" if found.case == DEFAULT_CASE else "replay")
    asked = f"?lang={asked_language()}" if asked_language() else ""
    return f"http://{shown_address(address)}:{port}/{page}{asked}"
