"""My seat in a browser: three students at one table, two of them one delegation, talk and answer what is on the floor.

One has a wide window, one a phone, one a phone and nothing but a keyboard. What others do comes by itself, and stays
out of the way of what is being typed.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import time

import pytest
from playwright.sync_api import Browser, Page, expect

from simulation import load_scenario
from tests.browser.class_windows import (
    SLOW,
    asked_in,
    caught_up,
    looked_at,
    object_by_keyboard,
    opened,
    sending,
    tab_to,
)
from tests.browser.conftest import Axe, Shoot, Theme
from tests.browser.looking import Heard, listening, overflow
from tests.class_served import Browser as Student
from tests.class_served import Lesson, lesson

REFUSED = re.compile(r"(status of|Status Error Code) 4\d\d")
"""What a browser, and htmx, note when the server refuses something."""
NAMES = ("ada", "bo", "cem")


@dataclass
class Class:
    """A class, and who plays in it."""

    here: Lesson
    ada: Student
    bo: Student
    cem: Student

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.here.port}/class/seat"

    @property
    def place(self) -> tuple[int, str]:
        """Return session and phase."""
        clock = self.ada.see("seat")["clock"]
        return clock["session"], clock["phase"]


@pytest.fixture
def played(tmp_path: Path) -> Iterator[Class]:
    with lesson(
        tmp_path, load_scenario("first_hour"), people_a_seat=2, seed=2, minutes={"talks": 60}
    ) as here:
        ada, bo, cem = (here.student(name) for name in ("Ada", "Bo", "Cem"))
        placed = ((ada, "TAM"), (bo, "TAM"), (cem, "NOR"))
        for student, seat in (*((student, "") for student, _ in placed), *placed):
            here.host.run("Move", person=student.see("seat")["person"], table="1", seat=seat)
        yield Class(here, ada, bo, cem)


@dataclass
class Windows:
    """The windows of the three."""

    ada: Page
    bo: Page
    cem: Page

    def __iter__(self) -> Iterator[Page]:
        return iter((self.ada, self.bo, self.cem))


def window(
    browser: Browser, stack: ExitStack, played: Class, student: Student, *, width: int, theme: Theme
) -> Page:
    page = stack.enter_context(opened(browser, width=width, theme=theme))
    page.context.add_cookies(
        [
            {"name": name, "value": value, "url": played.url.removesuffix("/seat")}
            for name, value in student.cookies.items()
        ]
    )
    page.goto(played.url)
    return page


@pytest.fixture
def windows(browser: Browser, played: Class, heard: Heard) -> Iterator[Windows]:
    with ExitStack() as stack:
        found = Windows(
            window(browser, stack, played, played.ada, width=1440, theme="light"),
            window(browser, stack, played, played.bo, width=390, theme="dark"),
            window(browser, stack, played, played.cem, width=390, theme="light"),
        )
        for page in found:
            stack.enter_context(listening(page, heard))
        yield found
        assert heard.outside == []
        errors = [error for error in heard.errors if not SLOW.match(error)]
        assert [error for error in errors if not REFUSED.search(error)] == []


@pytest.mark.thorough  # five play all of it in test_class_journey
def test_three_students_play_the_first_session_at_one_table(
    played: Class, windows: Windows, axe: Axe, shoot: Shoot
) -> None:
    for page, name in zip(windows, NAMES, strict=True):
        looked_at(page, axe, shoot, f"class-seat-lobby-{name}")
    lobby(windows, played)
    played.here.host.run("Start")
    followed(played, windows)
    expect(windows.bo.locator(".jump .timer")).to_have_text(re.compile(r"^(1:00:00|59:[0-5]\d)$"))
    talks(played, windows, axe, shoot)
    done(played, windows)
    assert played.place == (1, "floor")
    for page, name in zip(windows, NAMES, strict=True):
        looked_at(page, axe, shoot, f"class-seat-floor-{name}")
    floor(played, windows)
    done(played, windows)
    assert played.place == (2, "talks")


def test_what_is_typed_when_a_phase_closes_is_kept_and_goes_with_one_more_press(
    played: Class, windows: Windows
) -> None:
    played.here.host.run("Start")
    followed(played, windows)
    page = windows.ada
    page.get_by_text("Take the floor").click()
    page.locator("#speak-text").press_sequentially("One word more.")
    played.here.host.run("CloseNow")
    expect(page.locator(".where")).to_contain_text("on the floor")
    expect(page.locator("#held")).to_contain_text("It made no concession of its own.")
    expect(page.locator("#speak-text")).to_have_value("One word more.")
    page.get_by_role("button", name="Say it").click()
    expect(page.locator("#notice")).to_contain_text("the phase in which you wrote this has closed")
    caught_up(page, played.ada.see("seat")["since"])
    expect(page.locator("#speak-text")).to_have_value("One word more.")
    page.get_by_role("button", name="Say it").click()
    expect(windows.cem.locator("#said-fold")).to_contain_text("One word more.")
    expect(page.locator("#speak-text")).to_have_value("")


@pytest.mark.thorough  # a finer point, which CI looks at
def test_own_words_stand_while_it_is_asked_whether_they_are_meant_and_go_with_the_answer(
    played: Class, windows: Windows
) -> None:
    played.here.host.run("Start")
    followed(played, windows)
    page = windows.ada
    seat = played.ada.see("seat")["view"]
    issue, option = next(
        (issue["key"], option["key"])
        for issue in seat["issues"]
        if issue["on_agenda"]
        for option in issue["options"]
        if option["is_red"] and not option["on_table"]
    )
    name = f"propose-{issue}"
    page.locator(f"#propose-fold-{issue} > summary").click()
    page.locator(f"#{name} input[value={option}]").check()
    page.locator(f"#{name}-text").fill("For the sake of the fleet.")
    page.locator(f"#{name}").get_by_role("button", name="Table it").click()
    expect(asked_in(page, name)).to_be_visible()
    expect(page.locator("#notice")).to_contain_text("Nothing has been sent yet")
    expect(page.locator(f"#{name}-text")).to_have_value("For the sake of the fleet.")
    page.locator(f"#{name}").get_by_role("button", name="Yes, send it").click()
    expect(asked_in(page, name)).to_have_count(0)
    expect(page.locator(f"#{name}-text")).to_have_value("")
    (made,) = played.ada.see("seat")["made"]
    assert (made["move"]["option"], made["move"]["text"]) == (option, "For the sake of the fleet.")


@pytest.mark.thorough  # tests/classroom_http/test_seat_page.py
def test_what_is_told_goes_with_its_phase(played: Class, windows: Windows) -> None:
    page = windows.ada
    page.get_by_role("button", name="Keep my prediction").click()
    expect(page.locator("#notice")).to_have_text("It is kept.")
    played.here.host.run("Start")
    followed(played, windows)
    expect(page.locator("#notice")).to_have_text("")
    page.locator("#finish").get_by_role("button", name="Done").click()
    expect(page.locator("#notice")).to_have_text("You are done with this phase.")
    played.cem.move("speak", text="Good morning.")
    expect(page.locator("#said-fold")).to_contain_text("Good morning.")
    expect(page.locator("#notice")).to_have_text("You are done with this phase.")
    played.here.host.run("CloseNow")
    followed(played, windows)
    expect(page.locator("#notice")).to_have_text("")


@pytest.mark.thorough  # tests/classroom_http/test_seat_endings.py presses several times
def test_a_double_click_and_a_key_that_is_held_end_one_phase(played: Class, windows: Windows) -> None:
    played.here.host.run("Start")
    followed(played, windows)
    page, now = windows.ada, time()
    page.clock.set_fixed_time(now)
    done = page.locator("#finish").get_by_role("button", name="Done")
    played.cem.move("done")
    assert sending(page, done.click) == 200
    followed(played, windows)
    done.click()
    page.keyboard.down("Enter")
    page.keyboard.down("Enter")
    assert (played.place, played.ada.see("seat")["status"]) == ((1, "floor"), "waiting")
    page.clock.set_fixed_time(now + 1)
    assert sending(page, done.click) == 200
    assert (played.place, played.ada.see("seat")["status"]) == ((1, "floor"), "done")


def lobby(windows: Windows, played: Class) -> None:
    """A prediction, by mouse; the seat of the other is read with the keyboard."""
    windows.ada.get_by_label("The document as a whole").select_option("partial")
    windows.ada.get_by_role("button", name="Keep my prediction").click()
    expect(windows.ada.locator("#notice")).to_have_text("It is kept.")
    assert played.ada.see("seat")["written"]["prediction"]["outcome_class"] == "partial"
    windows.bo.get_by_label("The document as a whole").select_option("partial")
    windows.bo.get_by_role("button", name="Keep my prediction").tap()
    expect(windows.bo.locator("#notice")).to_have_text("It is kept.")
    windows.cem.keyboard.press("Tab")
    tab_to(windows.cem, "The wording of the first draft")
    windows.cem.keyboard.press("Enter")
    expect(windows.cem.locator("#draft .document")).to_be_visible()


def talks(played: Class, windows: Windows, axe: Axe, shoot: Shoot) -> None:
    ada, bo, cem = windows
    # The brief is one tap away on a phone, and one back.
    bo.get_by_role("navigation", name="Parts of this page").get_by_role("link", name="Your brief").tap()
    card = bo.get_by_role("complementary", name="Your brief")
    expect(card.get_by_role("heading", name="Red lines")).to_be_in_viewport()
    assert axe(bo) == []
    card.get_by_role("link", name="Close the brief").tap()
    expect(card.get_by_role("link", name="Close the brief")).to_be_hidden()
    # Cem asks Ada's delegation by keyboard; the question is there by itself, and Bo, without the pen, answers it.
    tab_to(cem, "Talk to a delegation · time for 2 talks")
    cem.keyboard.press("Enter")
    cem.locator("#talk-to").focus()
    cem.keyboard.type("Tamarat")
    tab_to(cem, "Ask", form="talk")
    cem.keyboard.press("Enter")
    expect(ada.locator("#inbox")).to_contain_text("What matters most to you?")
    bo.locator("#inbox").get_by_label("Your answer").fill("The date, and a fund.")
    bo.locator("#inbox").get_by_role("button", name="Answer").tap()
    expect(cem.locator("#told")).to_contain_text("The date, and a fund.")
    # What is being typed stays, whatever happens meanwhile.
    ada.get_by_text("Take the floor").click()
    ada.locator("#speak-text").press_sequentially("We welcome")
    played.cem.move("speak", text="Good morning.")
    expect(ada.locator("#said-fold")).to_contain_text("Good morning.")
    expect(ada.locator("#speak-text")).to_have_value("We welcome")
    ada.locator("#speak-text").press_sequentially(" the draft.")
    ada.get_by_role("button", name="Say it").click()
    expect(bo.locator("#said-fold")).to_contain_text("We welcome the draft.")
    expect(ada.locator("#speak-text")).to_have_value("")
    # The pen goes over, and comes back.
    assert bo.locator("#finish").count() == 0
    bo.get_by_role("button", name="Take the pen").tap()
    expect(ada.get_by_role("button", name="Take the pen")).to_be_visible()
    expect(bo.locator("#finish")).to_be_visible()
    ada.get_by_role("button", name="Take the pen").click()
    expect(ada.locator("#finish")).to_be_visible()
    for page, name in zip(windows, NAMES, strict=True):
        looked_at(page, axe, shoot, f"class-seat-talks-{name}")


def floor(played: Class, windows: Windows) -> None:
    object_by_keyboard(windows.cem, played.cem.see("seat")["view"])


def followed(played: Class, windows: Windows) -> None:
    """Wait until every page shows what is asked now, without a reload."""
    for student, page in zip((played.ada, played.bo, played.cem), windows, strict=True):
        caught_up(page, student.see("seat")["since"])


def done(played: Class, windows: Windows) -> None:
    """End the part of both delegations, by mouse and by keyboard alone: what is told of it goes with the phase."""
    before = played.place
    finish = windows.ada.locator("#finish")
    assert sending(windows.ada, finish.get_by_role("button", name="Done").click) == 200
    expect(finish).to_have_count(0)
    expect(windows.ada.locator("#notice")).to_have_text("You are done with this phase.")
    assert played.place == before
    tab_to(windows.cem, "Done", form="finish")
    assert sending(windows.cem, lambda: windows.cem.keyboard.press("Enter")) == 200
    assert played.place != before
    followed(played, windows)
    for page in windows:
        expect(page.locator("#notice")).to_have_text("")


@pytest.mark.thorough  # one of five has a phone in test_class_journey.py
@pytest.mark.parametrize("width", [360, 375])
def test_a_narrow_phone_shows_the_page_in_french_without_sideways_scroll(
    browser: Browser, played: Class, axe: Axe, width: int
) -> None:
    played.here.host.run("Start")
    with ExitStack() as stack:
        page = window(browser, stack, played, played.bo, width=390, theme="light")
        page.set_viewport_size({"width": width, "height": 780})
        for _ in ("talks", "floor"):
            page.goto(f"{played.url}?lang=fr")
            expect(page.locator(".jump a").first).to_have_text("Mandat")
            expect(page.locator(".clause .word").first).to_be_visible()
            assert overflow(page) == []
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
            assert axe(page) == []
            played.here.host.run("CloseNow")
        played.here.host.run("End", table="1")
        page.goto(f"{played.url}?lang=fr")
        expect(page.locator("#debriefed")).to_have_count(0)
        played.here.host.run("OpenDebrief")
        expect(page.locator("#debriefed")).to_contain_text("L’animateur a ouvert le débriefing.")
        page.locator(".jump").get_by_role("link", name="Débriefing").tap()
        page.wait_for_url("**/class/debrief*")
