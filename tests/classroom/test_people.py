"""Who comes in, where they sit, who holds the pen, and how they come back."""

import csv
import io
from pathlib import Path

import pytest

from simulation.classroom import (
    ClassroomError,
    FullError,
    NotAllowedError,
    actions,
    who_sits_where,
)
from simulation.classroom.debrief import findings_of
from simulation.classroom.tokens import LETTERS
from simulation.report.classroom import gradebook_csv
from tests.classes import Meeting, meeting, six_seats, url_in
from tests.extent import WHOLE


def seats_with_people(here: Meeting, table: str = "1") -> dict[str, int]:
    hosts = here.service.host_view(here.host).tables[int(table) - 1]
    return {seat.key: len(seat.people) for seat in hosts.seats if seat.people}


def test_a_code_is_six_letters_and_digits_that_nobody_takes_for_others(tmp_path: Path) -> None:
    assert not set(LETTERS) & set("01OIL")
    with meeting(url_in(tmp_path)) as here:
        assert len(here.code) == 6
        assert set(here.code) <= set(LETTERS)
        typed = f" {here.code[:3].lower()}-{here.code[3:].lower()} "
        assert here.service.find(typed, source="one") == here.room


def test_everybody_gets_a_seat_of_their_own_before_anybody_shares_one(tmp_path: Path) -> None:
    n = len(six_seats().delegations)
    with meeting(url_in(tmp_path), people_a_seat=2) as here:
        for _ in range(n):
            here.join()
        assert set(seats_with_people(here).values()) == {1}
        assert len(seats_with_people(here)) == n
        for _ in range(n):
            here.join()
        assert set(seats_with_people(here).values()) == {2}
        with pytest.raises(FullError, match="Watch instead"):
            here.join()
        watcher = here.join(watch=True)
        assert (watcher.table, watcher.seat, here.see(watcher).view) == ("1", "", None)
        with pytest.raises(NotAllowedError, match="You watch"):
            here.act(watcher, actions.SendNote(to="LUM", text="Hello"))


def test_nobody_is_dealt_a_seat_at_a_table_that_is_over(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), tables=2, minutes={"talks": 1}) as here:
        here.join(table="1")
        here.run(actions.Start(table="1"))
        for _ in range(40):
            here.wait(60)
        phases = [table.clock.phase for table in here.service.host_view(here.host).tables]
        assert phases == ["over", "lobby"]
        assert {here.join().table for _ in range(6)} == {"2"}
        with pytest.raises(FullError):
            here.join()


def test_tables_fill_evenly(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), tables=3) as here:
        for _ in range(9):
            here.join()
        assert [sum(seats_with_people(here, table).values()) for table in "123"] == [3, 3, 3]


def test_a_seat_can_be_chosen_only_where_the_plan_lets_people_choose(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path / "chosen"), dealing="chosen") as here:
        assert here.join(seat="LUM").seat == "LUM"
        with pytest.raises(FullError, match="LUM already"):
            here.join(seat="LUM")
        with pytest.raises(ClassroomError, match="There is no seat XXX"):
            here.join(seat="XXX")
    with meeting(url_in(tmp_path / "dealt")) as here, pytest.raises(NotAllowedError, match="seats are dealt"):
        here.join(seat="LUM")


