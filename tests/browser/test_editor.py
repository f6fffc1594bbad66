"""The case editor in a browser: what is chosen stays chosen while names are typed, which only a browser shows."""

import pytest
from playwright.sync_api import Page, expect

from simulation.drawing import theme
from tests.browser.looking import settle
from tests.browser.serving import Server
from tests.browser.test_journeys import field, make_case
from tests.dashboard.test_editor_own_case import NAMES

KEPT = "(word) => sessionStorage.getItem('delegation-sim.tab')?.includes(word)"
"""Whether the browser keeps what was typed: only then does it outlive a reload."""


@pytest.mark.thorough  # a finer point, which CI looks at
def test_renamed_wordings_stay_chosen_also_after_a_reload(page: Page, app: Server) -> None:
    make_case(page, app.url, step=1)
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
        expect(field(page, "Wording of the first draft")).to_have_value("Some of them")
        if time == "before":
            settle(page)
            page.reload()
            settle(page)


@pytest.mark.thorough  # the dark is looked at on every page
@pytest.mark.parametrize("theme", ["dark"], indirect=True)
def test_chosen_wordings_can_be_read_in_the_dark(page: Page, app: Server) -> None:
    page.goto(f"{app.url}/editor?case=first_hour")
    page.get_by_role("button", name="Open it for editing").click()
    settle(page)
    page.get_by_role("radiogroup", name="Steps").get_by_role("radio").nth(3).click()
    page.get_by_role("combobox", name="Issue shown in the grid").wait_for()
    settle(page)
    page.get_by_role("combobox", name="Issue shown in the grid").click()
    page.get_by_role("option", name="Task").click()
    chosen = page.get_by_test_id("stMultiSelectTagsContainer").get_by_text("Set up a new body")
    chosen = chosen.first
    ground = tuple(bytes.fromhex(theme.DARK["page"].removeprefix("#")))
    expect(chosen).to_have_css("color", f"rgb{ground}")


def test_a_teacher_makes_a_case_of_five_and_sees_it_played(page: Page, app: Server) -> None:
    page.goto(app.url)
    page.get_by_test_id("stSidebarUserContent").get_by_role("link", name="Case editor").click()
    answers = {
        "The matter, in a few words": "Fishing in the bay",
        "What one side wants": "no fishing",
        "What the other side wants": "free fishing",
        "What they are, one per line": "Catch\nInspectors\nFirst year",
        NAMES: "Aland\nBorland\nCirland\nDorland\nEland",
    }
    for label, text in answers.items():
        box = page.get_by_role("textbox", name=label, exact=True)
        box.fill(text)
        box.blur()
        settle(page)
    page.wait_for_function(KEPT, arg="Eland")
    page.reload()
    expect(page.get_by_role("textbox", name="What one side wants")).to_have_value("no fishing")
    page.get_by_role("button", name="Make the case").click()
    expect(page.get_by_role("heading", name="Fishing in the bay")).to_be_visible()
    settle(page)
    page.get_by_role("button", name="Play it once").click()
    played = page.locator(".st-key-editor-played")
    played.wait_for()
    expect(played.get_by_role("listitem")).to_have_count(3)
    expect(played).to_contain_text("Session 8: the end.")
    expect(played).to_contain_text("Inspectors")
    expect(page.get_by_role("button", name="Play it once more")).to_be_visible()
    played.get_by_role("button", name="Watch the whole run").click()
    page.locator(".replay[data-ready='2']").wait_for()
    expect(page.get_by_test_id("stMain")).to_contain_text("Fishing in the bay")


@pytest.mark.thorough  # a finer point, which CI looks at
def test_the_box_for_files_speaks_the_language_of_the_page_also_when_that_changes(
    page: Page, app: Server
) -> None:
    page.goto(f"{app.url}/editor?lang=fr")
    box = page.get_by_test_id("stFileUploader")
    expect(box).to_contain_text("Choisir")
    expect(box).to_contain_text("1\N{NO-BREAK SPACE}Mo par fichier")
    box.locator("input[type=file]").set_input_files(
        {"name": "b.pdf", "mimeType": "application/pdf", "buffer": b"x"}
    )
    expect(box).to_contain_text("Les fichiers de type application/pdf ne sont pas acceptés.")
    expect(box.get_by_role("button", name="Retirer b.pdf")).to_be_visible()
    settle(page)
    page.get_by_test_id("stSidebar").get_by_role("combobox").click()
    page.get_by_role("option", name="English").click()
    expect(box).to_contain_text("Files of the type application/pdf are not accepted.")
