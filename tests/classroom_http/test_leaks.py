"""A class of several tables is played to its end over HTTP: nobody receives a byte of what is for others alone.

Each brief and each private reason holds a mark of its own. All that each browser gets is searched for all of them:
pages, JSON, refusals, headers, cookies and what is pushed, until the debriefing is opened.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.class_served import Browser, Lesson, Listening, lesson
from tests.classes import six_seats
from tests.classroom.test_secrets import SEED, with_canaries

TABLES = 2
MARK = re.compile(rf"CANARY-[A-Za-z0-9_-]+|(?<![\d.]){SEED}(?!\d)")
MOST_STEPS = 400
DEBRIEF = (
    "debrief",
    "debrief/view",
    "debrief/view?table=1&seat=LUM",
    *(
        f"api/export/{name}"
        for name in ("own.html", "class.html", "table-1.html", "gradebook.csv", "events.jsonl")
    ),
)
PAGES = (
    *(f"projector?table=1&face={face}" for face in ("join", "round", "room", "text", "end")),
    "projector",
    "projector/view?table=2",
    "table",
    "table/view?table=1",
    "table/view?table=2",
    "seat",
    "seat?lang=fr",
    "seat/view",
)


@dataclass
class Student:
    """Somebody with a page that listens, and the seat that they got."""

    browser: Browser
    table: str
    seat: str
    pages: list[Listening]
    wrote: dict[str, set[tuple[str, str]]] = field(default_factory=dict)


@dataclass
class Played:
    """The class, and everybody's browser."""

    here: Lesson
    students: list[Student]
    watcher: Student
    stranger: Browser
    host_pages: list[Listening]
    marks: dict[str, set[tuple[str, str]]]
    """Places (table, seat) at which somebody may read a mark, by mark: those that people wrote."""

    def received(self, browser: Browser, pages: list[Listening]) -> set[str]:
        heard = bytes(browser.heard).decode() + b"".join(bytes(one.raw) for one in pages).decode()
        return {"CANARY-seed" if mark == str(SEED) else mark for mark in MARK.findall(heard)}


def place_of(browser: Browser) -> tuple[str, str]:
    mine = browser.see("seat")
    return mine["clock"]["table"], mine["seat"]


def student_of(here: Lesson, nickname: str, **more: str) -> Student:
    browser = Browser(here.port)
    browser.ask(f"/class/join/{here.opened.code}")
    browser.join(here.opened.code, nickname, **more)
    table, seat = place_of(browser)
    pages = [here.listen(browser, view) for view in ("seat", "projector")]
    return Student(browser, table, seat, pages)


def written_in_private(played: Played, student: Student, moment: str) -> None:
    """Write something of each private kind, with a mark that says who may read it."""
    at = (student.table, student.seat)
    others = [one for one in played.students if one.table == student.table and one.seat != student.seat]
    to = others[len(moment) % len(others)]
    both = {at, (to.table, to.seat)}

    def mark(kind: str, places: set[tuple[str, str]]) -> str:
        text = f"CANARY-{kind}-{moment}-t{student.table}-{student.seat}"
        played.marks[text] = places
        return text

    browser = student.browser
    browser.act("SendNote", to=to.seat, text=mark("note", both))
    browser.act("CallHost", text=mark("call", set()))
    browser.act("WriteDown", name="prediction", value=mark("written", {at}))
    browser.send("/class/api/draft", {"place": "speak", "text": mark("draft", {at})})
    browser.move("consult_bilaterally", to=to.seat, text=mark("talk", both))
    told = mark("told", {at})
    played.here.host.run("Tell", table=student.table, seat=student.seat, text=told)


