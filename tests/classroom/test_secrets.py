"""What one seat may not know is in nothing that anybody else gets, before the debriefing opens it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from simulation.classroom import Change, ClassroomError, NotAllowedError, actions, as_plain
from simulation.classroom.debrief import findings_of
from simulation.live import IllegalMoveError
from simulation.report.classroom import gradebook_csv
from simulation.report.classroom.files import lines_of
from simulation.scenario.schema import Delegation, Scenario
from tests.classes import Meeting, meeting, six_seats, url_in
from tests.classroom_play import to_session

HIDDEN = "CANARY-trainer"
SEED = 481_516_234
"""Of the class: with it, whoever has the program could play the game to its end at home."""


def with_canaries(case: Scenario) -> Scenario:
    """Return the case with a mark of its own in each brief and each private reason."""

    def marked(seat: Delegation) -> Delegation:
        mandate = {
            key: item.model_copy(update={"reason": f"CANARY-reason-{seat.key}-{key}"})
            for key, item in seat.mandate.items()
        }
        brief = seat.brief.model_copy(update={"confidential": f"CANARY-brief-{seat.key}"})
        rationale = f"{HIDDEN}-{seat.key}"
        return seat.model_copy(update={"brief": brief, "mandate": mandate, "rationale": rationale})

    seats = tuple(marked(seat) for seat in case.delegations)
    return case.model_copy(update={"delegations": seats, "trainer_notes": HIDDEN})


@contextmanager
def whole_class(folder: Path) -> Iterator[Meeting]:
    """Give a class in which every seat is taken and something private of every kind was written."""
    with meeting(
        url_in(folder), with_canaries(six_seats()), dealing="chosen", people_a_seat=2, seed=SEED
    ) as here:
        for delegation in six_seats().delegations:
            here.join(f"Pen {delegation.key}", seat=delegation.key)
        here.join("Second LUM", seat="LUM")
        here.join("Watcher", watch=True)
        here.run(actions.Start())
        write_in_private(here)
        to_session(here, 2)
        write_in_private(here)
        here.act(here.at("LUM"), actions.LetAgent())
        yield here


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Meeting]:
    """A class to look at."""
    with whole_class(tmp_path_factory.mktemp("class")) as here:
        yield here


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Meeting]:
    """A class to go on with."""
    with whole_class(tmp_path) as here:
        yield here


def write_in_private(here: Meeting) -> None:
    pens = {here.see(one).seat: one for one in here.joined[:6]}
    for seat, one in pens.items():
        other = next(key for key in pens if key != seat)
        here.act(one, actions.SendNote(to=other, text=f"CANARY-note-{seat}-{other}"))
        here.service.keep_draft(one.caller, "speak", f"CANARY-draft-{seat}")
        here.act(one, actions.WriteDown(name="prediction", value=f"CANARY-written-{seat}"))
        here.act(one, actions.CallHost(text=f"CANARY-call-{seat}"))
        here.submit(one, "consult_bilaterally", to=other, text=f"CANARY-talk-{seat}-{other}")
        here.run(actions.Instruct(table="1", seat=seat, text=f"CANARY-told-{seat}", salience=0.5))
    here.run(actions.Leak(table="1", seats=("NOR",), text="CANARY-told-NOR-leak"))


def marks_in(seen: Any) -> set[str]:  # noqa: ANN401 - any view
    text = json.dumps(as_plain(seen))
    marks = {part.split('"')[0] for part in text.split("CANARY-")[1:]}
    return marks | ({"seed"} if str(SEED) in text else set())


def may_read(mark: str, seat: str) -> bool:
    kind, *seats = mark.split("-")
    if kind in ("note", "talk"):
        return seat in seats
    return kind not in ("trainer", "seed") and bool(seat) and seats[0] == seat


def test_a_seat_reads_its_own_and_nothing_of_others(full: Meeting) -> None:
    for one in full.joined:
        seat = full.see(one).seat
        marks = marks_in(full.see(one))
        assert {mark for mark in marks if not may_read(mark, seat)} == set(), seat
        if seat:
            assert {f"brief-{seat}", f"told-{seat}"} <= marks


def test_two_of_one_delegation_share_the_brief_and_not_what_each_wrote_down(full: Meeting) -> None:
    second = marks_in(full.see(full.joined[6]))
    assert {"brief-LUM", "told-LUM"} <= second
    assert not second & {"draft-LUM", "written-LUM", "call-LUM"}


def test_the_record_the_projector_and_whoever_watches_read_nothing_private(full: Meeting) -> None:
    watcher = full.joined[7]
    for seen in (
        full.see(watcher),
        full.service.table_record(watcher.caller),
        full.service.table_record(full.joined[0].caller),
        full.service.projector(full.room),
    ):
        assert marks_in(seen) == set()


def test_the_hosts_page_shows_no_brief_reason_draft_or_diary(full: Meeting) -> None:
    kinds = {mark.split("-")[0] for mark in marks_in(full.service.host_view(full.host))}
    assert kinds == {"note", "call", "told", "seed"}
    assert "brief-LUM" in marks_in(full.service.look(full.host, "1", "LUM"))


def test_a_push_message_says_that_something_changed_and_nothing_else(own: Meeting) -> None:
    heard = list[Change]()
    own.service.changes.listen(own.room, heard.append)
    own.act(own.joined[6], actions.TakePen())
    (change,) = heard
    number = own.service.host_view(own.host).number
    assert as_plain(change) == {"room": own.room, "number": number, "versions": {"1": number}}


def test_a_refusal_tells_nothing_of_other_seats(full: Meeting) -> None:
    one = full.joined[1]
    seat = full.see(one).seat
    for move in ("speak", "support", "accept_trade", "object_formally", "consult_bilaterally"):
        with pytest.raises((ClassroomError, IllegalMoveError)) as refused:
            full.submit(one, move, offer="s1-LUM-1" if move == "accept_trade" else "")
        found = {mark for mark in marks_in(str(refused.value)) if not may_read(mark, seat)}
        assert found == set()


def test_while_a_phase_is_on_only_counts_are_published(own: Meeting) -> None:
    before = own.service.projector(own.room).tables[0]
    one = own.at("NOR")
    view = own.see(one).view
    assert view is not None
    issue = next(one for one in view.issues if one.is_open)
    option = issue.options[-1].key
    own.submit(one, "support", issue=issue.key, option=option)
    own.submit(one, "done")
    after = own.service.projector(own.room).tables[0]
    assert after.clock.submitted == before.clock.submitted + 1
    assert as_plain(after.published) == as_plain(before.published)


def test_what_was_closed_is_open_at_the_debriefing_alone(own: Meeting) -> None:
    one = own.joined[0]
    with pytest.raises(NotAllowedError):
        own.service.gathered(one.caller)
    own.run(actions.End())
    with pytest.raises(NotAllowedError):
        own.service.gathered(one.caller)
    own.run(actions.OpenDebrief())
    gathered = own.service.gathered(one.caller)
    assert gathered.tables[0].case.trainer_notes == HIDDEN
    assert marks_in([who.notes for who in gathered.people]) == {f"written-{own.see(one).seat}"}
    assert len(marks_in([who.notes for who in own.service.gathered(own.host).people])) == 6


def test_the_export_is_the_hosts_and_opens_nothing(full: Meeting) -> None:
    with pytest.raises(NotAllowedError):
        full.service.events(full.room, full.joined[0].token)
    gathered = full.service.gathered(full.host, counts_moves=True)
    events = lines_of(full.service.events(full.room, full.token))
    text = events + gradebook_csv(findings_of(gathered, full.service.records(full.host))) + repr(gathered)
    for joined in full.joined:
        assert joined.token not in text
        assert joined.code not in text
