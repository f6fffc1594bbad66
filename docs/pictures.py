"""Takes the pictures of README and documentation from the running pages and a real report: python docs/pictures.py."""
# ruff: noqa: INP001 - a script beside conf.py

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.conftest import chromium, flags  # noqa: E402 - from the checkout
from tests.browser.serving import serving  # noqa: E402 - from the checkout

IMAGES: Final = Path(__file__).with_name("images")
SETTLED: Final = 4_000
"""Milliseconds after which nothing moves on a page any more."""


def _page(browser: Browser, address: str, width: int = 1440, height: int = 900) -> Page:
    size: ViewportSize = {"width": width, "height": height}
    context = browser.new_context(viewport=size, color_scheme="light", reduced_motion="reduce")
    page = context.new_page()
    page.goto(address)
    return page


def _keep(page: Page, name: str) -> None:
    page.wait_for_timeout(SETTLED)
    page.screenshot(path=IMAGES / f"{name}.png")
    page.context.close()


PAGES: Final = {
    "start": ("start", "h1"),
    "replay": ("replay?case=wtpf13&session=12&who=BRA", "input[type=range]"),
    "seat": ("seat?case=first_hour", "h1"),
    "training": ("training?case=first_hour", "h1"),
    "editor": ("editor?case=first_hour", "h1"),
    "library": ("library", "h1"),
    "method": ("method", "h1"),
}
"""Where each page of the dashboard is, and what is there once it is drawn."""


def _pages(browser: Browser, url: str) -> None:
    for name, (where, mark) in PAGES.items():
        page = _page(browser, f"{url}/{where}")
        page.locator(mark).first.wait_for()
        _keep(page, name)


def _models(browser: Browser, url: str) -> None:
    page = _page(browser, f"{url}/models?case=first_hour")
    page.get_by_role("button", name="Compare the models").click()
    page.locator("main svg[role=img], main svg.chart, [data-testid=stMain] .chart svg").first.wait_for(
        timeout=120_000
    )
    page.get_by_text(" of 100 draws").wait_for(state="hidden", timeout=120_000)
    _keep(page, "models")


def _lab(browser: Browser, url: str) -> None:
    page = _page(browser, f"{url}/lab?case=wtpf13&change=rule%3Dsimple_majority")
    page.get_by_role("button", name="Run 200").click()
    page.get_by_text("Results match these inputs").wait_for(timeout=120_000)
    _keep(page, "lab")


def _class(browser: Browser, folder: Path) -> None:
    """Take the host's console, a phone in front of the door, and the projector of a class of its own."""
    words = ["class", "first_hour", "--students", "12", "--no-browser", "--port", "0", "--json"]
    line = [sys.executable, "-m", "simulation", *words, "--folder", str(folder / "classes")]
    with subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 - our own command
        try:
            where = json.loads((server.stdout or sys.stdin).readline())["classes"][0]
            console = _page(browser, where["host"])
            console.wait_for_timeout(SETTLED)
            console.screenshot(path=IMAGES / "class-console.png")
            console.goto(f"{where['host'].partition('/class/')[0]}/class/projector")
            _keep(console, "class-projector")
            _keep(_page(browser, where["join"], width=390, height=700), "class-door")
        finally:
            server.terminate()


def _report(browser: Browser, folder: Path) -> None:
    for words in (
        ["run", "wtpf13", "--seed", "1", "--out", str(folder / "run")],
        ["report", str(folder / "run")],
    ):
        whole = [sys.executable, "-m", "simulation", *words]
        subprocess.run(whole, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    path = folder / "run" / "report.html"
    page = _page(browser, path.as_uri(), width=820, height=1000)
    _keep(page, "report")


def main() -> None:
    """Take all pictures."""
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=flags(chromium()))
        with serving(None, Path(scratch)) as server:
            _pages(browser, server.url)
            _models(browser, server.url)
            _lab(browser, server.url)
        _class(browser, Path(scratch))
        _report(browser, Path(scratch))
        browser.close()


if __name__ == "__main__":
    main()
