"""The replay in a browser: scrubbing, playing, choosing, pinning, reruns, all by pointer and by keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Serve
from tests.browser.looking import settle
from tests.browser.replay_scene import mark, opened, sentence
from tests.extent import at_a_desk


def test_the_range_is_scrubbed_by_keyboard_without_asking_the_server(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=5")
    sent: list[object] = []
    page.evaluate("() => 0")
    page.on("request", lambda request: sent.append(request.url))
    page.get_by_role("slider", name="Session").focus()
    page.keyboard.press("ArrowRight")
    assert sentence(page).startswith("Session 6:")
    page.keyboard.press("Home")
    assert sentence(page).startswith("Before session 1")
    page.keyboard.press("End")
    assert sentence(page).startswith("Session 19:")
    assert sent == []
    expect(page.get_by_text("Python: 19 None ()")).to_be_visible()


@pytest.mark.thorough  # the range is scrubbed by keyboard above
def test_the_arrows_of_the_page_step_and_escape_clears(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=5&who=BRA")
    expect(page.locator(".why h3")).to_contain_text("Brazil")
    page.keyboard.press("ArrowRight")
    assert sentence(page).startswith("Session 6:")
    page.keyboard.press("Escape")
    expect(page.locator(".why")).to_be_hidden()
    expect(page.locator(".hint h3")).to_have_text("Why it moved")
    expect(page.get_by_text("Python: 6 None ()")).to_be_visible()


def test_play_moves_on_and_stops_on_request(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=1")
    where = page.locator("output.where")
    page.get_by_role("button", name="Play").click()
    expect(where).not_to_have_text("Session 1 of 19")
    expect(page.get_by_text("Python: 1 None ()")).to_be_visible()
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    session = int(where.inner_text().split()[1])
    assert 1 < session < 19
    expect(page.get_by_text(f"Python: {session} None ()")).to_be_visible()
    page.get_by_role("slider", name="Session").fill("17")
    page.get_by_role("button", name="2×").click()
    page.get_by_role("button", name="Play").click()
    expect(where).to_have_text("Session 19 of 19")
    expect(page.get_by_role("button", name="Play")).to_be_visible()


@pytest.mark.thorough  # how it looks
def test_the_pane_of_reasons_shows_that_it_goes_on_until_its_end_is_seen(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=11&who=BRA")
    page.locator(".why summary").click()
    expect(page.locator(".why")).to_have_class("why below")
    page.locator(".whybody").evaluate("body => body.scrollTo(0, body.scrollHeight)")
    expect(page.locator(".why")).to_have_class("why")


def test_a_delegation_is_chosen_by_keyboard_on_the_map_and_says_why(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=4")
    stops = page.get_by_role("listbox", name="Delegations on the map").locator("[tabindex='0']")
    assert stops.count() == 1
    stops.focus()
    now = page.locator("svg.map .mark:focus")
    for way in (
        "ArrowRight",
        "ArrowDown",
        "ArrowDown",
        "ArrowLeft",
        "ArrowDown",
    ):  # past the stacks on the way
        page.keyboard.press(way)
        if now.count():
            break
    name = (now.get_attribute("aria-label") or "").split(",")[0]
    page.keyboard.press("Enter")
    expect(now).to_have_attribute("aria-selected", "true")
    expect(page.locator(".why h3")).to_contain_text(name)
    assert stops.count() == 1


@pytest.mark.thorough  # on the map a delegation is chosen by its name
def test_a_mark_is_named_with_kind_group_and_bracket(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=9")
    labels = [one.get_attribute("aria-label") or "" for one in page.locator("svg.map .mark:visible").all()]
    told = r".+, (government|private sector|technical community), in (group [A-D] .+|no group)"
    assert [label for label in labels if not re.match(told, label)] == []
    assert any(label.endswith(", has a voice but no say in the decision") for label in labels)
    assert any(label.endswith(", blocks a clause") for label in labels)
    label = mark(page, "Argentina").get_attribute("aria-label") or ""
    assert re.fullmatch(r"Argentina, government, in group B .+, came from C .+", label), label


@pytest.mark.thorough  # on the map above
def test_a_delegation_is_chosen_by_keyboard_in_the_braid(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=4")
    threads = page.get_by_role("listbox", name="Delegations as threads")
    threads.locator("[tabindex='0']").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    chosen = threads.locator("[aria-selected='true']")
    name = (chosen.get_attribute("aria-label") or "").split(",")[0]
    expect(page.locator(".why h3")).to_contain_text(name)


def test_a_click_on_a_mark_shows_its_reasons_and_agreements(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=4")
    mark(page, "Kenya").click()
    why = page.locator(".why")
    expect(why.locator("h3")).to_contain_text("Kenya moved")
    expect(why.locator(".reason")).not_to_have_count(0)
    expect(why.get_by_text("said in public")).to_be_visible()
    refused = why.locator(".ties", has_text="refused").locator(".holder")
    assert page.locator("svg.map .tie.refused").count() == refused.count() > 0
    expect(page.get_by_text("Python: 4 KEN ()")).to_be_visible()


@pytest.mark.thorough  # the map finds it too
def test_the_list_finds_a_delegation(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=4")
    page.get_by_label("Find a delegation").select_option(label="Kenya")
    expect(mark(page, "Kenya")).to_have_attribute("aria-selected", "true")


def test_the_picture_survives_a_rerun(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=4")
    mark(page, "India").click()
    page.get_by_role("button", name="One session forward").click()
    expect(page.get_by_text("Python: 5 IND ()")).to_be_visible()
    before = page.locator("svg.map").element_handle()
    page.get_by_role("button", name="Run again").click()
    settle(page)
    expect(page.locator("output.where")).to_have_text("Session 5 of 19")
    expect(mark(page, "India")).to_have_attribute("aria-selected", "true")
    assert page.evaluate("node => node.isConnected", before)


@pytest.mark.thorough  # a rerun keeps the picture
def test_other_data_of_the_same_case_keeps_the_delegation_and_not_its_row(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=4")
    mark(page, "India").click()
    expect(page.get_by_text("Python: 4 IND ()")).to_be_visible()
    page.get_by_role("button", name="List them in another order").click()
    settle(page)
    expect(mark(page, "India")).to_have_attribute("aria-selected", "true")
    expect(page.locator(".why h3")).to_contain_text("India")
    expect(page.get_by_text("Python: 4 IND ()")).to_be_visible()


@pytest.mark.thorough  # test_replay_page.py follows a link
def test_a_session_that_the_page_asks_for_moves_the_picture(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=8")
    page.get_by_role("button", name="Go to session 3").click()
    expect(page.locator("output.where")).to_have_text("Session 3 of 19")


@pytest.mark.thorough  # tests/dashboard/test_replay_page.py compares them
def test_two_pinned_sessions_tell_what_changed_between_them(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=5")
    page.get_by_role("button", name="Pin for comparison").click()
    page.get_by_role("slider", name="Session").fill("6")
    page.get_by_role("button", name="Pin for comparison").click()
    compare = page.get_by_role("region", name="Pinned sessions")
    expect(compare.get_by_role("heading", level=3)).to_have_text("What changed from session 5 to session 6")
    expect(compare.get_by_role("heading", level=4).first).to_have_text("2 delegations changed group")
    expect(page.get_by_text("Python: 6 None (5, 6)")).to_be_visible()
    compare.get_by_role("button", name="Unpin session 5").click()
    expect(page.get_by_text("Python: 6 None (6,)")).to_be_visible()


@pytest.mark.thorough
def test_in_a_large_room_reasons_come_after_the_click_and_the_picture_stays(page: Page, serve: Serve) -> None:
    opened(page, serve, "large=1&s=4")
    page.get_by_label("Open a group:").select_option(index=1)
    page.get_by_role("button", name="Show as table").first.click()
    before = page.locator("svg.map").element_handle()
    page.get_by_label("Find a delegation").select_option(label="India 0")
    why = page.locator(".why")
    expect(why.locator("h3")).to_contain_text("India 0")
    expect(why.get_by_text("Fetching its reasons.")).to_have_count(0)
    expect(why.locator(".reason, .refused, blockquote").first).to_be_attached()
    expect(page.get_by_text("Python: 4 IND0 ()")).to_be_visible()
    expect(page.get_by_role("table", name="Where everyone stands after session 4")).to_be_visible()
    expect(page.get_by_label("Open a group:")).not_to_have_value("-1")
    assert page.evaluate("node => node.isConnected", before)


@pytest.mark.thorough  # a click on a mark above
def test_a_click_beside_a_mark_takes_the_nearest_and_one_on_the_ticks_goes_there(
    page: Page, serve: Serve
) -> None:
    opened(page, serve, "s=0")
    box = mark(page, "Iran").locator(".shape").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] + 6, box["y"] + box["height"] / 2)
    expect(mark(page, "Iran")).to_have_attribute("aria-selected", "true")
    tick = page.locator("svg.braid .tick", has_text="12").bounding_box()
    assert tick is not None
    page.mouse.click(tick["x"] + tick["width"] / 2, tick["y"] + tick["height"] / 2)
    expect(page.locator("output.where")).to_have_text("Session 12 of 19")


@pytest.mark.parametrize("pane", at_a_desk(["board"], ["board", "log", "block", "why"]))
def test_after_a_choice_by_keyboard_the_focus_stays_in_its_pane(page: Page, serve: Serve, pane: str) -> None:
    opened(page, serve, "s=4&who=IND")
    _open_all(page, pane)
    chip = page.locator(f".{pane} .holder[data-i]").first
    expect(chip).to_be_visible()
    who = chip.get_attribute("data-i")
    before = chip.element_handle()
    chip.focus()
    expect(chip).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_function("node => !node.isConnected", arg=before)
    expect(page.get_by_text("Python: 4 IND ()")).to_have_count(0)
    settle(page)
    focused = page.locator(f".{pane} :focus")
    expect(focused).to_be_in_viewport()
    if pane != "why":
        expect(focused).to_have_attribute("data-i", str(who))
    elif focused.get_attribute("data-i") != who:
        expect(page.locator(".why h3:focus")).to_have_count(1)


def _open_all(page: Page, pane: str) -> None:
    """Open what is folded in a pane, as soon as it is drawn; the log has no fold."""
    if pane != "log":
        page.locator(f".{pane} summary, .{pane} button.all:visible").first.click()


@pytest.mark.thorough  # the focus stays in its pane above
@pytest.mark.parametrize("pane", at_a_desk(["block"], ["why", "block"]))
def test_what_was_just_opened_stays_open_when_its_pane_is_drawn_anew(
    page: Page, serve: Serve, pane: str
) -> None:
    opened(page, serve, "s=4&who=IND")
    page.locator(f".{pane} summary").wait_for()
    page.locator(".replay").evaluate(
        """(replay, pane) => {
          replay.querySelector(`.${pane} summary`).click();
          const clock = replay.querySelector("input.clock");
          clock.value = "5";
          clock.dispatchEvent(new Event("input", { bubbles: true }));
        }""",
        pane,
    )
    expect(page.locator("output.where")).to_have_text("Session 5 of 19")
    expect(page.locator(f".{pane} details")).to_have_attribute("open", "")


@pytest.mark.thorough  # the focus stays in its pane above
def test_holders_that_are_shown_on_request_take_the_focus_and_stay(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=4")
    _open_all(page, "board")
    page.locator(".board .more").first.press("Enter")
    focused = page.locator(".board .holder:focus")
    expect(focused).to_have_count(1)
    who, before = focused.get_attribute("data-i"), focused.element_handle()
    page.keyboard.press("Enter")
    page.wait_for_function("node => !node.isConnected", arg=before)
    expect(focused).to_have_attribute("data-i", str(who))


@pytest.mark.thorough  # the focus stays in its pane above
def test_the_focus_goes_on_when_a_session_is_unpinned(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=3")
    page.get_by_role("button", name="Pin for comparison").click()
    page.get_by_role("slider", name="Session").fill("4")
    page.get_by_role("button", name="Pin for comparison").click()
    page.get_by_role("button", name="Unpin session 3").press("Enter")
    expect(page.locator(".compare h3:focus")).to_have_text("Pin a second session to compare")
    page.get_by_role("button", name="Unpin session 4").press("Enter")
    expect(page.locator(".replay button.pin:focus")).to_have_text("Pin for comparison")
