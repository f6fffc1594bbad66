"""A page of which nothing has changed is not drawn again, and only then."""

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.classroom.public_record import TABLE
from dashboard.classroom.pushed_counts import Glance
from dashboard.classroom.screens import Sight
from dashboard.classroom.screens.screen import drawn
from dashboard.classroom.screens.screen_routes import Known
from dashboard.classroom.seat import SEAT
from dashboard.frame.language import words_in
from simulation.classroom import actions
from tests.class_served import lesson
from tests.classes import Clock, Meeting, Step, do, meeting, url_in
from tests.extent import WHOLE

KINDS = (
    "join", "wait", "move", "move", "move", "done", "done", "take_pen", "let_agent", "take_back", "leave", "note",
    "call", "write", "start", "pause", "resume", "extend", "close", "give", "give_back", "place", "tell",
    "instruct", "move_end", "obstruct", "rewind", "end",
)  # fmt: skip
NUMBER = st.integers(0, 40)
STEPS = st.lists(st.tuples(st.sampled_from(KINDS), NUMBER, NUMBER, NUMBER), min_size=4, max_size=16)


def sight_of(here: Meeting, person: str) -> Sight:
    who = next(one for one in here.joined if one.caller.person == person)
    return Sight(service=here.service, caller=who.caller, words=words_in("en"), query={}, base="/class")


def pages(here: Meeting) -> dict[str, tuple[object, str]]:
    """Return from what the page of everybody is drawn, and the page."""
    assert SEAT.sees is not None
    there = [one.id for one in here.service.host_view(here.host).people]
    sights = {person: sight_of(here, person) for person in there}
    return {person: (SEAT.sees(sight), but_counts(drawn(SEAT, sight))) for person, sight in sights.items()}


def but_counts(page: str) -> str:
    """Return a page without the counts that it is told of beside."""
    found, n = re.subn(r"(<p data-count=[^>]*>)[^<]*", r"\1", page)
    assert n == page.count("data-count=")
    return found


def numbers(here: Meeting) -> dict[str, int]:
    """Return the number that the page of everybody is told; it looks again if it is another than before."""
    view = here.service.host_view(here.host)
    told = {one.id: Glance.of(view).told("seat", one.id) for one in view.people}
    return {person: said["number"] for person, said in told.items() if said is not None}


@given(steps=STEPS)
@settings(max_examples=12 if WHOLE else 3)
def test_a_page_that_looks_only_when_it_is_told_shows_what_a_fresh_one_shows(steps: list[Step]) -> None:
    with TemporaryDirectory() as folder, meeting(url_in(Path(folder)), tables=2) as here:
        for _ in range(3):
            here.join()
        here.run(actions.Start())
        told: dict[str, int] = {}
        shown: dict[str, tuple[str, str]] = {}
        for step in (None, *steps):
            if step is not None:
                do(here, step)
            said = numbers(here)
            for person, number in said.items():
                sight = sight_of(here, person)
                fresh = but_counts(drawn(SEAT, sight)), but_counts(drawn(TABLE, sight))
                if told.get(person) != number:
                    shown[person] = fresh
                assert shown[person] == fresh, step
            told = said


@given(steps=STEPS)
@settings(max_examples=12 if WHOLE else 3)
def test_pages_that_are_drawn_from_the_same_are_the_same(steps: list[Step]) -> None:
    with TemporaryDirectory() as folder, meeting(url_in(Path(folder)), tables=2) as here:
        for _ in range(3):
            here.join()
        here.run(actions.Start())
        before = pages(here)
        for step in steps:
            do(here, step)
            after = pages(here)
            for person in before.keys() & after.keys():
                if after[person][0] == before[person][0]:
                    assert after[person][1] == before[person][1], step
            before = after


def test_what_others_do_aside_is_not_drawn_anew(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), minutes={"talks": 30}) as here:
        one, other = here.join(), here.join()
        here.run(actions.Start())
        before = pages(here)
        here.submit(other, "consult_capital")
        after = pages(here)
        same = {person: before[person][0] == after[person][0] for person in before}
        assert same == {one.caller.person: True, other.caller.person: False}


def test_a_page_that_has_not_changed_is_answered_so_and_one_that_has_is_sent(tmp_path: Path) -> None:
    with lesson(tmp_path, minutes={"talks": 30}) as here:
        one, other = here.student("Ada"), here.student("Bo")
        here.host.run("Start")
        tag = one.ask("/class/seat/view").headers["etag"]
        other.move("consult_capital")
        for _ in range(2):
            assert one.ask("/class/seat/view", If_None_Match=tag).status == 304
        assert one.ask("/class/seat/view", If_None_Match='"another"').status == 200
        french = one.ask("/class/seat/view?lang=fr", If_None_Match=tag)
        assert (french.status, french.headers["etag"] == tag) == (200, False)
        here.host.run("Tell", text="Two minutes more.")
        told = one.ask("/class/seat/view", If_None_Match=tag)
        assert told.status == 200
        assert "Two minutes more." in told.text


def test_who_others_wait_for_is_counted_and_not_drawn_anew(tmp_path: Path) -> None:
    with lesson(tmp_path, people_a_seat=1, minutes={"talks": 30}) as here:
        ada, bo = here.student("Ada"), here.student("Bo")
        here.host.run("Start")
        hears, first = here.listen(ada, "seat"), ada.ask("/class/seat/view")
        assert json.loads(first.headers["x-clock"]) == ada.see("seat")["clock"]
        before = hears.next().data
        assert bo.move("done").status == 200
        told = hears.next(until=lambda said: said.data["clocks"][0]["submitted"] == 1).data
        assert told["number"] == before["number"], "there is nothing to look at"
        again = ada.ask("/class/seat/view", If_None_Match=first.headers["etag"])
        assert (again.status, json.loads(again.headers["x-clock"])["submitted"]) == (304, 1)
        assert ada.move("speak", text="On.").status == 200
        assert hears.next().data["number"] > told["number"]
        assert ada.ask("/class/seat/view", If_None_Match=first.headers["etag"]).status == 200


def test_pages_that_nobody_looks_at_any_more_are_forgotten() -> None:
    clock = Clock()
    known = Known(clock)
    for page in range(5):
        known.keep(page, "seen", "tag")
    clock.now += 50
    assert known.is_as(3, "seen", "tag")
    assert not known.is_as(3, "seen", "other")
    assert not known.is_as(3, "other", "tag")
    assert not known.is_as(7, "seen", "tag")
    clock.now += 20
    known.keep(9, "seen", "tag")
    assert len(known) == 2
    assert known.is_as(3, "seen", "tag")
    for page in range(3_000):
        known.keep(page, "seen", "tag")
    assert len(known) == 2_000
