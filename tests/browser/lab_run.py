"""What browser tests of the lab have in common: open it, run a quick look, wait for its figures."""

from playwright.sync_api import Page, expect

from dashboard.frame.language import words_in
from tests.browser.looking import settle
from tests.browser.serving import Server

__all__ = ["PATIENCE", "open_run", "run"]

PATIENCE = 180_000
"""Workers give way to everybody: on a busy machine a study takes many times as long."""


def open_run(page: Page, app: Server, query: str, language: str = "en") -> None:
    """Open the lab by a link, and run it."""
    page.goto(f"{app.url}/lab?{query}&lang={language}")
    run(page, language)


def run(page: Page, language: str = "en") -> None:
    """Run a quick look, unless its figures are known and there already."""
    say = words_in(language).say
    button, match = (
        page.get_by_role("button", name=say("lab.run.quick")),
        page.get_by_text(say("lab.state.match")),
    )
    expect(button).to_be_visible(timeout=PATIENCE)
    settle(page)
    if not match.is_visible():
        button.click()
    expect(match).to_be_visible(timeout=PATIENCE)
    settle(page)
