"""A class is its log: whatever happens in it, and whenever the process ends, it comes back the same."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from simulation.classroom import Answer, ClassroomError, ClassService, actions
from tests.class_state import state_of
from tests.classes import Meeting, Step, do, meeting, url_in

USUAL = (
    "join",
    "move",
    "move",
    "move",
    "done",
    "done",
    "wait",
    "wait",
    "start",
    "take_pen",
    "let_agent",
    "take_back",
)
RARE = (
    "choose",
    "leave",
    "note",
    "call",
    "write",
    "deal",
    "pause",
    "resume",
    "extend",
    "close",
    "give",
    "give_back",
    "place",
    "remove",
    "tell",
    "instruct",
    "move_end",
    "obstruct",
    "rewind",
    "end",
)
NUMBER = st.integers(0, 60)
STEP = st.tuples(st.sampled_from(USUAL + USUAL + RARE), NUMBER, NUMBER, NUMBER)
BEGINNING: list[Step] = [
    ("join", 0, 0, 1),
    ("join", 0, 0, 1),
    ("join", 0, 0, 1),
    ("join", 0, 0, 1),
    ("start", 1, 0, 0),
]


def check_sound(here: Meeting) -> None:
    """Hold what has to be so in any class."""
    view = here.service.host_view(here.host)
    for table in view.tables:
        sitting = [who for seat in table.seats for who in seat.people]
        assert len(sitting) == len(set(sitting))
        for seat in table.seats:
            assert len(seat.people) <= 3
            assert (seat.pen in seat.people) if seat.people else not seat.pen
        assert table.clock.deadline is None or table.clock.left is None
        is_timed = table.clock.deadline is not None or table.clock.left is not None
        assert is_timed == (table.clock.phase not in ("lobby", "over") and not table.clock.is_ended)
        assert table.clock.version <= view.number


def check_restarts(steps: list[Step]) -> None:
    """Do all this, once in one process and with a new one now and then, and look for any difference."""
    with TemporaryDirectory() as folder, meeting(url_in(Path(folder)), tables=2, people_a_seat=2) as here:
        for number, step in enumerate([*BEGINNING, *steps]):
            here.service.tick()  # the host may just have moved a deadline to now
            before = here.snapshot()
            if not do(here, step):
                assert here.snapshot() == before, step
            check_sound(here)
            if number % 5 == 4:
                with ClassService(url_in(Path(folder)), clock=here.clock) as other:
                    assert state_of(other, here.room) == here.snapshot(), step


def test_what_is_refused_once_a_deadline_was_moved_to_now_does_no_more_than_close_the_phase(
    tmp_path: Path,
) -> None:
    with meeting(url_in(tmp_path)) as here:
        here.join()
        here.run(actions.Start())
        here.run(actions.Extend(minutes=-60))
        (table,) = here.service.host_view(here.host).tables
        with pytest.raises(ClassroomError):
            here.run(actions.Remove(person="nobody"))
        (after,) = here.service.host_view(here.host).tables
        assert (table.clock.phase, after.clock.phase) == ("talks", "floor")
        with ClassService(url_in(tmp_path), clock=here.clock) as other:
            assert state_of(other, here.room) == here.snapshot()
        before = here.snapshot()
        with pytest.raises(ClassroomError):
            here.run(actions.Remove(person="nobody"))
        assert here.snapshot() == before


SLOW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@settings(SLOW, max_examples=4)
@example(steps=[*[("extend", 0, 0, 0)] * 4, ("choose", 0, 0, 0)])
@given(steps=st.lists(STEP, min_size=10, max_size=25))
def test_a_class_comes_back_the_same_whenever_it_is_read_anew(steps: list[Step]) -> None:
    check_restarts(steps)


@pytest.mark.thorough
@settings(SLOW, max_examples=60)
@given(steps=st.lists(STEP, min_size=10, max_size=70))
def test_a_long_class_comes_back_the_same_whenever_it_is_read_anew(steps: list[Step]) -> None:
    check_restarts(steps)


@settings(SLOW, max_examples=3)
@given(steps=st.lists(STEP, min_size=5, max_size=20))
def test_what_is_sent_again_with_its_key_changes_nothing_and_is_answered_alike(steps: list[Step]) -> None:
    with TemporaryDirectory() as folder, meeting(url_in(Path(folder)), tables=2, people_a_seat=2) as here:
        sent = list[tuple[tuple[Any, ...], dict[str, Any], Answer]]()
        act = here.service.act

        def noted(*args: Any, **named: Any) -> Answer:  # noqa: ANN401 - as `act` takes them
            answer = act(*args, **named)
            sent.append((args, named, answer))
            return answer

        here.service.act = noted  # type: ignore[method-assign] # listens, and passes all on
        for step in [*BEGINNING, *steps]:
            do(here, step)
        before = here.snapshot()
        assert sent
        there = {"", *(one.id for one in here.service.host_view(here.host).people)}
        with ClassService(url_in(Path(folder)), clock=here.clock) as restarted:
            for args, named, answer in sent:
                if args[0].person in there:  # who left is told so
                    assert act(*args, **named) == answer
                    assert restarted.act(*args, **named) == answer
            assert state_of(restarted, here.room) == before
        assert here.snapshot() == before


@settings(SLOW, max_examples=3)
@given(steps=st.lists(STEP, min_size=10, max_size=20))
def test_two_processes_that_take_turns_keep_one_class(steps: list[Step]) -> None:
    with TemporaryDirectory() as folder, meeting(url_in(Path(folder)), tables=2, people_a_seat=2) as here:
        with ClassService(url_in(Path(folder)), clock=here.clock) as other:
            both = (here.service, other)
            for number, step in enumerate([*BEGINNING, *steps]):
                here.service = both[number % 2]
                do(here, step)
                check_sound(here)
            assert state_of(both[0], here.room) == state_of(both[1], here.room)
        here.service = both[0]
        with ClassService(url_in(Path(folder)), clock=here.clock) as third:
            assert state_of(third, here.room) == here.snapshot()


def test_another_action_with_the_same_key_is_refused(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        here.act(here.host, actions.Tell(text="Welcome."), key="one")
        with pytest.raises(ClassroomError, match="same key"):
            here.act(here.host, actions.Tell(text="Good-bye."), key="one")
        assert [one.text for one in here.service.host_view(here.host).messages] == ["Welcome."]


def test_two_people_may_use_the_same_key(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        one, two = here.join(), here.join()
        answers = {here.act(who, actions.CallHost(), key="same").number for who in (one, two)}
        assert len(answers) == len(here.service.host_view(here.host).calls) == 2