def everybody_looks(played: Played) -> None:
    for student in (*played.students, played.watcher):
        for path in ("seat", "table", "projector"):
            student.browser.see(path)
        for path in ("host", "host/look?table=1&seat=LUM", "table?table=1", "table?table=2", "nothing"):
            student.browser.ask(f"/class/api/{path}")
        for page in PAGES:
            student.browser.ask(f"/class/{page}")
        for path in (*DEBRIEF, "join", "host"):
            student.browser.ask(f"/class/{path}")
        assert student.browser.ask("/class/seat").status == 200
    for path in ("host", "projector", "table?table=1", "table?table=2"):
        played.here.host.see(path)
    for page in PAGES:
        played.here.host.ask(f"/class/{page}")
        played.stranger.ask(f"/class/{page}")
    for path in ("seat", "table", "projector", "host", "events", "events?view=host"):
        played.stranger.ask(f"/class/api/{path}")
    for path in DEBRIEF:
        played.stranger.ask(f"/class/{path}")
    played.stranger.ask(f"/class/join/{played.here.opened.code}")
    assert played.stranger.ask("/class/seat/view").status == 403


def refused(student: Student, others: list[str]) -> None:
    """Try what is not possible: what a refusal says is received too."""
    browser = student.browser
    for move in ("accept_trade", "object_formally", "refuse_package", "support"):
        browser.move(move, offer=f"s1-{others[0]}-1")
    browser.act(
        "Submit", seen=browser.see("seat")["clock"]["version"], move={"seat": others[0], "move": "done"}
    )
    browser.send("/class/api/check", {"move": {"seat": others[0], "move": "done"}})
    tried: list[dict[str, str]] = [
        {"move": "object_formally", "issue": "x"},
        {"move": "done"},
        {"move": "offer_trade", "to": others[0]},
    ]
    for wrong in tried:
        browser.form("/class/seat/act", {"do": "move", "form": "x", "seen": "0", "key": "a key", **wrong})
    browser.form("/class/seat/act", {"do": "note", "to": "ZZZ", "text": "x", "key": "another key"})
    browser.act("SendNote", to="ZZZ", text="x")
    browser.act("Start")
    browser.act("Fly")


def moved(student: Student, steps: Iterator[int]) -> None:
    """Make a move or two that is asked for, then be done."""
    mine = student.browser.see("seat")
    request = (mine["view"] or {}).get("request")
    if request is None:
        return
    for issue, option in request["asked"][:2]:
        move = ("support", "object_formally")[next(steps) % 2]
        student.browser.move(move, issue=issue, option=option)
    student.browser.move("done")


def play_on(played: Played, most: int) -> None:
    """Let everybody move until all tables are over; time runs out once, and somebody is held by an agent."""
    steps = count()
    for step in range(most):
        view = played.here.host.see("host")
        if all(table["clock"]["is_ended"] for table in view["tables"]):
            return
        waiting = {(table["clock"]["table"], seat) for table in view["tables"] for seat in table["waits_for"]}
        if step == 2:
            played.here.host.run("CloseNow")
            continue
        for student in played.students:
            if (student.table, student.seat) in waiting:
                moved(student, steps)
        if step in (1, 5):
            everybody_looks(played)
        if step == 3:
            played.students[0].browser.act("LetAgent")
            for number, student in enumerate(played.students):
                written_in_private(played, student, f"later{number % 3}")
    assert most < MOST_STEPS, "the class did not come to its end"
    played.here.host.run("End")


@contextmanager
def whole_class(folder: Path, a_table: int, most: int) -> Iterator[Played]:
    """Give a class with so many students a table, after so many steps or at its end."""
    case = with_canaries(six_seats())
    keys = [delegation.key for delegation in case.delegations]
    with lesson(folder, case, tables=TABLES, seed=SEED, minutes={"talks": 60}) as here:
        students = [student_of(here, f"Student {number}") for number in range(TABLES * a_table)]
        watcher = student_of(here, "Watcher", watch="1")
        host_pages = [here.listen(here.host, "host"), here.listen(here.host, "projector")]
        played = Played(here, students, watcher, Browser(here.port), host_pages, {})
        everybody_looks(played)
        here.host.run("Start")
        for number, student in enumerate(students):
            written_in_private(played, student, f"first{number % 3}")
            refused(student, [key for key in keys if key != student.seat])
        leak, instructed = students[0], students[-1]
        played.marks["CANARY-leak"] = {(leak.table, leak.seat)}
        here.host.run("Leak", table=leak.table, seats=[leak.seat], text="CANARY-leak")
        played.marks["CANARY-instructed"] = {(instructed.table, instructed.seat)}
        at = {"table": instructed.table, "seat": instructed.seat}
        here.host.run("Instruct", **at, text="CANARY-instructed", salience=0.5)
        everybody_looks(played)
        play_on(played, most)
        everybody_looks(played)
        yield played


