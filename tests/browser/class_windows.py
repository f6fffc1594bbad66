"""Windows of people in a class, each a browser of its own, and what tests do in them."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import HEIGHT, PATIENCE, PHONE, Axe, Shoot, Theme
from tests.browser.looking import overflow

__all__ = [
    "SLOW",
    "TALL",
    "asked_in",
    "caught_up",
    "looked_at",
    "object_by_keyboard",
    "opened",
    "sending",
    "tab_to",
]

TALL: Final = 44
"""Pixels of what a finger has to meet."""
SLOW: Final = re.compile(r"htmx:(timeout|afterRequest),")
"""What htmx notes of a look that a busy machine did not answer in time; of what fails otherwise it notes more."""
MOST_TABS: Final = 300
SHOWS: Final = """(since) => {
  const seen = [...document.querySelectorAll('input[name=seen]')].map((one) => Number(one.value));
  return seen.length && seen.every((one) => one === since);
}"""
FOCUSED: Final = """() => {
  const here = document.activeElement;
  return [here?.tagName ?? '', (here?.innerText ?? '').trim(), here?.id ?? ''];
}"""
SMALL: Final = """(tall) => [...document.querySelectorAll('button, summary, select, nav a')]
  .map((part) => [part.innerText, part.getBoundingClientRect().height])
  .filter(([, height]) => height > 0 && height < tall - 0.5)"""
COVERED: Final = """() => {
  const here = document.activeElement.getBoundingClientRect(), bar = document.querySelector('.jump');
  return !!bar && getComputedStyle(bar).display !== 'none' && here.bottom > bar.getBoundingClientRect().top + 1
    && !bar.contains(document.activeElement);
}"""


@contextmanager
def opened(browser: Browser, *, width: int, theme: Theme) -> Iterator[Page]:
    """Open a window with cookies of its own."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT[width]},
        locale="en-GB",
        color_scheme=theme,
        has_touch=width < PHONE,
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def looked_at(page: Page, axe: Axe, shoot: Shoot, name: str, *, tall: int = TALL) -> None:
    """See that nothing keeps anybody out, sticks out or is too small for a finger; keep a picture if asked to."""
    assert axe(page) == []
    assert overflow(page) == []
    assert page.evaluate(SMALL, tall) == []
    shoot(page, name)


def tab_to(page: Page, label: str, *, form: str = "") -> None:
    """Go by the keyboard alone to what is called so; what has the focus is never behind the bar of a phone."""
    target = page.locator(f"#{form}") if form else page.locator("body")
    wanted = target.get_by_text(label, exact=True).first
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("(node) => node === document.activeElement"):
            assert not page.evaluate(COVERED)
            return
    raise AssertionError(f"{label} is not reached: {page.evaluate(FOCUSED)}")


def asked_in(page: Page, form: str) -> Locator:
    """Return what a form asks once more before it is sent."""
    return page.locator(f"form#{form}").get_by_role("alert")


def sending(page: Page, press: Callable[[], None]) -> int:
    """Press what sends a form, wait until the server has answered, and return how."""
    with page.expect_response(lambda answer: answer.url.partition("?")[0].endswith("/act")) as answer:
        press()
    return answer.value.status


def caught_up(page: Page, since: int) -> None:
    """Wait until the page of a seat shows the phase that began with an event, without a reload."""
    page.wait_for_function(SHOWS, arg=since)
    expect(page.locator("#view")).not_to_be_empty()


def object_by_keyboard(page: Page, view: Mapping[str, Any]) -> None:
    """Object to a wording that crosses a red line by keyboard alone; who supports it first is asked once more."""
    issue, option = next(
        (issue["key"], option["key"])
        for issue in view["issues"]
        for option in issue["options"]
        if option["on_floor"] and option["is_red"]
    )
    form = f"say-{issue}-{option}"
    tab_to(page, "Support", form=form)
    page.keyboard.press("Enter")
    expect(asked_in(page, form)).to_contain_text("crosses a red line of your brief")
    tab_to(page, "No, leave it", form=form)
    page.keyboard.press("Enter")
    expect(asked_in(page, form)).to_have_count(0)
    tab_to(page, "Object", form=form)
    page.keyboard.press("Enter")
    objects = page.locator(f"form#{form}").get_by_role("button", name="Object")
    expect(objects).to_have_attribute("aria-pressed", "true")
