"""The host's console in a browser: a lesson led by keyboard alone, live, wide and on a phone, without barriers."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Axe, Shoot
from tests.browser.looking import Heard, overflow
from tests.class_served import Lesson, lesson
from tests.extent import at_a_desk

LOOKS = [("light", 1440), ("light", 390), ("dark", 390), ("dark", 1440)]
TALL = 44
"""Pixels of what a finger has to meet."""
MOST = 150
"""Presses of the key Tab within which each part of the page is met."""


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Lesson]:
    with lesson(tmp_path, tables=2, people_a_seat=2, minutes={"talks": 30}) as found:
        yield found


@pytest.fixture
def console(page: Page, here: Lesson) -> Page:
    """Return the browser of the host, at the console."""
    url = f"http://127.0.0.1:{here.port}/class"
    page.context.clear_cookies()
    page.context.add_cookies(
        [{"name": name, "value": value, "url": url} for name, value in here.host.cookies.items()]
    )
    page.goto(f"{url}/console")
    return page


def tab_to(page: Page, role: str, name: str) -> None:
    """Go on with the key Tab until a part of the page has the focus."""
    wanted = page.get_by_role(role, name=name, exact=True).first  # type: ignore[arg-type] # one of its own
    expect(wanted).to_be_visible()
    for _ in range(MOST):
        if wanted.evaluate("part => part === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the key Tab does not come to {name}")


def press(page: Page, name: str, role: str = "button") -> None:
    tab_to(page, role, name)
    page.keyboard.press("Enter")


def unfold(page: Page, text: str) -> None:
    """Open details by the keyboard."""
    summary = page.locator("summary", has_text=text).first
    for _ in range(MOST):
        if summary.evaluate("part => part === document.activeElement"):
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the key Tab does not come to {text}")


def seconds(page: Page) -> int:
    minutes, rest = page.locator(".time .timer").first.inner_text().split(":")
    return 60 * int(minutes) + int(rest)


@pytest.mark.parametrize(("theme", "width"), LOOKS, indirect=True)
def test_the_console_is_clean_and_large_enough_and_nothing_sticks_out(
    console: Page, here: Lesson, axe: Axe, shoot: Shoot, heard: Heard
) -> None:
    ada = here.student("Ada")
    here.student("Bo")
    expect(console.get_by_role("heading", level=1)).to_have_text("2 people are in. Start when all are there.")
    shown(console, axe)
    here.host.run("Start")
    ada.act("CallHost", text="Which clause is called?")
    expect(console.get_by_text("calls you")).to_be_visible()
    mine = ada.see("seat")
    console.goto(f"{console.url}?look={mine['clock']['table']}.{mine['seat']}")
    for summary in console.locator("summary:visible").all():
        summary.click()
    shown(console, axe)
    shoot(console, "class-console")
    assert (heard.errors, heard.outside) == ([], [])


def shown(page: Page, axe: Axe) -> None:
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    for part in page.locator("button:visible, .button:visible, summary:visible, .seats a:visible").all():
        box = part.bounding_box()
        assert box is not None
        assert box["height"] >= TALL


@pytest.mark.thorough  # the host leads in test_class_journey.py; tests/classroom_http/test_console.py
@pytest.mark.parametrize("width", [1440], indirect=True)
def test_the_clock_is_led_by_the_keyboard_alone(console: Page, here: Lesson) -> None:
    here.student("Ada"), here.student("Bo")
    head = console.get_by_role("heading", level=1)
    expect(head).to_have_text("2 people are in. Start when all are there.")
    press(console, "Start")
    expect(head).to_have_text(
        "2 tables: 0 of 2 delegations have submitted. "
        "2 wait at the page “You are in” and have not gone to their seats yet."
    )
    press(console, "Pause")
    expect(console.get_by_text("paused")).to_have_count(2)
    before = seconds(console)
    press(console, "+1 min")
    expect(console.locator(".time .timer").first).not_to_have_text(re.compile(f"^{before // 60}:"))
    assert seconds(console) == before + 60
    press(console, "Go on")
    expect(console.get_by_text("paused")).to_have_count(0)


@pytest.mark.thorough  # what its buttons do, tests/classroom_http/test_console.py says; the clock goes by keys
@pytest.mark.parametrize("width", [1440], indirect=True)
def test_things_are_said_and_thrown_in_by_the_keyboard_alone(console: Page, here: Lesson) -> None:
    ada, bo = here.student("Ada"), here.student("Bo")
    here.host.run("Start")
    tab_to(console, "textbox", "Text")
    console.keyboard.type("Ten minutes to the break.")
    bo.act("CallHost", text="Come!")  # the page is drawn anew, and what is typed stays
    expect(console.get_by_text("Come!")).to_be_visible()
    said = console.get_by_role("textbox", name="Text", exact=True).first
    expect(said).to_have_value("Ten minutes to the break.")
    press(console, "Send")
    expect(console.get_by_text("It is sent.")).to_be_visible()
    expect(said).to_have_value("")
    assert [one["text"] for one in ada.see("seat")["messages"]] == ["Ten minutes to the break."]
    press(console, "Seen to")
    expect(console.get_by_text("Nobody calls you.")).to_be_visible()
    unfold(console, "An earlier or later end")
    tab_to(console, "textbox", "Sessions in all")
    console.keyboard.press("Control+a")
    console.keyboard.type("4")
    tab_to(console, "textbox", "What the tables are told")
    console.keyboard.type("The interpreters leave early.")
    press(console, "Move the end")
    expect(console.locator(".log")).to_contain_text("The end was moved: the whole class.")
    assert [one["kind"] for one in ada.see("seat")["messages"]] == ["message", "end"]


@pytest.mark.thorough  # tests/classroom_http/test_console.py rewinds; the clock goes by keys
@pytest.mark.parametrize("width", [1440], indirect=True)
def test_a_table_is_rewound_by_the_keyboard_alone(console: Page, here: Lesson) -> None:
    ada = here.student("Ada")
    console.on("dialog", lambda asked: asked.accept())
    here.host.run("Start")
    table = ada.see("seat")["clock"]["table"]
    while ada.see("seat")["clock"]["session"] == 1:
        here.host.run("CloseNow", table=table)
    expect(console.get_by_role("heading", level=3, name=f"Table {table} · Session 2")).to_be_visible()
    unfold(console, f"Clock, rewind and end of table {table}")
    tab_to(console, "combobox", "Go on from the beginning of")
    console.keyboard.press("ArrowDown")
    press(console, "Rewind")
    expect(console.get_by_role("heading", level=3, name=f"Table {table} · Session 1")).to_contain_text(
        "line 2"
    )
    assert ada.see("seat")["clock"]["session"] == 1


@pytest.mark.parametrize("width", [390], indirect=True)
def test_a_seat_is_looked_at_given_to_an_agent_and_taken_back(console: Page, here: Lesson) -> None:
    ada = here.student("Ada")
    here.host.run("Start")
    expect(console.get_by_role("link", name="Ada: waits")).to_be_visible()
    ada.see("seat")
    console.get_by_role("link", name="Ada: writing").click()
    panel = console.locator("#seat")
    panel.get_by_role("button", name="Give to an agent").click()
    expect(panel.get_by_role("button", name="Give back to its people")).to_be_visible()
    expect(console.get_by_role("link", name="Ada: given to an agent")).to_be_visible()
    panel.get_by_role("button", name="Give back to its people").click()
    expect(console.get_by_role("link", name="Ada: writing")).to_be_visible()
    reason = next(iter(ada.see("seat")["view"]["own"]["reasons"].values()))
    expect(panel.get_by_text(reason)).to_be_hidden()
    panel.locator("summary", has_text="What this seat sees").click()
    expect(panel.get_by_text(reason)).to_be_visible()
    panel.get_by_role("button", name="New code").click()
    expect(console.get_by_text(re.compile(r"New code of Ada: [A-Z2-9]{4} [A-Z2-9]{4}\."))).to_be_visible()
    assert ada.ask("/class/api/seat").status == 403
    panel.get_by_role("link", name="Close").click()
    expect(panel).to_have_count(0)


@pytest.mark.thorough  # homework tells a time in the zone of its reader
@pytest.mark.parametrize("width", [390], indirect=True)
def test_times_are_those_of_the_browser_s_zone_with_the_day_if_it_is_not_today(
    console: Page, here: Lesson
) -> None:
    console.context.new_cdp_session(console).send(
        "Emulation.setTimezoneOverride", {"timezoneId": "Asia/Tokyo"}
    )
    here.student("Ada")
    console.reload()
    joined = console.get_by_role("listitem").filter(has_text="Ada joined.").locator("time")
    at = float(joined.get_attribute("data-at") or "")
    there = datetime.fromtimestamp(at, ZoneInfo("Asia/Tokyo"))
    expect(joined).to_have_text(f"{there:%H:%M}")
    here.host.run("Start")
    expect(console.get_by_text("Start: ", exact=False).first).to_be_visible()
    expect(joined).to_have_text(f"{there:%H:%M}")
    joined.evaluate(
        "part => { part.dataset.at = 1_000_000_000; htmx.trigger(document, 'htmx:afterSettle'); }"
    )
    expect(joined).to_have_text(re.compile(r"^Sun,? 9 Sept?,? 10:46$"))


@pytest.mark.thorough  # a finer point, which CI looks at
@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 390)], indirect=True)
@pytest.mark.parametrize("lang", at_a_desk(["fr"], ["en", "fr"]))
def test_homework_says_until_when_in_the_zone_of_whoever_reads(
    page: Page, tmp_path: Path, axe: Axe, shoot: Shoot, lang: str
) -> None:
    until = {"en": "until", "fr": "jusqu’au"}[lang]
    with lesson(tmp_path, tables=1, minutes={"talks": 4320}, goes_on="at_deadline") as here:
        url = f"http://127.0.0.1:{here.port}/class"
        zone = page.context.new_cdp_session(page)
        zone.send("Emulation.setTimezoneOverride", {"timezoneId": "Asia/Tokyo"})
        student = here.student("Ada")
        here.host.run("Start")
        there = datetime.fromtimestamp(
            here.host.see("host")["tables"][0]["clock"]["deadline"], ZoneInfo("Asia/Tokyo")
        )
        told = re.compile(rf"^{until} .*\b{there.day}\b.*{there:%H:%M}$")
        for who, path in (
            (here.host, "console"),
            (here.host, "projector"),
            (student, "seat"),
            (student, "table"),
        ):
            page.goto("about:blank")  # one page looks no more with what the next holds
            page.context.clear_cookies()
            page.context.add_cookies(
                [{"name": name, "value": value, "url": url} for name, value in who.cookies.items()]
            )
            page.goto(f"{url}/{path}?lang={lang}")
            shown = page.locator(".timer:visible").first
            expect(shown).to_have_text(told)
            assert overflow(page) == []
            assert axe(page) == []
            shoot(page, f"class-homework-{path}-{lang}")
        here.host.run("Extend", minutes=-4320 + 60)
        expect(page.locator(".timer:visible").first).to_have_text(re.compile(r"^(1:00:00|59:\d\d)$"))
        zone.send("Emulation.setTimezoneOverride", {"timezoneId": ""})