@pytest.fixture(
    scope="module",
    params=[(2, 1), pytest.param((6, MOST_STEPS), marks=pytest.mark.thorough)],
    ids=["begun", "whole"],
)
def played(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    with whole_class(tmp_path_factory.mktemp("class"), *request.param) as found:
        yield found


def may_read(played: Played, mark: str, table: str, seat: str) -> bool:
    if mark in played.marks:
        return (table, seat) in played.marks[mark]
    kind, _, rest = mark.removeprefix("CANARY-").partition("-")
    return kind in ("brief", "reason") and bool(seat) and rest.split("-")[0] == seat


def test_all_marks_were_written_and_each_reached_those_whom_it_is_for(played: Played) -> None:
    kinds = {mark.split("-")[1] for mark in played.marks}
    assert kinds == {"note", "call", "written", "draft", "talk", "told", "leak", "instructed"}
    for student in played.students:
        own = played.received(student.browser, student.pages)
        assert f"CANARY-brief-{student.seat}" in own
        assert any(mark.startswith(f"CANARY-reason-{student.seat}-") for mark in own)
        at = (student.table, student.seat)
        for kind in ("told", "written", "draft", "note"):
            mine = {
                mark for mark, places in played.marks.items() if at in places and mark.split("-")[1] == kind
            }
            assert mine & own, (kind, at)
    assert {"1", "2"} == {student.table for student in played.students}


def test_nobody_received_a_byte_of_what_is_for_another_seat(played: Played) -> None:
    wrong: dict[str, set[str]] = {}
    for student in (*played.students, played.watcher):
        received = played.received(student.browser, student.pages)
        bad = {mark for mark in received if not may_read(played, mark, student.table, student.seat)}
        if bad:
            wrong[f"{student.table}-{student.seat or 'watches'}"] = bad
    assert wrong == {}


def test_a_stranger_and_all_that_is_pushed_hold_no_mark_and_no_name(played: Played) -> None:
    assert played.received(played.stranger, []) == set()
    pushed = [page for student in (*played.students, played.watcher) for page in student.pages]
    for page in (*pushed, *played.host_pages):
        assert len(page.raw) > 500, "it was listened to"
        assert b"CANARY" not in page.raw
        assert b"Student " not in page.raw


def test_the_host_received_what_is_told_to_a_host_and_no_brief(played: Played) -> None:
    kinds = {mark.split("-")[1] for mark in played.received(played.here.host, played.host_pages)}
    assert kinds == {"note", "call", "told", "leak", "instructed", "seed"}


def test_no_secret_stands_in_what_somebody_else_receives(played: Played) -> None:
    """Neither a cookie, nor the host's key, nor their hashes."""
    everybody = [student.browser for student in (*played.students, played.watcher)] + [played.here.host]
    for owner in everybody:
        for name, secret in owner.cookies.items():
            token = secret.rpartition(".")[2]
            if name != "delegation_sim_browser":
                heard = [other for other in (*everybody, played.stranger) if other is not owner]
                assert not any(token.encode() in other.heard for other in heard)


def test_what_a_mark_in_the_open_would_do_is_seen() -> None:
    """The search finds what it looks for."""
    played: Any = Played.__new__(Played)
    browser = Browser(0)
    browser.heard += b"500 x: CANARY-brief-LUM\n"
    assert Played.received(played, browser, []) == {"CANARY-brief-LUM"}
