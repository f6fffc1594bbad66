"""What all live pages of a class do on a bad line: they stay whole, say so, and come back by themselves."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import APIResponse, Page, Request, Route, expect

from simulation import load_scenario
from tests.browser.class_windows import caught_up
from tests.browser.conftest import PATIENCE
from tests.browser.looking import Heard
from tests.class_served import Browser, Lesson, lesson
from tests.extent import at_a_desk

VIEW = "**/class/seat/view*"
ACT = "**/class/seat/act*"
TYPED = "We welcome the draft."
DRAFT = 800
"""Milliseconds after the last key when what is typed is kept as a draft."""
FAILED = re.compile(r"status of [45]|ERR_FAILED|^htmx:|Status Error Code")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Lesson]:
    with lesson(tmp_path, load_scenario("first_hour"), seed=2, minutes={"talks": 60}) as found:
        yield found


@pytest.fixture
def student(here: Lesson) -> Browser:
    found = here.student("Ada")
    here.host.run("Start")
    return found


@pytest.fixture
def seat(fresh: Page, here: Lesson, student: Browser) -> Page:
    """Return the window of a student in the talks, who has looked as a page does once its stream is open."""
    url = f"http://127.0.0.1:{here.port}/class"
    fresh.context.add_cookies(
        [{"name": name, "value": value, "url": url} for name, value in student.cookies.items()]
    )
    with fresh.expect_response(VIEW) as looked:
        fresh.goto(f"{url}/seat")
    looked.value.finished()
    expect(fresh.locator("#speak-text")).to_be_attached()
    quiet(fresh, student)
    return fresh


def quiet(page: Page, student: Browser) -> None:
    """Wait until the page shows what the server has, and no look of it is on its way."""
    newest = student.ask("/class/seat/view").headers["etag"]
    view = page.locator("#view")
    expect(view).to_have_attribute("data-etag", newest)
    expect(view).not_to_have_class(re.compile(r"\bhtmx-request\b"))


def answered(page: Page, held: list[tuple[Route, APIResponse]]) -> tuple[Route, APIResponse]:
    """Return the one answer that is held back, once the server has given it."""
    for _ in range(PATIENCE // 50):
        if held:
            break
        page.wait_for_timeout(50)
    (one,) = held
    return one


def forgive(heard: Heard) -> None:
    """Let pass what a browser, and htmx, note about answers that failed."""
    heard.errors[:] = [error for error in heard.errors if not FAILED.search(error)]


def read(page: Page) -> str:
    """Return what stands on the page, but for the clocks."""
    return re.sub(r"(\d+:)+\d\d", "", page.locator("#view").inner_text())


@pytest.mark.parametrize("status", at_a_desk([502], [0, 429, 500, 502, 503]))
def test_a_look_that_fails_leaves_the_page_whole_and_is_made_again(
    seat: Page, here: Lesson, heard: Heard, status: int
) -> None:
    before = read(seat)

    def fail(route: Route) -> None:
        if status:
            route.fulfill(status=status, body='{"error": "Later."}', headers={"ETag": '"of-no-page"'})
        else:
            route.abort()

    seat.route(VIEW, fail)
    here.host.run("Tell", text="Two minutes more.")
    expect(seat.locator("#lost")).to_have_text(seat.locator("body").get_attribute("data-lost") or "none")
    assert read(seat) == before
    seat.unroute(VIEW)
    expect(seat.locator("#view")).to_contain_text("Two minutes more.")
    expect(seat.locator("#lost")).to_be_hidden()
    expect(seat.locator("#speak-text")).to_be_attached()
    forgive(heard)


@pytest.mark.thorough  # tests/classroom_http/test_screens.py leads to the door
def test_who_is_taken_out_of_the_class_keeps_no_brief_on_the_screen(
    seat: Page, here: Lesson, student: Browser, heard: Heard
) -> None:
    here.host.run("Remove", person=student.see("seat")["person"])
    seat.wait_for_url("**/class/join*")
    forgive(heard)


def test_a_form_that_does_not_come_through_stays_as_it_is_and_can_be_sent_again(
    seat: Page, here: Lesson, student: Browser, heard: Heard
) -> None:
    seat.get_by_text("Take the floor").click()
    seat.locator("#speak-text").fill(TYPED)
    seat.route(ACT, lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"))
    seat.get_by_role("button", name="Say it").click()
    unsent = seat.locator("body").get_attribute("data-unsent") or "none"
    expect(seat.locator("#lost")).to_have_text(unsent)
    expect(seat.locator("#speak-text")).to_have_value(TYPED)
    here.host.run("Tell", text="Two minutes more.")  # of which the page hears, and looks again
    expect(seat.locator("#view")).to_contain_text("Two minutes more.")
    expect(seat.locator("#lost")).to_have_text(unsent)
    seat.unroute(ACT)
    seat.get_by_role("button", name="Say it").click()
    expect(seat.locator("#speak-text")).to_have_value("")
    expect(seat.locator("#lost")).to_be_hidden()
    assert str(student.see("seat")["made"]).count(TYPED) == 1
    forgive(heard)


@pytest.mark.thorough  # a finer point, which CI looks at
def test_an_answer_that_comes_late_does_not_bring_a_phase_back_that_has_closed(
    seat: Page, here: Lesson, student: Browser
) -> None:
    held = list[tuple[Route, APIResponse]]()
    seat.route(ACT, lambda route: held.append((route, route.fetch())))
    seat.get_by_text("Take the floor").click()
    seat.locator("#speak-text").fill(TYPED)
    seat.get_by_role("button", name="Say it").click()
    expect(seat.locator("#said-fold")).to_contain_text(TYPED)  # the server took it, and the page looked again
    here.host.run("CloseNow")
    expect(seat.locator(".where")).to_contain_text("on the floor")
    route, answer = answered(seat, held)
    route.fulfill(response=answer)
    expect(seat.locator("#speak-text")).to_have_value("")
    caught_up(seat, student.see("seat")["since"])
    expect(seat.locator(".where")).to_contain_text("on the floor")


@pytest.mark.thorough  # a finer point, which CI looks at
@pytest.mark.parametrize("status", at_a_desk([502], [200, 502]))
def test_a_form_that_is_not_on_the_page_any_more_is_answered_all_the_same(
    seat: Page, here: Lesson, student: Browser, heard: Heard, status: int
) -> None:
    held = list[tuple[Route, APIResponse]]()
    seat.route(ACT, lambda route: held.append((route, route.fetch())))
    seat.locator("#finish").get_by_role("button", name="Done").click()
    expect(seat.locator(".where")).to_contain_text("on the floor")
    mine = student.see("seat")
    here.host.run("GiveToAgent", table=mine["clock"]["table"], seat=mine["seat"])
    expect(seat.locator("#finish")).to_have_count(0)
    route, answer = answered(seat, held)
    if status == 200:
        route.fulfill(response=answer)
        expect(seat.locator("#finish")).to_have_count(0)
    else:
        route.fulfill(status=status, body="<h1>Bad gateway</h1>")
        unsent = seat.locator("body").get_attribute("data-unsent") or "none"
        expect(seat.locator("#lost")).to_have_text(unsent)
    expect(seat.locator("#notice")).to_have_text("")
    forgive(heard)


@pytest.mark.thorough  # a finer point, which CI looks at
def test_what_was_sent_on_a_slow_line_does_not_come_back_as_a_draft(seat: Page, student: Browser) -> None:
    held, kept = list[Route](), list[str]()

    def note(request: Request) -> None:
        if request.url.endswith("/api/draft"):
            kept.append(request.url)

    seat.on("request", note)
    seat.route(ACT, lambda route: held.append(route))  # noqa: PLW0108 - playwright keeps its own with it
    seat.get_by_text("Take the floor").click()
    seat.locator("#speak-text").fill(TYPED)
    with seat.expect_request(ACT):
        seat.get_by_role("button", name="Say it").click()
    seat.wait_for_timeout(2 * DRAFT)
    (sent,) = held
    assert kept == []
    sent.continue_()
    expect(seat.locator("#speak-text")).to_have_value("")
    seat.reload()
    expect(seat.locator("#speak-text")).to_have_value("")
    assert student.see("seat")["drafts"] == []
