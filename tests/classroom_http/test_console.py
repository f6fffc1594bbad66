"""The host's console over HTTP: what it shows, that each button acts, and that nobody but the host sees it."""

import re
from collections.abc import Iterator
from html import unescape
from importlib.resources import files
from pathlib import Path

import pytest

from simulation.classroom.actions import ACTIONS
from simulation.classroom.shown_to_roles import QUIET
from simulation.words import catalogue
from tests.class_console import CONSOLE, agents_seat, done, heading, offered, pressed, see, sent, shown
from tests.class_served import Browser, Lesson, lesson
from tests.spoken_for import BY_LANGUAGE

NBSP = "\N{NO-BREAK SPACE}"
ACTED = frozenset(
    {
        *(
            "Deal",
            "Start",
            "ShutDoor",
            "OpenDoor",
            "Pause",
            "Resume",
            "Extend",
            "CloseNow",
            "GiveToAgent",
            "GiveBack",
            "Rename",
            "Remove",
        ),
        *(
            "AnswerCall",
            "MoveEnd",
            "Obstruct",
            "AskForText",
            "Rewind",
            "End",
            "OpenDebrief",
            "RevealNames",
            "EndClass",
        ),
    }
)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Lesson]:
    with lesson(tmp_path, tables=2, people_a_seat=2) as found:
        yield found


def test_nobody_but_the_host_sees_it(here: Lesson) -> None:
    student = here.student()
    for browser in (student, Browser(here.port)):
        answer = browser.ask(f"{CONSOLE}?lang=fr")
        assert (answer.status, answer.headers["location"]) == (303, "/class/host?lang=fr")
        assert browser.ask(f"{CONSOLE}/view", HX_Request="true").status == 403
        refused = browser.form(f"{CONSOLE}/act", {"act": '{"kind":"Start","data":{}}'}, HX_Request="true")
        assert refused.status == 403
    assert not see(here)["is_started"]


def test_the_sentence_counts_and_each_seat_has_a_mark_and_a_word(here: Lesson) -> None:
    assert heading(shown(here)) == "Nobody is in yet."
    people = [here.student() for _ in range(3)]
    assert heading(shown(here)) == "3 people are in. Start when all are there."
    page = pressed(here, "Start")
    on = [table for table in see(here)["tables"] if table["clock"]["asked"]]
    assert len(on) == 2
    waiting = "3 wait at the page “You are in” and have not gone to their seats yet."
    assert heading(page) == f"2 tables: 0 of 3 delegations have submitted. {waiting}"
    assert "waits, has not gone to the seat yet</span>" in page
    tables = [one.see("seat")["clock"]["table"] for one in people]
    assert heading(shown(here)) == "2 tables: 0 of 3 delegations have submitted. 3 are still writing."
    people[next(at for at in range(3) if tables.count(tables[at]) == 2)].move(
        "done"
    )  # the other one is waited for
    page = shown(here)
    assert heading(page).startswith("2 tables: 1 of 3 delegations have submitted. 2 are still writing.")
    assert len(re.findall(r'<li class="waits">', page)) == 2
    words = re.findall(r'<span class="small">(?:[^<:]*: )?([a-z ,]+)</span>', page)
    assert sorted({word for word in words if word != "agent"}) == ["submitted", "writing"]
    assert page.count("<li class=") == len(
        re.findall(r'<svg class="mark"[^>]*>.*?</svg><span class="who">', page)
    )


@pytest.mark.parametrize(
    ("lang", "most"),
    [pytest.param("en", "at most {} minutes", marks=pytest.mark.thorough), ("fr", "{} minutes au plus")],
)
def test_before_the_start_it_says_how_long_the_class_lasts(here: Lesson, lang: str, most: str) -> None:
    sessions = see(here)["tables"][0]["clock"]["sessions"]
    assert most.format(10 * sessions) in shown(here, f"?lang={lang}")
    pressed(here, "Start")
    assert 'id="length"' not in shown(here, f"?lang={lang}")


