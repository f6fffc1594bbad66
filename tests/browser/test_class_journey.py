"""A whole first hour in five browsers at once, from the code on the projector to the debriefing.

Two students are one delegation, one of them with a phone; a third sits at another table and has nothing but a
keyboard; the host leads by the buttons of the console; the projector follows. In what each of them gets stands nothing
that is private to a seat of somebody else.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.classroom import host_key
from simulation import load_scenario
from tests.browser.class_windows import (
    SLOW,
    TALL,
    asked_in,
    caught_up,
    looked_at,
    object_by_keyboard,
    opened,
    sending,
    tab_to,
)
from tests.browser.conftest import Axe, Shoot, Theme
from tests.browser.looking import Heard, listening
from tests.class_served import Browser as Cookies
from tests.class_served import Lesson, lesson
from tests.classroom.test_secrets import with_canaries
from tests.extent import WHOLE

LOW: Final = 24
"""Pixels of what a mouse has to meet, as on the projector."""
WORKED_OUT: Final = 90_000
"""Milliseconds after which a debriefing is there, also where others need the machine."""
ALL: Final = 6
"""Sessions of a first hour."""
MARK: Final = re.compile(r"CANARY-[a-z]+(?:-[A-Za-z_]+)*")
SEATS: Final = {"ada": ("1", "TAM"), "bo": ("1", "TAM"), "cem": ("2", "NOR")}
HIDDEN: Final = """() => [...document.querySelectorAll('.cards')].map(one => one.parentElement)
  .map(one => one.scrollWidth > one.clientWidth + 1)"""
"""Of each table with more columns than a phone has room for: whether a reader sees a part of it only."""
SAID: Final = "We welcome the draft."
PRINCIPLE: Final = "Ask before you offer."
DONE: Final = "You are done with this phase."


@dataclass
class Five:
    """A class, and the windows of those who are in it."""

    here: Lesson
    axe: Axe
    shoot: Shoot
    ada: Page
    bo: Page
    cem: Page
    host: Page
    projector: Page

    @property
    def students(self) -> dict[str, Page]:
        return {"ada": self.ada, "bo": self.bo, "cem": self.cem}

    @property
    def everybody(self) -> dict[str, Page]:
        return {**self.students, "host": self.host, "projector": self.projector}

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.here.port}/class/{path}"

    def seat(self, name: str) -> Any:  # noqa: ANN401 - JSON
        """Return what the seat of a student is, as the server has it."""
        page = self.students[name]
        cookies = {one.get("name", ""): one.get("value", "") for one in page.context.cookies()}
        return Cookies(self.here.port, cookies).see("seat")

    def place(self, name: str) -> tuple[int, str]:
        """Return session and phase of the table of a student."""
        clock = self.seat(name)["clock"]
        return clock["session"], clock["phase"]

    @property
    def is_over(self) -> bool:
        return all(self.place(name)[1] == "over" for name in SEATS)

    def look(self, moment: str, *, is_private: bool = True) -> None:
        """Look at all five at one moment: nothing keeps anybody out, and each reads its own and nothing of others.

        At a desk for barriers at one phone alone: doors, console, projector and debriefing have tests of their own.
        """
        for name, page in (self.everybody if WHOLE else {"bo": self.bo}).items():
            tall = LOW if name == "projector" else TALL
            looked_at(page, self.axe, self.shoot, f"class-five-{moment}-{name}", tall=tall)
        if is_private:
            self.read()

    def read(self) -> None:
        for name, page in self.everybody.items():
            marks = set(MARK.findall(page.content()))
            _, seat = SEATS.get(name, ("", ""))
            assert {mark for mark in marks if not seat or seat not in mark.split("-")} == set(), name
            assert not seat or f"CANARY-brief-{seat}" in marks


@pytest.fixture
def five(tmp_path: Path, browser: Browser, heard: Heard, axe: Axe, shoot: Shoot) -> Iterator[Five]:
    case = with_canaries(load_scenario("first_hour"))
    with (
        lesson(tmp_path, case, tables=2, people_a_seat=2, seed=2, minutes={"talks": 60}) as here,
        ExitStack() as stack,
    ):
        looks: tuple[tuple[str, int, Theme], ...] = (
            ("ada", 1440, "light"),
            ("bo", 390, "dark"),
            ("cem", 1440, "dark"),
            ("host", 1440, "light"),
            ("projector", 1440, "dark"),
        )
        pages = {}
        for name, width, theme in looks:
            page = stack.enter_context(opened(browser, width=width, theme=theme))
            stack.enter_context(listening(page, heard))
            page.on("dialog", lambda asked: asked.accept())
            pages[name] = page
        yield Five(here, axe, shoot, **pages)
        assert heard.outside == []
        assert [error for error in heard.errors if not SLOW.match(error)] == []


@pytest.mark.parametrize("sessions", [2, pytest.param(ALL, marks=pytest.mark.thorough)])
def test_five_browsers_go_through_a_whole_first_hour(five: Five, sessions: int) -> None:
    doors(five)
    seated(five)
    five.look("lobby")
    lobby(five)
    start(five)
    talks(five)
    if sessions != ALL:
        sooner(five, sessions)
    five.look("talks")
    looked = {"talks"}
    while not five.is_over:
        on(five)
        session, phase = five.place("ada")
        if phase not in looked:
            looked.add(phase)
            five.look(phase)
        if phase == "floor" and session == 1:
            floor(five)
        if phase == "adoption":
            adoption(five)
    assert five.place("ada")[0] == sessions
    assert looked >= {"talks", "floor", "over"}
    assert ("adoption" in looked) == (sessions == ALL)
    over(five)
    debriefing(five)


def doors(five: Five) -> None:
    """The host comes in with the key, puts the code on the projector, and students join with it."""
    key = host_key(five.here.opened.room, five.here.opened.token)
    for page in (five.host, five.projector):
        page.goto(five.url(f"host#{key}"))
        expect(page).to_have_url(five.url(f"console?room={five.here.opened.room}"))
    five.projector.goto(five.url("projector"))
    code = five.projector.locator("p.code").inner_text()
    for page, name in ((five.ada, "Ada"), (five.bo, "Bo")):
        page.goto(five.url("join"))
        looked_at(page, five.axe, five.shoot, f"class-five-join-{name.lower()}")
        page.get_by_label("Code of the class").first.fill(code.lower())
        page.get_by_label("Nickname").first.fill(name)
        page.get_by_role("button", name="Join").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(name)
        page.get_by_role("link", name="Go to my seat").click()
    cem = five.cem
    cem.goto(five.url(f"join/{code}"))
    tab_to_field(cem, "nickname")
    cem.keyboard.type("Cem")
    cem.keyboard.press("Enter")
    expect(cem.get_by_role("heading", level=1)).to_contain_text("Cem")
    tab_to(cem, "Go to my seat")
    cem.keyboard.press("Enter")
    for name in ("Ada", "Bo", "Cem"):
        expect(five.projector.locator(".in")).to_contain_text(name)
    expect(five.host.locator("h1")).to_have_text("3 people are in. Start when all are there.")


def tab_to_field(page: Page, field: str) -> None:
    page.locator(f"#{field}").wait_for()
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == field:
            return
    raise AssertionError(f"the key Tab does not come to {field}")


def seated(five: Five) -> None:
    """The host puts each where they are to sit, and their pages follow."""
    people = {name: five.seat(name)["person"] for name in SEATS}
    for person in people.values():
        assert five.here.host.run("Move", person=person, table="1", seat="").status == 200
    host = five.host
    host.get_by_role("link", name="3 watch").click()
    panel = host.locator("#seat")
    for name, (table, seat) in SEATS.items():
        panel.get_by_text(f"Move, rename or remove {name.capitalize()}").click()
        form = panel.locator(f"#move-{people[name]}")
        form.get_by_label("New seat").select_option(f"{table}.{seat}")
        assert sending(host, form.get_by_role("button", name="Move").click) == 200
        expect(five.students[name].locator("#brief")).to_contain_text(f"CANARY-brief-{seat}")
    panel.get_by_role("link", name="Close").click()


def lobby(five: Five) -> None:
    """A prediction by mouse and one by finger; the draft is read with the keyboard."""
    for page in (five.ada, five.bo):
        page.get_by_label("The document as a whole").select_option("partial")
        page.get_by_role("button", name="Keep my prediction").click()
        expect(page.locator("#notice")).to_have_text("It is kept.")
    assert five.seat("ada")["written"]["prediction"]["outcome_class"] == "partial"
    tab_to(five.cem, "The wording of the first draft")
    five.cem.keyboard.press("Enter")
    expect(five.cem.locator("#draft .document")).to_be_visible()


def start(five: Five) -> None:
    five.host.get_by_role("button", name="Start", exact=True).click()
    together(five)
    expect(five.host.locator("h1")).to_have_text(
        "2 tables: 0 of 2 delegations have submitted. 2 are still writing."
    )
    expect(five.bo.locator(".jump .timer")).to_have_text(re.compile(r"^(1:00:00|59:\d\d)$"))
    for page in five.students.values():
        expect(page.locator("#notice")).to_have_text("")


def talks(five: Five) -> None:
    ada, bo, cem = five.ada, five.bo, five.cem
    # The brief is one tap away on a phone, and one back.
    bo.get_by_role("navigation", name="Parts of this page").get_by_role("link", name="Your brief").tap()
    card = bo.get_by_role("complementary", name="Your brief")
    expect(card.get_by_role("heading", name="Red lines")).to_be_in_viewport()
    assert five.axe(bo) == []
    card.get_by_role("link", name="Close the brief").tap()
    expect(card.get_by_role("link", name="Close the brief")).to_be_hidden()
    # The pen is taken and given, and both pages follow.
    assert bo.locator("#finish").count() == 0
    bo.get_by_role("button", name="Take the pen").tap()
    expect(ada.get_by_role("button", name="Take the pen")).to_be_visible()
    expect(bo.locator("#finish")).to_be_visible()
    expect(ada.locator("#finish")).to_have_count(0)
    bo.get_by_role("button", name="Give the pen to Ada").tap()
    expect(ada.locator("#finish")).to_be_visible()
    expect(bo.locator("#finish")).to_have_count(0)
    # What is being typed stays, whatever the host does meanwhile; what is said is heard at its own table alone.
    ada.get_by_text("Take the floor").click()
    ada.locator("#speak-text").press_sequentially(SAID[:10])
    tell(five, "Ten minutes to the break.")
    expect(ada.locator("#speak-text")).to_have_value(SAID[:10])
    ada.locator("#speak-text").press_sequentially(SAID[10:])
    assert sending(ada, ada.get_by_role("button", name="Say it").click) == 200
    expect(bo.locator("#said-fold")).to_contain_text(SAID)
    expect(ada.locator("#speak-text")).to_have_value("")
    # By keyboard alone an agent is asked, which answers at once.
    tab_to(cem, "Talk to a delegation · time for 2 talks")
    cem.keyboard.press("Enter")
    tab_to(cem, "Ask", form="talk")
    assert sending(cem, lambda: cem.keyboard.press("Enter")) == 200
    expect(cem.locator("#notice")).not_to_have_text("")
    expect(cem.locator("#told")).to_contain_text("What you did, and the answers")
    assert SAID not in cem.content()


def tell(five: Five, text: str) -> None:
    form = five.host.locator("#telling")
    form.get_by_label("Text").fill(text)
    assert sending(five.host, form.get_by_role("button", name="Send", exact=True).click) == 200
    for page in (*five.students.values(), five.projector):
        expect(page.locator("body")).to_contain_text(text)


def sooner(five: Five, sessions: int) -> None:
    five.host.get_by_text("An earlier or later end").click()
    form = five.host.locator("#moving-end")
    form.get_by_label("Sessions in all").fill(f"{sessions}")
    form.get_by_label("What the tables are told").fill("The interpreters leave early.")
    assert sending(five.host, form.get_by_role("button", name="Move the end").click) == 200
    for page in five.students.values():
        expect(page.locator("#told")).to_contain_text("The interpreters leave early.")


def on(five: Five) -> None:
    """Go on to the next phase: by the last word of each delegation, in every other session by the host's button."""
    session, phase = five.place("ada")
    if session % 2 == 0 and phase == "talks":
        before = {name: five.place(name) for name in ("ada", "cem")}
        close = five.host.get_by_role("button", name="Close this phase").first
        assert sending(five.host, close.click) == 200
        assert five.place("ada") == (session, "floor")
        assert all(five.place(name) != place for name, place in before.items() if place[1] != "over")
    else:
        for name in ("ada", "cem"):
            if five.place(name)[1] != "over":
                done(five, name)
    together(five)


