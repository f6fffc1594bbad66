"""How tables go on: everybody done, deadlines, agents that hold seats, pause and rewind."""

from pathlib import Path

import pytest

from simulation.classroom import Answer, ClassroomError, ClassService, NotAllowedError, StaleError, actions
from simulation.classroom.class_sentences import held_sentence
from simulation.live import IllegalMoveError, LiveNegotiation, SeatMove
from simulation.words import told_in
from tests.classes import meeting, six_seats, started, url_in

MINUTES = {"talks": 6, "floor": 4}


def test_before_the_start_everybody_reads_the_brief_and_nobody_moves(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen") as here:
        one = here.join(seat="LUM")
        seen = here.see(one)
        assert seen.view is not None
        assert (seen.view.own.key, seen.view.own.reasons != {}) == ("LUM", True)
        assert (seen.clock.phase, seen.clock.deadline, seen.status) == ("lobby", None, "not_asked")
        with pytest.raises(ClassroomError, match="has not begun"):
            here.submit(one, "done")


def test_a_table_goes_on_when_everybody_is_done_and_never_waits_for_agents(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen", minutes=MINUTES) as here:
        started(here, "LUM", "NOR")
        one, two = here.joined
        assert here.see(one).clock.deadline == here.clock.now + 360
        here.submit(one, "done")
        assert (here.see(one).status, here.see(two).status) == ("done", "waiting")
        assert (here.see(one).clock.submitted, here.see(one).clock.asked) == (1, 2)
        here.clock.now += 10
        here.submit(two, "done")
        clock = here.see(one).clock
        assert (clock.phase, clock.deadline, clock.submitted) == ("floor", here.clock.now + 240, 0)
        assert here.service.table_record(here.host).held == ()


def test_a_class_in_which_all_are_done_is_what_the_negotiation_is_without_a_class(tmp_path: Path) -> None:
    alone = LiveNegotiation(six_seats(), seats=("LUM",))
    with meeting(url_in(tmp_path), dealing="chosen") as here:
        started(here, "LUM")
        while alone.phase != "over":
            for request in alone.pending:
                alone.submit(SeatMove(seat=request.seat, move="done"))
            alone.advance()
        while here.see(here.joined[0]).clock.phase != "over":
            here.submit(here.joined[0], "done")
        gathered = here.service.gathered(here.host)
        assert gathered.tables[0].log.to_json() == alone.log.to_json()
        assert [one.nickname for one in gathered.at("1", "LUM")] == ["Student 0"]


def test_at_the_deadline_an_agent_holds_the_seat_for_that_phase_and_the_record_says_so(
    tmp_path: Path,
) -> None:
    with meeting(url_in(tmp_path), dealing="chosen", minutes=MINUTES) as here:
        started(here, "LUM", "NOR")
        here.submit(here.joined[0], "done")
        here.wait(359)
        assert here.see(here.joined[1]).clock.phase == "talks"
        here.wait(1)
        clock = here.see(here.joined[1]).clock
        assert (clock.phase, here.see(here.joined[1]).status) == ("floor", "waiting")
        (held,) = here.service.table_record(here.joined[0].caller).held
        assert (held.session, held.phase, held.seat, held.why) == (1, "talks", "NOR", "time")
        told = "Session 1, the talks: time was up, and an agent held the seat of Nordhaven as instructed."
        assert held_sentence(held, "Nordhaven") == told
        with told_in("fr"):
            assert "un agent a occupé le siège Nordhaven" in held_sentence(held, "Nordhaven")


def test_who_is_held_concedes_what_whoever_says_nothing_concedes(tmp_path: Path) -> None:
    silent = LiveNegotiation(six_seats(), seats=("NOR", "LUM"))
    with meeting(url_in(tmp_path), dealing="chosen", minutes={"talks": 1}) as here:
        started(here, "LUM", "NOR")
        for _ in range(100):
            here.wait(60)
        while silent.phase != "over":
            for request in silent.pending:
                silent.submit(SeatMove(seat=request.seat, move="done"))
            silent.advance()
        (table,) = here.service.gathered(here.host).tables
        assert table.log.to_json() == silent.log.to_json()


def test_a_seat_that_is_held_on_request_is_taken_back_at_any_time(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen") as here:
        started(here, "LUM", "NOR")
        one, two = here.joined
        here.act(one, actions.LetAgent())
        assert here.see(one).status == "held"
        with pytest.raises(NotAllowedError, match="Take it back first"):
            here.submit(one, "done")
        here.act(one, actions.TakeBack())
        here.submit(one, "speak", text="We are back.")
        here.act(one, actions.LetAgent())
        here.submit(two, "done")
        assert (here.see(one).clock.phase, here.see(one).status) == ("floor", "waiting")
        assert [held.why for held in here.service.table_record(here.host).held] == ["asked"]


def test_two_who_let_agents_hold_their_seats_do_not_play_the_table_to_its_end(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen") as here:
        started(here, "LUM", "NOR")
        for one in here.joined:
            here.act(one, actions.LetAgent())
        clock = here.see(here.joined[0]).clock
        assert (clock.session, clock.phase) == (1, "talks")
        here.act(here.joined[0], actions.TakeBack())


def test_a_seat_given_to_an_agent_is_handed_over_in_the_talks_and_comes_back(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen") as here:
        started(here, "LUM", "NOR")
        one, two = here.joined
        here.run(actions.GiveToAgent(table="1", seat="LUM"))
        assert here.see(one).status == "given"
        assert here.service.table_record(two.caller).clock.asked == 1
        with pytest.raises(NotAllowedError, match="given your seat"):
            here.submit(one, "done")
        with pytest.raises(NotAllowedError, match="Ask the host"):
            here.act(one, actions.TakeBack())
        here.run(actions.GiveBack(table="1", seat="LUM"))
        here.submit(one, "done")
        here.submit(two, "done")
        here.run(actions.GiveToAgent(table="1", seat="LUM"))
        here.submit(two, "done")
        held = here.service.table_record(here.host).held
        assert [(one.phase, one.seat, one.why) for one in held] == [("floor", "LUM", "given")]


def test_a_late_comer_takes_over_an_agent_in_the_talks_else_in_the_next(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen") as here:
        started(here, "LUM")
        late = here.join(seat="NOR")
        assert here.see(late).status == "waiting"
        for one in here.joined:
            here.submit(one, "done")
        later = here.join(seat="TAM")
        assert (here.see(late).clock.phase, here.see(later).status) == ("floor", "coming")
        with pytest.raises(NotAllowedError, match="when the next talks begin"):
            here.submit(later, "done")
        for one in here.joined[:2]:
            here.submit(one, "done")
        assert (here.see(later).clock.session, here.see(later).status) == (2, "waiting")


def test_a_seat_that_everybody_left_is_an_agents_and_its_table_goes_on_without_it(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen") as here:
        started(here, "LUM", "NOR")
        one, two = here.joined
        here.submit(one, "done")
        here.act(two, actions.Leave())
        assert here.see(one).clock.phase == "floor"
        here.submit(one, "done")
        assert [seat.status for seat in here.see(one).seats].count("agent") == len(
            six_seats().delegations
        ) - 1


def test_a_table_without_people_waits_for_its_deadline(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen", tables=2, minutes=MINUTES) as here:
        here.join(table="2", seat="LUM")
        here.run(actions.Start())
        first = here.service.host_view(here.host).tables[0]
        assert (first.clock.phase, first.clock.session) == ("talks", 1)
        here.wait(360)
        first = here.service.host_view(here.host).tables[0]
        assert first.clock.session == 2
        assert first.held == ()


def test_who_has_not_moved_is_told_to_the_host(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen") as here:
        started(here, "LUM", "NOR")
        here.submit(here.joined[0], "done")
        view = here.service.host_view(here.host)
        assert view.tables[0].waits_for == ("NOR",)
        here.steady.now += 16
        here.service.present(here.joined[0].caller)
        away = {one.nickname: one.is_away for one in here.service.host_view(here.host).people}
        assert away == {"Student 0": False, "Student 1": True}


def test_the_host_closes_one_table_and_the_other_stays(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen", tables=2) as here:
        here.join(table="1", seat="LUM")
        here.join(table="2", seat="LUM")
        here.run(actions.Start())
        here.run(actions.CloseNow(table="2"))
        one, two = here.service.host_view(here.host).tables
        assert (one.clock.phase, two.clock.phase) == ("talks", "floor")
        assert [held.why for held in two.held] == ["host"]


def test_closing_all_tables_leaves_those_that_went_on_since_the_host_looked(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen", tables=3) as here:
        for table in "123":
            here.join(table=table, seat="LUM")
        here.run(actions.Start())
        seen = max(table.clock.version for table in here.service.host_view(here.host).tables)
        here.submit(here.joined[1], "done")  # the only one who is asked: table 2 goes on
        answer = here.service.act(here.host, actions.CloseNow(), key="close-all", seen=seen)
        phases = [table.clock.phase for table in here.service.host_view(here.host).tables]
        assert phases == ["floor", "floor", "floor"]
        assert [len(table.held) for table in here.service.host_view(here.host).tables] == [1, 0, 1]
        again = here.service.act(here.host, actions.CloseNow(), key="close-all", seen=seen)
        assert again == answer, "sent twice it is done once"
        with pytest.raises(StaleError):
            here.service.act(here.host, actions.CloseNow(), key="close-more", seen=seen)
        view = here.service.host_view(here.host)
    with ClassService(url_in(tmp_path), clock=here.clock) as service:
        rebuilt = service.host_view(here.host)
        assert [table.clock.phase for table in rebuilt.tables] == phases
        assert [table.held for table in rebuilt.tables] == [table.held for table in view.tables]


def test_what_answers_a_phase_that_has_closed_is_stale(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen", minutes=MINUTES) as here:
        started(here, "LUM", "NOR")
        seen = here.see(here.joined[0]).clock.version
        move = actions.Submit(move=SeatMove(seat="LUM", move="done"))
        here.submit(here.joined[1], "speak", text="Good morning.")
        here.clock.now += 361
        with pytest.raises(StaleError, match="Too late") as refused:
            here.act(here.joined[0], move, seen=seen)
        assert refused.value.version == here.see(here.joined[0]).clock.version > seen
        assert here.see(here.joined[0]).clock.phase == "floor"
        with pytest.raises(StaleError):
            here.service.act(here.joined[0].caller, move, key="without a version")


def test_moves_of_others_do_not_make_one_stale_but_a_change_of_the_pen_does(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen", people_a_seat=2) as here:
        here.join(seat="LUM")
        here.join(seat="LUM")
        here.join(seat="NOR")
        here.run(actions.Start())
        one, two, three = here.joined
        seen = here.see(one).clock.version
        here.submit(three, "speak", text="Good morning.")
        speak = actions.Submit(move=SeatMove(seat="LUM", move="speak", text="And to you."))
        assert isinstance(here.act(one, speak, seen=seen), Answer)
        here.act(two, actions.TakePen())
        with pytest.raises(NotAllowedError, match="Student 1 holds the pen"):
            here.act(one, speak, seen=here.see(one).clock.version)
        with pytest.raises(StaleError, match="changed hands"):
            here.act(two, speak, seen=seen)


def test_a_move_that_the_rules_refuse_changes_nothing_and_says_why(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen") as here:
        started(here, "LUM", "NOR")
        before = here.snapshot()
        with pytest.raises(IllegalMoveError, match="when the document is signed"):
            here.submit(here.joined[0], "sign")
        with pytest.raises(NotAllowedError, match="for LUM only"):
            here.act(here.joined[0], actions.Submit(move=SeatMove(seat="NOR", move="done")))
        with pytest.raises(ClassroomError, match="with the button for it"):
            here.submit(here.joined[0], "hand_over")
        assert here.snapshot() == before


def test_a_table_is_rewound_to_a_session_and_the_old_line_is_kept(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen") as here:
        started(here, "LUM")
        one = here.joined[0]
        while here.see(one).clock.session < 3:
            here.submit(one, "done")
        at_three = here.service.gathered(here.host).tables[0].log.to_json()
        here.submit(one, "speak", text="Third session.")
        here.join(seat="NOR")
        here.run(actions.Rewind(table="1", session=2))
        clock = here.see(one).clock
        assert (clock.session, clock.phase) == (2, "talks")
        assert {seat.key for seat in here.see(one).seats if seat.people} == {"LUM", "NOR"}
        assert here.see(here.joined[1]).status == "waiting"
        assert here.see(one).view.statements == ()  # type: ignore[union-attr] # there is one
        table = here.service.host_view(here.host).tables[0]
        assert (table.line, table.sessions_begun) == (2, 2)
        old = here.snapshot()["tables"]["1"]["lines"][0]["log"]["entries"]
        assert old[: len(at_three["entries"])] == at_three["entries"]
        assert old[-2]["text"] == "Third session."
        with pytest.raises(ClassroomError, match=r"Sessions begun: 2\."):
            here.run(actions.Rewind(table="1", session=3))


def test_an_end_ends_and_the_debriefing_opens_what_was_closed(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen", tables=2) as here:
        here.join(table="1", seat="LUM")
        here.run(actions.Start())
        with pytest.raises(ClassroomError, match="not come to its end"):
            here.run(actions.OpenDebrief())
        here.run(actions.End())
        with pytest.raises(ClassroomError, match="is over"):
            here.submit(here.joined[0], "done")
        with pytest.raises(NotAllowedError, match="at the debriefing"):
            here.service.table_record(here.joined[0].caller, "2")
        with pytest.raises(NotAllowedError, match="not opened"):
            here.service.gathered(here.joined[0].caller)
        here.run(actions.OpenDebrief())
        assert len(here.service.gathered(here.joined[0].caller).tables) == 2
        assert here.service.table_record(here.joined[0].caller, "2").clock.is_ended


def test_a_table_that_was_ended_before_it_began_starts_all_the_same(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), tables=2) as here:
        here.join()

        def phases() -> list[tuple[str, bool]]:
            return [(one.clock.phase, one.clock.is_ended) for one in here.service.host_view(here.host).tables]

        here.run(actions.End(table="2"))
        here.run(actions.Start())
        assert phases() == [("talks", False), ("lobby", True)], "the start of all leaves it where it is"
        with pytest.raises(ClassroomError, match="could be started"):
            here.run(actions.Start())
        here.run(actions.Start(table="2"))
        assert phases() == [("talks", False), ("talks", False)]
    with meeting(url_in(tmp_path)) as here:
        one = here.join()
        here.run(actions.End())
        here.run(actions.Start())
        assert (here.see(one).clock.phase, here.see(one).clock.is_ended) == ("talks", False)
        here.submit(one, "done")
        here.run(actions.End())
        with pytest.raises(ClassroomError, match="could be started"):
            here.run(actions.Start())


def test_nothing_plays_on_once_the_class_is_debriefed_or_over(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen", tables=2) as here:
        here.join(table="1", seat="LUM")
        with pytest.raises(ClassroomError, match="not come to its end"):
            here.run(actions.OpenDebrief())
        here.run(actions.Start(table="1"))
        here.run(actions.End(table="1"))
        with pytest.raises(ClassroomError, match="not come to its end"):
            here.run(actions.OpenDebrief())
        here.run(actions.End(table="2"))
        here.run(actions.OpenDebrief())
        for back in (actions.Start(), actions.Rewind(table="1", session=1)):
            with pytest.raises(ClassroomError, match="debriefing is open"):
                here.run(back)
        here.run(actions.EndClass())
        with pytest.raises(ClassroomError, match="class is over"):
            here.run(actions.Rewind(table="1", session=1))
        assert here.see(here.joined[0]).clock.is_ended
