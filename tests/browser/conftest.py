"""A real Chromium before a real server: what all browser tests share.

They run last, because Playwright keeps an event loop in the main thread until the session ends. Pictures go to the
folder that the variable SCREENSHOTS names; without one none is taken, which nothing but a reader would miss.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.looking import Heard, barriers, forget, listening, picture
from tests.browser.serving import Server, serving
from tests.order import turn

type Serve = Callable[[str | Path | None], Server]
type Axe = Callable[[Page], list[str]]
type Shoot = Callable[[Page, str], Path]
type Theme = Literal["light", "dark"]
type Motion = Literal["reduce", "no-preference"]
type Look = tuple[Theme, int, Motion]

HERE = Path(__file__).parent
SHELL = "chromium-headless-shell"
"""Chromium without its windows: the same pages for a fifth of the work."""
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HEIGHT = {1440: 900, 1366: 768, 1180: 820, 390: 844}
PHONE = 760
LOOK = ("theme", "width", "motion")
PATIENCE = 60_000
"""Milliseconds within which whatever is waited for comes, also where others need the machine: who does not need them
loses nothing by it."""
NO_CHROMIUM = (
    "No Chromium on PATH, so nothing was looked at in a browser. Get it with `apt-get install chromium` (Debian, "
    "Ubuntu) or `brew install --cask chromium` (macOS), or name its file in the variable CHROMIUM."
)


def chromium() -> str | None:
    given = os.environ.get("CHROMIUM")
    return next((path for name in (given, *NAMES) if name and (path := shutil.which(name))), None)


_OTHER_CLOCK = "() => '__pwClock' in window"


def flags(executable: str | None) -> list[str]:
    """Return what a browser is started with; without windows letters are as wide as with them if nothing is hinted."""
    unhinted = ["--font-render-hinting=none"] if Path(executable or "").name == SHELL else []
    return [*FLAGS, *unhinted]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the browser tests last, long files first; without a Chromium leave them out, but in CI, where they fail."""
    items.sort(key=lambda item: (item.path.is_relative_to(HERE), turn(item.path)))
    _mark_other_looks([item for item in items if item.path.is_relative_to(HERE)])
    if chromium() is None and not os.environ.get("CI"):
        for item in items:
            if item.path.is_relative_to(HERE):
                item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))


def _mark_other_looks(items: list[pytest.Item]) -> None:
    """Mark as thorough all but the first look of each test that is repeated for several: width, theme, motion."""
    first: dict[tuple[str, str], tuple[object, ...]] = {}
    for item in items:
        callspec = getattr(item, "callspec", None)
        if callspec is None:
            continue
        given = callspec.params
        look = tuple(given.get(name) for name in LOOK)
        rest = sorted((name, repr(value)) for name, value in given.items() if name not in LOOK)
        test = (item.nodeid.partition("[")[0], repr(rest))
        if first.setdefault(test, look) != look:
            item.add_marker(pytest.mark.thorough)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return one Chromium for the session."""
    executable = chromium()
    if executable is None:
        pytest.fail(NO_CHROMIUM, pytrace=False)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=executable, args=flags(executable), timeout=3 * PATIENCE
        )
        yield found
        found.close()


@pytest.fixture(scope="session")
def servers() -> dict[Path | None, Server]:
    """Return the servers that run, by their scripts; None: the dashboard."""
    return {}


@pytest.fixture(scope="session")
def serve(servers: dict[Path | None, Server], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Return what serves a script, given as a file or as text, until the session ends; each script once.

    Without a script it serves the dashboard.
    """
    folder = tmp_path_factory.mktemp("servers")
    with ExitStack() as stack:

        def start(script: str | Path | None) -> Server:
            if isinstance(script, str):
                text = script
                script = folder / f"page_{sha256(text.encode()).hexdigest()[:12]}.py"
                script.write_text(text, encoding="utf-8")
            if script not in servers:
                servers[script] = stack.enter_context(serving(script, folder))
            return servers[script]

        yield start


@pytest.fixture(scope="session")
def app(serve: Serve) -> Server:
    """Return the server of the dashboard."""
    return serve(None)


@pytest.fixture
def theme(request: pytest.FixtureRequest) -> Theme:
    """Return the look that the reader's system asks for; parametrise it, directly or not, to change it."""
    return getattr(request, "param", "light")


@pytest.fixture
def width(request: pytest.FixtureRequest) -> int:
    """Return the width of the window; parametrise it, directly or not, to change it."""
    return getattr(request, "param", 1440)