@pytest.mark.parametrize(
    ("plan", "page", "told"),
    [
        ("fr", "en", "The case is written in English: students read its briefs"),
        ("fr", "fr", "Le cas est écrit en anglais\u202f: les participants lisent ses mandats"),
        ("en", "fr", "Le cas est écrit en anglais"),
        ("en", "en", ""),
    ],
)
def test_before_the_start_it_says_in_which_language_the_case_is(
    tmp_path: Path, plan: str, page: str, told: str
) -> None:
    with lesson(tmp_path, language=plan) as here:
        text = shown(here, f"?lang={page}").replace("\xa0", "\u202f").replace(" :", "\u202f:")
        assert ('id="written"' in text) == bool(told)
        assert told in text
        pressed(here, "Start")
        assert 'id="written"' not in shown(here, f"?lang={page}")


@pytest.mark.parametrize(
    ("lang", "why"),
    [
        pytest.param("en", "You can open it when every table has ended", marks=pytest.mark.thorough),
        ("fr", "Vous pourrez l’ouvrir quand toutes les tables"),
    ],
)
def test_the_debriefing_cannot_be_opened_while_tables_play_and_the_page_says_why(
    here: Lesson, lang: str, why: str
) -> None:
    here.student()
    pressed(here, "Start")

    def button() -> tuple[bool, bool]:
        page = shown(here, f"?lang={lang}")
        found = re.search(r'<button name="act" value="[^>]*OpenDebrief[^>]*>', page)
        assert found is not None
        return " disabled" in found[0], why in page

    assert button() == (True, True)
    pressed(here, "End", table="1")
    assert button() == (True, True)
    pressed(here, "End", table="2")
    assert button() == (False, False)
    page = shown(here)
    assert not re.search(r"<h3>[^<]*·\s*<", page), "nothing stands after a last separator"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        pytest.param(
            "en",
            ["0 of 1 delegation has submitted", "0 of 2 delegations have submitted"],
            marks=pytest.mark.thorough,
        ),
        ("fr", [f"élégations qui ont répondu{NBSP}: {n}" for n in ("0 sur 1", "0 sur 2")]),
    ],
)
def test_one_delegation_is_told_in_the_singular(tmp_path: Path, lang: str, said: list[str]) -> None:
    with lesson(tmp_path) as here:
        student = here.student()
        here.host.run("Start")
        projector = here.host.ask(f"/class/projector/view?lang={lang}").text
        seat = unescape(student.ask(f"/class/seat?lang={lang}").text)
        assert said[0] in heading(shown(here, f"?lang={lang}"))
        assert f"{said[0]}</p>" in unescape(projector)
        assert {"en": ">0 of 1 delegation is done<", "fr": f"ont terminé{NBSP}: 0 sur 1<"}[lang] in seat
        here.student()
        assert any(here.host.run("CloseNow").status == 200 for _ in range(2))
        assert said[1] in heading(shown(here, f"?lang={lang}"))


def test_the_buttons_of_the_clock_and_of_people_act(here: Lesson) -> None:
    ada, bo = here.student(), here.student()
    pressed(here, "Deal")
    pressed(here, "Start")
    assert see(here)["is_started"]
    pressed(here, "Pause")
    clocks = [table["clock"] for table in see(here)["tables"]]
    assert all(clock["deadline"] is None and clock["left"] > 0 for clock in clocks)
    pressed(here, "Extend", minutes=1)
    pressed(here, "Extend", fields={"data.minutes:number": "2,5"})
    later = [table["clock"]["left"] for table in see(here)["tables"]]
    assert later == pytest.approx([clock["left"] + 210 for clock in clocks])
    pressed(here, "Resume")
    assert all(table["clock"]["deadline"] for table in see(here)["tables"])
    ada.act("CallHost", text="Come, please.")
    assert "Come, please." in shown(here)
    pressed(here, "AnswerCall")
    assert see(here)["calls"] == []
    mine = ada.see("seat")
    look = f"?look={mine['clock']['table']}.{mine['seat']}"
    pressed(here, "GiveToAgent", look)
    assert ada.see("seat")["status"] == "given"
    pressed(here, "GiveBack", look)
    assert ada.see("seat")["status"] == "waiting"
    pressed(here, "Rename", look, {"data.nickname": "Ada the First"})
    assert ada.see("seat")["nickname"] == "Ada the First"
    theirs = bo.see("seat")
    pressed(here, "Remove", f"?look={theirs['clock']['table']}.{theirs['seat']}")
    assert bo.ask("/class/api/seat").status == 403