def test_a_seat_is_chosen_in_the_lobby_and_kept_in_play(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen", people_a_seat=2, tables=2) as here:
        ben, ann = here.join(seat="NOR"), here.join(table="1")
        watcher = here.join(watch=True)
        here.act(ann, actions.ChooseSeat(table="1", seat="LUM"))
        assert [here.see(who).seat for who in (ann, ben)] == ["LUM", "NOR"]
        here.run(actions.Start(table="1"))
        here.run(actions.GiveToAgent(table="1", seat="LUM"))
        for who, table, seat in ((ann, "1", "NOR"), (watcher, "1", "NOR"), (ann, "2", "NOR")):
            with pytest.raises(NotAllowedError, match="has begun"):
                here.act(who, actions.ChooseSeat(table=table, seat=seat))
        here.act(ann, actions.ChooseSeat(table="1", seat="LUM"))
        assert here.see(ann).status == "given"
        here.act(watcher, actions.ChooseSeat(table="2", seat="NOR"))
        assert here.see(watcher).seat == "NOR"


def test_where_seats_are_chosen_one_brief_is_read(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen", people_a_seat=2, tables=2) as here:
        ann, ben, cleo = here.join(), here.join(seat="NOR"), here.join()
        assert (here.see(ann).view, here.see(cleo).view) == (None, None)
        assert here.see(ann).seat in here.see(ann).free, "they can settle for the seat that they were dealt"
        assert here.see(ben).view is not None
        assert here.see(ben).free == ()
        with pytest.raises(NotAllowedError, match="have read"):
            here.act(ben, actions.ChooseSeat(table="1", seat="LUM"))
        here.act(ann, actions.ChooseSeat(table=here.see(ann).clock.table, seat=here.see(ann).seat))
        assert here.see(ann).view is not None
        other = "SAB" if here.see(ann).seat == "LUM" else "LUM"
        with pytest.raises(NotAllowedError, match="have read"):
            here.act(ann, actions.ChooseSeat(table="1", seat=other))
        here.run(actions.Move(person=ben.caller.person, table="1", seat="SAB"))
        assert here.see(ben).seat == "SAB"
        here.run(actions.Start())
        assert here.see(cleo).view is not None


def test_where_seats_are_dealt_a_watcher_chooses_none(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        watcher = here.join(watch=True)
        with pytest.raises(NotAllowedError, match="seats are dealt"):
            here.act(watcher, actions.ChooseSeat(table="1", seat="LUM"))
        assert here.see(watcher).view is None


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "can be seen"),
        ("\u200b \u3164", "can be seen"),
        ("x" * 25, "at most 24"),
        ("Ann\u202egpj", "RIGHT-TO-LEFT OVERRIDE"),
        ("Ann\x00", "NUL"),
        ("Ann\x1b[31m", "ESC"),
        ("a\ue000", "A text cannot contain the character"),
        ("\ud800", "A text cannot contain the character"),
        ("Z\u0300\u0300\u0300\u0300", "too many marks"),
        ("ann LEE", "nickname ann LEE, or one that looks like it, is taken"),
        ("Ann\u00a0Lee\u200d", "is taken"),
        ("AnnLee", "is taken"),
        ("\uff21nn \uff2cee", "is taken"),
        ("\u0410nn L\u0435\u0435", "is taken"),
        ("\u0391nn Lee", "is taken"),
    ],
)
def test_a_nickname_that_cannot_be_read_or_told_apart_is_refused(tmp_path: Path, name: str, why: str) -> None:
    with meeting(url_in(tmp_path), people_a_seat=2) as here:
        here.join("Ann Lee")
        before = here.snapshot()
        with pytest.raises(ClassroomError, match=why):
            here.service.join(here.room, name, key="a-key-of-sixteen-characters")
        assert here.snapshot() == before


def test_nicknames_that_can_be_told_apart_are_not_taken_for_each_other(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), people_a_seat=3) as here:
        for name in ("Ann", "Anne", "Zoe", "Zoé", "Team 1", "Team 11", "Анна", "李雷", "李蕾", "Li"):
            here.join(name)
        for name in ("LI", "l i", "Team I", "Team ll"):
            with pytest.raises(ClassroomError, match="is taken"):
                here.join(name)


@pytest.mark.parametrize(
    "name", ["<script>x</script>", "=1+1", "'; DROP --", "José  Ñ", "محمد", "李雷", "![x](y)"]
)
def test_a_nickname_is_kept_as_text_whatever_it_says(tmp_path: Path, name: str) -> None:
    with meeting(url_in(tmp_path)) as here:
        joined = here.join(name)
        kept = " ".join(name.split())
        assert here.see(joined).nickname == kept
        gathered = here.service.gathered(here.host)
        sheet = gradebook_csv(findings_of(gathered, {}))
        (row,) = list(csv.reader(io.StringIO(sheet)))[1:]
        assert row[0] == ("'=1+1" if name == "=1+1" else kept)


def test_the_first_has_the_pen_and_it_is_taken_and_given(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), people_a_seat=3, dealing="chosen") as here:
        one, two, three = (here.join(seat="LUM") for _ in range(3))
        here.run(actions.Start())

        def pen() -> list[bool]:
            return [mate.has_pen for mate in here.see(one).mates]

        assert pen() == [True, False, False]
        with pytest.raises(NotAllowedError, match="Student 0 holds the pen"):
            here.submit(two, "done")
        here.act(two, actions.TakePen())
        assert pen() == [False, True, False]
        here.act(two, actions.GivePen(to=three.caller.person))
        assert pen() == [False, False, True]
        with pytest.raises(NotAllowedError, match="Student 2 holds the pen"):
            here.act(one, actions.GivePen(to=two.caller.person))
        here.act(three, actions.Leave())
        assert [mate.has_pen for mate in here.see(one).mates] == [True, False]
        with pytest.raises(NotAllowedError, match="not in this class"):
            here.see(three)


