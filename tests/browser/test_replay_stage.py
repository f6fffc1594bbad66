"""Where the parts of the replay stand: map and braid together, the play bar in sight, the reasons beside the map."""

import pytest
from playwright.sync_api import Locator, Page, expect

from simulation.words import LANGUAGES
from tests.browser.conftest import Axe, Serve, Shoot
from tests.browser.looking import overflow, settle
from tests.browser.replay_scene import mark, opened
from tests.browser.serving import Server
from tests.extent import at_a_desk

SCREENS = {1440: 900, 1366: 768}
BESIDE = {**SCREENS, 1180: 820}
ALL = {**BESIDE, 820: 900}
"""Heights of windows by their widths."""
LABELS = """box => {
  const svg = box.querySelector('svg.braid'), found = [];
  const ropes = [...svg.querySelectorAll('.rope path[data-i], .cross path[data-i]')];
  const slots = new Map();
  ropes.forEach(one => slots.set(one.dataset.slot, [...(slots.get(one.dataset.slot) || []), one]));
  for (const label of svg.querySelectorAll('.ropename')) {
    const tone = label.style.fill.match(/--t(\\d)/)[1], at = label.getBBox();
    for (const rope of slots.get(tone) || []) {
      for (let k = 0; k <= 12; k++) for (let m = 2; m <= 8; m++) {
        const point = new DOMPoint(at.x + at.width * k / 12, at.y + at.height * m / 10);
        if (rope.isPointInFill(point)) { found.push(`${label.textContent} over ${rope.dataset.i}`); k = 13; break; }
      }
    }
  }
  return [...new Set(found)];
}"""
"""Names of ropes that stand over threads of their own coalition."""
ENDS = """box => {
  const svg = box.querySelector('svg.braid');
  const ends = [...svg.querySelectorAll('.threads path[data-i]')].map(one => {
    const at = one.getBBox();
    return Math.round((at.x + at.width) * 10) / 10;
  });
  const last = Math.max(...ends), held = ends.filter(end => end === last).length;
  return [held, Number(getComputedStyle(svg.querySelector('.threads path[data-i]')).strokeWidth === '0px'
    || getComputedStyle(svg.querySelector('.threads path[data-i]')).stroke === 'none')];
}"""
"""How many threads end at the right edge, and whether their ends are without an outline."""


def at(part: Locator) -> dict[str, float]:
    box = part.bounding_box()
    assert box is not None
    x, y, width, height = box["x"], box["y"], box["width"], box["height"]
    return {"x": x, "y": y, "width": width, "height": height, "right": x + width, "bottom": y + height}


