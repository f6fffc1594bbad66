"""The projector of a class in a browser: it fits, follows what happens, and changes by itself when its time is up."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.class_windows import looked_at
from tests.browser.conftest import Axe, Shoot, Theme
from tests.browser.looking import Heard
from tests.class_served import Browser, Lesson, lesson
from tests.classes import six_seats
from tests.classroom.test_secrets import with_canaries

PROJECTORS = [(1600, 900), pytest.param((1024, 768), marks=pytest.mark.thorough)]
FACES = ("join", "round", "room", "text", "end")
MOST = 200
SMALLEST = 15.0
"""Pixels of the smallest letters of a drawing on a projector of 1600 by 900."""

FITS = "() => [document.documentElement.scrollHeight - innerHeight, document.documentElement.scrollWidth - innerWidth]"
LETTERS = """() => Math.min(...[...document.querySelectorAll('svg.chart text')]
  .filter((text) => text.getBoundingClientRect().width)
  .map((text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a))"""
OUTSIDE = """() => [...document.querySelectorAll('svg.chart text')].filter((text) => {
  const box = text.getBoundingClientRect(), frame = text.ownerSVGElement.getBoundingClientRect();
  return box.width && (box.left < frame.left - 12 || box.right > frame.right + 12);
}).map((text) => text.textContent)"""


@dataclass
class Room:
    """A class that is served in this process, and who is in it."""

    here: Lesson
    students: list[Browser]

    def to_session(self, session: int) -> None:
        for _ in range(MOST):
            clocks = [table["clock"] for table in self.here.host.see("host")["tables"]]
            if all(clock["session"] >= session or clock["is_ended"] for clock in clocks):
                return
            assert self.here.host.run("CloseNow").status == 200
        raise AssertionError(f"not in session {session}")

    def url(self, path: str = "projector") -> str:
        return f"http://127.0.0.1:{self.here.port}/class/{path}"


def opened(folder: Path, *, tables: int = 1, minutes: float = 30, start: bool = True) -> Iterator[Room]:
    case = with_canaries(six_seats())
    with lesson(folder, case, tables=tables, minutes={"talks": minutes}) as here:
        room = Room(here, [here.student(f"Student {number}") for number in range(3 * tables)])
        if start:
            here.host.run("Start")
            room.to_session(4)
            here.host.run("Tell", text="Two minutes more for the floor.")
        yield room


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    yield from opened(tmp_path_factory.mktemp("one"))


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    yield from opened(tmp_path_factory.mktemp("four"), tables=4)


@pytest.fixture
def begins(tmp_path: Path) -> Iterator[Room]:
    yield from opened(tmp_path, start=False)


def seen_by(page: Page, browser: Browser, room: Room) -> Page:
    """Give a window the cookies of somebody."""
    page.context.clear_cookies()
    page.context.add_cookies(
        [{"name": name, "value": value, "url": room.url("")} for name, value in browser.cookies.items()]
    )
    return page


def looked(page: Page, axe: Axe) -> None:
    expect(page.locator("#view")).not_to_be_empty()
    page.evaluate("document.fonts.ready.then(() => true)")
    assert axe(page) == []
    assert "CANARY" not in page.content()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", PROJECTORS)
def test_each_face_fits_on_a_projector_without_scrolling(
    page: Page, one: Room, axe: Axe, shoot: Shoot, heard: Heard, *, theme: Theme, size: tuple[int, int]
) -> None:
    seen_by(page, one.here.host, one)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for face in FACES:
        page.goto(one.url(f"projector?face={face}"))
        looked(page, axe)
        assert page.evaluate(FITS) == [0, 0], face
        assert page.evaluate(OUTSIDE) == [], face
        shoot(page, f"projector-{face}-{size[0]}-{theme}")
        if face == "room" and size == (1600, 900):
            assert page.evaluate(LETTERS) >= SMALLEST
    assert heard.errors == []


@pytest.mark.parametrize("size", PROJECTORS)
def test_a_code_of_the_widest_letters_fits(page: Page, one: Room, size: tuple[int, int]) -> None:
    seen_by(page, one.here.host, one)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(one.url("projector?face=join"))
    page.locator(".code").evaluate("(node) => { node.textContent = 'WMWMWM'; }")
    assert page.evaluate(FITS) == [0, 0]


@pytest.mark.thorough  # tests/classroom_http/test_projector.py shows several tables
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", PROJECTORS)
def test_all_tables_fit_on_a_projector(
    page: Page, four: Room, axe: Axe, shoot: Shoot, heard: Heard, *, theme: Theme, size: tuple[int, int]
) -> None:
    seen_by(page, four.here.host, four)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(four.url())
    looked(page, axe)
    assert page.evaluate(FITS) == [0, 0]
    expect(page.locator(".one")).to_have_count(4)
    shoot(page, f"projector-tables-{size[0]}-{theme}")
    page.get_by_role("link", name="Table 2").last.click()
    expect(page.locator("#projector.face-room")).to_be_visible()
    assert heard.errors == []


@pytest.mark.thorough  # a projector is wide
@pytest.mark.parametrize("width", [390], indirect=True)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_on_a_phone_nothing_sticks_out(
    page: Page, one: Room, axe: Axe, shoot: Shoot, heard: Heard, *, theme: Theme, width: int
) -> None:
    seen_by(page, one.students[0], one)
    for face in FACES:
        page.goto(one.url(f"projector?face={face}"))
        looked_at(page, axe, shoot, f"projector-{face}-{width}-{theme}")
        assert "CANARY" not in page.content()
    page.goto(one.url("projector?face=room"))
    (own,) = page.locator("svg.chart:visible text", has_text="(you)").all()
    box, frame = own.bounding_box(), page.locator("svg.chart:visible").first.bounding_box()
    assert box is not None
    assert frame is not None
    assert frame["x"] <= box["x"] < box["x"] + box["width"] <= frame["x"] + frame["width"]
    assert heard.errors == []


@pytest.mark.parametrize(
    ("theme", "width"), [("light", 390), ("dark", 390), ("light", 1440), ("dark", 1440)], indirect=True
)
def test_the_record_of_a_table_can_be_read(
    page: Page, one: Room, axe: Axe, shoot: Shoot, heard: Heard, *, theme: Theme, width: int
) -> None:
    seen_by(page, one.students[0], one)
    page.goto(one.url("table"))
    looked(page, axe)
    assert page.evaluate(FITS)[1] == 0
    expect(page.get_by_role("heading", name="Who stands with whom")).to_be_visible()
    expect(page.locator("svg.chart").locator("visible=true")).to_have_count(2)
    page.locator("summary", has_text="The picture as a table").click()
    expect(page.get_by_role("row")).to_have_count(7)
    assert page.evaluate(FITS)[1] == 0
    shoot(page, f"record-{width}-{theme}")
    expect(page.get_by_role("link", name="Back to my seat")).to_have_attribute(
        "href", re.compile(r"/class/seat\?room=[0-9a-f]{16}")
    )
    assert heard.errors == []


@pytest.mark.thorough  # it follows in test_class_journey.py
def test_it_follows_the_class_without_being_touched(page: Page, begins: Room, heard: Heard) -> None:
    here = begins.here
    seen_by(page, here.host, begins).goto(begins.url())
    expect(page.locator("#projector.face-join")).to_be_visible()
    here.student("A late one")
    expect(page.get_by_text("A late one")).to_be_visible()
    here.host.run("Start")
    expect(page.locator("#projector.face-round")).to_be_visible()
    expect(page.locator(".time .timer")).to_have_text(re.compile(r"^(30:00|29:[0-5]\d)$"))
    expect(page.locator(".submitted")).to_have_text("0 of 4 delegations have submitted")
    begins.students[0].move("done")
    expect(page.locator(".submitted")).to_have_text("1 of 4 delegations have submitted")
    expect(page.locator("svg.chart")).to_have_count(0)
    here.host.run("Tell", text="Hands off the keyboards.")
    expect(page.get_by_text("Hands off the keyboards.")).to_be_visible()
    begins.to_session(2)
    expect(page.locator("#projector.face-room h1")).to_have_text(re.compile("^Session 1: "))
    here.host.run("Show", face="join")
    expect(page.locator("#projector.face-join")).to_be_visible()
    here.host.run("Show", face="auto")
    expect(page.locator("#projector.face-room")).to_be_visible()
    here.host.run("End")
    expect(page.locator("#projector.face-end")).to_be_visible()
    assert heard.errors == []


def test_while_the_end_is_drawn_nobody_is_counted_among_nobody(page: Page, begins: Room) -> None:
    begins.here.host.run("Start")
    seen_by(page, begins.here.host, begins).goto(begins.url())
    expect(page.locator(".submitted")).to_have_text("0 of 3 delegations have submitted")
    page.route("**/projector/view*", lambda _: None)  # as if it took long to draw
    begins.here.host.run("End")
    expect(page.locator(".time .timer")).to_have_text("")
    expect(page.locator(".submitted")).to_have_text("0 of 3 delegations have submitted")


@pytest.mark.thorough
def test_a_face_gives_way_to_the_next_when_its_time_is_up(page: Page, tmp_path: Path, heard: Heard) -> None:
    """Of talks of a minute, half is for what happened: first the picture, then the text.

    The clock of the server goes on as the test says; that of the page as always.
    """
    now = [time()]
    with lesson(tmp_path, minutes={"talks": 1}, clock=lambda: now[0]) as here:
        room = Room(here, [here.student("Ana")])
        here.host.run("Start")
        room.to_session(2)
        held = now[0]
        now[0] = held + 10
        seen_by(page, here.host, room).goto(room.url())
        for face, later in (("room", 21), ("text", 31), ("round", 31)):
            expect(page.locator(f"#projector.face-{face}")).to_be_visible()
            now[0] = held + later
    assert [error for error in heard.errors if "ERR_" not in error] == []
