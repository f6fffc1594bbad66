"""The models side by side in a browser: charts without barriers, by keyboard, with a case that is out for more."""

import pytest
from playwright.sync_api import Page, expect

from simulation.report.forecast import forecast_page
from tests.browser.conftest import Axe, Shoot
from tests.browser.looking import Heard, overflow, settle
from tests.browser.serving import Server
from tests.browser.test_journeys import CASE, upload
from tests.told_forecasts import made

LINK = "/models?case=worked_package&view=4-0"
_TALL = """root => {
  const drawing = root.querySelector('svg'), box = drawing.getBoundingClientRect();
  const out = [...drawing.querySelectorAll('text')].map(one => one.getBoundingClientRect())
    .filter(one => one.left < box.left - 2 || one.right > box.right + 2 || one.bottom > box.bottom + 2);
  return { width: box.width, out: out.length, texts: drawing.querySelectorAll('text').length };
}"""

_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def see(page: Page, app: Server, query: str = "") -> None:
    page.goto(f"{app.url}{LINK}{query}")
    page.locator(".drawing[data-ready='2']").nth(2).wait_for()
    settle(page)


def unfold(page: Page) -> None:
    """Open all that is folded away: two charts more."""
    folds = page.get_by_test_id("stMain").get_by_test_id("stExpander").locator("summary")
    for number in range(folds.count()):
        folds.nth(number).click()
        settle(page)
    page.locator(".drawing[data-ready='2']").nth(4).wait_for()
    settle(page)


@pytest.mark.parametrize("theme", ["light", "dark"], indirect=True)
@pytest.mark.parametrize("width", [1440, 390], indirect=True)
def test_charts_and_tables_keep_nobody_out(page: Page, app: Server, axe: Axe, shoot: Shoot) -> None:
    see(page, app)
    shoot(page, "models-found")
    assert overflow(page) == []
    assert axe(page) == []
    unfold(page)
    for one in page.get_by_test_id("stMain").get_by_text("Show as table").all():
        one.click()
        settle(page)
    assert overflow(page) == []
    assert axe(page) == []


@pytest.mark.thorough  # tests/dashboard/test_models_page.py says what is there
def test_the_first_screen_says_what_the_models_expect_on_every_issue(page: Page, app: Server) -> None:
    see(page, app)
    heading = page.get_by_test_id("stMain").locator("h1")
    expect(heading).to_contain_text("the models mostly end in one wording (each kind of model counts alike)")
    chart, size = page.locator(".drawing").first.bounding_box(), page.viewport_size
    assert chart is not None
    assert size is not None
    assert chart["y"] + chart["height"] <= size["height"]
    assert chart["width"] >= 0.9 * (size["width"] - 208 - 2 * 48)  # all of the page beside the sidebar


@pytest.mark.thorough  # test_method.py looks whether words stand within pictures
@pytest.mark.parametrize("width", [1440, 390], indirect=True)
def test_every_word_of_a_chart_stands_within_it(page: Page, app: Server) -> None:
    see(page, app, "&lang=fr")
    unfold(page)
    for number in range(5):
        found = page.locator(".drawing").nth(number).evaluate(_TALL)
        assert found["texts"] > 4
        assert found["out"] == 0
        assert found["width"] <= 1152


@pytest.mark.thorough  # test_frame.py and test_map_stacks.py go by keyboard
def test_by_keyboard_from_the_link_to_a_table(page: Page, app: Server) -> None:
    see(page, app)
    table = page.get_by_test_id("stMain").get_by_test_id("stTable")
    expect(table).to_have_count(0)
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(
            "() => document.activeElement.closest('[class*=st-key-models-expected-twin]') !== null"
        ):
            break
    page.keyboard.press("Space")
    expect(table).to_have_count(1)


@pytest.mark.thorough  # tests/dashboard/test_jobs.py calls work off
def test_a_click_plays_and_cancel_stops_while_other_pages_go_on(page: Page, app: Server) -> None:
    page.goto(f"{app.url}/models?case=wtpf13&seed=77")
    page.get_by_role("button", name="Compare the models").wait_for()
    settle(page)
    page.get_by_role("button", name="Compare the models").click()
    page.get_by_role("button", name="Cancel").wait_for()
    other = page.context.new_page()
    other.goto(f"{app.url}/library")
    expect(other.get_by_test_id("stMain").locator("h1")).to_contain_text("Choose a case")
    other.close()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("button", name="Compare")).to_be_visible()


@pytest.mark.thorough  # tests/dashboard/test_escaping_pages.py has such words
def test_words_of_a_case_do_nothing_in_a_chart(page: Page, app: Server, heard: Heard) -> None:
    page.goto(f"{app.url}/library")
    settle(page)
    upload(page, "hostile.yaml", CASE)
    expect(page.get_by_test_id("stMain")).to_contain_text("the case at hand")
    page.get_by_role("link", name="Models side by side", exact=True).click()
    page.get_by_role("button", name="Choose case and draws").click()
    page.get_by_label("Draws", exact=True).fill("2")
    page.get_by_label("Draws", exact=True).press("Enter")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Compare the models").click()
    page.locator(".drawing[data-ready='2']").first.wait_for()
    assert page.evaluate("() => window.broken") is None
    assert page.locator("[data-testid='stMain'] img").count() == 0
    assert (
        page.locator(".drawing").first.evaluate("root => root.querySelectorAll('script, img, a').length") == 0
    )
    assert heard.outside == []


@pytest.mark.parametrize("theme", ["light", "dark"], indirect=True)
@pytest.mark.parametrize("width", [1440, 390], indirect=True)
def test_the_page_to_take_along_keeps_nobody_out(page: Page, axe: Axe, shoot: Shoot) -> None:
    page.set_content(forecast_page(made()))
    assert page.evaluate(_WIDE) <= 1
    assert axe(page) == []
    for one in page.locator("summary").all():
        one.click()
    shoot(page, "forecast-report")
    assert axe(page) == []
    assert page.evaluate(_WIDE) <= 1
