"""Nobody in a class gets ahead by a trick: no second brief, no longer phase, no door that is shut on the others."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from simulation.classroom import (
    ClassroomError,
    ClassService,
    FullError,
    Joined,
    NotAllowedError,
    Plan,
    TooManyTriesError,
    actions,
)
from simulation.live import SeatMove
from tests.class_state import state_of
from tests.classes import Meeting, meeting, six_seats, url_in


def back(here: Meeting, gone: Joined, name: str, **where: bool) -> Joined:
    """Join anew from the browser in which somebody was before."""
    return here.join(name, token_before=gone.token, **where)


@pytest.mark.parametrize("dealing", ["random", "chosen"])
def test_who_has_read_a_brief_and_leaves_comes_back_to_no_other(tmp_path: Path, dealing: str) -> None:
    with meeting(url_in(tmp_path), tables=2, dealing=dealing) as here:
        spy = here.join("Spy 0")
        if dealing == "chosen":
            here.act(spy, actions.ChooseSeat(table="2", seat=here.see(spy).free[0]))
        mine = here.see(spy)
        place = (mine.clock.table, mine.seat)
        for number in range(1, 6):
            here.act(spy, actions.Leave())
            spy = back(here, spy, f"Spy {number}")
            seen = here.see(spy)
            assert (spy.table, spy.seat) == (seen.clock.table, seen.seat) == place
            assert seen.view is not None
        other = next(one.key for one in mine.seats if one.key != mine.seat)
        with pytest.raises(NotAllowedError):
            here.act(spy, actions.ChooseSeat(table=place[0], seat=other))
        told = next(one for one in here.service.log(here.host, most=100) if one.kind == "Leave")
        assert (told.who, *told.seats) == (
            "Spy 4",
            next(one.name for one in mine.seats if one.key == mine.seat),
        )
        with ClassService(url_in(tmp_path)) as anew:
            assert state_of(anew, here.room) == here.snapshot()


def test_who_has_read_a_brief_may_watch_and_then_sit_down_there_alone(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen", people_a_seat=1) as here:
        spy = here.join("Spy")
        seat, other, *_ = here.see(spy).free
        here.act(spy, actions.ChooseSeat(table="1", seat=seat))
        here.act(spy, actions.Leave())
        watcher = back(here, spy, "Spy", watch=True)
        assert here.see(watcher).free == (seat,)
        with pytest.raises(NotAllowedError, match="You have read the brief"):
            here.act(watcher, actions.ChooseSeat(table="1", seat=other))
        here.act(watcher, actions.Leave())
        again = back(here, watcher, "Spy")
        assert again.seat == seat
        here.act(again, actions.Leave())
        ann = here.join("Ann", table="1", seat=seat)
        assert here.see(ann).view is not None
        with pytest.raises(FullError):
            back(here, again, "Spy")
        here.run(
            actions.Move(person=back(here, again, "Spy", watch=True).caller.person, table="1", seat=other)
        )


def test_who_leaves_without_having_read_a_brief_is_free(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen") as here:
        one = here.join("Ann")
        here.act(one, actions.Leave())
        again = back(here, one, "Ann")
        assert len(here.see(again).free) > 1
        assert [entry.seats for entry in here.service.log(here.host, most=9) if entry.kind == "Leave"] == [()]


def test_a_clock_that_is_set_back_makes_no_phase_longer(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), minutes={"talks": 10, "floor": 5}) as here:
        who = here.join("Ann")
        here.clock.now += 3600
        here.run(actions.Tell(text="The clock is an hour ahead."))
        here.clock.now -= 3600
        here.run(actions.Start())
        assert here.see(who).clock.deadline == here.clock.now + 600
        here.run(actions.Pause())
        assert here.see(who).clock.left == 600
        here.clock.now += 60
        here.run(actions.Resume())
        assert here.see(who).clock.deadline == here.clock.now + 600
        here.run(actions.Extend(minutes=-100))
        assert here.see(who).clock.deadline == here.clock.now
        here.service.tick()
        assert here.see(who).clock.phase != "talks"
        numbers = [event["at"] for event in here.service.events(here.room, here.token)]
        assert numbers == sorted(numbers)
        with ClassService(url_in(tmp_path), clock=here.clock) as anew:
            assert state_of(anew, here.room) == here.snapshot()


def test_messages_stand_in_the_order_of_the_log_whatever_the_clock_does(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        who = here.join("Ann")
        for text, step in (("first", 3600), ("second", -3600), ("third", -60), ("fourth", 120)):
            here.run(actions.Tell(text=text))
            if text != "fourth":  # nobody calls more often
                here.act(who, actions.CallHost(text=text))
            here.clock.now += step
        messages = here.service.host_view(here.host).messages
        assert [one.text for one in messages] == ["first", "second", "third", "fourth"]
        assert [one.text for one in here.see(who).messages] == ["first", "second", "third", "fourth"]
        assert [one.number for one in messages] == sorted(one.number for one in messages)
        start = 1_000_000.0
        assert [one.at - start for one in messages] == [0, 3600, 0, -60]
        assert [one.at - start for one in here.service.host_view(here.host).calls] == [0, 3600, 0]
        with ClassService(url_in(tmp_path), clock=here.clock) as anew:
            assert state_of(anew, here.room) == here.snapshot()


def test_an_action_sent_again_after_the_clock_was_set_back_is_the_same_one(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        here.clock.now -= 3600
        first = here.act(here.host, actions.Tell(text="Hello."), key="once")
        assert here.act(here.host, actions.Tell(text="Hello."), key="once") == first


def test_a_clock_that_is_set_back_shuts_nobody_out(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        joined = here.join("Ann")
        for _ in range(8):
            with pytest.raises(NotAllowedError):
                here.service.reclaim(here.room, "Ann", "AAAAAAAA", source="x")
        here.clock.now -= 7200
        here.steady.now += 61
        assert here.service.reclaim(here.room, "Ann", joined.code, source="x").seat == joined.seat


def test_wrong_codes_of_one_shut_nobody_else_out_behind_the_same_address(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        here.join("Ann")
        bob = here.join("Bob")
        for _ in range(8):
            with pytest.raises(NotAllowedError):
                here.service.reclaim(here.room, "Ann", "AAAAAAAA", source="school")
        for nickname in ("Ann", " ann"):
            with pytest.raises(TooManyTriesError):
                here.service.reclaim(here.room, nickname, "AAAAAAAA", source="school")
        assert here.service.reclaim(here.room, "Bob", bob.code, source="school").seat == bob.seat


@pytest.mark.parametrize("text", [" ", "\u200b", "\u2800", "\u3164"])
def test_a_statement_of_which_nothing_can_be_seen_is_refused(tmp_path: Path, text: str) -> None:
    with meeting(url_in(tmp_path)) as here:
        who = here.join()
        here.run(actions.Start())
        before = here.snapshot()
        with pytest.raises(ClassroomError, match="nothing to read"):
            here.submit(who, "speak", text=text)
        move = SeatMove(seat=here.see(who).seat, move="speak", text=text)
        with pytest.raises(ClassroomError):
            here.service.check(who.caller, actions.Submit(move=move))
        assert here.snapshot() == before
        here.submit(who, "speak", text="We go on.")


def test_a_class_that_cannot_be_rebuilt_does_not_stop_the_clocks_of_others(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    url = url_in(tmp_path)
    with meeting(url, minutes={"talks": 5}) as here:
        rooms = [here.room, *(here.service.open(six_seats(), Plan(seed=1)).room for _ in range(2))]
        who = here.join()
        here.run(actions.Start())
        engine = sa.create_engine(url)
        broken = sa.text("UPDATE events SET kind = :kind, data = '{}' WHERE class_id = :room")
        with engine.begin() as connection:
            for room in rooms[1:]:
                connection.execute(broken, {"kind": "open", "room": room})
        with ClassService(url, clock=here.clock) as restarted:
            here.clock.now += 301
            for _ in range(10):
                restarted.tick()
            assert {record.message.split()[1] for record in caplog.records} == set(rooms[1:])
            assert len(caplog.records) == 2, "once a class"
        assert here.see(who).clock.phase != "talks"
        engine.dispose()
