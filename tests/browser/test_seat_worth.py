"""What is worth what stands where one decides; the own brief is at hand on a phone and on a wide page."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Axe, Shoot
from tests.browser.looking import overflow, settle
from tests.browser.serving import Server
from tests.browser.test_seat import SAY, main, sit_down

WORTH = re.compile(r"points? for you|costs you|nothing for you|as good as left open|your red line")

ENDS_WITH_A_DOCUMENT = "?case=ai_oversight"
"""A game at the end of which, by the instructions alone, a document is put."""


def to_the_adoption(page: Page) -> None:
    """Go on by the instructions alone until the document as a whole is put."""
    put = main(page).get_by_role("heading", name=SAY("term.whole"))
    bar = main(page).locator(".st-key-seat-bar")
    for _ in range(60):
        expect(put.or_(bar).first).to_be_visible()
        if put.count():
            return
        at = bar.locator("p").first.inner_text()
        expect(bar.get_by_text(at, exact=True)).to_be_visible()
        bar.locator(".st-key-seat-done button").click()
        expect(bar.get_by_text(at, exact=True)).to_have_count(0)
        settle(page)
    raise AssertionError("the document is never put")


@pytest.mark.thorough  # test_seat.py plays to the end; tests/dashboard/test_seat_page.py
@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")], indirect=True)
def test_what_is_worth_what_stands_where_one_decides(page: Page, app: Server, axe: Axe, shoot: Shoot) -> None:
    sit_down(page, app.url, query=ENDS_WITH_A_DOCUMENT)
    expect(main(page).locator("[class*='st-key-seat-wording-']").first).to_contain_text(WORTH)
    expect(main(page).locator(".st-key-seat-propose input").first).to_have_value(WORTH)
    to_the_adoption(page)
    expect(main(page).locator(".st-key-seat-by-clause table")).to_contain_text(SAY("seat.end.whole"))
    without = SAY("seat.end.without", gain="").split("  ")[0]
    expect(main(page).locator(".st-key-seat-end-join_consensus")).to_contain_text("The document is worth")
    expect(main(page).locator(".st-key-seat-end-reject_document")).to_contain_text(without)
    assert overflow(page) == []
    assert axe(page) == []
    shoot(page, "seat-adoption")


@pytest.mark.parametrize("width", [390], indirect=True)
def test_on_a_phone_the_own_brief_is_one_tap_away(page: Page, app: Server, axe: Axe, shoot: Shoot) -> None:
    sit_down(page, app.url)
    button, sheet = (
        main(page).locator(".st-key-seat-own button").first,
        page.locator(".st-key-seat-own-sheet"),
    )
    for scrolled in (0, 1500):
        main(page).evaluate("(main, y) => main.scrollTo(0, y)", scrolled)
        box = button.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 844
        assert box["height"] >= 44
    expect(sheet).to_have_count(0)
    button.click()
    expect(sheet).to_contain_text(SAY("term.red_lines"))
    expect(sheet).to_contain_text(SAY("seat.card.points.about"))
    box = sheet.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 400
    assert overflow(page) == []
    assert axe(page) == []
    shoot(page, "seat-own-brief")


@pytest.mark.thorough  # how it looks in a wide window
def test_on_a_wide_page_the_card_stands_beside_the_clause_and_there_is_no_button(
    page: Page, app: Server
) -> None:
    sit_down(page, app.url)
    expect(page.locator(".st-key-seat-own-brief")).to_be_hidden()
    card = page.locator(".st-key-seat-card").bounding_box()
    assert card is not None
    assert card["y"] < 500


@pytest.mark.parametrize("width", [390], indirect=True)
def test_on_a_phone_each_step_opens_at_its_top(page: Page, app: Server) -> None:
    page.goto(f"{app.url}/seat")
    settle(page)
    main(page).get_by_role("button", name="Take the seat of").last.click()
    expect(main(page).get_by_role("button", name="Go to the table")).to_be_in_viewport()
    settle(page)
    expect(main(page).get_by_role("heading", level=1)).to_be_in_viewport()
    main(page).get_by_role("button", name="Go to the table").click()
    expect(main(page).locator(".st-key-seat-clause, .room").first).to_be_attached()
    settle(page)
    assert main(page).evaluate("box => box.scrollTop") == 0
