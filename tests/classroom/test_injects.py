"""What the host throws in, what people say to each other and to the host, and what they write down."""

from pathlib import Path

import pytest

from simulation.classroom import ClassroomError, NotAllowedError, actions
from simulation.classroom.class_sentences import not_yet
from simulation.live import SeatView
from tests.classes import Meeting, meeting, six_seats, url_in
from tests.classroom_play import to_session


def own_view(here: Meeting, number: int = 0) -> SeatView:
    view = here.see(here.joined[number]).view
    assert view is not None
    return view


def test_new_instructions_come_with_the_next_session_and_change_nothing_before(tmp_path: Path) -> None:
    issue = six_seats().issues[0].key
    with meeting(url_in(tmp_path), dealing="chosen") as here:
        here.join(seat="LUM")
        here.run(actions.Start())
        to_session(here, 2)
        before = own_view(here)
        here.run(actions.Instruct(table="1", seat="LUM", text="Hold firm.", issue=issue, position=0.93))
        assert own_view(here).issues == before.issues
        (message,) = here.see(here.joined[0]).messages
        assert (message.kind, message.text) == ("instruction", "Hold firm.")
        to_session(here, 3)
        assert own_view(here).issues[0].ideal == 0.93
        assert before.issues[0].ideal != 0.93


def test_instructions_are_for_the_people_of_that_seat_alone(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen") as here:
        for seat in ("LUM", "NOR"):
            here.join(seat=seat)
        here.run(actions.Start())
        here.run(actions.Instruct(table="1", seat="LUM", text="Hold firm.", salience=0.5))
        assert here.see(here.joined[1]).messages == ()
        assert here.service.projector(here.room).messages == ()


def test_instructions_before_the_start_hold_from_the_first_session(tmp_path: Path) -> None:
    issue = six_seats().issues[0].key
    with meeting(url_in(tmp_path), dealing="chosen", tables=2) as here:
        here.join(table="1", seat="LUM")
        here.join(table="2", seat="LUM")
        here.run(actions.Instruct(table="1", seat="LUM", text="New.", issue=issue, position=0.93))
        here.run(actions.Start())
        assert own_view(here, 0).issues[0].ideal == 0.93
        assert own_view(here, 1).issues[0].ideal != 0.93


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({}, "changes nothing|position"),
        ({"issue": "XXX", "position": 0.5}, "XXX"),
        ({"position": 1.5}, "position"),
        ({"red_line": (0.9, 0.1)}, "."),
    ],
)
def test_instructions_that_cannot_be_are_refused(tmp_path: Path, wrong: dict[str, object], why: str) -> None:
    with meeting(url_in(tmp_path), dealing="chosen") as here:
        here.join(seat="LUM")
        here.run(actions.Start())
        before = here.snapshot()
        with pytest.raises(ClassroomError, match=why):
            here.run(actions.Instruct(table="1", seat="LUM", text="Do.", **wrong))  # type: ignore[arg-type] # wrong
        assert here.snapshot() == before


