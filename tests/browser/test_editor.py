"""The case editor in a browser: what is chosen stays chosen while names are typed, which only a browser shows."""

import pytest
from playwright.sync_api import Page, expect

from simulation.drawing import theme
from tests.browser.looking import settle
from tests.browser.serving import Server
from tests.browser.test_journeys import field


def test_renamed_wordings_stay_chosen_also_after_a_reload(page: Page, app: Server) -> None:
    page.goto(f"{app.url}/editor")
    page.get_by_role("button", name="Start a new case").click()
    page.get_by_role("radiogroup", name="Steps").get_by_role("radio").nth(1).click()
    main = page.get_by_test_id("stMain")
    labels = main.get_by_role("textbox", name="Label", exact=True)
    for place, words in enumerate(("All of them", "Some of them", "Some of them")):
        labels.nth(place).fill(words)
        expect(main).to_contain_text(words)
        settle(page)
    page.get_by_role("textbox", name="Name of the issue").fill("Who decides")
    settle(page)
    for time in ("before", "after"):
        expect(main).to_contain_text("a reader cannot tell the two apart")
        expect(field(page, "What holds without a text")).to_have_value("All of them")
        expect(field(page, "Wording of the first draft")).to_have_value("Some of them (2)")
        if time == "before":
            settle(page)
            page.reload()
            settle(page)


@pytest.mark.parametrize("theme", ["dark"], indirect=True)
def test_chosen_wordings_can_be_read_in_the_dark(page: Page, app: Server) -> None:
    page.goto(f"{app.url}/editor?case=first_hour")
    page.get_by_role("button", name="Open it for editing").click()
    page.get_by_role("radiogroup", name="Steps").get_by_role("radio").nth(3).click()
    page.get_by_role("combobox", name="Issue shown in the grid").click()
    page.get_by_role("option", name="Task").click()
    chosen = page.get_by_test_id("stMultiSelectTagsContainer").get_by_text("Set up a new body")
    chosen = chosen.first
    ground = tuple(bytes.fromhex(theme.DARK["page"].removeprefix("#")))
    expect(chosen).to_have_css("color", f"rgb{ground}")
