"""Nothing of the replay covers anything else: the play bar is one row below the charts, labels have their room."""

from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from simulation.words import LANGUAGES
from tests.browser.looking import overflow, settle
from tests.browser.serving import Server
from tests.extent import at_a_desk

SCREENS = {1440: 900, 1366: 768, 1180: 820}
SESSIONS = {"wtpf13": (1, 4, 11, 19), "first_hour": (1, 5)}
PIN = {"en": "Pin for comparison", "fr": "Épingler pour comparer"}
ONE_LINE = 24
"""Pixels that the height of a line of headings is below."""
COVERED = """box => {
  const row = box.querySelector('.events');
  const seen = [...row.querySelectorAll('text')].filter(one => one.getClientRects().length);
  const label = seen.find(one => one.matches('.quiet')), at = label.getBoundingClientRect();
  return seen.filter(one => one !== label).filter(one => {
    const other = one.getBoundingClientRect();
    return other.left < at.right && other.right > at.left && other.top < at.bottom && other.bottom > at.top;
  }).map(one => one.textContent);
}"""
"""Events that are printed over the name of their row."""
LOOKS: list[Any] = at_a_desk(
    [("wtpf13", 1366, "fr")],
    [(case, screen, language) for case in SESSIONS for screen in SCREENS for language in LANGUAGES],
)
WITH_EVENTS: list[Any] = at_a_desk(
    [("wtpf13", 1366, "fr")],
    [(case, screen, language) for case in SESSIONS for screen in (1440, 1366) for language in LANGUAGES],
)
"""Where the braid is narrower, the row of events is left out."""


def at(part: Locator) -> dict[str, float]:
    box = part.bounding_box()
    assert box is not None
    x, y, width, height = box["x"], box["y"], box["width"], box["height"]
    return {"x": x, "y": y, "width": width, "height": height, "right": x + width, "bottom": y + height}


def shown(page: Page, app: Server, case: str, session: int, language: str, *, width: int) -> None:
    page.set_viewport_size({"width": width, "height": SCREENS[width]})
    page.goto(f"{app.url}/replay?case={case}&session={session}&lang={language}")
    page.locator(".replay[data-ready='2']").wait_for()
    settle(page)


@pytest.mark.thorough  # how it looks
@pytest.mark.parametrize(("case", "screen", "language"), LOOKS)
def test_the_play_bar_is_one_row_below_the_charts_and_their_legend(
    page: Page, app: Server, case: str, screen: int, language: str
) -> None:
    shown(page, app, case, 1, language, width=screen)
    for session in SESSIONS[case]:
        page.locator("input.clock").fill(str(session))
        bar = at(page.locator(".replaybar"))
        assert bar["bottom"] <= SCREENS[screen], session
        for one in ("svg.map", "svg.bracketrow", ".markslegend", ".bracketnote"):
            assert at(page.locator(one))["bottom"] <= bar["y"] + 1, (one, session)
        parts = [at(one) for one in page.locator(".replaybar .moves > *").all()]
        middles = [part["y"] + part["height"] / 2 for part in parts]
        assert max(middles) - min(middles) < 2, session
        assert all(left["right"] <= right["x"] for left, right in pairwise(parts)), session
        assert parts[-1]["right"] <= at(page.locator(".rangebox"))["x"], session
    assert overflow(page) == []


@pytest.mark.thorough  # the row of buttons is one above
@pytest.mark.parametrize(
    ("screen", "language"),
    at_a_desk([(1440, "fr")], [(width, language) for width in (1440, 1366) for language in LANGUAGES]),
)
def test_the_button_that_pins_is_a_sign_with_a_name_and_in_a_wide_window_the_whole_word(
    page: Page, app: Server, screen: int, language: str
) -> None:
    shown(page, app, "first_hour", 1, language, width=screen)
    pin = page.get_by_role("button", name=PIN[language], exact=True)
    expect(pin).to_have_attribute("title", PIN[language])
    expect(pin.locator("svg")).to_be_visible()
    expect(pin.locator(".word")).to_be_visible(visible=screen >= 1400)
    assert pin.locator(".word").evaluate("one => one.scrollWidth <= one.clientWidth")
    pin.click()
    expect(page.locator(".moves .pin")).not_to_have_attribute("aria-label", PIN[language])


@pytest.mark.thorough  # how it looks
@pytest.mark.parametrize(("case", "screen", "language"), WITH_EVENTS)
def test_no_event_is_printed_over_the_name_of_its_row(
    page: Page, app: Server, case: str, screen: int, language: str
) -> None:
    shown(page, app, case, 0, language, width=screen)
    for session in range(int(page.locator("input.clock").get_attribute("max") or 0) + 1):
        page.locator("input.clock").fill(str(session))
        assert page.locator(".replay").evaluate(COVERED) == [], session


@pytest.mark.thorough  # test_replay_stage.py opens the reasons
@pytest.mark.parametrize("language", at_a_desk(["fr"], LANGUAGES))
def test_with_the_reasons_open_the_braid_keeps_its_heading_and_its_legend(
    page: Page, app: Server, language: str
) -> None:
    shown(page, app, "wtpf13", 11, language, width=1440)
    page.locator("svg.map .mark:visible").first.click()
    expect(page.locator(".why")).to_be_visible()
    assert at(page.locator(".braidside h3"))["height"] <= 2 * ONE_LINE
    bar, column = at(page.locator(".replaybar")), at(page.locator(".braidside"))
    for one in page.locator(".markslegend > *").all():
        part = at(one)
        assert part["bottom"] <= bar["y"]
        assert column["x"] - 1 <= part["x"]
        assert part["right"] <= column["right"] + 1
    assert overflow(page) == []


@pytest.mark.thorough  # how it looks
@pytest.mark.parametrize("language", at_a_desk(["fr"], LANGUAGES))
def test_the_note_on_brackets_is_whole(page: Page, app: Server, language: str) -> None:
    shown(page, app, "wtpf13", 11, language, width=1366)
    note = page.locator(".bracketnote")
    expect(note).to_contain_text("400")
    assert "…" not in note.inner_text()
    assert note.evaluate("one => one.scrollWidth <= one.parentNode.clientWidth")
