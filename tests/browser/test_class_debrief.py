"""The debriefing of a class in a browser: the pages of a student, of the host and of a seat, in four looks."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from simulation import load_scenario
from tests.browser.conftest import Axe, Shoot
from tests.browser.looking import Heard
from tests.class_served import Browser, Lesson, lesson
from tests.classroom_http.test_debrief import played, until_there

LOOKS = [("light", 1440), ("light", 390), ("dark", 390), ("dark", 1440)]
TALL = 44
"""Pixels of what a finger has to meet."""
BROKEN = """() => {
    const broken = [];
    for (const cell of document.querySelectorAll('.cd th, .cd td, .scroll th, .scroll td')) {
        const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) for (const word of texts.currentNode.data.matchAll(/\\p{L}+/gu)) {
            const range = document.createRange();
            range.setStart(texts.currentNode, word.index);
            range.setEnd(texts.currentNode, word.index + word[0].length);
            if (new Set([...range.getClientRects()].map(one => Math.round(one.top))).size > 1) broken.push(word[0]);
        }
    }
    return broken;
}"""
"""Words in tables that are broken over lines."""


@dataclass
class Debriefed:
    """A class that was played to its end and is served."""

    here: Lesson
    student: Browser
    seat: str
    table: str


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Debriefed]:
    with lesson(tmp_path_factory.mktemp("class"), load_scenario("first_hour"), tables=2) as here:
        students = [here.student("Ana"), here.student("Ben")]
        played(here, students)
        mine = students[0].see("seat")
        assert here.host.run("OpenDebrief").status == 200
        until_there(here.host, "/class/api/export/gradebook.csv")
        yield Debriefed(here, students[0], mine["seat"], mine["clock"]["table"])


def opened(page: Page, served: Debriefed, who: Browser, path: str) -> None:
    """Open a page with the cookies of somebody."""
    url = f"http://127.0.0.1:{served.here.port}"
    page.goto("about:blank")  # a page that is there still asks, with the cookies of somebody else
    page.context.clear_cookies()
    page.context.add_cookies(
        [{"name": name, "value": value, "url": f"{url}/class"} for name, value in who.cookies.items()]
    )
    page.goto(f"{url}{path}")
    expect(page.locator("h1")).to_be_visible()


def shown(page: Page, axe: Axe) -> None:
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize(("theme", "width"), LOOKS, indirect=True)
def test_the_debriefing_can_be_read_by_everybody(
    page: Page, served: Debriefed, axe: Axe, shoot: Shoot, heard: Heard
) -> None:
    opened(page, served, served.student, "/class/debrief")
    expect(page.get_by_role("heading", name="Your own debriefing")).to_be_visible()
    shown(page, axe)
    assert page.evaluate(BROKEN) == []
    shoot(page, "class-debrief-student")
    opened(page, served, served.here.host, "/class/debrief")
    for name in ("Everybody’s own page", "Your notes for speaking, for you alone"):
        page.get_by_text(name, exact=True).click()
    expect(page.get_by_role("link", name="Ana")).to_be_visible()
    shown(page, axe)
    assert page.evaluate(BROKEN) == []
    low = page.locator("a.button, .files a, summary").evaluate_all(
        f"all => all.filter(one => one.getBoundingClientRect().height < {TALL}).map(one => one.textContent)"
    )
    assert [text for text in low if "could not be made again" not in text] == []
    shoot(page, "class-debrief-host")
    assert heard.errors == []


@pytest.mark.thorough  # tests/classroom_http/test_debrief.py opens a seat and reads the files
def test_the_host_opens_a_seat_and_takes_a_file_along(page: Page, served: Debriefed, axe: Axe) -> None:
    opened(page, served, served.here.host, f"/class/debrief?table={served.table}&seat={served.seat}&lang=fr")
    expect(page.get_by_role("heading", name=f"Table {served.table}, ")).to_be_visible()
    shown(page, axe)
    expect(page.locator("td.num").first).to_have_css("text-align", "right")
    with page.expect_download() as found:
        page.get_by_role("link", name="Page d’Ana").click()
    assert found.value.suggested_filename.startswith("person-p")
    page.get_by_role("link", name="Retour à toute la classe").click()
    with page.expect_download() as found:
        page.get_by_role("link", name="Carnet de notes pour tableur").click()
    assert found.value.suggested_filename == "gradebook.csv"
