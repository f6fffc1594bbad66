"""Nobody in a class gets ahead by a trick with their browser, and no text of theirs acts on a page."""

import json
import re
import sqlite3
from pathlib import Path

import pytest

from simulation.classroom import OtherClassVersionError
from tests.class_served import Browser, lesson


@pytest.mark.parametrize("dealing", ["random", "chosen"])
def test_who_leaves_and_joins_again_under_another_nickname_reads_no_second_brief(
    tmp_path: Path, dealing: str
) -> None:
    with lesson(tmp_path, tables=2, dealing=dealing) as here:
        spy, read = Browser(here.port), set[tuple[str, str]]()
        for number in range(5):
            assert spy.join(here.opened.code, f"Spy {chr(97 + number)}").status == 200
            for seat in spy.see("seat")["free"]:
                spy.act("ChooseSeat", table=spy.see("seat")["clock"]["table"], seat=seat)
            mine = spy.see("seat")
            assert mine["view"] is not None
            read.add((mine["clock"]["table"], mine["seat"]))
            assert spy.act("Leave").status == 200
        assert len(read) == 1
        name = next(one["name"] for one in mine["seats"] if one["key"] == mine["seat"])
        assert f"Spy e left and has read the brief of {name}." in here.host.ask("/class/console").text


def test_a_stream_ends_for_a_device_that_its_person_was_released_from(tmp_path: Path) -> None:
    with lesson(tmp_path) as here:
        old, other = here.student("Ann"), here.student("Bob")
        stream, others = here.listen(old, "seat"), here.listen(other, "seat")
        stream.next()
        others.next()
        person = next(one["id"] for one in here.host.see("host")["people"] if one["nickname"] == "Ann")
        code = here.host.run("Release", person=person).json()["code"]
        assert stream.next("end").data == {"why": "gone"}
        fields = {"code": here.opened.code, "nickname": "Ann", "own": code}
        new = Browser(here.port)
        assert new.form("/class/reclaim", fields).status == 303
        again = here.listen(new, "seat")
        number = here.host.run("Tell", text="On.").json()["number"]
        for one in (again, others):
            one.next(until=lambda said: said.data["number"] == number)


def test_what_somebody_typed_is_said_as_text(tmp_path: Path) -> None:
    hostile = "<img src=x>"
    with lesson(tmp_path) as here:
        fields = {
            "act": json.dumps({"kind": "Extend", "data": {}}),
            "data.minutes:number": hostile,
            "key": "k1",
        }
        live = here.host.form("/class/console/act", fields, HX_Request="true")
        assert live.status == 400
        assert "&lt;img src=x&gt;" in live.text
        assert hostile not in live.text
        here.student(hostile)
        who = here.host.see("host")["people"][0]
        fields = {"do": "release", "person": who["id"], "name": hostile, "key": "k2"}
        said = here.host.form("/class/console/act", fields, HX_Request="true")
        assert said.status == 200
        assert "&lt;img src=x&gt;" in said.text.partition('id="notice"')[2]
        assert hostile not in said.text


def test_a_student_sees_no_other_table_on_the_projector_unless_the_host_shows_it(tmp_path: Path) -> None:
    with lesson(tmp_path, tables=2) as here:
        one = here.student()
        here.host.run("Start")
        own = one.see("seat")["clock"]["table"]
        other = "2" if own == "1" else "1"

        def seen(browser: Browser, table: str) -> str:
            text = browser.ask(f"/class/projector/view?table={table}&face=room").text
            return re.sub(r"table=\d?&amp;", "", text)  # in links, which keep what the address names

        assert one.ask(f"/class/table?table={other}").status in (303, 403)
        assert seen(one, other) == seen(one, "")
        assert seen(one, own) != seen(one, "")
        assert seen(here.host, other) not in (seen(here.host, own), seen(here.host, ""))
        here.host.run("Show", face="room", table=other)
        named, unnamed = (one.ask(f"/class/projector/view{query}").text for query in (f"?table={other}", ""))
        assert re.sub(r"table=\d&amp;", "", named) == re.sub(r"table=\d&amp;", "", unnamed)


def test_what_happened_in_a_class_of_another_version_can_be_taken_along(tmp_path: Path) -> None:
    with lesson(tmp_path) as here:
        here.student("Ann")
        with sqlite3.connect(next(tmp_path.rglob("*.db"))) as database:
            (kept,) = database.execute("SELECT data FROM events WHERE number = 1").fetchone()
            data = json.dumps({**json.loads(kept), "version": "0.1.0"})
            database.execute("UPDATE events SET data = ? WHERE number = 1", (data,))
        database.close()
        here.service._rooms.forget(here.opened.room)  # noqa: SLF001 - as after a restart
        with pytest.raises(OtherClassVersionError):
            here.service.projector(here.opened.room)
        answer = here.host.ask("/class/api/export/events.jsonl")
        assert answer.status == 200
        assert [json.loads(line)["kind"] for line in answer.text.splitlines()][:2] == ["open", "join"]
        refused = here.host.ask("/class/api/export/class.html")
        assert (refused.status, "it can be exported" in refused.text) == (400, True)
        stranger = Browser(here.port, cookies={"delegation_sim_host": f"{here.opened.room}.{'A' * 43}"})
        assert stranger.ask("/class/api/export/events.jsonl").status == 403
        assert Browser(here.port).ask("/class/api/export/events.jsonl").status == 403