def test_the_buttons_of_agents_of_rewinding_and_of_the_end_act(here: Lesson) -> None:
    here.student(), here.student()
    pressed(here, "Start")
    agent = f"?look=1.{agents_seat(here)}"
    pressed(here, "Obstruct", agent)
    assert "agent, obstructs" in shown(here)
    pressed(here, "GiveBack", agent)
    assert "agent, obstructs" not in shown(here)
    answer = sent(here, {"act": offered(here, "AskForText", agent)}, agent)
    is_asked = "agent, with a task" in shown(here)
    assert (answer.status == 200) == is_asked
    assert is_asked or "Chair" in unescape(answer.text)
    pressed(
        here, "MoveEnd", fields={"data.sessions:whole": "4", "data.text": "The interpreters leave early."}
    )
    while see(here)["tables"][0]["sessions_begun"] < 2:
        pressed(here, "CloseNow")
    assert see(here)["tables"][0]["clock"]["sessions"] == 4
    pressed(here, "Rewind", fields={"data.session:whole": "1"}, table="1")
    assert see(here)["tables"][0]["line"] == 2
    for table in ("1", "2"):
        pressed(here, "End", table=table)
    pressed(here, "OpenDebrief")
    assert see(here)["is_debriefed"]
    assert f'href="/class/debrief?room={here.opened.room}"' in shown(here)
    assert heading(pressed(here, "EndClass")) == "The class is over."


def test_when_every_table_has_ended_the_debriefing_is_opened_below_the_headline_and_nothing_is_thrown_in(
    here: Lesson,
) -> None:
    here.student()
    pressed(here, "Start")
    page = shown(here)
    assert "Start: the whole class." in page
    assert page.index('id="sooner"') < page.index("OpenDebrief")
    for table in ("1", "2"):
        pressed(here, "End", table=table)
    page = shown(here)
    assert page.count("OpenDebrief") == 1
    assert page.index("</h1>") < page.index("OpenDebrief") < page.index('class="console"')
    assert 'id="sooner"' not in page


def test_what_was_ended_before_the_start_is_called_so_and_starts_all_the_same(here: Lesson) -> None:
    pressed(here, "End", table="1")
    page = pressed(here, "End", table="2")
    assert heading(page) == "All 2 tables were ended before they began. Start opens them all the same."
    assert page.count("Ended before the start") == 2
    page = pressed(here, "Start", table="2")
    assert "Ended before the start" in page
    assert heading(page).startswith("Session 1 of ")
    assert see(here)["tables"][1]["clock"]["phase"] == "talks"


def test_with_the_door_shut_who_joins_watches_until_the_host_gives_them_a_seat(here: Lesson) -> None:
    page = pressed(here, "Start", fields={"data.shuts:yes": "1"})
    assert "The door is shut" in page
    late = here.student("Late")
    mine = late.see("seat")
    assert (mine["seat"], mine["view"]) == ("", None)
    assert "The door is shut: seats are given by the host alone." in late.ask("/class/seat").text
    done(here, "move", person=mine["person"], to=f"1.{agents_seat(here)}")
    assert late.see("seat")["view"] is not None
    assert "The door is open" in pressed(here, "OpenDoor")
    assert here.student("Later").see("seat")["seat"]
    assert "The door is shut" in pressed(here, "ShutDoor")


def test_a_class_of_one_table_offers_its_end_once_it_has_begun(tmp_path: Path) -> None:
    with lesson(tmp_path) as here:
        with pytest.raises(AssertionError, match="no button for End"):
            offered(here, "End")
        pressed(here, "Start")
        offered(here, "End")


