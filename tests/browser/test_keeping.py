"""The work of a visitor outlives a reload, a closed tab and a server that is started anew."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from dashboard.library.cases import case_yaml
from tests.browser.conftest import Shoot
from tests.browser.looking import Heard, settle, shifts, watch_shifts
from tests.browser.serving import Server, serving
from tests.browser.test_journeys import field, make_case, upload
from tests.extent import at_a_desk

TITLES = (
    """() => JSON.parse(localStorage.getItem('delegation-sim.drafts') ?? '[]').map(one => one.draft.title)"""
)
SESSION = "() => JSON.parse(sessionStorage.getItem('delegation-sim.tab')).session"


def begin(page: Page, url: str, title: str) -> None:
    make_case(page, url)
    field(page, "Title of the case").fill(title)
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    settle(page)


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")], indirect=True)
def test_a_reload_loses_nothing_of_a_case_in_the_making(page: Page, app: Server, shoot: Shoot) -> None:
    begin(page, app.url, "Who runs the roots")
    page.get_by_role("radiogroup", name="Steps").get_by_role("radio").nth(3).click()
    field(page, "Position").fill("0.95")
    field(page, "Position").press("Enter")
    expect(page.get_by_test_id("stMain")).to_contain_text("Delegation A 0.95 ± 0.1")
    settle(page)
    page.reload()
    expect(page.get_by_role("heading", name="Who runs the roots")).to_be_visible()
    expect(page.get_by_test_id("stMain")).to_contain_text("Your work is kept in this browser")
    expect(field(page, "Position")).to_have_value("0.95")
    shoot(page, "editor-kept")


@pytest.mark.thorough  # a reload loses nothing, above
def test_no_empty_form_comes_before_the_case_that_was_left(page: Page, app: Server, shoot: Shoot) -> None:
    begin(page, app.url, "Left for a while")
    watch_shifts(page)
    page.add_init_script("""new MutationObserver(() => {
      if (document.querySelector('.st-key-editor-empty')) window.hadForm = true;
      if (document.body?.innerText.includes('Looking for your drafts')) window.looked = true;
    }).observe(document, { childList: true, subtree: true });""")
    page.reload()
    expect(page.get_by_role("heading", name="Left for a while")).to_be_visible()
    settle(page)
    assert page.evaluate("() => [window.looked, window.hadForm]") == [True, None]
    moved, what = shifts(page)
    assert moved <= 0.1, what
    page.get_by_role("button", name="Start over").click()
    page.get_by_role("button", name="Forget it").click()
    settle(page)
    page.reload()  # nothing is kept: the browser says so, and the form is there
    expect(page.get_by_role("button", name="Make the case")).to_be_visible()
    shoot(page, "editor-nothing-kept")


@pytest.mark.thorough
def test_a_case_that_is_not_yet_right_comes_back_as_it_is(page: Page, app: Server) -> None:
    begin(page, app.url, "Soon")
    field(page, "Title of the case").fill("")
    expect(page.get_by_test_id("stMain")).to_contain_text("One thing to fix")
    settle(page)
    page.reload()
    expect(page.get_by_test_id("stMain")).to_contain_text("One thing to fix")
    expect(field(page, "Title of the case")).to_have_value("")


@pytest.mark.thorough
def test_another_tab_offers_the_draft_and_what_is_forgotten_is_gone(
    page: Page, app: Server, context: BrowserContext
) -> None:
    begin(page, app.url, "Left behind")
    page.close()
    second = context.new_page()
    second.goto(f"{app.url}/editor")
    expect(second.get_by_test_id("stMain")).to_contain_text("Left behind (5 delegations), last changed")
    second.get_by_role("button", name="Go on with it").click()
    expect(second.get_by_role("heading", name="Left behind")).to_be_visible()
    second.get_by_role("button", name="Start over").click()
    second.get_by_role("button", name="Forget it").click()
    expect(second.get_by_role("button", name="Forget it")).to_have_count(0)
    settle(second)
    assert second.evaluate(TITLES) == []
    second.reload()
    expect(second.get_by_role("button", name="Make the case")).to_be_visible()
    settle(second)
    expect(second.get_by_role("button", name="Go on with it")).to_have_count(0)


@pytest.mark.thorough  # tests/dashboard/test_keeping.py offers the draft of another tab
def test_no_tab_writes_over_the_draft_of_another(page: Page, app: Server, context: BrowserContext) -> None:
    begin(page, app.url, "Cod")
    second = context.new_page()
    second.goto(f"{app.url}/editor")
    second.get_by_role("button", name="Go on with it").click()
    expect(second.get_by_role("heading", name="Cod")).to_be_visible()
    for one, title in ((second, "Herring"), (page, "Eel"), (second, "Whiting")):
        field(one, "Title of the case").fill(title)
        expect(one.get_by_role("heading", name=title)).to_be_visible()
        one.wait_for_function(f"() => ({TITLES})().includes('{title}')")
    assert page.evaluate(TITLES) == ["Whiting", "Eel"]
    page.reload()
    expect(page.get_by_role("heading", name="Eel")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="My case")).to_be_visible()
    page.get_by_role("button", name="Start over").click()
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text("My case (5 delegations), put away just now")
    expect(main).to_contain_text("Whiting (5 delegations), last changed")
    second.close()


@pytest.mark.thorough
def test_an_uploaded_case_is_there_after_a_reload_and_still_at_hand(page: Page, app: Server) -> None:
    page.goto(f"{app.url}/library")
    settle(page)
    upload(page, "mine.yaml", case_yaml("worked_package", {}).replace("Worked case", "My own case"))
    expect(page.get_by_test_id("stMain")).to_contain_text("the case at hand")
    settle(page)
    page.reload()
    own = page.get_by_role("heading", name="My own case: a package and a red line")
    expect(own).to_be_visible()
    page.get_by_role("link", name="Replay", exact=True).click()
    page.locator(".replay[data-ready='2']").wait_for()
    page.reload()
    expect(page.get_by_test_id("stMain")).to_contain_text("My own case")


@pytest.mark.thorough  # a reload loses nothing, above
@pytest.mark.parametrize("times", at_a_desk([2], [2, 10]))
def test_the_replay_of_an_own_case_comes_back_with_its_draft_each_time(
    page: Page, app: Server, times: int
) -> None:
    begin(page, app.url, "Ever again")
    page.get_by_role("button", name="Play it once").click()
    page.get_by_role("button", name="Watch the whole run").click()
    stage, main = page.locator(".replay[data-ready='2']"), page.get_by_test_id("stMain")
    for _ in range(times):
        stage.wait_for()
        expect(main).to_contain_text("Ever again")
        settle(page)
        assert page.evaluate(TITLES) == ["Ever again"]
        assert "Ever again" in page.evaluate(
            "() => JSON.parse(sessionStorage['delegation-sim.tab']).draft.text"
        )
        page.reload()
    page.get_by_role("link", name="Case editor", exact=True).click()
    expect(page.get_by_role("heading", name="Ever again")).to_be_visible()


@pytest.mark.thorough
def test_a_server_that_is_started_anew_gets_the_work_back(page: Page, heard: Heard, tmp_path: Path) -> None:
    with serving(None, tmp_path) as first:
        begin(page, first.url, "Survivor")
        before = page.evaluate(SESSION)
    expect(page.get_by_test_id("stApp")).not_to_have_attribute("data-test-connection-state", "CONNECTED")
    with serving(None, tmp_path, port=int(first.url.rpartition(":")[2])):
        settle(page)  # it finds the server that is there again
        # The first thing that is done tells the new server that there is a page; it is not done itself.
        page.get_by_role("button", name="Next: Issues and wordings").click()
        page.wait_for_function(f"before => ({SESSION})() !== before", arg=before)
        settle(page)
        expect(page.get_by_role("heading", name="Survivor")).to_be_visible()
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_role("heading", name="My case")).to_be_visible()
        page.get_by_role("button", name="Redo").click()
        expect(page.get_by_role("heading", name="Survivor")).to_be_visible()
        settle(page)
        field(page, "What is at stake").fill("It goes on.")
        field(page, "What is at stake").press("Control+Enter")
        page.wait_for_function("() => sessionStorage['delegation-sim.tab'].includes('It goes on.')")
        page.reload()
        expect(page.get_by_role("heading", name="Survivor")).to_be_visible()
        expect(field(page, "What is at stake")).to_have_value("It goes on.")
    heard.errors.clear()  # connections that were refused meanwhile
    heard.outside.clear()


@pytest.mark.thorough  # tests/dashboard/test_keeping.py
def test_the_page_says_so_where_the_browser_keeps_nothing(fresh: Page, app: Server) -> None:
    fresh.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
    )
    begin(fresh, app.url, "Fleeting")
    expect(fresh.get_by_test_id("stMain")).to_contain_text("This browser does not keep your work")


@pytest.mark.thorough  # tests/dashboard/test_keeping.py believes nothing beside a draft
def test_what_somebody_put_into_the_browser_does_nothing(page: Page, app: Server, heard: Heard) -> None:
    page.goto(f"{app.url}/editor")
    settle(page)
    page.evaluate(
        """() => { sessionStorage.setItem('delegation-sim.tab', JSON.stringify({ session: 'x', cases: [{}, 'a: b'],
        case: '<b>', draft: { text: '!!python/object/apply:os.system [ls]', origin: '<img src=x>' } })); }"""
    )
    page.reload()
    expect(page.get_by_role("button", name="Make the case")).to_be_visible()
    settle(page)
    assert page.get_by_role("button", name="Go on with it").count() == 0
    assert heard.outside == []
