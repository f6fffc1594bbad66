"""The clock of a class: pauses, deadlines, and what a clock that is wrong does not do."""

from pathlib import Path

import pytest

from simulation.classroom import ClassroomError, actions
from tests.classes import meeting, started, url_in

MINUTES = {"talks": 6, "floor": 4}


def test_in_a_silence_procedure_a_phase_lasts_to_its_deadline(tmp_path: Path) -> None:
    day = 24 * 60
    with meeting(url_in(tmp_path), dealing="chosen", goes_on="at_deadline", minutes={"talks": day}) as here:
        started(here, "LUM")
        here.submit(here.joined[0], "done")
        assert here.see(here.joined[0]).clock.phase == "talks"
        here.wait(day * 60 - 1)
        assert here.see(here.joined[0]).clock.phase == "talks"
        here.wait(1)
        assert here.see(here.joined[0]).clock.phase == "floor"


def test_a_pause_stops_the_clock_and_moves_are_taken(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen", minutes=MINUTES) as here:
        started(here, "LUM")
        here.wait(60)
        here.run(actions.Pause())
        here.wait(10_000)
        here.submit(here.joined[0], "done")
        clock = here.see(here.joined[0]).clock
        assert (clock.phase, clock.left, clock.deadline) == ("talks", 300, None)
        here.run(actions.Resume())
        assert here.see(here.joined[0]).clock.phase == "floor"
        with pytest.raises(ClassroomError, match="No clock is paused"):
            here.run(actions.Resume())


def test_a_deadline_is_moved_and_brought_on(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen", minutes=MINUTES) as here:
        started(here, "LUM")
        here.run(actions.Extend(minutes=2))
        here.wait(479)
        assert here.see(here.joined[0]).clock.phase == "talks"
        here.run(actions.Extend(minutes=-5))
        here.wait(0)
        assert here.see(here.joined[0]).clock.phase == "floor"
        with pytest.raises(ClassroomError, match="moved by 1 to"):
            here.run(actions.Extend(minutes=0))


def test_a_clock_that_is_set_back_closes_nothing_twice(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen", minutes=MINUTES) as here:
        started(here, "LUM")
        here.wait(360)
        here.wait(-3_000)
        here.submit(here.joined[0], "done")
        clock = here.see(here.joined[0]).clock
        assert clock.session == 2
        assert clock.deadline == here.clock.now + 360, "as long as any other phase"


def test_a_clock_that_was_ahead_for_a_moment_leaves_no_phase_that_hardly_ends(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen", minutes=MINUTES, tables=2) as here:
        started(here, "LUM")
        one = here.joined[0]
        here.run(actions.Pause(table="2"))
        here.wait(86_400)
        here.wait(-86_400)
        clock = here.see(one).clock
        assert (clock.phase, clock.deadline) == ("floor", here.clock.now + 240), "the whole of its time"
        assert here.service.table_record(one.caller).published.at == here.clock.now
        assert here.service.host_view(here.host).tables[1].clock.left == 360
        here.wait(239)
        assert here.see(one).clock.phase == "floor"
        here.wait(1)
        assert here.see(one).clock.phase != "floor"


def test_what_the_host_gave_a_phase_is_kept_and_is_no_clock_that_was_ahead(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen", minutes=MINUTES) as here:
        started(here, "LUM")
        one, begun = here.joined[0], here.clock.now
        here.run(actions.Extend(minutes=600))
        here.wait(60)
        assert here.see(one).clock.deadline == begun + 36_360
        here.run(actions.Pause())
        here.run(actions.Extend(minutes=-10_000))
        here.run(actions.Extend(minutes=3))
        here.run(actions.Resume())
        here.wait(1)
        assert here.see(one).clock.deadline == begun + 60 + 180
        here.wait(-10_000)
        clock = here.see(one).clock
        assert (clock.phase, clock.deadline) == ("talks", here.clock.now + 60 + 180), (
            "six minutes, as the host changed them"
        )


def test_who_is_away_is_counted_by_a_clock_that_nobody_sets(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        one = here.join()

        def away() -> list[bool]:
            return [person.is_away for person in here.service.host_view(here.host).people]

        here.clock.now += 7_200
        here.see(one)
        here.clock.now -= 7_200
        here.steady.now += 15
        assert away() == [False]
        here.steady.now += 1
        assert away() == [True]
        here.see(one)
        assert away() == [False]