def shown(page: Page, app: Server, query: str, *, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{app.url}/replay?{query}")
    page.locator(".replay[data-ready='2']").wait_for()
    settle(page)


@pytest.mark.thorough  # how it looks
@pytest.mark.parametrize(
    ("case", "screen", "language"),
    at_a_desk(
        [("wtpf13", 1366, "fr")],
        [
            (case, screen, language)
            for case in ("wtpf13", "wtpf13_training", "worked_package")
            for screen in SCREENS
            for language in LANGUAGES
        ],
    ),
)
def test_map_and_braid_are_in_the_first_screen_in_every_session(
    page: Page, app: Server, case: str, screen: int, language: str
) -> None:
    height = SCREENS[screen]
    shown(page, app, f"case={case}&session=1&lang={language}", width=screen, height=height)
    sessions = int(page.locator("input.clock").get_attribute("max") or 0)
    for session in range(sessions + 1):
        page.locator("input.clock").fill(str(session))
        chart, braid, bar = (at(page.locator(one)) for one in ("svg.map", "svg.braid", ".replaybar"))
        assert bar["bottom"] <= height, session
        assert max(chart["bottom"], braid["bottom"]) <= bar["y"] + 1, session
        assert chart["right"] <= braid["x"], session
        assert min(chart["y"], braid["y"]) > 0, session
        assert chart["height"] >= 330, session


@pytest.mark.thorough  # it is in the first screen above
@pytest.mark.parametrize("screen", at_a_desk([820], ALL))
def test_the_play_bar_stays_in_sight_however_far_one_scrolls(page: Page, app: Server, screen: int) -> None:
    height = ALL[screen]
    shown(page, app, "case=wtpf13&session=11", width=screen, height=height)
    for far in (0, 300, 700, 1200):
        page.get_by_test_id("stMain").evaluate("(main, far) => main.scrollTo(0, far)", far)
        bar = at(page.locator(".replaybar"))
        assert bar["y"] >= 0, far
        assert bar["bottom"] <= height, far
        page.get_by_role("button", name="One session forward").click(trial=True)


@pytest.mark.thorough  # on a phone they open below
@pytest.mark.parametrize("screen", at_a_desk([1366], BESIDE))
def test_the_reasons_open_beside_the_map_and_close_where_one_was(
    page: Page, app: Server, screen: int
) -> None:
    height = BESIDE[screen]
    shown(page, app, "case=wtpf13&session=4", width=screen, height=height)
    before = at(page.locator("svg.map"))
    row = page.locator("svg.map .mark:visible").first.get_attribute("data-i")
    one, why = page.locator(f"svg.map .mark[data-i='{row}']"), page.locator(".why")
    name = (one.get_attribute("aria-label") or "").partition(",")[0]
    one.click()
    expect(why.locator("h3")).to_contain_text(name)
    pane, chart, braid = at(why), at(page.locator("svg.map")), at(page.locator("svg.braid"))
    assert chart == before
    assert 0 <= pane["x"] - chart["right"] <= 40
    assert abs(pane["y"] - at(page.locator(".stage"))["y"]) <= 1
    assert at(why.locator("h3"))["bottom"] < chart["bottom"]
    assert pane["right"] <= braid["x"] or pane["bottom"] <= braid["y"]
    if screen > 1300:
        assert braid["bottom"] <= height
    assert overflow(page) == []
    one.focus()
    page.keyboard.press("Escape")
    expect(why).to_be_hidden()
    expect(one).to_be_focused()
    page.keyboard.press("Enter")
    why.get_by_role("button", name="Close").click()
    expect(why).to_be_hidden()
    expect(one).to_be_focused()


@pytest.mark.parametrize("width", [390])
def test_on_a_phone_the_reasons_are_a_sheet_that_gives_the_focus_back(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=4")
    one, why = mark(page, "Brazil,"), page.locator(".why")
    one.focus()
    page.keyboard.press("Enter")
    expect(why.locator("h3")).to_be_focused()
    sheet = at(why)
    assert abs(sheet["bottom"] - at(page.locator(".replaybar"))["y"]) <= 1
    assert sheet["x"] == 0
    assert sheet["height"] <= 0.6 * 844
    assert at(one.locator(".shape"))["bottom"] < sheet["y"]
    page.keyboard.press("Escape")
    expect(why).to_be_hidden()
    expect(one).to_be_focused()
    one.tap()
    why.get_by_role("button", name="Close").tap()
    expect(why).to_be_hidden()
    expect(one).to_be_focused()
    assert overflow(page) == []


@pytest.mark.thorough  # the sheet is closed by its button above
@pytest.mark.parametrize("width", [390])
def test_a_sheet_is_pulled_down_to_close_it(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=4")
    one, why = mark(page, "Brazil,"), page.locator(".why")
    one.tap()
    head = at(why.locator(".whyhead"))
    x, y = head["x"] + 60, head["y"] + head["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 20)
    page.mouse.up()
    expect(why).to_be_visible()
    page.mouse.down()
    page.mouse.move(x, y + 120, steps=4)
    page.mouse.up()
    expect(why).to_be_hidden()


@pytest.mark.thorough  # how it looks
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("case", at_a_desk(["wtpf13"], ["wtpf13", "wtpf13_training", "first_hour"]))
def test_ropes_end_in_one_line_and_no_name_covers_its_own(page: Page, serve: Serve, case: str) -> None:
    opened(page, serve, f"s=19&case={case}")
    box = page.locator(".replay")
    people = page.locator("svg.braid .hit").count()
    assert box.evaluate(ENDS) == [people, 1]
    assert box.evaluate(LABELS) == []


@pytest.mark.thorough  # on the map it is chosen in test_replay_component.py
def test_a_thread_chosen_by_keyboard_keeps_the_focus_when_the_braid_makes_way(
    page: Page, serve: Serve
) -> None:
    opened(page, serve, "s=4")
    threads = page.get_by_role("listbox", name="Delegations as threads")
    threads.locator("[tabindex='0']").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".why")).to_be_visible()
    expect(threads.locator("[aria-selected='true']")).to_be_focused()


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark"), (390, "light"), (1440, "dark")])
def test_open_reasons_keep_nobody_out(page: Page, serve: Serve, axe: Axe, shoot: Shoot) -> None:
    opened(page, serve, "s=4&who=ARG")
    expect(page.locator(".why")).to_be_visible()
    assert axe(page) == []
    shoot(page, "replay-why")
