"""The replay in a browser: scrubbing, playing, choosing, hostile names, phones, labels, colours, reruns."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Axe, Serve, Shoot
from tests.browser.looking import overflow, settle

SCRIPT = """
import streamlit as st

from dashboard.charts.replay import make_replay
from dashboard.components.miniature import miniature
from dashboard.components.replay import replay
from dashboard.words import words_in
from simulation.cli.finished import play
from simulation.engine.simulate import load_scenario
from simulation.storage import make_run

st.set_page_config(layout="wide")
HOSTILE = [
    "<script>window.broken = 1</script>", "<img src=x onerror='window.broken = 2'>",
    "![picture](https://outside.invalid/picture.png)", "\\u202eadrob eht ot thgir", "W" * 500,
    "{n} \\u2028 ](javascript:1)",
]


def room(large):
    scenario = load_scenario("wtpf13")
    if not large:
        return scenario
    seats = []
    for seat in range(130):
        who, again = scenario.delegations[seat % len(scenario.delegations)], seat // len(scenario.delegations)
        mandate = {
            issue: stance.model_copy(update={"position": min(1.0, max(0.0, (stance.position or 0.5) + 0.03 * again))})
            for issue, stance in who.mandate.items()
        }
        naming = {"key": f"{who.key}{again}", "name": f"{who.name} {again}", "short": f"{who.key} {again}"}
        seats.append(who.model_copy(update={**naming, "mandate": mandate, "seat": seat}))
    return scenario.model_copy(update={"delegations": tuple(seats)})


@st.cache_resource
def played(large):
    done = play(room(large), seed=1, replication=0)
    return make_run(done.record, done.log, done.history, command=["delegation-sim", "run", "wtpf13"])


@st.cache_data
def told(hostile, large, selected):
    data = make_replay(played(large), words_in("en"), selected=selected)
    if hostile:
        for who, name in zip(data["delegations"], HOSTILE * 9):
            who["name"] = who["short"] = who["origin"] = name
        data["texts"] = [f"{HOSTILE[k % 6]} {text}" for k, text in enumerate(data["texts"])]
        data["coalitions"] = [{**group, "name": HOSTILE[k % 6]} for k, group in enumerate(data["coalitions"])]
        data["axes"]["y"][0]["title"] = HOSTILE[1]
        for moment, line in enumerate(data["sentences"]):
            line["head"] = HOSTILE[moment % 6]
    return data


query = st.query_params
large = query.get("large") == "1"
data = told(query.get("hostile") == "1", large, st.session_state.get("who") if large else None)
if query.get("mini"):
    miniature(data, key="miniature", words={})
else:
    asked = st.session_state.get("asked", query.get("s"))
    shown = replay(data, key="replay", session=None if asked is None else int(asked), selected=query.get("who"))
    if large and shown.selected != st.session_state.get("who"):
        st.session_state["who"] = shown.selected
        st.rerun()
    st.text(f"Python: {shown.round} {shown.selected} {shown.pinned}")
    st.button("Run again")
    st.button("Go to session 3", on_click=lambda: st.session_state.update(asked=3))
