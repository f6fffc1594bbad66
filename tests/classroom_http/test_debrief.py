"""The debriefing over HTTP: closed before, own page alone, all for the host, files complete and safe."""

import csv
import io
import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pytest

from simulation import load_scenario
from simulation.words import catalogue
from tests.class_served import PATIENCE, Answered, Browser, Lesson, lesson
from tests.spoken_for import BY_LANGUAGE

HOSTILE: Final = '"><img src=x onerror=alert(1)>'[:24]
MARK: Final = "CANARY-lesson"
FILES: Final = ("class.html", "slides.html", "notes.html", "rubric.html", "gradebook.csv", "rubric.csv")


@dataclass
class Debriefed:
    """A class that was played, and whose debriefing is open."""

    here: Lesson
    students: list[Browser]
    seats: list[dict[str, Any]]
    before: list[Answered]
    """What the first student got while it was closed: page, part of it, own file."""

    def host(self, path: str) -> Answered:
        return self.here.host.ask(path)

    def file(self, name: str) -> Answered:
        """Return a file of the host, once it is there."""
        return until_there(self.here.host, f"/class/api/export/{name}")


def until_there(browser: Browser, path: str) -> Answered:
    end = time.monotonic() + 6 * PATIENCE
    while time.monotonic() < end:
        answer = browser.ask(path)
        if answer.status != 409:
            return answer
        assert answer.json()["error"]
        time.sleep(0.3)
    raise AssertionError(f"{path} did not come")


def played(here: Lesson, students: list[Browser]) -> None:
    """Move a little, and let time run out until all is over."""
    here.host.run("Start")
    for browser in students:
        seats = [one["key"] for one in browser.see("seat")["seats"]]
        mine = browser.see("seat")["seat"]
        browser.move("consult_bilaterally", to=next(key for key in seats if key != mine))
        browser.act(
            "WriteDown", name="prediction", value={"options": {"pace": "at_once"}, "outcome_class": "partial"}
        )
        browser.act("WriteDown", name="before", value={"ratings": {"ask": 2}, "remark": ""})
    students[0].act("WriteDown", name="principle", value=f"{MARK} <b>first</b>")
    for _ in range(200):
        if all(table["clock"]["is_ended"] for table in here.host.see("host")["tables"]):
            return
        here.host.run("CloseNow")
    raise AssertionError("it did not end")


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Debriefed]:
    case = load_scenario("first_hour")
    with lesson(tmp_path_factory.mktemp("class"), case, tables=2) as here:
        students = [here.student(HOSTILE), here.student("Ben")]
        watcher = here.student("Wendy", watch="1")
        early = here.host.ask("/class/debrief")
        assert "Not yet over: Table 1, Table 2." in early.text  # not begun, so not over
        played(here, students)
        before = [
            students[0].ask(path)
            for path in ("/class/debrief", "/class/debrief/view", "/class/api/export/own.html")
        ]
        assert here.host.run("OpenDebrief").status == 200
        yield Debriefed(here, [*students, watcher], [one.see("seat") for one in students], before)


def test_before_the_host_opens_it_nobody_reads_anything(done: Debriefed) -> None:
    page, part, own = done.before
    for answer in (page, part):
        assert answer.status == 200
        assert "The host opens the debriefing" in answer.text
        assert "Same instructions" not in answer.text
        assert MARK not in answer.text
    assert own.status == 403


def test_a_stranger_is_led_to_the_door(done: Debriefed) -> None:
    stranger = Browser(done.here.port)
    assert stranger.ask("/class/debrief").status == 303
    for name in (*FILES, "own.html", "events.jsonl"):
        assert stranger.ask(f"/class/api/export/{name}").status == 403


def test_a_student_reads_the_own_moves_first_then_the_class(done: Debriefed) -> None:
    until_there(done.students[0], "/class/api/export/own.html")
    text = done.students[0].ask("/class/debrief").text
    turning = min(text.index(catalogue("en")[key]) for key in TURNING if catalogue("en")[key] in text)
    assert turning < text.index('id="part-side"')
    assert f"{MARK} &lt;b&gt;first&lt;/b&gt;" in text
    assert "/class/api/export/gradebook.csv" not in text
    assert "Your notes for speaking" not in text
    assert "Ben" not in text


TURNING: Final = ("debrief.page.turning", "debrief.page.turning.none")


def test_a_student_reads_no_other_seat_and_nobody_elses_words(done: Debriefed) -> None:
    second, first = done.students[1], done.seats[0]
    until_there(second, "/class/api/export/own.html")
    for path in ("/class/debrief", "/class/debrief/view", "/class/api/export/own.html"):
        assert MARK not in second.ask(path).text
    refused = second.ask(f"/class/debrief/view?seat={first['seat']}&table={first['clock']['table']}")
    assert refused.status == 403
    assert MARK not in refused.text
    watcher = done.students[2].ask("/class/debrief")
    assert (watcher.status, MARK in watcher.text) == (200, False)
    assert "You watched" in watcher.text
    for name in (*FILES, "events.jsonl", "table-1.html"):
        assert second.ask(f"/class/api/export/{name}").status == 403
    assert done.students[2].ask("/class/api/export/own.html").status == 404


