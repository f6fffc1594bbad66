"""Live pages over HTTP: who sees them, that they are drawn anew only if something changed, and what their forms do."""

import re
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import pytest

from dashboard.classroom.action_reading import act_of
from dashboard.classroom.requests_read import Refused
from tests.class_pages import seen
from tests.class_served import Browser, Lesson, lesson

FOLDER = files("dashboard.classroom.screens").joinpath("static")


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lesson]:
    with lesson(tmp_path_factory.mktemp("class"), people_a_seat=3) as found:
        yield found


def test_who_may_not_see_a_page_is_led_to_the_door(here: Lesson) -> None:
    answer = Browser(here.port).ask("/class/projector?lang=fr")
    assert (answer.status, answer.headers["location"]) == (303, "/class/host?lang=fr")
    part = Browser(here.port).ask("/class/projector/view?lang=fr", HX_Request="true")
    assert (part.status, part.headers["hx-redirect"]) == (403, "/class/host?lang=fr")
    assert Browser(here.port).ask("/class/projector/view").status == 403


def test_who_is_taken_out_is_led_to_the_door_by_a_look_and_by_a_form(here: Lesson) -> None:
    student = here.student()
    here.host.run("Remove", person=student.see("seat")["person"])
    for answer in (
        student.ask("/class/seat/view", HX_Request="true"),
        student.form("/class/seat/act", {"do": "call"}, HX_Request="true"),
    ):
        assert (answer.status, answer.headers["hx-redirect"]) == (403, "/class/join")


def test_each_form_of_a_whole_page_has_a_key_of_its_own_and_the_part_stays_the_same(here: Lesson) -> None:
    student = here.student()
    pages = [
        seen(browser, path) for browser, path in ((student, "/class/seat"), (here.host, "/class/console")) * 2
    ]
    keys = [form.fields["key"] for page in pages for form in page.forms.values() if "key" in form.fields]
    assert len(keys) > 10
    assert len(set(keys)) == len(keys)
    assert all(keys)
    views = [student.ask("/class/seat/view").body for _ in range(2)]
    assert views[0] == views[1]


def test_a_part_is_drawn_again_only_if_it_changed(here: Lesson) -> None:
    first = here.host.ask("/class/projector/view")
    assert first.status == 200
    again = here.host.ask("/class/projector/view", If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    here.student()
    third = here.host.ask("/class/projector/view", If_None_Match=first.headers["etag"])
    assert third.status == 200
    assert third.headers["etag"] != first.headers["etag"]


def test_a_page_loads_its_files_from_here_alone_and_runs_nothing_else(here: Lesson) -> None:
    page = here.host.ask("/class/projector")
    assert "script-src 'self';" in page.headers["content-security-policy"]
    sources = re.findall(r'(?:src|href)="(/class/static/[^"]+)"', page.text)
    assert len(sources) >= 4
    for source in sources:
        answer = Browser(here.port).ask(source)
        assert answer.status == 200
        assert "immutable" in answer.headers["cache-control"]
    assert not re.search(r"<script(?![^>]*src=)|\son[a-z]+=|https?://", page.text)
    for bad in ("x/class.py", "x/..%2Fscreen.py", "x/README.md"):
        assert Browser(here.port).ask(f"/class/static/{bad}").status == 404


def test_scripts_of_others_are_as_their_packages_hold_them() -> None:
    rows = re.findall(
        r"\| (\S+\.js) \| \S+ \| \S+ \| `([0-9a-f]{64})` \|", FOLDER.joinpath("README.md").read_text("utf-8")
    )
    assert {name for name, _ in rows} == {path.name for path in Path(str(FOLDER)).glob("*.min.js")}
    for name, digest in rows:
        assert sha256(FOLDER.joinpath(name).read_bytes()).hexdigest() == digest


def test_a_form_says_what_it_does_and_fields_fill_it_in() -> None:
    act = act_of(
        {
            "act": '{"kind":"Extend","data":{"table":"1"}}',
            "data.minutes:number": "2,5",
            "data.x.y": "z",
            "key": "k",
        }
    )
    assert (act.kind, act.data, act.key, act.seen) == (
        "Extend",
        {"table": "1", "minutes": 2.5, "x": {"y": "z"}},
        "k",
        None,
    )
    assert act_of({"act": '{"kind":"A"}', "data.n:whole": " ", "seen": "7"}).seen == 7


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"act": "[]"},
        {"act": '{"kind":"A","data":3}', "data.x": "1"},
        {"act": '{"kind":"A"}', "data.x:number": "one"},
        {"act": '{"kind":"A"}', "data.x:other": "one"},
        {"act": '{"kind":"A"}', "data.a.b.c.d": "1"},
        {"act": '{"kind":"A"}', "seen": "x"},
    ],
)
def test_a_form_that_asks_for_nothing_is_refused(fields: dict[str, str]) -> None:
    with pytest.raises(Refused):
        act_of(fields)
