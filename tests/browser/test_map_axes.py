"""The texts on the axes of the coalition map: where they are long they are cut, and whole under the pointer."""

import pytest
from playwright.sync_api import Page

from simulation.words import LANGUAGES
from tests.browser.conftest import HEIGHT, Serve
from tests.browser.looking import settle
from tests.browser.replay_scene import opened
from tests.browser.serving import Server
from tests.extent import at_a_desk

TEXTS = """box => {
  const svg = box.querySelector('svg.map'), frame = svg.getBoundingClientRect();
  return { wide: [frame.left, frame.right], texts: [...svg.querySelectorAll('.ground text')].map((node) => {
    const { left, right, top, bottom } = node.getBoundingClientRect(), shown = node.firstChild.data;
    const whole = node.querySelector('title')?.textContent ?? '', look = node.getAttribute('class');
    return { shown, look, whole, left, right, top, bottom };
  }) };
}"""
"""Texts of the axes: what is shown, what stands under the pointer, and their boxes."""
LINE = 4.0
"""Pixels of its box above and below the letters of a text."""


@pytest.mark.thorough  # how it looks
@pytest.mark.parametrize("language", at_a_desk(["fr"], LANGUAGES))
def test_long_poles_titles_and_wordings_do_not_overlap_and_can_be_read_whole(
    page: Page, serve: Serve, language: str
) -> None:
    opened(page, serve, f"case=first_hour&wordy=1&lang={language}")
    for width in (1440, 1180, 390):
        page.set_viewport_size({"width": width, "height": HEIGHT[width]})
        settle(page)
        found = page.locator(".replay").evaluate(TEXTS)
        texts = found["texts"]
        # Both poles of the axis below take two lines, the title of the other axis one.
        assert [text["look"] for text in texts].count("pole") == 5
        assert sum("…" in text["shown"] for text in texts) >= 4
        for place, one in enumerate(texts):
            assert found["wide"][0] - 1 <= one["left"] <= one["right"] <= found["wide"][1] + 1, (width, one)
            if one["look"] == "pole":
                lines = [each["shown"] for each in texts if each["whole"] == one["whole"]]
                assert len(" ".join(lines)) >= 12, (width, lines)
                assert one["shown"].strip("←→↑… ") in one["whole"], (width, one)
                assert len(one["whole"]) > 90
            for other in texts[place + 1 :]:
                across = min(one["right"], other["right"]) - max(one["left"], other["left"])
                down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) - LINE
                assert across <= 0.5 or down <= 0, (width, one, other)


UNDER = """box => {
  const boxes = (part) => [...box.querySelectorAll(`svg.map ${part}`)].map((node) => node.getBoundingClientRect());
  const meet = (name, mark) => mark.width && mark.left < name.right - 2 && mark.right > name.left + 2
    && mark.top < name.bottom - 4 && mark.bottom > name.top + 4;
  const marks = boxes(':is(.mark .shape, .stack .tile)');
  return boxes('.ground text.tick').flatMap((name) => marks.filter((mark) => meet(name, mark))).length;
}"""
"""How many marks cover the name of a level, give or take the space around letters."""


@pytest.mark.parametrize("width", [390], indirect=True)
def test_on_a_phone_no_mark_covers_the_name_of_a_level(page: Page, app: Server) -> None:
    for case, session in (("first_hour", 1), ("first_hour", 6), ("wtpf13", 1)):
        page.goto(f"{app.url}/replay?case={case}&session={session}")
        page.locator(".replay[data-ready='2']").wait_for()
        settle(page)
        assert page.locator("svg.map .ground text.tick").count() == 2
        assert page.locator(".replay").evaluate(UNDER) == 0, (case, session)