@pytest.mark.parametrize(
    ("language", "why"),
    [
        pytest.param("en", "These three wait for the talks", marks=pytest.mark.thorough),
        ("fr", "Ces trois choses attendent les entretiens"),
    ],
)
def test_what_an_agent_does_in_the_talks_alone_is_offered_there_alone(
    here: Lesson, language: str, why: str
) -> None:
    here.student(), here.student()
    pressed(here, "Start")
    query, seen = f"?look=1.{agents_seat(here)}&lang={language}", set()
    for _ in range(12):
        phase = see(here)["tables"][0]["clock"]["phase"]
        page = shown(here, query)
        if phase == "over":
            break
        form = page[page.index('id="propose-') :].partition("</form>")[0]
        off = {*re.findall(r'"kind": ?"(\w+)"[^>]* disabled>', page)} - {"OpenDebrief"}
        assert sorted(off) == ([] if phase == "talks" else ["AskForText", "Obstruct"]), phase
        assert (" disabled>" in form, why in page) == (phase != "talks",) * 2
        seen.add(phase == "talks")
        pressed(here, "CloseNow")
    assert seen == {True, False}


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_what_happened_has_words_for_each_thing_that_is_told(language: str) -> None:
    prefix = "class.console.log."
    worded = {key.removeprefix(prefix) for key in catalogue(language) if key.startswith(prefix)}
    kinds = {*ACTIONS, "open", "join", "reclaim", "code", "close", "clock"}
    assert kinds >= QUIET
    assert worded - {"none", "Leave.read", "Remove.read"} == kinds - QUIET


def test_no_button_of_the_page_is_left_out_of_these_tests() -> None:
    folder = files("dashboard.classroom.screens").joinpath("templates")
    buttons = re.findall(
        r'parts\.button\(say\([^)]*\), "(\w+)"', folder.joinpath("console.html").read_text("utf-8")
    )
    assert set(buttons) == ACTED


def test_what_happened_stays_in_the_log_however_much_people_write_down(here: Lesson) -> None:
    ada = here.student("Ada")
    for number in range(20):
        assert ada.act("WriteDown", name="answer", value=number).status == 200
    page = shown(here)
    assert re.search(r'<time data-at="\d+\.\d+">\d\d:\d\d \S+</time></span> Ada joined\.', page)


def test_it_speaks_french_and_without_a_script_it_answers_with_the_page(here: Lesson) -> None:
    assert "Redistribuer les sièges" in shown(here, "?lang=fr")
    answer = here.host.form(f"{CONSOLE}/act?lang=fr", {"act": '{"kind":"Start","data":{}}'})
    assert (answer.status, answer.headers["location"]) == (
        303,
        f"/class/console?lang=fr&room={here.opened.room}",
    )
    assert "Clore cette phase" in shown(here, "?lang=fr")
    answer = here.host.form(f"{CONSOLE}/act?lang=fr", {"do": "tell", "to": "", "text": "Bonjour"})
    assert (answer.status, "C’est envoyé." in answer.text) == (200, True)


@pytest.mark.parametrize(("minutes", "is_on"), [(5, False), (1440, True)])
def test_the_start_offers_to_shut_the_door_and_in_homework_does_so_unless_told(
    tmp_path: Path, minutes: float, *, is_on: bool
) -> None:
    with lesson(tmp_path, minutes={"talks": minutes}) as found:
        (box,) = re.findall(r'<input type="checkbox" name="data.shuts:yes"[^>]*>', shown(found))
        assert ("checked" in box) is is_on
        assert "The door is open" in pressed(found, "Start"), "without the tick"


def test_homework_tells_who_has_not_moved(tmp_path: Path) -> None:
    with lesson(tmp_path, people_a_seat=2, minutes={"talks": 2880}, goes_on="at_deadline") as here:
        ada = here.student()
        pressed(here, "Start")
        page = shown(here)
        name = ada.see("seat")["nickname"]
        assert re.search(rf"Not moved yet: [^<]+ \({name}\)\.", page)
        ada.move("done")
        assert "All have moved." in shown(here)
        before = see(here)["tables"][0]["clock"]["deadline"]
        pressed(here, "Extend", minutes=60)
        assert see(here)["tables"][0]["clock"]["deadline"] == pytest.approx(before + 3600, abs=1)
        assert "By a number of hours" in shown(here)
        pressed(here, "Extend", fields={"data.minutes:hours": "-1,5"})
        assert see(here)["tables"][0]["clock"]["deadline"] == pytest.approx(before - 1800, abs=1)
        fields = {"act": offered(here, "Extend"), "data.minutes:hours": "soon"}
        assert sent(here, fields).status == 400
