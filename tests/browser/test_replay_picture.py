"""How the replay looks in a browser: hostile names, phones, labels, colours, motion, tables, barriers."""

import pytest
from playwright.sync_api import Page, expect

from dashboard.replay.which_run import read_shown
from tests.browser.conftest import Axe, Serve, Shoot
from tests.browser.looking import overflow
from tests.browser.replay_scene import BOXES, COLOURS, mark, opened


@pytest.mark.thorough  # tests/dashboard/test_replay_page.py shows hostile names as written
@pytest.mark.parametrize("width", [1440, 390])
def test_hostile_names_do_nothing_and_break_nothing(page: Page, serve: Serve) -> None:
    opened(page, serve, "hostile=1&s=4")
    for _ in range(4):
        page.get_by_role("button", name="One session forward").click()
    mark(page, "<script>").first.dispatch_event("click")
    expect(page.locator(".why h3")).to_contain_text("<script>")
    assert page.evaluate("() => window.broken") is None
    assert page.locator(".replay script, .replay img").count() == 0
    assert overflow(page) == []
    assert page.locator(".replay").evaluate("box => box.scrollWidth <= box.clientWidth + 1")
    text = page.locator(".replay").evaluate("box => box.textContent")
    assert "\u202e" not in text


@pytest.mark.thorough  # how it moves
@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_marks_glide_unless_less_motion_is_asked_for(page: Page, serve: Serve, motion: str) -> None:
    opened(page, serve, "s=4")
    page.get_by_role("button", name="One session forward").click()
    moving = page.locator("svg.map .mark").first.evaluate(
        "node => Math.max(...getComputedStyle(node).transitionDuration.split(',').map(parseFloat))"
    )
    assert moving == (0.6 if motion == "no-preference" else 0)


