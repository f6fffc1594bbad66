"""Method in a browser: five pictures whose words stand within them, and folded what was tested, a table or cards."""

import pytest
from playwright.sync_api import Page, expect

from dashboard.frame.language import words_in
from simulation.evidence.validation.validation_told import lines
from tests.browser.looking import overflow, settle
from tests.browser.serving import Server
from tests.extent import at_a_desk

_OUT = """root => {
  const drawing = root.querySelector('svg'), box = drawing.getBoundingClientRect();
  return [...drawing.querySelectorAll('text')].map(one => [one.textContent, one.getBoundingClientRect()])
    .filter(([, one]) => one.left < box.left - 2 || one.right > box.right + 2 || one.bottom > box.bottom + 2)
    .map(([words]) => words);
}"""
_DISPLAY = "root => getComputedStyle(root).display"


def see(page: Page, app: Server, query: str = "") -> None:
    page.goto(f"{app.url}/method{query}")
    page.locator(".drawing[data-ready='2']").nth(4).wait_for()
    settle(page)


def see_tested(page: Page, app: Server, language: str = "en") -> None:
    """Open what was tested: three pictures more."""
    see(page, app, f"?lang={language}")
    page.get_by_text(words_in(language).say("method.tested"), exact=True).click()
    page.locator(".drawing[data-ready='2']").nth(7).wait_for()
    settle(page)


@pytest.mark.parametrize("width", [390, 1440], indirect=True)
@pytest.mark.parametrize("language", at_a_desk(["fr"], ["fr", "en"]))
def test_every_word_of_a_picture_stands_within_it(page: Page, app: Server, language: str) -> None:
    see_tested(page, app, language)
    for number in range(8):
        assert page.locator(".drawing").nth(number).evaluate(_OUT) == []
    assert overflow(page) == []


@pytest.mark.parametrize("width", [1440], indirect=True)
def test_the_table_has_every_line_and_says_each_verdict_in_words(page: Page, app: Server) -> None:
    see_tested(page, app)
    found = page.locator(".tested tr.line")
    expect(found).to_have_count(len(lines()))
    for place, line in enumerate(lines()):
        expect(found.nth(place).locator(".verdict")).to_contain_text(line.verdict)
    assert page.locator(".tested table").evaluate(_DISPLAY) == "table"


@pytest.mark.thorough  # the table above has the same lines
@pytest.mark.parametrize("width", [390], indirect=True)
def test_on_a_phone_every_line_is_a_card_with_the_strongest_simple_model(page: Page, app: Server) -> None:
    see_tested(page, app)
    assert page.locator(".tested table").evaluate(_DISPLAY) == "block"
    card = page.locator(".tested tr.line", has_text="conference: ").first
    expect(card.locator(".strongest")).to_be_visible()
    width = page.viewport_size
    assert width is not None
    box = card.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width["width"]


SMALLEST = """() => [...document.querySelectorAll('*')].flatMap(host => host.shadowRoot ? [host.shadowRoot] : [])
  .flatMap(root => [...root.querySelectorAll('.drawing svg text')])
  .map(text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)
  .reduce((least, size) => Math.min(least, size), Infinity)"""
"""Pixels of the smallest letters in a drawing on the page, as they are shown."""


@pytest.mark.thorough  # how it looks
def test_no_letters_in_a_drawing_are_small_on_a_projector(page: Page, app: Server) -> None:
    page.set_viewport_size({"width": 1024, "height": 768})
    page.goto(f"{app.url}/method")
    page.locator(".drawing[data-ready='2']").first.wait_for()
    settle(page)
    assert 10 <= page.evaluate(SMALLEST) < 100