def test_whoever_joins_twice_with_one_key_is_one_person(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        first, second = (here.service.join(here.room, "Ann", key="the-same-key-of-a-form") for _ in range(2))
        assert first.caller == second.caller
        with pytest.raises(ClassroomError, match="with the same key"):
            here.service.join(here.room, "Ben", key="the-same-key-of-a-form")
        with pytest.raises(ClassroomError, match="with the same key"):
            here.service.join(here.room, "Ann", key="the-same-key-of-a-form", watch=True)
        assert {here.service.enter(here.room, one.token) for one in (first, second)} == {first.caller}
        assert len(here.service.host_view(here.host).people) == 1
        kinds = [event["kind"] for event in here.service.events(here.room, here.token)]
        assert kinds == ["open", "join", "reclaim"], "one event each time"
        with pytest.raises(ClassroomError, match="no key"):
            here.service.join(here.room, "Bob", key="short")


def test_an_answer_that_was_lost_is_given_again_with_a_code_that_is_good(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        joined = [here.service.join(here.room, "Ann", key="the-same-key-of-a-form") for _ in range(20)]
        ann = joined[0].caller
        assert {len(one.code) for one in joined} == {8}
        assert here.service.enter(here.room, joined[0].token) == ann
        assert here.service.enter(here.room, joined[-1].token) == ann
        assert here.service.reclaim(here.room, "Ann", joined[-1].code, source="x").caller == ann
        release = actions.Release(person=ann.person)
        one, two = (here.act(here.host, release, key="release") for _ in range(2))
        assert (one.number, len(two.code)) == (two.number, 8)
        back = here.service.reclaim(here.room, "Ann", two.code, source="x")
        here.act(here.host, release, key="release")
        assert here.service.enter(here.room, back.token) == ann
        here.run(actions.Remove(person=ann.person))
        assert here.act(here.host, release, key="release").code == ""


def test_who_left_takes_no_place_and_watchers_take_no_seats(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = who_sits_where.MOST_WATCHERS if WHOLE else 5  # a hundred join as these do
    monkeypatch.setattr(who_sits_where, "MOST_WATCHERS", most)
    with meeting(url_in(tmp_path), people_a_seat=3) as here:
        for _ in range(who_sits_where.MOST_WATCHERS + 1):
            here.act(here.join(watch=True), actions.Leave())
        watchers = [here.join(watch=True) for _ in range(who_sits_where.MOST_WATCHERS)]
        with pytest.raises(FullError, match=f"{most} people watch already"):
            here.join(watch=True)
        assert here.join().seat
        here.act(watchers[0], actions.Leave())
        here.join(watch=True)


def test_a_person_keeps_twenty_drafts(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        one, other = here.join(), here.join()
        for number in range(20):
            here.service.keep_draft(one.caller, f"place {number}", "Text")
        with pytest.raises(ClassroomError, match="20 drafts"):
            here.service.keep_draft(one.caller, "place 20", "Text")
        here.service.keep_draft(one.caller, "place 3", "Another text")
        here.service.keep_draft(other.caller, "place 20", "Text")
        here.service.keep_draft(one.caller, "place 3", "")
        here.service.keep_draft(one.caller, "place 20", "Text")
        assert len(here.see(one).drafts) == 20


def test_the_host_moves_renames_and_removes_people(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), tables=2, dealing="chosen") as here:
        one, two = here.join(table="1", seat="LUM"), here.join(table="1", seat="NOR")
        here.run(actions.Move(person=one.caller.person, table="2", seat="NOR"))
        assert (here.see(one).clock.table, here.see(one).seat) == ("2", "NOR")
        here.run(actions.Rename(person=one.caller.person, nickname="Bea"))
        assert here.see(one).nickname == "Bea"
        with pytest.raises(ClassroomError, match="student 1, or one that looks like it, is taken"):
            here.run(actions.Rename(person=one.caller.person, nickname="student 1"))
        here.run(actions.Remove(person=two.caller.person))
        with pytest.raises(NotAllowedError):
            here.service.enter(here.room, two.token)
        assert seats_with_people(here) == {}


def test_seats_are_dealt_anew_before_the_start_only(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), tables=2) as here:
        joined = [here.join() for _ in range(9)]
        here.run(actions.Deal())
        places = [(here.see(one).clock.table, here.see(one).seat) for one in joined]
        assert len(set(places)) == 9
        assert {abs(len(seats_with_people(here, "1")) - len(seats_with_people(here, "2")))} <= {0, 1}
        here.run(actions.Start())
        with pytest.raises(ClassroomError, match="The class has begun"):
            here.run(actions.Deal())


@pytest.mark.parametrize("dealing", ["random", "chosen"])
def test_with_the_door_shut_nobody_reads_one_brief_after_the_other(tmp_path: Path, dealing: str) -> None:
    with meeting(url_in(tmp_path), dealing=dealing) as here:
        early = here.join()
        here.run(actions.ShutDoor())
        with pytest.raises(ClassroomError, match="shut already"):
            here.run(actions.ShutDoor())
        for number in range(3):
            ghost = here.join(f"Ghost {number}")
            assert (ghost.seat, here.see(ghost).view, here.see(ghost).free) == ("", None, ())
            if dealing == "chosen":
                with pytest.raises(NotAllowedError, match="given by the host alone"):
                    here.act(ghost, actions.ChooseSeat(table="1", seat="LUM"))
            here.act(ghost, actions.Leave())
        seen = here.see(early)
        assert seen.free if dealing == "chosen" else seen.view is not None, "who has a seat goes on"
        here.run(actions.OpenDoor())
        with pytest.raises(ClassroomError, match="open already"):
            here.run(actions.OpenDoor())
        assert here.join("Late").seat
