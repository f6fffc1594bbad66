"""What a reader with a browser waits for: pictures while scrubbing, a page, the answer to a choice; counted clicks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import Final

from playwright.sync_api import Browser, Page, WebSocket, expect, sync_playwright

from tests.browser.conftest import chromium, flags
from tests.browser.looking import settle, shifts, watch_shifts

__all__ = ["Clicks", "browser", "first_loads", "moved", "recomputed", "scrubbed"]

_LATE: Final = 1_000
"""Milliseconds in which what comes late still counts."""
_READY: Final = ".replay[data-ready='2']"
_SCRUB: Final = """async (box, steps) => {
  const range = box.querySelector('input.clock'), last = Number(range.max), times = [];
  const painted = () => new Promise(done => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done(performance.now());
    channel.port2.postMessage(0);
  }));
  for (let step = 0; step < steps; step++) {
    const begun = performance.now();
    range.value = String((step * 7) % (last + 1));
    range.dispatchEvent(new Event('input', { bubbles: true }));
    times.push(await painted() - begun);
  }
  return times;
}"""
_ANSWER: Final = """async labels => {
  const main = document.querySelector('[data-testid="stMain"]'), times = [];
  const labelled = text => [...main.querySelectorAll('label')].some(one => one.innerText.trim() === text);
  for (const [press, wait, gone] of labels) {
    const radio = [...main.querySelectorAll('[role="radio"]')].find(one => one.innerText.trim() === press);
    const begun = performance.now();
    radio.click();
    while (!labelled(wait) || labelled(gone))
      await new Promise(done => requestAnimationFrame(done));
    times.push(performance.now() - begun);
  }
  return times;
}"""


@dataclass(slots=True)
class Clicks:
    """Clicks that are counted while they are made."""

    page: Page
    n: int = 0
    made: list[str] = field(default_factory=list)

    def on(self, name: str) -> None:
        """Click a button by its name."""
        self.page.get_by_role("button", name=name).first.click()
        self.n += 1
        self.made.append(name)


@contextmanager
def browser() -> Iterator[Browser | None]:
    """Run a Chromium; None if there is none."""
    executable = chromium()
    if executable is None:
        yield None
        return
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=executable, args=flags(executable))
        yield found
        found.close()


def scrubbed(page: Page, url: str, steps: int) -> tuple[list[float], int, int]:
    """Return seconds from input to picture, bytes sent meanwhile, and sessions of the run that opens the replay."""
    sent = [0]

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", lambda frame: sent.__setitem__(0, sent[0] + len(frame)))

    page.on("websocket", listen)
    page.goto(f"{url}/replay")
    picture = page.locator(_READY)
    picture.wait_for(timeout=120_000)
    settle(page)
    picture.evaluate(_SCRUB, 20)
    page.wait_for_timeout(1_000)
    before = sent[0]
    times: list[float] = picture.evaluate(_SCRUB, steps)
    sessions = int(picture.locator("input.clock").get_attribute("max") or 0)
    return [time / 1_000 for time in times], sent[0] - before, sessions


def first_loads(open_page: Callable[[], Page], url: str, loads: int) -> list[float]:
    """Return seconds from the address to the first session chosen, each in a fresh profile."""
    found = []
    for _ in range(loads):
        page = open_page()
        begun = perf_counter()
        page.goto(f"{url}/replay?case=wtpf13")
        page.locator(_READY).wait_for()
        before = page.locator("h2.sentence").inner_text()
        page.get_by_role("slider", name="Session").press("ArrowLeft")
        expect(page.locator("h2.sentence")).not_to_have_text(before)
        found.append(perf_counter() - begun)
        page.context.close()
    return found


def recomputed(page: Page, url: str, turns: int) -> list[float]:
    """Return seconds from a choice in the editor of the largest shipped case to what the server makes of it."""
    page.goto(f"{url}/editor?case=wtpf13")
    page.get_by_role("button", name="Open it for editing").click()
    page.get_by_role("radiogroup", name="Steps").get_by_role("radio").nth(3).click()
    page.get_by_text("Point shown in the grid", exact=True).wait_for()
    settle(page)
    whose, what = "Delegation shown in the grid", "Point shown in the grid"
    there = ("One delegation, all points", whose, what)
    back = ("One point, everybody", what, whose)
    times: list[float] = page.evaluate(_ANSWER, [there, back] * (turns // 2))
    return [time / 1_000 for time in times]


def moved(page: Page, address: str) -> float:
    """Return the share of the window that moves by itself while a page comes, see `shifts`."""
    watch_shifts(page)
    page.goto(address)
    settle(page)
    page.wait_for_timeout(_LATE)
    return shifts(page)[0]
