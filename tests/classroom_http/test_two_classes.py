"""Two classes in one browser: each page and each of its buttons belongs to the class that it shows."""

import json
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest

from dashboard.classroom import cookies, host_key
from simulation.classroom import Opened, Plan
from tests.class_pages import Form, press, seen
from tests.class_served import Answered, Browser, Lesson, Listening, lesson
from tests.classes import six_seats


@pytest.fixture(name="here")
def _here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lesson]:
    with lesson(tmp_path_factory.mktemp("two"), patience=None) as given:
        yield given


@pytest.fixture(name="two")
def _two(here: Lesson) -> Opened:
    """Return a second class on the same server."""
    return here.service.open(six_seats(), Plan(seed=2))


def hosted(browser: Browser, opened: Opened) -> Answered:
    answer = browser.form("/class/host", {"key": host_key(opened.room, opened.token)})
    assert answer.status == 303
    return answer


def of_host(here: Lesson, opened: Opened) -> Any:  # noqa: ANN401 - a view
    return here.service.host_view(here.service.enter(opened.room, opened.token))


def with_button(forms: dict[str, Form], kind: str) -> tuple[Form, str]:
    for form in forms.values():
        for name, value, _ in form.buttons:
            if name == "act" and json.loads(value)["kind"] == kind:
                return form, value
    raise AssertionError(kind)


def test_a_button_of_a_console_acts_on_the_class_that_it_shows(here: Lesson, two: Opened) -> None:
    here.student("Ada")
    form, start = with_button(seen(here.host, "/class/console").forms, "Start")
    hosted(here.host, two)
    press(here.host, form, start)
    assert [one.clock.phase == "talks" for one in of_host(here, here.opened).tables] == [True]
    assert [one.clock.phase == "talks" for one in of_host(here, two).tables] == [False]


def test_a_page_looks_again_at_its_own_class(here: Lesson, two: Opened) -> None:
    first = here.host.ask("/class/console").text
    second = here.host.ask(hosted(here.host, two).headers["location"]).text
    for page, mine, other in ((first, here.opened.code, two.code), (second, two.code, here.opened.code)):
        assert mine in page
        assert other not in page
        path = unescape(page.partition('hx-get="')[2].partition('"')[0])
        again = here.host.ask(path).text
        assert mine in again
        assert other not in again


def test_a_page_hears_of_its_own_class(here: Lesson, two: Opened) -> None:
    page = here.host.ask("/class/console").text
    hosted(here.host, two)
    query = unescape(page.partition('data-events="')[2].partition('"')[0]).partition("view=")
    stream = Listening(here.host, f"{query[2]}&{query[0].partition('?')[2]}")
    here.open_streams.append(stream)
    stream.next()
    before = of_host(here, here.opened).number
    here.student("Ada")
    assert stream.next(until=lambda one: one.data["number"] > before).data["number"] > before


def test_a_student_in_two_classes_keeps_both_seats(here: Lesson, two: Opened) -> None:
    here.host.run("Start")
    ada = here.student("Ada")
    form = seen(ada).forms["call"]
    assert ada.join(two.code, "Zed").status == 200
    press(ada, form, text="Help")
    assert [one.text for one in of_host(here, here.opened).calls] == ["Help"]
    assert of_host(here, two).calls == ()
    assert ada.see(f"seat?room={here.opened.room}")["nickname"] == "Ada"
    assert ada.see("seat")["nickname"] == "Zed", "the address names none: the latest"
    again = ada.join(here.opened.code, "Ada")
    assert (again.status, again.headers["location"]) == (303, f"/class/seat?room={here.opened.room}")
    assert ada.form("/class/forget", {}).status == 303
    assert not [name for name in ada.cookies if name == cookies.SEAT], "somebody else finds none of the seats"


def test_a_browser_without_the_class_of_a_page_is_led_to_the_door(here: Lesson, two: Opened) -> None:
    form, start = with_button(seen(here.host, "/class/console").forms, "Start")
    other = Browser(here.port)
    hosted(other, two)
    answer = press(other, form, start)
    assert (answer.status, answer.headers["location"]) == (303, "/class/host")
    assert other.ask(f"/class/console?room={here.opened.room}").headers["location"] == "/class/host"
    assert other.ask(f"/class/api/host?room={here.opened.room}").status == 403
    assert not any(
        one.clock.phase == "talks" for opened in (here.opened, two) for one in of_host(here, opened).tables
    )


def test_a_browser_keeps_the_latest_classes_only(here: Lesson) -> None:
    opened = [here.service.open(six_seats(), Plan(seed=3)) for _ in range(10)]
    for one in (*opened, opened[-3]):
        hosted(here.host, one)
    held = here.host.cookies[cookies.HOST].split("~")
    assert [one.partition(".")[0] for one in held] == [
        opened[at].room for at in (-3, -1, -2, -4, -5, -6, -7, -8)
    ]