def test_the_host_opens_each_page_and_reads_what_everybody_wrote(done: Debriefed) -> None:
    done.file("gradebook.csv")
    text = done.host("/class/debrief").text
    links = re.findall(r'href="(/class/debrief\?[^"]*seat=[^"]+)"', text)
    assert len(links) == 2
    pages = [done.host(link.replace("&amp;", "&")).text for link in links]
    assert sum(f"{MARK} &lt;b&gt;" in page for page in pages) == 1
    assert "<img" not in text + "".join(pages)
    assert "Where it could have closed" in text  # of the trainer's pack, for the host alone
    assert "400 runs with agents in every seat (seed 1)" in text
    assert 'hx-trigger="every' not in text  # all is there, so the page asks no more
    assert done.host("/class/debrief?table=9&seat=nobody").status == 200


def test_the_parts_of_the_page_are_one_tap_away(done: Debriefed) -> None:
    until_there(done.students[0], "/class/api/export/own.html")
    for browser, first in ((done.here.host, "outcome"), (done.students[0], "own")):
        text = browser.ask("/class/debrief").text
        jumps = re.findall(r'href="#part-(\w+)"', text)
        assert (jumps[0], jumps[-1]) == (first, "turning")
        assert [text.count(f'id="part-{jump}"') for jump in jumps] == [1] * len(jumps)
        assert text.index('href="#part-turning"') < text.index(f'id="part-{first}"')


def test_the_teacher_tries_a_seat_in_the_same_browser(done: Debriefed) -> None:
    both = Browser(done.here.port, {**done.here.host.cookies, **done.students[1].cookies})
    assert "gradebook.csv" in both.ask("/class/debrief").text
    assert "gradebook.csv" not in both.ask("/class/debrief?as=seat").text


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_files_of_the_host_are_complete_and_safe(done: Debriefed, language: str) -> None:
    done.file("gradebook.csv")
    for name in (*FILES, "table-1.html", "table-2.html", "events.jsonl"):
        answer = done.file(f"{name}?lang={language}")
        assert answer.status == 200, name
        assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert "<img" not in answer.text or name.endswith((".csv", ".jsonl"))
        if name.endswith(".html"):
            assert f'<html lang="{language}"' in answer.text
    for bad in ("nothing.html", "..%2Fclass.html", "person-p99.html"):
        assert done.host(f"/class/api/export/{bad}").status == 404


def test_the_gradebook_has_a_row_a_person(done: Debriefed) -> None:
    rows = list(csv.DictReader(io.StringIO(done.file("gradebook.csv").text.removeprefix("\ufeff"))))
    assert [row["nickname"] for row in rows] == [HOSTILE, "Ben", "Wendy"]
    place, hints = catalogue("en")["rounds.place"], catalogue("en")["rounds.hints"]
    assert [row["moves"] for row in rows] == ["1", "1", "0"]
    assert all(row[place] and row[hints] == "0" for row in rows[:2])
    assert (rows[2][place], rows[2]["seat"]) == ("", "")
    assert rows[0]["what they take away"] == f"{MARK} <b>first</b>"
    assert rows[1][f"before: {catalogue('en')['survey.item.ask']}"] == "2"


def test_the_log_of_events_opens_no_class(done: Debriefed) -> None:
    lines = [json.loads(line) for line in done.file("events.jsonl").text.splitlines()]
    assert [one["number"] for one in lines] == list(range(1, len(lines) + 1))
    assert lines[-1]["kind"] == "OpenDebrief"
    assert not any({"token", "code", "code_hash"} & set(one["data"]) for one in lines)


def test_the_page_of_the_host_hears_what_somebody_writes_down_while_it_is_open(done: Debriefed) -> None:
    mine = done.seats[1]
    asked = f"table={mine['clock']['table']}&seat={mine['seat']}"
    heard = re.search(r'data-events="[^"]*view=(\w+)', done.host(f"/class/debrief?{asked}").text)
    assert heard is not None
    pushed = done.here.listen(done.here.host, heard[1])
    before = pushed.next().data["number"]
    done.students[1].act("WriteDown", name="principle", value="CANARY-late")
    assert pushed.next().data["number"] > before
    assert until_there(done.here.host, "/class/api/export/class.html").status == 200
    assert "CANARY-late" in done.host(f"/class/debrief/view?{asked}").text


def test_when_the_class_has_ended_its_debriefing_stays(done: Debriefed) -> None:
    assert done.here.host.run("EndClass").status == 200
    for browser in (done.here.host, *done.students):
        assert "Same instructions" in browser.ask("/class/debrief").text
    assert until_there(done.students[0], "/class/api/export/own.html").status == 200


def test_a_deleted_class_leaves_nothing_behind(done: Debriefed) -> None:
    here = done.here
    room, token = here.opened.room, here.opened.token
    here.service.delete(room, token)
    assert here.host.ask("/class/debrief").status == 303
    assert here.host.ask("/class/api/export/class.html").status == 404
