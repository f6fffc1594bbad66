"""The projector over HTTP: its faces, that it follows the class, and that it shows what the room heard only."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest

from dashboard.classroom.projector.faces import PART, PICTURE
from dashboard.classroom.projector.projected_room import TableShown
from dashboard.classroom.room_drawing import Picture
from dashboard.frame.language import words_in
from simulation import load_scenario
from tests.class_served import Browser, Lesson, lesson
from tests.classes import Clock, six_seats
from tests.classroom.test_secrets import SEED, with_canaries

MOST = 200
SECONDS = 240.0


@dataclass
class Projector:
    """A class with a clock that moves when it is told to, and what is on its projector."""

    here: Lesson
    clock: Clock
    students: list[Browser]

    def at(self, asked: str = "") -> str:
        answer = self.here.host.ask(f"/class/projector/view{asked}")
        assert answer.status == 200, answer.text
        assert "CANARY" not in answer.text
        assert str(SEED) not in answer.text
        return answer.text

    def face(self, asked: str = "") -> str:
        found = re.search(r'id="projector" class="face-(\w+)"', self.at(asked))
        assert found
        return found[1]

    def to_session(self, session: int) -> None:
        """Close phases until all tables are in a session, or over."""
        for _ in range(MOST):
            clocks = [table["clock"] for table in self.here.host.see("host")["tables"]]
            if all(clock["session"] >= session or clock["is_ended"] for clock in clocks):
                return
            assert self.here.host.run("CloseNow").status == 200
        raise AssertionError(f"not in session {session}")


def opened(folder: Path, *, tables: int = 1) -> Iterator[Projector]:
    clock = Clock()
    case = with_canaries(six_seats())
    with lesson(folder, case, clock=clock, seed=SEED, minutes={"talks": SECONDS / 60}, tables=tables) as here:
        yield Projector(here, clock, [here.student(f"Ana <{number}>") for number in range(3)])


@pytest.fixture
def projector(tmp_path: Path) -> Iterator[Projector]:
    yield from opened(tmp_path)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Projector]:
    yield from opened(tmp_path, tables=2)


def test_before_the_start_it_says_how_to_join_and_who_is_in(projector: Projector) -> None:
    shown = projector.at()
    assert projector.face() == "join"
    code = projector.here.opened.code
    assert f">{code}</p>" in shown
    assert "/class</title>" in shown, "the QR code says where it leads"
    assert "<b>3</b> people are in" in shown
    assert "<b>3</b> places are free" in shown
    assert "You are dealt a seat." in shown
    assert "Ana &lt;2&gt;" in shown
    assert "<2>" not in shown
    projector.here.student("Late")
    assert "<b>2</b> places are free" in projector.at()


def test_while_the_first_phase_is_on_it_shows_time_and_counts_and_no_drawing(projector: Projector) -> None:
    projector.here.host.run("Start")
    shown = projector.at()
    assert projector.face() == "round"
    assert f'data-deadline="{projector.clock.now + SECONDS}"' in shown
    assert "0 of 3 delegations have submitted" in shown
    assert 'class="chart"' not in shown
    projector.students[0].move("speak", text="What I say now.")
    projector.students[0].move("done")
    after = projector.at()
    assert "1 of 3 delegations have submitted" in after
    assert after.replace("1 of 3", "0 of 3") == shown


def test_what_is_said_in_a_phase_is_on_no_face_until_it_closes(projector: Projector) -> None:
    projector.here.host.run("Start")
    projector.to_session(2)
    faces = ("", "?face=join", "?face=round", "?face=room", "?face=text", "?face=end")
    before = [projector.at(face) for face in faces]
    projector.students[0].move("speak", text="What I say now.")
    projector.students[0].move("done")
    for face, shown in zip(faces, before, strict=True):
        assert projector.at(face).replace("1 of 3", "0 of 3") == shown, face


def test_a_session_that_closed_is_shown_for_a_while_then_its_text_then_the_time(projector: Projector) -> None:
    projector.here.host.run("Start")
    projector.to_session(2)
    shown = projector.at()
    assert projector.face() == "room"
    assert "Session 1: " in shown
    assert f'data-again="{projector.clock.now + PICTURE}"' in shown
    assert shown.count('class="chart"') == 4, "map and braid, for a projector and for a phone"
    assert 'data-clock="1"' in shown, "the time stands beside it"
    projector.clock.now += PICTURE
    assert projector.face() == "text"
    assert projector.face("?face=room") == "room", "as long as the host wants"
    projector.clock.now += PART
    assert projector.face() == "round"
    assert "Session 1: " in projector.at()
    projector.here.host.run("Pause")
    assert projector.face() == "room"


def test_with_little_time_half_of_the_phase_is_left_for_the_clock(tmp_path: Path) -> None:
    clock = Clock()
    with lesson(tmp_path, clock=clock, minutes={"talks": 1}) as here:
        here.student("Ana")
        here.host.run("Start")
        projector = Projector(here, clock, [])
        projector.to_session(2)
        assert projector.face() == "room"
        clock.now += 30
        assert projector.face() == "round"


def test_with_days_for_a_phase_it_shows_the_room(tmp_path: Path) -> None:
    clock = Clock()
    with lesson(tmp_path, clock=clock, minutes={"talks": 2880}) as here:
        here.student("Ana")
        here.host.run("Start")
        projector = Projector(here, clock, [])
        projector.to_session(2)
        clock.now += 3600
        assert projector.face() == "room"


def test_the_picture_has_a_mark_for_each_seat_a_twin_and_the_text_its_brackets(projector: Projector) -> None:
    projector.here.host.run("Start")
    projector.to_session(3)
    published = projector.here.host.see("projector")["tables"][0]["published"]
    clauses = [one for part in published["document"]["sections"] for one in part["clauses"]]
    held = [one for one in clauses if one["status"] == "bracketed"]
    owners = {bracket["owner"] for one in held for bracket in one["brackets"]}
    room = projector.at("?face=room")
    assert f"<b>{len(held)}</b> " in room
    assert f"<b>{len(owners)}</b> " in room
    big = room[room.index('<figure class="wide">') : room.index('<figure class="narrow">')]
    marks = re.findall(r"<title>([^<]*)</title>", big)
    for one in load_scenario("first_hour").delegations:
        assert sum(one.name in unescape(told) for told in marks) == 1
    assert 0 < big.count('class="brackets"') <= len(owners)
    assert room.count('<th scope="row">') == 6
    text = projector.at("?face=text")
    assert text.count('<section class="clause bracketed">') == len(held) > 0
    assert text.count("<b>[</b>") == sum(len(one["wordings"]) for one in held)
    assert text.count("In brackets for:") == len(held)


def test_what_the_host_says_to_all_stands_there_for_a_while(projector: Projector) -> None:
    host = projector.here.host
    host.run("Start")
    seat = projector.students[0].see("seat")["seat"]
    host.run("Tell", text="Two <minutes> more.")
    host.run("Tell", text="For one seat.", table="1", seat=seat)
    shown = projector.at()
    assert "<li>Two &lt;minutes&gt; more.</li>" in shown
    assert "For one seat." not in shown
    projector.clock.now += 200
    assert "minutes" not in projector.at("?face=join")


def test_what_the_host_says_goes_in_time_though_the_clock_is_set_back(projector: Projector) -> None:
    host = projector.here.host
    host.run("Tell", text="An hour ahead.")
    projector.clock.now -= 3600
    host.run("Tell", text="Said now.")
    shown = projector.at("?face=join")
    assert ("An hour ahead." in shown, "Said now." in shown) == (False, True)
    projector.clock.now += 200
    assert "Said now." not in projector.at("?face=join")


@pytest.mark.parametrize(
    ("lang", "told", "dealt"),
    [
        ("en", "Choose a nickname, then a seat.", "dealt"),
        ("fr", "Choisissez un pseudonyme, puis un siège.", "attribué"),
    ],
)
def test_where_each_chooses_nobody_is_told_that_a_seat_is_dealt(
    tmp_path: Path, lang: str, told: str, dealt: str
) -> None:
    with lesson(tmp_path, dealing="chosen") as here:
        shown = here.host.ask(f"/class/projector/view?lang={lang}").text
        assert told in shown
        assert dealt not in shown


@pytest.mark.parametrize("tables", [2, 6])
def test_in_the_first_session_several_tables_have_a_large_clock(tmp_path: Path, tables: int) -> None:
    with lesson(tmp_path, tables=tables) as here:
        here.student()
        here.host.run("Start")
        shown = here.host.ask("/class/projector/view").text
        large = re.findall(r'<p class="[^"]*\btime\b[^"]*"><span class="timer"', shown)
        assert len(large) == (tables if tables <= 4 else 1)


def test_all_tables_stand_beside_each_other_and_one_by_itself(two: Projector) -> None:
    two.here.host.run("Start")
    two.to_session(2)
    assert two.face() == "tables"
    shown = two.at()
    assert shown.count('<section class="one">') == 2
    assert shown.count('class="sentence"') == 2
    assert shown.count('data-clock="') == 1, "one clock tells the time of both"
    two.here.host.run("Extend", table="2", minutes=2)
    shown = two.at()
    assert shown.count('data-clock="') == 2
    assert two.face("?table=2") == "room"
    assert 'data-clock="2"' in two.at("?table=2")
    assert two.face("?table=9") == "tables", "a table that is not there is none"
    assert two.face("?face=join&table=2") == "join"


def test_at_the_end_it_says_what_the_text_is_and_who_stands_how_to_it(projector: Projector) -> None:
    projector.here.host.run("Start")
    projector.to_session(99)
    so_far = projector.here.service.so_far(projector.here.opened.room)
    shown = projector.at()
    assert projector.face() == "end"
    assert "the end" in shown or "nothing is left open" in shown
    assert [int(n) for n in re.findall(r'<span class="n">(\d+)</span>', shown)] == [
        len(who) for words in (so_far.joined, so_far.signed) for who in words.values()
    ]
    if not so_far.joined:
        assert "Nothing was adopted." in shown


def test_the_counts_beside_a_picture_are_of_the_session_that_it_shows(projector: Projector) -> None:
    here = projector.here
    here.host.run("Start")
    (before,) = here.service.projector(here.opened.room).tables
    projector.to_session(3)
    so_far = here.service.so_far(here.opened.room)
    picture = Picture(so_far=so_far, words=words_in("en"), sessions=3)
    # A text that is another one by now than when the session closed.
    shown = TableShown(
        key="1", clock=before.clock, published=before.published, picture=picture, words=words_in("en")
    )
    assert shown.open_now == (0, 0)
    assert (shown.brackets, shown.holders) == (so_far.brackets[-1], (so_far.holds[-1] > 0).sum())
    assert shown.brackets > 0
    assert "Beside a group: members · share of the voice in the room" in projector.at("?face=room")


@pytest.mark.parametrize("asked", ["?face=none", "?part=99", "?part=x", "?face=text&part=99", "?lang=xx"])
def test_an_address_that_names_nothing_is_answered_with_what_there_is(
    projector: Projector, asked: str
) -> None:
    projector.here.host.run("Start")
    projector.to_session(2)
    assert projector.face(asked) == ("text" if "text" in asked else "room")


def test_it_is_in_the_language_of_the_address(projector: Projector) -> None:
    projector.here.host.run("Start")
    projector.to_session(2)
    shown = projector.at("?lang=fr")
    assert "Séance 1" in shown
    assert "Ce que montre le projecteur" in shown
    assert "Session" not in shown
    assert "lang=fr" in shown, "links keep it"


def test_who_is_in_the_class_sees_it_and_nobody_else(projector: Projector) -> None:
    assert projector.students[0].ask("/class/projector").status == 200
    for path in ("/class/projector", "/class/table"):
        stranger = Browser(projector.here.port).ask(path)
        assert stranger.status == 303
        assert stranger.body == b""


def test_the_record_of_a_table_is_for_whoever_is_at_it(two: Projector) -> None:
    two.here.host.run("Start")
    first = next(one for one in two.students if one.see("seat")["clock"]["table"] == "1")
    first.move("speak", text="A point <of> order.")
    before = first.ask("/class/table").text
    assert "A point" not in before
    two.to_session(2)
    shown = first.ask("/class/table").text
    assert "A point &lt;of&gt; order." in shown
    assert "CANARY" not in shown
    assert 'href="/class/seat?room=' in shown
    assert "Session 1: " in shown
    assert shown.count("<div><dt>") > 6
    assert first.ask("/class/table/view?table=2").status == 403
    host = two.here.host.ask("/class/table?table=2")
    assert host.status == 200
    assert "A point" not in host.text
    assert 'href="/class/console?room=' in host.text
    assert "view=projector" in host.text, "a host has no seat to listen for"
    assert "view=seat" in shown
    french = first.ask("/class/table?lang=fr").text
    assert "Le compte rendu de la table" in french
    assert "Séance 1" in french


def test_the_record_says_which_seats_agents_held_and_who_sits_where(projector: Projector) -> None:
    projector.here.host.run("Start")
    projector.here.host.run("CloseNow")
    shown = projector.students[0].ask("/class/table").text
    assert "Ana &lt;0&gt;" in shown
    assert "an agent" in shown
    held = projector.students[0].see("table")["held"]
    assert len(held) == 3
    assert shown.count("<li>Session 1") + shown.count("session 1") >= 1


def test_the_host_chooses_from_elsewhere_what_it_shows(two: Projector) -> None:
    host = two.here.host
    host.run("Start")
    two.to_session(2)
    assert host.run("Show", face="text", table="2").status == 200
    assert two.face() == "text"
    assert 'data-clock="2"' in two.at()
    assert two.face("?face=round") == "tables", "an address that says what it shows keeps to it"
    assert two.face("?table=1") == "text"
    assert two.students[0].see("projector")["shows"] == {"face": "text", "table": "2"}
    assert host.run("Show", face="auto").status == 200
    assert two.face() == "tables"
    refused = host.run("Show", face="room", table="9")
    assert (refused.status, host.see("projector")["shows"]) == (400, {"face": "auto", "table": ""})
    assert two.students[0].act("Show", face="join").status == 403


def test_parts_of_a_text_that_the_host_shows_follow_each_other(tmp_path: Path) -> None:
    clock = Clock()
    with lesson(tmp_path, load_scenario("scenarios/wtpf13_training.yaml"), clock=clock) as here:
        here.student("Ana")
        here.host.run("Start")
        projector = Projector(here, clock, [])
        projector.to_session(3)
        here.host.run("Show", face="text")
        seen = set()
        for _ in range(8):
            shown = projector.at()
            seen.add(re.findall(r'aria-current="page">(Part \d of \d)<', shown)[0])
            clock.now += PART
        assert len(seen) > 1
        assert (
            "Part 2 of"
            in re.findall(r'aria-current="page">(Part \d of \d)<', projector.at("?part=2&face=text"))[0]
        )


def test_the_console_has_a_button_for_each_face(two: Projector) -> None:
    host = two.here.host
    page = host.ask("/class/console").text
    form = page[page.index('id="projector"') :].partition("</form>")[0]
    acts = [unescape(act) for act in re.findall(r'name="act" value="([^"]*)"', form)]
    assert len(acts) == 5
    assert form.count('aria-pressed="true"') == 1
    picture = next(act for act in acts if '"room"' in act)
    answer = host.form("/class/console/act", {"act": picture, "data.table": "2"}, HX_Request="true")
    assert answer.status == 200
    assert host.see("projector")["shows"] == {"face": "room", "table": "2"}
    after = host.ask("/class/console").text
    assert '<option value="2" selected>' in after
    assert two.face() == "room"


def test_of_very_many_those_who_came_last_are_named_and_the_rest_counted(tmp_path: Path) -> None:
    with lesson(tmp_path, tables=3, people_a_seat=3) as here:
        for number in range(46):
            here.student(f"{number:02} {'x' * 21}")
        shown = Projector(here, Clock(), []).at()
        named = re.findall(r"<li>(\d\d) x{21}</li>", shown)
        assert named == [f"{number:02}" for number in range(46 - len(named), 46)]
        assert 40 <= len(named) < 46
        assert f"<li>+{46 - len(named)}</li>" in shown
        assert "<b>46</b> people are in" in shown
