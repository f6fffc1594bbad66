"""Names that are written from right to left stand inside other text of the replay without turning it."""

import re
from typing import Final

from playwright.sync_api import Page, expect

from tests.browser.conftest import Serve
from tests.browser.looking import settle
from tests.browser.replay_scene import opened

TEXTS = """box => {
  const found = [];
  for (const node of box.querySelectorAll('*')) {
    if (node.hasAttribute('aria-label')) found.push(node.getAttribute('aria-label'));
    for (const child of node.childNodes) if (child.nodeType === 3) found.push(child.data);
  }
  return found;
}"""
"""Every text of the replay, those for the pointer and for screen readers too."""
NAME: Final = re.compile("\u2068[^\u2068\u2069]*\u2069")
FROM_RIGHT: Final = re.compile(r"[\u0590-\u06ff]")
HELD: Final = re.compile(r"[\ue000\ue001]")


def test_names_from_right_to_left_are_isolated_in_every_text_of_the_replay(page: Page, serve: Serve) -> None:
    opened(page, serve, "case=first_hour&right=1&s=0")
    session, where = page.get_by_role("slider", name="Session"), page.locator("output.where")
    assert session.get_attribute("max") == "6"
    for now in range(7):
        session.fill(str(now))
        expect(where).to_have_text(f"Session {now} of 6" if now else "Start")
        settle(page)
        texts = page.locator(".replay").evaluate(TEXTS)
        named = [text for text in texts if FROM_RIGHT.search(text)]
        assert len(named) > 20
        assert any(NAME.sub("", text).strip() for text in named), "some stand inside other text"
        assert [text for text in named if FROM_RIGHT.search(NAME.sub("", text))] == []
        assert [text for text in texts if HELD.search(text)] == []