def done(five: Five, name: str) -> None:
    """End the part of a delegation: its table asks nobody else and goes on, and what is told of the phase goes too."""
    page, before = five.students[name], five.place(name)
    assert five.seat(name)["status"] == "waiting"
    if name == "cem":
        tab_to(page, "Done", form="finish")
        status = sending(page, lambda: page.keyboard.press("Enter"))
    else:
        status = sending(page, page.locator("#finish").get_by_role("button", name="Done").click)
    assert status == 200
    assert five.place(name) != before
    caught_up(page, five.seat(name)["since"])
    expect(page.locator("#notice")).to_have_text("")


def together(five: Five) -> None:
    """Wait until all five show what the server has, without a reload."""
    for name, page in five.students.items():
        caught_up(page, five.seat(name)["since"])
        expect(page.locator("#notice")).not_to_have_text(DONE)
    session, phase = five.place("ada")
    place = "At its end" if phase == "over" else f"Session {session} of"
    expect(five.host.locator("h3").first).to_contain_text(place)
    expect(five.projector.locator("#projector")).to_contain_text(
        "Over" if phase == "over" else f"Session {session} of"
    )


def floor(five: Five) -> None:
    object_by_keyboard(five.cem, five.seat("cem")["view"])


def adoption(five: Five) -> None:
    page = five.ada
    page.get_by_role("button", name="Object to the document").click()
    expect(asked_in(page, "put")).to_contain_text("your last word on the document")
    page.get_by_role("button", name="No, leave it").click()
    expect(asked_in(page, "put")).to_have_count(0)
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_text("You join. You can change it until you press “Done”.")).to_be_visible()


