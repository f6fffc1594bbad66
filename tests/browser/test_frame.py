"""The frame round the pages in a browser: where one is, in which language, by keyboard and on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from dashboard.frame.language import words_in
from tests.browser.conftest import HEIGHT, Axe
from tests.browser.looking import settle
from tests.browser.serving import Server
from tests.extent import at_a_desk

IS_DARK = """() => getComputedStyle(document.querySelector('.stApp')).backgroundColor
  .match(/\\d+/g).slice(0, 3).map(Number).reduce((a, b) => a + b) < 384"""
CHANGE = "Remove change 1"
CURRENT = "[data-testid='stSidebar'] [aria-current='page']"


def say(key: str, language: str = "en") -> str:
    return words_in(language).say(key)


@pytest.mark.thorough  # by keyboard each page is reached and named
@pytest.mark.parametrize("name", at_a_desk(["library"], ["start", "library", "method"]))
def test_the_page_that_is_open_is_marked_in_the_navigation_and_named_in_the_tab(
    page: Page, app: Server, name: str
) -> None:
    page.goto(f"{app.url}/{name}")
    title = say(f"shell.page.{name}")
    expect(page.locator(CURRENT)).to_have_text(title)
    expect(page).to_have_title(f"{title} · {say('shell.product')}")


def test_a_chosen_language_holds_on_other_pages_and_after_a_reload(page: Page, app: Server) -> None:
    page.goto(f"{app.url}/library")
    page.get_by_role("heading", level=1).wait_for()
    settle(page)
    page.get_by_role("combobox", name=say("shell.language")).click()
    page.get_by_role("option", name="Français").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("library.title", "fr"))
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    page.get_by_role("link", name=say("shell.page.method", "fr"), exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("method.title", "fr"))
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("method.title", "fr"))


def test_colours_are_switched_in_sight_for_all_pages_and_nothing_is_lost(page: Page, app: Server) -> None:
    page.goto(f"{app.url}/lab?case=worked_clock")
    expect(page.get_by_test_id("stMainMenu")).to_be_hidden()
    page.get_by_role("button", name=say("lab.add.do")).wait_for()
    settle(page)
    page.get_by_role("button", name=say("lab.add.do")).click()
    change = page.get_by_role("button", name=re.compile(CHANGE)).first
    expect(change).to_be_visible()
    settle(page)
    page.get_by_text(say("shell.look.dark"), exact=True).click()
    page.wait_for_function(IS_DARK)
    expect(page.get_by_role("radio", name=say("shell.look.dark"))).to_be_checked()
    expect(page.get_by_test_id("stMainMenuPopover")).to_be_hidden()
    expect(change).to_be_visible()
    page.goto(f"{app.url}/method")
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_function(IS_DARK)
    page.get_by_text(say("shell.look.system"), exact=True).click()
    page.wait_for_function(f"() => !({IS_DARK})()")
    expect(page.get_by_role("radio", name=say("shell.look.system"))).to_be_checked()


@pytest.mark.thorough  # tests/dashboard/test_links.py makes the link
def test_a_link_to_share_is_copied_by_a_button(page: Page, app: Server) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{app.url}/replay?case=worked_clock&session=3")
    page.locator(".replay[data-ready='2']").wait_for()
    settle(page)
    page.get_by_role("button", name=say("term.share")).click()
    opened = page.get_by_test_id("stPopoverBody")  # commands on the page have such a button too
    opened.get_by_role("button", name=say("shell.copy.label"), exact=True).click()
    expect(opened.get_by_text(say("shell.copy.done"))).to_be_visible()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied.startswith(f"{app.url}/replay?")
    assert "session=3" in copied
    page.context.clear_permissions()


def test_on_a_phone_the_navigation_goes_once_a_page_is_chosen(page: Page, app: Server) -> None:
    page.set_viewport_size({"width": 390, "height": HEIGHT[390]})
    page.goto(f"{app.url}/library")
    page.get_by_role("heading", level=1).wait_for()
    settle(page)
    opener = page.get_by_test_id("stExpandSidebarButton")
    opener.click()
    expect(opener).to_be_hidden()
    page.get_by_role("link", name=say("shell.page.method"), exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("method.title"))
    expect(opener).to_be_visible()


@pytest.mark.thorough  # test_every_page.py looks for barriers
def test_a_table_wider_than_a_phone_can_be_scrolled_by_keyboard(page: Page, app: Server) -> None:
    page.set_viewport_size({"width": 390, "height": HEIGHT[390]})
    page.goto(f"{app.url}/method")
    page.get_by_role("heading", level=1).wait_for()
    settle(page)
    for fold in page.locator("[data-testid='stExpander'] summary").all():
        fold.click()
    box = page.locator("[data-testid='stTable'] [tabindex='0']").first
    box.wait_for()
    settle(page)
    box.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("box => box.scrollLeft > 0", arg=box.element_handle())


def test_every_page_is_reached_by_keyboard_alone(page: Page, app: Server) -> None:
    page.goto(f"{app.url}/library")
    page.get_by_role("heading", level=1).wait_for()
    settle(page)
    link = page.get_by_role("link", name=say("shell.page.method"), exact=True)
    for _ in range(20):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(say("method.title"))


@pytest.mark.parametrize("by", ["switch", "system"])
def test_all_of_a_page_changes_its_look_at_once(page: Page, app: Server, axe: Axe, by: str) -> None:
    page.goto(f"{app.url}/training?case=first_hour")
    page.locator(".st-key-training-file").wait_for()
    settle(page)
    caption = page.get_by_test_id("stMain").get_by_test_id("stCaptionContainer").first.locator("p").first
    expect(caption).to_have_css("color", "rgb(84, 88, 95)")
    if by == "switch":
        page.locator(".look label").filter(has_text="Dark").click()
    else:
        page.emulate_media(color_scheme="dark")
    expect(caption).to_have_css("color", "rgb(184, 183, 178)")
    assert axe(page) == []
