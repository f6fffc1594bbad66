"""Pages of a class look again when something changes of which no event tells, also after their stream was lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from dashboard.classroom.streams import MOST
from tests.browser.looking import Heard
from tests.class_served import Browser, Lesson, lesson
from tests.classes import Clock

EVENTS = "**/class/api/events*"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Lesson]:
    with lesson(
        tmp_path, steady=Clock(), minutes={"talks": 30}
    ) as found:  # nobody comes to be away by the time
        yield found


def enter(page: Page, here: Lesson, who: Browser, path: str) -> None:
    """Open a page as somebody."""
    url = f"http://127.0.0.1:{here.port}/class"
    page.context.clear_cookies()
    page.context.add_cookies(
        [{"name": name, "value": value, "url": url} for name, value in who.cookies.items()]
    )
    page.goto(f"{url}/{path}")


def mistype(here: Lesson, nickname: str) -> None:
    """Try to come back as somebody with wrong codes, until no more can be tried."""
    fields = {"code": here.opened.code, "nickname": nickname, "own": "AAAA9999"}
    assert [Browser(here.port).form("/class/reclaim", fields).status for _ in range(8)][-1] == 403


def let_try(here: Lesson) -> None:
    """Let everybody try again, as from another window of the host."""
    host = here.service.enter(here.opened.room, here.opened.token)
    for one in here.service.host_view(host).barred:
        here.service.let_try(host, one.kind, one.who)


def test_the_console_shows_who_opens_a_seat_and_where_a_way_in_is_closed(fresh: Page, here: Lesson) -> None:
    ada = here.student("Ada")
    here.student("Bo")
    here.host.run("Start")
    enter(fresh, here, here.host, "console")
    expect(fresh.get_by_role("link", name="Ada: waits")).to_be_visible()
    ada.see("seat")
    expect(fresh.get_by_role("link", name="Ada: writing")).to_be_visible()
    ways = fresh.locator("[id^='barred-']")
    expect(ways).to_have_count(0)
    mistype(here, "Ada")
    expect(ways).to_have_count(1)
    mistype(here, "Bo")
    expect(ways).to_have_count(2)
    let_try(here)
    expect(ways).to_have_count(0)


def test_a_page_shows_what_its_person_types_on_another_device(fresh: Page, here: Lesson) -> None:
    ada = here.student("Ada")
    here.host.run("Start")
    enter(fresh, here, ada, "seat")
    here.listen(ada, "seat").next()
    place = "speech"
    for text in ("We welcome", "We welcome the draft."):
        assert ada.send("/class/api/draft", {"place": place, "text": text}).status == 204
        expect(fresh.locator(f"[data-draft='{place}']")).to_have_value(text)


def test_what_came_and_went_while_the_stream_was_lost_does_not_stay_on_the_page(
    fresh: Page, here: Lesson, heard: Heard
) -> None:
    """The page asked by itself meanwhile; the server has nothing to tell it: it is as it was told last."""
    here.student("Ada")
    stream = here.listen(here.host, "host")
    stream.next()
    told = b"id: " + bytes(stream.raw).partition(b"\nid: ")[2]
    tries = list[Route]()

    def lose(route: Route) -> None:
        tries.append(route)
        if len(tries) == 1:
            route.fulfill(content_type="text/event-stream", body=b"retry: 50\n\n" + told)
        else:
            route.abort()

    fresh.route(EVENTS, lose)
    enter(fresh, here, here.host, "console")
    ways = fresh.locator("[id^='barred-']")
    expect(fresh.locator("#lost")).to_be_visible()
    mistype(here, "Ada")
    expect(ways).to_have_count(1)
    stream.next(until=lambda said: said.data["barred"] != [])
    let_try(here)
    stream.next(until=lambda said: said.data["barred"] == [])
    fresh.unroute(EVENTS)
    expect(ways).to_have_count(0)
    heard.errors.clear()


def test_a_page_whose_stream_went_to_further_pages_of_the_same_host_goes_on(
    fresh: Page, here: Lesson
) -> None:
    """Two hosts, each with a console, a projector and a table, have more pages than there are streams."""
    here.student("Ada")
    with fresh.expect_response(EVENTS):
        enter(fresh, here, here.host, "projector")
    expect(fresh.locator("main")).to_contain_text(here.opened.code)
    others = [here.listen(here.host, "host") for _ in range(MOST + 1)]
    assert others[0].next("end").data == {"why": "elsewhere"}  # as the page was told before
    here.host.run("Start")
    expect(fresh.locator("main")).to_contain_text("Session 1")
    here.host.run("Pause")
    expect(fresh.locator("main")).to_contain_text("The clock is stopped.")
    expect(fresh.locator("#lost")).to_be_hidden()
