"""What the browser tests do with a page: wait until it is still, look for barriers, keep a picture of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page, expect

__all__ = [
    "Heard",
    "barriers",
    "forget",
    "listening",
    "overflow",
    "picture",
    "settle",
    "shifts",
    "watch_shifts",
]

_OURS = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:", "about:")
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_TALLEST = 9_000
_RUN_AXE = """async tags => {
  const found = await axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] });
  return found.violations.map(one => ({
    id: one.id, impact: one.impact, help: one.help,
    nodes: one.nodes.map(node => node.target.join(' ') + '   ' + node.html.slice(0, 160)),
  }));
}"""
_TALL = """() => {
  const main = document.querySelector('[data-testid="stMain"]') || document.documentElement;
  return Math.ceil(main.scrollHeight);
}"""
_WIDE = """() => {
  const edge = document.documentElement.clientWidth;
  const main = document.querySelector('[data-testid="stMain"]');
  const scrolls = [document.documentElement, main].filter(part => part && part.scrollWidth > part.clientWidth + 1);
  return scrolls.map(part => `${part.tagName} ${part.dataset.testid || ''}: ${part.scrollWidth} in ${edge}`);
}"""


_WATCH_SHIFTS = """() => {
  window.shifts = [];
  const named = node => {
    const part = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const key = [...(part?.closest('[class*=st-key-]')?.classList ?? [])].find(one => one.startsWith('st-key-'));
    const text = (part?.innerText ?? '').slice(0, 30);
    return part ? `${part.dataset?.testid ?? part.tagName} ${key ?? ''} '${text}'` : 'gone';
  };
  new PerformanceObserver(list => list.getEntries().filter(one => !one.hadRecentInput).forEach(one => shifts.push({
    value: one.value,
    what: one.sources.map(of => `${named(of.node)}: ${of.previousRect.y | 0} to ${of.currentRect.y | 0}`).join('; '),
  }))).observe({ type: 'layout-shift', buffered: true });
}"""


@dataclass(slots=True)
class Heard:
    """What a page asked for and complained about."""

    outside: list[str] = field(default_factory=list)
    """Addresses of requests that left this machine."""
    errors: list[str] = field(default_factory=list)
    """Errors on the console, and those that no code caught."""


@contextmanager
def listening(page: Page, heard: Heard) -> Iterator[None]:
    """Note in `heard` what the page asks for outside this machine and complains about while the block runs."""

    def note(url: str) -> None:
        if not url.startswith(_OURS):
            heard.outside.append(url)

    def complain(message: ConsoleMessage) -> None:
        about = str(message.location.get("url", ""))
        if message.type == "error":
            heard.errors.append(f"{message.text} ({about.rpartition('/')[2]})" if about else message.text)

    events: dict[Any, Callable[[Any], None]] = {
        "request": lambda request: note(request.url),
        "websocket": lambda socket: note(socket.url),
        "console": complain,
        "pageerror": lambda error: heard.errors.append(f"{error}"),
    }
    for name, act in events.items():
        page.on(name, act)
    yield
    for name, act in events.items():
        page.remove_listener(name, act)


def forget(context: BrowserContext, keep: Page | None = None) -> None:
    """Close all windows of a profile but one, and empty the storage of every page that they showed."""
    for page in context.pages:
        try:
            _empty(page)
        except Error:  # its server has gone
            page.close()
        else:
            if page is not keep:
                page.close()
    context.clear_cookies()


def _empty(page: Page) -> None:
    """Empty the storage of the page that a window shows, and let it show none."""
    address = urlsplit(page.url)
    origin = f"{address.scheme}://{address.netloc}"
    if address.scheme == "http":
        page.goto(f"{origin}/_stcore/health")  # nothing that runs there keeps anything
    devtools = page.context.new_cdp_session(page)
    devtools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    devtools.detach()
    page.goto("about:blank")
    page.mouse.move(-1, -1)


def settle(page: Page) -> None:
    """Wait until the app is connected and no script runs."""
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-connection-state", "CONNECTED")
    expect(app).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.locator(".stSkeleton, [data-testid='stSkeleton']")).to_have_count(0)


def watch_shifts(page: Page) -> None:
    """Note what moves by itself on every page that is opened from now on."""
    page.add_init_script(f"({_WATCH_SHIFTS})()")


def shifts(page: Page) -> tuple[float, list[str]]:
    """Return how much has moved on the page since it was opened, as browsers measure it, and what, the most first.

    The sum of the layout shifts that no click or key led to: share of the window that moved times share of its height
    by which it did. See the Layout Instability API of the W3C.
    """
    found: list[dict[str, Any]] = page.evaluate("() => shifts")
    found.sort(key=lambda one: -float(one["value"]))
    return sum(float(one["value"]) for one in found), [f"{one['value']:.3f} {one['what']}" for one in found]


@cache
def _axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


_STILL = """() => !document.querySelector("[data-stale='true']") && document.getAnimations().every(
  one => one.playState !== "running" || one.effect.getComputedTiming().endTime === Infinity)"""
"""Whether all that is shown is of the last run, and nothing fades any more: what is half faded has no contrast."""


def barriers(page: Page, *, impacts: tuple[str, ...] = ("serious", "critical")) -> list[str]:
    """Return what axe finds on the page that keeps people out, one finding a line."""
    page.wait_for_function(_STILL)
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_axe())
    found: list[dict[str, Any]] = page.evaluate(_RUN_AXE, _TAGS)
    return [
        f"{one['id']} ({one['impact']}): {one['help']}\n  " + "\n  ".join(one["nodes"])
        for one in found
        if one["impact"] in impacts
    ]


def overflow(page: Page) -> list[str]:
    """Return what is wider than the window, so that a reader would have to scroll sideways."""
    wide: list[str] = page.evaluate(_WIDE)
    return wide


def picture(page: Page, path: Path) -> Path:
    """Keep a picture of the whole page, also of what lies below the fold."""
    size = page.viewport_size or {"width": 1440, "height": 900}
    path.parent.mkdir(parents=True, exist_ok=True)
    tall = min(max(page.evaluate(_TALL), size["height"]), _TALLEST)
    page.set_viewport_size({"width": size["width"], "height": tall})
    page.screenshot(path=path, animations="disabled")
    page.set_viewport_size(size)
    return path
