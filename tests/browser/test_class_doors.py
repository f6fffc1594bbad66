"""The doors of a class in a browser, on a server of their own: joining, coming back, the host's, its end."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.classroom.serve import HEALTH
from tests.browser.conftest import Axe, Shoot
from tests.browser.looking import Heard
from tests.browser.serving import ROOT, end, free_port, wait_for_health
from tests.class_served import PATIENCE, Browser, Listening
from tests.processes import environment

LOOKS = [("light", 1440), ("light", 390), ("dark", 390), ("dark", 1440)]
TALL = 44
"""Pixels of what a finger has to meet."""


@dataclass
class Class:
    """A class, in a process of its own."""

    port: int
    code: str
    key: str
    process: "subprocess.Popen[bytes]"
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/class"


def started(folder: Path) -> Class:
    port, log = free_port(), folder / "server.log"
    with log.open("wb") as out:
        command = [sys.executable, "-m", "tests.class_alone", str(folder), str(port)]
        process = subprocess.Popen(  # noqa: S603 - our own command
            command, cwd=ROOT, env=environment(), stdout=out, stderr=subprocess.STDOUT
        )
    wait_for_health(process, port, log, path=HEALTH)
    code, key = log.read_text(encoding="utf-8").splitlines()[:2]
    return Class(port, code, key, process, log)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Class]:
    found = started(tmp_path_factory.mktemp("class"))
    yield found
    end(found.process)
    assert "Traceback" not in found.log.read_text(encoding="utf-8")


@pytest.fixture
def nobody(page: Page) -> Page:
    """Return a window of a browser that is in no class."""
    page.context.clear_cookies()
    return page


@pytest.mark.parametrize(("theme", "width"), LOOKS, indirect=True)
def test_the_doors_are_clean_and_large_enough_and_nothing_sticks_out(
    nobody: Page, served: Class, axe: Axe, shoot: Shoot, heard: Heard
) -> None:
    nobody.goto(f"{served.url}/join/{served.code}")
    shown(nobody, axe)
    shoot(nobody, "class-join")
    nobody.get_by_text("I was in this class before").click()
    shown(nobody, axe)
    nobody.get_by_label("Nickname").first.fill("x" * 30)
    nobody.get_by_role("button", name="Join").click()
    expect(nobody.get_by_role("alert")).to_contain_text("at most 24 characters")
    expect(nobody.get_by_label("Nickname").first).to_be_focused()
    assert [error for error in heard.errors if "status of 400" not in error] == []
    heard.errors.clear()  # a browser notes that it was refused
    shown(nobody, axe)
    shoot(nobody, "class-refused")
    nobody.goto(f"{served.url}/host")
    shown(nobody, axe)
    shoot(nobody, "class-host")


def shown(page: Page, axe: Axe) -> None:
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    for part in page.locator(
        "button:visible, .button:visible, input:visible, summary:visible, nav a:visible"
    ).all():
        box = part.bounding_box()
        assert box is not None
        assert box["height"] >= TALL


@pytest.mark.thorough  # one of five joins so in test_class_journey.py; tests/classroom_http/test_doors.py
@pytest.mark.parametrize("width", [390], indirect=True)
def test_a_student_joins_by_the_keyboard_and_comes_back_on_another_device(
    nobody: Page, served: Class, axe: Axe, shoot: Shoot
) -> None:
    nobody.goto(f"{served.url}/join/{served.code}?lang=fr")
    expect(nobody.locator("html")).to_have_attribute("lang", "fr")
    nobody.get_by_label("Pseudonyme").first.focus()
    nobody.keyboard.type("Zoé")
    nobody.keyboard.press("Enter")
    expect(nobody.get_by_role("heading", level=1)).to_have_text("Vous y êtes, Zoé")
    own = nobody.locator(".code strong").inner_text()
    assert re.fullmatch(r"[A-Z2-9]{4} [A-Z2-9]{4}", own)
    assert axe(nobody) == []
    shoot(nobody, "class-in")
    (cookie,) = [one for one in nobody.context.cookies() if one["name"] == "delegation_sim_seat"]
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, "Lax", "/class")
    expect(nobody.get_by_role("link", name="Aller à mon siège")).to_have_attribute(
        "href", re.compile(r"/class/seat\?lang=fr&room=[0-9a-f]{16}")
    )
    assert (
        nobody.evaluate("fetch('/class/api/seat').then(said => said.json()).then(said => said.nickname)")
        == "Zoé"
    )
    nobody.goto(f"{served.url}/join/{served.code}")
    expect(nobody.get_by_text("In this browser you are Zoé.")).to_be_visible()
    assert axe(nobody) == []
    shoot(nobody, "class-already")
    nobody.get_by_role("button", name="I am somebody else").click()
    expect(nobody.get_by_text("In this browser you are")).to_have_count(0)
    nobody.get_by_text("I was in this class before").click()
    fields = nobody.locator("details")
    fields.get_by_label("Code of the class").fill(served.code)
    fields.get_by_label("Nickname").fill("zoé")
    fields.get_by_label("Your own code").fill(own.lower())
    fields.get_by_role("button").click()
    expect(nobody).to_have_url(re.compile(r"/seat"))
    assert (
        nobody.evaluate("fetch('/class/api/seat').then(said => said.json()).then(said => said.nickname)")
        == "Zoé"
    )


@pytest.mark.thorough  # tests/classroom_http/test_doors.py; a student comes back above
def test_a_host_comes_back_with_the_key_behind_the_address_and_hears_of_a_student(
    nobody: Page, served: Class
) -> None:
    nobody.goto(f"{served.url}/host#{served.key}")
    expect(nobody).to_have_url(re.compile(r"/console\?room=[0-9a-f]{16}$"))
    nobody.goto(f"{served.url}/join")  # a page of ours that does nothing by itself
    nobody.evaluate("""() => {
      window.heard = [];
      const stream = new EventSource('/class/api/events?view=host');
      stream.addEventListener('change', said => window.heard.push(JSON.parse(said.data)));
    }""")
    nobody.wait_for_function("window.heard.length >= 1")
    before = nobody.evaluate("window.heard.at(-1).people")
    assert Browser(served.port).join(served.code, "Heard of").status == 200
    nobody.wait_for_function("before => window.heard.at(-1).people == before + 1", arg=before)
    nobody.goto("about:blank")


def test_a_wrong_key_behind_the_address_is_said_once_and_leaves_the_address(
    nobody: Page, served: Class, heard: Heard
) -> None:
    nobody.goto(f"{served.url}/host#100%25%")
    expect(nobody.get_by_role("alert")).to_contain_text("This is not the key of a class here.")
    expect(nobody).to_have_url(f"{served.url}/host")
    expect(nobody.get_by_label("Key of the host")).to_have_value("")
    assert not [one for one in nobody.context.cookies() if one["name"] == "delegation_sim_host"]
    assert [error for error in heard.errors if "status of 403" not in error] == []
    heard.errors.clear()  # a browser notes that it was refused


def test_the_page_that_let_somebody_in_gives_signs_of_life(alone: Page, served: Class) -> None:
    alone.clock.install()
    alone.goto(f"{served.url}/join/{served.code}")
    alone.get_by_label("Nickname").first.fill("Waits")
    alone.get_by_role("button", name="Join").click()
    expect(alone.get_by_role("heading", level=1)).to_have_text("You are in, Waits")
    with alone.expect_response(re.compile(r"/class/api/waits\?room=")) as heard:
        alone.clock.fast_forward(10_000)
    assert heard.value.status == 204


@pytest.mark.thorough  # tests/classroom_http/test_serve.py ends servers, test_ending.py one with a page
def test_a_server_that_is_told_to_end_ends_though_pages_listen(tmp_path: Path) -> None:
    served = started(tmp_path)
    try:
        student = Browser(served.port)
        student.join(served.code, "Ada")
        pages = [Listening(student, "seat"), Listening(student, "projector")]
        for page in pages:
            page.next()
        served.process.terminate()
        served.process.wait(PATIENCE)
        for page in pages:
            assert page.is_over.wait(PATIENCE)
            page.close()
        assert "Traceback" not in served.log.read_text(encoding="utf-8")
    finally:
        end(served.process)