@pytest.mark.thorough  # how it moves
@pytest.mark.parametrize("motion", ["no-preference"])
def test_scrubbing_does_not_glide(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=4")
    page.get_by_role("button", name="One session forward").click()
    page.get_by_role("slider", name="Session").press("ArrowRight")
    duration = page.locator("svg.map .mark").first.evaluate(
        "node => getComputedStyle(node).transitionDuration"
    )
    assert duration == "0s"


@pytest.mark.parametrize("width", [390])
def test_on_a_phone_nothing_is_wider_than_the_screen_and_the_bar_stays(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=4&who=IND")
    assert overflow(page) == []
    assert page.locator("svg.map .names .name").count() <= 24
    bar = page.locator(".replaybar").bounding_box()
    assert bar is not None
    assert bar["x"] == 0
    assert round(bar["y"] + bar["height"]) == 844
    page.get_by_role("button", name="One session forward").tap()
    expect(page.locator("output.where")).to_have_text("Session 5 of 19")
    page.get_by_role("button", name="Pin for comparison").tap()
    expect(page.get_by_role("region", name="Pinned sessions")).to_be_visible()
    assert overflow(page) == []


def test_two_clauses_of_one_heading_are_told_apart_by_their_letters(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=12")
    bars = page.locator("svg.clausebars text.who")
    expect(bars.nth(1)).to_be_attached()
    names = bars.all_text_contents()
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("width", "query"),
    [(1440, "s=0"), pytest.param(1440, "s=0&who=CHN", marks=pytest.mark.thorough), (390, "s=0")],
)
def test_no_two_labels_meet_in_any_session(page: Page, serve: Serve, query: str) -> None:
    opened(page, serve, query)
    box = page.locator(".replay")
    met = []
    for session in range(20):
        page.get_by_role("slider", name="Session").fill(str(session))
        met += [f"{session}: {pair}" for pair in box.evaluate(BOXES)]
    assert met == []


@pytest.mark.thorough  # how it looks
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_coalition_has_one_colour_in_map_braid_and_board(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=4")
    page.get_by_role("button", name="Whole text").click()
    page.get_by_role("button", name="Open all").click()
    box = page.locator(".replay")
    for session, name in ((2, "India"), (4, "India"), (7, "China")):
        page.get_by_role("slider", name="Session").fill(str(session))
        expect(page.locator(".board .holder").first).to_be_attached()
        on_map, in_braid, on_board = box.evaluate(COLOURS, name)
        assert on_map == in_braid == on_board, (session, name)
        assert on_map != "none"


@pytest.mark.thorough  # a finer point, which CI looks at
def test_lanes_by_kind_name_the_group_of_each_by_its_letter(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=2")
    page.get_by_label("Up:").select_option(label="Kind of delegation")
    expect(page.locator("svg.map .hull")).to_have_count(0)
    expect(page.locator("svg.map .name", has_text="China")).to_have_text("China B")


@pytest.mark.thorough  # labels do not meet above
def test_in_a_large_room_the_groups_carry_the_names_until_one_is_opened(page: Page, serve: Serve) -> None:
    opened(page, serve, "large=1&s=2")
    names = page.locator("svg.map .names .name")
    assert 0 < names.count() <= 34
    page.get_by_label("Open a group:").select_option(index=1)
    tag = page.locator("svg.map .count")
    expect(tag).to_have_count(1)
    members = int((tag.text_content() or "").split(" ")[0])
    assert members > 34
    stacked = page.locator("svg.map .stack .many").all_text_contents()
    alone = page.locator("svg.map .mark:visible").count()
    assert alone + sum(map(int, stacked)) >= members
    assert names.count() >= 0.6 * (alone + len(stacked))
    assert page.locator(".replay").evaluate(BOXES) == []


@pytest.mark.thorough  # test_replay_text.py opens its rows
def test_the_board_shows_what_is_open_or_the_whole_text(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=20")
    shown = page.locator(".board .clause")
    few = shown.count()
    page.get_by_role("button", name="Whole text").click()
    expect(shown).to_have_count(15)
    assert few < 15


def test_tables_stand_in_for_the_map_and_the_braid(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=4")
    page.get_by_role("button", name="Show as table").first.click()
    expect(
        page.get_by_role("table", name="Where everyone stands after session 4").get_by_role("row")
    ).to_have_count(47)
    page.get_by_role("button", name="Show as table").click()
    expect(page.get_by_role("table", name="Members of each group").get_by_role("row")).to_have_count(21)


@pytest.mark.thorough  # nor on its page, where nobody is chosen
@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")])
def test_nothing_keeps_people_out(page: Page, serve: Serve, axe: Axe, shoot: Shoot) -> None:
    opened(page, serve, "s=4&who=IND")
    assert axe(page) == []
    shoot(page, "replay-component")


def stop_clock(page: Page) -> None:
    """Let time pass only as the test says."""
    page.clock.pause_at(page.evaluate("() => Date.now()") / 1000 + 60)


_NOTE = """(root, part) => {
  window.noted = [];
  setInterval(() => noted.push(root.querySelector(part).innerText), 100);
}"""


def eventful() -> set[int]:
    """Return the sessions but the last in which somebody changes its group."""
    shown = read_shown("wtpf13", "en")
    assert shown is not None
    return {s for s in range(1, shown["sessions"]) if shown["sentences"][s]["lines"]}


def seen(page: Page, part: str, seconds: int) -> list[str]:
    """Return what a part of the picture says, every tenth of a second, while its clock runs on so long."""
    page.locator(".replay").evaluate(_NOTE, part)
    page.clock.run_for(1000 * seconds)
    found: list[str] = page.evaluate("() => noted")
    return found


@pytest.mark.thorough  # how it moves
@pytest.mark.parametrize("motion", ["no-preference"])
def test_play_stays_half_as_long_at_a_quiet_session(alone: Page, serve: Serve) -> None:
    events = eventful()
    first = next(s for s in sorted(events) if not {s + 1, s + 2} & events)
    opened(alone, serve, f"s={first - 1}")
    alone.clock.install()
    stop_clock(alone)
    alone.get_by_role("button", name="Play").click()
    found = seen(alone, "output.where", 6)
    stays = [found.count(f"Session {session} of 19") for session in range(first, first + 3)]
    assert 13 <= stays[0] <= 15
    assert 6 <= stays[1] <= 8
    assert 6 <= stays[2] <= 8
