"""Whoever would see something else when they look is told so, whatever happens and however much of it at once."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dashboard.classroom.pushed_counts import Glance, looked_at, written
from dashboard.classroom.seat.seat_page_data import Seen
from simulation.classroom import Caller, ClassroomError, actions, as_plain
from tests.classes import Meeting, Step, do, meeting, url_in
from tests.classroom.test_rebuilding import BEGINNING, NUMBER, STEP

UNTOLD = ("sign", "opens", "quiet", "mistypes", "seeks", "lets", "drafts")
"""What happens of which no event tells."""
ANY_STEP = STEP | st.tuples(st.sampled_from(UNTOLD), NUMBER, NUMBER, NUMBER)
ALL_SIGN: list[tuple[Step, bool]] = [(("sign", who, 0, 0), False) for who in range(5)]
EACH_ALONE: list[tuple[Step, bool]] = [
    (("sign", 0, 0, 0), True),
    *((("opens", who, 0, 0), True) for who in (0, 1)),
    *((("drafts", 0, 0, number), True) for number in (1, 2, 4)),
    *((("mistypes", who, 0, 0), True) for who in (0, 1)),
    (("lets", 0, 0, 0), True),
    *((("quiet", 0, 0, 0), True), (("sign", 0, 0, 0), True)),
]
"""People open their seats, type, mistype a code, are let in, fall silent and come back."""
SEEKING: list[tuple[Step, bool]] = [
    *(*ALL_SIGN, (("seeks", 0, 0, 0), False)),
    *((("quiet", 0, 1, 0), False), *ALL_SIGN, (("seeks", 0, 0, 0), True)),
    *((("quiet", 0, 1, 0), False), *ALL_SIGN, (("sign", 0, 0, 0), True)),
    *((("seeks", 0, 0, 0), number > 7) for number in range(10)),
]
"""Wrong codes of a class go on: of the first ones nothing counts any more, and the way in is closed for longer; then so
many come at once that a right code is not taken either."""
LATE: list[tuple[Step, bool]] = [
    *(*ALL_SIGN, (("sign", 0, 0, 0), True)),
    *((("quiet", 0, 9, 0), False) for _ in range(8)),
    *(*ALL_SIGN, (("sign", 0, 0, 0), True)),
]
"""A deadline passes, and nobody looks after the table."""
type Sight = tuple[dict[str, object], dict[str, object], dict[str, dict[str, Any]]]
"""By page: what it is drawn from, its clocks, and what it was told."""


def happens(here: Meeting, step: Step) -> None:
    """Do something, or let something be of which no event tells."""
    kind, one, two, three = step
    if kind not in UNTOLD:
        do(here, step)
        return
    who = here.joined[one % len(here.joined)]
    if kind in ("sign", "opens"):
        here.service.present(who.caller, opens=kind == "opens")
    elif kind == "quiet":  # nobody looks after the tables meanwhile
        here.clock.now += 16.0 * (1 + two % 10)
        here.steady.now += 16.0 * (1 + two % 2)
    elif kind == "lets":
        for barred in here.service.host_view(here.host).barred[:1]:
            here.service.let_try(here.host, barred.kind, barred.who)
    else:
        _tries(here, kind, who.caller, three)


def _tries(here: Meeting, kind: str, who: Caller, number: int) -> None:
    try:
        if kind == "drafts":
            here.service.keep_draft(who, "note", f"Draft {number}" if number % 4 else "")
        nickname = here.service.my_seat(who).nickname
    except ClassroomError:  # they have gone
        return
    source = f"192.0.2.{number % 2}"
    for _ in range({"mistypes": 8, "seeks": 60}.get(kind, 0)):
        try:
            if kind == "mistypes":
                here.service.reclaim(here.room, nickname, "AAAAAAAA", source=source)
            else:
                here.service.find("222222", source=source)
        except ClassroomError:
            continue


def sight(here: Meeting) -> Sight:
    """Return how it stands: what each page is drawn from, with its clocks, and what it is told."""
    view = here.service.host_view(here.host)
    people = [Caller(room=here.room, person=person.id) for person in view.people]
    glance = Glance.of(view, drafts={one.person: here.service.drafts(one) for one in people})
    projector = here.service.projector(here.room)
    tables = [replace(one, clock=replace(one.clock, version=0, submitted=0)) for one in projector.tables]
    drawn: dict[str, object] = {"host": view, "projector": replace(projector, number=0, tables=tuple(tables))}
    all_clocks = [as_plain(one.clock) for one in view.tables]
    clocks: dict[str, object] = {"host": all_clocks, "projector": all_clocks}
    told = {"host": glance.told("host", ""), "projector": glance.told("projector", "")}
    for caller in people:
        mine, record = here.service.my_seat(caller), here.service.table_record(caller)
        drawn[caller.person] = Seen(mine=mine, record=record, case=here.service.case_at(caller))
        clocks[caller.person] = as_plain(mine.clock)
        told[caller.person] = glance.told("seat", caller.person)
    return drawn, clocks, {who: one for who, one in told.items() if one is not None}


def check_told(steps: list[tuple[Step, bool]]) -> int:
    """Do all this, look now and then, and return how often somebody was told of nothing new to them."""
    spared = 0
    with TemporaryDirectory() as folder, meeting(url_in(Path(folder)), tables=3, people_a_seat=2) as here:
        had: Sight = ({}, {}, {})
        for step, looks in [*((one, False) for one in BEGINNING), *steps]:
            happens(here, step)
            if not looks:
                continue
            now = sight(here)
            for who in now[0].keys() & had[0].keys():
                if now[0][who] != had[0][who]:
                    assert looked_at(now[2][who]) != looked_at(had[2][who]), (who, step)
                if now[1][who] != had[1][who]:
                    assert written(now[2][who], 0.2)[0] != written(had[2][who], 0.2)[0], (who, step)
                spared += now[2][who] == had[2][who]
            had = now
    return spared


@example(steps=EACH_ALONE)
@example(steps=SEEKING)
@example(steps=LATE)
@given(steps=st.lists(st.tuples(ANY_STEP, st.booleans()), min_size=2, max_size=12))
@settings(max_examples=4, suppress_health_check=[HealthCheck.too_slow])
def test_whoever_would_see_something_else_is_told(steps: list[tuple[Step, bool]]) -> None:
    check_told(steps)


@pytest.mark.thorough
@given(steps=st.lists(st.tuples(ANY_STEP, st.booleans()), min_size=10, max_size=40))
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
