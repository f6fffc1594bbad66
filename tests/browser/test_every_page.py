"""Every page in both looks and two widths: no barrier, no sideways scrolling, nothing from outside, and a picture.

And nothing jumps while a page comes: each load that is there anyway is measured.
"""

from typing import Final

import pytest
from playwright.sync_api import Page, expect

from dashboard.frame.language import words_in
from tests.browser.conftest import HEIGHT, Axe, Shoot
from tests.browser.looking import overflow, settle, shifts, watch_shifts
from tests.browser.serving import Server
from tests.extent import WHOLE, at_a_desk

READY: Final = {
    "": ".cinema[data-ready='2']",
    "seat": ".st-key-seat-suggested button",
    "training": ".st-key-training-file",
    "replay": ".replay[data-ready='2']",
    "lab": "[data-testid='stMain'] h1",
    "models": "[data-testid='stMain'] h1",
    "assembly": ".st-key-assembly-way .drawing[data-ready='2']",
    "editor": ".st-key-editor-empty button",
    "library": "[data-testid='stMain'] h1",
    "method": "[data-testid='stMain'] h1",
}
FIXED: Final = {
    "": "replay.story.play",
    "seat": "seat.choose.title",
    "training": "shell.page.training",
    "replay": "replay.below",
    "lab": "lab.changed.heading",
    "models": "models.choose",
    "assembly": "assembly.why",
    "editor": "editor.start.title",
    "library": "library.title",
    "method": "method.title",
}
"""A sentence of each page that is always there."""

NOWHERE_ELSE: Final = ("", "assembly", "editor", "library", "method")
"""Pages that no other test at a desk looks through for barriers."""
WIDTHS: Final = tuple(HEIGHT) if WHOLE else (1440, 390)
MOVES: Final = 0.1
"""Share of the window that may move by itself while a page comes; browsers call up to this good."""


def see(page: Page, app: Server, name: str, query: str = "") -> None:
    watch_shifts(page)
    page.goto(f"{app.url}/{name}{query}")
    page.locator(READY[name]).first.wait_for()
    settle(page)
    moved, what = shifts(page)
    assert moved < MOVES, what


@pytest.mark.parametrize("theme", ["light", "dark"], indirect=True)
@pytest.mark.parametrize("name", at_a_desk(NOWHERE_ELSE, READY))
def test_a_page_has_no_barrier_at_any_width(
    fresh: Page, app: Server, axe: Axe, shoot: Shoot, name: str
) -> None:
    see(fresh, app, name)
    found = []  # What was still on its way to its new width is looked at twice.
    for width in WIDTHS:
        fresh.set_viewport_size({"width": width, "height": HEIGHT[width]})
        fresh.locator(READY[name]).first.wait_for()
        shoot(fresh, name or "start")
        found += [f"{width}: {one}" for one in (*(axe(fresh) and axe(fresh)), *overflow(fresh))]
    assert found == []


@pytest.mark.parametrize("width", [390], indirect=True)
@pytest.mark.parametrize("name", at_a_desk(["seat"], READY))
def test_a_page_speaks_french_on_a_phone(fresh: Page, app: Server, name: str) -> None:
    see(fresh, app, name, "?lang=fr")
    expect(fresh.locator("html")).to_have_attribute("lang", "fr")
    expect(fresh.get_by_test_id("stMain")).to_contain_text(words_in("fr").say(FIXED[name]))
