"""What pages ask and send: each role its own view, one answer for one key, and refusals that say what is wrong."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.classroom import cookies
from dashboard.classroom.action_reading import Act, action_of, sent
from dashboard.classroom.desk import Pace
from dashboard.classroom.requests_read import Refused
from simulation.classroom import as_plain
from simulation.classroom.actions import ACTIONS, Action
from tests.class_served import Answered, Browser, Lesson, lesson


@pytest.fixture
def here(tmp_path: Any) -> Iterator[Lesson]:  # noqa: ANN401 - a path
    with lesson(tmp_path, tables=2, people_a_seat=2) as found:
        yield found


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lesson]:
    """A class in which nothing happens but what is refused."""
    with lesson(tmp_path_factory.mktemp("class")) as found:
        found.student("Ada")
        found.host.run("Start")
        yield found


def said(answer: Answered) -> tuple[int, str, str]:
    told = answer.json()
    return answer.status, told["kind"], told["error"]


def test_each_role_sees_what_the_service_shows_it(here: Lesson) -> None:
    one = here.student("Ada")
    here.host.run("Start")
    caller = here.service.enter(*one.cookies["delegation_sim_seat"].split("."))
    host = here.service.enter(here.opened.room, here.opened.token)
    assert one.see("seat") == as_plain(here.service.my_seat(caller))
    assert one.see("table") == as_plain(here.service.table_record(caller))
    assert one.see("projector") == here.host.see("projector") == as_plain(here.service.projector(host.room))
    assert here.host.see("host") == as_plain(here.service.host_view(host))
    assert here.host.see("table?table=2") == as_plain(here.service.table_record(host, "2"))
    mine = one.see("seat")
    looked = here.host.see(f"host/look?table={mine['clock']['table']}&seat={mine['seat']}")
    assert looked["own"] == mine["view"]["own"]


def test_nobody_sees_what_is_for_others(here: Lesson) -> None:
    one, nobody = here.student("Ada"), Browser(here.port)
    other = "2" if one.see("seat")["clock"]["table"] == "1" else "1"
    for path in (
        "seat",
        "table",
        "projector",
        "host",
        "host/look?table=1&seat=LUM",
        "events",
        "events?view=host",
    ):
        assert said(nobody.ask(f"/class/api/{path}"))[:2] == (403, "token")
    for path in ("host", "host/look?table=1&seat=LUM", "events?view=host"):
        assert said(one.ask(f"/class/api/{path}"))[:2] == (403, "token")
    assert said(one.ask(f"/class/api/table?table={other}"))[:2] == (403, "not_allowed")
    assert said(one.run("Start"))[:2] == (403, "token")
    assert said(one.act("Start"))[:2] == (403, "not_allowed")
    assert said(here.host.run("TakePen"))[:2] == (403, "not_allowed")


def test_an_action_that_is_sent_again_is_done_once_and_answered_alike(here: Lesson) -> None:
    one = here.student("Ada")
    first = one.act("CallHost", key="same", text="Help")
    again = one.act("CallHost", key="same", text="Help")
    assert (first.status, first.json()) == (200, again.json())
    assert len(one.see("seat")["calls"]) == 1
    assert said(one.act("CallHost", key="same", text="Other"))[0] == 400
    assert here.host.see("host")["calls"][0]["text"] == "Help"
    assert here.host.run("AnswerCall", call=first.json()["number"]).status == 200
    assert one.see("seat")["calls"] == []


def test_a_move_is_answered_and_one_that_comes_too_late_is_stale(here: Lesson) -> None:
    one = here.student("Ada")
    here.host.run("Start")
    seen = one.see("seat")["clock"]["version"]
    assert one.move("speak", text="Good morning.").status == 200
    here.host.run("CloseNow")
    late = one.move("done", seen=seen)
    assert said(late)[:2] == (409, "stale")
    assert late.json()["version"] == one.see("seat")["clock"]["version"]
    illegal = one.move("accept_trade", offer="s1-nothing")
    assert said(illegal)[:2] == (400, "illegal")
    assert illegal.json()["legal"] == []


def test_drafts_are_kept_while_typing(here: Lesson) -> None:
    one = here.student("Ada")
    assert one.send("/class/api/draft", {"place": "speak", "text": "Half a sent"}).status == 204
    assert [(kept["place"], kept["text"]) for kept in one.see("seat")["drafts"]] == [("speak", "Half a sent")]
    one.send("/class/api/draft", {"place": "speak", "text": ""})
    assert one.see("seat")["drafts"] == []
    assert said(one.send("/class/api/draft", {"place": "x" * 99, "text": "a"}))[0] == 400


def test_a_move_is_held_against_the_brief_without_making_it(here: Lesson) -> None:
    one = here.student("Ada")
    here.host.run("Start")
    mine = one.see("seat")
    issue = mine["view"]["issues"][0]
    against = set()
    for option in issue["options"]:
        move = {"seat": mine["seat"], "move": "support", "issue": issue["key"], "option": option["key"]}
        answer = one.send("/class/api/check", {"move": move})
        if answer.status == 200:
            against.add(bool(answer.json()["against"]))
    assert one.see("seat") == mine
    assert against, "no wording could be supported in the talks"


def test_a_person_who_is_released_comes_back_with_the_code_that_the_host_is_told(here: Lesson) -> None:
    one, two = here.student("Ada"), Browser(here.port)
    who = one.see("seat")["person"]
    code = here.host.run("Release", person=who).json()["code"]
    assert said(one.ask("/class/api/seat"))[:2] == (403, "token")
    fields = {"code": here.opened.code, "nickname": "Ada", "own": code}
    assert two.form("/class/reclaim", fields).status == 303
    assert two.see("seat")["person"] == who


def test_a_page_need_not_take_again_what_it_has(here: Lesson) -> None:
    one = here.student("Ada")
    for browser, path in ((one, "seat"), (one, "table"), (one, "projector"), (here.host, "host")):
        tag = browser.ask(f"/class/api/{path}").headers["etag"]
        same = browser.ask(f"/class/api/{path}", If_None_Match=f'"other", W/{tag}')
        assert (same.status, same.body, same.headers["etag"]) == (304, b"", tag)
        here.host.run("Tell", text="Welcome.")
        news = browser.ask(f"/class/api/{path}", If_None_Match=tag)
        assert news.status == (304 if path == "table" else 200)
    here.host.run("Start")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"{", "line 1, column 2"),
        (b"\xff", "cannot be read"),
        (b"[]", "not an object"),
        (b'{"kind": "\\ud800", "key": "k"}', "cannot be read"),
        (b'{"kind": "TakePen", "key": "k", "\\udfff": 1}', "cannot be read"),
        (b'{"kind": "TakePen", "kind": "Leave", "key": "k"}', "The field kind appears twice"),
        (b'{"kind": "WriteDown", "key": "k", "data": {"name": "n", "value": NaN}}', "NaN is not a number"),
        (b'{"kind": "WriteDown", "key": "k", "data": {"name": "n", "value": 1e999}}', "cannot be kept"),
        (b"[" * 30_000, "cannot be read"),
        ({"kind": "TakePen"}, "The field key of act is missing."),
        ({"kind": "TakePen", "key": 3}, "The field key of act has to be a text."),
        ({"kind": "TakePen", "key": "k", "sen": 3}, "no field sen in act. Valid: kind, data, key, seen."),
        ({"kind": "TakePen", "key": "k", "seen": "3"}, "has to be a whole number"),
        ({"kind": "TakePen", "key": "k", "seen": True}, "has to be a whole number"),
        ({"kind": "TakePen", "key": ""}, "no key"),
        ({"kind": "Fly", "key": "k"}, "Nothing is called Fly in a class. Valid: Submit, TakePen"),
        ({"kind": "TakePen", "key": "k", "data": {"to": "p2"}}, "no field to in TakePen. Valid: –."),
        ({"kind": "GivePen", "key": "k"}, "The field to of GivePen is missing."),
        (
            {"kind": "GivePen", "key": "k", "data": {"to": ["p2"]}},
            "The field to of GivePen has to be a text.",
        ),
        (
            {"kind": "Submit", "key": "k", "data": {"move": "done"}},
            "The field move of Submit has to be an object.",
        ),
        (
            {"kind": "Submit", "key": "k", "data": {"move": {"seat": "LUM", "move": "done", "by": "me"}}},
            "no field move.by in Submit. Valid: seat, move, issue",
        ),
        (
            {
                "kind": "Submit",
                "key": "k",
                "data": {"move": {"seat": "LUM", "move": "offer_trade", "give": ["a"]}},
            },
            "The value of the field move.give",
        ),
    ],
)
def test_what_is_not_understood_is_refused_in_one_sentence(still: Lesson, body: Any, told: str) -> None:  # noqa: ANN401
    one = Browser(still.port, {"delegation_sim_seat": still.student_cookie})
    before = still.host.see("host")["number"]
    status, _, text = said(one.send("/class/api/act", body))
    assert status == 400
    assert told in text
    assert len(text.splitlines()) == 1
    assert still.host.see("host")["number"] == before
    french = one.send("/class/api/act?lang=fr", body).json()["error"]
    assert french != text


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b'{"kind": "TakePen", "key": "k"}', {"Content-Type": "text/plain"}, 415),
        (b'{"kind": "TakePen", "key": "k"}', {"Content-Type": ""}, 415),
        (b" " * 70_000, {}, 413),
        (b"{}", {"Content-Length": "70000"}, 413),
    ],
)
def test_a_body_is_small_and_json(still: Lesson, body: bytes, headers: dict[str, str], status: int) -> None:
    assert still.host.send("/class/api/host/act", body, **headers).status == status


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = sorted({name for kind in ACTIONS.values() for name in kind.__dataclass_fields__} | {"seat", "give"})
DATA = st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), ANY, max_size=4)


@given(kind=st.sampled_from(sorted(ACTIONS)), data=DATA, move=DATA)
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_sent_is_an_action_or_refused_in_a_sentence(
    kind: str, data: dict[str, Any], move: dict[str, Any]
) -> None:
    for fields in (data, {"move": {"seat": "LUM", "move": "done", **move}}):
        found = read(kind, fields)
        if isinstance(found, Refused):
            assert found.status == 400
            assert all(found.told(language) for language in ("en", "fr"))
        else:
            assert type(found) is ACTIONS[kind]


def read(kind: str, data: dict[str, Any]) -> Action | Refused:
    try:
        return action_of(sent(Act, {"kind": kind, "data": data, "key": "k"}))
    except Refused as error:
        return error


def test_what_the_service_fills_in_is_taken_from_nobody(still: Lesson) -> None:
    for kind, data in (("Deal", {"placed": {}}), ("Release", {"person": "p2", "code_hash": "00"})):
        status, _, text = said(still.host.run(kind, **data))
        assert (status, "There is no field" in text) == (400, True)


def test_every_action_of_the_service_can_be_sent(still: Lesson) -> None:
    """Whatever is wrong with it, it is read: what is refused is refused by the service, not for its form."""
    given: dict[str, object] = {
        "move": {"seat": "LUM", "move": "fly", "give": ["a", "b"], "package": {"a": "b"}},
        "placed": None, "code_hash": None, "value": {"a": [1, None]}, "seats": ["ZZZ"],
        "minutes": 0, "session": 99, "sessions": 99, "call": 99, "red_line": [0.1, 0.9],
        "position": 0.5, "salience": 1, "flexibility": 0, "nickname": "", "text": "x", "table": "9", "seat": "ZZZ",
        "person": "p99", "to": "ZZZ", "issue": "nothing", "option": "nothing", "name": "two words",
        "face": "room",
    }  # fmt: skip
    one = Browser(still.port, {"delegation_sim_seat": still.student_cookie})
    for kind, action in ACTIONS.items():
        names = [name for name in action.__dataclass_fields__ if name in given and given[name] is not None]
        who = one if action.by == "person" else still.host
        if not names or kind in ("CallHost", "SendNote"):
            continue
        data = {name: given[name] for name in names}
        path = "act" if action.by == "person" else "host/act"
        answer = who.send(f"/class/api/{path}", {"kind": kind, "data": data, "key": f"every {kind}"})
        assert answer.status in (400, 403, 409), kind
        assert "field" not in answer.json()["error"], kind


def test_who_sends_without_end_is_told_to_wait(here: Lesson) -> None:
    one, two = here.student("Ada"), here.student("Bo")
    caller = here.service.enter(*one.cookies["delegation_sim_seat"].split("."))
    for _ in range(100):
        here.desk.may_act(caller)
    answer = one.send("/class/api/draft", {"place": "p", "text": "a"})
    assert said(answer)[:2] == (429, "tries")
    assert 0 < int(answer.headers["retry-after"]) <= 10
    assert one.act("CallHost").status == 429
    assert one.see("seat")["calls"] == one.see("seat")["drafts"] == []
    assert two.send("/class/api/draft", {"place": "p", "text": "a"}).status == 204


def test_who_asks_without_end_is_told_to_wait(here: Lesson) -> None:
    one, two = here.student("Ada"), here.student("Bo")
    holds = cookies.pass_of(one.cookies["delegation_sim_seat"])
    with suppress(Refused):
        for _ in range(1_000):
            here.desk.caller(cookies.SEAT, holds)
    assert said(one.ask("/class/api/seat"))[:2] == (429, "tries")
    assert two.ask("/class/api/seat").status == 200


def test_a_pace_counts_each_for_themselves_and_forgets() -> None:
    now = [0.0]
    pace = Pace(2, 10.0, clock=lambda: now[0])
    assert [pace.wait("a"), pace.wait("a"), pace.wait("b")] == [0, 0, 0]
    now[0] = 4.0
    assert (pace.wait("a"), pace.wait("b")) == (6.0, 0)
    now[0] = 10.0
    assert [pace.wait("a"), pace.wait("a"), pace.wait("a")] == [0, 0, 10.0]


def test_a_pace_keeps_nothing_of_those_who_have_not_asked_for_long() -> None:
    now = [0.0]
    pace = Pace(400, 10.0, clock=lambda: now[0])
    for who in range(500):
        pace.wait(str(who))
    assert len(pace) == 500
    now[0] = 5.0
    pace.wait("499")
    now[0] = 10.0
    pace.wait("after the class")
    assert len(pace) == 2


def test_a_class_that_was_deleted_is_there_for_nobody(here: Lesson) -> None:
    one = here.student("Ada")
    here.service.delete(here.opened.room, here.opened.token)
    assert said(one.ask("/class/api/seat"))[:2] == (404, "no_class")
    assert said(here.host.run("Start"))[:2] == (404, "no_class")
    assert "In this browser you are" not in one.ask("/class/join").text
    for browser, page, door in ((one, "seat", "join"), (here.host, "console", "host")):
        led = browser.ask(f"/class/{page}/view?lang=fr", HX_Request="true").headers["hx-redirect"]
        assert led == f"/class/{door}?lang=fr&gone=1"
        assert "a été supprimée" in browser.ask(led).text
