"""Takes the pictures of README and documentation from the running pages and a real report: python docs/pictures.py."""
# ruff: noqa: INP001 - a script beside conf.py

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.serving import serving  # noqa: E402 - from the checkout

IMAGES: Final = Path(__file__).with_name("images")
FLAGS: Final = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
SETTLED: Final = 2_000
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
    "start": ("start", "heading"),
    "replay": ("replay?case=wtpf13&session=12&who=BRA", "slider"),
    "models": ("models?case=wtpf13", "heading"),
    "seat": ("seat?case=first_hour", "heading"),
    "training": ("training?case=first_hour", "heading"),
    "editor": ("editor?case=first_hour", "heading"),
    "library": ("library", "heading"),
    "method": ("method", "heading"),
}
"""Where each page of the dashboard is, and what is there once it is drawn."""


def _pages(browser: Browser, url: str) -> None:
    for name, (where, role) in PAGES.items():
        page = _page(browser, f"{url}/{where}")
        page.get_by_role(role).first.wait_for()
        _keep(page, name)


def _lab(browser: Browser, url: str) -> None:
    page = _page(browser, f"{url}/lab?case=wtpf13&change=rule%3Dsimple_majority")
    page.get_by_role("button", name="Run 200").click()
    page.get_by_text("Results match these inputs").wait_for(timeout=120_000)
    _keep(page, "lab")


def _class(browser: Browser, folder: Path) -> None:
    words = ["class", "first_hour", "--students", "12", "--no-browser", "--port", "0", "--json"]
    line = [sys.executable, "-m", "simulation", *words, "--folder", str(folder / "classes")]
    with subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        ...


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
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        with serving(None, Path(scratch)) as server:
            _replay(browser, server.url)
            _lab(browser, server.url)
        _report(browser, Path(scratch))
        browser.close()


if __name__ == "__main__":
    main()