"""
BOXES = """box => {
  const texts = [...box.querySelectorAll('svg.map .names text')];
  const context = document.createElement('canvas').getContext('2d');
  const boxes = texts.map(node => {
    const size = parseFloat(getComputedStyle(node).fontSize), at = node.getBoundingClientRect();
    const base = node.getBoundingClientRect().top + (at.height - 1.257 * size) / 2 + 0.984 * size;
    return { text: node.textContent, l: at.left, r: at.right, t: base - 0.72 * size, b: base + 0.2 * size };
  });
  const marks = [...box.querySelectorAll('svg.map .mark .shape')].map(node => {
    const at = node.getBoundingClientRect();
    return { x: (at.left + at.right) / 2, y: (at.top + at.bottom) / 2, reach: at.width / 2 - 1.2 };
  });
  const meet = (a, b) => a.l < b.r - 0.5 && a.r > b.l + 0.5 && a.t < b.b - 0.5 && a.b > b.t + 0.5;
  const covers = (a, m) => Math.hypot(
    m.x - Math.min(Math.max(m.x, a.l), a.r), m.y - Math.min(Math.max(m.y, a.t), a.b)) < m.reach;
  const found = [];
  boxes.forEach((a, i) => boxes.slice(i + 1).forEach(b => { if (meet(a, b)) found.push(`${a.text} | ${b.text}`); }));
  const names = boxes.filter((_, i) => texts[i].matches('.name'));
  names.forEach(a => marks.forEach(m => { if (covers(a, m)) found.push(`${a.text} | mark`); }));
  return found;
}"""
COLOURS = """(box, name) => {
  const marks = [...box.querySelectorAll('svg.map .mark')];
  const mark = marks.find(one => one.getAttribute('aria-label').startsWith(name + ','));
  const i = mark.dataset.i, fill = node => getComputedStyle(node).fill;
  const s = Number(box.querySelector('input.clock').value);
  const threads = [...box.querySelectorAll(`svg.braid .threads path[data-i="${i}"]`)];
  const here = threads.filter(one => Number(one.dataset.from) < s).pop();
  const chip = box.querySelector(`.board .holder[data-i="${i}"] .shape`);
  return [fill(mark.querySelector('.shape')), fill(here), chip && fill(chip)];
}"""


def opened(page: Page, serve: Serve, query: str = "") -> None:
    page.goto(f"{serve(SCRIPT).url}?{query}")
    page.locator(".replay[data-ready='2']").wait_for(timeout=60_000)
    settle(page)


def sentence(page: Page) -> str:
    return page.locator("h2.sentence").inner_text()


def mark(page: Page, name: str) -> Locator:
    return page.get_by_role("listbox", name="Delegations on the map").get_by_role("option", name=name)


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
    assert sentence(page).startswith("Session 20:")
    assert sent == []
    expect(page.get_by_text("Python: 20 None ()")).to_be_visible()


def test_the_arrows_of_the_page_step_and_escape_clears(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=5&who=BRA")
    expect(page.locator(".why h3")).to_contain_text("Brazil")
    page.keyboard.press("ArrowRight")
    assert sentence(page).startswith("Session 6:")
    page.keyboard.press("Escape")
    expect(page.locator(".why h3")).to_have_text("Why it moved")
    expect(page.get_by_text("Python: 6 None ()")).to_be_visible()


def test_play_moves_on_and_stops_on_request(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=18")
    page.get_by_role("button", name="2×").click()
    page.get_by_role("button", name="Play").click()
    expect(page.locator("output.where")).to_have_text("Session 19 of 20")
    expect(page.get_by_text("Python: 18 None ()")).to_be_visible()
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    expect(page.get_by_text("Python: 19 None ()")).to_be_visible()
    page.get_by_role("button", name="Play").click()
    expect(page.locator("output.where")).to_have_text("Session 20 of 20")
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_a_delegation_is_chosen_by_keyboard_on_the_map_and_says_why(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=4")
    stops = page.get_by_role("listbox", name="Delegations on the map").locator("[tabindex='0']")
    assert stops.count() == 1
    stops.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    now = page.locator("svg.map .mark:focus")
    name = (now.get_attribute("aria-label") or "").split(",")[0]
    page.keyboard.press("Enter")
    expect(now).to_have_attribute("aria-selected", "true")
    expect(page.locator(".why h3")).to_contain_text(name)
    assert stops.count() == 1


def test_a_mark_is_named_with_kind_group_and_bracket(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=4")
    label = mark(page, "India").get_attribute("aria-label")
    assert label == (
        "India, government, in coalition C Further Opinion: Adopt it, holds a bracket, "
        "came from B Put it into operation"
    )


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
    mark(page, "India").click()
    why = page.locator(".why")
    expect(why.locator("h3")).to_have_text(
        "India left B Put it into operation for C Further Opinion: Adopt it"
    )
    expect(why.locator(".reason")).not_to_have_count(0)
    expect(why.get_by_text("said in public")).to_be_visible()
    refused = why.locator(".ties", has_text="refused").locator(".holder")
    assert page.locator("svg.map .tie.refused").count() == refused.count() > 0
    expect(page.get_by_text("Python: 4 IND ()")).to_be_visible()


def test_the_list_finds_a_delegation(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=4")
    page.get_by_label("Find a delegation").select_option(label="Kenya")
    expect(mark(page, "Kenya")).to_have_attribute("aria-selected", "true")


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


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_marks_glide_unless_less_motion_is_asked_for(page: Page, serve: Serve, motion: str) -> None:
    opened(page, serve, "s=4")
    page.get_by_role("button", name="One session forward").click()
    moving = page.locator("svg.map .mark").first.evaluate(
        "node => Math.max(...getComputedStyle(node).transitionDuration.split(',').map(parseFloat))"
    )
    assert moving == (0.6 if motion == "no-preference" else 0)


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
    expect(page.locator("output.where")).to_have_text("Session 5 of 20")
    page.get_by_role("button", name="Pin for comparison").tap()
    expect(page.get_by_role("region", name="Pinned sessions")).to_be_visible()
    assert overflow(page) == []


@pytest.mark.parametrize(("width", "query"), [(1440, "s=0"), (1440, "s=0&who=CHN"), (390, "s=0")])
def test_no_two_labels_meet_in_any_session(page: Page, serve: Serve, query: str) -> None:
    opened(page, serve, query)
    box = page.locator(".replay")
    met = []
    for session in range(21):
        page.get_by_role("slider", name="Session").fill(str(session))
        met += [f"{session}: {pair}" for pair in box.evaluate(BOXES)]
    assert met == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_coalition_has_one_colour_in_map_braid_and_board(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=4")
    page.get_by_role("button", name="Whole text").click()
    box = page.locator(".replay")
    for session, name in ((2, "India"), (4, "India"), (7, "China")):
        page.get_by_role("slider", name="Session").fill(str(session))
        expect(page.locator(".board .holder").first).to_be_attached()
        on_map, in_braid, on_board = box.evaluate(COLOURS, name)
        assert on_map == in_braid == on_board, (session, name)
        assert on_map != "none"


def test_the_picture_survives_a_rerun(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=4")
    mark(page, "India").click()
    page.get_by_role("button", name="One session forward").click()
    expect(page.get_by_text("Python: 5 IND ()")).to_be_visible()
    before = page.locator("svg.map").element_handle()
    page.get_by_role("button", name="Run again").click()
    settle(page)
    expect(page.locator("output.where")).to_have_text("Session 5 of 20")
    expect(mark(page, "India")).to_have_attribute("aria-selected", "true")
    assert page.evaluate("node => node.isConnected", before)


def test_a_session_that_the_page_asks_for_moves_the_picture(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=8")
    page.get_by_role("button", name="Go to session 3").click()
    expect(page.locator("output.where")).to_have_text("Session 3 of 20")


def test_two_pinned_sessions_tell_what_changed_between_them(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=3")
    page.get_by_role("button", name="Pin for comparison").click()
    page.get_by_role("slider", name="Session").fill("4")
    page.get_by_role("button", name="Pin for comparison").click()
    compare = page.get_by_role("region", name="Pinned sessions")
    expect(compare.get_by_role("heading", level=3)).to_have_text("What changed from session 3 to session 4")
    expect(compare.get_by_role("heading", level=4).first).to_have_text("8 delegations changed group")
    expect(page.get_by_text("Python: 4 None (3, 4)")).to_be_visible()
    compare.get_by_role("button", name="Unpin session 3").click()
    expect(page.get_by_text("Python: 4 None (4,)")).to_be_visible()


def test_lanes_by_kind_name_the_group_of_each_by_its_letter(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=2")
    page.get_by_label("Up:").select_option(label="Kind of delegation")
    expect(page.locator("svg.map .hull")).to_have_count(0)
    expect(page.locator("svg.map .name", has_text="China")).to_have_text("China C")


def test_in_a_large_room_the_groups_carry_the_names_until_one_is_opened(page: Page, serve: Serve) -> None:
    opened(page, serve, "large=1&s=2")
    names = page.locator("svg.map .names .name")
    assert 0 < names.count() <= 34
    page.get_by_label("Open a group:").select_option(index=1)
    tag = page.locator("svg.map .count")
    expect(tag).to_have_count(1)
    members = int((tag.text_content() or "").split(" ")[0])
    assert names.count() > 34
    assert members > 34
    assert page.locator("svg.map .mark:visible").count() >= members
    assert page.locator(".replay").evaluate(BOXES) == []


def test_in_a_large_room_reasons_come_after_the_click_and_the_picture_stays(page: Page, serve: Serve) -> None:
    opened(page, serve, "large=1&s=4")
    before = page.locator("svg.map").element_handle()
    page.get_by_label("Find a delegation").select_option(label="India 0")
    why = page.locator(".why")
    expect(why.locator("h3")).to_contain_text("India 0")
    expect(why.locator(".reason, .refused, blockquote").first).to_be_attached()
    expect(page.get_by_text("Python: 4 IND0 ()")).to_be_visible()
    assert page.evaluate("node => node.isConnected", before)


def test_a_click_beside_a_mark_takes_the_nearest_and_one_on_the_ticks_goes_there(
    page: Page, serve: Serve
) -> None:
    opened(page, serve, "s=0")
    box = mark(page, "Brazil").locator(".shape").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] + 6, box["y"] + box["height"] / 2)
    expect(mark(page, "Brazil")).to_have_attribute("aria-selected", "true")
    tick = page.locator("svg.braid .tick", has_text="12").bounding_box()
    assert tick is not None
    page.mouse.click(tick["x"] + tick["width"] / 2, tick["y"] + tick["height"] / 2)
    expect(page.locator("output.where")).to_have_text("Session 12 of 20")


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
    expect(page.get_by_role("table", name="Members of each group").get_by_role("row")).to_have_count(22)


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")])
def test_nothing_keeps_people_out(page: Page, serve: Serve, axe: Axe, shoot: Shoot) -> None:
    opened(page, serve, "s=4&who=IND")
    assert axe(page) == []
    shoot(page, "replay-component")


@pytest.mark.parametrize("width", [1440, 390])
def test_the_miniature_plays_in_a_minute(page: Page, serve: Serve) -> None:
    page.clock.install()
    page.goto(f"{serve(SCRIPT).url}?mini=1")
    page.clock.run_for(3000)
    said = page.locator(".miniature .said")
    expect(said).to_contain_text("Session 20:")
    page.get_by_role("button", name="Watch 60 seconds").click()
    expect(said).to_contain_text("Before session 1")
    page.clock.run_for(30_100)
    expect(said).to_contain_text("Session 10:")
    page.clock.run_for(30_100)
    expect(said).to_contain_text("Session 20:")
    expect(page.get_by_role("button", name="Watch 60 seconds")).to_be_visible()
    assert overflow(page) == []