def test_the_end_is_brought_on_and_moved(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen") as here:
        here.join(seat="LUM")
        here.run(actions.Start())
        to_session(here, 2)
        here.run(actions.MoveEnd(sessions=3, text="The hall is needed tomorrow."))
        assert here.see(here.joined[0]).clock.sessions == 6
        to_session(here, 3)
        assert here.see(here.joined[0]).clock.sessions == 3
        assert here.service.projector(here.room).messages[0].text == "The hall is needed tomorrow."
        with pytest.raises(ClassroomError, match="No session follows"):
            here.run(actions.MoveEnd(sessions=4, text="Longer."))


def test_a_rewind_before_an_inject_takes_it_out_and_one_after_it_keeps_it(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen") as here:
        here.join(seat="LUM")
        here.run(actions.Start())
        to_session(here, 2)
        here.run(actions.MoveEnd(sessions=5, text="Shorter."))
        to_session(here, 4)
        here.run(actions.Rewind(table="1", session=3))
        assert here.see(here.joined[0]).clock.sessions == 5
        here.run(actions.Rewind(table="1", session=2))
        to_session(here, 3)
        assert here.see(here.joined[0]).clock.sessions == 6


def test_what_a_rewind_undoes_is_read_no_more(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen", tables=2) as here:
        one, two = here.join(table="1", seat="LUM"), here.join(table="2", seat="LUM")
        here.run(actions.Start())
        here.run(actions.Tell(table="1", text="Be brief."))
        here.run(actions.Instruct(table="1", seat="LUM", text="Give in.", salience=0.5))
        here.run(actions.MoveEnd(sessions=5, text="Shorter."))
        here.run(actions.Rewind(table="1", session=1))
        assert [said.text for said in here.see(one).messages] == ["Be brief."]
        assert [said.text for said in here.see(two).messages] == ["Shorter."]
        assert [said.text for said in here.service.projector(here.room).messages] == ["Shorter."]
        here.run(actions.Rewind(table="2", session=1))
        assert here.service.projector(here.room).messages == ()


def test_a_rewind_takes_back_what_was_done_from_its_session_on(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen") as here:
        one = here.join(seat="LUM")
        here.run(actions.Start())
        to_session(here, 3)
        made = here.see(one).made
        assert {move.session for move in made} == {1, 2}
        here.run(actions.Rewind(table="1", session=2))
        assert here.see(one).made == tuple(move for move in made if move.session == 1)
        here.run(actions.Rewind(table="1", session=1))
        assert here.see(one).made == ()


def test_the_end_is_moved_where_a_table_still_negotiates(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen", tables=2) as here:
        one, two = here.join(table="1", seat="LUM"), here.join(table="2", seat="LUM")
        here.run(actions.Start())
        here.run(actions.End(table="1"))
        here.run(actions.MoveEnd(sessions=5, text="Shorter."))
        to_session_of(here, "2")
        assert here.see(two).clock.sessions == 5
        assert here.see(one).messages == ()
        here.run(actions.End())
        with pytest.raises(ClassroomError, match="No negotiation is on"):
            here.run(actions.MoveEnd(sessions=5, text="Shorter."))


def to_session_of(here: Meeting, table: str) -> None:
    """Go on to the second session of a table."""
    number = int(table) - 1
    while here.service.host_view(here.host).tables[number].clock.session < 2:
        here.run(actions.CloseNow(table=table))


def test_an_agent_obstructs_until_it_is_called_off(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen") as here:
        here.join(seat="LUM")
        here.run(actions.Start())
        here.run(actions.Obstruct(table="1", seat="NOR"))
        with pytest.raises(ClassroomError, match="People sit there"):
            here.run(actions.Obstruct(table="1", seat="LUM"))
        with pytest.raises(ClassroomError, match="something to do already"):
            here.run(actions.Obstruct(table="1", seat="NOR"))
        to_session(here, 2)
        (first,) = here.service.table_record(here.host).heard
        did = {move.move for move in first if move.delegation == "NOR"}
        assert "object_formally" in did
        assert not did & {"support", "can_live_with"}
        assert here.service.host_view(here.host).tables[0].seats[_place("NOR")].agent == "obstructs"
        here.run(actions.GiveBack(table="1", seat="NOR"))
        assert here.service.host_view(here.host).tables[0].seats[_place("NOR")].agent == ""
        to_session(here, 4)


def _place(seat: str) -> int:
    return [one.key for one in six_seats().delegations].index(seat)


def test_somebody_who_sits_down_takes_a_seat_from_its_obstructing_agent(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen") as here:
        here.join(seat="LUM")
        here.run(actions.Start())
        here.run(actions.Obstruct(table="1", seat="NOR"))
        late = here.join(seat="NOR")
        to_session(here, 2)
        assert here.see(late).status == "waiting"


def test_an_agent_tables_a_late_proposal_once(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen") as here:
        here.join(seat="LUM")
        here.run(actions.Start())
        view = own_view(here)
        issue = next(one for one in view.issues if one.on_agenda)
        option = next(one for one in issue.options if one.is_admissible and not one.on_table)
        propose = actions.ProposeLate(table="1", seat="NOR", issue=issue.key, option=option.key)
        here.run(propose)
        here.submit(here.joined[0], "done")
        tabled = next(one for one in own_view(here).issues if one.key == issue.key)
        by = next(one.tabled_by for one in tabled.options if one.key == option.key)
        assert "NOR" in by
        to_session(here, 2)
        assert here.service.host_view(here.host).tables[0].seats[_place("NOR")].agent == ""
        with pytest.raises(ClassroomError, match="does not allow it"):
            here.run(actions.ProposeLate(table="1", seat="NOR", issue=issue.key, option="XXX"))


def test_what_cannot_be_thrown_in_is_told() -> None:
    assert set(not_yet()) == {"chair_text_in_own_words", "agents_believe_leak"}


def test_a_leak_is_read_by_whom_it_is_for(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen") as here:
        for seat in ("LUM", "NOR", "TAM"):
            here.join(seat=seat)
        here.run(actions.Leak(table="1", text="A memo was found.", seats=("LUM", "TAM")))
        assert [len(here.see(one).messages) for one in here.joined] == [1, 0, 1]
        with pytest.raises(ClassroomError, match="There is no table"):
            here.run(actions.Leak(text="To seats of no table.", seats=("LUM",)))


def test_messages_reach_all_one_table_or_one_seat(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen", tables=2) as here:
        for table, seat in (("1", "LUM"), ("1", "NOR"), ("2", "LUM")):
            here.join(table=table, seat=seat)
        here.run(actions.Tell(text="all"))
        here.run(actions.Tell(text="table", table="1"))
        here.run(actions.Tell(text="seat", table="1", seat="NOR"))
        told = [[one.text for one in here.see(who).messages] for who in here.joined]
        assert told == [["all", "table"], ["all", "table", "seat"], ["all"]]
        assert [one.text for one in here.service.projector(here.room).messages] == ["all"]


def test_a_private_note_is_read_by_two_delegations(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen", tables=2) as here:
        for table, seat in (("1", "LUM"), ("1", "NOR"), ("1", "TAM"), ("2", "NOR")):
            here.join(table=table, seat=seat)
        here.act(here.joined[0], actions.SendNote(to="NOR", text="Shall we?"))
        assert [len(here.see(one).notes) for one in here.joined] == [1, 1, 0, 0]
        for to, why in (
            ("LUM", "another delegation"),
            ("SAB", "An agent sits there"),
            ("XXX", "no seat XXX"),
        ):
            with pytest.raises(ClassroomError, match=why):
                here.act(here.joined[0], actions.SendNote(to=to, text="Shall we?"))


def test_calls_wait_until_the_host_sees_to_them(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        one = here.join()
        number = here.act(one, actions.CallHost(text="How do I object?")).number
        (call,) = here.service.host_view(here.host).calls
        assert (call.number, call.text, here.see(one).calls) == (number, "How do I object?", (number,))
        here.run(actions.AnswerCall(call=number))
        assert here.see(one).calls == ()
        with pytest.raises(ClassroomError, match="has been seen to"):
            here.run(actions.AnswerCall(call=number))
        for _ in range(3):
            here.act(one, actions.CallHost())
        with pytest.raises(ClassroomError, match="will come"):
            here.act(one, actions.CallHost())


def test_a_draft_is_ones_own_and_comes_back(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), people_a_seat=2, dealing="chosen") as here:
        one, two = here.join(seat="LUM"), here.join(seat="LUM")
        number = here.service.host_view(here.host).number
        here.service.keep_draft(one.caller, "speak", "We would")
        here.service.keep_draft(one.caller, "speak", "We would like")
        here.service.keep_draft(one.caller, "note", "Dear")
        here.service.keep_draft(one.caller, "note", " ")
        assert [(draft.place, draft.text) for draft in here.see(one).drafts] == [("speak", "We would like")]
        assert here.see(two).drafts == ()
        assert here.service.host_view(here.host).number == number
        with pytest.raises(ClassroomError, match="at most 4000"):
            here.service.keep_draft(one.caller, "speak", "x" * 4001)


def nested(depth: int) -> object:
    value: object = 1
    for _ in range(depth):
        value = [value]
    return value


def test_an_agent_that_was_to_do_one_thing_does_not_stay_after_a_rewind(tmp_path: Path) -> None:
    """Session 2 begins before the seat is handed back: rewound to it, the seat is the built-in agent's again."""
    with meeting(url_in(tmp_path), dealing="chosen") as here:
        here.join(seat="LUM")
        here.run(actions.Start())
        issue = next(one for one in own_view(here).issues if one.on_agenda)
        option = next(one for one in issue.options if one.is_admissible and not one.on_table)
        here.run(actions.Obstruct(table="1", seat="TAM"))
        here.run(actions.ProposeLate(table="1", seat="NOR", issue=issue.key, option=option.key))
        to_session(here, 3)
        for session in (2, 1, 1):
            here.run(actions.Rewind(table="1", session=session))
            seats = here.service.host_view(here.host).tables[0].seats
            assert [seats[_place(key)].agent for key in ("TAM", "NOR")] == ["obstructs" * (session == 2), ""]
            log = here.snapshot()["tables"]["1"]["log"]["entries"]
            handed = [one["seat"] for one in log if isinstance(one, dict) and one["move"] == "hand_over"]
            assert handed.count("NOR") == (session == 2)


def test_what_people_write_down_is_kept_for_the_debriefing(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen") as here:
        one = here.join("=Ann", seat="LUM")
        here.act(one, actions.WriteDown(name="prediction", value={"outcome": "adopted"}))
        here.act(one, actions.WriteDown(name="survey", value=nested(10)))
        here.act(one, actions.WriteDown(name="survey", value="fine"))
        assert here.see(one).written == {"prediction": {"outcome": "adopted"}, "survey": "fine"}
        (who,) = here.service.gathered(here.host).people
        assert who.notes == here.see(one).written
        for name, value, why in (
            ("two words", 1, "one word"),
            ("x", "y" * 9_000, "too long"),
            ("x", float("nan"), "cannot be kept"),
            ("x", object(), "cannot be kept"),
            ("x", nested(11), "10 deep"),
            ("x", nested(3_000), "cannot be kept"),
            ("x", {"\ud800": 1}, "whole one"),
            ("x", ["\ud800"], "whole one"),
        ):
            with pytest.raises(ClassroomError, match=why):
                here.act(one, actions.WriteDown(name=name, value=value))


def test_who_watches_reads_the_record_and_no_brief(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        here.join()
        watcher = here.join(watch=True)
        here.run(actions.Start())
        seen = here.see(watcher)
        assert (seen.view, seen.notes, seen.status) == (None, (), None)
        assert here.service.table_record(watcher.caller).published.phase == "talks"
        with pytest.raises(NotAllowedError, match="You watch"):
            here.submit(watcher, "done")
