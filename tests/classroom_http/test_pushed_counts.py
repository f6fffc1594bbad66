"""Whoever would see something else when they look is told so, whatever happens and however much of it at once."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.classroom.pushed_counts import Glance, written
from simulation.classroom import Caller, actions, as_plain
from tests.classes import Meeting, Step, do, meeting, url_in
from tests.classroom.test_rebuilding import BEGINNING, STEP


def seen(here: Meeting, glance: Glance) -> dict[str, Any]:
    """Return what each would see who looks now, and what is on the projector."""
    found: dict[str, Any] = {"projector": as_plain(here.service.projector(here.room))}
    for who in glance.tables:
        caller = Caller(room=here.room, person=who)
        found[who] = [as_plain(here.service.my_seat(caller)), as_plain(here.service.table_record(caller))]
    return found


def told(glance: Glance) -> dict[str, str]:
    """Return the id of what each was told."""
    found = {"projector": glance.told("projector", ""), "host": glance.told("host", "")}
    found |= {who: glance.told("seat", who) for who in glance.tables}
    return {who: written(one, 0.2)[0] for who, one in found.items() if one is not None}


def check_told(steps: list[tuple[Step, bool]]) -> int:
    """Do all this, look now and then, and return how often somebody was told of nothing new to them."""
    spared = 0
    with TemporaryDirectory() as folder, meeting(url_in(Path(folder)), tables=3, people_a_seat=2) as here:
        had: tuple[dict[str, Any], dict[str, str]] = ({}, {})
        for step, looks in [*((one, False) for one in BEGINNING), *steps]:
            do(here, step)
            if not looks:
                continue
            view = here.service.host_view(here.host)
            glance = Glance.of(view)
            now = ({**seen(here, glance), "host": as_plain(view)}, told(glance))
            for who in now[0].keys() & had[0].keys():
                if now[0][who] != had[0][who]:
                    assert now[1][who] != had[1][who], (who, step)
                spared += now[1][who] == had[1][who]
            had = now
    return spared


@given(steps=st.lists(st.tuples(STEP, st.booleans()), min_size=2, max_size=12))
@settings(max_examples=4, suppress_health_check=[HealthCheck.too_slow])
def test_whoever_would_see_something_else_is_told(steps: list[tuple[Step, bool]]) -> None:
    check_told(steps)


@pytest.mark.thorough
@given(steps=st.lists(st.tuples(STEP, st.booleans()), min_size=10, max_size=40))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_whoever_would_see_something_else_is_told_in_longer_classes(steps: list[tuple[Step, bool]]) -> None:
    check_told(steps)


def test_a_table_is_spared_what_happens_at_another() -> None:
    """Five people sit at three tables: one moves, and the tables of the others have nothing to look at."""
    start = [(("start", 1, 0, 0), True)]
    assert check_told([*start, (("write", 0, 3, 0), True)]) >= 2


def test_of_two_changes_at_once_the_one_that_is_for_all_reaches_everybody(tmp_path: Path) -> None:
    """Somebody is moved, which two tables tell of by one number, and the host speaks to all, which none tells of."""
    with meeting(url_in(tmp_path), tables=3, dealing="chosen") as here:
        mover, third = here.join(table="1", seat="LUM"), here.join(table="3", seat="LUM")
        before = Glance.of(here.service.host_view(here.host))
        here.run(actions.Move(person=mover.caller.person, table="2", seat="LUM"))
        moved = Glance.of(here.service.host_view(here.host))
        who = third.caller.person
        assert moved.told("seat", who) == before.told("seat", who), "it is nothing to the third table"
        here.run(actions.Move(person=mover.caller.person, table="1", seat="LUM"))
        here.run(actions.Tell(text="Welcome."))
        after = Glance.of(here.service.host_view(here.host))
        assert after.told("seat", who) != moved.told("seat", who)