@pytest.fixture
def motion(request: pytest.FixtureRequest) -> Motion:
    """Return whether the reader's system asks for less motion; parametrise it to let things move."""
    return getattr(request, "param", "reduce")


@pytest.fixture
def look(theme: Theme, width: int, motion: Motion) -> Look:
    """Return how a window shows its pages."""
    return theme, width, motion


@pytest.fixture(scope="session")
def profiles(browser: Browser) -> Iterator[Callable[[int], BrowserContext]]:
    """Return what gives the profile of a width: the browser fetches and compiles a script once in each."""
    with ExitStack() as stack:
        yield cache(lambda width: stack.enter_context(_profile(browser, width)))


@pytest.fixture(scope="module")
def windows() -> Iterator[dict[int, Page]]:
    """Return the windows that the tests of a file share: a page comes in half the time where another was before."""
    kept: dict[int, Page] = {}
    yield kept
    for window in kept.values():
        window.close()


@pytest.fixture
def context(
    profiles: Callable[[int], BrowserContext], width: int, windows: dict[int, Page]
) -> Iterator[BrowserContext]:
    """Return a profile that remembers no page: no cookie, nothing in the storage of any."""
    profile = profiles(width)
    yield profile
    changed = [page.url for page in profile.pages if page.evaluate(_OTHER_CLOCK)]
    assert changed == [], "a clock that is changed stays so for all tests: take `alone`"
    forget(profile, keep=windows.get(width))


@pytest.fixture
def alone(browser: Browser, look: Look, heard: Heard, servers: dict[Path | None, Server]) -> Iterator[Page]:
    """Return a window as `page` does, in a profile that no other test gets: for a test that changes its clock."""
    _, width, _ = look
    with (
        _profile(browser, width) as profile,
        _watched(_shown(profile.new_page(), look), heard, servers) as window,
    ):
        yield window


def _shown(window: Page, look: Look) -> Page:
    theme, width, motion = look
    window.emulate_media(color_scheme=theme, reduced_motion=motion)
    window.set_viewport_size({"width": width, "height": HEIGHT[width]})
    return window


def _profile(browser: Browser, width: int) -> BrowserContext:
    profile = browser.new_context(
        viewport={"width": width, "height": HEIGHT[width]},
        locale="en-GB",
        has_touch=width < PHONE,
    )
    profile.set_default_timeout(PATIENCE)
    return profile


@contextmanager
def _watched(window: Page, heard: Heard, servers: dict[Path | None, Server]) -> Iterator[Page]:
    before = {script: server.written for script, server in servers.items()}
    with listening(window, heard):
        yield window
    assert heard.outside == []
    assert heard.errors == []
    broken = [server.tracebacks(before.get(script, 0)) for script, server in servers.items()]
    assert "".join(broken) == ""


@pytest.fixture
def heard() -> Heard:
    """Return what the page asked for outside this machine and complained about; a test may expect it and clear it."""
    return Heard()


@pytest.fixture
def page(
    context: BrowserContext,
    look: Look,
    windows: dict[int, Page],
    heard: Heard,
    servers: dict[Path | None, Server],
) -> Iterator[Page]:
    """Return a window; at the end nothing went outside, nothing complained and no script broke.

    Other tests of its file get the same one, empty again. One that adds a script to every page, or hears all that is
    sent, takes `fresh`.
    """
    _, width, _ = look
    window = windows.get(width)
    if window is None or window.is_closed():
        window = windows[width] = context.new_page()
    with _watched(_shown(window, look), heard, servers):
        yield window


@pytest.fixture
def fresh(
    context: BrowserContext, look: Look, heard: Heard, servers: dict[Path | None, Server]
) -> Iterator[Page]:
    """Return a window as `page` does, which no other test gets."""
    with _watched(_shown(context.new_page(), look), heard, servers) as window:
        yield window


@pytest.fixture
def axe() -> Axe:
    """Return what finds the serious and critical barriers on a page, one text each."""
    return barriers


@pytest.fixture
def shoot(theme: str) -> Shoot:
    """Return what keeps a picture of a page under a name, with the width of the window and the look, if asked to."""
    folder = os.environ.get("SCREENSHOTS")

    def keep(page: Page, name: str) -> Path:
        width = (page.viewport_size or {"width": 0})["width"]
        path = Path(folder or "") / f"{name}-{width}-{theme}.png"
        return picture(page, path) if folder else path

    return keep