def over(five: Five) -> None:
    """The result, what one takes away from it, and the end on the projector."""
    for page in five.students.values():
        expect(page.locator("h1")).to_contain_text("It is over")
    assert five.ada.locator("h1").inner_text() == five.bo.locator("h1").inner_text()
    assert five.bo.evaluate(HIDDEN) == [False]
    five.ada.get_by_label("The principle that you take away").fill(PRINCIPLE)
    five.ada.get_by_role("button", name="Keep it").click()
    expect(five.ada.locator("#notice")).to_have_text("It is kept.")
    faces = five.host.locator("form#projector")
    faces.get_by_label("Which table").select_option("1")
    assert sending(five.host, faces.get_by_role("button", name="Follow the class").click) == 200
    expect(five.projector.locator("#projector.face-end")).to_be_visible()
    five.read()
    assert [name for name, page in five.everybody.items() if PRINCIPLE in page.content()] == ["ada"]


def debriefing(five: Five) -> None:
    """The host opens it, and everybody is led to their own."""
    assert sending(five.host, five.host.get_by_role("button", name="Open the debriefing").click) == 200
    for name, page in five.students.items():
        link = page.get_by_role("link", name="To the debriefing").first  # at the top, and below the result
        expect(link).to_be_visible()
        if name == "cem":
            tab_to(page, "To the debriefing")
            page.keyboard.press("Enter")
        else:
            link.click()
        expect(page.get_by_role("heading", name="Your own debriefing")).to_be_visible()
    five.host.get_by_role("link", name="To the debriefing").click()
    expect(five.host.get_by_role("heading", level=1)).to_be_visible()
    five.look("debrief", is_private=False)
    expect(five.ada.locator("#part-own")).to_contain_text(PRINCIPLE, timeout=WORKED_OUT)
    assert all(PRINCIPLE not in page.content() for page in (five.bo, five.cem, five.projector))
