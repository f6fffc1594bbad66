"""A class of a real case with archetypes: nothing that anybody receives names a delegation, until the host reveals it.

Everything that students, a watcher, a stranger and the wall get is searched for real names, short names and codes:
pages, JSON, refusals, headers, cookies and what is pushed, in the lobby, in play, and in the debriefing before and
after the names are revealed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest

from dashboard.frame.language import words_in
from simulation import load_scenario
from simulation.classroom import ClassService
from simulation.scenario.schema import Scenario
from tests.class_served import Browser, Lesson, Listening, lesson
from tests.class_state import state_of
from tests.classes import url_in
from tests.classroom_http.test_debrief import until_there

PAGES = (
    *(f"projector?table=1&face={face}" for face in ("join", "round", "room", "text", "end")),
    *(
        "projector",
        "table",
        "table/view?table=1",
        "seat",
        "seat?lang=fr",
        "seat/view",
        "debrief",
        "debrief/view",
    ),
    *("api/projector", "api/table", "api/seat", "api/export/own.html", "api/export/class.html", "api/host"),
)
HANDED_OUT = ("class.html", "table-1.html", "slides.html", "rubric.html", "notes.html", "gradebook.csv")
"""Files of the host that students may get to read."""
COMMON = frozenset({"Arab States", "Africa"})


def real_names(case: Scenario) -> re.Pattern[str]:
    """Return what finds a name, a short name or a code of a delegation as a whole word."""
    words = {word for seat in case.delegations for word in (seat.name, seat.short, seat.key) if word}
    longest_first = sorted(words - COMMON, key=len, reverse=True)
    return re.compile(rf"(?<![\w./-])(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


@dataclass
class Hidden:
    """The class, its people, and what finds a real name."""

    here: Lesson
    students: list[Browser]
    others: list[Browser]
    pages: list[Listening]
    wanted: re.Pattern[str]
    real: dict[str, str]
    """By the key of the seat."""
    url: str
    """Of the database."""
    is_whole: bool
    """Played to its end; else the host ends it after the first phase."""

    @property
    def everybody(self) -> list[Browser]:
        return [*self.students, *self.others]

    def leaked(self) -> set[str]:
        """Return real names in all that was received so far, and forget it."""
        found = set[str]()
        for one in self.everybody:
            found |= set(self.wanted.findall(bytes(one.heard).decode()))
            one.heard.clear()
        for page in self.pages:
            found |= set(self.wanted.findall(bytes(page.raw).decode()))
        return found

    def look(self) -> None:
        for browser in self.everybody:
            for page in PAGES:
                browser.ask(f"/class/{page}")
            browser.ask(f"/class/join/{self.here.opened.code}")


def moved(hidden: Hidden) -> None:
    """Move, ask, write, and be refused: what a refusal says is received too."""
    for browser in hidden.students:
        mine = browser.see("seat")
        other = next(one["key"] for one in mine["seats"] if one["key"] != mine["seat"])
        browser.move("consult_bilaterally", to=other)
        browser.move("object_formally", issue="Q1", option="each_in_role")
        browser.move("offer_trade", to=other)
        browser.move("support", issue="Q8", option="adopt")
        browser.act("SendNote", to=other, text="Shall we?")
        browser.act("SendNote", to="ZZZ", text="x")
        browser.act("WriteDown", name="prediction", value={"options": {}, "outcome_class": "partial"})
        browser.move("done")


@pytest.fixture(
    scope="module",
    params=[("en", False), pytest.param(("fr", True), marks=pytest.mark.thorough)],
    ids=["begun", "whole"],
)
def hidden(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hidden]:
    case = load_scenario("wtpf13", overrides={"sessions": 1})
    folder, (language, is_whole) = tmp_path_factory.mktemp("class"), request.param
    with lesson(folder, case, names="archetypes", language=language) as here:
        students = [here.student(lang=language) for _ in range(1 + is_whole)]
        watcher, stranger = here.student("Wendy", watch="1"), Browser(here.port)
        pages = [here.listen(one, view) for one in (students[0], watcher) for view in ("seat", "projector")]
        real, url = here.host.see("host")["real_names"], url_in(folder)
        yield Hidden(here, students, [watcher, stranger], pages, real_names(case), real, url, is_whole)


def test_nothing_names_a_delegation_in_the_lobby_in_play_or_at_the_end(hidden: Hidden) -> None:
    hidden.look()
    names = [one["name"] for one in hidden.students[0].see("seat")["seats"]]
    assert len(names) == len(set(names)) == 46, "those with a say"
    assert hidden.leaked() == set()
    assert hidden.here.host.run("Start").status == 200
    for step in count():
        moved(hidden)
        hidden.look()
        assert hidden.leaked() == set()
        if all(table["clock"]["is_ended"] for table in hidden.here.host.see("host")["tables"]):
            break
        hidden.here.host.run("CloseNow" if hidden.is_whole else "End")
        assert step < 20
    hidden.look()
    assert hidden.leaked() == set()


def test_the_host_reads_who_a_delegation_is_and_cannot_reveal_it_before_the_debriefing(
    hidden: Hidden,
) -> None:
    assert hidden.real["AFR2"] == "Nigeria"
    panel = hidden.here.host.ask("/class/console?look=1.AFR2").text
    assert words_in("en").say("class.console.real", name="Nigeria") in panel
    refused = hidden.here.host.run("RevealNames")
    assert (refused.status, "Open the debriefing first" in refused.json()["error"]) == (400, True)
    assert hidden.students[0].act("RevealNames").status == 403


def test_the_debriefing_names_nobody_until_the_host_reveals_the_names(hidden: Hidden) -> None:
    host = hidden.here.host
    assert host.run("OpenDebrief").status == 200
    handed_out = {name: until_there(host, f"/class/api/export/{name}").text for name in HANDED_OUT}
    for browser in hidden.students if hidden.is_whole else ():
        until_there(browser, "/class/api/export/own.html")
    hidden.look()
    assert hidden.leaked() == set()
    assert {name: found for name, text in handed_out.items() if (found := hidden.wanted.findall(text))} == {}
    assert "RevealNames" in host.ask("/class/debrief").text
    assert "RevealNames" in host.ask("/class/console").text


def test_once_revealed_everybody_reads_who_was_who(hidden: Hidden) -> None:
    host, one, say = hidden.here.host, hidden.students[-1], words_in("en").say
    assert host.run("RevealNames").status == 200
    assert host.run("RevealNames").status == 400
    page, mine = one.ask("/class/debrief").text, one.see("seat")
    assert 'href="#part-names"' in page
    assert 'id="part-names"' in page
    real = (
        "Brésil" if hidden.is_whole else "Brazil",
        "Nigeria",
        "Internet Society",
    )  # the whole class is a French one
    assert [name for name in real if name not in page] == []
    name = next(seat["name"] for seat in mine["seats"] if seat["key"] == mine["seat"])
    called = f"{name} ({hidden.real[mine['seat']]})"
    assert say("class.debrief.own", name=called) in page
    assert "Nigeria" in host.ask("/class/api/export/slides.html").text
    if hidden.is_whole:
        assert called in host.ask("/class/api/export/table-1.html").text
    for page_of_host in ("debrief", "console"):
        assert "RevealNames" not in host.ask(f"/class/{page_of_host}").text
    assert say("class.console.log.RevealNames") in host.ask("/class/console").text


def test_a_class_with_archetypes_comes_back_from_its_log_as_it_was(hidden: Hidden) -> None:
    service, room = hidden.here.service, hidden.here.opened.room
    before: dict[str, Any] = state_of(service, room)
    with ClassService(hidden.url) as again:
        assert state_of(again, room) == before
    assert before["plan"]["names"] == "archetypes"
    assert before["real_names"] == hidden.real
    assert before["is_revealed"]
