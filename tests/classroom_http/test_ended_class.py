"""A class that the host has ended: its debriefing can still be opened, and its open pages hear of all that comes."""

import re
from pathlib import Path

import pytest

from simulation import load_scenario
from tests.class_console import heading, pressed, shown
from tests.class_served import Lesson, Listening, lesson


def hears(here: Lesson) -> list[Listening]:
    """Return the open pages of a student, of the host and on the wall, which know how it stands."""
    one = here.student("Ada")
    pages = [here.listen(one, "seat"), here.listen(here.host, "host"), here.listen(here.host, "projector")]
    for page in pages:
        page.next()
    return pages


def reaches(page: Listening, number: int) -> None:
    """Wait until a page hears of an event."""
    page.next(until=lambda said: said.data["number"] == number)


def empty_headings(page: str) -> list[str]:
    """Return the headings of the console below which nothing stands."""
    return re.findall(r"<h2[^>]*>([^<]*)</h2>\s*(?=<h2|</section>)", page)


def test_the_console_still_offers_the_debriefing_below_its_headline(tmp_path: Path) -> None:
    with lesson(tmp_path) as here:
        here.student()
        assert empty_headings(pressed(here, "Start")) == []
        page = pressed(here, "EndClass")
        assert (heading(page), empty_headings(page)) == ("The class is over.", [])
        assert page.count("OpenDebrief") == 1
        assert page.index("</h1>") < page.index("OpenDebrief") < page.index('class="console"')
        debriefing = f'href="/class/debrief?room={here.opened.room}"'
        assert page.count(debriefing) == 1, "to be seen before the others do"
        page = pressed(here, "OpenDebrief")
        assert (heading(page), empty_headings(page)) == ("The class is over.", [])
        assert "OpenDebrief" not in shown(here)
        assert page.count(debriefing) == 1


@pytest.mark.parametrize("order", [("EndClass", "OpenDebrief"), ("End", "OpenDebrief", "EndClass")])
def test_open_pages_hear_what_people_still_do(tmp_path: Path, order: tuple[str, ...]) -> None:
    with lesson(tmp_path) as here:
        one, two = here.student("Bo"), here.student("Cy")
        seat, host, projector = hears(here)
        here.host.run("Start")
        for kind in order:
            number = here.host.run(kind).json()["number"]
            for page in (seat, host, projector):
                reaches(page, number)
        assert one.act("WriteDown", name="principle", value="Late").status == 200
        reaches(host, here.host.see("host")["number"])
        assert two.act("CallHost", text="Is it over?").status == 200
        host.next(until=lambda said: said.data["calls"] == 1)
        gone = here.listen(two, "seat")
        here.host.run("Remove", person=two.see("seat")["person"])
        assert gone.next("end").data == {"why": "gone"}


def test_open_pages_hear_real_names_that_are_told_last_of_all(tmp_path: Path) -> None:
    case = load_scenario("wtpf13", overrides={"sessions": 1})
    with lesson(tmp_path, case, names="archetypes") as here:
        pages = hears(here)
        for kind in ("EndClass", "OpenDebrief"):
            here.host.run(kind)
        page = shown(here)
        assert empty_headings(page) == []
        assert "At the end" in page, "where the button stands"
        pressed(here, "RevealNames")
        for told in pages:
            reaches(told, here.host.see("host")["number"])
        page = shown(here)
        assert "At the end" not in page
        assert empty_headings(page) == []
